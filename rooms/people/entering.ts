/**
 * Coming in: a session begins once all that is asked for is right. Between the passphrase and the
 * second step there is none: what was right so far is sealed into the browser's cookie, for that
 * browser, that passphrase and ten minutes.
 */
import { seal, Unsealable, unseal } from "../../house/seal.ts";
import { tellSessions } from "./alerts.ts";
import { readLogin } from "./logins.ts";
import { hashed, type NodeParts, nodeKeyFor } from "./records.ts";
import { type Beginning, beginSession, renewSession } from "./sessions.ts";

/** How long a sign-in may stay half done, ms. */
export const HALFWAY_MS = 10 * 60_000;

/** A sign-in of which the passphrase was right. */
export type Halfway = { login: string; to: string; shared: boolean };

type Sealed = Halfway & { browser: string; phc: string; until: number };

/** Begins a session at the door, and tells the login's others. */
export async function comeIn(
  parts: NodeParts,
  login: string,
  how: Beginning = {},
): Promise<string> {
  const kind = how.unproved === true ? "spoken-used" : "signed-in";
  await tellSessions(parts, login, kind, how.before ?? null);
  return beginSession(parts, login, how);
}

/**
 * The session goes on under a new token, as proved as it was, where one is signed in already; else
 * one begins. Null where it ended meanwhile.
 */
export async function goOn(
  parts: NodeParts,
  login: string,
  before: string | null,
): Promise<string | null> {
  return before === null ? comeIn(parts, login) : renewSession(parts, before);
}

/** What a browser keeps between the two steps; null where the login is gone. */
export async function goHalfway(
  parts: NodeParts,
  halfway: Halfway,
  browser: string,
): Promise<string | null> {
  const kept = await readLogin(parts, halfway.login);
  if (kept === null) return null;
  const until = parts.clock() + HALFWAY_MS;
  const value: Sealed = { ...halfway, browser, phc: hashed("phc", kept.phc), until };
  return sealFor(parts, "halfway", value);
}

/** What was right so far, where it is this browser's and still holds. */
export async function readHalfway(
  parts: NodeParts,
  sealed: string | null,
  browser: string,
): Promise<Halfway | null> {
  const read = await openFor<Sealed>(parts, "halfway", sealed);
  if (read === null || read.browser !== browser || read.until <= parts.clock()) return null;
  const kept = await readLogin(parts, read.login);
  // Another passphrase was chosen meanwhile: the first step is not right any more.
  if (kept === null || hashed("phc", kept.phc) !== read.phc) return null;
  const { login, to, shared } = read;
  return { login, to, shared };
}

/** Seals a value for one use, under the node's secret: what a browser holds for us. */
export async function sealFor(parts: NodeParts, use: string, value: object): Promise<string> {
  const key = await nodeKeyFor(parts, use);
  const plain = Buffer.from(JSON.stringify(value));
  return Buffer.from(seal(key, use, plain, parts.random)).toString("base64url");
}

/** What was sealed for this use, or null where it was not sealed here. */
export async function openFor<T>(
  parts: NodeParts,
  use: string,
  sealed: string | null,
): Promise<T | null> {
  if (sealed === null || sealed === "") return null;
  const key = await nodeKeyFor(parts, use);
  try {
    const plain = unseal(key, use, Buffer.from(sealed, "base64url"));
    return JSON.parse(Buffer.from(plain).toString()) as T;
  } catch (fault) {
    if (fault instanceof Unsealable) return null;
    throw fault;
  }
}
