/**
 * The two sides of an introduction: rows of the space's own, by names made with its key and sealed
 * under it. They are no entries, so that neither the log nor anybody's page tells that something
 * was passed on, refused or left unanswered; they end by themselves, and with the space.
 */
import { codeHash } from "../../house/gate.ts";
import type { House } from "../../house/house.ts";
import { newCode, newId } from "../../house/ids.ts";
import type { Effect } from "../../house/room.ts";
import { keyFor, seal, unseal } from "../../house/seal.ts";
import type { Space } from "../../house/space.ts";
import type { Text } from "../../house/values/index.ts";
import { changeRow, nodeOf, readRow } from "../people/index.ts";
import { RECEIPT_ROWS } from "../spaces/index.ts";
import { type IntroductionState, introduction } from "./facts.ts";

const DAY_MS = 24 * 3_600_000;
/** Days for which a name and a reach are shown once both said yes. */
export const MET_DAYS = 14;
/** Sides that one side waits for or met; the oldest goes. */
const OTHERS_MAX = 50;
const CODE_MAX = 60;

/** Whom to call and how: shown to the other side alone, and only when both said yes. */
export type SidePeople = { name: string; reach: string };

/** One side. `people` is there while it says yes. */
type Side = {
  what: Text;
  /** When it ends (ms). */
  until: number;
  said: "yes" | "no" | null;
  people: SidePeople | null;
  others: string[];
  met: { side: string; at: number }[];
};

const CODE_ROWS = "introduction-code/";
const SIDE_ROWS = "introduction-side/";
const nameOf = ({ key }: Space, prefix: string, of: string) =>
  prefix + Buffer.from(keyFor(prefix + of, key)).toString("hex");

async function read<T>(space: Space, prefix: string, of: string, now: number): Promise<T | null> {
  const name = nameOf(space, prefix, of);
  const row = await space.store.records.get(space.id, name, now);
  if (row === null) return null;
  return JSON.parse(Buffer.from(unseal(space.key, name, row.value)).toString()) as T;
}

type At = { house: House; space: Space };

async function write({ house, space }: At, prefix: string, of: string, value: object, end: number) {
  const name = nameOf(space, prefix, of);
  const { random } = house.parts;
  const sealed = seal(space.key, name, Buffer.from(JSON.stringify(value)), random);
  const row = { key: name, value: sealed, expires: end };
  await space.store.records.put(space.id, row, "any", house.now);
}

const readSide = ({ house, space }: At, id: string) => read<Side>(space, SIDE_ROWS, id, house.now);
const lastOf = ({ until, met }: Side) =>
  Math.max(until, ...met.map(({ at }) => at + MET_DAYS * DAY_MS));
const keep = (at: At, id: string, side: Side) => write(at, SIDE_ROWS, id, side, lastOf(side));

/** What a code leads to. `own`: its holder alone was shown it; others passed through hands. */
type Led = { side: string; own: boolean };

/** Lets a code lead to a side. */
async function lead(at: At, code: string, { side, own }: Led, until: number): Promise<void> {
  const { house, space } = at;
  const hash = codeHash(code);
  // Longer than the side: once both said yes it is read for a while more.
  const end = Math.ceil((until + MET_DAYS * DAY_MS) / DAY_MS) * DAY_MS;
  await write(at, CODE_ROWS, hash, { side, own }, end);
  const value = { space: space.id };
  await changeRow(nodeOf(house), `${RECEIPT_ROWS}${hash}`, () => ({ value, expires: end }));
}

async function unlead({ house, space }: At, hash: string): Promise<void> {
  await space.store.records.delete(space.id, nameOf(space, CODE_ROWS, hash));
  await nodeOf(house).records.delete("node", `${RECEIPT_ROWS}${hash}`);
}

async function locked<T>({ space }: At, does: () => Promise<T>): Promise<T> {
  const release = await space.store.lock(space.id);
  try {
    return await does();
  } finally {
    await release();
  }
}

type Begin = { what: Text; until: number };
const empty = { said: null, people: null, others: [], met: [] };

/** Begins the side of whoever asked: to ask is its yes. */
export async function beginAsked(
  at: At,
  { code, people, ...about }: Begin & { code: string; people: SidePeople },
): Promise<void> {
  const id = newId(at.house.parts.random);
  await keep(at, id, { ...empty, ...about, said: "yes", people });
  await lead(at, code, { side: id, own: true }, about.until);
}

