/** Sealing at rest: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce kept in front. */
import { createCipheriv, createDecipheriv, hash } from "node:crypto";
import type { Random } from "./ports.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes that could not be opened: another key, another place, or altered. */
export class Unsealable extends Error {
  override name = "Unsealable";
}

/** Seals `plain` under a 32-byte key; `place` is authenticated, so a piece opens only there. */
export function seal(
  key: Uint8Array,
  place: string,
  plain: Uint8Array,
  random: Random,
): Uint8Array {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(place));
  const body = cipher.update(plain);
  cipher.final();
  const sealed = Buffer.allocUnsafe(NONCE_BYTES + body.length + TAG_BYTES);
  sealed.set(nonce);
  sealed.set(body, NONCE_BYTES);
  sealed.set(cipher.getAuthTag(), NONCE_BYTES + body.length);
  return sealed;
}

/** Opens what `seal` made for the same key and place; throws `Unsealable` otherwise. */
export function unseal(key: Uint8Array, place: string, sealed: Uint8Array): Uint8Array {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Unsealable("too short");
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(end));
  const body = decipher.update(sealed.subarray(NONCE_BYTES, end));
  try {
    decipher.final();
  } catch (cause) {
    throw new Unsealable(place, { cause });
  }
  return body;
}

/** A key for one use, made from a space's key: SHA-256 over its name and the key. */
export function keyFor(use: string, key: Uint8Array): Uint8Array {
  return hash("sha256", Buffer.concat([Buffer.from(`alongside/${use}/v1\n`), key]), "buffer");
}
