/** Moving a space to another node, and going on with one whose node is gone. */
import type { Context, Decided, Envelope, World } from "../../house/command.ts";
import type { House } from "../../house/house.ts";
import { newId } from "../../house/ids.ts";
import { keyHash, MOVED, TAKEN_OVER, type TakenOverRecord } from "../../house/moves.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import type { Space } from "../../house/space.ts";
import type { Moved } from "../../house/space-file.ts";
import { member, rolesOf } from "../people/index.ts";
import { space } from "./facts.ts";

const onlyCoordination = refuse("spaces.only-coordination", "who", { next: "ask" });

/**
 * Who may move a space, and two of whom may take it over. The named set of a later issue stands
 * here instead of coordination.
 */
function mayAnswerFor(world: Pick<World, "thing">, who: string): boolean {
  const found = world.thing(member, who);
  return found !== undefined && rolesOf(found.state).includes("coordination");
}

/** Says that the space goes on under another node's key (its SHA-256). */
export function move(
  world: World,
  record: { size: number; key: string },
  { who, space: thing }: Context,
): Decided | Refusal {
  const here = world.thing(space, thing);
  if (here === undefined || here.state.ended)
    return refuse("spaces.not-here", "not-found", { next: "go-back" });
  if (!mayAnswerFor(world, who)) return onlyCoordination;
  return { facts: [{ kind: "space", thing, type: MOVED, record }] };
}

/** Begins a new generation in the name of two who coordinate. */
export function takeOver(
  world: World,
  record: TakenOverRecord,
  { who, space: thing }: Context,
): Decided | Refusal {
  const here = world.thing(space, thing);
  if (here === undefined || here.state.ended)
    return refuse("spaces.not-here", "not-found", { next: "go-back" });
  const two = new Set(record.by);
  if (two.size !== 2 || !two.has(who)) return refuse("spaces.two-people", "who", { next: "ask" });
  if (!record.by.every((one) => mayAnswerFor(world, one))) return onlyCoordination;
  return { facts: [{ kind: "space", thing, type: TAKEN_OVER, record }] };
}

/** The command that says what two codes proved; `record.by` holds those two. */
export function takeOverAs(id: string, record: TakenOverRecord): Omit<Envelope, "key"> {
  const author = { by: "founder", member: record.by[0] ?? "" } as const;
  return { space: id, command: "spaces.take-over", input: record, author, arrived: "import" };
}

/**
 * Moves a space away: its log says so in the name of a member, then the house signs the last head,
 * has `write` make the file and forgets the key. `key` is the public key of the node that goes on.
 */
export async function moveSpace(
  house: House,
  id: string,
  { by, key }: { by: string; key: Uint8Array },
  write: (space: Space, moved: Moved) => Promise<void>,
): Promise<Refusal | null> {
  const size = (await house.space(id))?.size ?? 0;
  const done = await house.dispatch({
    ...{ space: id, command: "spaces.move", author: { by: "founder", member: by } },
    ...{ input: { size, key: keyHash(key) }, key: newId(house.parts.random) },
  });
  if (isRefusal(done)) return done;
  await house.moveAway(id, key, write);
  return null;
}
