/** Approving: by whom, how many, under which agreement, within which cap. Pure. */
import type { Context, World } from "../../house/command.ts";
import { dayIn } from "../../house/days.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import type { Amount } from "../../house/values/index.ts";
import { agreement, heldVersion, periodAt, statusOf } from "../agreements/index.ts";
import { ally } from "../allies/index.ts";
import { member, rolesOf } from "../people/index.ts";
import { type Answer, type Found, fact, isOwn, noExpense } from "./decider.ts";
import { expense, underMark, undocumentedMark } from "./facts.ts";
import { type Rules, rulesNow, rulesThing, spendingRules } from "./rules.ts";
import type { Approve, NewRules, Refuse, SendBack } from "./shapes.ts";
import {
  asked,
  counted,
  isAbove,
  needed,
  ofUnit,
  standing,
  totals,
  undocumentedOf,
} from "./sums.ts";

/** Expenses that are summed up for one limit; a house answers at most a thousand of a mark. */
export const SUMMED_MAX = 900;

const notWaiting = refuse("expenses.not-waiting", "state", { next: "go-back" });
const ownOne = refuse("expenses.own", "who", { next: "expenses.ask-another" });
const notApprover = refuse("expenses.not-approver", "who", { next: "expenses.ask-another" });

/** Why this author may not say yes or no to it; null where they may. */
function mayJudge(found: Found, rules: Rules, { who, roles }: Context): Refusal | null {
  if (isOwn(found, who)) return ownOne;
  return rules.approvers.some((role) => roles.includes(role)) ? null : notApprover;
}

/** Says yes to lines as they were read. With enough people for their sum it is approved. */
export function approve(world: World, input: Approve, context: Context): Answer {
  const found = world.thing(expense, input.expense);
  if (found === undefined) return noExpense;
  const { state, id } = found;
  const rules = rulesNow(rulesThing(world));
  const no = mayJudge(found, rules, context);
  if (no !== null) return no;
  if (state.status !== "submitted") return notWaiting;
  if (state.sentBack !== null) return refuse("expenses.was-sent-back", "state");
  if (input.revision !== state.revision)
    return refuse("expenses.changed-meanwhile", "again", { next: "go-back" });
  if (state.approvals.includes(context.who)) return refuse("expenses.yours-already", "state");
  const open = standing(state);
  const picked = open.filter(({ n }) => input.lines.includes(n));
  if (picked.length !== new Set(input.lines).size)
    return refuse("expenses.no-such-line", "shape", { field: "lines" });
  const struck = open.filter(({ n }) => !input.lines.includes(n)).map(({ n }) => n);
  if (struck.length > 0 && input.reason === undefined)
    return refuse("expenses.say-why", "shape", { field: "reason" });
  const bare = picked.find(({ n, undocumented }) => undocumented === null && !isShown(found, n));
  if (state.as === "cost" && bare !== undefined)
    return refuse("expenses.no-receipt", "state", { vars: { n: bare.n }, field: "lines" });
  const left = { ...state, struck: [...state.struck, ...struck] };
  const over =
    overCap(world, left, rules, context) ?? overLimit(world, found, asked(left), context);
  if (over !== null) return over;
  const still = state.approvals.filter((one) => isApprover(world, one, rules));
  const isDone = still.length + 1 >= needed(picked, rules);
  const isBare = undocumentedOf(left).length > 0;
  const strike = {
    ...fact(id, "lines-struck", { lines: struck }),
    words: { reason: input.reason },
  };
  return {
    facts: [
      ...(struck.length === 0 ? [] : [strike]),
      fact(id, "approved-by", { lines: picked.map(({ n }) => n) }),
      ...(isDone ? [fact(id, "approved", { undocumented: isBare })] : []),
    ],
    answer: { approved: isDone },
  };
}

const isShown = ({ state }: Found, n: number) => state.receipts.some(({ line }) => line === n);

/** Whether an earlier yes still counts: who gave it is here and in a role that approves. */
function isApprover(world: World, id: string, { approvers }: Rules): boolean {
  const thing = world.thing(member, id);
  return (
    thing !== undefined && rolesOf(thing.state).some((role) => approvers.includes(role as never))
  );
}

/** Whether more would go in this month without a paper than the group's rule lets go. */
function overCap(
  world: World,
  state: Found["state"],
  { undocumented }: Rules,
  { happened, zone }: Context,
): Refusal | null {
  const wanted = undocumentedOf(state);
  if (wanted.length === 0) return null;
  const month = dayIn(happened, zone, true);
  const all = world.find(expense, undocumentedMark(month)).filter(isCounted);
  const gone = all.flatMap((one) => undocumentedOf(one.state));
  for (const { unit } of wanted) {
    if (all.length < SUMMED_MAX && !isAbove(ofUnit([...wanted, ...gone], unit), undocumented))
      continue;
    return refuse("expenses.over-cap", "limit", { field: "lines", next: "expenses.see-rules" });
  }
  return null;
}

