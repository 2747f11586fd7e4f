/** Makes the visit a page gets: who is looking, at which space, with which words. */
import { hash } from "node:crypto";
import { PUBLIC, type Reader, type Role } from "../house/circles.ts";
import type { Author } from "../house/command.ts";
import type { Posted, Session, SpaceHere, Visit } from "../house/door.ts";
import { isHeldBack } from "../house/held-back.ts";
import type { House } from "../house/house.ts";
import { isRefusal, notHere } from "../house/refusal.ts";
import type { Space } from "../house/space.ts";
import { View } from "../house/view.ts";
import type { Words, WordsLang } from "../house/words/index.ts";
import { type Ask, bindingOf, formKeys } from "./ask.ts";
import { type Brings, broughtIn } from "./attach.ts";
import { NOTHING_POSTED } from "./body.ts";
import { rolesOf, waitsIn } from "./node.ts";

/**
 * A visit with what `web/` adds: where its links begin, that this browser is known, what stands for
 * it, what it keeps of a sign-in that is half done, and whether several people use it.
 */
export type WebVisit = Visit & {
  origin: string;
  device: string | null;
  browser: string;
  halfway: string | null;
  shares: boolean;
};

/** Where a visitor stands in one space. */
export type Standing = {
  id: string;
  slug: string;
  reader: Reader;
  member: string | null;
  roles: readonly Role[];
  /** The member they are once vouched in, while they wait for that; or null. */
  waiting: string | null;
  /** Who they are once they accepted what the group asks of each person; or null. */
  heldBack: string | null;
  /** Where they accept it: members at one address, those of an allied group at another. */
  accepts: "member" | "ally";
  /** The allied group they act for, and who they are here; or null. */
  ally: Session["ally"];
  view: View;
  /** The space as this reader sees it; `open` says whether they may open it at all. */
  here: SpaceHere;
  open: boolean;
};

/** The request behind a visit: for web's own pages, which look after cookies and the node. */
export function askOf(visit: Visit): Ask {
  if (!(visit instanceof Made)) throw new Error("not a visit of this door");
  return visit.ask;
}

/** What a posted form brings: its fields and its idempotency key. */
export type Post = { posted: Posted; key: string };

/** Who waits reads so as of one request; it is asked anew at the next. */
const WAITING_MS = 60_000;

/** The cookie that holds a link's code for one space. */
export function linkCookie(space: string): `link-${string}` {
  return `link-${space}`;
}

/**
 * Where the visitor stands in the space of this slug, or null where there is no such space. Who has
 * yet to accept what the group asks of each person reads as a visitor, but on pages of their `own`.
 */
export async function standIn(ask: Ask, slug: string, own = false): Promise<Standing | null> {
  const { house, spaces } = ask.node;
  const id = await spaces.find(slug);
  const space = id === null ? null : await house.space(id);
  if (id === null || space === null || space.size === 0) return null;
  const { charter } = house.parts.plan;
  const thing = space.known(id) ?? (await space.thing(id));
  if (thing === null || thing.kind !== charter.kind.kind) return null;
  const now = house.now;
  if (charter.over?.(thing as never, now)) return null;
  // The address is gone once it closed; this is for the moment until then.
  if (charter.shut(thing as never)) return null;
  const as = memberIn(ask, space);
  const all = as === null ? [] : await rolesOf(space, as);
  const isIn = as !== null && all.length > 0;
  const waiting = as !== null && !isIn && (await waitsIn(space, as)) ? as : null;
  const held = isIn && (await isHeldBack(space, as, now)) ? as : null;
  const member = isIn && (own || held === null) ? as : null;
  const roles = member === null ? [] : all;
  const protects = charter.protects(thing as never);
  // Whoever is of the group itself, or waits to be, is nobody's ally here.
  const acting = as === null && ask.session !== null ? await actsIn(ask, ask.session, space) : null;
  const heldAlly = acting !== null && (await isHeldBack(space, acting.person, now));
  const ally = own || !heldAlly ? acting : null;
  const heldBack = heldAlly ? (acting?.person ?? null) : held;
  const reader: Reader =
    ally !== null
      ? { by: "ally", ally: ally.ally, person: ally.person }
      : member === null
        ? visitor(await visitorIn(ask, id), (waiting ?? heldBack) !== null && protects, now)
        : await space.within.reader({ by: "member", member, roles });
  const here: SpaceHere = {
    id,
    slug,
    base: `/s/${slug}`,
    thing,
    protects,
    zone: charter.zone(thing as never),
  };
  const view = new View(space, reader, now, here.protects);
  return {
    id,
    slug,
    reader,
    member,
    roles,
    waiting,
    heldBack,
    accepts: heldAlly ? "ally" : "member",
    ally,
    view,
    here,
    open: view.opens(thing.circle, thing),
  };
}

/** The allied group somebody signed in acts for here; nothing is asked of a space without any. */
function actsIn({ node }: Ask, { memberships }: NonNullable<Ask["session"]>, space: Space) {
  return memberships.length === 0 ? null : node.spaces.acting(memberships, space);
}

