/**
 * Which test files share a process, and in which order they start. To start one and read the whole
 * floor plan takes half a second, and its code is quick only once it ran for a while: files that
 * are short run sixteen to a process. Those that are long start first, so that none is left alone
 * at the end.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

/** Files that take longest, the longest first; each has a process of its own. */
export const LONG: readonly string[] = [
  "tests/journeys/pages.test.ts",
  "tests/journeys/people.test.ts",
  "tests/laws/answers.test.ts",
  "tests/hostile/roles.test.ts",
  "tests/laws/answers-circles.test.ts",
  "tests/laws/laws.test.ts",
  "tests/faults/simulation.test.ts",
  "tests/journeys/agreement.test.ts",
  "tests/hostile/attackers.test.ts",
  "rooms/people/logins.test.ts",
  "tests/hostile/spreadsheets.test.ts",
  "tests/journeys/ending.test.ts",
  "cli/move.test.ts",
  "tests/hostile/routes.test.ts",
  "ui/gallery.test.ts",
  "tests/hostile/bombs.test.ts",
  "tests/hostile/markup.test.ts",
  "cli/leaving.test.ts",
  "tests/hostile/copies-memory.test.ts",
  "cli/places.test.ts",
  "tests/hostile/circles.test.ts",
  "tests/erasure/sqlite.test.ts",
  "rooms/people/recovery.test.ts",
  "tests/laws/stops.test.ts",
  "rooms/people/recovery-groups.test.ts",
  "rooms/people/ways-in.test.ts",
  "rooms/spaces/shutters.pages.test.ts",
  "tests/faults/two-processes.test.ts",
  "tests/hostile/commands.test.ts",
  "cli/hostile.test.ts",
  "cli/serve.test.ts",
  "tests/hostile/ended-session.test.ts",
  "tests/faults/kill.test.ts",
  "tests/faults/stale.test.ts",
  "rooms/people/claims.test.ts",
  "tests/erasure/postgres.test.ts",
  "tests/hostile/shutters.test.ts",
  "tests/faults/ending.test.ts",
  "rooms/needs/paste/read.test.ts",
  "cli/control.test.ts",
  "tests/hostile/phone.test.ts",
  "rooms/offers/pages/night.test.ts",
  "tests/laws/front.test.ts",
  "house/take-in.test.ts",
  "tests/hostile/postgres.test.ts",
  "tests/faults/effects.test.ts",
];

/** What measures memory, starts programs or changes its own process: none of it shares one. */
const ALONE = [
  ...["cli/", "store/", "tests/erasure/", "tests/faults/", "tests/formats/", "tests/independent/"],
  ...["tests/journeys/", "tests/run/", "web/loader/", "web/pictures.test.ts"],
  ...["house/import/table.test.ts", "web/sounds.test.ts"],
  ...["bombs", "copies-memory", "disk", "fuzz", "postgres", "wire"].map(
    (name) => `tests/hostile/${name}.test.ts`,
  ),
];
const AT_ONCE = 16;
/** How a file reads at which depth it is run, and that it tries more there. */
const BY_DEPTH = "/run/seeds.ts";
const TOGETHER = new URL("./together.ts", import.meta.url).href;

/**
 * The files of each process, in the order they start. Those that are `longer` than usual, as they
 * may be at depth, have a process of their own after the long ones.
 */
export function processes(
  files: readonly string[],
  longer: (file: string) => boolean = () => false,
): string[][] {
  const long = LONG.filter((file) => files.includes(file));
  const first = [...long, ...files.filter((file) => !long.includes(file) && longer(file))];
  const rest = files.filter((file) => !first.includes(file));
  const own = rest.filter((file) => ALONE.some((where) => file.startsWith(where)));
  const short = rest.filter((file) => !own.includes(file));
  const shared = short.flatMap((_file, at) =>
    at % AT_ONCE === 0 ? [short.slice(at, at + AT_ONCE)] : [],
  );
  return [...first.map((file) => [file]), ...shared, ...own.map((file) => [file])];
}

/** Whether a file tries more where the run is at depth. */
export function isByDepth(root: string, file: string): boolean {
  return readFileSync(resolve(root, file), "utf8").includes(BY_DEPTH);
}

/**
 * Writes a file for each process into a folder. Node's runner starts files in the order of their
 * names, whichever it was given first.
 */
export function writeEntries(
  root: string,
  folder: string,
  files: readonly string[],
  deep = false,
): string[] {
  return processes(files, (file) => deep && isByDepth(root, file)).map((some, at) => {
    const paths = JSON.stringify(some.map((file) => resolve(root, file)));
    const name = basename(some[0] ?? "", ".test.ts");
    const entry = join(folder, `${String(at).padStart(3, "0")}-${name}.test.mjs`);
    writeFileSync(entry, `import { together } from "${TOGETHER}";\nawait together(${paths});\n`);
    return entry;
  });
}

/** The files of such an entry; any other file stands for itself. */
export function filesOf(entry: string): string[] {
  const [, list] = /^await together\((.*)\);$/m.exec(readFileSync(entry, "utf8")) ?? [];
  return list === undefined ? [entry] : JSON.parse(list);
}
