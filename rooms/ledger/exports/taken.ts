/**
 * Books as they are taken away: one moment of each, with its opening, its closing and the entries
 * between, a few at a time. What is written while a file is being made is not in it.
 */
import type { OpenEntry } from "../../../house/entry.ts";
import type { EntryRef, Thing } from "../../../house/facts.ts";
import { leaves } from "../../../house/head.ts";
import { isTerm, type Month, type Text } from "../../../house/values/index.ts";
import type { View } from "../../../house/view.ts";
import { termTexts } from "../../spaces/index.ts";
import { type Account, type Side, sideOf } from "../accounts.ts";
import type { Rate } from "../exchange-facts.ts";
import {
  type About,
  type BookState,
  book,
  entryMark,
  isMove,
  type Line,
  type Purpose,
  type TransferRecord,
  type TransferWords,
} from "../facts.ts";
import { placesOf } from "../questions.ts";
import { type Balance, balances, monthsOf } from "../totals.ts";

/** Entries read at once. */
const READ_ENTRIES = 512;

/** What is taken: which book (null: all), which months (null: from the first, to the last). */
export type Asked = {
  book: string | null;
  from: Month | null;
  to: Month | null;
  /** Whether what lines say, from whom, and what headings are called goes along. */
  words: boolean;
  /** Whether each line's place in the log and its leaf (base64) go along. */
  leaves: boolean;
};

/** One line of a book that is taken away. */
export type TakenEntry = {
  n: number;
  /** `YYYY-MM-DD`, in a protected space `YYYY-MM`. */
  day: string;
  lines: readonly Line[];
  for: About;
  corrects: number | null;
  /** At what money was changed into another currency, where it was. */
  rate: Rate | null;
  /** Nothing where words stay, were never written, were erased or are withheld. */
  said: TransferWords;
  leaf: { index: number; leaf: string } | null;
};

/** A book at one moment. */
export type TakenBook = {
  id: string;
  /** What it is called in a file: its purpose; the second of one purpose ends in `-2`. */
  key: string;
  purpose: Purpose;
  /** The months of the period that it was written on, in order. */
  months: readonly Month[];
  /** What stood on each account before the period; nothing where the period has no beginning. */
  opening: readonly Balance[];
  /** What stands on each account written on until its end. */
  closing: readonly Balance[];
  side: (account: Account) => Side;
  /** What was added to each account in a month. */
  movedIn: (month: Month) => readonly Balance[];
  /** Whether money was changed into another currency in it, at some time. */
  changed: boolean;
  /** What the group's own headings and units are called; empty without words. */
  names: ReadonlyMap<string, readonly Text[]>;
  /** The lines of the period: months in order, each as it was written. */
  entries: () => AsyncGenerator<TakenEntry, void, void>;
};

/** The books of a view, oldest first; one where one was asked for, none where it is not open. */
export async function takeBooks(view: View, asked: Asked): Promise<TakenBook[]> {
  const things = await view.things(book);
  const counted = new Map<Purpose, number>();
  const keyed = things.map((thing) => {
    const { purpose } = thing.state;
    const nth = (counted.get(purpose) ?? 0) + 1;
    counted.set(purpose, nth);
    return { thing, key: nth === 1 ? purpose : `${purpose}-${nth}` };
  });
  const wanted = keyed.filter(({ thing }) => asked.book === null || thing.id === asked.book);
  return Promise.all(wanted.map((one) => take(view, one, asked)));
}

type Keyed = { thing: Thing<BookState>; key: string };

async function take(view: View, { thing, key }: Keyed, asked: Asked): Promise<TakenBook> {
  const { from, to } = asked;
  const state = (book.copy as (state: BookState) => BookState)(thing.state);
  const upTo = state.last;
  const months = monthsOf(state).filter((one) => (from ?? one) <= one && one <= (to ?? one));
  const opening = from === null ? [] : balances(state, (one) => one < from);
  const closing = balances(state, (one) => one <= (to ?? one));
  const own = closing.flatMap(({ account, of }) => [account, of.unit]).filter(isTerm);
  return {
    ...{ id: thing.id, key, purpose: state.purpose, months, closing },
    opening: opening.filter(({ of }) => of.of !== "0"),
    changed: Object.keys(state.exchanges).length > 0,
    movedIn: (month) => balances(state, (one) => one === month),
    side: (account) => sideOf(account, state.accounts) ?? "use",
    names: asked.words ? await termTexts(view, own) : new Map(),
    entries: () => entriesOf(view, thing, { months, upTo, asked }),
  };
}

type Which = { months: readonly Month[]; upTo: number; asked: Asked };

async function* entriesOf(
  view: View,
  thing: Thing<BookState>,
  { months, upTo, asked }: Which,
): AsyncGenerator<TakenEntry, void, void> {
  for (const month of months) {
    const places = await placesOf(view, thing, entryMark(thing.id, null, month));
    for (let at = 0; at < places.length; at += READ_ENTRIES) {
      const some = places.slice(at, at + READ_ENTRIES);
      const found: OpenEntry[] = [];
      // Two marks may share a hash: what is found is looked at itself.
      for await (const entry of view.space.entries(some)) {
        const { n, day } = entry.record;
        if (entry.thing === thing.id && isMove(entry.type) && n <= upTo && day.startsWith(month))
          found.push(entry);
      }
      const said = asked.words ? await wordsOf(view, thing, found) : [];
      const leafs = asked.leaves ? await leavesOf(view, found) : null;
      yield* found.map((entry, i) => takenFrom(entry, said[i], leafs));
    }
  }
}

function takenFrom(
  { index, record }: OpenEntry,
  said: TransferWords | undefined,
  leafs: ReadonlyMap<number, string> | null,
): TakenEntry {
  const { n, day } = record;
  const read = record as unknown as TransferRecord;
  const { lines, for: about = {}, corrects = null, rate = null } = read;
  const leaf = leafs === null ? null : { index, leaf: leafs.get(index) ?? "" };
  return { n, day, lines, for: about, corrects, rate, said: said ?? {}, leaf };
}

async function wordsOf(
  view: View,
  thing: Thing<BookState>,
  found: readonly OpenEntry[],
): Promise<TransferWords[]> {
  const at = ({ index, record, type }: OpenEntry): EntryRef => ({ index, n: record.n, type });
  const parts = await view.parts<TransferWords>(found.map((entry) => ({ thing, at: at(entry) })));
  return parts.map((part) => (typeof part === "string" ? {} : part));
}

/** The leaves of ascending entries, by index; what lies near together is read in one go. */
async function leavesOf(view: View, found: readonly OpenEntry[]): Promise<Map<number, string>> {
  const wanted = new Map<number, string>();
  for (let at = 0; at < found.length; ) {
    const from = found[at]?.index ?? 0;
    let to = at + 1;
    while (to < found.length && (found[to]?.index ?? 0) - (found[to - 1]?.index ?? 0) <= 64) to++;
    const own = new Set(found.slice(at, to).map(({ index }) => index));
    let index = from;
    for await (const leaf of leaves(view.space, from, (found[to - 1]?.index ?? from) + 1)) {
      if (own.has(index)) wanted.set(index, Buffer.from(leaf).toString("base64"));
      index++;
    }
    at = to;
  }
  return wanted;
}
