/** Random ids and codes. */
import type { Random } from "./ports.ts";

/** A fresh id: 128 random bits as 32 hex characters, never time-ordered. */
export function newId(random: Random): string {
  const bytes = random(16);
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes)).toString("hex");
}

/** Crockford's base32: no I, L, O or U, so that a code survives being read aloud. */
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A fresh code: 120 random bits as 24 Crockford characters in six groups of four. */
export function newCode(random: Random): string {
  const bits = [...random(15)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{20}/g) ?? [];
  return groups
    .map((group) =>
      (group.match(/.{5}/g) ?? []).map((five) => CROCKFORD[Number.parseInt(five, 2)]).join(""),
    )
    .join("-");
}
