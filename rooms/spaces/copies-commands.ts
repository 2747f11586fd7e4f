/** Handing out a copy of everything, having sealed ones made, and leaving with everything. */
import { z } from "zod";
import { isRecipient, RECIPIENT_MAX } from "../../house/age.ts";
import {
  type CommandRow,
  type Context,
  type Decided,
  defineCommand,
  OWN_HOUSE,
  type World,
} from "../../house/command.ts";
import { MOVED } from "../../house/moves.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { idSchema, isClean } from "../../house/values/index.ts";
import {
  begins,
  EVERY_DAYS,
  ends,
  isKept,
  KEEPERS_MAX,
  type KeptBy,
  keptIn,
  nextAfter,
  SEALED_BY,
  type SealedBy,
  safekeeping,
} from "./copies.ts";
import type { Offered } from "./departure.ts";
import { bytesOfVkey, CODES_MAX, type DepartureState, departure, hashesOf } from "./departure.ts";
import { noSuchJoint, notInSet, setIn, standOnJoint, used } from "./joint.ts";
import { askFor } from "./joint-commands.ts";

const everyone = ["coordination", "treasurer", "member"] as const;
/** Sent by its page in a member's name, since a file comes with it: no program reaches it. */
const pageAlone = ["founder"] as const;

type Export = { joint: string; how: SealedBy };

/** Uses up what two agreed to. The file itself is made by the page that sent this. */
function exportAll(world: World, { joint, how }: Export, context: Context): Decided | Refusal {
  const stood = standOnJoint(world, context, { id: joint, what: "export" });
  if (isRefusal(stood)) return stood;
  // One that names a schedule is a yes to that, and to nothing else.
  if (stood.state.of.length > 0) return noSuchJoint;
  const thing = context.id();
  const record = { how, sealedTo: 1 };
  return {
    facts: [used(joint), { kind: "copy", thing, type: "copy.handed-out/1", record }],
    answer: { copy: thing },
  };
}

type PlanCopies = { every: number; keys: KeptBy[] };

/** Plans sealed copies and asks for a second yes; where one decides alone they begin at once. */
function planCopies(
  world: World,
  { every, keys }: PlanCopies,
  context: Context,
): Decided | Refusal {
  const thing = context.id();
  const asked = askFor(world, { what: "export", of: [thing] }, context);
  if (isRefusal(asked)) return asked;
  const record = { every, sealedTo: keys.length };
  const planned = { kind: "safekeeping", thing, type: "safekeeping.planned/1", record };
  const facts = [{ ...planned, words: { keys } }, ...asked.facts];
  const answer = { ...asked.answer, safekeeping: thing };
  if (asked.answer?.["agreed"] !== true) return { facts, answer };
  const begun = begins(world, { thing, every }, context);
  const [joint] = asked.facts;
  return {
    facts: [...facts, ...begun.facts, ...(joint === undefined ? [] : [used(joint.thing)])],
    erases: begun.erases,
    answer,
  };
}

/** The clock's: another copy is to be made. */
function callCopy(world: World, _input: object, { who, now }: Context): Decided | Refusal {
  const found = world.thing(safekeeping, who);
  if (found === undefined) return refuse("spaces.no-copies", "not-found");
  const { state } = found;
  if (!isKept(state) || now < state.next) return { facts: [] };
  const record = { next: nextAfter(state.every, now) };
  return {
    facts: [{ kind: "safekeeping", thing: who, type: "safekeeping.called-for/1", record }],
  };
}

/** No more copies are made, and the one that is here goes. */
function stopCopies(world: World, _input: object, context: Context): Decided | Refusal {
  if (!setIn(world, context).includes(context.who)) return notInSet;
  const kept = keptIn(world);
  return kept === undefined ? { facts: [] } : ends(kept);
}

