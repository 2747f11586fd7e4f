/** Whether the checklist of `docs/asvs.md` names what is there: items, files, tests, headings. */
import type { Source } from "./tree.ts";

/** ASVS 5.0.0: of each chapter its sections, of each section the level of every item. */
const LEVELS: Readonly<Record<string, string>> = {
  "1": "22 1111122223 112222222223 222 123",
  "2": "122 112 12223 23",
  "3": "3 113 12223 11222233 11122333 3 22333",
  "4": "12233 23333 22 1222",
  "5": "2 112333 113 222",
  "6": "122 111111112222 11223333 112233 22222333 2223 33 2222",
  "7": "222 1111 22 11222 223 22",
  "8": "1233 1123 133 23",
  "9": "111 1222",
  "10": "22 223 22223 1111122222233333 22222 22 222",
  "11": "2233 22233 11233 1222 23 23 33",
  "12": "12233 11 22223",
  "13": "2333 222223 2233 1222233",
  "14": "22 12223333 122",
  "15": "12233 12233 1222222 3333",
  "16": "2 22222 2222 222 2223",
  "17": "23 22223333 22",
};
/** Every item in its order, by its number, with its level. */
const ITEMS = new Map<string, number>(
  Object.entries(LEVELS)
    .sort(([a], [b]) => Number(a) - Number(b))
    .flatMap(([chapter, sections]) =>
      sections
        .split(" ")
        .flatMap((section, at) =>
          [...section].map((level, n) => [`${chapter}.${at + 1}.${n + 1}`, Number(level)] as const),
        ),
    ),
);

const TITLE = /\b(?:test|it)\(\s*("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;
const HEADING = /^#{1,6} +(.+)$/gm;
/** A path in a table, and the names in brackets behind it. */
const NAMED =
  /`(?!\/)([\w./-]+\/|[\w./-]*\w\.(?:tsx?|js|json|md|go))`(?: \(((?:"[^"]+"(?:, )?)+)\))?/g;

/** The items a cell names: one, several, or from one to another. */
function itemsOf(cell: string): string[] {
  const all = [...ITEMS.keys()];
  return cell.split(", ").flatMap((part) => {
    const [from = "", to = from] = part.trim().split(" to ");
    const [first, last] = [all.indexOf(from), all.indexOf(to)];
    return first < 0 || last < 0 ? [part] : all.slice(first, last + 1);
  });
}

/** Whether a name stands for one of these: the whole of it, or what is left between its gaps. */
function isAmong(name: string, titles: readonly string[]): boolean {
  const parts = name.split("…").map((part) => part.trim());
  return titles.some((title) => {
    if (parts.length === 1) return title === name;
    let from = 0;
    return parts.every((part, n) => {
      const at = title.indexOf(part, from);
      from = at + part.length;
      return at >= 0 && (n > 0 || at === 0) && (n < parts.length - 1 || title.endsWith(part));
    });
  });
}

function namesIn(file: Source): string[] {
  if (file.path.endsWith(".md")) return [...file.text.matchAll(HEADING)].map(([, it = ""]) => it);
  return [...file.text.matchAll(TITLE)].map(([, it = ""]) => it.slice(1, -1));
}

/** The tree's files that a pattern names. */
type Find = (pattern: string) => readonly Source[];

/** What checklists say that is not so, as "path:line: what". */
export function untrue(lists: readonly Source[], find: Find): string[] {
  const seen = new Set<string>();
  return lists.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, at) => {
      const where = `${path}:${at + 1}`;
      return [...namedFaults(line, where, find), ...rowFaults(line, where, seen)];
    }),
  );
}

/** Items of levels 1 and 2 that stand in no row. */
export function leftOut(lists: readonly Source[]): string[] {
  const rows = lists.flatMap(({ text }) => text.split("\n"));
  const seen = new Set(rows.flatMap((line) => itemsOf((line.split("|")[1] ?? "").trim())));
  return [...ITEMS].filter(([item, level]) => level < 3 && !seen.has(item)).map(([item]) => item);
}

/** Files, folders, tests and headings that a line names and that are not there. */
function namedFaults(line: string, where: string, find: Find): string[] {
  return [...line.matchAll(NAMED)].flatMap(([, path = "", names = ""]) => {
    if (path.endsWith("/")) return find(`${path}*.*`).length > 0 ? [] : [`${where}: no ${path}`];
    const file = find(path)[0] ?? find(`docs/${path}`)[0];
    if (file === undefined) return [`${where}: no ${path}`];
    const quoted = [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
    if (path.endsWith(".test.ts") && quoted.length === 0) return [`${where}: which of ${path}?`];
    const there = namesIn(file);
    const missing = quoted.filter((name) => !isAmong(name, there));
    return missing.map((name) => `${where}: nothing in ${path} is called "${name}"`);
  });
}

/** A row's items are there, each in one row, and those of level 3 alone are said to be so. */
function rowFaults(line: string, where: string, seen: Set<string>): string[] {
  const [, first = "", second = ""] = line.split("|");
  if (!/^\s*\d+\.\d/.test(first)) return [];
  const items = itemsOf(first.trim());
  const faults = items.flatMap((item) => {
    if (!ITEMS.has(item)) return [`${where}: there is no ${item}`];
    return seen.has(item) ? [`${where}: ${item} twice`] : [];
  });
  for (const item of items) seen.add(item);
  const third = items.every((item) => ITEMS.get(item) === 3);
  const said = second.trim().startsWith("(L3)");
  return third === said ? faults : [...faults, `${where}: ${first.trim()} and its level`];
}
