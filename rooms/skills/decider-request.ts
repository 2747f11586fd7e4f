/**
 * Decides about asking for one occasion. A yes is a place at that occasion, in the same step, and
 * nothing for any other; a no needs no reason, and what nobody answers goes by itself.
 */
import { isOutside, withinOf } from "../../house/circles.ts";
import type { Context, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import {
  come,
  isComing,
  isOver,
  noOccasion,
  type OccasionState,
  occasion,
  occasionFact,
  take,
  turnFact,
} from "../hours/index.ts";
import { isSensitive } from "./codes.ts";
import { type Answer, noSkill, nothing, ownSkill, quiet, unnamed } from "./decider.ts";
import {
  isOpen,
  type RequestState,
  request,
  requestsFor,
  type SkillState,
  skill,
  standsAt,
} from "./facts.ts";
import type { Request } from "./shapes.ts";

/** Requests for one skill that wait at once: nobody is pressed. */
export const WAITING_MAX = 3;

/** The same words for one that is not there and one that is closed. */
export const noRequest = refuse("skills.no-such-request", "not-found", { next: "go-back" });
const isGone = refuse("skills.request-gone", "state", { next: "go-back" });

const requestFact = (thing: string, what: string, record: NewFact["record"] = {}): NewFact => {
  return { kind: "request", thing, type: `request.${what}/1`, record };
};

/** Whether whoever has these roles asks for it; lists leave the others out. */
export function mayAsk({ circle, state }: Thing<SkillState>, roles: readonly string[]): boolean {
  if (!roles.includes("coordination") && !roles.includes("member")) return false;
  const narrow = isSensitive(state.work) && !circle.startsWith("circle:");
  return !narrow || roles.includes("coordination");
}

/** Asks whoever said a skill for one occasion, once. */
export function ask(world: World, input: Request, context: Context): Answer {
  const found = world.thing(skill, input.skill);
  if (found === undefined || !isOpen(found.state, context.now)) return noSkill;
  if (!mayAsk(found, context.roles)) return refuse("skills.coordination-asks", "who");
  const at = world.thing(occasion, input.occasion);
  if (at === undefined) return noOccasion;
  const not = occasionFault(at, found.state, input.role, context.now);
  if (not !== null) return not;
  const before = world.find(request, requestsFor(found.id)).filter(({ state }) => {
    return state.skill === found.id;
  });
  if (before.some(({ state }) => state.occasion === at.id))
    return refuse("skills.asked-already", "state", { next: "go-back" });
  const waiting = before.filter(({ state }) => standsAt(state, context.now) === "open");
  if (waiting.length >= WAITING_MAX)
    return refuse("skills.asked-enough", "limit", { vars: { n: WAITING_MAX } });
  const id = context.id();
  const { ally, work } = found.state;
  const record = { ...input, on: at.state.day };
  const fact: NewFact = {
    ...requestFact(id, "made", record),
    ...(ally === null ? withinOf(found) : { circle: `parties:${ally}` as const }),
  };
  return { facts: [fact], ...quiet(context, work), answer: { request: id } };
}

function occasionFault(
  { circle, state }: Thing<OccasionState>,
  { ally }: SkillState,
  role: string,
  now: number,
): Refusal | null {
  if (!isComing(state, now) || state.day === null) return isOver;
  if (state.places.every((one) => one.role !== role))
    return refuse("hours.no-such-role", "shape", { field: "role" });
  if (ally !== null && !isOutside(circle))
    return refuse("skills.show-first", "state", { field: "occasion", next: "skills.show-it" });
  return null;
}

type Asked = { request: string; code?: string | undefined };

/** A request that waits for its author's answer, with the skill it is for. */
function asked(world: World, { request: id, code }: Asked, context: Context) {
  const found = world.thing(request, id);
  if (found === undefined) return noRequest;
  const own = ownSkill(world, { skill: found.state.skill, code }, context);
  if ("refused" in own) return own.because === "not-found" ? noRequest : own;
  return { found, own };
}

/** Says yes for that occasion: a place in it, by the name that whoever comes wants. */
export function sayYes(world: World, input: Asked & { name: string }, context: Context): Answer {
  return yes(world, input, context, ({ occasion: at, role }) =>
    take(world, { occasion: at, role, name: input.name }, context),
  );
}

/** The same of an allied group: the place is had at once, since it was the ground that asked. */
export function sayYesAsGroup(world: World, input: Asked, context: Context): Answer {
  return yes(world, input, context, ({ occasion: at, role }) => {
    const done = come(world, { occasion: at, role }, context);
    if (isRefusal(done)) return done;
    const turn = String(done.answer?.["turn"]);
    const joined = [turnFact(turn, "accepted"), occasionFact(at, "joined", { turn, role })];
    return { ...done, facts: [...done.facts, ...joined] };
  });
}

function yes(
  world: World,
  input: Asked,
  context: Context,
  taken: (state: RequestState) => Answer,
): Answer {
  const both = asked(world, input, context);
  if ("refused" in both) return both;
  const { found, own } = both;
  if (found.state.status === "yes") return nothing;
  if (standsAt(found.state, context.now) !== "open" || !isOpen(own.state, context.now))
    return isGone;
  const done = taken(found.state);
  if (isRefusal(done)) return done;
  const said = { ...requestFact(found.id, "said-yes"), type: "request.said-yes/2" };
  return { ...done, ...quiet(context, own.state.work), facts: [said, ...done.facts] };
}

/** Says no; never refused to whoever is asked. */
export function sayNo(world: World, input: Asked, context: Context): Answer {
  const both = asked(world, input, context);
  if ("refused" in both) return both;
  const { found } = both;
  if (found.state.status !== "open") return nothing;
  return { facts: [requestFact(found.id, "said-no")], ...unnamed(context) };
}

/** Asks no more. */
export function withdraw(world: World, input: { request: string }, context: Context): Answer {
  const found = world.thing(request, input.request);
  if (found === undefined) return noRequest;
  if (found.state.status !== "open") return nothing;
  return { facts: [requestFact(found.id, "withdrawn")], ...unnamed(context) };
}
