/** Turns what a route answered into an answer on HTTP. */
import type { FileReply, PageReply, Reply, Route } from "../house/door.ts";
import { isRefusal } from "../house/refusal.ts";
import { DEVICE_MS } from "../rooms/people/index.ts";
import type { Ask } from "./ask.ts";
import { forgetAll } from "./cookies.ts";
import { headersFor, type Keep } from "./headers.ts";
import { keepForm, keptPath } from "./kept-form.ts";
import { media } from "./media.ts";
import { leaveNotice, takeNotice } from "./notices.ts";
import type { Fields } from "./pages/typed.tsx";
import { again, refused } from "./problems.tsx";
import { redirect, respond } from "./respond.ts";
import { drawShell } from "./shell.tsx";
import type { Standing } from "./visit.ts";

/** Where a reply belongs. */
export type At = {
  room: string;
  open: Route["open"];
  unkept?: true | undefined;
  standing: Standing | null;
  fields: Fields;
};

type Going = Extract<Reply, { goto: string }> & {
  /** From the people room alone: a fresh session token to keep, or null to clear it. */
  session?: string | null;
  /** The session is one that was there already, under a new token. */
  renewed?: true;
  /** A sign-in that is half done, sealed; null where it is over. */
  halfway?: string | null;
};

/** The answer to a reply. */
export function answer(ask: Ask, at: At, reply: Reply): Promise<Response> | Response {
  if (isRefusal(reply)) return refused(ask, reply, at);
  if ("goto" in reply) return going(ask, at, reply);
  if ("file" in reply) return file(ask, reply);
  if ("media" in reply) return media(ask, reply, reply.own ? "never" : keepOf(ask));
  return page(ask, at, reply);
}

/** How long an answer may be kept: what a signed-in browser or a form got, not at all. */
function keepOf(ask: Ask): Keep {
  return ask.session === null && !ask.drewForm && ask.method === "GET" ? "ask-first" : "never";
}

async function page(ask: Ask, { room, open, standing }: At, reply: PageReply): Promise<Response> {
  const { node } = ask;
  const { shape = "page", status = 200, description } = reply;
  const names = [...(shape === "page" ? ["exit.js"] : []), ...(reply.scripts ?? [])];
  const scripts = names.map((name) => node.assets.address(room, name));
  const notices = ask.method === "GET" ? takeNotice(ask) : [];
  // Nothing where the reader may not know what the group is called.
  const place = (standing && (await node.spaces.name(standing.view))) || undefined;
  const html = await drawShell(ask, {
    ...{ content: reply.page, title: reply.title, shape, scripts, standing, open, notices },
    ...{ readers: reply.readers, typed: reply.typed, keeps: reply.keeps },
    ...(description === undefined ? {} : { description }),
    ...(place === undefined ? {} : { place }),
  });
  const keep = notices.length > 0 ? "never" : keepOf(ask);
  const sending = {
    status,
    keep,
    styles: node.styles.source,
    scripts: scripts.length > 0,
    asks: ask.session !== null,
  };
  return respond(ask, { body: html, type: "text/html; charset=utf-8" }, sending);
}

function going(ask: Ask, at: At, going: Going): Promise<Response> | Response {
  const { goto, notice, vars, next, session, halfway } = going;
  const { cookies } = ask;
  if (going.wait === true && ask.method === "POST") return waiting(ask, at, goto);
  if (session === null) return signedOut(ask, going);
  if (notice !== undefined) leaveNotice(ask, { key: notice, vars, next });
  if (halfway === null) cookies.clear("halfway");
  else if (halfway !== undefined)
    cookies.set("halfway", halfway, { maxAge: HALFWAY_S, strict: true });
  return session === undefined ? redirect(ask, goto) : signedIn(ask, session, going);
}

/** How long a browser keeps a sign-in that is half done; the room seals its own end into it. */
const HALFWAY_S = 600;

/** What was posted waits in the space's file while its sender is proved, or is shown again. */
async function waiting(ask: Ask, { standing, fields, unkept }: At, goto: string) {
  const { session } = ask;
  if (standing === null || session === null) return redirect(ask, goto);
  const { slug, base } = { slug: standing.slug, base: standing.here.base };
  if (unkept === true || !(await keepForm(ask, slug, fields, { login: session.login })))
    return again(ask, "unproved", fields, { standing });
  const back = new URLSearchParams({ to: `${base}/kept-form` });
  return redirect(ask, `${goto.replace(/\?.*/, "")}?${back}`);
}

/** The browser forgets the session; a phone that several people use, all there was. */
function signedOut(ask: Ask, { goto, notice, vars, next }: Going): Response {
  const { cookies, session } = ask;
  const shared = session?.shared === true || cookies.get("shared") !== null;
  if (shared) forgetAll(cookies);
  else {
    cookies.clear("session");
    cookies.clear("kept");
    if (notice !== undefined) leaveNotice(ask, { key: notice, vars, next });
  }
  const response = redirect(ask, goto);
  const all = shared ? '"cache", "cookies", "storage"' : '"cache", "storage"';
  response.headers.set("clear-site-data", all);
  return response;
}

async function signedIn(ask: Ask, token: string, { goto, renewed }: Going): Promise<Response> {
  const { cookies, node } = ask;
  const session = await node.people.session(token);
  cookies.set("session", token);
  if (session === null || renewed === true) return redirect(ask, goto);
  const { login, shared, proved } = session;
  if (shared) cookies.set("shared", "yes");
  else if (cookies.get("shared") !== null) cookies.clear("shared");
  if (!shared && proved > 0) {
    const device = await node.people.device(login, cookies.get("device"));
    cookies.set("device", device, { maxAge: DEVICE_MS / 1000, strict: true });
  }
  const kept = keptPath(ask, login);
  if (kept === null && cookies.get("kept") !== null) cookies.clear("kept");
  return redirect(ask, kept ?? goto);
}

async function file(ask: Ask, { file: content, type, name }: FileReply): Promise<Response> {
  const headers = name === undefined ? {} : { "content-disposition": disposition(name) };
  const keep = keepOf(ask);
  if (typeof content === "string" || content instanceof Uint8Array)
    return respond(ask, { body: content, type }, { keep, headers });
  const { node, secure } = ask;
  return new Response(ReadableStream.from(content), {
    headers: { ...headersFor(node.settings, secure, { keep }), ...headers, "content-type": type },
  });
}

/** RFC 6266: a plain name for old programs, the whole one in UTF-8 (RFC 8187). */
function disposition(name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => {
    return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
