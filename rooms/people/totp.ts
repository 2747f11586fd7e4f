/** Codes of an authenticator app: TOTP (RFC 6238) with SHA-1, 30 seconds and 6 digits. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Random } from "../../house/ports.ts";
import { asciiDigits } from "../../house/values/index.ts";

/** One code holds this long, ms. */
export const STEP_MS = 30_000;
/** Digits of a code. */
export const DIGITS = 6;
/** Steps that a clock may be fast or slow. */
export const DRIFT = 1;
/** Bytes of a key: as many as SHA-1 has (RFC 4226, section 4). */
const KEY_BYTES = 20;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The step that a time (ms) lies in. */
export function stepOf(at: number): number {
  return Math.floor(at / STEP_MS);
}

/** The code of a step (RFC 4226, section 5.3). */
export function codeAt(key: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = (mac[mac.length - 1] as number) & 0xf;
  const number = mac.readUInt32BE(at) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/**
 * The step whose code was typed, in any script's digits and however it is grouped: this one, or one
 * beside it. Null where it is none of them, or not after `last`, the newest step used before.
 */
export function stepTyped(
  key: Uint8Array,
  typed: string,
  now: number,
  last: number,
): number | null {
  const code = plainCode(typed);
  if (code === null) return null;
  const here = stepOf(now);
  const around = Array.from({ length: 2 * DRIFT + 1 }, (_, at) => here - DRIFT + at);
  // All of them are looked at: how long it takes tells none.
  const right = around.filter((step) => isSame(codeAt(key, step), code) && step > last);
  return right[0] ?? null;
}

/** Six digits as typed, however grouped, as ASCII; null where it is something else. */
export function plainCode(typed: string): string | null {
  const code = asciiDigits(typed).replaceAll(/[\s.-]/g, "");
  return /^\d{6}$/.test(code) ? code : null;
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** A fresh key. */
export function newKey(random: Random): Uint8Array {
  return random(KEY_BYTES);
}

/** A key as an app takes it when it is typed in (RFC 4648 base32, no padding). */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const fives = bits.match(/.{1,5}/g) ?? [];
  return fives.map((five) => BASE32[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

/** The address an app reads off a square code. It names the server and nobody. */
export function otpauth(key: Uint8Array, host: string): string {
  const name = encodeURIComponent(host);
  const query = new URLSearchParams({ secret: base32(key), issuer: host });
  return `otpauth://totp/${name}?${query}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_MS / 1000}`;
}
