/**
 * Which turns are a member's own: a row of the space's own, by a name made with its key and sealed
 * under it, since in a protected space the log names nobody. It ends with the space, goes with who
 * leaves, and names only what is not long over.
 */

import type { SpaceVisit } from "../../house/door.ts";
import type { Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import type { Random } from "../../house/ports.ts";
import type { Effect } from "../../house/room.ts";
import { keyFor, seal, unseal } from "../../house/seal.ts";
import type { Space } from "../../house/space.ts";
import { type Day, startOf } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { KEEP_DAYS } from "./decider-turn.ts";
import { type TurnState, turn } from "./facts-turn.ts";

const DAY_MS = 24 * 3_600_000;
const PREFIX = "own-turns/";
/** Turns that one row keeps, the newest. */
const KEPT_MAX = 100;

/** A turn of one's own, and the code that shows it. */
export type Own = { turn: string; code: string };

const nameOf = ({ key }: Space, member: string) =>
  PREFIX + Buffer.from(keyFor(PREFIX + member, key)).toString("hex");

/** The turns that a member took by their own browser, the newest last. */
export async function ownTurns(space: Space, member: string, now: number): Promise<Own[]> {
  const name = nameOf(space, member);
  const row = await space.store.records.get(space.id, name, now);
  if (row === null) return [];
  return JSON.parse(Buffer.from(unseal(space.key, name, row.value)).toString()) as Own[];
}

/** Keeps one more. It is forgotten when nothing was added for longer than names are kept. */
export async function keepOwn(
  space: Space,
  member: string,
  own: Own,
  { now, random, day }: { now: number; random: Random; day: number },
): Promise<void> {
  const name = nameOf(space, member);
  const release = await space.store.lock(space.id);
  try {
    const before = (await ownTurns(space, member, now)).filter((one) => one.turn !== own.turn);
    const kept = [...before, own].slice(-KEPT_MAX);
    const value = seal(space.key, name, Buffer.from(JSON.stringify(kept)), random);
    const row = await space.store.records.get(space.id, name, now);
    const expires = Math.max(day + KEEP_DAYS * DAY_MS, row?.expires ?? 0);
    await space.store.records.put(space.id, { key: name, value, expires }, "any", now);
  } finally {
    await release();
  }
}

/** Keeps a turn that the visitor's own yes made, until its day is long over. */
export async function keepTurn(
  { view, session, now, house }: SpaceVisit,
  on: Day | null,
  own: Own,
): Promise<void> {
  const day = on === null ? now : startOf(on);
  const at = { now, random: house.parts.random, day };
  await keepOwn(view.space, session?.member ?? "", own, at);
}

/** Who is gone, or came back by others' word, has none of them here any more. */
export const dropOwn: Effect = {
  name: "hours.drop-own",
  on: ["member.left/1", "member.removed/1", "member.set-back/1"],
  act: async (house, id, { thing: member }) => {
    const space = await house.space(id);
    if (space !== null) await space.store.records.delete(space.id, nameOf(space, member));
  },
};

/** A member's own turns that are there still, each with its code. */
export async function myTurns(
  view: View,
  member: string,
): Promise<{ thing: Thing<TurnState>; code: string }[]> {
  const own = await ownTurns(view.space, member, view.now);
  const found = await Promise.all(
    own.map(async ({ turn: id, code }) => ({ thing: await view.thing(turn, id), code })),
  );
  return found.flatMap(({ thing, code }) =>
    thing?.state.hash === codeHash(code) ? [{ thing, code }] : [],
  );
}
