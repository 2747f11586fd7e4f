/** Turns what a route answered into an answer on HTTP. */
import type { FileReply, PageReply, Reply, Route } from "../house/door.ts";
import { isRefusal } from "../house/refusal.ts";
import { DEVICE_MS } from "../rooms/people/index.ts";
import type { Ask } from "./ask.ts";
import { headersFor, type Keep } from "./headers.ts";
import { keptPath } from "./kept-form.ts";
import { leaveNotice, takeNotice } from "./notices.ts";
import type { Fields } from "./pages/typed.tsx";
import { refused } from "./problems.tsx";
import { redirect, respond } from "./respond.ts";
import { drawShell } from "./shell.tsx";
import type { Standing } from "./visit.ts";

/** Where a reply belongs. */
export type At = {
  room: string;
  open: Route["open"];
  standing: Standing | null;
  fields: Fields;
};

type Going = Extract<Reply, { goto: string }> & {
  /** From the people room alone: a fresh session token to keep, or null to clear it. */
  session?: string | null;
};

/** The answer to a reply. */
export function answer(ask: Ask, at: At, reply: Reply): Promise<Response> | Response {
  if (isRefusal(reply)) return refused(ask, reply, at);
  if ("goto" in reply) return going(ask, reply);
  if ("file" in reply) return file(ask, reply);
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
  const place = standing === null ? undefined : await node.spaces.name(standing.view);
  const html = await drawShell(ask, {
    ...{ content: reply.page, title: reply.title, shape, scripts, standing, open, notices },
    readers: reply.readers,
    ...(description === undefined ? {} : { description }),
    ...(place === undefined ? {} : { place }),
  });
  const keep = notices.length > 0 ? "never" : keepOf(ask);
  const sending = { status, keep, styles: node.styles.source, scripts: scripts.length > 0 };
  return respond(ask, { body: html, type: "text/html; charset=utf-8" }, sending);
}

function going(ask: Ask, going: Going): Promise<Response> | Response {
  const { goto, notice, vars, next, session } = going;
  const { cookies } = ask;
  if (notice !== undefined) leaveNotice(ask, { key: notice, vars, next });
  if (session === undefined) return redirect(ask, goto);
  if (session === null) {
    cookies.clear("session");
    cookies.clear("kept");
    const response = redirect(ask, goto);
    response.headers.set("clear-site-data", '"cache", "storage"');
    return response;
  }
  return signedIn(ask, session, goto);
}

async function signedIn(ask: Ask, session: string, goto: string): Promise<Response> {
  const { cookies, node } = ask;
  cookies.set("session", session);
  const device = await node.people.device(session, cookies.get("device"));
  if (device !== null) cookies.set("device", device, { maxAge: DEVICE_MS / 1000, strict: true });
  return redirect(ask, keptPath(ask) ?? goto);
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
