/** What pages ask about books: which there are, entries by mark, one with its corrections. */
import { type OpenEntry, thingMark } from "../../house/entry.ts";
import type { EntryRef, Mark, Thing } from "../../house/facts.ts";
import { isTerm, type Month, type Text } from "../../house/values/index.ts";
import type { View, Withheld } from "../../house/view.ts";
import { type NeedWords, need } from "../needs/index.ts";
import { delivery, deliveryFroms } from "../offers/index.ts";
import { termTexts } from "../spaces/index.ts";
import type { Account } from "./accounts.ts";
import { difference } from "./difference.ts";
import type { Rate } from "./exchange-facts.ts";
import {
  type About,
  type BookState,
  book,
  entryMark,
  isMove,
  type Line,
  type TransferRecord,
  type TransferWords,
} from "./facts.ts";
import { balances } from "./totals.ts";

/** Entries of one page. */
export const PAGE_ENTRIES = 50;

/** A transfer as its reader may open it. */
export type BookEntry = {
  /** Its number in the book. */
  n: number;
  /** `YYYY-MM-DD`, in a protected space `YYYY-MM`. */
  day: string;
  lines: Line[];
  for: About;
  corrects: number | null;
  /** What it shares with its other end, where it is one of a transfer between books. */
  link: string | null;
  /** The month of a closed period in which it happened. */
  late: Month | null;
  /** At what money was changed into another currency, where it was. */
  rate: Rate | null;
  said: TransferWords | Withheld;
  /** The title of the need it is about, where nothing else says what it was. */
  needTitle: Text | null;
  /** Whom the shipment it counts is from, where neither words nor a need say what it was. */
  fromWhom: Text | null;
};

/** Which entries: of an account, a month, both, or all; those before an entry's number. */
export type Which = { account: Account | null; month: Month | null; before: number | null };

/** The books the reader may open, oldest first, with their titles (null where nobody gave one). */
export async function books(
  view: View,
): Promise<{ thing: Thing<BookState>; title: readonly Text[] | null }[]> {
  const things = await view.things(book);
  const titles = await Promise.all(things.map((thing) => titleOf(view, thing)));
  return things.map((thing, i) => ({ thing, title: titles[i] ?? null }));
}

/** A book's title in all its languages; null where it has none or it was erased. */
export async function titleOf(
  view: View,
  thing: Thing<BookState>,
): Promise<readonly Text[] | null> {
  if (thing.state.title === null) return null;
  const part = await view.part<{ title: Text[] }>(thing, thing.state.title);
  return typeof part === "string" ? null : part.title;
}

/** What the group's own accounts and units of a book are called, by term id. */
export function namesOf(
  view: View,
  { state }: Thing<BookState>,
): Promise<ReadonlyMap<string, readonly Text[]>> {
  const used = balances(state).flatMap(({ account, of }) => [account, of.unit]);
  const ids = [...Object.keys(state.accounts), ...used].filter(isTerm);
  return termTexts(view, ids);
}

/** A page of a book's entries, newest first; `earlier` is the `before` of the next, or null. */
export async function entriesOf(
  view: View,
  thing: Thing<BookState>,
  { account, month, before }: Which,
): Promise<{ entries: BookEntry[]; earlier: number | null }> {
  const every = account === null && month === null;
  const all = await placesOf(view, thing, every ? null : entryMark(thing.id, account, month));
  const end = before === null ? all.length : await countBefore(view, thing, all, before);
  const from = Math.max(0, end - PAGE_ENTRIES);
  const entries = await read(view, thing, all.slice(from, end));
  const last = entries[0]?.n ?? null;
  return { entries: entries.reverse(), earlier: from > 0 ? last : null };
}

/** All entries of a book on an account in a month, oldest first, a few at a time. */
export async function* entriesIn(
  view: View,
  thing: Thing<BookState>,
  account: Account,
  month: Month,
): AsyncGenerator<BookEntry, void, void> {
  const all = await placesOf(view, thing, entryMark(thing.id, account, month));
  for (let at = 0; at < all.length; at += PAGE_ENTRIES)
    yield* await read(view, thing, all.slice(at, at + PAGE_ENTRIES));
}

/** One entry, its corrections in order, and what stands with all of them; null where none. */
export async function oneEntry(
  view: View,
  thing: Thing<BookState>,
  n: number,
): Promise<{ entry: BookEntry; corrections: BookEntry[]; standing: Line[] } | null> {
  if (!Number.isSafeInteger(n) || n < 1 || n > thing.n) return null;
  const all = await placesOf(view, thing, null);
  const at = async (wanted: number) =>
    (await read(view, thing, all.slice(wanted - 1, wanted))).find((one) => one.n === wanted);
  const entry = await at(n);
  if (entry === undefined) return null;
  const found = await Promise.all((thing.state.corrections[n] ?? []).map(at));
  const corrections = found.filter((one) => one !== undefined);
  const lines = [entry, ...corrections].flatMap((one) => one.lines);
  return { entry, corrections, standing: difference([], lines) };
}

