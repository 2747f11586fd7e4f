/**
 * What an agreement says of expenses under it: whose people say yes, up to how much one of them is
 * enough, within what. Pure, the same for pages and deciders.
 */
import { isShared } from "../../house/circles.ts";
import type { Context, World } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import type { Amount } from "../../house/values/index.ts";
import {
  type AgreementState,
  type Approves,
  agreement,
  heldVersion,
  periodAt,
  statusOf,
  type TermsOf,
} from "../agreements/index.ts";
import { ally, isHere, person } from "../allies/index.ts";
import { monthsBetween } from "../ledger/index.ts";
import { member, rolesOf } from "../people/index.ts";
import { approvedMark, type ExpenseState, expense, type Line, underMark } from "./facts.ts";
import type { Rules } from "./rules.ts";
import {
  asked,
  counted,
  isAbove,
  needed,
  ofUnit,
  totals,
  undocumentedCounted,
  undocumentedOf,
} from "./sums.ts";

/** Expenses approved in one span that are summed up; of a mark a house finds a thousand at most. */
export const SUMMED_MAX = 900;
/** In all spans of one limit: no decider is handed more than some thousands of things. */
const SUMMED_ALL_MAX = 3_000;

type Found = Thing<ExpenseState>;
type Terms = TermsOf<"money">;
type Deal = Thing<AgreementState>;

/** Who a clause on money says approves, and up to how much one is enough (null: never one). */
export type Ask = { approves: Approves; alone: Amount | null };

const unitsOf = (lines: readonly Pick<Line, "of">[]) => new Set(lines.map(({ of }) => of.unit));

/** The clauses on money of these currencies in the version that holds now. */
function clausesFor(state: AgreementState, units: ReadonlySet<string>, now: number): Terms[] {
  return (heldVersion(state, now)?.clauses ?? []).flatMap((one) =>
    one.kind === "money" && units.has(one.terms.most.unit) ? [one.terms] : [],
  );
}

/** What an agreement's clauses say of who approves such lines; nothing where they do not say it. */
export function asksOf(
  state: AgreementState,
  lines: readonly Pick<Line, "of">[],
  now: number,
): Ask[] {
  return clausesFor(state, unitsOf(lines), now).flatMap(({ approves, alone = null }) =>
    approves === undefined ? [] : [{ approves, alone }],
  );
}

/** What an expense goes under, and in which currency. */
type Under = { agreement: string | null; lines: readonly Pick<Line, "of">[] };

/** The same of an expense, as a decider finds it. */
export function asksNow(world: World, state: Under, now: number): Ask[] {
  const deal = state.agreement === null ? undefined : world.thing(agreement, state.agreement);
  return deal === undefined ? [] : asksOf(deal.state, state.lines, now);
}

/** Whether people of the local group may say yes. */
export const namesUs = (asks: readonly Ask[]): boolean =>
  asks.length === 0 || asks.some(({ approves }) => approves !== "them");
/** Whether people of the other group may. */
export const namesThem = (asks: readonly Ask[]): boolean =>
  asks.some(({ approves }) => approves !== "us");

/** People who said yes and whose yes counts, of each group. */
export type Yes = { us: number; them: number };

/** Whether a clause takes two for these lines: above its figure, or where no paper shows one. */
function takesTwo(lines: readonly Line[], { alone }: Ask): boolean {
  if (alone === null || lines.some(({ undocumented }) => undocumented !== null)) return true;
  return totals(lines.map(({ of }) => of)).some((one) => isAbove(one, [alone]));
}

/**
 * Whether so many are enough: for the group's own rules where nothing else is said; else for every
 * clause, and for the rules too wherever people of the group may say it. Of two figures the lower
 * one holds.
 */
export function isEnough(
  { us, them }: Yes,
  lines: readonly Line[],
  asks: readonly Ask[],
  rules: Pick<Rules, "alone">,
): boolean {
  const own = needed(lines, rules);
  if (asks.length === 0) return us >= own;
  return asks.every((ask) => {
    const { approves, alone } = ask;
    const two = takesTwo(lines, ask);
    if (approves === "them") return them >= (two ? 2 : 1);
    // What the clause leaves open is the local group's own matter.
    if (approves === "us") return us >= (alone !== null && two ? 2 : own);
    return two || own === 2 ? us > 0 && them > 0 : us + them > 0;
  });
}

/** Whether a member's yes counts: they are here and in a role that approves. */
export const isApprover = (
  thing: Parameters<typeof rolesOf>[0] | undefined,
  { approvers }: Rules,
): boolean =>
  thing !== undefined && rolesOf(thing).some((role) => approvers.some((one) => one === role));

/** Whose yes of those who said it counts now. */
export function countedYes(world: World, { state }: Pick<Found, "state">, rules: Rules): Yes {
  const here = state.approvals.filter((id) => isApprover(world.thing(member, id)?.state, rules));
  const theirs = state.theirs.filter((id) => {
    const one = world.thing(person, id)?.state;
    return one !== undefined && !one.left && !one.refused;
  });
  return { us: here.length, them: theirs.length };
}

