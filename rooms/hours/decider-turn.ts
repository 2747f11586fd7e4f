/**
 * Decides about turns: taken, accepted, handed on, left. Who has a place follows from the line of
 * the occasion alone (`placed` of facts.ts): whoever leaves makes room for the next, and no step
 * can put one more in than there are places.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase, NewFact, Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { endOf, startOfWeek } from "../../house/values/index.ts";
import { ally, isHere } from "../allies/index.ts";
import { type Answer, isComing, isOver, noOccasion, nothing, occasionFact } from "./decider.ts";
import { LINE_MAX, type OccasionState, occasion } from "./facts.ts";
import { type TurnState, turn } from "./facts-turn.ts";
import type { Take } from "./shapes.ts";

const DAY_MS = 24 * 3_600_000;
/** Days that names and reaches are kept after the day they were given for. */
export const KEEP_DAYS = 30;

type Turn = Thing<TurnState>;

/** The same words for a turn that is not there, one that is closed, and a wrong code. */
export const noTurn = refuse("hours.no-such-turn", "not-found", { next: "go-back" });

/** A fact of a turn. */
export const turnFact = (thing: string, what: string, record: NewFact["record"] = {}): NewFact => ({
  kind: "turn",
  thing,
  type: `turn.${what}/1`,
  record,
});

/** In a protected space no stamp names who of the group comes when. */
export function unnamed(context: Context): Pick<Decided, "ofGroup"> {
  if (!context.protects || context.author.by !== "member") return {};
  return { ofGroup: { happened: startOfWeek(context.happened, context.zone) } };
}

/** The occasion, where somebody can still take this role there; or why not. */
export function openFor(
  world: World,
  { occasion: id, role }: Pick<Take, "occasion" | "role">,
  { now }: Context,
): Thing<OccasionState> | Refusal {
  const found = world.thing(occasion, id);
  if (found === undefined) return noOccasion;
  if (!isComing(found.state, now)) return isOver;
  if (found.state.places.every((one) => one.role !== role))
    return refuse("hours.no-such-role", "shape", { field: "role" });
  if (found.state.line.length >= LINE_MAX)
    return refuse("hours.enough", "limit", { next: "hours.see-all" });
  return found;
}

/** What both sorts of turn say of their occasion. */
export const aboutOf = ({ id, state: { work, day } }: Thing<OccasionState>, role: string) => ({
  ...{ occasion: id, role, work, on: day },
});

/**
 * Takes a place: members at once, and others where the group said that whoever comes first has it.
 * Else it waits for the group's yes. Past the limit it stands in the waiting list.
 */
export function take(world: World, input: Take, context: Context): Answer {
  const found = openFor(world, input, context);
  if ("refused" in found) return found;
  const { by } = context.author;
  if (by === "stranger" && input.reach === undefined)
    return refuse("hours.reach-missing", "shape", { field: "reach" });
  const { facts, id, code } = taken(found, input, context);
  const placed = by === "member" || found.state.joins === "first";
  const own = placed ? joined(found.id, id, input.role) : [];
  return { facts: [...facts, ...own], ...unnamed(context), answer: { turn: id, code, placed } };
}

function taken(found: Thing<OccasionState>, input: Omit<Take, "occasion">, context: Context) {
  const { role, name, reach } = input;
  const [id, code] = [context.id(), context.code()];
  const record = { ...aboutOf(found, role), hash: codeHash(code) };
  const people = { name, ...(reach !== undefined && { reach }) };
  return { id, code, facts: [{ ...turnFact(id, "taken", record), people }] };
}

/** That the group says yes to it: it stands in the line from now on. */
function joined(at: string, id: string, role: string): NewFact[] {
  return [turnFact(id, "accepted"), occasionFact(at, "joined", { turn: id, role })];
}

/** Says yes to one that waits. One that stands on an agreement is another command's. */
export function accept(world: World, input: { turn: string }, context: Context): Answer {
  return accepted(world, input.turn, context, ({ agreement }) =>
    agreement === null ? null : refuse("hours.on-an-agreement", "clause", { next: "go-back" }),
  );
}

/** The same of one that stands on an agreement, whose clause the gate asked for. */
export function acceptUnder(
  world: World,
  input: { turn: string; agreement: string },
  context: Context,
  isVisit: boolean,
): Answer {
  return accepted(world, input.turn, context, ({ agreement, work }) =>
    agreement === input.agreement && (work === "visit") === isVisit ? null : noTurn,
  );
}

function accepted(
  world: World,
  id: string,
  { now }: Context,
  fault: (state: TurnState) => Refusal | null,
): Answer {
  const found = world.thing(turn, id);
  const at = found && world.thing(occasion, found.state.occasion);
  if (found === undefined || at === undefined) return noTurn;
  const { state } = found;
  const not = fault(state);
  if (not !== null) return not;
  if (!isComing(at.state, now)) return isOver;
  if (state.status === "accepted") return nothing;
  if (state.status === "left") return refuse("hours.taken-back", "state", { next: "go-back" });
  // Nobody of the line was in this role when it was taken away, so that there is no place to give.
  if (at.state.places.every(({ role }) => role !== state.role))
    return refuse("hours.role-gone", "state", { next: "go-back" });
  if (state.ally !== null) {
    const group = world.thing(ally, state.ally);
    if (group === undefined || !isHere(group.state))
      return refuse("hours.group-gone", "state", { next: "go-back" });
  }
  if (at.state.line.length >= LINE_MAX)
    return refuse("hours.enough", "limit", { next: "hours.see-all" });
  // One that a move did not take along, since there were too many, goes along now.
  const { day: on } = at.state;
  const late = on === null || state.day?.date === on.date ? [] : [turnFact(id, "moved", { on })];
  return { facts: [...late, ...joined(at.id, id, state.role)] };
}

