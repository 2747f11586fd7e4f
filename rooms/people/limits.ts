/**
 * How often a sign-in may be tried. Counted first, and for names nobody has. A browser that signed
 * in here before has tries of its own, so that nobody at the door can use up an owner's; all
 * others share a pace for the name and one for the node, which slow down and never quite close.
 */
import { type Refusal, refuse } from "../../house/refusal.ts";
import { changeRow, type NodeParts, readRow } from "./records.ts";

/** Tries of one name from browsers not known for it: so many at once … */
export const TRIES_PER_NAME = 20;
/** … and then one more every so often, ms. */
export const TRY_PER_NAME_MS = 60_000;
/** Tries of all names together from such browsers: so many at once … */
export const TRIES_PER_NODE = 1_000;
/** … and then one more every so often, ms. */
export const TRY_PER_NODE_MS = 900;
/** Tries from one known browser, or with one session's passphrase asked again, in a window. */
export const TRIES_KNOWN = 20;
/** That window, ms. */
export const TRIES_WINDOW_MS = 15 * 60_000;
/** Times one login may be right: so many at once … */
export const RIGHT_AT_ONCE = 120;
/** … and then once more every so often, ms. */
export const RIGHT_MS = 10_000;

/** Where a try comes from: `device` is the browser's id where it signed in by this name before. */
export type From = { login: string; device: string | null };

/** Second steps tried of one login, from one known browser or by all others: so many at once … */
export const SECOND_AT_ONCE = 10;
/** … and then one more every so often, ms: three in a million are right. */
export const SECOND_MS = 10 * 60_000;
/** Spoken codes tried of one name: so many at once … */
export const SPOKEN_PER_NAME = 10;
/** … and then one more every so often, ms. */
export const SPOKEN_PER_NAME_MS = 5 * 60_000;
/** Spoken codes tried of all names: so many at once … */
export const SPOKEN_PER_NODE = 200;
/** … and then one more every so often, ms. */
export const SPOKEN_PER_NODE_MS = 10_000;

type Tries = { from: number; count: number };
type Bucket = { left: number; at: number };

const known = ({ login, device }: From) => `limit/known/${login}/${device}`;
const shared = (login: string) => `limit/name/${login}`;
const rightly = (login: string) => `limit/right/${login}`;
const secondly = (login: string, from: string) => `limit/second/${login}/${from}`;
const NODE = "limit/node";

/** Counts one more try; answers a refusal where that is one too many. */
export async function countTry(parts: NodeParts, from: From): Promise<Refusal | null> {
  if (from.device !== null) return inWindow(parts, known(from));
  const one = await inBucket(parts, shared(from.login), TRIES_PER_NAME, TRY_PER_NAME_MS);
  return one ?? (await inBucket(parts, NODE, TRIES_PER_NODE, TRY_PER_NODE_MS));
}

/** Counts one more time that a session was asked for its passphrase again. */
export function countAsked(parts: NodeParts, login: string): Promise<Refusal | null> {
  return inWindow(parts, `limit/asked/${login}`);
}

/** Counts one more second step; `from` keeps a known browser's and a session's apart. */
export function countSecond(parts: NodeParts, login: string, from = ""): Promise<Refusal | null> {
  return inBucket(parts, secondly(login, from), SECOND_AT_ONCE, SECOND_MS);
}

/** A second step was right: its tries begin anew. */
export async function forgetSecond({ records }: NodeParts, login: string, from = "") {
  await records.delete("node", secondly(login, from));
}

/** Counts one more spoken code tried of a name, known or not. */
export async function countSpoken(parts: NodeParts, login: string): Promise<Refusal | null> {
  const name = `limit/spoken/${login}`;
  const one = await inBucket(parts, name, SPOKEN_PER_NAME, SPOKEN_PER_NAME_MS);
  return one ?? (await inBucket(parts, "limit/spoken", SPOKEN_PER_NODE, SPOKEN_PER_NODE_MS));
}

/** Somebody was right: their own tries begin anew, and a shared one is given back, no more. */
export async function giveBack(parts: NodeParts, from: From): Promise<void> {
  if (from.device !== null) await parts.records.delete("node", known(from));
  else {
    await refill(parts, shared(from.login), TRIES_PER_NAME, TRY_PER_NAME_MS);
    await refill(parts, NODE, TRIES_PER_NODE, TRY_PER_NODE_MS);
  }
}

/**
 * Refuses where this login was right too often of late, before the slow work: tries that are right
 * cost no try, and one owner must not keep everyone else waiting behind them.
 */
export async function rightTooOften(parts: NodeParts, login: string): Promise<Refusal | null> {
  const before = await readRow<Bucket>(parts, rightly(login));
  const left = filled(before, parts.clock(), RIGHT_AT_ONCE, RIGHT_MS);
  return left >= 1 ? null : tooMany((1 - left) * RIGHT_MS);
}

/** Counts that a login was right once more. */
export async function countRight(parts: NodeParts, login: string): Promise<void> {
  await inBucket(parts, rightly(login), RIGHT_AT_ONCE, RIGHT_MS);
}

/** The passphrase asked again was right. */
export async function forgetAsked({ records }: NodeParts, login: string): Promise<void> {
  await records.delete("node", `limit/asked/${login}`);
}

async function inWindow(parts: NodeParts, key: string): Promise<Refusal | null> {
  const now = parts.clock();
  let left = 0;
  await changeRow<Tries>(parts, key, (before) => {
    const { from, count } = before ?? { from: now, count: 0 };
    left = from + TRIES_WINDOW_MS - now;
    if (count >= TRIES_KNOWN) return null;
    left = 0;
    return { value: { from, count: count + 1 }, expires: from + TRIES_WINDOW_MS };
  });
  return left <= 0 ? null : tooMany(left);
}

async function inBucket(
  parts: NodeParts,
  key: string,
  max: number,
  everyMs: number,
): Promise<Refusal | null> {
  const now = parts.clock();
  let wait = 0;
  await changeRow<Bucket>(parts, key, (before) => {
    const left = filled(before, now, max, everyMs);
    wait = left >= 1 ? 0 : (1 - left) * everyMs;
    if (wait > 0) return null;
    return { value: { left: left - 1, at: now }, expires: now + max * everyMs };
  });
  return wait <= 0 ? null : tooMany(wait);
}

async function refill(parts: NodeParts, key: string, max: number, everyMs: number): Promise<void> {
  const now = parts.clock();
  await changeRow<Bucket>(parts, key, (before) => {
    if (before === null) return null;
    const left = Math.min(max, filled(before, now, max, everyMs) + 1);
    return { value: { left, at: now }, expires: now + max * everyMs };
  });
}

function filled(bucket: Bucket | null, now: number, max: number, everyMs: number): number {
  if (bucket === null) return max;
  return Math.min(max, bucket.left + Math.max(0, now - bucket.at) / everyMs);
}

function tooMany(waitMs: number): Refusal {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return refuse("people.too-many-tries", "limit", { vars: { minutes }, next: "again" });
}
