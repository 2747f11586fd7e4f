/** Decides on the host's side: whom to invite, what goes without an agreement, who is refused. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase, Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { isCurrency, type Text } from "../../house/values/index.ts";
import { askFor, standOnJoint, used } from "../spaces/index.ts";
import {
  type AllyState,
  ally,
  allyFact,
  INVITED_MS,
  isHere,
  type Limits,
  type PersonState,
  person,
  statusOf,
} from "./facts.ts";

type Answer = Decided | Refusal;
type One = { ally: string };

/** The same words for one that is not there and one that is closed. */
export const noSuchAlly = refuse("allies.no-such-ally", "not-found", { next: "go-back" });
const ended = refuse("allies.ended", "state", { next: "allies.invite-again" });
const notYet = refuse("allies.not-here-yet", "state", { next: "go-back" });
/** Wrong, used, taken back and over: one answer. */
export const noSuchCode = refuse("allies.no-such-code", "not-found", {
  ...{ field: "code", next: "allies.ask-for-code" },
});

/** Proposes a group and asks for a second yes; where one decides alone it is agreed at once. */
export function propose(world: World, { name }: { name: Text }, context: Context): Answer {
  const thing = context.id();
  const asked = askFor(world, { what: "ally", of: [thing] }, context);
  if (isRefusal(asked)) return asked;
  const proposed = { ...allyFact(thing, "proposed"), words: { name } };
  return { facts: [proposed, ...asked.facts], answer: { ...asked.answer, ally: thing } };
}

/** Makes the code, once: on the joint act that is about this very group. */
export function invite(
  world: World,
  input: One & { joint: string; from: Text },
  context: Context,
): Answer {
  const found = world.thing(ally, input.ally);
  if (found === undefined) return noSuchAlly;
  if (statusOf(found.state, context.now) !== "proposed")
    return refuse("allies.invited-already", "state", { next: "allies.invite-again" });
  const stands = standOnJoint(world, context, { id: input.joint, what: "ally" });
  if (isRefusal(stands)) return stands;
  if (stands.state.of[0] !== found.id) return noSuchAlly;
  const code = context.code();
  const record = { hash: codeHash(code), until: context.now + INVITED_MS };
  const invited = { ...allyFact(found.id, "invited", record), words: { name: input.from } };
  return { facts: [used(stands.id), invited], answer: { ally: found.id, code } };
}

/** Ends it, or takes the invitation back, or what was only proposed: never refused. */
export function end(world: World, { ally: id }: One, { author }: Context): Answer {
  const found = world.thing(ally, id);
  if (found === undefined) return noSuchAlly;
  if (found.state.ended !== null) return { facts: [] };
  const by = author.by === "clock" ? "ally" : "host";
  return { facts: [allyFact(id, "ended", { by })] };
}

/** Says what goes without an agreement. */
export function limit(world: World, { ally: id, ...limits }: One & Limits): Answer {
  const found = world.thing(ally, id);
  if (found === undefined) return noSuchAlly;
  const fault = stopped(found);
  if (fault !== null) return fault;
  const { money, times } = limits;
  if (money !== null && !isCurrency(money.unit))
    return refuse("allies.limit-unit", "shape", { field: "money" });
  const same = JSON.stringify(found.state.limits) === JSON.stringify({ money, times });
  return { facts: same ? [] : [allyFact(id, "limited", { money, times })] };
}

const stopped = ({ state }: Thing<AllyState>) => {
  if (state.ended !== null) return ended;
  return isHere(state) ? null : notYet;
};

const noSuchPerson = refuse("allies.no-such-person", "not-found", { next: "go-back" });

/** Refuses one person: from that moment they open nothing here; their group stays. */
export function refusePerson(world: World, { person: id }: { person: string }): Answer {
  return turn(world, id, true);
}

/** Lets them act for their group again. */
export function readmitPerson(world: World, { person: id }: { person: string }): Answer {
  return turn(world, id, false);
}

function turn(world: World, id: string, refused: boolean): Answer {
  const found = world.thing(person, id);
  if (found === undefined) return noSuchPerson;
  if (found.state.refused === refused) return { facts: [] };
  const what = refused ? "refused" : "readmitted";
  return { facts: [{ kind: "ally-person", thing: id, type: `ally-person.${what}/1`, record: {} }] };
}

/** That a person went from their own group, or wishes to act here no more: their name goes too. */
export function personLeft(world: World, { person: id }: { person: string }): Answer {
  const found = world.thing(person, id);
  return found === undefined ? noSuchPerson : gone(found);
}

/** The fact that they left, with what they were called erased. */
export function gone({ id, state }: Thing<PersonState>): Decided {
  if (state.left) return { facts: [] };
  const left = { kind: "ally-person", thing: id, type: "ally-person.left/1", record: {} };
  const erases: Erase[] =
    state.handle === null
      ? []
      : [{ kind: "ally-person", thing: id, at: state.handle, parts: ["people"] }];
  return { facts: [left], erases };
}
