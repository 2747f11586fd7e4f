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
  for (const entry of entries) {
    at = put(out, entry.headerSalt, at);
    at = out.writeUInt16BE(entry.header.length, at);
    at = put(out, entry.header, at);
    at = out.writeUInt8(entry.parts.length, at);
    for (const part of entry.parts) {
      at = out.writeUInt8(part.name.length, at);
      at += out.write(part.name, at, "latin1");
      at = put(out, part.salt, at);
      at = out.writeUInt32BE(part.bytes.length, at);
      at = put(out, part.bytes, at);
    }
  }
  return out;
}

function entryBytes(entry: StoredEntry): number {
  if (entry.headerSalt.length !== saltBytes) throw new RangeError("a salt is 32 bytes");
  if (entry.header.length > 0xffff) throw new RangeError("header too long");
  if (entry.parts.length > partsMax) throw new RangeError("too many parts");
  let sum = fixedBytes.entry + entry.header.length;
  for (const part of entry.parts) {
    if (!partName.test(part.name)) throw new RangeError("not a part name");
    if (part.salt.length !== saltBytes) throw new RangeError("a salt is 32 bytes");
    sum += fixedBytes.part + part.name.length + part.bytes.length;
  }
  return sum;
}

function put(out: Buffer, bytes: Uint8Array, at: number): number {
  out.set(bytes, at);
  return at + bytes.length;
}

/**
 * Reads a segment's body. The entries are views of `bytes`, nothing in them is parsed or copied.
 * Throws Malformed where a length leads out of the body, a limit is passed or bytes are left over.
 */
export function decodeSegment(bytes: Uint8Array): StoredEntry[] {
  const reader = new BodyReader(bytes);
  if (reader.u8() !== segmentVersion) throw new Malformed("segment", "unknown version");
  const count = reader.u32();
  if (count > segmentEntriesMax) throw new Malformed("segment", "too many entries");
  const entries: StoredEntry[] = [];
  for (let i = 0; i < count; i++) entries.push(readEntry(reader));
  reader.end();
  return entries;
}

function readEntry(reader: BodyReader): StoredEntry {
  const headerSalt = reader.take(saltBytes);
  const header = reader.take(reader.u16());
  const count = reader.u8();
  if (count > partsMax) throw new Malformed("segment", "too many parts");
  const parts: StoredPart[] = [];
  for (let i = 0; i < count; i++) {
    const name = reader.ascii(reader.u8());
    if (!partName.test(name)) throw new Malformed("segment", "not a part name");
    parts.push({ name, salt: reader.take(saltBytes), bytes: reader.take(reader.u32()) });
  }
  return { headerSalt, header, parts };
}

class BodyReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #step(length: number): number {
    const at = this.#at;
    if (at + length > this.#bytes.length) throw new Malformed("segment", "cut short");
    this.#at = at + length;
    return at;
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#step(1));
  }

  u16(): number {
    return this.#bytes.readUInt16BE(this.#step(2));
  }

  u32(): number {
    return this.#bytes.readUInt32BE(this.#step(4));
  }

  take(length: number): Buffer {
    const at = this.#step(length);
    return this.#bytes.subarray(at, at + length);
  }

  ascii(length: number): string {
    const at = this.#step(length);
    return this.#bytes.toString("latin1", at, at + length);
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new Malformed("segment", "bytes left over");
  }
}
