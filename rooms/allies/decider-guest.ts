/** Decides for the group that comes along: in the host's space, and in its own. */
import type { Author, Context, Decided, World } from "../../house/command.ts";
import type { Erase } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { notHere, type Refusal } from "../../house/refusal.ts";
import type { Lang, Text } from "../../house/values/index.ts";
import { circleMade, notAsked, placeOf as within } from "../people/index.ts";
import { alliance, allianceFact, type MetCounts } from "./alliance.ts";
import { gone, noSuchAlly, noSuchCode } from "./decider.ts";
import { ally, allyFact, person, placeOf, statusOf } from "./facts.ts";

type Answer = Decided | Refusal;

/** The group is here: whoever holds the code says so, once. */
export function come(world: World, { name }: { name: Text }, { author, now }: Context): Answer {
  const held = author.by === "holder" ? author : null;
  const found = held === null ? undefined : world.thing(ally, held.thing);
  if (held === null || found === undefined || found.state.hash !== codeHash(held.code))
    return noSuchCode;
  if (statusOf(found.state, now) !== "invited") return noSuchCode;
  return {
    facts: [{ ...allyFact(found.id, "came"), words: { name } }],
    answer: { ally: found.id },
  };
}

const personFact = (thing: string, what: string, record = {}) => ({
  ...{ kind: "ally-person", thing, type: `ally-person.${what}/1`, record },
});

type Ally = Extract<Author, { by: "ally" }>;
const actingAs = ({ author }: Context): Ally | null => (author.by === "ally" ? author : null);

/** Somebody comes in for their group, or comes back, under a name they choose. */
export function enter(world: World, { handle }: { handle: string }, context: Context): Answer {
  const mine = actingAs(context);
  if (mine === null) return notHere;
  const found = world.thing(person, mine.person);
  const people = { handle };
  if (found === undefined) {
    const came = { ...personFact(mine.person, "came", { ally: mine.ally }), people };
    return { facts: [{ ...came, circle: placeOf(mine.ally) }] };
  }
  if (found.state.left) return { facts: [{ ...personFact(found.id, "back"), people }] };
  const { handle: at } = found.state;
  const erases: Erase[] =
    at === null ? [] : [{ kind: "ally-person", thing: found.id, at, parts: ["people"] }];
  return { facts: [{ ...personFact(found.id, "renamed"), people }], erases };
}

/** Accepts the host's code of conduct: the version that was shown, in the language it was in. */
export function acceptConduct(
  world: World,
  said: { version: string; lang: Lang },
  context: Context,
): Answer {
  const mine = actingAs(context);
  const found = mine === null ? undefined : world.thing(person, mine.person);
  if (found === undefined) return notHere;
  const fault = notAsked(context.asks, said.version);
  if (fault !== null) return fault;
  const had = found.state.accepted?.version === said.version;
  return { facts: had ? [] : [personFact(found.id, "accepted-conduct", said)] };
}

/** Takes that back. */
export function unacceptConduct(world: World, _input: object, context: Context): Answer {
  const mine = actingAs(context);
  const found = mine === null ? undefined : world.thing(person, mine.person);
  if (found === undefined) return notHere;
  return {
    facts: found.state.accepted === null ? [] : [personFact(found.id, "unaccepted-conduct")],
  };
}

/** Acts here no more, and takes their name along. */
export function stepOut(world: World, _input: object, context: Context): Answer {
  const mine = actingAs(context);
  const found = mine === null ? undefined : world.thing(person, mine.person);
  return found === undefined ? notHere : gone(found);
}

/** What the group wants to be called here from now on. */
export function rename(world: World, { name }: { name: Text }, context: Context): Answer {
  const mine = actingAs(context);
  const found = mine === null ? undefined : world.thing(ally, mine.ally);
  const at = found?.state.name;
  if (found === undefined || at == null) return notHere;
  const erases: Erase[] = [{ kind: "ally", thing: found.id, at, parts: ["words"] }];
  return { facts: [{ ...allyFact(found.id, "renamed"), words: { name } }], erases };
}

/** In its own space: coordination takes part elsewhere, in a circle of its own. */
export function goAlong(_world: World, { name }: { name: Text[] }, context: Context): Answer {
  const [circle, thing] = [context.id(), context.id()];
  const begun = { ...allianceFact(thing, "begun"), circle: within(circle) };
  return {
    facts: [...circleMade(circle, name, context.who), begun],
    answer: { alliance: thing, circle },
  };
}

/** In its own space: it takes part no more. By those who do, or where the other side ended it. */
export function endAlliance(
  world: World,
  { alliance: id, met }: { alliance: string; met?: MetCounts | undefined },
  { author }: Context,
): Answer {
  const found = world.thing(alliance, id);
  if (found === undefined) return noSuchAlly;
  if (found.state.ended !== null) return { facts: [] };
  if (author.by !== "clock" && met !== undefined)
    return { facts: [{ ...allianceFact(id, "ended", { met }), type: "alliance.ended/2" }] };
  const by = author.by === "clock" ? "them" : "us";
  return { facts: [allianceFact(id, "ended", { by })] };
}
