/**
 * A form whose session had ended when it was sent, or whose sender has to be proved first: a draft
 * of this browser in the space's own file, which opens only with the secret in its cookie
 * (house/drafts.ts). So ending the space, or forgetting the cookie, closes it. Where it is known
 * whose it is, it opens for that login alone: the next one on this phone does not hear of it.
 */
import { hash } from "node:crypto";
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

/**
 * A kept form: where it was to go, what it said, and whether it waited for its sender, to be proved
 * or to accept what their group asks of each person.
 */
export type Kept = { action: string; fields: Fields; waited?: true | "accepting" };

type Place = { slug: string; secret: string; whose: string | null };

const draftOf = (secret: string): DraftName => ({ owner: { secret }, name: "form" });

/** Where this browser's kept form is shown to a login, or null where there is none for it. */
export function keptPath(ask: Ask, login: string): string | null {
  const place = placeOf(ask);
  return place === null || !isFor(place, login) ? null : `/s/${place.slug}/kept-form`;
}

const markOf = (secret: string, login: string) =>
  hash("sha256", `alongside/kept-for/v1\n${secret}/${login}`, "hex").slice(0, 32);

const isFor = ({ secret, whose }: Place, login: string | undefined) =>
  whose === null || (login !== undefined && whose === markOf(secret, login));

function placeOf(ask: Ask): Place | null {
  const cookie = ask.cookies.get("kept") ?? "";
  const found = /^([\w~-]{1,80})\.([0-9a-f]{64})(?:\.([0-9a-f]{32}))?$/.exec(cookie);
  if (found === null) return null;
  const [, slug = "", secret = "", whose = null] = found;
  return { slug, secret, whose };
}

/** For whom a form is kept, and where it was to go, where that is not the address asked for. */
type For = { login?: string; action?: string; waited?: "accepting" };

/**
 * Keeps what was posted to `/s/<slug>/…`, for `login` alone where one is named. The cookie is set
 * alike whether or not there is such a space, so that nobody learns it from here. Answers false
 * where it was too long to keep.
 */
export async function keepForm(
  ask: Ask,
  slug: string,
  fields: Fields,
  { login, waited, action = `${ask.url.pathname}${ask.url.search}` }: For = {},
): Promise<boolean> {
  const { house, secrets, spaces, limits } = ask.node;
  const kept: Kept = {
    action,
    fields: typedFields(fields),
    ...(login === undefined ? {} : { waited: waited ?? true }),
  };
  const plain = Buffer.from(JSON.stringify(kept));
  const pace = login === undefined ? slug : `login/${login}`;
  if (plain.length > DRAFT_BYTES_MAX || limits.take("kept", pace) > 0) return false;
  const secret = `${secrets.id()}${secrets.id()}`;
  const whose = login === undefined ? "" : `.${markOf(secret, login)}`;
  // On a shared phone it goes with the window.
  const rules = ask.session?.shared === true ? {} : { maxAge: DRAFT_MS / 1000 };
  ask.cookies.set("kept", `${slug}.${secret}${whose}`, rules);
  const id = await spaces.find(slug);
  const space = id === null ? null : await house.space(id);
  if (space !== null) await putDraft(space, meansOf(house), { ...draftOf(secret), body: plain });
  return true;
}

/** The form this browser has kept in this space, or null. */
export async function readKept(ask: Ask, space: Space, slug: string): Promise<Kept | null> {
  const place = placeOf(ask);
  if (place === null || place.slug !== slug || !isFor(place, ask.session?.login)) return null;
  const body = await getDraft(space, meansOf(ask.node.house), draftOf(place.secret));
  return body === null ? null : (JSON.parse(Buffer.from(body).toString()) as Kept);
}

/** Drops the kept form: it was sent, or is not wanted any more. */
export async function dropKept(ask: Ask, space: Space): Promise<void> {
  const place = placeOf(ask);
  ask.cookies.clear("kept");
  if (place !== null) await dropDraft(space, meansOf(ask.node.house), draftOf(place.secret));
}
