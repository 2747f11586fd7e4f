/** Sealed cursors: a page of the timeline begins at an index that never leaves in clear. */
import { hash } from "node:crypto";
import { keyFor, seal, Unsealable, unseal } from "../../house/seal.ts";
import type { Space } from "../../house/space.ts";

/** Eight bytes of index, nonce and tag, in base64url. */
const SHAPE = /^[A-Za-z0-9_-]{48}$/;
const place = (space: Space) => `timeline/${space.id}`;

/** The cursor of an index. The same index gives the same cursor, so that pages may be kept. */
export function sealCursor(space: Space, index: number): string {
  const key = keyFor("timeline-cursor", space.key);
  const plain = Buffer.alloc(8);
  plain.writeBigUInt64BE(BigInt(index));
  // The nonce follows from the one thing it is used for, so it is never used for another.
  const nonce = hash("sha256", Buffer.concat([key, plain]), "buffer");
  return Buffer.from(seal(key, place(space), plain, (bytes) => nonce.subarray(0, bytes))).toString(
    "base64url",
  );
}

/** The index of a cursor; null where it was not made here. */
export function openCursor(space: Space, cursor: string): number | null {
  if (!SHAPE.test(cursor)) return null;
  try {
    const sealed = Buffer.from(cursor, "base64url");
    const plain = unseal(keyFor("timeline-cursor", space.key), place(space), sealed);
    return Number(Buffer.from(plain).readBigUInt64BE());
  } catch (fault) {
    if (fault instanceof Unsealable) return null;
    throw fault;
  }
}
