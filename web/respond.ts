/** From what a page said to bytes: headers, cookies, ETag, compression. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Ask } from "./ask.ts";
import { headersFor, type Keep } from "./headers.ts";

/** Any base will do: only what follows it is used. */
const HERE = "http://here.invalid";
/** What reads as itself: no part empty, no dot, nothing that would be encoded. */
const PLAIN_PATH = /^(?:\/[\w~-]+)+$/;
const COMPRESS_FROM_BYTES = 1_000;
const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/** Bytes on their way out. */
export type Body = { body: string | Uint8Array; type: string };

/** How an answer is sent. */
export type Sending = {
  status?: number;
  keep: Keep;
  styles?: string;
  scripts?: boolean;
  asks?: boolean;
  headers?: Record<string, string>;
};

/** A whole answer, with the cookies this request set. */
export async function respond(ask: Ask, body: Body, sending: Sending): Promise<Response> {
  const { status = 200, keep } = sending;
  const headers = new Headers({
    ...headersFor(ask.node.settings, ask.secure, sending),
    ...sending.headers,
    "content-type": body.type,
  });
  for (const cookie of ask.cookies.headers) headers.append("set-cookie", cookie);
  const bytes = Buffer.from(body.body as string);
  if (keep === "ask-first" && status === 200) {
    // Weak: the same page may travel compressed in one of two ways.
    const etag = `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    headers.set("etag", etag);
    if (matches(ask.request.headers.get("if-none-match"), etag)) {
      headers.delete("content-type");
      return new Response(null, { status: 304, headers });
    }
  }
  const packed = await compressed(ask, bytes, body.type, headers);
  headers.set("content-length", String(packed.length));
  return new Response(packed, { status, headers });
}

function matches(header: string | null, etag: string): boolean {
  return (header ?? "").split(",").some((one) => one.trim() === etag);
}

/**
 * Compresses text. Not where another site sent a signed-in browser here: what it put into the
 * address could then be measured against what only the page holds. Form tokens are masked.
 */
async function compressed(ask: Ask, bytes: Buffer, type: string, headers: Headers) {
  const { request, session } = ask;
  const led = request.headers.get("sec-fetch-site") === "cross-site" && session !== null;
  const text = /^(text\/|application\/(json|problem\+json|javascript))|\+xml/.test(type);
  if (led || !text || bytes.length < COMPRESS_FROM_BYTES) return bytes;
  const accepts = request.headers.get("accept-encoding") ?? "";
  const accepted = (name: string) => new RegExp(`(^|[ ,])${name}(\\s*[,;]|\\s*$)`).test(accepts);
  if (!accepted("br") && !accepted("gzip")) return bytes;
  const way = accepted("br") ? "br" : "gzip";
  headers.set("content-encoding", way);
  if (!headers.has("vary")) headers.set("vary", "Accept-Encoding");
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  return way === "br" ? brotli(bytes, { params }) : zip(bytes);
}

/** Sends the browser elsewhere on this node; 303, so that a post becomes a get. */
export function redirect(ask: Ask, to: string, status: 303 | 302 = 303): Response {
  const plain = {
    ...headersFor(ask.node.settings, ask.secure, { keep: "never" }),
    location: localPath(to),
  };
  const cookies = ask.cookies.headers;
  // Most posts set none; then the headers go out as they are.
  if (cookies.length === 0) return new Response(null, { status, headers: plain });
  const headers = new Headers(plain);
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status, headers });
}

/** A path on this node, encoded; whatever else was asked for becomes the beginning. */
export function localPath(to: string): string {
  if (PLAIN_PATH.test(to)) return to;
  if (!to.startsWith("/") || /^\/[/\\]/.test(to) || !URL.canParse(to, HERE)) return "/";
  const { origin, pathname, search, hash } = new URL(to, HERE);
  // `/.//name` is read as `//name`, which a browser takes for another host.
  return origin === HERE && !pathname.startsWith("//") ? `${pathname}${search}${hash}` : "/";
}
