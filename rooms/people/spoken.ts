/**
 * Spoken codes: six digits that one who is signed in reads to themselves, or to whoever holds the
 * other phone, so that no passphrase is typed there. They lie in the node's rows under a keyed
 * hash: twenty bits are held by ten minutes, five tries and a count per name, which no slow hash
 * would add to, while one could be had of the door by anybody.
 */
import { timingSafeEqual } from "node:crypto";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { countSpoken } from "./limits.ts";
import { LOGIN_NAME_MAX, loginOf } from "./logins.ts";
import { changeRow, keyed, type NodeParts } from "./records.ts";
import { plainCode } from "./totp.ts";

/** A code works for so long, ms. */
export const SPOKEN_MS = 10 * 60_000;
/** Wrong tries after which a code is gone. */
export const SPOKEN_TRIES = 5;
/** Codes one login may have made: so many in an hour. */
export const SPOKEN_AN_HOUR = 10;
const HOUR_MS = 3_600_000;
const DIGITS = 6;

type Kept = { hash: string; until: number; tries: number };
type Made = { from: number; count: number };

const NONE = "limit/spoken-none";
const rowOf = (login: string) => `spoken/${login}`;
const hashOf = (parts: NodeParts, login: string, code: string) =>
  keyed(parts, "spoken-code", `${login}/${code}`);

/** Makes a code in the place of one before; refuses where too many were made of late. */
export async function makeSpoken(parts: NodeParts, login: string): Promise<string | Refusal> {
  const now = parts.clock();
  let allowed = false;
  await changeRow<Made>(parts, `limit/spoken-made/${login}`, (before) => {
    const { from, count } = before ?? { from: now, count: 0 };
    allowed = count < SPOKEN_AN_HOUR;
    return allowed ? { value: { from, count: count + 1 }, expires: from + HOUR_MS } : null;
  });
  if (!allowed) return refuse("people.spoken-often", "limit", { next: "again" });
  const code = sixDigits(parts);
  const value: Kept = { hash: await hashOf(parts, login, code), until: now + SPOKEN_MS, tries: 0 };
  await changeRow<Kept>(parts, rowOf(login), () => ({ value, expires: value.until }));
  return code;
}

/** Each of a million as likely: draws beyond the largest whole million are drawn again. */
function sixDigits({ random }: NodeParts): string {
  const many = 10 ** DIGITS;
  const most = 2 ** 32 - (2 ** 32 % many);
  for (;;) {
    const drawn = Buffer.from(random(4)).readUInt32BE();
    if (drawn < most) return String(drawn % many).padStart(DIGITS, "0");
  }
}

/** No code of this login works any more. */
export async function dropSpoken({ records }: NodeParts, login: string): Promise<void> {
  await records.delete("node", rowOf(login));
}

/**
 * Whose name and code these are; the code is used up by it. A name nobody has, no code and a wrong
 * one get the same answer after the same work, and are counted alike.
 */
export async function useSpoken(
  parts: NodeParts,
  name: string,
  typed: string,
): Promise<string | Refusal> {
  const login = await loginOf(parts, name.slice(0, LOGIN_NAME_MAX));
  const limit = await countSpoken(parts, login);
  if (limit !== null) return limit;
  const hash = await hashOf(parts, login, plainCode(typed) ?? "");
  let [right, wrote] = [false, false];
  await changeRow<Kept>(parts, rowOf(login), (before) => {
    wrote = before !== null && before.tries < SPOKEN_TRIES;
    right = wrote && isSame(before?.hash ?? "", hash);
    if (before === null || !wrote) return null;
    const tries = right ? SPOKEN_TRIES : before.tries + 1;
    return { value: { ...before, tries }, expires: before.until };
  });
  if (right) return login;
  // A row is written in any case, so that a disk does not tell whether there was a code.
  const until = parts.clock() + SPOKEN_MS;
  const none = { value: { hash, until, tries: 0 }, expires: until };
  if (!wrote) await changeRow<Kept>(parts, NONE, () => none);
  return refuse("people.spoken-wrong", "who", { field: "code" });
}

const isSame = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
