/**
 * Logins, sessions and limits are rows of the node, never entries of a log. They hold no words: a
 * login's name is kept as its hash, a session's token too.
 */
import { hash } from "node:crypto";
import type { House } from "../../house/house.ts";
import type { Clock, Random } from "../../house/ports.ts";
import type { Store } from "../../store/port.ts";

/** What logins and sessions stand on. */
export type NodeParts = { records: Store["records"]; clock: Clock; random: Random };

/** The parts of the node that a house stands on. */
export function nodeOf({ parts }: House): NodeParts {
  return { records: parts.store.records, clock: parts.clock, random: parts.random };
}

/** SHA-256 in hex, of a text under a purpose, so that no two uses share a hash. */
export function hashed(purpose: string, text: string): string {
  return hash("sha256", `alongside/${purpose}/v1\n${text}`, "hex");
}

/** A row's JSON, or null. */
export async function readRow<T>({ records, clock }: NodeParts, key: string): Promise<T | null> {
  const row = await records.get("node", key, clock());
  return row === null ? null : parse<T>(row.value);
}

/** How often a change is tried again when someone else changed the row meanwhile. */
const RACES_MAX = 16;

/**
 * Changes a row as it is now: `change` gets its JSON or null and answers what to keep and until
 * when (ms, null for ever), or null to leave it. Answers what is kept then.
 */
export async function changeRow<T>(
  { records, clock }: NodeParts,
  key: string,
  change: (before: T | null) => { value: T; expires: number | null } | null,
): Promise<T | null> {
  for (let race = 0; race < RACES_MAX; race++) {
    const now = clock();
    const row = await records.get("node", key, now);
    const before = row === null ? null : parse<T>(row.value);
    const after = change(before);
    if (after === null) return before;
    const value = Buffer.from(JSON.stringify(after.value));
    const put = { key, value, expires: after.expires };
    if ((await records.put("node", put, row?.version ?? 0, now)) !== null) return after.value;
  }
  throw new Error("a row of the node kept changing");
}

/** All rows under a prefix, a thousand at a time: key and JSON. */
export async function* rowsUnder<T>(
  { records, clock }: NodeParts,
  prefix: string,
): AsyncGenerator<{ key: string; value: T }> {
  for (let after: string | null = null; ; ) {
    const rows = await records.list("node", prefix, 1_000, after, clock());
    for (const { key, value } of rows) yield { key, value: parse<T>(value) };
    after = rows.at(-1)?.key ?? null;
    if (rows.length < 1_000) return;
  }
}

function parse<T>(value: Uint8Array): T {
  return JSON.parse(Buffer.from(value).toString()) as T;
}
