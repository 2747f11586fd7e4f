/**
 * The second step of a login: codes of an app, and recovery codes for when the app is lost. Both
 * lie in the login's own sealed row: the app's key because codes are made from it, of a recovery
 * code the SHA-256 alone (120 random bits; ASVS 5.0.0, 6.5.2).
 */
import { codeHash } from "../../house/gate.ts";
import { newCode } from "../../house/ids.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { asciiDigits } from "../../house/values/index.ts";
import { countSecond, forgetSecond } from "./limits.ts";
import { changeLogin, type Login } from "./logins.ts";
import type { NodeParts } from "./records.ts";
import { plainCode, stepTyped } from "./totp.ts";

/** Recovery codes made at once. */
export const CODES = 10;
/** Longest code as typed, in UTF-16 units. */
export const CODE_TYPED_MAX = 80;

/** Tries at setting one up are counted by themselves. */
const SETTING_UP = "new";

/** What a second step was done with. */
export type Second = "app" | "recovery";

/** Whether signing in takes a second step. */
export function hasSecond(login: Pick<Login, "app"> | null): boolean {
  return login?.app !== undefined;
}

/** Recovery codes that still work. */
export function codesLeft({ codes }: Pick<Login, "codes">): number {
  return codes?.hashes.length ?? 0;
}

/**
 * Turns the app's codes on, where `typed` is one of this key's: the app has it. That code is used
 * up by it. Refuses where it is not right, or a second step is there already.
 */
export async function turnAppOn(
  parts: NodeParts,
  login: string,
  key: Uint8Array,
  typed: string,
): Promise<Refusal | null> {
  const limit = await countSecond(parts, login, SETTING_UP);
  if (limit !== null) return limit;
  const now = parts.clock();
  const last = stepTyped(key, typed, now, -1);
  if (last === null) return refuse("people.code-wrong", "who", { field: "code" });
  let done = false;
  const app = { key: Buffer.from(key).toString("base64"), last, since: now };
  await changeLogin(parts, login, (before) => {
    done = before.app === undefined;
    return done ? { ...before, app } : before;
  });
  if (!done) return refuse("people.app-on-already", "state", { field: "code" });
  await forgetSecond(parts, login, SETTING_UP);
  return null;
}

/** Signing in takes no second step any more; its recovery codes go with it. */
export async function turnAppOff(parts: NodeParts, login: string): Promise<void> {
  await changeLogin(parts, login, ({ app: _app, codes: _codes, ...rest }) => rest);
}

/** Makes ten recovery codes in the place of those before; they are nowhere else. */
export async function makeCodes(parts: NodeParts, login: string): Promise<string[]> {
  const made = Array.from({ length: CODES }, () => newCode(parts.random));
  const codes = { hashes: made.map(codeHash), made: parts.clock() };
  await changeLogin(parts, login, (before) => ({ ...before, codes }));
  return made;
}

/**
 * Checks a second step: a code of the app, or a recovery code. Each works once, a code of the app
 * for its step. Counted by itself: whoever has the passphrase must not try the rest. `from` is a
 * known browser or the session asked, which have tries of their own.
 */
export async function checkSecond(
  parts: NodeParts,
  login: string,
  typed: string,
  from = "",
): Promise<Second | Refusal> {
  const limit = await countSecond(parts, login, from);
  if (limit !== null) return limit;
  let used: Second | null = null;
  await changeLogin(parts, login, (before) => {
    const [after, by] = withUsed(before, typed.slice(0, CODE_TYPED_MAX), parts.clock());
    used = by;
    return after;
  });
  if (used === null) return refuse("people.code-wrong", "who", { field: "code" });
  await forgetSecond(parts, login, from);
  return used;
}

/** The login with the typed code used up, and what it was. */
function withUsed(login: Login, typed: string, now: number): [Login, Second | null] {
  const { app, codes } = login;
  if (plainCode(typed) !== null) {
    const key = Buffer.from(app?.key ?? "", "base64");
    const last = app === undefined ? null : stepTyped(key, typed, now, app.last);
    return app === undefined || last === null
      ? [login, null]
      : [{ ...login, app: { ...app, last } }, "app"];
  }
  // Looked up by its hash: comparing hashes tells nothing of a code.
  const hash = codeHash(asciiDigits(typed));
  if (app === undefined || codes?.hashes.includes(hash) !== true) return [login, null];
  const hashes = codes.hashes.filter((one) => one !== hash);
  return [{ ...login, codes: { ...codes, hashes } }, "recovery"];
}