/** The entries of these ascending numbers that are there. */
export async function entriesAt(
  view: View,
  thing: Thing<BookState>,
  numbers: readonly number[],
): Promise<BookEntry[]> {
  const all = await placesOf(view, thing, null);
  const places = numbers.flatMap((n) => all[n - 1] ?? []);
  return (await read(view, thing, places)).filter(({ n }) => numbers.includes(n));
}

/** Where a book's entries with a mark lie; without one, all of them, the n-th at n - 1. */
export async function placesOf(view: View, { id }: Thing<BookState>, mark: Mark | null) {
  const { marks, size } = view.space;
  const all = await marks.find(marks.hash(mark ?? thingMark(id)));
  return all.filter((index) => index < size);
}

/** How many of the places lie before the book's entry of that number. */
async function countBefore(
  view: View,
  thing: Thing<BookState>,
  places: readonly number[],
  n: number,
): Promise<number> {
  const end = (await placesOf(view, thing, null))[n - 1] ?? view.space.size;
  return places.filter((index) => index < end).length;
}

/** Reads entries at ascending places, oldest first. What is another thing's is left out. */
async function read(
  view: View,
  thing: Thing<BookState>,
  places: readonly number[],
): Promise<BookEntry[]> {
  const found: OpenEntry[] = [];
  for await (const entry of view.space.entries(places)) {
    const { header } = entry;
    if (header.thing === thing.id && isMove(header.type)) found.push(entry);
  }
  const said = await view.parts<TransferWords>(found.map((entry) => ({ thing, at: refOf(entry) })));
  const entries = found.map((entry, i) => entryFrom(entry, said[i] ?? "withheld"));
  return withFroms(view, await withNeeds(view, entries));
}

const refOf = ({ index, header, record }: OpenEntry): EntryRef => {
  return { index, n: record.n, type: header.type };
};

function entryFrom({ header, record }: OpenEntry, said: TransferWords | Withheld): BookEntry {
  const { n, day } = record;
  const read = record as unknown as TransferRecord;
  const { lines, for: about = {}, corrects = null, link = null, late = null, rate = null } = read;
  // An entry written without words has nothing to withhold.
  const words = "words" in header.parts ? said : {};
  const spoken = { said: words, needTitle: null, fromWhom: null };
  return { n, day, lines, for: about, corrects, link, late, rate, ...spoken };
}

/** Fetches the titles of the needs that entries without a narration are about. */
async function withNeeds(view: View, entries: readonly BookEntry[]): Promise<BookEntry[]> {
  const bare = entries.filter((one) => !isNarrated(one));
  const ids = [...new Set(bare.flatMap((one) => one.for.need ?? []))];
  const titles = new Map<string, Text>();
  for (const id of ids) {
    const thing = await view.thing(need, id);
    const at = thing?.state.words;
    if (thing === undefined || !at) continue;
    const part = await view.part<NeedWords>(thing, at);
    if (typeof part !== "string") titles.set(id, part.title);
  }
  return entries.map((one) => ({ ...one, needTitle: titles.get(one.for.need ?? "") ?? null }));
}

/** Fetches whom shipments are from, for entries that neither words nor a need explain. */
async function withFroms(view: View, entries: readonly BookEntry[]): Promise<BookEntry[]> {
  const bare = entries.filter((one) => one.needTitle === null && !isNarrated(one));
  const ids = [...new Set(bare.flatMap((one) => one.for.delivery ?? []))];
  const found = await Promise.all(ids.map((id) => view.thing(delivery, id)));
  const things = found.filter((thing) => thing !== undefined);
  const froms = await deliveryFroms(view, things);
  const from = new Map(things.map(({ id }, at) => [id, froms[at] ?? null]));
  return entries.map((one) => ({ ...one, fromWhom: from.get(one.for.delivery ?? "") ?? null }));
}

const isNarrated = ({ said }: BookEntry) => typeof said !== "string" && said.narration != null;

/** The host's own books of money that the reader may open, oldest first. */
export async function moneyBooks(view: View): Promise<Thing<BookState>[]> {
  const all = await view.things(book);
  return all.filter(({ state }) => state.purpose === "money" && state.agreement === null);
}
