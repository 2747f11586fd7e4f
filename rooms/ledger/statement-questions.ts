/** What pages ask about statements: which there are, and whether the book says the same. */
import { isOutside } from "../../house/circles.ts";
import { seenOf } from "../../house/entry.ts";
import type { Thing } from "../../house/facts.ts";
import type { Elsewhere } from "../../house/room.ts";
import { figure, isTerm, type Month, type Text } from "../../house/values/index.ts";
import { protectsNow, type View } from "../../house/view.ts";
import { termTexts } from "../spaces/index.ts";
import type { Account } from "./accounts.ts";
import { monthsIn } from "./decider-statements.ts";
import {
  type BookState,
  book,
  entryMark,
  isMove,
  isStated,
  type StatedPeriod,
  type Sums,
  sumInBillionths,
} from "./facts.ts";
import { bookLink, holds } from "./link-facts.ts";
import { placesOf } from "./questions.ts";
import { type Period, toldOf } from "./stated.ts";
import {
  type StatementRecord,
  type StatementState,
  statement,
  type Told,
} from "./statement-facts.ts";
import { monthsOf } from "./totals.ts";

/** A statement as a reader may open it. */
export type OpenStatement = {
  thing: Thing<StatementState>;
  record: StatementRecord;
  title: readonly Text[];
};

/**
 * Whether the reader gets it: figures told before a space came to protect itself are for its
 * members alone, whatever circle they were opened to.
 */
function isFor(view: View, { made }: StatementState, protects: boolean): boolean {
  if (made === null) return false;
  return view.reader.by === "member" || !protects || made.units.length === 0;
}

/** Whether there is any that the reader gets. */
export async function isAnythingTold(view: View): Promise<boolean> {
  const all = await view.things(statement);
  const shown = (await view.things(book)).some(({ circle }) => isOutside(circle));
  if (all.length === 0 && !shown) return false;
  const protects = await protectsNow(view.space);
  return (shown && !protects) || all.some(({ state }) => isFor(view, state, protects));
}

async function withTitle(view: View, thing: Thing<StatementState>): Promise<readonly Text[]> {
  if (thing.state.words === null) return [];
  const part = await view.part<{ title: Text[] }>(thing, thing.state.words);
  return typeof part === "string" ? [] : part.title;
}

/** One statement; undefined alike where there is none and where it is closed to the reader. */
export async function oneStatement(
  view: View,
  id: string,
  protects: boolean,
): Promise<OpenStatement | undefined> {
  const thing = await view.thing(statement, id);
  if (thing === undefined || !isFor(view, thing.state, protects)) return undefined;
  const record = thing.state.made as StatementRecord;
  return { thing, record, title: await withTitle(view, thing) };
}

/** All statements the reader may open, those of the latest months first. */
export async function statements(view: View, protects: boolean): Promise<OpenStatement[]> {
  const things = (await view.things(statement)).filter(({ state }) => isFor(view, state, protects));
  const all = await Promise.all(
    things.map(async (thing) => {
      return {
        ...{ thing, record: thing.state.made as StatementRecord },
        title: await withTitle(view, thing),
      };
    }),
  );
  return all.reverse().sort((a, b) => (a.record.to < b.record.to ? 1 : -1));
}

/** What the group's own headings and units of what is told are called, by term id. */
export function statedNames(
  view: View,
  { units, shared }: Told,
): Promise<ReadonlyMap<string, readonly Text[]>> {
  const used = [
    ...units.flatMap(({ unit, came, went }) => [unit, ...came.rows, ...went.rows]),
    ...shared.flatMap(({ unit, went }) => [unit, ...went.rows]),
  ].map((one) => (typeof one === "string" ? one : one.account));
  return termTexts(view, used.filter(isTerm));
}

/** The book that a statement tells of, where the reader may open it. */
export async function bookOf(
  view: View,
  id: string,
): Promise<{ thing: Thing<BookState>; period: StatedPeriod } | undefined> {
  for (const thing of await view.things(book)) {
    const period = thing.state.stated.find((one) => one.statement === id);
    if (period !== undefined) return { thing, period };
  }
  return undefined;
}

/** By how much the lines of a period differ now from what they were when it was told. */
export type Since = { account: Account; unit: string; of: string };

/** What the book's lines come to: what a statement says that is made of them, and what is new. */
export type Reckoned = { told: Told; since: Since[] };

/**
 * Adds the lines up again, one by one: those written before the statement that fall into its
 * period, or late into a period told before. Nothing kept in the book's sums is used.
 */
export async function reckoned(
  view: View,
  thing: Thing<BookState>,
  period: StatedPeriod,
  protects: boolean,
): Promise<Reckoned> {
  const { stated, accounts } = thing.state;
  const prior = stated.slice(0, stated.indexOf(period));
  const fresh = { ...(book.copy ?? structuredClone)(book.initial), accounts, stated: prior };
  const all = await placesOf(view, thing, null);
  const cut = all[period.n - 1] ?? view.space.size;
  const found = new Set(all.slice(prior.at(-1)?.n ?? 0, period.n - 1));
  for (const month of monthsFrom(period))
    for (const place of await placesOf(view, thing, entryMark(thing.id, null, month)))
      if (place < cut) found.add(place);
  let state: BookState = fresh;
  for await (const entry of view.space.entries([...found].sort((a, b) => a - b))) {
    const { thing: id, type } = entry.header;
    if (id !== thing.id || !isMove(type)) continue;
    const month = entry.record.day.slice(0, 7);
    const within = period.from <= month && month <= period.to;
    const late = isStated({ stated: prior }, month) && entry.record.n > (prior.at(-1)?.n ?? 0);
    if (within || late) state = book.evolve(state, seenOf(entry) as never);
  }
  return { told: toldOf(state, period, protects), since: sinceOf(state, thing.state, period) };
}

/** The months of a period, in order. */
function monthsFrom({ from, to }: Period): Month[] {
  const first = Temporal.PlainYearMonth.from(from);
  return Array.from({ length: monthsIn({ from, to }) }, (_, months) =>
    first.add({ months }).toString(),
  );
}

function sinceOf(then: BookState, now: BookState, { from, to }: Period): Since[] {
  const all = new Map<string, bigint>();
  const take = (state: BookState, sign: bigint) => {
    for (const month of monthsOf(state).filter((one) => from <= one && one <= to)) {
      const sums: Sums = (month === state.month ? state.now : state.months[month]) ?? {};
      for (const [key, sum] of Object.entries(sums))
        all.set(key, (all.get(key) ?? 0n) + sign * sumInBillionths(sum));
    }
  };
  take(now, 1n);
  take(then, -1n);
  return [...all]
    .filter(([, size]) => size !== 0n)
    .map(([key, size]) => {
      const [account = "", unit = ""] = key.split(" ");
      return { account, unit, of: figure(size) };
    });
}

/** Statements that outsiders could read and keep, and links to books that hold. */
export async function elsewhere(view: View): Promise<readonly Elsewhere[]> {
  const told = (await view.things(statement)).filter(({ circle }) => isOutside(circle));
  const links = (await view.things(bookLink)).filter(({ state }) => holds(state, view.now));
  const until = Math.max(0, ...links.map(({ state }) => state.until));
  return [
    ...(told.length === 0
      ? []
      : [{ what: "ledger.elsewhere.statements", n: told.length, until: null }]),
    ...(links.length === 0 ? [] : [{ what: "ledger.elsewhere.links", n: links.length, until }]),
  ];
}
