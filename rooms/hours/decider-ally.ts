/**
 * What an allied group offers for an occasion: it waits for the group's yes, which is the
 * permission. A visit stands on the clause on people of an agreement, and what a group offers again
 * and again on its clause on support; the gate asked for the clause, here it is looked into.
 */
import type { Context, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { notHere, type Refusal, refuse } from "../../house/refusal.ts";
import {
  type AgreementState,
  agreement,
  givesKind,
  heldVersion,
  isTicked,
} from "../agreements/index.ts";
import { agreementFault, ally } from "../allies/index.ts";
import { SUPPORT_OF } from "./codes.ts";
import type { Answer } from "./decider.ts";
import { aboutOf, openFor, turnFact } from "./decider-turn.ts";
import type { OccasionState } from "./facts.ts";
import { type TurnState, turn, turnsIn, turnsOf } from "./facts-turn.ts";
import type { Take } from "./shapes.ts";

type Come = Pick<Take, "occasion" | "role">;
type Under = Come & { agreement: string };

const isLive = ({ state }: Thing<TurnState>) =>
  state.status === "waiting" || state.status === "accepted";

/** Asks for a place without an agreement, as far as the group lets it. */
export function come(world: World, input: Come, context: Context): Answer {
  return asked(world, input, context, (at, group) => {
    const state = world.thing(ally, group)?.state;
    if (state === undefined) return notHere;
    const mine = world.find(turn, turnsOf(group)).filter((one) => {
      return one.state.ally === group && one.state.agreement === null && isLive(one);
    });
    const sort = at.state.work === "visit" ? "visit" : "support";
    return agreementFault(state, { sort, amount: null, before: mine.map(() => null) });
  });
}

/** Asks for a place under an agreement; `isVisit` as the command's own clause says. */
export function comeUnder(world: World, input: Under, context: Context, isVisit: boolean): Answer {
  const { now } = context;
  return asked(world, input, context, (at, group) => {
    const { work } = at.state;
    if ((work === "visit") !== isVisit)
      return refuse("hours.other-clause", "shape", { field: "agreement" });
    const held = world.thing(agreement, input.agreement);
    if (held === undefined || held.state.with !== group) return noClause;
    return isVisit
      ? visitFault(world, held, at, now)
      : supportFault(held.state, SUPPORT_OF[work], now);
  });
}

const noClause = refuse("agreements.no-clause", "clause", { next: "agreements.agree-more" });

/** Whether so many may come at once: those of the same agreement who come to this already. */
function visitFault(
  world: World,
  { id, state }: Thing<AgreementState>,
  at: Thing<OccasionState>,
  now: number,
): Refusal | null {
  const [clause] = (heldVersion(state, now)?.clauses ?? []).filter((one) => one.kind === "people");
  if (clause?.kind !== "people" || clause.terms.most === 0) return noClause;
  const live = world.find(turn, turnsIn(at.id)).filter((one) => {
    return one.state.agreement === id && isLive(one);
  });
  if (live.length < clause.terms.most) return null;
  const vars = { n: clause.terms.most };
  return refuse("hours.people-at-once", "clause", { vars, next: "agreements.agree-more" });
}

/** Whether this kind of support was agreed, is not unwanted, and was ticked. */
function supportFault(
  state: AgreementState,
  kind: (typeof SUPPORT_OF)[keyof typeof SUPPORT_OF],
  now: number,
): Refusal | null {
  const held = heldVersion(state, now);
  if (held === null || !givesKind(held, kind))
    return refuse("agreements.other-kind", "clause", { next: "agreements.agree-more" });
  const unwanted = held.clauses.some((one) => {
    return one.kind === "not-wanted" && one.terms.kinds.some((of) => of === kind);
  });
  if (unwanted) return refuse("agreements.not-wanted", "clause", { next: "agreements.agree-more" });
  if (isTicked(state, kind, now)) return null;
  return refuse("agreements.not-ticked", "clause", { next: "agreements.ask-to-tick" });
}

function asked(
  world: World,
  input: Come & { agreement?: string },
  context: Context,
  fault: (at: Thing<OccasionState>, group: string) => Refusal | null,
): Answer {
  const { author } = context;
  if (author.by !== "ally") return notHere;
  const at = openFor(world, input, context);
  if ("refused" in at) return at;
  const not = fault(at, author.ally);
  if (not !== null) return not;
  const id = context.id();
  const under = input.agreement ?? null;
  const record = { ...aboutOf(at, input.role), ally: author.ally, agreement: under };
  const fact: NewFact = {
    ...turnFact(id, "taken-by-ally", record),
    circle: `parties:${author.ally}`,
    ...(under === null ? {} : { standsOn: under }),
  };
  return { facts: [fact], answer: { turn: id } };
}
