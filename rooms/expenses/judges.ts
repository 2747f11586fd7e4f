/** What pages ask about who says yes: what agreements say, whose yes counts, what waits. */
import type { View } from "../../house/view.ts";
import { agreement } from "../agreements/index.ts";
import { person } from "../allies/index.ts";
import { member } from "../people/index.ts";
import {
  type Ask,
  asksOf,
  isApprover,
  isEnough,
  isWithThem,
  namesThem,
  namesUs,
  type Yes,
} from "./agreed.ts";
import { expense, type Line, underMark } from "./facts.ts";
import { type Expense, isMine, rulesOf } from "./questions.ts";
import { type Rules, rulesNow } from "./rules.ts";
import { standing } from "./sums.ts";

/** What an expense's agreement says of who approves it; nothing where it goes under none. */
export async function asksIn(view: View, { state }: Expense): Promise<readonly Ask[]> {
  if (state.agreement === null) return [];
  const deal = await view.thing(agreement, state.agreement);
  return deal === undefined ? [] : asksOf(deal.state, state.lines, view.now);
}

/** Whose yes of those who said it counts now. */
async function yesIn(view: View, { state }: Expense, rules: Rules): Promise<Yes> {
  const [ours, theirs] = [
    await Promise.all(state.approvals.map((id) => view.thing(member, id))),
    await Promise.all(state.theirs.map((id) => view.thing(person, id))),
  ];
  return {
    us: ours.filter((one) => isApprover(one?.state, rules)).length,
    them: theirs.filter((one) => one !== undefined && !one.state.left && !one.state.refused).length,
  };
}

/** Whether somebody's yes or no is asked for. */
export const waits = ({ state: { status, sentBack } }: Expense): boolean =>
  status === "submitted" && sentBack === null;

/** Whether enough said yes, and it only has to be taken up. */
export async function isReady(view: View, one: Expense, rules: Rules): Promise<boolean> {
  // Without somebody of the other group, the last yes takes it up by itself.
  if (!waits(one) || one.state.theirs.length === 0) return false;
  const yes = await yesIn(view, one, rules);
  return isEnough(yes, standing(one.state), await asksIn(view, one), rules);
}

/** Somebody who may look at expenses. */
export type Who = { member: string; roles: readonly string[] };

/** Whether a member may say no to it or send it back now; the gate asks again. */
export function mayJudge(one: Expense, { member: who, roles }: Who, { approvers }: Rules): boolean {
  return waits(one) && !isMine(one, who) && approvers.some((role) => roles.includes(role));
}

/** Whether a member may say yes to it now. */
export function maySayYes(
  one: Expense,
  who: Who,
  { rules, asks }: { rules: Rules; asks: readonly Ask[] },
): boolean {
  return mayJudge(one, who, rules) && namesUs(asks) && !one.state.approvals.includes(who.member);
}

/** Whether somebody of the other group may say yes or no to it. */
export const mayTheyJudge = (one: Expense, asks: readonly Ask[]): boolean =>
  waits(one) && isWithThem(one) && namesThem(asks);

const KEEPS = ["coordination", "treasurer"];

/** Whether a member's yes to an expense is asked for, or it is theirs to take up. */
export async function asksFor(view: View, one: Expense, who: Who, rules: Rules): Promise<boolean> {
  if (!waits(one)) return false;
  const asks = await asksIn(view, one);
  if (maySayYes(one, who, { rules, asks })) return true;
  return who.roles.some((role) => KEEPS.includes(role)) && (await isReady(view, one, rules));
}

/** Expenses that wait for the reader's yes or no, or for being taken up. */
export async function toApprove(view: View): Promise<Expense[]> {
  const { reader } = view;
  if (reader.by !== "member") return [];
  const all = (await view.things(expense)).filter(waits);
  if (all.length === 0) return [];
  const rules = rulesNow(await rulesOf(view));
  const found: Expense[] = [];
  for (const one of all) if (await asksFor(view, one, reader, rules)) found.push(one);
  return found;
}

/**
 * Whether what is handed in so is read by both groups: it goes into the agreement's own book then,
 * and into none of the host's that stands in a form.
 */
export async function isForBoth(
  view: View,
  { agreement: id, lines }: { agreement?: unknown; lines: readonly Pick<Line, "of">[] },
): Promise<boolean> {
  const deal = typeof id === "string" ? await view.thing(agreement, id) : undefined;
  return deal !== undefined && namesThem(asksOf(deal.state, lines, view.now));
}

/** Expenses under an agreement that both groups read, the newest first. */
export async function sharedUnder(view: View, id: string): Promise<Expense[]> {
  const all = await view.find(expense, underMark(id));
  return all.filter((one) => one.state.agreement === id && isWithThem(one)).reverse();
}
