/** Space files (specs/space-file.md): written, judged and read back, one line at a time. */
import { openCheckpoint } from "../log/checkpoint.ts";
import { keysAt, parseKeys } from "../log/keys.ts";
import { Malformed } from "../log/malformed.ts";
import type { StoredEntry, StoredPart } from "../log/segment.ts";
import { verifyEntries } from "../log/verify-entries.ts";
import { openSegment, parsePart } from "./entry.ts";
import { freshHead } from "./head.ts";
import type { KeyFolder } from "./ports.ts";
import type { Space } from "./space.ts";

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

/** Writes a space as of now. `moved` is the last line of a move. */
export async function* writeSpaceFile(
  space: Space,
  keys: KeyFolder,
  moved?: Moved,
): AsyncIterable<string> {
  const checkpoint = await freshHead(space, keys);
  const size = space.ring.head?.size ?? space.size;
  const { origin, keyFile: key } = space.ring;
  yield line({ format: FORMAT, space: space.id, origin, size, key });
  for await (const segment of space.store.read(space.id, 0, size)) {
    const stored = openSegment(space.key, space.id, segment);
    const refs = stored.flatMap((entry, i) => erasableOf(entry, segment.first + i));
    const parts = await space.parts(refs);
    for (const [i, entry] of stored.entries()) {
      const index = segment.first + i;
      if (index >= size) break;
      const p: Record<string, [string, string]> = {};
      for (const part of entry.parts) p[part.name] = [b64(part.salt), text(part.bytes)];
      for (const { name } of erasableOf(entry, index)) {
        const part = parts.get(`${index}/${name}`);
        if (part !== undefined) p[name] = [b64(part.salt), text(part.bytes)];
      }
      yield line({ s: b64(entry.headerSalt), h: text(entry.header), p });
    }
  }
  yield line({ checkpoint });
  if (moved !== undefined) yield line({ moved });
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;

function erasableOf(entry: StoredEntry, index: number): { index: number; name: string }[] {
  const { parts } = parsePart(entry.header) as { parts: Record<string, string> };
  const kept = new Set(entry.parts.map(({ name }) => name));
  return Object.keys(parts).flatMap((name) => (kept.has(name) ? [] : [{ index, name }]));
}

/** What a reader of a space file is told, in order; `end` comes last and once. */
export type FileStep =
  | { head: FileHead }
  | { entries: StoredEntry[] }
  | { end: { checkpoint: string; moved: Moved | null } };

/** Reads a space file's lines. Throws `Malformed` at the first line that is none. */
export async function* readSpaceFile(lines: AsyncIterable<string>): AsyncIterable<FileStep> {
  let number = 0;
  let head: FileHead | null = null;
  let batch: StoredEntry[] = [];
  let seen = 0;
  let checkpoint: string | null = null;
  let moved: Moved | null = null;
  for await (const raw of lines) {
    const value = parseLine(raw, ++number);
    if (head === null) {
      head = headOf(value);
      yield { head };
    } else if (seen < head.size) {
      batch.push(entryOf(value, number));
      if (++seen === head.size || batch.length === BATCH_ENTRIES) {
        yield { entries: batch };
        batch = [];
      }
    } else if (checkpoint === null) checkpoint = stringOf(value["checkpoint"], number);
    else if (moved === null) moved = movedOf(value["moved"], number);
    else throw fault(number, "a line too many");
  }
  if (checkpoint === null) throw fault(number + 1, "the file ends too early");
  yield { end: { checkpoint, moved } };
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

/** What was checked, or the first fault in words. */
export type FileVerdict =
  | {
      ok: true;
      head: FileHead;
      checked: { entries: number; parts: number; erased: number };
      moved: boolean;
    }
  | { ok: false; fault: string };

/** Checks a space file from end to end: commitments, root, signature. Keeps one batch in memory. */
export async function verifySpaceFile(lines: AsyncIterable<string>): Promise<FileVerdict> {
  const found: { head?: FileHead; end?: { checkpoint: string; moved: Moved | null } } = {};
  async function* batches() {
    for await (const step of readSpaceFile(lines)) {
      if ("head" in step) found.head = step.head;
      else if ("end" in step) found.end = step.end;
      else yield step.entries;
    }
  }
  try {
    const entries = await verifyEntries(batches());
    if (!entries.ok) return { ok: false, fault: `entry ${entries.at}: ${entries.fault}` };
    const { head, end } = found;
    if (head === undefined || end === undefined) return { ok: false, fault: "the file is empty" };
    const keys = keysAt(parseKeys(head.key), head.size);
    const opened = openCheckpoint(end.checkpoint, keys);
    if (!opened.ok) return { ok: false, fault: `checkpoint: ${opened.fault}` };
    const { origin, size, root } = opened.head;
    const matches = origin === head.origin && size === entries.size && size === head.size;
    if (!matches || !Buffer.from(root).equals(entries.root))
      return { ok: false, fault: "the entries are not those of the checkpoint" };
    return { ok: true, head, checked: entries.checked, moved: end.moved !== null };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, fault: error.message };
    throw error;
  }
}
