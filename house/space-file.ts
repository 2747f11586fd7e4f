/** Space files (specs/space-file.md): written and read back, one line at a time. */
import type { Header } from "../log/entry.ts";
import { Malformed } from "../log/malformed.ts";
import type { StoredEntry, StoredPart } from "../log/segment.ts";
import { type Claim, claimsNote } from "./claims.ts";
import { openSegment, parsePart } from "./entry.ts";
import { freshHead, logSigner } from "./head.ts";
import { untilNote } from "./keep-until.ts";
import type { KeyFolder } from "./ports.ts";
import type { Space } from "./space.ts";
import { filesOf, type Piece, pieceOf } from "./space-file-pieces.ts";
import { notPast, type Part, timesIn } from "./times.ts";
import type { FilesPart } from "./values/index.ts";

/** No line of a space file is longer than this, in UTF-16 units. */
export const LINE_MAX = 1_048_576;
/** Entries handed on at once. */
const BATCH_ENTRIES = 256;
const FORMAT = "alongside/space/v1";

/** The first line. */
export type FileHead = { space: string; origin: string; size: number; key: string };

/** What a move brings: the key file with the next key, and the group key's seed (base64). */
export type Moved = { key: string; group: string };

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

/**
 * What a file may bring beside the log: the last line of a move, claims for members, and the day
 * until which a copy is to be kept.
 */
export type Brings = { moved?: Moved; claims?: readonly Claim[]; until?: string | undefined };

/**
 * Writes a space as of now (ms): what is past its time by then is left out like what was erased,
 * whether or not a job ran. Throws where there are claims and the log's key is not here; an end
 * that cannot be signed for want of it is left out.
 */
