/**
 * Browsers that signed in here before, by a cookie sealed under the node's secret: no row is kept
 * of them. Such a browser has tries of its own for the names it signed in by, and opens nothing.
 */
import { seal, Unsealable, unseal } from "../../house/seal.ts";
import type { Login } from "./logins.ts";
import { type NodeParts, nodeKeyFor } from "./records.ts";

/** How long a browser stays known, ms. */
export const DEVICE_MS = 180 * 24 * 3_600_000;
/** Names one browser is known for; a phone may be shared. */
export const DEVICE_LOGINS_MAX = 4;
const USE = "device";

type Device = { login: string; id: string; made: number };

/** The id of a browser that signed in by this login, or null; before a new passphrase is null. */
export async function deviceOf(
  parts: NodeParts,
  cookie: string | null,
  login: string,
  kept: Pick<Login, "changed"> | null,
): Promise<string | null> {
  const found = (await devicesIn(parts, cookie)).find((one) => one.login === login);
  if (found === undefined || found.made < (kept?.changed ?? 0)) return null;
  return found.id;
}

/** The cookie's value once this login has signed in; what else the browser is known for stays. */
export async function knownFor(
  parts: NodeParts,
  cookie: string | null,
  login: string,
): Promise<string> {
  const before = await devicesIn(parts, cookie);
  const id = Buffer.from(parts.random(16)).toString("hex");
  const others = before.filter((one) => one.login !== login).slice(0, DEVICE_LOGINS_MAX - 1);
  const key = await nodeKeyFor(parts, USE);
  const pieces = [{ login, id, made: parts.clock() }, ...others].map((one) =>
    Buffer.from(seal(key, USE, Buffer.from(JSON.stringify(one)), parts.random)),
  );
  return pieces.map((piece) => piece.toString("base64url")).join(".");
}

async function devicesIn(parts: NodeParts, cookie: string | null): Promise<Device[]> {
  if (cookie === null || cookie === "") return [];
  const key = await nodeKeyFor(parts, USE);
  const all = cookie.split(".").slice(0, DEVICE_LOGINS_MAX);
  return all
    .map((piece) => opened(key, piece))
    .filter((one) => one !== null && one.made + DEVICE_MS > parts.clock()) as Device[];
}

function opened(key: Uint8Array, piece: string): Device | null {
  try {
    const plain = unseal(key, USE, Buffer.from(piece, "base64url"));
    return JSON.parse(Buffer.from(plain).toString()) as Device;
  } catch (fault) {
    if (fault instanceof Unsealable) return null;
    throw fault;
  }
}
