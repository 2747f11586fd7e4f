/**
 * A bank's file between its preview and its yes: sealed in the space's own records, one for each
 * member and book, until it came in and for a day at most.
 */
import { createHash } from "node:crypto";
import type { SpaceVisit } from "../../../house/door.ts";
import { keyFor, seal, unseal } from "../../../house/seal.ts";
import type { Mapping } from "../extracts/columns.ts";
import type { Format } from "../extracts/line.ts";

/** What its form says of a file. */
export type Asked = { format?: Format; mapping: Partial<Mapping> };

/** How long a chosen file waits, in ms. */
const KEPT_MS = 24 * 3_600_000;

/** SHA-256 of bytes, in hex: what a kept file is known by. */
export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

const rowKey = ({ session }: SpaceVisit, book: string) =>
  `extract/${session?.member ?? ""}/${book}`;

/** Keeps a file for whoever chose it, in the place of one that they chose before. */
export async function keep(visit: SpaceVisit, book: string, bytes: Uint8Array): Promise<void> {
  const { view, house, now } = visit;
  const { space } = view;
  const key = rowKey(visit, book);
  const value = seal(keyFor("extract", space.key), key, bytes, house.parts.random);
  await space.store.records.put(space.id, { key, value, expires: now + KEPT_MS }, "any", now);
}

/** The file kept under a hash; null where there is none of this visitor and book. */
export async function kept(
  visit: SpaceVisit,
  book: string,
  hash: string,
): Promise<Uint8Array | null> {
  const { space } = visit.view;
  if (!/^[0-9a-f]{64}$/.test(hash)) return null;
  const key = rowKey(visit, book);
  const row = await space.store.records.get(space.id, key, visit.now);
  const bytes = row === null ? null : unseal(keyFor("extract", space.key), key, row.value);
  return bytes === null || hashOf(bytes) !== hash ? null : bytes;
}

/** Lets it go: who paid stands in it. */
export async function drop(visit: SpaceVisit, book: string): Promise<void> {
  const { space } = visit.view;
  await space.store.records.delete(space.id, rowKey(visit, book));
}
