/** Keeping a space that is about to end, and ending it when its wait is over. */
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
import { type Refusal, refuse } from "../../house/refusal.ts";
import type { DueRow } from "../../house/room.ts";
import { endsAt, isOver } from "./ending.ts";
import { type SpaceState, space } from "./facts.ts";
import { notInSet, setIn } from "./joint.ts";

const unknown = refuse("spaces.not-here", "not-found", { next: "go-back" });

/** Its wait has begun already, or it has ended. */
export const endBegunAlready = refuse("spaces.ends-already", "state", { next: "go-back" });

/** The fact that the wait begins; `enough` as it is kept in the state. */
export function endBegun(thing: string, at: number, enough: boolean): NewFact {
  return { kind: "space", thing, type: "space.end-begun/1", record: { at, enough } };
}

/** Any one of the named set keeps the space; those who agreed to end it too. */
function keep(world: World, _input: object, context: Context): Decided | Refusal {
  const here = world.thing(space, context.space);
  if (here === undefined) return unknown;
  if (!setIn(world, context).includes(context.who)) return notInSet;
  if (here.state.ending === null) return { facts: [] };
  return { facts: [{ kind: "space", thing: here.id, type: "space.kept/2", record: {} }] };
}

function carryOutEnd(world: World, _input: object, { space: thing, now }: Context) {
  const here = world.thing(space, thing);
  if (here === undefined) return unknown;
  if (here.state.ended || !isOver(here.state, now)) return { facts: [] };
  return { facts: [{ kind: "space", thing, type: "space.ended/1", record: {} }] };
}

const keepRow = defineCommand({
  ...{ ...OWN_HOUSE, name: "spaces.keep", kind: "undoing", whileShut: true },
  who: ["coordination", "treasurer", "member"],
  shape: z.strictObject({}),
  decide: keep,
});
const carryOut = defineCommand({
  ...{ ...OWN_HOUSE, name: "spaces.carry-out-end", kind: "act", who: ["clock"] },
  shape: z.strictObject({}),
  decide: carryOutEnd,
});

/** The rows of this table, by name for its own tests. */
export const endCommands = { keep: keepRow, carryOut };

/** The same as the house takes them. */
export const endTable: readonly CommandRow[] = Object.values(endCommands) as readonly CommandRow[];

/** The end falls due when the wait is over. */
export const endDue: DueRow = {
  ...{ name: "end", kind: space as DueRow["kind"], command: "spaces.carry-out-end" },
  at: (thing) => {
    const { state } = thing as Thing<SpaceState>;
    return state.ended ? null : endsAt(state);
  },
  input: () => ({}),
};
