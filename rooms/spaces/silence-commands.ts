/** Asking for a rule of silence, saying that somebody is here, saying that nobody is. */
import { z } from "zod";
import {
  type CommandRow,
  type Context,
  type Decided,
  defineCommand,
  type Left,
  OWN_HOUSE,
  type World,
} from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { dayOf, idSchema, startOf, type Text } from "../../house/values/index.ts";
import { type CircleState, circle, type MemberState, member, standingIn } from "../people/index.ts";
import { notInSet, setIn } from "./joint.ts";
import { askFor } from "./joint-commands.ts";
import {
  leftSchema,
  leftToSchema,
  type SilenceState,
  silence,
  silenceFact,
  silenceOf,
  silentDaysSchema,
} from "./silence.ts";

type Say = Decided | Refusal;

const everyone = ["coordination", "treasurer", "member"] as const;
const empty = z.strictObject({});

const noSuchCircle = refuse("house.no-such-circle", "not-found", {
  ...{ field: "circle", next: "go-back" },
});
const noRule = refuse("spaces.no-silence-rule", "state", { next: "go-back" });

function saidIn(world: World, { space }: Context): Thing<SilenceState> | undefined {
  return world.thing(silence, silenceOf(space));
}

type Asked = { days: number; circle: string; acts: Left[]; name: Text[] };

/** Asks for a rule; its author is in the circle, and tells the group what that is called. */
function propose(world: World, { days, circle: id, acts, name }: Asked, context: Context): Say {
  if (!setIn(world, context).includes(context.who)) return notInSet;
  const found = world.thing(circle, id);
  if (found === undefined || found.state.ended) return noSuchCircle;
  const proposal = context.id();
  const record = { proposal, days, acts, to: { circle: id }, size: sizeOf(world, found) };
  const asked = { ...silenceFact(context.space, "proposed", record), words: { name } };
  return inOne(askFor(world, { what: "silence", of: [proposal] }, context), asked);
}

/** How many are in it now. */
function sizeOf(world: World, { state }: Thing<CircleState>): number {
  const here = Object.keys(state.members).filter((one) => {
    const found: Thing<MemberState> | undefined = world.thing(member, one);
    return found !== undefined && standingIn(state, found) !== null;
  });
  return here.length;
}

/** The proposal and what asks for it, in one commit; it is agreed to only once it is there. */
function inOne(asked: Say, proposal: Decided["facts"][number]): Say {
  return isRefusal(asked) ? asked : { ...asked, facts: [proposal, ...asked.facts] };
}

/** Asks that no rule holds any more. */
function proposeEnd(world: World, _input: object, context: Context): Say {
  if (!setIn(world, context).includes(context.who)) return notInSet;
  if ((saidIn(world, context)?.state.rule ?? null) === null) return noRule;
  const proposal = context.id();
  const asked = silenceFact(context.space, "end-proposed", { proposal });
  return inOne(askFor(world, { what: "silence", of: [proposal] }, context), asked);
}

/**
 * A sign of life: the group's, of a day. Said once, it says nothing more that day. Once the group
 * counts as silent it takes two, so that no phone in other hands undoes it.
 */
function sayHere(world: World, _input: object, context: Context): Say {
  const said = saidIn(world, context)?.state;
  if (said === undefined || said.rule === null) return noRule;
  const happened = startOf(dayOf(context.now, context.zone));
  if (said.sign >= happened) return { facts: [] };
  return { facts: [silenceFact(context.space, "here-said")], ofGroup: { happened } };
}

/** One of the set says that the group is silent. */
function goDark(world: World, _input: object, context: Context): Say {
  if (!setIn(world, context).includes(context.who)) return notInSet;
  const said = saidIn(world, context)?.state;
  if (said === undefined || said.rule === null) return noRule;
  if (said.dark !== null) return { facts: [] };
  return { facts: [silenceFact(context.space, "dark-said", { why: "said" })] };
}

/** The rows of this table, by name for its own tests. */
export const silenceCommands = {
  propose: defineCommand({
    ...{ ...OWN_HOUSE, name: "spaces.propose-silence", kind: "act", who: everyone },
    byHand: true,
    shape: z.strictObject({
      ...{ days: silentDaysSchema, circle: idSchema, acts: leftSchema, name: leftToSchema },
    }),
    decide: propose,
  }),
  proposeEnd: defineCommand({
    ...{ ...OWN_HOUSE, name: "spaces.propose-silence-end", kind: "act", who: everyone },
    byHand: true,
    ...{ shape: empty, decide: proposeEnd },
  }),
  sayHere: defineCommand({
    // By hand: a program that taps every day would hide that nobody is there.
    ...{ ...OWN_HOUSE, name: "spaces.say-here", kind: "act", who: ["coordination"], byHand: true },
    ...{ shape: empty, decide: sayHere },
  }),
  goDark: defineCommand({
    ...{ ...OWN_HOUSE, name: "spaces.go-dark", kind: "undoing", who: everyone },
    ...{ shape: empty, decide: goDark },
  }),
};

/** The same as the house takes them. */
export const silenceTable: readonly CommandRow[] = Object.values(
  silenceCommands,
) as readonly CommandRow[];
