/**
 * Calendar addresses of people without an account: made with the code of a turn, and more turns of
 * the same group can be put into one. Rows of the space, sealed under its key and by names made
 * with it; the node's own row of a code says the space alone, among those that are put away while
 * everything is closed. A code is shown once.
 */
import { codeHash } from "../../house/gate.ts";
import type { House } from "../../house/house.ts";
import { newCode } from "../../house/ids.ts";
import { keyFor, seal, unseal } from "../../house/seal.ts";
import type { Space } from "../../house/space.ts";
import { protectsNow } from "../../house/view.ts";
import { type HeldTurn, type MyTurn, standsNow, turnIn } from "../hours/index.ts";
import { changeRow, nodeOf, readRow } from "../people/index.ts";
import { RECEIPT_ROWS } from "../spaces/index.ts";
import { TURN_FEEDS } from "./elsewhere.ts";
import { FEED_DAYS } from "./feed.ts";

const FEED_OF = "turn-feed-of/";
const DAY_MS = 24 * 3_600_000;
/** Turns in one address; the oldest goes. */
const TURNS_MAX = 60;
const CODE_MAX = 60;

const nameIn = ({ key }: Space, prefix: string, of: string) =>
  prefix + Buffer.from(keyFor(prefix + of, key)).toString("hex");

type Feed = { turns: string[] };
type Of = { hash: string };

async function read<T>(space: Space, prefix: string, of: string, now: number): Promise<T | null> {
  const name = nameIn(space, prefix, of);
  const row = await space.store.records.get(space.id, name, now);
  if (row === null) return null;
  return JSON.parse(Buffer.from(unseal(space.key, name, row.value)).toString()) as T;
}

type At = { house: House; space: Space };

async function keep({ house, space }: At, prefix: string, of: string, kept: Feed | Of) {
  const name = nameIn(space, prefix, of);
  const value = seal(space.key, name, Buffer.from(JSON.stringify(kept)), house.parts.random);
  const expires = house.now + FEED_DAYS * DAY_MS;
  await space.store.records.put(space.id, { key: name, value, expires }, "any", house.now);
}

/** Takes a turn out of the address it is in; an address with none left ends. */
export async function endTurnFeed(house: House, { space: id, thing }: HeldTurn): Promise<void> {
  const space = await house.space(id);
  const of = space === null ? null : await read<Of>(space, FEED_OF, thing.id, house.now);
  if (space === null || of === null) return;
  await space.store.records.delete(space.id, nameIn(space, FEED_OF, thing.id));
  const feed = await read<Feed>(space, TURN_FEEDS, of.hash, house.now);
  const turns = feed?.turns.filter((one) => one !== thing.id) ?? [];
  if (turns.length > 0) return keep({ house, space }, TURN_FEEDS, of.hash, { turns });
  await space.store.records.delete(space.id, nameIn(space, TURN_FEEDS, of.hash));
  await nodeOf(house).records.delete("node", `${RECEIPT_ROWS}${of.hash}`);
}

/** Whether the turn stands in an address. */
export async function hasTurnFeed(house: House, { space: id, thing }: HeldTurn): Promise<boolean> {
  const space = await house.space(id);
  return space !== null && (await read<Of>(space, FEED_OF, thing.id, house.now)) !== null;
}

/** The code in what was pasted: an address as it was shown, or the code alone. */
export const codeOf = (pasted: string) =>
  pasted
    .trim()
    .replace(/^.*\//s, "")
    .replace(/\.ics$/i, "");

/**
 * Makes an address with the turn in it, or puts it into the one that was pasted; the code, or null
 * where what was pasted is none of this group's. Of a protected group there are no such addresses.
 */
export async function makeTurnFeed(
  house: House,
  held: HeldTurn,
  pasted: string,
): Promise<string | null> {
  const space = await house.space(held.space);
  if (space === null || (await protectsNow(space))) return null;
  const code = pasted === "" ? newCode(house.parts.random) : codeOf(pasted);
  if (code.length > CODE_MAX) return null;
  const hash = codeHash(code);
  const before =
    pasted === "" ? { turns: [] } : await read<Feed>(space, TURN_FEEDS, hash, house.now);
  if (before === null) return null;
  await endTurnFeed(house, held);
  const others = before.turns.filter((one) => one !== held.thing.id);
  const at = { house, space };
  await keep(at, TURN_FEEDS, hash, { turns: [...others, held.thing.id].slice(-TURNS_MAX) });
  await keep(at, FEED_OF, held.thing.id, { hash });
  const expires = Math.ceil((house.now + FEED_DAYS * DAY_MS) / DAY_MS) * DAY_MS;
  const value = { space: space.id };
  await changeRow(nodeOf(house), `${RECEIPT_ROWS}${hash}`, () => ({ value, expires }));
  return code;
}

/** The turns an address opens, as their holders read them now; null: no such address. */
export async function turnsIn(
  house: House,
  code: string,
): Promise<{ space: Space; turns: MyTurn[] } | null> {
  if (code === "" || code.length > CODE_MAX) return null;
  const hash = codeHash(code);
  const row = await readRow<{ space: string }>(nodeOf(house), `${RECEIPT_ROWS}${hash}`);
  const space = row === null ? null : await house.space(row.space);
  const feed = space === null ? null : await read<Feed>(space, TURN_FEEDS, hash, house.now);
  if (space === null || feed === null || (await protectsNow(space))) return null;
  // What reads calendars is outside: of a silent group it finds what it finds where there is none.
  if (space.beside.isDark(house.now)) return null;
  const found = await Promise.all(
    feed.turns.map((turn) => turnIn(house, { space: space.id, turn })),
  );
  const turns = found.flatMap((one): MyTurn[] => {
    if (one === null) return [];
    const { thing, said } = one;
    const stands = standsNow(thing, said.thing.state, null, house.now);
    return [{ thing, said, stands, people: null, code: null }];
  });
  return { space, turns };
}
