import { type Header, headerText, partName, partsMax, partTag, saltBytes } from "./entry.ts";
import { Malformed } from "./malformed.ts";
import { segmentEntriesMax, segmentVersion } from "./segment.ts";
import { digestBytes, sha256Base64, sha256Into } from "./sha256.ts";

/** A part that stays with its entry: its name and its canonical JSON. */
export type NewPart = { readonly name: string; readonly text: string };

/** What a header says beside its parts. */
export type NewHeader = Omit<Header, "v" | "parts">;

const entryTag = "alongside/entry/v1\n";
const lengthMax = 0xffff;

/**
 * A segment's body in the making (specs/entry.md §6). Each entry is committed to and put in its
 * place in one go: these are the busiest bytes there are, and every view or call out of the
 * language costs about as much as what it is for.
 */
export class SegmentWriter {
  #body = Buffer.allocUnsafe(4_096);
  #at = 5;
  #count = 0;
  #leaves = Buffer.allocUnsafe(8 * digestBytes);
  /** The parts of the entry being added, which stand behind a header that names them. */
  #parts = Buffer.allocUnsafe(4_096);
  #partsEnd = 0;

  /** How many entries were added. */
  get count(): number {
    return this.#count;
  }

  /**
   * Adds an entry. `gone` are the commitments of parts kept elsewhere, `stay` the parts kept here,
   * `salts` 32 random bytes for the header and for each of those, in their order. Throws Malformed
   * or RangeError outside specs/entry.md, and has then added nothing. Answers the header's text.
   */
  add(
    head: NewHeader,
    gone: Readonly<Record<string, string>>,
    stay: readonly NewPart[],
    salts: Uint8Array,
  ): string {
    if (salts.length !== saltBytes * (stay.length + 1)) throw new RangeError("a salt is 32 bytes");
    if (stay.length > partsMax) throw new RangeError("too many parts");
    if (this.#count === segmentEntriesMax) throw new RangeError("too many entries");
    const parts: Record<string, string> = { ...gone };
    this.#partsEnd = 0;
    let saltAt = saltBytes;
    for (const { name, text } of stay) {
      parts[name] = this.#part(name, text, salts, saltAt);
      saltAt += saltBytes;
    }
    const header = headerText({ ...head, v: 1, parts });
    this.#entry(header, stay.length, salts);
    return header;
  }

  /** Puts one part behind the others of its entry; answers its commitment. */
  #part(name: string, text: string, salts: Uint8Array, saltAt: number): string {
    if (!partName.test(name)) throw new RangeError("not a part name");
    // No sign of text takes more than three bytes.
    const message = room(partTag.length + name.length + 1 + saltBytes + 3 * text.length);
    const from = writeText("\n", message, writeText(name, message, writeText(partTag, message, 0)));
    copy(salts, saltAt, message, from, saltBytes);
    const end = writeText(text, message, from + saltBytes);
    const length = end - from - saltBytes;
    this.#parts = grown(this.#parts, this.#partsEnd + 5 + name.length + saltBytes + length);
    const to = this.#parts;
    let at = this.#partsEnd;
    to[at++] = name.length;
    at = writeText(name, to, at);
    copy(message, from, to, at, saltBytes);
    at = to.writeUInt32BE(length, at + saltBytes);
    copy(message, from + saltBytes, to, at, length);
    this.#partsEnd = at + length;
    return sha256Base64(message.subarray(0, end));
  }

  /** Puts the entry with this header, and the parts put together before, at the body's end. */
  #entry(header: string, count: number, salts: Uint8Array): void {
    const { length } = header;
    if (length > lengthMax) throw new Malformed("header", "too long");
    this.#body = grown(this.#body, this.#at + saltBytes + 3 + length + this.#partsEnd);
    const body = this.#body;
    copy(salts, 0, body, this.#at, saltBytes);
    const headerAt = body.writeUInt16BE(length, this.#at + saltBytes);
    // Plain ASCII, or it would be no header.
    writeText(header, body, headerAt);
    const message = room(entryTag.length + saltBytes + length);
    const from = writeText(entryTag, message, 0);
    copy(salts, 0, message, from, saltBytes);
    writeText(header, message, from + saltBytes);
    this.#leaves = grown(this.#leaves, (this.#count + 1) * digestBytes);
    const hashed = message.subarray(0, from + saltBytes + length);
    sha256Into(hashed, this.#leaves, this.#count * digestBytes);
    body[headerAt + length] = count;
    copy(this.#parts, 0, body, headerAt + length + 1, this.#partsEnd);
    this.#at = headerAt + length + 1 + this.#partsEnd;
    this.#count++;
  }

  /** The body so far: valid until the next entry is added. */
  body(): Uint8Array {
    this.#body.writeUInt32BE(this.#count, 1);
    this.#body[0] = segmentVersion;
    return this.#body.subarray(0, this.#at);
  }

  /** The leaf commitments so far, 32 bytes each: valid until the next entry is added. */
  leaves(): Uint8Array {
    return this.#leaves.subarray(0, this.#count * digestBytes);
  }
}

// One message is put together at a time, so one buffer serves; longer messages get their own.
const scratch = Buffer.allocUnsafe(65_536);

function room(length: number): Buffer {
  return length <= scratch.length ? scratch : Buffer.allocUnsafe(length);
}

function grown(buffer: Buffer, length: number): Buffer<ArrayBuffer> {
  if (length <= buffer.length) return buffer as Buffer<ArrayBuffer>;
  const larger = Buffer.allocUnsafe(Math.max(length, 2 * buffer.length));
  larger.set(buffer);
  return larger;
}

const COPY_BY_HAND_MAX = 256;

function copy(from: Uint8Array, at: number, to: Uint8Array, toAt: number, length: number): void {
  if (length > COPY_BY_HAND_MAX) to.set(from.subarray(at, at + length), toAt);
  else for (let i = 0; i < length; i++) to[toAt + i] = from[at + i] as number;
}

const WRITE_BY_HAND_MAX = 40;

/** Writes text as UTF-8; answers where it ends. */
function writeText(text: string, to: Buffer, at: number): number {
  if (text.length > WRITE_BY_HAND_MAX) return at + to.write(text, at, "utf8");
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (sign > 0x7f) return at + i + to.write(text.slice(i), at + i, "utf8");
    to[at + i] = sign;
  }
  return at + text.length;
}
