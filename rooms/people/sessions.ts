/**
 * Sessions: a random token in the browser, its SHA-256 here. They end by themselves (30 minutes
 * unused, 12 hours at most; on a shared phone 5 minutes and one hour), can be listed and ended,
 * and go on under a new token whenever their owner was proved (ASVS 5.0.0, 7.2 to 7.5).
 */
import { readLogin } from "./logins.ts";
import { changeRow, hashed, type NodeParts, readRow, rowsUnder } from "./records.ts";

/** Ends after this long without a request, ms. */
export const IDLE_MS = 30 * 60_000;
/** Ends this long after signing in, ms. */
export const WHOLE_MS = 12 * 3_600_000;
/** The same on a phone that several people use. */
export const SHARED_IDLE_MS = 5 * 60_000;
/** The whole of such a session, ms. */
export const SHARED_WHOLE_MS = 3_600_000;
/** Use is written down at most this often. */
const SEEN_MS = 60_000;
const SHARED_SEEN_MS = 10_000;
/** Sessions one login may have; the oldest ends when another begins. */
export const SESSIONS_MAX = 20;

/** What else was done with this login while the session lived (alerts.ts); `at` in ms. */
export type Alert = { id: string; kind: string; at: number };

/** A session as kept. Times in ms. */
type Kept = {
  login: string;
  began: number;
  seen: number;
  /** When its owner was last proved, 0 never; absent in rows of before: when it began. */
  proved?: number;
  /** On a phone that several people use. */
  shared?: true;
  alerts?: readonly Alert[];
};

/** How a session begins. */
export type Beginning = {
  /** The session that it takes the place of, and ends. */
  before?: string | null;
  /** Its owner was not proved: someone read them a code. */
  unproved?: boolean;
  shared?: boolean;
};

/** A session in the list its owner sees. Times in ms. */
export type ListedSession = { id: string; began: number; seen: number; shared: boolean };

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
  /** When its owner was last proved, in ms; 0 never. */
  proved: number;
  shared: boolean;
  alerts: readonly Alert[];
};

/** The id of the session that a token is, or was, of. */
export function sessionId(token: string): string {
  return hashed("session", token);
}

const keyOf = (id: string) => `session/${id}`;
const listKey = (login: string, id: string) => `sessions-of/${login}/${id}`;
const wholeOf = ({ shared }: Kept) => (shared === true ? SHARED_WHOLE_MS : WHOLE_MS);
const idleOf = ({ shared }: Kept) => (shared === true ? SHARED_IDLE_MS : IDLE_MS);
const expiry = (kept: Kept) => Math.min(kept.seen + idleOf(kept), kept.began + wholeOf(kept));

/** Begins a session; answers its token, which is nowhere kept. */
export async function beginSession(
  parts: NodeParts,
  login: string,
  { before = null, unproved = false, shared = false }: Beginning = {},
): Promise<string> {
  if (before !== null) await endSession(parts, before);
  const now = parts.clock();
  const proved = unproved ? 0 : now;
  const token = await keep(parts, {
    ...{ login, began: now, seen: now, proved },
    ...(shared ? { shared } : {}),
  });
  const all = await listSessions(parts, login);
  for (const { id: oldest } of all.slice(SESSIONS_MAX)) await endSession(parts, oldest);
  return token;
}

/** Keeps a session under a fresh token. */
async function keep(parts: NodeParts, value: Kept): Promise<string> {
  const token = Buffer.from(parts.random(32)).toString("base64url");
  const id = sessionId(token);
  await changeRow<Kept>(parts, keyOf(id), () => ({ value, expires: expiry(value) }));
  await changeRow<object>(parts, listKey(value.login, id), () => ({
    ...{ value: {}, expires: value.began + wholeOf(value) },
  }));
  return token;
}

/**
 * The session goes on under a new token, until when it would have ended; null where it ended
 * meanwhile. With `proved` its owner has just been proved.
 */
export async function renewSession(
  parts: NodeParts,
  id: string,
  { proved = false }: { proved?: boolean } = {},
): Promise<string | null> {
  const kept = await readRow<Kept>(parts, keyOf(id));
  if (kept === null) return null;
  await endSession(parts, id);
  const now = parts.clock();
  return keep(parts, { ...kept, seen: now, ...(proved ? { proved: now } : {}) });
}

/** What a session has to say to its owner and they have not answered, the oldest first. */
export async function alertsOf(parts: NodeParts, id: string): Promise<readonly Alert[]> {
  return (await readRow<Kept>(parts, keyOf(id)))?.alerts ?? [];
}

/** Changes what a session has to say to its owner; false where it ended. */
export async function changeAlerts(
  parts: NodeParts,
  id: string,
  change: (before: readonly Alert[]) => readonly Alert[],
): Promise<boolean> {
  const kept = await changeRow<Kept>(parts, keyOf(id), (before) => {
    if (before === null) return null;
    const value = { ...before, alerts: change(before.alerts ?? []) };
    return { value, expires: expiry(value) };
  });
  return kept !== null;
}

/** Whose login a token stands for, or null where its session ended. Counts as no use. */
export async function holds(parts: NodeParts, token: string): Promise<string | null> {
  return (await readRow<Kept>(parts, keyOf(sessionId(token))))?.login ?? null;
}

/** Whom the token belongs to, or null where its session ended. Counts as use. */
export async function sessionOf(parts: NodeParts, token: string): Promise<SignedIn | null> {
  const id = sessionId(token);
  const kept = await readRow<Kept>(parts, keyOf(id));
  if (kept === null) return null;
  const login = await readLogin(parts, kept.login);
  if (login === null) return null;
  const now = parts.clock();
  const { began, shared = false, proved = began, alerts = [] } = kept;
  if (now - kept.seen >= (shared ? SHARED_SEEN_MS : SEEN_MS)) await noteUse(parts, id, now);
  const { keeper, lang, digits, memberships } = login;
  const said = { keeper, lang, digits, memberships, proved, shared, alerts };
  return { id, login: kept.login, ...said };
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
    if (kept === null) continue;
    const { began, seen, shared = false } = kept;
    found.push({ id, began, seen, shared });
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
