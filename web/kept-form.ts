/**
 * A form whose session had ended when it was sent: kept sealed in the space's own records for
 * seven days, under a key made from the space's and from a secret only this browser holds. So
 * ending the space or forgetting the cookie closes it (DESIGN.md section 6).
 */
import { hash } from "node:crypto";
import { keyFor, seal, unseal } from "../house/seal.ts";
import type { Space } from "../house/space.ts";
import type { Ask } from "./ask.ts";
import { type Fields, typedFields } from "./pages/typed.tsx";

/** How long a form is kept, in ms. */
export const KEPT_MS = 7 * 24 * 3_600_000;
/** Longer forms are shown again instead, to be sent from the page itself. */
export const KEPT_BYTES_MAX = 64 * 1024;

/** A kept form: where it was to go, and what it said. */
export type Kept = { action: string; fields: Fields };

type Place = { slug: string; secret: string };

const rowKey = (secret: string) => `kept-form/${hash("sha256", `row/${secret}`, "hex")}`;
const sealKey = (space: Space, secret: string) => keyFor(`kept-form/${secret}`, space.key);

/** Where this browser's kept form is shown, or null where it has none. */
export function keptPath(ask: Ask): string | null {
  const place = placeOf(ask);
  return place === null ? null : `/s/${place.slug}/kept-form`;
}

function placeOf(ask: Ask): Place | null {
  const [slug, secret, more] = ask.cookies.get("kept")?.split(".") ?? [];
  const right = slug !== undefined && /^[0-9a-f]{64}$/.test(secret ?? "") && more === undefined;
  return right && /^[\w~-]{1,80}$/.test(slug) ? { slug, secret: secret as string } : null;
}

/**
 * Keeps what was posted to `/s/<slug>/…`. The cookie is set alike whether or not there is such a
 * space, so that nobody learns it from here. Answers false where it was too long to keep.
 */
export async function keepForm(ask: Ask, slug: string, fields: Fields): Promise<boolean> {
  const { house, secrets, spaces, limits } = ask.node;
  const kept: Kept = {
    action: `${ask.url.pathname}${ask.url.search}`,
    fields: typedFields(fields),
  };
  const plain = Buffer.from(JSON.stringify(kept));
  if (plain.length > KEPT_BYTES_MAX || limits.take("kept", slug) > 0) return false;
  const secret = `${secrets.id()}${secrets.id()}`;
  ask.cookies.set("kept", `${slug}.${secret}`, { maxAge: KEPT_MS / 1000 });
  const id = await spaces.find(slug);
  const space = id === null ? null : await house.space(id);
  if (space === null) return true;
  const key = rowKey(secret);
  const value = seal(sealKey(space, secret), key, plain, house.parts.random);
  const { now } = house;
  await space.store.records.put(space.id, { key, value, expires: now + KEPT_MS }, "any", now);
  return true;
}

/** The form this browser has kept in this space, or null. */
export async function readKept(ask: Ask, space: Space, slug: string): Promise<Kept | null> {
  const place = placeOf(ask);
  if (place === null || place.slug !== slug) return null;
  const key = rowKey(place.secret);
  const row = await space.store.records.get(space.id, key, ask.node.house.now);
  if (row === null) return null;
  const plain = unseal(sealKey(space, place.secret), key, row.value);
  return JSON.parse(Buffer.from(plain).toString()) as Kept;
}

/** Drops the kept form: it was sent, or is not wanted any more. */
export async function dropKept(ask: Ask, space: Space): Promise<void> {
  const place = placeOf(ask);
  ask.cookies.clear("kept");
  if (place !== null) await space.store.records.delete(space.id, rowKey(place.secret));
}
