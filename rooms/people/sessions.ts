/**
 * Sessions: a random token in the browser, its SHA-256 here. They end by themselves (30 minutes
 * unused, 12 hours at most), can be listed and ended, and begin under a new token at every
 * sign-in (ASVS 5.0.0, 7.2 to 7.5).
 */
import { readLogin } from "./logins.ts";
import { changeRow, hashed, type NodeParts, readRow, rowsUnder } from "./records.ts";

/** Ends after this long without a request, ms. */
export const IDLE_MS = 30 * 60_000;
/** Ends this long after signing in, ms. */
export const WHOLE_MS = 12 * 3_600_000;
/** Use is written down at most this often. */
const SEEN_MS = 60_000;
/** Sessions one login may have; the oldest ends when another begins. */
export const SESSIONS_MAX = 20;

type Kept = { login: string; began: number; seen: number };

/** A session in the list its owner sees. Times in ms. */
export type ListedSession = { id: string; began: number; seen: number };

/** Whom a token belongs to; memberships and keeping are read anew each time. */
export type SignedIn = {
  /** The session's id: the hash of its token, so it opens nothing. */
  id: string;
  login: string;
  keeper: boolean;
  /** The language this login chose, or null. */
  lang: string | null;
  /** The digits it reads Arabic in, or null. */
  digits: "latn" | "arab" | null;
  memberships: readonly { space: string; member: string }[];
};

/** The id of the session that a token is, or was, of. */
export function sessionId(token: string): string {
  return hashed("session", token);
}

const keyOf = (id: string) => `session/${id}`;
const listKey = (login: string, id: string) => `sessions-of/${login}/${id}`;
const expiry = ({ began, seen }: Kept) => Math.min(seen + IDLE_MS, began + WHOLE_MS);

/** Begins a session; answers its token, which is nowhere kept. `before` is ended with it. */
export async function beginSession(
  parts: NodeParts,
  login: string,
  before: string | null = null,
): Promise<string> {
  if (before !== null) await endSession(parts, before);
  const token = Buffer.from(parts.random(32)).toString("base64url");
  const id = sessionId(token);
  const now = parts.clock();
  const value: Kept = { login, began: now, seen: now };
  await changeRow<Kept>(parts, keyOf(id), () => ({ value, expires: expiry(value) }));
  await changeRow<object>(parts, listKey(login, id), () => ({
    ...{ value: {}, expires: now + WHOLE_MS },
  }));
  const all = await listSessions(parts, login);
  for (const { id: oldest } of all.slice(SESSIONS_MAX)) await endSession(parts, oldest);
  return token;
}

/** Whom the token belongs to, or null where its session ended. Counts as use. */
export async function sessionOf(parts: NodeParts, token: string): Promise<SignedIn | null> {
  const id = sessionId(token);
  const kept = await readRow<Kept>(parts, keyOf(id));
  if (kept === null) return null;
  const login = await readLogin(parts, kept.login);
  if (login === null) return null;
  const now = parts.clock();
  if (now - kept.seen >= SEEN_MS) await noteUse(parts, id, now);
  const { keeper, lang, digits, memberships } = login;
  return { id, login: kept.login, keeper, lang, digits, memberships };
}

/** A disk that takes no write signs nobody out: the use is told as a fault, and noted later. */
async function noteUse(parts: NodeParts, id: string, now: number): Promise<void> {
  const noted = changeRow<Kept>(parts, keyOf(id), (before) => {
    // Ended in the meantime: it must not come back by being used.
    if (before === null) return null;
    const value = { ...before, seen: now };
    return { value, expires: expiry(value) };
  });
  await noted.catch((fault: Error) => parts.onFault?.(fault));
}

/** A login's live sessions, the youngest first. */
export async function listSessions(parts: NodeParts, login: string): Promise<ListedSession[]> {
  const found: ListedSession[] = [];
  for await (const { key } of rowsUnder<object>(parts, `sessions-of/${login}/`)) {
    const id = key.slice(key.lastIndexOf("/") + 1);
    const kept = await readRow<Kept>(parts, keyOf(id));
    if (kept !== null) found.push({ id, began: kept.began, seen: kept.seen });
  }
  return found.sort((a, b) => b.began - a.began || (a.id < b.id ? -1 : 1));
}

/** Ends a session at once. */
export async function endSession(parts: NodeParts, id: string): Promise<void> {
  const kept = await readRow<Kept>(parts, keyOf(id));
  await parts.records.delete("node", keyOf(id));
  if (kept !== null) await parts.records.delete("node", listKey(kept.login, id));
}

/** Ends all sessions of a login but one (or none); answers how many. */
export async function endSessions(
  parts: NodeParts,
  login: string,
  but: string | null,
): Promise<number> {
  const others = (await listSessions(parts, login)).filter(({ id }) => id !== but);
  for (const { id } of others) await endSession(parts, id);
  return others.length;
}
