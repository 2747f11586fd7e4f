/** Closing everything, saying that it was meant, opening again; and what is said beforehand. */
import { z } from "zod";
import {
  type CommandRow,
  type Context,
  type Decided,
  defineCommand,
  OWN_HOUSE,
  type World,
} from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../house/refusal.ts";
import { idSchema } from "../../house/values/index.ts";
import { protectsPeople, type SpaceState, space } from "./facts.ts";
import { jointOver, notInSet, setIn, standOnJoint, used } from "./joint.ts";
import { reopensAt, shutters, shuttersOf, WAIT_HOURS_MAX, WAIT_HOURS_MIN } from "./shutters.ts";
import { silence, silenceFact, silenceOf } from "./silence.ts";

type Say = Decided | Refusal;

const everyone = ["coordination", "treasurer", "member"] as const;
const empty = z.strictObject({});

const onSpace = ({ space: thing }: Context, type: string, record = {}): NewFact => ({
  ...{ kind: "space", thing, type, record },
});
const onSaid = ({ space: of }: Context, type: string, record: object): NewFact => ({
  ...{ kind: "shutters", thing: shuttersOf(of), type, record: { ...record } },
});
const notShut = refuse("spaces.not-shut", "state", { next: "go-back" });

function shutIn(world: World, context: Context): Thing<SpaceState> | undefined {
  const here = world.thing(space, context.space);
  return here !== undefined && here.state.shut !== null ? here : undefined;
}

function close(world: World, _input: object, context: Context): Say {
  const { author } = context;
  if (author.by === "member") {
    if (shutIn(world, context) !== undefined) return { facts: [] };
    return { facts: [onSpace(context, "space.shuttered/1")] };
  }
  // From outside: who holds the code sees what was said beforehand, and nothing else.
  const contact = world.thing(shutters, shuttersOf(context.space))?.state.contact ?? null;
  if (author.by !== "holder" || contact?.hash !== codeHash(author.code)) return notHere;
  const spent = onSaid(context, "shutters.contact-used/1", { contact: contact.id });
  return { facts: [spent, onSpace(context, "space.shuttered/1")] };
}

function confirm(world: World, _input: object, context: Context): Say {
  if (!setIn(world, context).includes(context.who)) return notInSet;
  const here = shutIn(world, context);
  if (here === undefined) return notShut;
  if (here.state.shut?.confirmed === true) return { facts: [] };
  return { facts: [onSpace(context, "space.shutters-confirmed/1")] };
}

type Reopen = { joint: string; fresh: boolean };

function reopen(world: World, { joint: id, fresh }: Reopen, context: Context): Say {
  const stands = standOnJoint(world, context, { id, what: "reopen" });
  if (isRefusal(stands)) return stands;
  const here = shutIn(world, context);
  const shut = here?.state.shut ?? null;
  if (here === undefined || shut === null) return notShut;
  // Asked for before this closing: it was for another one.
  if (stands.first.index < shut.at) return jointOver;
  const from = reopensAt(shut, world.thing(shutters, shuttersOf(context.space)));
  if (context.now < from) {
    const hours = Math.ceil((from - context.now) / 3_600_000);
    return refuse("spaces.still-shut", "state", { vars: { hours }, next: "spaces.wait" });
  }
  const record = { fresh: fresh && protectsPeople(here.state) };
  // Where the group has a rule for its silence, it opens inwards first: two say that it is here.
  const rule = world.thing(silence, silenceOf(context.space))?.state.rule ?? null;
  const dark = rule === null ? [] : [silenceFact(context.space, "dark-said", { why: "reopened" })];
  return { facts: [used(id), onSpace(context, "space.reopened/1", record), ...dark] };
}

function setWait(world: World, { hours }: { hours: number }, context: Context): Say {
  const said = world.thing(shutters, shuttersOf(context.space))?.state;
  if (said?.wait?.hours === hours) return { facts: [] };
  return { facts: [onSaid(context, "shutters.wait-set/1", { hours })] };
}

function nameContact(_world: World, _input: object, context: Context): Say {
  const [contact, code] = [context.id(), context.code()];
  const named = onSaid(context, "shutters.contact-named/1", { contact, hash: codeHash(code) });
  return { facts: [named], answer: { contact, code } };
}

function endContact(world: World, _input: object, context: Context): Say {
  const contact = world.thing(shutters, shuttersOf(context.space))?.state.contact ?? null;
  if (contact === null) return { facts: [] };
  return { facts: [onSaid(context, "shutters.contact-ended/1", { contact: contact.id })] };
}

const coordination = ["coordination"] as const;

/** The rows of this table, by name for its own tests. */
export const shuttersCommands = {
  close: defineCommand({
    ...{ ...OWN_HOUSE, name: "spaces.close-shutters", kind: "undoing", shape: empty },
    // A holder: of the code that the agreed sentence stands for (sentence.ts).
    ...{ who: ["coordination", "holder"], whileShut: true, whileDark: "close-all", decide: close },
  }),
  confirm: defineCommand({
    ...{ ...OWN_HOUSE, name: "spaces.confirm-shutters", kind: "undoing", shape: empty },
    ...{ who: everyone, whileShut: "only", decide: confirm },
  }),
  reopen: defineCommand({
    ...{ ...OWN_HOUSE, name: "spaces.reopen", kind: "act", who: everyone, whileShut: "only" },
    ...{ byHand: true, whileDark: true },
    shape: z.strictObject({ joint: idSchema, fresh: z.boolean().default(false) }),
    decide: reopen,
  }),
  setWait: defineCommand({
    ...{ ...OWN_HOUSE, name: "spaces.set-reopen-wait", kind: "act", who: coordination },
    byHand: true,
    shape: z.strictObject({
      hours: z
        .int("spaces.wait-hours")
        .min(WAIT_HOURS_MIN, "spaces.wait-hours")
        .max(WAIT_HOURS_MAX, "spaces.wait-hours"),
    }),
    decide: setWait,
  }),
  nameContact: defineCommand({
    ...{ ...OWN_HOUSE, name: "spaces.name-contact", kind: "act", shape: empty },
    // With it the sentence of before works no more.
    ...{ who: coordination, byHand: true, decide: nameContact },
  }),
  endContact: defineCommand({
    ...{ ...OWN_HOUSE, name: "spaces.end-contact", kind: "undoing", shape: empty },
    // Whoever holds the one phone that is left must not take the way to close everything away.
    ...{ who: coordination, byHand: true, whileDark: "never", decide: endContact },
  }),
};

/** The same as the house takes them. */
export const shuttersTable: readonly CommandRow[] = Object.values(
  shuttersCommands,
) as readonly CommandRow[];