const notInForce = refuse("expenses.not-in-force", "clause", {
  next: "expenses.without-agreement",
});
const noClause = refuse("expenses.no-money-clause", "clause", {
  next: "expenses.without-agreement",
});
const overAgreed = refuse("expenses.over-agreement", "limit", {
  next: "expenses.without-agreement",
});
const overBare = refuse("expenses.over-agreed-bare", "limit", {
  ...{ field: "lines", next: "expenses.without-agreement" },
});

/** The agreement of an expense, in force; or why nothing goes under it now. */
export function inForce(world: World, id: string, now: number): Deal | Refusal {
  const deal = world.thing(agreement, id);
  const parted = world.thing(ally, deal?.state.with ?? "")?.state.ended != null;
  if (deal === undefined || parted || statusOf(deal.state, now) !== "in-force") return notInForce;
  return deal;
}

/** What went, or is promised, of a currency under an agreement in the period that now lies in. */
type Gone = (per: Terms["per"], of: (state: ExpenseState) => Amount[]) => Amount[];

/** Whether it goes past what is agreed for money in the period that now lies in. */
export function overLimit(
  world: World,
  state: ExpenseState,
  id: string,
  { now }: Pick<Context, "now">,
): Refusal | null {
  if (state.agreement === null) return null;
  const deal = inForce(world, state.agreement, now);
  if ("refused" in deal) return deal;
  const { zone } = heldVersion(deal.state, now)?.frame.from ?? { zone: "UTC" };
  const clauses = clausesFor(deal.state, unitsOf(state.lines), now);
  const approved = new Map<Terms["per"], Found[]>();
  for (const { per } of clauses) {
    const all = approvedIn(world, { deal, per, zone }, now);
    if (all === null) return overAgreed;
    approved.set(
      per,
      all.filter((one) => one.id !== id),
    );
  }
  const gone: Gone = (per, of) => (approved.get(per) ?? []).flatMap((one) => of(one.state));
  for (const amount of asked(state)) {
    const own = clauses.filter(({ most }) => most.unit === amount.unit);
    if (own.length === 0) return noClause;
    for (const { most, per } of own)
      if (isAbove(ofUnit([amount, ...gone(per, counted)], amount.unit), [most])) return overAgreed;
  }
  return overBareOf(state, clauses, gone);
}

/** Days, and one more, that a period goes back at most; a year and the whole go by years. */
const BACK_DAYS = { week: 8, month: 32, quarter: 93, year: 367 } as const;
const DAY_MS = 24 * 3_600_000;

/** The spans of `approvedMark` that hold all of a period, in any zone. */
function spansOf(per: Terms["per"], now: number, since: number): string[] {
  const month = (ms: number) => new Date(ms).toISOString().slice(0, 7);
  const from = month(per === "whole" ? since - DAY_MS : now - BACK_DAYS[per] * DAY_MS);
  const months = monthsBetween(from, month(now));
  const isLong = per === "whole" || per === "year";
  return isLong ? [...new Set(months.map((one) => one.slice(0, 4)))] : months;
}

/** Of what a limit is for: which agreement, how long, and by which days. */
type Limited = { deal: Deal; per: Terms["per"]; zone: string };

/**
 * What was approved under an agreement in the period that now lies in. What was only handed in, or
 * taken back before a yes, is not looked for, so that no heap of it stands in the way. Null: more
 * was approved in it than is summed up.
 */
function approvedIn(world: World, { deal, per, zone }: Limited, now: number): Found[] | null {
  const period = periodAt(now, per, zone);
  const isIn = ({ state: { agreement: under, approved } }: Found) =>
    under === deal.id && approved !== null && periodAt(approved.at, per, zone) === period;
  const found: Found[] = [];
  for (const span of spansOf(per, now, deal.first.at).reverse()) {
    const some = world.find(expense, approvedMark(deal.id, span));
    found.push(...some);
    // Of more, the newest are found: where one is of a period before, so is all that is not.
    if (some.length >= SUMMED_MAX && some.every(isIn)) return null;
    if (found.length > SUMMED_ALL_MAX) return null;
  }
  // What was approved before that said under which agreement has no mark of it.
  const before = world.find(expense, underMark(deal.id));
  const all = new Map([...before, ...found].map((one) => [one.id, one]));
  return [...all.values()].filter(isIn);
}

/** Whether more would go without a paper than a clause lets go; unsaid, it lets all of it go. */
function overBareOf(state: ExpenseState, clauses: readonly Terms[], gone: Gone): Refusal | null {
  for (const amount of undocumentedOf(state))
    for (const { bare, most, per } of clauses) {
      if (bare == null || most.unit !== amount.unit) continue;
      const all = ofUnit([amount, ...gone(per, undocumentedCounted)], amount.unit);
      if (isAbove(all, [bare])) return overBare;
    }
  return null;
}

/** Whether it lies where both groups read it. */
export const isWithThem = ({ circle }: Pick<Thing, "circle">): boolean => isShared(circle);

/** The other group of an agreement, where it takes part; null: nobody else reads along. */
export function otherOf(world: World, deal: string | null): string | null {
  const found = deal === null ? undefined : world.thing(agreement, deal);
  const other = found === undefined ? undefined : world.thing(ally, found.state.with);
  return other !== undefined && isHere(other.state) ? other.id : null;
}
