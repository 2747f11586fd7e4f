/** Addresses that every node has: health, our own files, the way out. */
import type { Register } from "./app.ts";
import { type Ask, isForeign } from "./ask.ts";
import { forgetAll } from "./cookies.ts";
import { headersFor } from "./headers.ts";
import { notFound } from "./problems.tsx";
import { redirect, respond } from "./respond.ts";
import { linkCookie, standIn } from "./visit.ts";

const TEXT = "text/plain; charset=utf-8";
/** Previews of public pages may be fetched; every page itself asks not to be listed. */
const ROBOTS = "User-agent: *\nAllow: /s/\nDisallow: /\n";

/** Registers them. */
export function registerFixed(register: Register): void {
  register("GET", "/health", health);
  register("GET", "/robots.txt", (ask) =>
    respond(ask, { body: ROBOTS, type: TEXT }, { keep: "ask-first" }),
  );
  register("GET", "/assets/:file", asset);
  register("GET", "/exit", leave);
  register("GET", "/l/:slug/:code", openLink);
}

/** Due things may wait this long before the node says that it is late, in ms. */
const LATE_MS = 10 * 60_000;

/**
 * Whether the node answers and its store does; nothing about what is in it. How much waits, or how
 * long, would tell everyone when something is written in a closed space.
 */
async function health(ask: Ask): Promise<Response> {
  const { house, settings } = ask.node;
  const { oldest } = await house.parts.store.due.waiting("due");
  const late = oldest !== null && house.now - oldest > LATE_MS;
  const body = { ok: true, version: settings.version, late };
  return respond(
    ask,
    { body: `${JSON.stringify(body)}\n`, type: "application/json" },
    { keep: "never" },
  );
}

function asset(ask: Ask, { file = "" }: Record<string, string>): Promise<Response> {
  const found = ask.node.assets.at(file);
  if (found === undefined) return notFound(ask);
  const body = { body: found.bytes, type: "text/javascript; charset=utf-8" };
  return respond(ask, body, { keep: "for-ever" });
}

/**
 * Leaves quickly: ends the session, empties what this browser kept of us, goes to a page about
 * something else. Another site that points here only sends the browser on.
 */
async function leave(ask: Ask): Promise<Response> {
  const { settings, people } = ask.node;
  const own = !isForeign(ask);
  const headers = new Headers({
    ...headersFor(settings, ask.secure, { keep: "never" }),
    location: settings.exitTo,
  });
  if (own) {
    if (ask.session !== null) await people.endSession(ask.session.id);
    forgetAll(ask.cookies);
    for (const cookie of ask.cookies.headers) headers.append("set-cookie", cookie);
    headers.set("clear-site-data", '"cache", "cookies", "storage"');
  }
  return new Response(null, { status: 303, headers });
}

/** A link with an end: its code goes into a cookie, so that it stands in no address bar. */
async function openLink(ask: Ask, params: Record<string, string>): Promise<Response> {
  const { slug = "", code = "" } = params;
  const { limits, spaces, house } = ask.node;
  const standing = await standIn(ask, slug);
  if (standing === null || limits.take("links", standing.id) > 0) return notFound(ask);
  const until = /^[\w-]{1,64}$/.test(code) ? await spaces.linkUntil(standing.id, code) : null;
  if (until === null || until <= house.now) return notFound(ask);
  const maxAge = Math.floor((until - house.now) / 1000);
  ask.cookies.set(linkCookie(standing.id), code, { maxAge });
  return redirect(ask, standing.here.base, 302);
}