/** Passes on what was asked for: another side, which the code leads to. */
export async function passOn(at: At, hash: string, code: string, about: Begin): Promise<void> {
  await locked(at, async () => {
    const asked = await read<{ side: string }>(at.space, CODE_ROWS, hash, at.house.now);
    const id = newId(at.house.parts.random);
    await keep(at, id, { ...empty, ...about, others: asked === null ? [] : [asked.side] });
    await lead(at, code, { side: id, own: false }, about.until);
    const side = asked === null ? null : await readSide(at, asked.side);
    if (asked === null || side === null) return;
    await keep(at, asked.side, { ...side, others: [...side.others, id].slice(-OTHERS_MAX) });
  });
}

/** Begins both sides of one that nobody asked for; neither said anything yet. */
export async function beginBoth(at: At, codes: readonly [string, string], about: Begin) {
  const { random } = at.house.parts;
  const ids = [newId(random), newId(random)] as const;
  for (const n of [0, 1] as const) {
    await keep(at, ids[n], { ...empty, ...about, others: [ids[1 - n] ?? ""] });
    await lead(at, codes[n], { side: ids[n], own: false }, about.until);
  }
}

/** A side as its holder reads it, and whom it was introduced to. */
export type Held = {
  at: At;
  id: string;
  hash: string;
  what: Text;
  until: number;
  said: Side["said"];
  met: { people: SidePeople; until: number }[];
};

/** The side a code leads to, or null: none, a wrong code, one that was used, a space that ended. */
export async function findSide(house: House, code: string): Promise<Held | null> {
  if (code === "" || code.length > CODE_MAX) return null;
  const hash = codeHash(code);
  const row = await readRow<{ space: string }>(nodeOf(house), `${RECEIPT_ROWS}${hash}`);
  const space = row === null ? null : await house.space(row.space);
  if (space === null) return null;
  const at = { house, space };
  const led = await read<Led>(space, CODE_ROWS, hash, house.now);
  const side = led === null ? null : await readSide(at, led.side);
  if (led === null || side === null) return null;
  const { what, until } = side;
  // Whoever handed a code on may have kept it: by it a no looks like no answer.
  const said = side.said === "no" && !led.own ? null : side.said;
  return { at, id: led.side, hash, what, until, said, met: await metBy(at, side) };
}

/** The others, while both still say yes and the days have not gone by. */
async function metBy(at: At, { said, met }: Side): Promise<Held["met"]> {
  if (said !== "yes") return [];
  const found = await Promise.all(
    met.map(async ({ side, at: since }) => {
      const until = since + MET_DAYS * DAY_MS;
      const people = until > at.house.now ? ((await readSide(at, side))?.people ?? null) : null;
      return people === null ? [] : [{ people, until }];
    }),
  );
  return found.flat();
}

/** Says yes, with a name and a reach; answers the code that opens it from now on. */
export async function sayYes({ at, id, hash }: Held, people: SidePeople): Promise<string> {
  const { now, parts } = at.house;
  return locked(at, async () => {
    const side = await readSide(at, id);
    const code = newCode(parts.random);
    if (side === null) return code;
    const others = await Promise.all(
      side.others.map(async (one) => ({ one, side: await readSide(at, one) })),
    );
    const both = others.filter((other) => other.side?.people != null);
    const met = both.map(({ one }) => ({ side: one, at: now }));
    const own = { ...side, people, said: "yes" as const, met: joined(side.met, met) };
    await keep(at, id, own);
    for (const { one, side: other } of both)
      if (other !== null)
        await keep(at, one, { ...other, met: joined(other.met, [{ side: id, at: now }]) });
    await unlead(at, hash);
    await lead(at, code, { side: id, own: true }, lastOf(own));
    return code;
  });
}

/** Each once; a second yes shows nobody for longer. */
const joined = (before: Side["met"], more: Side["met"]) => {
  const known = new Set(before.map(({ side }) => side));
  return [...before, ...more.filter(({ side }) => !known.has(side))].slice(-OTHERS_MAX);
};

/** Says no, or takes a yes back: its name and reach are erased, and nobody is told. */
export function sayNo({ at, id }: Held): Promise<void> {
  return locked(at, async () => {
    const side = await readSide(at, id);
    if (side !== null) await keep(at, id, { ...side, said: "no", people: null });
  });
}

/** What was taken back by hand takes the asking side along; what its day ended is left its days. */
export const dropSide: Effect = {
  name: "skills.drop-side",
  on: ["introduction.ended/1"],
  act: async (house, id, { thing, stamp }) => {
    const space = stamp.by === "clock" ? null : await house.space(id);
    const found = await space?.thing(thing);
    if (space == null || found?.kind !== introduction.kind) return;
    const { hash } = found.state as IntroductionState;
    const led = await read<{ side: string }>(space, CODE_ROWS, hash, house.now);
    if (led !== null)
      await space.store.records.delete(space.id, nameOf(space, SIDE_ROWS, led.side));
    await unlead({ house, space }, hash);
  },
};
