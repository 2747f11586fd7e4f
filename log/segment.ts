import { partName, partsMax, saltBytes } from "./entry.ts";
import { Malformed } from "./malformed.ts";

/** One part as kept: its bytes are the canonical JSON its commitment was made over. */
export type StoredPart = {
  readonly name: string;
  readonly salt: Uint8Array;
  readonly bytes: Uint8Array;
};

/** One entry as kept. `header` is the canonical JSON as hashed; `parts` are those held with it. */
export type StoredEntry = {
  readonly headerSalt: Uint8Array;
  readonly header: Uint8Array;
  readonly parts: readonly StoredPart[];
};

/** No segment holds more entries than this; merged segments hold 256. */
export const segmentEntriesMax = 65_536;

/** The first byte of a segment. */
export const segmentVersion = 1;
const fixedBytes = { segment: 5, entry: saltBytes + 3, part: saltBytes + 5 };

/**
 * The plain body of a segment, before it is sealed (specs/entry.md): a version byte, the count,
 * then every entry with its lengths before it. Throws RangeError where an entry breaks a limit.
 */
export function encodeSegment(entries: readonly StoredEntry[]): Buffer {
  if (entries.length > segmentEntriesMax) throw new RangeError("too many entries");
  const out = Buffer.allocUnsafe(entries.reduce((sum, entry) => sum + entryBytes(entry), 5));
  out.writeUInt8(segmentVersion, 0);
  let at = out.writeUInt32BE(entries.length, 1);
  for (const { headerSalt, header, parts } of entries) {
    at = put(out, headerSalt, at);
    at = out.writeUInt16BE(header.length, at);
    at = put(out, header, at);
    at = out.writeUInt8(parts.length, at);
    for (const { name, salt, bytes } of parts) {
      at = out.writeUInt8(name.length, at);
      at += out.write(name, at, "latin1");
      at = put(out, salt, at);
      at = out.writeUInt32BE(bytes.length, at);
      at = put(out, bytes, at);
    }
  }
  return out;
}

function entryBytes({ headerSalt, header, parts }: StoredEntry): number {
  if (headerSalt.length !== saltBytes) throw new RangeError("a salt is 32 bytes");
  if (header.length > 0xffff) throw new RangeError("header too long");
  if (parts.length > partsMax) throw new RangeError("too many parts");
  let sum = fixedBytes.entry + header.length;
  for (const { name, salt, bytes } of parts) {
    if (!partName.test(name)) throw new RangeError("not a part name");
    if (salt.length !== saltBytes) throw new RangeError("a salt is 32 bytes");
    sum += fixedBytes.part + name.length + bytes.length;
  }
  return sum;
}

function put(out: Buffer, bytes: Uint8Array, at: number): number {
  out.set(bytes, at);
  return at + bytes.length;
}

/**
 * Reads a segment's body. Every length is checked here; the entries are views of `bytes`, made
 * anew where they are asked for, and nothing in them is parsed or copied. They have no fields of
 * their own to be spread. Throws Malformed where a length leads out of the body, a limit is passed
 * or bytes are left over.
 */
export function decodeSegment(bytes: Uint8Array): StoredEntry[] {
  const reader = new BodyReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (reader.u8() !== segmentVersion) throw new Malformed("segment", "unknown version");
  const count = reader.u32();
  if (count > segmentEntriesMax) throw new Malformed("segment", "too many entries");
  const entries: StoredEntry[] = [];
  for (let i = 0; i < count; i++) {
    entries.push(new EntryView(reader.body, reader.at));
    passEntry(reader);
  }
  reader.end();
  return entries;
}

/** Moves on behind an entry, and sees that there is a whole one. */
function passEntry(reader: BodyReader): void {
  reader.pass(saltBytes);
  reader.pass(reader.u16());
  const count = reader.u8();
  if (count > partsMax) throw new Malformed("segment", "too many parts");
  for (let i = 0; i < count; i++) {
    reader.partName();
    reader.pass(saltBytes);
    reader.pass(reader.u32());
  }
}

