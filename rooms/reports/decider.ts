/** Decides about reports: shared with all allies that are here at once, and taken back. */
import { z } from "zod";
import { isWithin } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { dayOf, idSchema, type Month, monthOf, monthSchema } from "../../house/values/index.ts";
import { ally, isHere } from "../allies/index.ts";
import { monthsBetween, type StatementState, statement } from "../ledger/index.ts";
import {
  ALL_REPORTS,
  type ReportState,
  report,
  STATEMENTS_MAX,
  sharedAs,
  toldIn,
} from "./facts.ts";
import { hoursShape } from "./hours.ts";

/** Fewest months of a report of a protected space. */
export const PROTECTED_MONTHS_MIN = 3;
/** Most months of a report. */
export const MONTHS_MAX = 36;
/** Groups that one step shares it with. */
export const ALLIES_MAX = 100;

const ids = (most: number) => z.array(idSchema).max(most);
/** A report to be shared: its months, what it is made of, with whom. */
export const shareShape = z.strictObject({
  ...{ from: monthSchema, to: monthSchema, hours: hoursShape },
  ...{ statements: ids(STATEMENTS_MAX), allies: ids(ALLIES_MAX) },
});
type Share = z.output<typeof shareShape>;
/** All that were shared with the same content. */
export const wholeShape = z.strictObject({ whole: idSchema });

/** Whole months, both counted in. */
export type Period = { from: Month; to: Month };
type Answer = Decided | Refusal;

/** Why there is no report of these months; null where there is. */
export function periodFault(
  { from, to }: Period,
  { now, zone, protects }: Pick<Context, "now" | "zone" | "protects">,
): Refusal | null {
  if (from > to) return refuse("reports.backwards", "shape", { field: "to" });
  if (to >= monthOf(dayOf(now, zone))) return refuse("reports.not-over", "state", { field: "to" });
  const months = monthsBetween(from, to).length;
  if (months > MONTHS_MAX)
    return refuse("reports.too-long", "limit", { field: "from", vars: { n: MONTHS_MAX } });
  if (protects && months < PROTECTED_MONTHS_MIN)
    return refuse("reports.too-short", "state", {
      ...{ field: "to", vars: { n: PROTECTED_MONTHS_MIN } },
    });
  return null;
}

/** Whether a statement may stand in a report of these months. */
export function fits(
  { circle, state }: Thing<StatementState>,
  { from, to }: Period,
  protects: boolean,
): boolean {
  const { made, ally: own } = state;
  if (made === null || own !== null || isWithin(circle) || made.from < from || made.to > to)
    return false;
  // Figures that were told before a space came to protect itself are for its members alone.
  return !protects || made.units.length === 0;
}

/** Reports by their marks, each once, the oldest first. */
function found(world: World, marks: readonly string[]): Thing<ReportState>[] {
  const all = marks
    .flatMap((mark) => world.find(report, mark))
    .map((one) => [one.id, one] as const);
  return [...new Map(all).values()].sort((a, b) => a.first.index - b.first.index);
}

/** Shares a report with each of these groups that does not have it, all with the same content. */
export function share(world: World, input: Share, context: Context): Answer {
  const { from, to } = input;
  const { protects } = context;
  const not = periodFault(input, context);
  if (not !== null) return not;
  const before = found(world, [ALL_REPORTS, ...monthsBetween(from, to).map(toldIn)]);
  const same = before.filter(({ state }) => state.from === from && state.to === to);
  const told = before.filter((one) => !same.includes(one));
  if (told.some(({ state }) => state.from <= to && from <= state.to))
    return refuse("reports.told-before", "state", { field: "from" });
  const content = same[0] === undefined ? newContent(world, input, protects) : contentOf(same[0]);
  if ("refused" in content) return content;
  if (protects && !isQuiet(content)) return refuse("reports.figures", "state", { next: "go-back" });
  const has = new Set(same.filter(({ state }) => !state.takenBack).map(({ state }) => state.ally));
  const facts: NewFact[] = [];
  const whole = same[0]?.state.whole ?? context.id();
  for (const id of new Set(input.allies)) {
    const group = world.thing(ally, id);
    if (group === undefined || !isHere(group.state) || has.has(id)) continue;
    facts.push({
      ...{ kind: "report", thing: context.id(), type: "report.shared/2" },
      ...{ record: { from, to, ally: id, whole, ...content }, circle: `parties:${id}` },
    });
  }
  if (facts.length === 0) return refuse("reports.nobody", "state", { next: "go-back" });
  return { facts, answer: { whole, groups: facts.length } };
}

type Content = Pick<ReportState, "statements" | "hours">;
const contentOf = ({ state: { statements, hours } }: Thing<ReportState>): Content => {
  return { statements, hours };
};

/** Whether it tells no figure and no band. */
const isQuiet = ({ statements, hours }: Content) =>
  statements.every(({ units }) => units.length === 0) &&
  hours.rows.every(({ band }) => band === null);

function newContent(world: World, input: Share, protects: boolean): Content | Refusal {
  const all = [...new Set(input.statements)].map((id) => world.thing(statement, id));
  const statements = all.flatMap((thing) => {
    const made = thing !== undefined && fits(thing, input, protects) ? thing.state.made : null;
    return made === null ? [] : [bare(made)];
  });
  if (statements.length !== all.length)
    return refuse("reports.other-statement", "state", { next: "go-back" });
  if (statements.length + input.hours.rows.length === 0)
    return refuse("reports.nothing", "state", { next: "reports.make-statement" });
  return { statements, hours: input.hours };
}

/** A statement's content alone; `ally` and what the house adds to a record are not. */
function bare(made: NonNullable<StatementState["made"]>): ReportState["statements"][number] {
  const { purpose, from, to, units, shared, leftOut, late } = made;
  return { purpose, from, to, units, shared, leftOut, late };
}

/** Takes it back from all it was shared with; they may have read and kept it. */
export function takeBack(world: World, { whole }: { whole: string }): Answer {
  const all = found(world, [ALL_REPORTS, sharedAs(whole)]).filter(({ state }) => {
    return state.whole === whole;
  });
  if (all.length === 0) return refuse("reports.no-such-report", "not-found", { next: "go-back" });
  const open = all.filter(({ state }) => !state.takenBack);
  return {
    facts: open.map(({ id }) => ({
      ...{ kind: "report", thing: id, type: "report.taken-back/1", record: {} },
    })),
  };
}
