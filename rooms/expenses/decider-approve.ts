/** Approving: by whom, how many, under which agreement, within which cap. Pure. */
import type { Context, World } from "../../house/command.ts";
import { dayIn } from "../../house/days.ts";
import type { NewFact } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { book } from "../ledger/index.ts";
import {
  type Ask,
  asksNow,
  countedYes,
  inForce,
  isEnough,
  isWithThem,
  namesThem,
  namesUs,
  overLimit,
  SUMMED_MAX,
} from "./agreed.ts";
import {
  type Answer,
  type Found,
  fact,
  isOwn,
  noExpense,
  saidBefore,
  sharedFor,
} from "./decider.ts";
import { expense, undocumentedMark } from "./facts.ts";
import { type Rules, rulesNow, rulesThing, spendingRules } from "./rules.ts";
import type { Approve, NewRules, One, Refuse, SendBack } from "./shapes.ts";
import { isAbove, ofUnit, standing, undocumentedOf } from "./sums.ts";

const notWaiting = refuse("expenses.not-waiting", "state", { next: "go-back" });
const ownOne = refuse("expenses.own", "who", { next: "expenses.ask-another" });
const notApprover = refuse("expenses.not-approver", "who", { next: "expenses.ask-another" });

const theyApprove = refuse("expenses.they-approve", "clause", {
  next: "expenses.without-agreement",
});
const shareFirst = refuse("expenses.share-first", "state", { next: "expenses.share" });

/** Who asks, by what, and what the agreement says: all that a yes or a no is held against. */
type Judged = { found: Found; rules: Rules; asks: readonly Ask[] };

function judged(world: World, found: Found, { now }: Context): Judged {
  return { found, rules: rulesNow(rulesThing(world)), asks: asksNow(world, found.state, now) };
}

/** Why this author may not say yes or no to it; null where they may. */
function mayJudge({ found, rules, asks }: Judged, { who, roles, author }: Context): Refusal | null {
  // A group that only reads along in its agreement's book says nothing to what goes out of it.
  if (author.by === "ally") return namesThem(asks) ? null : notApprover;
  if (isOwn(found, who)) return ownOne;
  return rules.approvers.some((role) => roles.includes(role)) ? null : notApprover;
}

/** Why nobody can say yes to it as it stands. */
function notNow({ state }: Found, revision: number): Refusal | null {
  if (state.status !== "submitted") return notWaiting;
  if (state.sentBack !== null) return refuse("expenses.was-sent-back", "state");
  return revision === state.revision
    ? null
    : refuse("expenses.changed-meanwhile", "again", { next: "go-back" });
}

/** Says yes to lines as they were read. With enough people for their sum it is approved. */
export function approve(world: World, input: Approve, context: Context): Answer {
  const found = world.thing(expense, input.expense);
  if (found === undefined) return noExpense;
  const { state, id } = found;
  const all = judged(world, found, context);
  const no = mayJudge(all, context) ?? notNow(found, input.revision);
  if (no !== null) return no;
  const picked = pick(found, input);
  if ("refused" in picked) return picked;
  if (context.author.by === "ally") {
    const deal = inForce(world, state.agreement ?? "", context.now);
    return "refused" in deal ? deal : theirYes(picked, found, context.author);
  }
  const { rules, asks } = all;
  if (!namesUs(asks)) return theyApprove;
  if (state.approvals.includes(context.who)) return refuse("expenses.yours-already", "state");
  const over = beyond(world, picked.left, all, context);
  if (over !== null) return over;
  const { us, them } = countedYes(world, found, rules);
  const isDone = isEnough({ us: us + 1, them }, picked.lines, asks, rules);
  const isBare = undocumentedOf(picked.left).length > 0;
  return {
    facts: [
      ...picked.facts,
      fact(id, "approved-by", { lines: picked.lines.map(({ n }) => n) }),
      ...(isDone ? [approvedFact(found, isBare)] : []),
    ],
    answer: { approved: isDone },
  };
}

/** That it is approved; under an agreement it says so, to be found by that. */
function approvedFact({ id, state: { agreement: under } }: Found, undocumented: boolean): NewFact {
  const plain = fact(id, "approved", { undocumented });
  if (under === null) return plain;
  return { ...plain, type: "expense.approved/2", record: { undocumented, under } };
}

/** Lines that somebody says yes to, what is left of the expense then, and what is struck of it. */
type Picked = {
  lines: ReturnType<typeof standing>;
  left: Found["state"];
  facts: NewFact[];
};

