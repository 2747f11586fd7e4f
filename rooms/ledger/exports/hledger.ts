/**
 * Books as a journal that hledger and ledger read. It ends with what we say stands on every
 * account, as balance assertions: whoever reads it adds up too, and stops where we are wrong.
 */
import { isCurrency, type Month, type Text } from "../../../house/values/index.ts";
import type { Account } from "../accounts.ts";
import { accountsIn, fullDay, lastDay, oneLine, ROOTS, unitsIn } from "./plain-text.ts";
import type { TakenBook, TakenEntry } from "./taken.ts";

/** Entries written at once. */
const PIECE_ENTRIES = 64;

/** A unit as these programs name a commodity. */
export const hledgerUnit = (unit: string): string => (isCurrency(unit) ? unit : `"${unit}"`);

/** An account of a book: `assets:money:here`. */
export function hledgerAccount({ key, side }: TakenBook, account: Account): string {
  return `${ROOTS[side(account)].toLowerCase()}:${key}:${account}`;
}

/** The journal, in pieces; `from` is the month it begins with, where that was asked for. */
export async function* hledgerFile(
  books: readonly TakenBook[],
  from: Month | null,
): AsyncGenerator<string, void, void> {
  yield declared(books);
  for (const one of books) {
    if (from !== null && one.opening.length > 0)
      yield transaction(`${from}-01 * (opening)`, one.opening.map(posted(one)));
    let some: string[] = [];
    for await (const entry of one.entries()) {
      some.push(priced(entry) + transaction(headOf(entry), entry.lines.map(posted(one))));
      if (some.length < PIECE_ENTRIES) continue;
      yield some.join("");
      some = [];
    }
    yield some.join("");
    yield asserted(one, from);
  }
}

/** Every unit and account that is used, so that a strict check passes, and what ours are called. */
function declared(books: readonly TakenBook[]): string {
  const called = (code: string, names: readonly Text[] | undefined) =>
    (names ?? []).map((name) => `; ${code} is ${oneLine(name)}\n`);
  const units = unitsIn(books);
  const named = new Map(books.flatMap(({ names }) => [...names]));
  return [
    ...units.flatMap((unit) => called(hledgerUnit(unit), named.get(unit))),
    ...units.map((unit) => `commodity ${hledgerUnit(unit)}\n`),
    ...books.flatMap((one) =>
      accountsIn(one).flatMap((account) => {
        const name = hledgerAccount(one, account);
        return [...called(name, one.names.get(account)), `account ${name}\n`];
      }),
    ),
    "\n",
  ].join("");
}

function headOf({ n, day, said, corrects, leaf }: TakenEntry): string {
  const [party, narration] = [said.party, said.narration].map((text) =>
    oneLine(text).replaceAll(";", ",").replaceAll("|", "/"),
  );
  const words = [party, narration].filter(Boolean).join(" | ");
  const tags = [
    ...(corrects === null ? [] : [`corrects: ${corrects}`]),
    ...(leaf === null ? [] : [`log: ${leaf.index}`, `leaf: ${leaf.leaf}`]),
  ];
  const head = `${fullDay(day)} * (${n})${words === "" ? "" : ` ${words}`}`;
  return tags.length === 0 ? head : `${head}  ; ${tags.join(", ")}`;
}

/** What a currency was worth on a day, as these programs keep it beside the lines. */
function priced({ rate }: TakenEntry): string {
  return rate === null ? "" : `P ${fullDay(rate.day)} ${rate.per} ${rate.of} ${rate.in}\n\n`;
}

type Part = { account: Account; of: { of: string; unit: string } };

const posted =
  (one: TakenBook) =>
  ({ account, of }: Part) =>
    `    ${hledgerAccount(one, account)}  ${of.of} ${hledgerUnit(of.unit)}`;

const transaction = (head: string, posts: readonly string[]) => `${head}\n${posts.join("\n")}\n\n`;

/** Nothing is moved on the last day, and what must stand there then. */
function asserted(one: TakenBook, from: Month | null): string {
  const last = one.months.at(-1) ?? from;
  if (last === null || one.closing.length === 0) return "";
  const posts = one.closing.map(({ account, of: { of, unit } }) => {
    const name = hledgerUnit(unit);
    return `    ${hledgerAccount(one, account)}  0 ${name} = ${of} ${name}`;
  });
  return transaction(`${lastDay(last)} * (closing)`, posts);
}
