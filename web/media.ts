/**
 * A file that is part of an entry, on HTTP: exactly its type, in place and in stretches (RFC 9110,
 * 14), with nothing that could run in it. Who may not open it hears what they hear of a file that
 * never was; whether it is open is asked at each request, before anything a browser kept counts.
 */
import type { MediaReply, Reply, SpaceVisit } from "../house/door.ts";
import { notHere } from "../house/refusal.ts";
import type { FileRef } from "../house/values/index.ts";
import type { Ask } from "./ask.ts";
import { headersFor, type Keep } from "./headers.ts";
import { notFound } from "./problems.tsx";

/** `GET /files/:id`. */
export async function fileOf({ view, params, house }: SpaceVisit): Promise<Reply> {
  const found = await view.file(params["id"] ?? "");
  if (found === undefined) return notHere;
  return { media: found.ref, read: (from, to) => house.files.read(view, found, from, to) };
}

/**
 * A browser that opens a recording by itself asks this very address for it once more, as whoever
 * it was: so it may be of our origin there. No script may run in either, nor anything be framed.
 */
const BOX: Readonly<Record<FileRef["type"], string>> = {
  "image/jpeg": "sandbox",
  "audio/mpeg": "sandbox allow-same-origin; media-src 'self'",
};

type Stretch = { from: number; to: number };

/** The answer: whole, a stretch of it, or that the browser has it still. */
export async function media(
  ask: Ask,
  { media: { id, type, size }, read }: MediaReply,
  keep: Keep,
): Promise<Response> {
  const { node, secure, request } = ask;
  // Under one id there are always the same bytes.
  const etag = `"${id}"`;
  const base = headersFor(node.settings, secure, { keep });
  const headers = new Headers({
    ...base,
    ...{ "content-type": type, "accept-ranges": "bytes" },
    "content-disposition": "inline",
    "content-security-policy": `${BOX[type]}; ${base["content-security-policy"]}`,
    ...(keep === "ask-first" ? { etag } : {}),
  });
  if (keep === "ask-first" && names(request.headers.get("if-none-match"), etag)) {
    headers.delete("content-type");
    return new Response(null, { status: 304, headers });
  }
  const stretch = stretchOf(request, etag, size);
  if (stretch === null) {
    headers.set("content-range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { from, to } = stretch;
  const bytes = await read(from, to);
  if (bytes === null) return notFound(ask);
  headers.set("content-length", String(to - from));
  const isPart = to - from < size;
  if (isPart) headers.set("content-range", `bytes ${from}-${to - 1}/${size}`);
  return new Response(ReadableStream.from(bytes), { status: isPart ? 206 : 200, headers });
}

const names = (header: string | null, etag: string) =>
  (header ?? "").split(",").some((one) => one.trim().replace(/^W\//, "") === etag);

/** What was asked for; null where there is nothing of it. Several stretches at once are all. */
function stretchOf({ headers }: Request, etag: string, size: number): Stretch | null {
  const whole = { from: 0, to: size };
  const range = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.get("range") ?? "");
  const only = headers.get("if-range");
  if (range === null || (only !== null && only !== etag)) return whole;
  const [, first = "", last = ""] = range;
  if (first === "" && last === "") return whole;
  if (first === "") {
    const from = Math.max(0, size - Number(last));
    return Number(last) === 0 ? null : { from, to: size };
  }
  if (last !== "" && Number(last) < Number(first)) return whole;
  const to = last === "" ? size : Math.min(size, Number(last) + 1);
  return Number(first) >= size ? null : { from: Number(first), to };
}