/** The member this login is in the space, whether or not it still is one; or null. */
function memberIn({ session }: Ask, { id }: Space): string | null {
  return session?.memberships.find(({ space }) => space === id)?.member ?? null;
}

/** Whoever is not in yet, or has yet to accept, reads in a protected space as a link's holder. */
function visitor(reader: Reader, asLink: boolean, now: number): Reader {
  return asLink && reader.by === "public" ? { by: "link", until: now + WAITING_MS } : reader;
}

/** Who comes in as no member: by a link that has not ended, or as everyone. */
async function visitorIn({ node, cookies }: Ask, id: string): Promise<Reader> {
  const code = cookies.get(linkCookie(id));
  const until = code === null ? null : await node.spaces.linkUntil(id, code);
  return until === null ? PUBLIC : { by: "link", until };
}

function authorOf(ask: Ask, standing: Standing | null): Author {
  const reader = standing?.reader;
  if (reader?.by === "member") return { by: "member", member: reader.member };
  if (standing?.ally != null) return { by: "ally", ...standing.ally };
  const id = ask.node.secrets.id();
  return reader?.by === "link"
    ? { by: "stranger", id, link: reader.until }
    : { by: "stranger", id };
}

/**
 * The visit. What a page may not need is worked out when it is first asked for; `keys` too, so
 * that pages without forms may be kept.
 */
class Made implements WebVisit {
  readonly ask: Ask;
  readonly params: Record<string, string>;
  readonly house: House;
  readonly now: number;
  readonly space: SpaceHere | null;
  readonly view: View | null;
  readonly session: Session | null;
  readonly author: Author;
  readonly posted: Posted;
  readonly send: Visit["send"];
  readonly picture: Visit["picture"];
  readonly sound: Visit["sound"];
  readonly waits: Visit["waits"];
  readonly #waiting = new Map<string, string>();
  #keys: { key: string; token: string } | undefined;

  constructor(
    ask: Ask,
    standing: Standing | null,
    params: Record<string, string>,
    post: Post | null,
  ) {
    const { session } = ask;
    this.ask = ask;
    this.params = params;
    this.house = ask.node.house;
    this.now = this.house.now;
    this.space = standing?.here ?? null;
    this.view = standing?.view ?? null;
    this.author = authorOf(ask, standing);
    this.posted = post?.posted ?? NOTHING_POSTED;
    this.session = session && {
      id: session.id,
      login: session.login,
      keeper: session.keeper,
      member: standing?.member ?? null,
      roles: standing?.roles ?? [],
      waiting: standing?.waiting ?? null,
      proved: session.proved,
      shared: session.shared,
      ally: standing?.ally ?? null,
    };
    // Of its own, since pages take it out of the visit.
    this.send = async (command, input, { part, upload = null, ...more } = {}) => {
      if (post === null) throw new Error("a page that is read changes nothing");
      if (standing === null) return notHere;
      const key = commandKey(post.key, part ?? "", command, input);
      const { author, house } = this;
      const envelope = { author, ...more, space: standing.id, command, input, key };
      if (upload === null) return house.dispatch(envelope);
      return house.files.use(standing.id, upload, (files) =>
        house.dispatch({ ...envelope, files }),
      );
    };
    const brings = (what: Brings) => async (name: string) => {
      const field = [what, name] as const;
      const found =
        standing === null ? notHere : await broughtIn(ask, standing, this.posted, field);
      if (found !== null && !isRefusal(found)) this.#waiting.set(name, found.list[0]?.id ?? "");
      return found;
    };
    this.picture = brings("picture");
    this.sound = brings("sound");
    this.waits = (name) => this.#waiting.get(name) ?? "";
  }

  get method(): "GET" | "POST" {
    return this.ask.method;
  }

  get path(): string {
    return this.ask.url.pathname;
  }

  get query(): URLSearchParams {
    return this.ask.url.searchParams;
  }

  get origin(): string {
    return this.ask.origin;
  }

  get lang(): WordsLang {
    return this.ask.lang;
  }

  get words(): Words {
    return this.ask.words;
  }

  get t(): Words["t"] {
    return this.ask.words.t;
  }

  get device(): string | null {
    return this.ask.cookies.get("device");
  }

  get browser(): string {
    return bindingOf(this.ask);
  }

  get halfway(): string | null {
    return this.ask.cookies.get("halfway");
  }

  get shares(): boolean {
    return this.ask.cookies.get("shared") !== null;
  }

  get keys(): { key: string; token: string } {
    this.#keys ??= formKeys(this.ask);
    return this.#keys;
  }
}

/** The visit of a request: where it stands, what its address and its form say. */
export function makeVisit(
  ask: Ask,
  standing: Standing | null,
  params: Record<string, string>,
  post: Post | null,
): WebVisit {
  return new Made(ask, standing, params, post);
}

/**
 * The key of a form's command. What is sent counts in, since a page may hold many forms under one
 * key and be sent twice from an old tab: the same again is done once, another thing is another.
 */
function commandKey(key: string, part: string, command: string, input: unknown): string {
  return hash("sha256", `${key}/${part}/${command}/${JSON.stringify(input ?? null)}`, "hex");
}