/** Says where the group wants to go, and asks for a second yes. */
function planDeparture(world: World, offered: Offered, context: Context): Decided | Refusal {
  const thing = context.id();
  const asked = askFor(world, { what: "move-away", of: [thing] }, context);
  if (isRefusal(asked)) return asked;
  const record = hashesOf(offered);
  if (record === null) return refuse("spaces.no-vkey", "shape", { field: "vkey" });
  const planned = { kind: "departure", thing, type: "departure.planned/1", record };
  return {
    facts: [{ ...planned, words: { ...offered } }, ...asked.facts],
    answer: { ...asked.answer, departure: thing },
  };
}

type Leave = { joint: string; size: number; claims: DepartureState["claims"] };

/** Leaves: from now on the log goes on under the other machine's key, and an effect sees to it. */
function moveAway(world: World, input: Leave, context: Context): Decided | Refusal {
  const { joint, size, claims } = input;
  const stood = standOnJoint(world, context, { id: joint, what: "move-away" });
  if (isRefusal(stood)) return stood;
  const [to = ""] = stood.state.of;
  const found = world.thing(departure, to);
  if (found === undefined || found.state.left) return noSuchJoint;
  const record = { size, key: found.state.key };
  return {
    facts: [
      used(joint),
      { kind: "departure", thing: to, type: "departure.left/1", record: { claims } },
      { kind: "space", thing: context.space, type: MOVED, record },
    ],
  };
}

const line = (max: number) =>
  z
    .string()
    .max(max, "spaces.too-long")
    .refine((text) => text === "" || (isClean(text) && !text.includes("\n")), "spaces.one-line");
/** An age recipient. */
const recipient = z
  .string()
  .max(RECIPIENT_MAX, "spaces.no-recipient")
  .refine(isRecipient, "spaces.no-recipient");

const exporting = defineCommand({
  ...{ ...OWN_HOUSE, name: "spaces.export", kind: "act", who: pageAlone },
  shape: z.strictObject({ joint: idSchema, how: z.enum(SEALED_BY) }),
  decide: exportAll,
});
const plan = defineCommand({
  ...{ ...OWN_HOUSE, name: "spaces.plan-copies", kind: "act", who: everyone, byHand: true },
  shape: z.strictObject({
    every: z
      .int("spaces.every-days")
      .min(EVERY_DAYS.min, "spaces.every-days")
      .max(EVERY_DAYS.max, "spaces.every-days"),
    keys: z
      .array(z.strictObject({ key: recipient, label: line(80) }))
      .min(1, "spaces.no-recipient")
      .max(KEEPERS_MAX, "spaces.too-many-keys")
      .refine(
        (keys) => new Set(keys.map(({ key }) => key)).size === keys.length,
        "spaces.key-twice",
      ),
  }),
  decide: planCopies,
});
const call = defineCommand({
  ...{ ...OWN_HOUSE, name: "spaces.call-copy", kind: "act", who: ["clock"] },
  shape: z.strictObject({}),
  decide: callCopy,
});
const stop = defineCommand({
  ...{ ...OWN_HOUSE, name: "spaces.stop-copies", kind: "undoing", who: everyone },
  shape: z.strictObject({}),
  decide: stopCopies,
});
const planLeaving = defineCommand({
  ...{ ...OWN_HOUSE, name: "spaces.plan-departure", kind: "act", who: everyone, byHand: true },
  shape: z.strictObject({
    vkey: line(400).refine((vkey) => bytesOfVkey(vkey) !== null, "spaces.no-vkey"),
    ...{ recipient, address: line(200) },
  }),
  decide: planDeparture,
});
const leave = defineCommand({
  ...{ ...OWN_HOUSE, name: "spaces.move-away", kind: "act", who: pageAlone },
  shape: z.strictObject({
    joint: idSchema,
    size: z.int().nonnegative(),
    claims: z
      .array(z.strictObject({ member: idSchema, hash: z.string().regex(/^[0-9a-f]{64}$/) }))
      .max(CODES_MAX),
  }),
  decide: moveAway,
});

/** The rows of this table, by name for its own tests. */
export const copiesCommands = { exporting, plan, call, stop, planLeaving, leave };

/** The same as the house takes them. */
export const copiesTable: readonly CommandRow[] = Object.values(
  copiesCommands,
) as readonly CommandRow[];
