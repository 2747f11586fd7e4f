/**
 * Logins, sessions and limits are rows of the node, never entries of a log. They hold no words: a
 * login's name is kept as a keyed hash, a session's token as its hash. What a row says is sealed
 * under the node's secret, which lies in the key folder: a copy of the database tells none of it.
 */
import { createHmac, hash } from "node:crypto";
import type { House } from "../../house/house.ts";
import { inTurn } from "../../house/in-turn.ts";
import { nodeKey } from "../../house/node-key.ts";
import type { Clock, KeyFolder, Random } from "../../house/ports.ts";
import { keyFor, seal, Unsealable, unseal } from "../../house/seal.ts";
import type { Store } from "../../store/port.ts";

/** What logins and sessions stand on. */
export type NodeParts = {
  records: Store["records"];
  clock: Clock;
  random: Random;
  keys: KeyFolder;
  lock: Store["lock"];
  /** Told of a fault that stops nothing. */
  onFault?: (fault: Error) => void;
};

/** The parts of the node that a house stands on. */
export function nodeOf({ parts }: House): NodeParts {
  const { store, clock, random, keys, onFault } = parts;
  const told = onFault === undefined ? {} : { onFault };
  return { records: store.records, clock, random, keys, lock: store.lock, ...told };
}

/** SHA-256 in hex, of a text under a purpose, so that no two uses share a hash. */
export function hashed(purpose: string, text: string): string {
  return hash("sha256", `alongside/${purpose}/v1\n${text}`, "hex");
}

/** HMAC-SHA-256 in hex under the node's secret: who has the database cannot try texts on it. */
export async function keyed(parts: NodeParts, purpose: string, text: string): Promise<string> {
  const key = keyFor(purpose, await nodeKey(parts));
  return createHmac("sha256", key).update(text).digest("hex");
}

const keysMade = new WeakMap<Uint8Array, Map<string, Uint8Array>>();

/** The key of one use, made from the node's secret. */
export async function nodeKeyFor(parts: NodeParts, use: string): Promise<Uint8Array> {
  const secret = await nodeKey(parts);
  const made = keysMade.get(secret) ?? new Map<string, Uint8Array>();
  const key = made.get(use) ?? keyFor(use, secret);
  keysMade.set(secret, made.set(use, key));
  return key;
}

const place = (key: string) => `node-row/${key}`;

function opened<T>(rowsKey: Uint8Array, key: string, value: Uint8Array): T {
  try {
    return JSON.parse(Buffer.from(unseal(rowsKey, place(key), value)).toString()) as T;
  } catch (fault) {
    if (!(fault instanceof Unsealable)) throw fault;
    throw new Error("a row of the node does not open: is this its key folder?", { cause: fault });
  }
}

/** Rows opened before, by their sealed bytes: a store may hand out the same ones again. */
const openedBefore = new WeakMap<Uint8Array, { key: string; row: unknown }>();

/** A row's JSON, or null. What it answers is not to be changed: others get the same. */
export async function readRow<T>(parts: NodeParts, key: string): Promise<Readonly<T> | null> {
  const row = await parts.records.get("node", key, parts.clock());
  if (row === null) return null;
  const before = openedBefore.get(row.value);
  if (before?.key === key) return before.row as T;
  const read = opened<T>(await nodeKeyFor(parts, ROWS), key, row.value);
  openedBefore.set(row.value, { key, row: read });
  return read;
}

/** What the key of the rows is made for. */
const ROWS = "node-rows";
/** How often a change is tried again when another process changed the row meanwhile. */
const RACES_MAX = 16;

/**
 * Changes a row as it is now: `change` gets its JSON or null and answers what to keep and until
 * when (ms, null for ever), or null to leave it. Answers what is kept then.
 */
export function changeRow<T>(parts: NodeParts, key: string, change: Change<T>): Promise<T | null> {
  return inTurn(parts.records, key, () => changeNow(parts, key, change));
}

type Change<T> = (before: T | null) => { value: T; expires: number | null } | null;

async function changeNow<T>(parts: NodeParts, key: string, change: Change<T>): Promise<T | null> {
  const { records, clock, random } = parts;
  const rowsKey = await nodeKeyFor(parts, ROWS);
  for (let race = 0; race < RACES_MAX; race++) {
    const now = clock();
    const row = await records.get("node", key, now);
    const before = row === null ? null : opened<T>(rowsKey, key, row.value);
    const after = change(before);
    if (after === null) return before;
    const value = seal(rowsKey, place(key), Buffer.from(JSON.stringify(after.value)), random);
    const put = { key, value, expires: after.expires };
    if ((await records.put("node", put, row?.version ?? 0, now)) !== null) return after.value;
  }
  throw new Error("a row of the node kept changing");
}

/** All rows under a prefix, a thousand at a time: key and JSON. */
export async function* rowsUnder<T>(
  parts: NodeParts,
  prefix: string,
): AsyncGenerator<{ key: string; value: T }> {
  const { records, clock } = parts;
  const rowsKey = await nodeKeyFor(parts, ROWS);
  for (let after: string | null = null; ; ) {
    const rows = await records.list("node", prefix, 1_000, after, clock());
    for (const { key, value } of rows) yield { key, value: opened<T>(rowsKey, key, value) };
    after = rows.at(-1)?.key ?? null;
    if (rows.length < 1_000) return;
  }
}

/**
 * Moves rows under one prefix to another, those that `mine` picks, each until when it was kept.
 * Done again, or broken off and done again, it comes to the same.
 */
export async function moveRows<T>(
  parts: NodeParts,
  [from, to]: readonly [string, string],
  mine: (value: T) => boolean,
): Promise<void> {
  const { records, clock } = parts;
  const rowsKey = await nodeKeyFor(parts, ROWS);
  for (let after: string | null = null; ; ) {
    const rows = await records.list("node", from, 1_000, after, clock());
    for (const { key, value: sealed, expires } of rows) {
      const value = opened<T>(rowsKey, key, sealed);
      if (!mine(value)) continue;
      await changeRow<T>(parts, to + key.slice(from.length), () => ({ value, expires }));
      await records.delete("node", key);
    }
    after = rows.at(-1)?.key ?? null;
    if (rows.length < 1_000) return;
  }
}
