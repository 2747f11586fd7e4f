import { hash } from "node:crypto";

/** Bytes in a SHA-256 digest. */
export const digestBytes = 32;

/**
 * Writes the SHA-256 of `message` into `target` at byte `at`.
 * The digest travels as a binary string, taken sign by sign: asking for a buffer costs about three
 * times the hash, and every call out of the language about half of it.
 */
export function sha256Into(message: Uint8Array, target: Uint8Array, at: number): void {
  const digest = hash("sha256", message, "binary");
  for (let i = 0; i < digestBytes; i++) target[at + i] = digest.charCodeAt(i);
}

/** The SHA-256 of `message`, 32 bytes. */
export function sha256(message: Uint8Array): Buffer {
  const digest = Buffer.allocUnsafe(digestBytes);
  sha256Into(message, digest, 0);
  return digest;
}

/** The SHA-256 of `message` in standard base64, 44 characters. */
export function sha256Base64(message: Uint8Array): string {
  return hash("sha256", message, "base64");
}
