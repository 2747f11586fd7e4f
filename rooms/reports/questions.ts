/** What pages ask about reports: what one would say now, which were shared, what is missing. */
import { isOutside } from "../../house/circles.ts";
import type { Thing } from "../../house/facts.ts";
import type { View } from "../../house/view.ts";
import { ally, isHere } from "../allies/index.ts";
import { countedByWork } from "../hours/index.ts";
import { type StatementState, statement } from "../ledger/index.ts";
import { figuresOf, findNeeds, type NeedLine, withWords } from "../needs/index.ts";
import { ALLIES_MAX, fits, type Period } from "./decider.ts";
import { type ReportState, report, STATEMENTS_MAX } from "./facts.ts";
import { type HoursTold, hoursTold } from "./hours.ts";

/** Lines that one report names as missing. */
export const MISSING_MAX = 30;

/** What a report of these months would say, made of what is there now. */
export type Content = { statements: ReportState["statements"]; hours: HoursTold };

/** Statements that may stand in it, the earliest first; the newest of them where there are more. */
export async function statementsIn(
  view: View,
  period: Period,
  protects: boolean,
): Promise<Thing<StatementState>[]> {
  const all = (await view.things(statement)).filter((one) => fits(one, period, protects));
  return all.slice(-STATEMENTS_MAX);
}

/** What it would say of hours. */
export async function hoursIn(view: View, period: Period, protects: boolean): Promise<HoursTold> {
  return hoursTold(await countedByWork(view, period), protects);
}

/** Groups that are here now: whom it would be shared with. */
export async function alliesHere(view: View): Promise<string[]> {
  const all = await view.things(ally);
  return all.filter(({ state }) => isHere(state)).map(({ id }) => id);
}

/** Of these groups, those that one step shares a report of such months with: who has it not. */
export function nextOf(
  here: readonly string[],
  reports: readonly Pick<Thing<ReportState>, "state">[],
  { from, to }: Period,
): string[] {
  const same = reports.filter(({ state }) => state.from === from && state.to === to);
  const has = new Set(same.flatMap(({ state }) => (state.takenBack ? [] : [state.ally])));
  return here.filter((id) => !has.has(id)).slice(0, ALLIES_MAX);
}

/** Reports that were shared, one of each whole, the latest months first; and with how many. */
export async function sharedReports(view: View) {
  const wholes = new Map<string, { thing: Thing<ReportState>; groups: number; live: number }>();
  for (const thing of await view.things(report)) {
    const { whole, takenBack } = thing.state;
    // An allied group has none that was taken back: it lies with the host again.
    const before = wholes.get(whole) ?? { thing, groups: 0, live: 0 };
    const live = before.live + (takenBack ? 0 : 1);
    wholes.set(whole, { thing: takenBack ? before.thing : thing, groups: before.groups + 1, live });
  }
  return [...wholes.values()].sort((a, b) => (a.thing.state.to < b.thing.state.to ? 1 : -1));
}

/**
 * One report; undefined alike where it is absent or closed. What was told before a space came to
 * protect itself is for its members alone.
 */
export async function oneReport(
  view: View,
  id: string,
  protects: boolean,
): Promise<Thing<ReportState> | undefined> {
  const thing = await view.thing(report, id);
  if (thing === undefined || view.reader.by === "member" || !protects) return thing;
  const { statements, hours } = thing.state;
  const figures = statements.some(({ units }) => units.length > 0);
  return figures || hours.rows.some(({ band }) => band !== null) ? undefined : thing;
}

/** What is missing now: open needs that others may read, as far as this reader may. */
export async function missing(view: View): Promise<{ lines: NeedLine[]; more: number }> {
  const all = (await findNeeds(view)).filter(({ circle, state }) => {
    return isOutside(circle) && figuresOf(state)?.still.of !== "0";
  });
  const lines = await withWords(view, all.slice(0, MISSING_MAX));
  return { lines, more: all.length - lines.length };
}
