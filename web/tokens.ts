/**
 * Tokens for programs: each acts as one member of one space, within scopes, until a day. They lie
 * in the space's own records, by the SHA-256 of the token, sealed under the space's key; the token
 * itself is shown once.
 */
import { hash } from "node:crypto";
import type { Random } from "../house/ports.ts";
import { keyFor, seal, Unsealable, unseal } from "../house/seal.ts";
import type { Space } from "../house/space.ts";
import type { Row } from "../store/port.ts";

/** What a token may do: `read`, a command's name, or a room's commands (`needs.*`). */
export type Scope = string;

/** A token as kept. `until` in ms. */
export type Token = {
  id: string;
  login: string;
  member: string;
  scopes: readonly Scope[];
  made: number;
  until: number;
};

/** Longest life of a token, in days. */
export const TOKEN_DAYS_MAX = 365;
/** Tokens one space keeps at most. */
export const TOKENS_MAX = 100;
const PREFIX = "api-token/";
const SHAPE = /^alongside_[A-Za-z0-9_-]{43}$/;
const SCOPE = /^(read|\*|[a-z][a-z-]*\.(\*|[a-z][a-z-]*))$/;

const rowKey = (token: string) => `${PREFIX}${hash("sha256", token, "hex")}`;

/** Whether this is how a scope is written. */
export function isScope(scope: string): boolean {
  return SCOPE.test(scope);
}

/**
 * Whether scopes cover a command, or `read`. `room` is the room whose table the command stands in:
 * `offers.*` covers `deliveries.move`, which is of that room.
 */
export function covers(scopes: readonly Scope[], wanted: string, room: string | null): boolean {
  if (wanted === "read") return scopes.includes("read") || scopes.includes("*");
  const begins = wanted.split(".", 1)[0];
  const all = ["*", wanted, `${begins}.*`, ...(room === null ? [] : [`${room}.*`])];
  return scopes.some((scope) => all.includes(scope));
}

/** Makes a token and answers it; null where the space has too many. */
export async function makeToken(
  space: Space,
  of: Pick<Token, "login" | "member" | "scopes" | "until">,
  now: number,
  random: Random,
): Promise<string | null> {
  const token = `alongside_${Buffer.from(random(32)).toString("base64url")}`;
  const id = Buffer.from(random(16)).toString("hex");
  const plain = Buffer.from(JSON.stringify({ ...of, id, made: now } satisfies Token));
  const key = rowKey(token);
  const row = { key, value: seal(keyOf(space), key, plain, random), expires: of.until };
  // Of many at once those too many would stand on no list, so that nobody could end them.
  const release = await space.store.lock(space.id);
  try {
    if ((await listTokens(space, now)).length >= TOKENS_MAX) return null;
    await space.store.records.put(space.id, row, 0, now);
  } finally {
    await release();
  }
  return token;
}

/** The token's record, or null where there is none (ended, over, of another space). */
export async function readToken(space: Space, token: string, now: number): Promise<Token | null> {
  if (!SHAPE.test(token)) return null;
  const row = await space.store.records.get(space.id, rowKey(token), now);
  return row === null ? null : opened(space, row);
}

/** All tokens of a space that still hold. */
export async function listTokens(space: Space, now: number): Promise<Token[]> {
  const rows = await space.store.records.list(space.id, PREFIX, TOKENS_MAX, null, now);
  return rows.flatMap((row) => opened(space, row) ?? []).sort((a, b) => b.made - a.made);
}

/** Ends a token by its id; `may` says of whose tokens. Answers whether there was one. */
export async function endToken(
  space: Space,
  id: string,
  may: (token: Token) => boolean,
  now: number,
): Promise<boolean> {
  const rows = await space.store.records.list(space.id, PREFIX, TOKENS_MAX, null, now);
  const row = rows.find((one) => {
    const token = opened(space, one);
    return token?.id === id && may(token);
  });
  if (row !== undefined) await space.store.records.delete(space.id, row.key);
  return row !== undefined;
}

const keyOf = ({ key }: Space) => keyFor("api-tokens", key);

/** What a row says; null where it was not sealed here: such a token opens nothing. */
function opened(space: Space, { key, value }: Pick<Row, "key" | "value">): Token | null {
  try {
    return JSON.parse(Buffer.from(unseal(keyOf(space), key, value)).toString()) as Token;
  } catch (fault) {
    if (fault instanceof Unsealable) return null;
    throw fault;
  }
}
