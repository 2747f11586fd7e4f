/**
 * Which skills are a member's own: a row of the space's own, by a name made with its key and sealed
 * under it, since no entry says whose a skill is. It goes with who leaves, and ends their skills.
 */
import { hash } from "node:crypto";
import type { Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import type { House } from "../../house/house.ts";
import type { Random } from "../../house/ports.ts";
import { isRefusal } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import { keyFor, seal, unseal } from "../../house/seal.ts";
import type { Space } from "../../house/space.ts";
import type { View } from "../../house/view.ts";
import { type SkillState, skill } from "./facts.ts";

const DAY_MS = 24 * 3_600_000;
const PREFIX = "own-skills/";
/** Days for which a row is kept after the last one was added: longer than any skill holds. */
const KEPT_DAYS = 400;
/** Skills that one member says. */
export const OWN_MAX = 40;

/** A skill of one's own, and the code that shows it. */
export type Own = { skill: string; code: string };

const nameOf = ({ key }: Space, member: string) =>
  PREFIX + Buffer.from(keyFor(PREFIX + member, key)).toString("hex");

async function read(space: Space, member: string, now: number): Promise<Own[]> {
  const name = nameOf(space, member);
  const row = await space.store.records.get(space.id, name, now);
  if (row === null) return [];
  return JSON.parse(Buffer.from(unseal(space.key, name, row.value)).toString()) as Own[];
}

/** Keeps one more, the newest last; or the same again, for as long once more. */
export async function keepOwn(
  space: Space,
  member: string,
  own: Own | null,
  { now, random }: { now: number; random: Random },
): Promise<void> {
  const name = nameOf(space, member);
  const release = await space.store.lock(space.id);
  try {
    const before = (await read(space, member, now)).filter((one) => one.skill !== own?.skill);
    // What has ended makes room, and nothing else: a code that went would leave a skill to nobody.
    const live = (await held(space, before)).map(({ thing: { id }, code }) => ({
      skill: id,
      code,
    }));
    const kept = [...live, ...(own === null ? [] : [own])];
    const value = seal(space.key, name, Buffer.from(JSON.stringify(kept)), random);
    const expires = now + KEPT_DAYS * DAY_MS;
    await space.store.records.put(space.id, { key: name, value, expires }, "any", now);
  } finally {
    await release();
  }
}

/** A skill with its code. */
export type Mine = { thing: Thing<SkillState>; code: string };

/**
 * A member's own skills that have not ended. Their code shows them, wherever they lie: somebody who
 * was put out of a circle still has what they told it.
 */
export async function mySkills({ space, now }: View, member: string): Promise<Mine[]> {
  return held(space, await read(space, member, now));
}

async function held(space: Space, own: readonly Own[]): Promise<Mine[]> {
  const found: Mine[] = [];
  for (const { skill: id, code } of own) {
    const thing = await space.thing(id);
    if (thing?.kind !== skill.kind || thing.parked) continue;
    const mine = thing as Thing<SkillState>;
    if (!mine.state.ended && mine.state.hash === codeHash(code)) found.push({ thing: mine, code });
  }
  return found;
}

/**
 * Ends one by its code, as whoever holds that, whatever role they have or circle they are in.
 * Ended twice is ended.
 */
export function endOne(house: House, space: Space, { skill: id, code }: Own) {
  return house.dispatch({
    ...{ space: space.id, command: "skills.end", input: { skill: id } },
    author: { by: "holder", thing: id, code },
    key: hash("sha256", `skills-end/${id}`, "hex").slice(0, 32),
  });
}

async function endAll(house: House, space: Space, member: string): Promise<void> {
  for (const own of await read(space, member, house.now)) {
    const done = await endOne(house, space, own);
    if (isRefusal(done) && done.because === "again") throw new Error("a skill was not ended");
  }
  await space.store.records.delete(space.id, nameOf(space, member));
}

/** Who is gone, or came back by others' word, can be asked for nothing here any more. */
export const endOwn: Effect = {
  name: "skills.end-own",
  on: ["member.left/1", "member.removed/1", "member.set-back/1"],
  act: async (house, id, { thing: member }) => {
    const space = await house.space(id);
    if (space !== null) await endAll(house, space, member);
  },
};
