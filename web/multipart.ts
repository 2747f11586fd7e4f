/**
 * A multipart form (RFC 7578), read where it lies: a file is a view of the body and never a copy,
 * so that eight megabytes are in memory once.
 */

/** A part: its field's name, and what was typed or the file that was chosen. */
export type Sent = { name: string; value: string | { name: string; bytes: Uint8Array } };

const HEAD_BYTES_MAX = 4_096;
const BOUNDARY = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([\w'()+,./:=?-]{1,70}))\s*(?:;|$)/i;
const LINE = Buffer.from("\r\n");
const EMPTY_LINE = Buffer.from("\r\n\r\n");
const UTF8 = new TextDecoder();

/** The parts of a body, at most `max` and one more; null where it is no form of that kind. */
export function readMultipart(body: Uint8Array, type: string, max: number): Sent[] | null {
  const found = BOUNDARY.exec(type);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) return null;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const between = Buffer.from(`\r\n--${boundary}`);
  const first = between.subarray(LINE.length);
  if (!startsWith(bytes, first, 0)) return null;
  const parts: Sent[] = [];
  for (let at = first.length; !startsWith(bytes, Buffer.from("--"), at); ) {
    if (!startsWith(bytes, LINE, at) || parts.length > max)
      return parts.length > max ? parts : null;
    const from = at + LINE.length;
    const ends = bytes.indexOf(EMPTY_LINE, from);
    if (ends < 0 || ends - from > HEAD_BYTES_MAX) return null;
    const end = bytes.indexOf(between, ends + LINE.length);
    const part = partOf(bytes, { from, ends, begins: ends + EMPTY_LINE.length, end });
    if (part === null) return null;
    parts.push(part);
    at = end + between.length;
  }
  return parts;
}

type At = { from: number; ends: number; begins: number; end: number };

function partOf(bytes: Buffer, { from, ends, begins, end }: At): Sent | null {
  if (end < 0) return null;
  const head = bytes.toString("utf8", from, ends).split("\r\n");
  const said = head.find((line) => /^content-disposition\s*:/i.test(line)) ?? "";
  if (!/^[^:]+:\s*form-data\s*;/i.test(said)) return null;
  const name = quoted(said, "name");
  if (name === null) return null;
  // An empty value has no bytes: the line before the next boundary is the one behind the head.
  const value = bytes.subarray(Math.min(begins, end), end);
  const file = quoted(said, "filename");
  if (file === null) return { name, value: UTF8.decode(value) };
  return { name, value: { name: file, bytes: value } };
}

/** What a parameter of the head says; browsers write three signs of it otherwise. */
function quoted(said: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}="([^"]*)"`, "i").exec(said)?.[1];
  if (found === undefined) return null;
  return found.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
}

const startsWith = (bytes: Buffer, what: Buffer, at: number) =>
  bytes.length >= at + what.length &&
  bytes.compare(what, 0, what.length, at, at + what.length) === 0;