const isCounted = ({ state }: Found) => state.status === "approved" || state.status === "paid";

/** Whether it goes past what is agreed for money in the period that now lies in. */
function overLimit(
  world: World,
  { state, id }: Found,
  wanted: readonly Amount[],
  { now }: Context,
): Refusal | null {
  if (state.agreement === null) return null;
  const deal = world.thing(agreement, state.agreement);
  const held = deal === undefined ? null : heldVersion(deal.state, now);
  const parted = world.thing(ally, deal?.state.with ?? "")?.state.ended != null;
  if (deal === undefined || held === null || parted || statusOf(deal.state, now) !== "in-force")
    return refuse("expenses.not-in-force", "clause", { next: "expenses.without-agreement" });
  const { zone } = held.frame.from;
  const others = world.find(expense, underMark(deal.id)).filter((one) => one.id !== id);
  for (const amount of wanted) {
    const clauses = held.clauses.flatMap((one) =>
      one.kind === "money" && one.terms.most.unit === amount.unit ? [one.terms] : [],
    );
    if (clauses.length === 0)
      return refuse("expenses.no-money-clause", "clause", { next: "expenses.without-agreement" });
    for (const { most, per } of clauses) {
      const period = periodAt(now, per, zone);
      const gone = others
        .filter((one) => one.state.agreement === deal.id)
        .filter(
          ({ state: { approved } }) => approved && periodAt(approved.at, per, zone) === period,
        )
        .flatMap((one) => counted(one.state));
      if (
        others.length < SUMMED_MAX &&
        !isAbove(ofUnit(totals([amount, ...gone]), amount.unit), [most])
      )
        continue;
      return refuse("expenses.over-agreement", "limit", { next: "expenses.without-agreement" });
    }
  }
  return null;
}

/** Sends it back to whoever handed it in, for one thing that is missing. */
export function sendBack(world: World, input: SendBack, context: Context): Answer {
  const found = world.thing(expense, input.expense);
  if (found === undefined) return noExpense;
  const no = mayJudge(found, rulesNow(rulesThing(world)), context);
  if (no !== null) return no;
  if (found.state.status !== "submitted" || found.state.sentBack !== null) return notWaiting;
  const { missing, reason } = input;
  if (missing === "other" && reason === undefined)
    return refuse("expenses.say-why", "shape", { field: "reason" });
  const words = reason === undefined ? {} : { words: { reason } };
  return { facts: [{ ...fact(found.id, "sent-back", { missing }), ...words }] };
}

/** Says no to all of it, why, and what could be done next. */
export function refuseOne(world: World, input: Refuse, context: Context): Answer {
  const found = world.thing(expense, input.expense);
  if (found === undefined) return noExpense;
  const no = mayJudge(found, rulesNow(rulesThing(world)), context);
  if (no !== null) return no;
  if (found.state.status !== "submitted") return notWaiting;
  const { why, reason, next } = input;
  const words = { reason, ...(next === undefined ? {} : { next }) };
  return { facts: [{ ...fact(found.id, "refused", { why }), words }] };
}

const rule = (thing: string, what: string, record: object = {}) => ({
  ...{ kind: spendingRules.kind, thing, type: `spending-rules.${what}/1`, record: { ...record } },
});

/** Proposes rules; they hold once another agrees. */
export function proposeRules(world: World, input: NewRules, context: Context): Answer {
  const thing = rulesThing(world);
  return { facts: [rule(thing?.id ?? context.id(), "proposed", input)] };
}

/** Agrees to what somebody else proposed. */
export function agreeRules(world: World, { seen }: { seen: number }, context: Context): Answer {
  const thing = rulesThing(world);
  const proposed = thing?.state.proposed ?? null;
  if (thing === undefined || proposed === null)
    return refuse("expenses.no-proposal", "state", { next: "go-back" });
  if (proposed.by.includes(context.who))
    return refuse("expenses.own-rules", "who", { next: "expenses.ask-another" });
  if (thing.n !== seen) return refuse("expenses.changed-meanwhile", "again", { next: "go-back" });
  return { facts: [rule(thing.id, "agreed")] };
}

/** Drops what was proposed. */
export function dropRules(world: World): Answer {
  const thing = rulesThing(world);
  return {
    facts: thing === undefined || thing.state.proposed === null ? [] : [rule(thing.id, "dropped")],
  };
}
