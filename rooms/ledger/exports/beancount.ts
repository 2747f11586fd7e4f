/**
 * Books for Beancount. On the day after the last month stands what we say of every account, as
 * `balance` with no tolerance: its own sums must be ours, to the last digit.
 */
import { hash } from "node:crypto";
import { isCurrency, type Month, type Text } from "../../../house/values/index.ts";
import type { Account } from "../accounts.ts";
import { accountsIn, dayAfter, fullDay, oneLine, ROOTS, unitsIn } from "./plain-text.ts";
import type { TakenBook, TakenEntry } from "./taken.ts";

/** Entries written at once. */
const PIECE_ENTRIES = 64;
/** Signs of a commodity after its `U.`, and how many stay of a unit that is longer. */
const [SIGNS_MAX, SIGNS_KEPT] = [22, 11];

/**
 * What units are called as Beancount commodities (capitals, 2 to 24 signs): currencies keep their
 * code; what is too long is cut, with a hash of the whole behind it, and no two are called alike.
 */
export function commodities(units: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    [...units].sort().map((unit) => {
      const [name = "", ...others] = namesFor(unit);
      const free = [name, ...others].find((one) => !taken.has(one));
      if (free === undefined) throw new Error("two units under one name");
      taken.add(free);
      return [unit, free];
    }),
  );
}

function namesFor(unit: string): string[] {
  if (isCurrency(unit)) return [unit];
  const signs = unit.toUpperCase().replaceAll(/[^A-Z0-9._-]/g, "-");
  const behind = hash("sha256", unit, "hex").toUpperCase();
  const cut = signs.slice(0, SIGNS_KEPT);
  const hashed = [10, 9, 8].map((many) => `U.${cut}-${behind.slice(0, many)}`);
  return signs.length <= SIGNS_MAX && /[A-Z0-9]$/.test(signs) ? [`U.${signs}`, ...hashed] : hashed;
}

/** An account of a book; each of its words begins with a capital or a digit. */
export function beancountAccount({ key, side }: TakenBook, account: Account): string {
  const words = [key, ...account.split(":")];
  return [ROOTS[side(account)], ...words.map(capital)].join(":");
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The file, in pieces; `from` is the month it begins with, where that was asked for. */
export async function* beancountFile(
  books: readonly TakenBook[],
  from: Month | null,
): AsyncGenerator<string, void, void> {
  const units = commodities(unitsIn(books));
  yield declared(books, units, from);
  for (const one of books) {
    const posted = ({ account, of }: Part) =>
      `  ${beancountAccount(one, account)}  ${of.of} ${units.get(of.unit)}`;
    if (from !== null && one.opening.length > 0)
      yield `${from}-01 * "opening"\n${one.opening.map(posted).join("\n")}\n\n`;
    let some: string[] = [];
    for await (const entry of one.entries()) {
      some.push(`${priced(entry)}${headOf(entry)}${entry.lines.map(posted).join("\n")}\n\n`);
      if (some.length < PIECE_ENTRIES) continue;
      yield some.join("");
      some = [];
    }
    yield some.join("");
    yield asserted(one, units, from);
  }
}

/** What a currency was worth on a day; currencies keep their code. */
function priced({ rate }: TakenEntry): string {
  if (rate === null) return "";
  const { day, per, of, in: unit, source } = rate;
  return `${fullDay(day)} price ${per}  ${of} ${unit}\n  source: "${source}"\n\n`;
}

type Part = { account: Account; of: { of: string; unit: string } };

/** Every unit and account, from the first day that is told, and what ours are called. */
function declared(
  books: readonly TakenBook[],
  units: ReadonlyMap<string, string>,
  from: Month | null,
): string {
  const firsts = books.flatMap(({ months }) => months.slice(0, 1)).sort();
  const first = `${from ?? firsts[0] ?? "1970-01"}-01`;
  const named = new Map(books.flatMap(({ names }) => [...names]));
  const called = (names: readonly Text[] | undefined) => {
    const [name] = names ?? [];
    return name === undefined ? "" : `  name: ${quoted(name)}\n`;
  };
  const opened = books.flatMap((one) =>
    accountsIn(one).map((account) => {
      const name = beancountAccount(one, account);
      return `${first} open ${name}\n${called(one.names.get(account))}`;
    }),
  );
  const counted = [...units].map(
    ([unit, name]) => `${first} commodity ${name}\n  unit: "${unit}"\n${called(named.get(unit))}`,
  );
  return `${[...counted, ...opened].join("")}\n`;
}

/** A string as Beancount reads it. */
function quoted(text: Text | undefined): string {
  return `"${oneLine(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function headOf({ n, day, said, corrects, leaf }: TakenEntry): string {
  const payee = said.party === undefined ? "" : `${quoted(said.party)} `;
  const about = [
    `  entry: ${n}\n`,
    ...(corrects === null ? [] : [`  corrects: ${corrects}\n`]),
    ...(leaf === null ? [] : [`  log: ${leaf.index}\n  leaf: "${leaf.leaf}"\n`]),
  ];
  return `${fullDay(day)} * ${payee}${quoted(said.narration)}\n${about.join("")}`;
}

function asserted(one: TakenBook, units: ReadonlyMap<string, string>, from: Month | null): string {
  const last = one.months.at(-1) ?? from;
  if (last === null) return "";
  const day = dayAfter(last);
  const rows = one.closing.map(({ account, of: { of, unit } }) => {
    return `${day} balance ${beancountAccount(one, account)}  ${of} ~ 0 ${units.get(unit)}\n`;
  });
  return `${rows.join("")}\n`;
}
