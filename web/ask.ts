/** One request, read once: where it came in, who sends it, in which language. */
import type { IncomingMessage } from "node:http";
import { LANGS, type Words, type WordsLang } from "../house/words/index.ts";
import type { SignedIn } from "../rooms/people/index.ts";
import type { Arrived } from "./body.ts";
import { Cookies } from "./cookies.ts";
import type { WebNode } from "./node.ts";

/** Where pages ask whether they may stay, and where they leave what was typed (signed-in.ts). */
export const SIGNED_IN = "/signed-in";

/** What is known of a request before any page is asked. */
export type Ask = {
  readonly node: WebNode;
  readonly request: Request;
  /** Node's own request behind it, or null where there is none. */
  readonly incoming: IncomingMessage | null;
  readonly url: URL;
  readonly method: "GET" | "POST";
  /** `https://name` it came to. */
  readonly origin: string;
  readonly secure: boolean;
  readonly cookies: Cookies;
  readonly lang: WordsLang;
  readonly words: Words;
  readonly session: SignedIn | null;
  /** The id of the session whose cookie came, where it is none any more. */
  readonly ended: string | null;
  /** Set once a page has asked for form keys: such a page is not kept by browsers. */
  drewForm: boolean;
};

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** The origin a request came to, or null where its host is none of ours (DNS rebinding). */
export function originOf(node: WebNode, request: Request): string | null {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  const known = hostsOf(node.settings.origins).get(host);
  return known ?? (LOOPBACK.test(host) ? `http://${host}` : null);
}

const hosts = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

/** Each origin by its host, the first of two alike. */
function hostsOf(origins: readonly string[]): ReadonlyMap<string, string> {
  const known = hosts.get(origins);
  if (known !== undefined) return known;
  const pairs = origins.map((origin) => [new URL(origin).host, origin] as const);
  const made = new Map(pairs.toReversed());
  hosts.set(origins, made);
  return made;
}

/** Reads a request; null where it came to a host that is not ours. */
export async function readAsk(node: WebNode, { request, incoming }: Arrived): Promise<Ask | null> {
  const origin = originOf(node, request);
  if (origin === null) return null;
  const secure = origin.startsWith("https:");
  const cookies = new Cookies(request.headers.get("cookie") ?? undefined, secure);
  const token = cookies.get("session");
  await node.people.settle();
  // Asking whether one is signed in is no use of the session: it would never be idle.
  const isUse = !request.url.includes(SIGNED_IN) || new URL(request.url).pathname !== SIGNED_IN;
  const session = token === null || !isUse ? null : await node.people.session(token);
  const ended = token !== null && session === null ? node.people.idOf(token) : null;
  return new Asked({ node, request, incoming, origin, secure, cookies, session, ended });
}

type Known = Omit<Ask, "method" | "url" | "lang" | "words" | "drewForm">;

/**
 * Address, language and words are worked out when first asked for: a post that goes on to the next
 * page needs none of them.
 */
class Asked implements Ask {
  readonly node: WebNode;
  readonly request: Request;
  readonly incoming: IncomingMessage | null;
  readonly method: "GET" | "POST";
  readonly origin: string;
  readonly secure: boolean;
  readonly cookies: Cookies;
  readonly session: SignedIn | null;
  readonly ended: string | null;
  drewForm = false;
  #url: URL | null = null;
  #lang: WordsLang | null = null;
  #words: Words | null = null;

  constructor({ node, request, incoming, origin, secure, cookies, session, ended }: Known) {
    this.node = node;
    this.request = request;
    this.incoming = incoming;
    this.method = request.method === "POST" ? "POST" : "GET";
    this.origin = origin;
    this.secure = secure;
    this.cookies = cookies;
    this.session = session;
    this.ended = ended;
  }

  get url(): URL {
    this.#url ??= new URL(this.request.url);
    return this.#url;
  }

  get lang(): WordsLang {
    this.#lang ??= langOf(this.cookies.get("lang"), this.session?.lang ?? null, this.request);
    return this.#lang;
  }

  get words(): Words {
    this.#words ??= this.node.library(this.lang, this.session?.digits ?? "latn");
    return this.#words;
  }
}

/** The reader's choice on this browser, else the login's, else what the browser asks for. */
function langOf(chosen: string | null, own: string | null, request: Request): WordsLang {
  const asked = (request.headers.get("accept-language") ?? "").slice(0, 200).split(",");
  const weighed = asked.map((part) => {
    const [tag = "", ...rest] = part.trim().split(";");
    const q = rest.map((one) => /^\s*q=([01](?:\.\d{1,3})?)$/.exec(one)?.[1]).find(Boolean);
    return { tag: tag.toLowerCase(), q: Number(q ?? 1) };
  });
  const wanted = weighed.filter(({ q }) => q > 0).sort((a, b) => b.q - a.q);
  for (const tag of [chosen, own, ...wanted.map((one) => one.tag)]) {
    const found = LANGS.find((lang) => lang === tag?.split("-", 1)[0]);
    if (found !== undefined) return found;
  }
  return "en";
}

/** Browsers that got their cookie by the answer under way: one answer gives one. */
const given = new WeakMap<Ask, string>();

/** What a form's token is bound to: the session, else a cookie of this browser, made if need be. */
export function bindingOf(ask: Ask): string {
  if (ask.session !== null) return `session/${ask.session.id}`;
  let visitor = given.get(ask) ?? ask.cookies.get("visitor");
  if (visitor === null || !/^[0-9a-f]{32}$/.test(visitor)) {
    visitor = ask.node.secrets.id();
    given.set(ask, visitor);
    ask.cookies.set("visitor", visitor);
  }
  return `visitor/${visitor}`;
}

/** Fresh keys for a form that this answer draws. */
export function formKeys(ask: Ask): { key: string; token: string } {
  ask.drewForm = true;
  const { secrets } = ask.node;
  return { key: secrets.id(), token: secrets.token(bindingOf(ask)) };
}

/** Whether a post cannot have come from one of our own pages, by what browsers say of it. */
export function isForeign({ request, origin }: Ask): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return true;
  const from = request.headers.get("origin");
  // Under `no-referrer` a browser says "null" of our own forms as well: then the token decides.
  return from !== null && from !== "null" && from !== origin;
}

/** Whether the form's token was made for this browser or this session. */
export function hasToken(ask: Ask, token: string): boolean {
  const { session, cookies, node } = ask;
  if (session !== null && node.secrets.isToken(`session/${session.id}`, token)) return true;
  const visitor = cookies.get("visitor");
  return visitor !== null && node.secrets.isToken(`visitor/${visitor}`, token);
}

/**
 * Whether a form came from a page of ours, as far as can be told once its session has ended: the
 * browser vouches for it, or the form's token is this browser's or that session's. Without this,
 * another site could have somebody find its words waiting to be sent once they have signed in.
 */
export function isOwnForm(ask: Ask, token: string): boolean {
  if (ask.request.headers.get("sec-fetch-site") === "same-origin") return true;
  const { ended, node } = ask;
  return (
    hasToken(ask, token) || (ended !== null && node.secrets.isToken(`session/${ended}`, token))
  );
}