function pick(found: Found, input: Approve): Picked | Refusal {
  const { state, id } = found;
  const open = standing(state);
  const lines = open.filter(({ n }) => input.lines.includes(n));
  if (lines.length !== new Set(input.lines).size)
    return refuse("expenses.no-such-line", "shape", { field: "lines" });
  const struck = open.filter(({ n }) => !input.lines.includes(n)).map(({ n }) => n);
  if (struck.length > 0 && input.reason === undefined)
    return refuse("expenses.say-why", "shape", { field: "reason" });
  const bare = bareIn(found, lines);
  if (bare !== null) return bare;
  const strike = {
    ...fact(id, "lines-struck", { lines: struck }),
    words: { reason: input.reason },
  };
  return {
    ...{ lines, left: { ...state, struck: [...state.struck, ...struck] } },
    facts: struck.length === 0 ? [] : [strike],
  };
}

/** Why lines of it cannot be approved: one has neither a receipt nor a reason why not. */
function bareIn(found: Found, lines: Picked["lines"]): Refusal | null {
  const bare = lines.find(({ n, undocumented }) => undocumented === null && !isShown(found, n));
  if (found.state.as !== "cost" || bare === undefined) return null;
  return refuse("expenses.no-receipt", "state", { vars: { n: bare.n }, field: "lines" });
}

/**
 * A yes of somebody of the other group. It approves nothing by itself: what else is spent, and the
 * local group's own rules, are not theirs to know. Who keeps the money there takes it up.
 */
function theirYes(
  { lines, facts }: Picked,
  { state, id }: Found,
  { ally, person }: Extract<Context["author"], { by: "ally" }>,
): Answer {
  if (state.theirs.includes(person)) return refuse("expenses.yours-already", "state");
  const yes = fact(id, "approved-by", { lines: lines.map(({ n }) => n), ally });
  return {
    facts: [...facts, { ...yes, type: "expense.approved-by/2" }],
    answer: { approved: false },
  };
}

/** Why what is left of it cannot be approved now, whoever says yes. */
function beyond(
  world: World,
  left: Found["state"],
  { found, rules, asks }: Judged,
  context: Context,
): Refusal | null {
  const over = overCap(world, left, rules, context) ?? overLimit(world, left, found.id, context);
  if (over !== null) return over;
  return namesThem(asks) && !isWithThem(found) ? shareFirst : null;
}

/** Takes it up once enough said yes: the last of them may have been of the other group. */
export function conclude(world: World, { expense: id }: One, context: Context): Answer {
  const found = world.thing(expense, id);
  if (found === undefined) return noExpense;
  const { state } = found;
  if (state.status !== "submitted" || state.sentBack !== null) return notWaiting;
  const all = judged(world, found, context);
  const yes = countedYes(world, found, all.rules);
  if (!isEnough(yes, standing(state), all.asks, all.rules))
    return refuse("expenses.not-enough", "state", { next: "expenses.ask-another" });
  // A receipt may have gone since somebody said yes by it.
  const no = bareIn(found, standing(state)) ?? beyond(world, state, all, context);
  if (no !== null) return no;
  const undocumented = undocumentedOf(state).length > 0;
  return { facts: [approvedFact(found, undocumented)], answer: { approved: true } };
}

/** Lets the other group read it, where its agreement came to name that group since. */
export function share(world: World, { expense: id }: One, context: Context): Answer {
  const found = world.thing(expense, id);
  if (found === undefined) return noExpense;
  if (isWithThem(found)) return { facts: [] };
  if (found.state.status !== "submitted") return notWaiting;
  const inOwn = world.thing(book, found.state.book)?.state.agreement != null;
  const shown = sharedFor(world, { id, state: found.state, inOwn }, context);
  if ("refused" in shown) return shown;
  return shown.length === 0
    ? refuse("expenses.not-named", "clause")
    : { facts: shown, erases: saidBefore(found) };
}

const isShown = ({ state }: Found, n: number) => state.receipts.some(({ line }) => line === n);

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

/** Sends it back to whoever handed it in, for one thing that is missing. */
export function sendBack(world: World, input: SendBack, context: Context): Answer {
  const found = world.thing(expense, input.expense);
  if (found === undefined) return noExpense;
  const no = mayJudge(judged(world, found, context), context);
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
  const no = mayJudge(judged(world, found, context), context);
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
