/** Makes the visit a page gets: who is looking, at which space, with which words. */
import { hash } from "node:crypto";
import { PUBLIC, type Reader, type Role } from "../house/circles.ts";
import type { Author } from "../house/command.ts";
import type { Posted, SpaceHere, Visit } from "../house/door.ts";
import { notHere } from "../house/refusal.ts";
import { View } from "../house/view.ts";
import { type Ask, formKeys } from "./ask.ts";
import { NOTHING_POSTED } from "./body.ts";
import { rolesIn } from "./node.ts";

/** A visit with what `web/` adds: where its links begin, and that this browser is known. */
export type WebVisit = Visit & { origin: string; device: string | null };

/** Where a visitor stands in one space. */
export type Standing = {
  id: string;
  slug: string;
  reader: Reader;
  member: string | null;
  roles: readonly Role[];
  view: View;
  /** The space as this reader sees it; `open` says whether they may open it at all. */
  here: SpaceHere;
  open: boolean;
};

const asks = new WeakMap<Visit, Ask>();

/** The request behind a visit: for web's own pages, which look after cookies and the node. */
export function askOf(visit: Visit): Ask {
  const ask = asks.get(visit);
  if (ask === undefined) throw new Error("not a visit of this door");
  return ask;
}

/** What a posted form brings: its fields and its idempotency key. */
export type Post = { posted: Posted; key: string };

/** The cookie that holds a link's code for one space. */
export function linkCookie(space: string): `link-${string}` {
  return `link-${space}`;
}

/** Where the visitor stands in the space of this slug, or null where there is no such space. */
export async function standIn(ask: Ask, slug: string): Promise<Standing | null> {
  const { house, spaces } = ask.node;
  const id = await spaces.find(slug);
  const space = id === null ? null : await house.space(id);
  if (id === null || space === null || space.size === 0) return null;
  const { charter } = house.parts.plan;
  const thing = await space.thing(id);
  if (thing === null || thing.kind !== charter.kind.kind) return null;
  const { reader, member, roles } = await readerIn(ask, id);
  const now = house.now;
  const here: SpaceHere = {
    ...{ id, slug, base: `/s/${slug}`, thing },
    protects: charter.protects(thing as never),
    zone: charter.zone(thing as never),
  };
  const view = new View(space, reader, now, here.protects);
  return { id, slug, reader, member, roles, view, here, open: view.opens(thing.circle, id) };
}

async function readerIn(
  ask: Ask,
  id: string,
): Promise<{ reader: Reader; member: string | null; roles: readonly Role[] }> {
  const { node, session, cookies } = ask;
  const member = session?.memberships.find(({ space }) => space === id)?.member;
  if (member !== undefined) {
    const roles = await rolesIn(node.house, id, member);
    if (roles.length > 0) return { reader: { by: "member", member, roles }, member, roles };
  }
  const code = cookies.get(linkCookie(id));
  const until = code === null ? null : await node.spaces.linkUntil(id, code);
  const reader: Reader = until === null ? PUBLIC : { by: "link", until };
  return { reader, member: null, roles: [] };
}

function authorOf(ask: Ask, standing: Standing | null): Author {
  const reader = standing?.reader;
  if (reader?.by === "member") return { by: "member", member: reader.member };
  const id = ask.node.secrets.id();
  return reader?.by === "link"
    ? { by: "stranger", id, link: reader.until }
    : { by: "stranger", id };
}

/** The visit. `keys` is drawn on first use, so that pages without forms may be kept. */
export function makeVisit(
  ask: Ask,
  standing: Standing | null,
  params: Record<string, string>,
  post: Post | null,
): WebVisit {
  const { node, url, words, lang, method, session, origin, cookies } = ask;
  const { house } = node;
  const author = authorOf(ask, standing);
  let keys: { key: string; token: string } | undefined;
  const visit: WebVisit = {
    ...{ method, path: url.pathname, params, query: url.searchParams, lang, words, t: words.t },
    ...{ now: house.now, house, space: standing?.here ?? null, view: standing?.view ?? null },
    ...{ author, origin, posted: post?.posted ?? NOTHING_POSTED, device: cookies.get("device") },
    session: session && {
      ...{ id: session.id, login: session.login, keeper: session.keeper },
      ...{ member: standing?.member ?? null, roles: standing?.roles ?? [] },
    },
    get keys() {
      keys ??= formKeys(ask);
      return keys;
    },
    async send(command, input, { part, ...more } = {}) {
      if (post === null) throw new Error("a page that is read changes nothing");
      if (standing === null) return notHere;
      const key = commandKey(post.key, part ?? "", command, input);
      return house.dispatch({ author, ...more, space: standing.id, command, input, key });
    },
  };
  asks.set(visit, ask);
  return visit;
}

/**
 * The key of a form's command. What is sent counts in, since a page may hold many forms under one
 * key and be sent twice from an old tab: the same again is done once, another thing is another.
 */
function commandKey(key: string, part: string, command: string, input: unknown): string {
  return hash("sha256", `${key}/${part}/${command}/${JSON.stringify(input ?? null)}`, "hex");
}
