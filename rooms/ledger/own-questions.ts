/** What pages ask about books of agreements, transfers between books, and a book added up again. */
import { seenOf } from "../../house/entry.ts";
import type { Thing } from "../../house/facts.ts";
import { type Amount, add, negate, type Text, zero } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { BETWEEN } from "./decider-moves.ts";
import {
  type BookState,
  book,
  entryMark,
  isBalanced,
  isMove,
  linkMark,
  ownBookMark,
  type TransferRecord,
} from "./facts.ts";
import { books, placesOf } from "./questions.ts";
import { type Balance, balances } from "./totals.ts";

/** Most entries that a page adds up again. */
export const RECOUNT_MAX = 50_000;

/** The books of an agreement that the reader may open. */
export function ownBooks(view: View, agreement: string): Promise<Thing<BookState>[]> {
  return view.find(book, ownBookMark(agreement));
}

/** The other end of a transfer between books; null alike where it is closed and not there. */
export async function otherEnd(
  view: View,
  { id }: Thing<BookState>,
  link: string,
): Promise<{ thing: Thing<BookState>; n: number } | null> {
  const found = await view.find(book, linkMark(link));
  const other = found.find((one) => one.id !== id);
  const n = Object.entries(other?.state.links ?? {}).find(([, shared]) => shared === link)?.[0];
  return other === undefined || n === undefined ? null : { thing: other, n: Number(n) };
}

/** A book added up again from its entries, one by one. */
export type Recount = {
  /** What its sums say, and what its lines come to, by heading and unit. */
  rows: { told: Balance; lines: Amount }[];
  /** How many lines were added up. */
  many: number;
  /** Numbers of lines that do not add up to nothing. */
  unbalanced: number[];
  equal: boolean;
};

/** Adds it up: none of the sums that are kept is used. Null where it is too long for a page. */
export async function recount(view: View, thing: Thing<BookState>): Promise<Recount | null> {
  if (thing.state.transfers > RECOUNT_MAX) return null;
  let fresh = (book.copy ?? structuredClone)(book.initial);
  const unbalanced: number[] = [];
  let many = 0;
  const places = await placesOf(view, thing, null);
  for await (const entry of view.space.entries(places)) {
    const { thing: id, type } = entry.header;
    if (id !== thing.id || !isMove(type)) continue;
    many += 1;
    const { lines } = entry.record as unknown as TransferRecord;
    if (!isBalanced(lines)) unbalanced.push(entry.record.n);
    fresh = book.evolve(fresh, seenOf(entry) as never);
  }
  const key = ({ account, of }: Balance) => `${account} ${of.unit}`;
  const found = new Map(balances(fresh).map((one) => [key(one), one.of]));
  const rows = balances(thing.state).map((told) => {
    return { told, lines: found.get(key(told)) ?? zero(told.of.unit) };
  });
  const same = rows.every(({ told, lines }) => told.of.of === lines.of);
  const equal = same && rows.length === found.size && many === thing.state.transfers;
  return { rows, many, unbalanced, equal: equal && unbalanced.length === 0 };
}

/** A line of a book on the account between books. */
export type Loose = { thing: Thing<BookState>; n: number; of: Amount };

/** What stands between the books that the reader may open. */
export type Betweens = {
  /** Transfers of which both ends are here, and what those come to: nothing, by unit. */
  pairs: number;
  sums: Amount[];
  /** Ends whose other end lies in another book. */
  elsewhere: Loose[];
  /** Lines that are no end of a transfer between books: rows of bank files, and earlier ones. */
  loose: Loose[];
};

type End = Loose & { link: string | null };

/** Adds up every line on the account between books, of all books together. */
export async function betweens(view: View): Promise<Betweens> {
  const ends: End[] = [];
  for (const { thing } of await books(view)) ends.push(...(await endsIn(view, thing)));
  const byLink = new Map<string, End[]>();
  for (const end of ends)
    if (end.link !== null) byLink.set(end.link, [...(byLink.get(end.link) ?? []), end]);
  const groups = [...byLink.values()];
  const whole = (group: readonly End[]) => new Set(group.map(({ thing }) => thing.id)).size > 1;
  const paired = groups.filter(whole).flat();
  return {
    pairs: groups.filter(whole).length,
    sums: sumsOf(paired),
    elsewhere: groups.filter((group) => !whole(group)).flat(),
    loose: ends.filter(({ link }) => link === null),
  };
}

async function endsIn(view: View, thing: Thing<BookState>): Promise<End[]> {
  const ends: End[] = [];
  const places = await placesOf(view, thing, entryMark(thing.id, BETWEEN, null));
  for await (const entry of view.space.entries(places)) {
    if (entry.header.thing !== thing.id || !isMove(entry.header.type)) continue;
    const { lines, link = null } = entry.record as unknown as TransferRecord;
    for (const { account, of } of lines)
      if (account === BETWEEN) ends.push({ thing, n: entry.record.n, of, link });
  }
  return ends;
}

/** What lines come to, unit by unit. */
export function sumsOf(lines: readonly { of: Amount }[]): Amount[] {
  const sums = new Map<string, Amount>();
  for (const { of } of lines) sums.set(of.unit, add(sums.get(of.unit) ?? zero(of.unit), of));
  return [...sums.values()];
}

/** Titles of books, by id. */
export async function titlesOf(view: View): Promise<ReadonlyMap<string, readonly Text[] | null>> {
  return new Map((await books(view)).map(({ thing, title }) => [thing.id, title]));
}

/** Without its sign. */
export const sizeOf = (of: Amount): Amount => (of.of.startsWith("-") ? negate(of) : of);