export async function* writeSpaceFile(
  space: Space,
  { keys, now }: { keys: KeyFolder; now: number },
  { moved, claims = [], until }: Brings = {},
): AsyncIterable<string> {
  const checkpoint = await freshHead(space, keys);
  const times = await timesIn(space, now);
  const size = space.ring.head?.size ?? space.size;
  const { origin, keyFile: key } = space.ring;
  yield line({ format: FORMAT, space: space.id, origin, size, key });
  for await (const segment of space.store.read(space.id, 0, size)) {
    const stored = openSegment(space.key, space.id, segment);
    const refs = stored.flatMap((entry, i) => erasableOf(entry, segment.first + i));
    const held = times === null ? refs : await notPast(space, { times, now }, refs);
    const parts = await space.parts(held);
    for (const [i, entry] of stored.entries()) {
      const index = segment.first + i;
      if (index >= size) break;
      const p: Record<string, [string, string]> = {};
      for (const part of entry.parts) p[part.name] = [b64(part.salt), text(part.bytes)];
      for (const { name } of erasableOf(entry, index)) {
        const part = parts.get(`${index}/${name}`);
        if (part === undefined) continue;
        if (name === "files") {
          const files = await filesOf(space, keys, parsePart(part.bytes) as FilesPart);
          if (files === null) continue;
          for await (const piece of files) yield line(piece);
        }
        p[name] = [b64(part.salt), text(part.bytes)];
      }
      yield line({ s: b64(entry.headerSalt), h: text(entry.header), p });
    }
  }
  yield line({ checkpoint });
  const signer = logSigner(space.ring);
  if (until !== undefined && signer !== null) yield line({ until: untilNote(size, until, signer) });
  if (claims.length > 0) {
    if (signer === null) throw new Error("the log's key is not here");
    yield line({ claims: claimsNote(size, claims, signer) });
  }
  if (moved !== undefined) yield line({ moved });
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;

type Erasable = { index: number; name: Part; thing: string; type: string };

function erasableOf(entry: StoredEntry, index: number): Erasable[] {
  const { parts, thing, type } = parsePart(entry.header) as Pick<
    Header,
    "type" | "thing" | "parts"
  >;
  const kept = new Set(entry.parts.map(({ name }) => name));
  const gone = Object.keys(parts).filter((name) => !kept.has(name)) as Part[];
  return gone.map((name) => ({ index, name, thing, type }));
}

/** What a reader of a space file is told, in order; `end` comes last and once. */
export type FileStep =
  | { head: FileHead }
  | { entries: StoredEntry[] }
  /** Of a file that the first of the next entries names. */
  | { piece: Piece }
  | { end: FileEnd };

/** What follows the entries: a signed head, notes over an end and claims, what a move brings. */
export type FileEnd = {
  checkpoint: string;
  until: string | null;
  claims: string | null;
  moved: Moved | null;
};

/** Reads a space file's lines. Throws `Malformed` at the first line that is none. */
export async function* readSpaceFile(lines: AsyncIterable<string>): AsyncGenerator<FileStep> {
  let number = 0;
  let head: FileHead | null = null;
  let batch: StoredEntry[] = [];
  let seen = 0;
  let checkpoint: string | null = null;
  let until: string | null = null;
  let claims: string | null = null;
  let moved: Moved | null = null;
  for await (const raw of lines) {
    const value = parseLine(raw, ++number);
    if (head === null) {
      head = headOf(value);
      yield { head };
    } else if (seen < head.size && "f" in value) {
      // What came before is handed on first: a file belongs to the entry behind it.
      if (batch.length > 0) yield { entries: batch };
      batch = [];
      const piece = pieceOf(value["f"]);
      if (piece === undefined) throw fault(number, "a file that is none");
      yield { piece };
    } else if (seen < head.size) {
      batch.push(entryOf(value, number));
      if (++seen === head.size || batch.length === BATCH_ENTRIES) {
        yield { entries: batch };
        batch = [];
      }
    } else if (checkpoint === null) checkpoint = stringOf(value["checkpoint"], number);
    else if (until === null && claims === null && moved === null && "until" in value)
      until = stringOf(value["until"], number);
    else if (claims === null && moved === null && "claims" in value)
      claims = stringOf(value["claims"], number);
    else if (moved === null) moved = movedOf(value["moved"], number);
    else throw fault(number, "a line too many");
  }
  if (checkpoint === null) throw fault(number + 1, "the file ends too early");
  yield { end: { checkpoint, until, claims, moved } };
}

type Line = Record<string, unknown>;

const fault = (number: number, why: string) =>
  new Malformed("space file", `line ${number}: ${why}`);

function parseLine(raw: string, number: number): Line {
  if (raw.length > LINE_MAX) throw fault(number, "too long");
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    throw fault(number, "not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw fault(number, "not an object");
  return value as Line;
}

function headOf(value: Line): FileHead {
  if (value["format"] !== FORMAT) throw fault(1, "not a space file of this version");
  const { space, origin, size, key } = value;
  const sized = typeof size === "number" && Number.isSafeInteger(size) && size >= 0;
  if (!sized || !/^[0-9a-f]{32}$/.test(String(space))) throw fault(1, "no space or size");
  return { space: String(space), size, origin: stringOf(origin, 1), key: stringOf(key, 1) };
}

function stringOf(value: unknown, number: number): string {
  if (typeof value !== "string") throw fault(number, "a text is missing");
  return value;
}

function movedOf(value: unknown, number: number): Moved {
  const { key, group } = (value ?? {}) as Line;
  return { key: stringOf(key, number), group: stringOf(group, number) };
}

function entryOf(value: Line, number: number): StoredEntry {
  const { s, h, p } = value;
  if (typeof p !== "object" || p === null) throw fault(number, "an entry without parts");
  const parts: StoredPart[] = Object.entries(p).map(([name, part]) => {
    if (!Array.isArray(part) || part.length !== 2) throw fault(number, "a part that is none");
    const [salt, bytes] = part as [unknown, unknown];
    return { name, salt: salted(salt, number), bytes: Buffer.from(stringOf(bytes, number)) };
  });
  return { headerSalt: salted(s, number), header: Buffer.from(stringOf(h, number)), parts };
}

function salted(value: unknown, number: number): Uint8Array {
  const bytes = Buffer.from(stringOf(value, number), "base64");
  if (bytes.length !== 32) throw fault(number, "a salt is 32 bytes");
  return bytes;
}
