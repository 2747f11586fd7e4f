/**
 * A form whose session had ended when it was sent: a draft of this browser in the space's own file,
 * which opens only with the secret in its cookie (house/drafts.ts). So ending the space, or
 * forgetting the cookie, closes it.
 */
import {
  DRAFT_BYTES_MAX,
  DRAFT_MS,
  type DraftName,
  dropDraft,
  getDraft,
  meansOf,
  putDraft,
} from "../house/drafts.ts";
import type { Space } from "../house/space.ts";
import type { Ask } from "./ask.ts";
import { type Fields, typedFields } from "./pages/typed.tsx";

/** A kept form: where it was to go, and what it said. */
export type Kept = { action: string; fields: Fields };

type Place = { slug: string; secret: string };

const draftOf = (secret: string): DraftName => ({ owner: { secret }, name: "form" });

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
  if (plain.length > DRAFT_BYTES_MAX || limits.take("kept", slug) > 0) return false;
  const secret = `${secrets.id()}${secrets.id()}`;
  ask.cookies.set("kept", `${slug}.${secret}`, { maxAge: DRAFT_MS / 1000 });
  const id = await spaces.find(slug);
  const space = id === null ? null : await house.space(id);
  if (space !== null) await putDraft(space, meansOf(house), { ...draftOf(secret), body: plain });
  return true;
}

/** The form this browser has kept in this space, or null. */
export async function readKept(ask: Ask, space: Space, slug: string): Promise<Kept | null> {
  const place = placeOf(ask);
  if (place === null || place.slug !== slug) return null;
  const body = await getDraft(space, meansOf(ask.node.house), draftOf(place.secret));
  return body === null ? null : (JSON.parse(Buffer.from(body).toString()) as Kept);
}

/** Drops the kept form: it was sent, or is not wanted any more. */
export async function dropKept(ask: Ask, space: Space): Promise<void> {
  const place = placeOf(ask);
  ask.cookies.clear("kept");
  if (place !== null) await dropDraft(space, meansOf(ask.node.house), draftOf(place.secret));
}