/** The part of that name, or undefined where it is not held with the entry. */
export function partOf(entry: StoredEntry, name: string): StoredPart | undefined {
  if (entry instanceof EntryView) return entry.part(name);
  return entry.parts.find((part) => part.name === name);
}

/** An entry where it lies in a body that was read through: most of it is never looked at. */
class EntryView implements StoredEntry {
  readonly #body: Buffer;
  readonly #at: number;

  constructor(body: Buffer, at: number) {
    this.#body = body;
    this.#at = at;
  }

  get headerSalt(): Buffer {
    return this.#body.subarray(this.#at, this.#at + saltBytes);
  }

  get header(): Buffer {
    const reader = new BodyReader(this.#body, this.#at + saltBytes);
    return reader.take(reader.u16());
  }

  get parts(): readonly StoredPart[] {
    const reader = this.#afterHeader();
    const parts: StoredPart[] = [];
    for (let left = reader.u8(); left > 0; left--) parts.push(reader.part());
    return parts;
  }

  part(name: string): StoredPart | undefined {
    const reader = this.#afterHeader();
    for (let left = reader.u8(); left > 0; left--) {
      const part = reader.part();
      if (part.name === name) return part;
    }
    return undefined;
  }

  #afterHeader(): BodyReader {
    const reader = new BodyReader(this.#body, this.#at + saltBytes);
    reader.pass(reader.u16());
    return reader;
  }
}

/** A part where it lies in a body; its bytes follow on its salt and their length. */
class PartView implements StoredPart {
  readonly name: string;
  readonly #body: Buffer;
  readonly #saltAt: number;
  readonly #length: number;

  constructor(name: string, body: Buffer, saltAt: number, length: number) {
    this.name = name;
    this.#body = body;
    this.#saltAt = saltAt;
    this.#length = length;
  }

  get salt(): Buffer {
    return this.#body.subarray(this.#saltAt, this.#saltAt + saltBytes);
  }

  get bytes(): Buffer {
    const at = this.#saltAt + saltBytes + 4;
    return this.#body.subarray(at, at + this.#length);
  }
}

/** Names that nearly every part has: they need not be made and tested again for each. */
const usualNames = ["record", "stamp"].map((name) => ({ name, bytes: Buffer.from(name) }));

class BodyReader {
  readonly body: Buffer;
  /** Where the next piece begins. */
  at: number;

  constructor(body: Buffer, at = 0) {
    this.body = body;
    this.at = at;
  }

  /** Moves on over so many bytes; answers where they begin. */
  pass(length: number): number {
    const at = this.at;
    if (at + length > this.body.length) throw new Malformed("segment", "cut short");
    this.at = at + length;
    return at;
  }

  u8(): number {
    return this.body[this.pass(1)] as number;
  }

  u16(): number {
    return this.body.readUInt16BE(this.pass(2));
  }

  u32(): number {
    return this.body.readUInt32BE(this.pass(4));
  }

  take(length: number): Buffer {
    const at = this.pass(length);
    return this.body.subarray(at, at + length);
  }

  partName(): string {
    const length = this.u8();
    const at = this.pass(length);
    for (const { name, bytes } of usualNames) if (this.#holds(bytes, at, length)) return name;
    const name = this.body.toString("latin1", at, at + length);
    if (!partName.test(name)) throw new Malformed("segment", "not a part name");
    return name;
  }

  part(): StoredPart {
    const name = this.partName();
    const saltAt = this.pass(saltBytes);
    const length = this.u32();
    this.pass(length);
    return new PartView(name, this.body, saltAt, length);
  }

  #holds(bytes: Buffer, at: number, length: number): boolean {
    if (bytes.length !== length) return false;
    for (let i = 0; i < length; i++) if (this.body[at + i] !== bytes[i]) return false;
    return true;
  }

  end(): void {
    if (this.at !== this.body.length) throw new Malformed("segment", "bytes left over");
  }
}
