/** Deciding how long things are kept: planned by one, agreed to by another, stopped by anyone. */
import { z } from "zod";
import {
  type CommandRow,
  type Context,
  type Decided,
  defineCommand,
  OWN_HOUSE,
  type World,
} from "../../house/command.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { space } from "./facts.ts";
import { notInSet, setIn, used } from "./joint.ts";
import { askFor } from "./joint-commands.ts";
import { changesIn, longFault, pendingAt, timesSet, type Wanted, wantedSchema } from "./times.ts";

const everyone = ["coordination", "treasurer", "member"] as const;

/** Plans other times and asks for a second yes; where one decides alone they are decided then. */
function planTimes(
  world: World,
  { wanted: all }: { wanted: Wanted[] },
  context: Context,
): Decided | Refusal {
  const here = world.thing(space, context.space);
  if (here === undefined) return refuse("spaces.not-here", "not-found", { next: "go-back" });
  const long = longFault(all);
  if (long !== null) return long;
  const wanted = changesIn(here.state.times, all);
  if (wanted.length === 0) return refuse("spaces.times-same", "state", { next: "go-back" });
  const thing = context.id();
  const asked = askFor(world, { what: "times", of: [thing] }, context);
  if (isRefusal(asked)) return asked;
  const planned = { kind: "times", thing, type: "times.planned/2", record: { wanted } };
  const facts = [planned, ...asked.facts];
  const answer = { ...asked.answer, times: thing };
  const [joint] = asked.facts;
  if (asked.answer?.["agreed"] !== true || joint === undefined) return { facts, answer };
  return { facts: [...facts, used(joint.thing), timesSet(context.space, wanted)], answer };
}

/** Any one of the named set stops what was agreed and does not hold yet. */
function keepTimes(world: World, _input: object, context: Context): Decided | Refusal {
  const here = world.thing(space, context.space);
  if (here === undefined) return refuse("spaces.not-here", "not-found", { next: "go-back" });
  if (!setIn(world, context).includes(context.who)) return notInSet;
  if (pendingAt(here.state.times, context.now).length === 0) return { facts: [] };
  return { facts: [{ kind: "space", thing: here.id, type: "space.times-kept/1", record: {} }] };
}

const plan = defineCommand({
  ...{ ...OWN_HOUSE, name: "spaces.plan-times", kind: "act", who: everyone, byHand: true },
  shape: z.strictObject({
    wanted: wantedSchema.refine(
      (all) => new Set(all.map(({ what }) => what)).size === all.length,
      "spaces.times-twice",
    ),
  }),
  decide: planTimes,
});
const keep = defineCommand({
  ...{ ...OWN_HOUSE, name: "spaces.keep-times", kind: "undoing", who: everyone },
  shape: z.strictObject({}),
  decide: keepTimes,
});

/** The rows of this table, by name for its own tests. */
export const timesCommands = { plan, keep };

/** The same as the house takes them. */
export const timesTable: readonly CommandRow[] = Object.values(
  timesCommands,
) as readonly CommandRow[];
