/** Statements: made of a book for months that are over, opened by an act of their own, closed. */
import { isOutside, PARTIES, withinOf } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { Fields, NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { dayOf, type Month, monthOf } from "../../house/values/index.ts";
import { sharedNow } from "./decider-own.ts";
import { book, type StatedPeriod } from "./facts.ts";
import { sumOf } from "./recheck-note.ts";
import type { NewStatement, OneStatement, Recheck } from "./shapes.ts";
import { type Period, toldOf } from "./stated.ts";
import { statement, statementOpened } from "./statement-facts.ts";

type Answer = Decided | Refusal;

/** Fewest months of a statement in a protected space. */
export const PROTECTED_MONTHS_MIN = 3;
/** Most months of a statement. */
export const MONTHS_MAX = 120;

/** Months of a period, both counted in. */
export function monthsIn({ from, to }: Period): number {
  const count = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return count(to) - count(from) + 1;
}

/** Why a statement cannot be made of a period; null where it can. */
export function periodRefused(
  period: Period,
  stated: readonly StatedPeriod[],
  { now, zone, protects }: Pick<Context, "now" | "zone" | "protects">,
): Refusal | null {
  const { from, to } = period;
  if (from > to) return refuse("ledger.period-backwards", "shape", { field: "to" });
  if (to >= monthOf(dayOf(now, zone)))
    return refuse("ledger.period-not-over", "state", { field: "to" });
  if (monthsIn(period) > MONTHS_MAX)
    return refuse("ledger.period-too-long", "limit", { field: "from" });
  if (protects && monthsIn(period) < PROTECTED_MONTHS_MIN)
    return refuse("ledger.period-too-short", "state", { field: "to" });
  if (stated.some((one) => one.from <= to && from <= one.to))
    return refuse("ledger.period-stated", "state", { field: "from" });
  return null;
}

/**
 * Makes a statement. What may not be told is not in it: neither its record nor a page can show it.
 * It stays inside unless it is opened.
 */
export function makeStatement(world: World, input: NewStatement, context: Context): Answer {
  const { from, to, title, seen, open = false } = input;
  const { protects } = context;
  const thing = world.thing(book, input.book);
  if (thing === undefined) return refuse("ledger.no-such-book", "not-found", { next: "go-back" });
  const no = periodRefused({ from, to }, thing.state.stated, context);
  if (no !== null) return no;
  if (protects && title !== undefined)
    return refuse("ledger.statement-untitled", "state", { field: "title" });
  if (seen !== thing.n) return refuse("ledger.written-meanwhile", "again", { next: "go-back" });
  const told = toldOf(thing.state, { from, to }, protects);
  if (told.units.length + told.shared.length === 0)
    return refuse("ledger.too-few-to-state", "state", { field: "to" });
  const id = context.id();
  const record: Fields = { purpose: thing.state.purpose, from, to, ...told };
  const made: NewFact = {
    ...{ kind: "statement", thing: id, ...recordFor(world, thing, record) },
    ...(title && { words: { title } }),
  };
  const stated: NewFact = {
    ...{ kind: "book", thing: thing.id, type: "book.stated/1" },
    record: { statement: id, from, to },
  };
  const opened = open ? [statementOpened(id, protects)] : [];
  return { facts: [made, ...opened, stated], answer: { statement: id } };
}

/**
 * A statement lies where its book lies: in a circle, or with both parties of an agreement while
 * both are here.
 */
function recordFor(
  world: World,
  thing: Thing,
  record: Fields,
): Pick<NewFact, "type" | "record" | "circle"> {
  const circle = sharedNow(world, thing);
  if (circle === null) return { type: "statement.made/1", record, ...withinOf(thing) };
  const ally = circle.slice(PARTIES.length);
  return { type: "statement.made/2", record: { ...record, ally }, circle };
}

const noStatement = refuse("ledger.no-such-statement", "not-found", { next: "go-back" });

/** Opens a statement to those outside; one with figures stays inside a space that protects. */
export function openStatement(world: World, { id }: OneStatement, context: Context): Answer {
  const thing = world.thing(statement, id);
  if (thing === undefined) return noStatement;
  if (isOutside(thing.circle)) return refuse("ledger.statement-open", "state");
  const figures = (thing.state.made?.units.length ?? 0) > 0;
  if (context.protects && figures)
    return refuse("ledger.statement-has-figures", "state", { next: "go-back" });
  return { facts: [statementOpened(id, context.protects)] };
}

/**
 * A group that opens the book says what it found when it added its lines up again. Only one that
 * opens the book whole may: to others this statement's book is not there.
 */
export function recheckStatement(world: World, input: Recheck, { author }: Context): Answer {
  const thing = world.thing(statement, input.statement);
  const own = world.thing(book, input.book);
  const told = own?.state.stated.some((one) => one.statement === input.statement);
  if (thing === undefined || thing.state.made === null || !told || author.by !== "ally")
    return noStatement;
  if (thing.state.rechecked[author.ally] === input.same) return { facts: [] };
  const record = { same: input.same, sum: sumOf(thing.state.made) };
  return { facts: [{ kind: "statement", thing: thing.id, type: "statement.rechecked/1", record }] };
}

/** Closes a statement again: nobody outside reads it from now on. One already closed stays so. */
export function closeStatement(world: World, { id }: OneStatement): Answer {
  const thing = world.thing(statement, id);
  if (thing === undefined) return noStatement;
  if (!isOutside(thing.circle)) return { facts: [] };
  const { ally } = thing.state;
  const fact = { kind: "statement", thing: id };
  if (ally === null) return { facts: [{ ...fact, type: "statement.closed/1", record: {} }] };
  return { facts: [{ ...fact, type: "statement.closed/2", record: { ally } }] };
}