/** Says no to one that waits, or frees a place. */
export function decline(world: World, { turn: id }: { turn: string }): Answer {
  const found = world.thing(turn, id);
  if (found === undefined) return noTurn;
  return ended(found, "declined");
}

function ended({ id, state }: Turn, how: "declined" | "left"): Decided {
  if (state.status === "declined" || state.status === "left") return nothing;
  const stood = state.status === "accepted";
  const freed = stood ? [occasionFact(state.occasion, "left", { turn: id })] : [];
  return { facts: [turnFact(id, how), ...freed] };
}

type Own = { turn: string; code?: string | undefined };

/**
 * The turn, where it is its author's: the holder's of its code, the group's that asked for it, a
 * member's who took it or has its code. Coordination may leave for anyone.
 */
export function ownTurn(
  world: World,
  { turn: id, code }: Own,
  { author, who, roles }: Context,
): Turn | Refusal {
  const found = world.thing(turn, id);
  if (found === undefined) return noTurn;
  const { state } = found;
  if (author.by === "holder") {
    const fits = author.thing === id && codeHash(author.code) === state.hash;
    return fits ? found : noTurn;
  }
  if (author.by === "ally") return state.ally === author.ally ? found : noTurn;
  const shown = code !== undefined && codeHash(code) === state.hash;
  if (shown || state.by === who || roles.includes("coordination")) return found;
  return refuse("hours.not-yours", "who", { next: "ask" });
}

/** Takes one's own back; never refused, and whoever waits has the place. */
export function leave(world: World, input: Own, context: Context): Answer {
  const found = ownTurn(world, input, context);
  if ("refused" in found) return found;
  return { ...ended(found, "left"), ...unnamed(context) };
}

/** Looks for somebody to take it over; it stays one's own until somebody does. */
export function offerOn(world: World, input: Own, context: Context): Answer {
  const found = ownTurn(world, input, context);
  if ("refused" in found) return found;
  const { id, state } = found;
  if (state.status !== "accepted" || state.ally !== null) return isOver;
  if (state.offered) return nothing;
  return { facts: [turnFact(id, "offered-on")], ...unnamed(context) };
}

/** Keeps it after all. */
export function keep(world: World, input: Own, context: Context): Answer {
  const found = ownTurn(world, input, context);
  if ("refused" in found) return found;
  if (!found.state.offered) return nothing;
  return { facts: [turnFact(found.id, "kept")], ...unnamed(context) };
}

/** Lets the first word of one's own name stand on the rota that hangs on paper. */
export function letOnPaper(world: World, input: Own, context: Context): Answer {
  return onPaper(world, input, context, true);
}

/** Takes that back; paper that hangs already is for people to take down. */
export function takeOffPaper(world: World, input: Own, context: Context): Answer {
  return onPaper(world, input, context, false);
}

function onPaper(world: World, { turn: id, code }: Own, context: Context, on: boolean): Answer {
  // Nobody says it for somebody else, whatever they coordinate.
  const found = ownTurn(world, { turn: id, code }, { ...context, roles: [] });
  if ("refused" in found) return found;
  const { state } = found;
  if (state.ally !== null || state.onPaper === on) return nothing;
  if (on && (state.people === null || state.forgotten)) return nothing;
  return { facts: [turnFact(id, on ? "let-on-paper" : "taken-off-paper")], ...unnamed(context) };
}

/** Takes over what somebody offers, at the same point of the line. */
export function takeOver(
  world: World,
  input: { turn: string; name: string; reach?: string | undefined },
  context: Context,
): Answer {
  const from = world.thing(turn, input.turn);
  const at = from && world.thing(occasion, from.state.occasion);
  if (from === undefined || at === undefined) return noTurn;
  if (!isComing(at.state, context.now)) return isOver;
  if (!from.state.offered || from.state.status !== "accepted")
    return refuse("hours.not-offered", "state", { next: "hours.see-all" });
  const { role } = from.state;
  const { facts, id, code } = taken(at, { ...input, role }, context);
  const handed = occasionFact(at.id, "handed", { from: from.id, to: id });
  const all = [...facts, turnFact(id, "accepted"), turnFact(from.id, "left"), handed];
  return { facts: all, ...unnamed(context), answer: { turn: id, code } };
}

/** When (ms) a name and a reach are erased; null where there is none. */
export function forgetAt({ people, forgotten, day }: TurnState): number | null {
  return people === null || forgotten || day === null ? null : endOf(day) + KEEP_DAYS * DAY_MS;
}

/** Erases a name and a reach: the clock when it is time, their owner whenever they wish. */
export function forget(world: World, input: Own, context: Context): Answer {
  const clock = context.author.by === "clock";
  const found = clock ? world.thing(turn, input.turn) : ownTurn(world, input, context);
  if (found === undefined) return noTurn;
  if ("refused" in found) return found;
  const { id, state } = found;
  const at = forgetAt(state);
  if (at === null || state.people === null || (clock && context.now < at)) return nothing;
  const erases: Erase[] = [{ kind: "turn", thing: id, at: state.people, parts: ["people"] }];
  return { facts: [turnFact(id, "forgotten")], erases, ...unnamed(context) };
}
