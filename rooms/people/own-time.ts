/**
 * A member's own time in one space: that they rest, their quiet hours, the hours a week they said
 * they would give to a duty. It is on no log and in no file of the space: sealed rows of the space,
 * read by their owner alone; of rest, others learn "resting" at most.
 */
import { inTurn } from "../../house/in-turn.ts";
import type { Random } from "../../house/ports.ts";
import { keyFor, seal, unseal } from "../../house/seal.ts";
import type { Space } from "../../house/space.ts";
import { zoneHere } from "../../house/values/index.ts";

/** Hours of each day in which nobody is reminded of anything: minutes after midnight, in a zone. */
export type Quiet = { from: number; until: number; zone: string };

/** What a member said of their time. */
export type OwnTime = {
  /** They rest until then (ms), and are asked for nothing; null: they do not. */
  rest: number | null;
  quiet: Quiet | null;
  /** Hours a week, by duty. */
  hours: Record<string, number>;
};

/** Of whoever said nothing. */
export const NOTHING_SAID: OwnTime = { rest: null, quiet: null, hours: {} };

const PREFIX = "own-time/";
const TRIES = 5;
const DAY_MINUTES = 24 * 60;

type Place = Pick<Space, "id" | "key" | "store">;

const rowOf = ({ key }: Place, member: string) =>
  PREFIX + Buffer.from(keyFor(PREFIX + member, key)).toString("hex");

function opened({ key }: Place, row: { key: string; value: Uint8Array }): OwnTime {
  return JSON.parse(Buffer.from(unseal(key, row.key, row.value)).toString()) as OwnTime;
}

/** What a member said of their time. */
export async function ownTime(place: Place, member: string, now: number): Promise<OwnTime> {
  const row = await place.store.records.get(place.id, rowOf(place, member), now);
  return row === null ? NOTHING_SAID : opened(place, row);
}

const saysNothing = (time: OwnTime, now: number) =>
  !rests(time, now) && time.quiet === null && Object.keys(time.hours).length === 0;

/** Changes it; somebody who has nothing to say leaves no row. */
export async function changeOwnTime(
  place: Place,
  member: string,
  { now, random }: { now: number; random: Random },
  change: (before: OwnTime) => OwnTime,
): Promise<void> {
  const { id, key: secret, store } = place;
  const key = rowOf(place, member);
  return inTurn(store.records, `${id}/${key}`, async () => {
    for (let tries = 0; tries < TRIES; tries++) {
      const row = await store.records.get(id, key, now);
      const after = change(row === null ? NOTHING_SAID : opened(place, row));
      const value = seal(secret, key, Buffer.from(JSON.stringify(after)), random);
      // Gone as written where nothing is said: a delete would not see who changed it meanwhile.
      const put = { key, value, expires: saysNothing(after, now) ? now : null };
      if ((await store.records.put(id, put, row?.version ?? 0, now)) !== null) return;
    }
    throw new Error("another process kept changing the same row");
  });
}

/** Whoever is gone leaves nothing of it. */
export async function dropOwnTime(place: Place, member: string): Promise<void> {
  await place.store.records.delete(place.id, rowOf(place, member));
}

/** Whether somebody rests now (ms). It ends by itself. */
export function rests({ rest }: OwnTime, now: number): boolean {
  return rest !== null && now < rest;
}

/** Those of these members who rest now (ms). */
export async function resting(
  place: Place,
  members: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const member of new Set(members))
    if (rests(await ownTime(place, member, now), now)) found.add(member);
  return found;
}

/** Minutes after midnight, there, at a moment. */
function minuteAt(now: number, zone: string): number {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(
    zoneHere(zone),
  );
  return hour * 60 + minute;
}

/** Minutes of quiet left at a moment; 0: it is not quiet. It may go over midnight. */
function quietLeft({ from, until, zone }: Quiet, now: number): number {
  const minute = minuteAt(now, zone);
  const long = (until - from + DAY_MINUTES) % DAY_MINUTES;
  const gone = (minute - from + DAY_MINUTES) % DAY_MINUTES;
  return gone < long ? long - gone : 0;
}

/**
 * When somebody may next be reminded of something (ms): now, or once their rest and their quiet
 * hours are over. A notice that leaves the node asks this before it is sent; alarms about
 * somebody's own login do not.
 */
export async function remindAt(place: Place, member: string, now: number): Promise<number> {
  return awakeAt(await ownTime(place, member, now), now);
}

/** The same of what they said. */
export function awakeAt({ rest, quiet }: Pick<OwnTime, "rest" | "quiet">, now: number): number {
  const awake = rest === null ? now : Math.max(now, rest);
  if (quiet === null) return awake;
  const left = quietLeft(quiet, awake);
  if (left === 0) return awake;
  // To the minute at which quiet ends, not the second at which it was asked.
  return Math.floor(awake / 60_000) * 60_000 + left * 60_000;
}
