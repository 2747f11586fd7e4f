import { Malformed } from "./malformed.ts";
import { sha256, sha256Base64 } from "./sha256.ts";

/** What a leaf commits to (specs/entry.md): one fact about exactly one thing. */
export type Header = {
  readonly v: 1;
  /** The space's id. */
  readonly space: string;
  /** Place in the space's log, from 0. */
  readonly index: number;
  /** The entry's own random id. */
  readonly id: string;
  /** The id of the thing the entry is about. */
  readonly thing: string;
  /** The fact's name and version: `need.opened/2`. */
  readonly type: string;
  /** Part name to its commitment, 32 bytes in standard base64. */
  readonly parts: Readonly<Record<string, string>>;
};

/** Bytes in a salt. */
export const saltBytes = 32;
/** No header is longer than this. */
export const headerBytesMax = 16_384;
/** No entry has more parts than this. */
export const partsMax = 64;
/** What a part's name looks like; the word before the first dot is its kind. */
export const partName = /^[a-z][a-z0-9.-]{0,63}$/;

const erasableKinds: ReadonlySet<string> = new Set(["words", "people", "files"]);

/** True for the parts that may be erased while the log keeps proving: words, people, files. */
export function isErasable(name: string): boolean {
  const dot = name.indexOf(".");
  return erasableKinds.has(dot < 0 ? name : name.slice(0, dot));
}

// Ids and types are printable ASCII that JSON never escapes, so a header has exactly one spelling.
const plain = "[!#-[\\]-~]{1,128}";
const commitment = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=";
const plainShape = new RegExp(`^${plain}$`);
const commitmentShape = new RegExp(`^${commitment}$`);
const headerShape = new RegExp(
  `^\\{"id":"(${plain})","index":(0|[1-9][0-9]{0,15}),"parts":\\{([^{}]*)\\},` +
    `"space":"(${plain})","thing":"(${plain})","type":"(${plain})","v":1\\}$`,
);
const partShape = new RegExp(`"([a-z][a-z0-9.-]{0,63})":"(${commitment})"(,|$)`, "y");

/** The bytes of a header as they are hashed and stored; {@link headerText} in ASCII. */
export function encodeHeader(header: Header): Buffer {
  return Buffer.from(headerText(header), "latin1");
}

/**
 * A header's canonical JSON, put together from the one shape it has: plain ASCII. Throws
 * Malformed outside specs/entry.md.
 */
export function headerText({ space, index, id, thing, type, parts }: Header): string {
  if (![space, id, thing, type].every((word) => plainShape.test(word))) {
    throw new Malformed("header", "an id or type that is not plain ASCII");
  }
  if (!(Number.isSafeInteger(index) && index >= 0)) throw new Malformed("header", "not an index");
  const names = Object.keys(parts).sort();
  if (names.length > partsMax) throw new Malformed("header", "too many parts");
  let list = "";
  for (const name of names) {
    const commitment = parts[name] as string;
    if (!partName.test(name) || !commitmentShape.test(commitment)) {
      throw new Malformed("header", "not a part and its commitment");
    }
    list += `${list === "" ? "" : ","}"${name}":"${commitment}"`;
  }
  return (
    `{"id":"${id}","index":${index},"parts":{${list}},"space":"${space}",` +
    `"thing":"${thing}","type":"${type}","v":1}`
  );
}

/** Reads header bytes. Throws Malformed unless they are the one canonical form of a header. */
export function parseHeader(bytes: Uint8Array): Header {
  if (bytes.length > headerBytesMax) throw new Malformed("header", "too long");
  const text = view(bytes).toString("latin1");
  const match = headerShape.exec(text);
  if (match === null) throw new Malformed("header", "not in canonical form");
  const [, id, digits, parts, space, thing, type] = match as unknown as string[];
  const index = Number(digits);
  if (!Number.isSafeInteger(index)) throw new Malformed("header", "index too large");
  return {
    v: 1,
    space: space as string,
    index,
    id: id as string,
    thing: thing as string,
    type: type as string,
    parts: parseParts(parts as string),
  };
}

function parseParts(text: string): Record<string, string> {
  const parts: Record<string, string> = {};
  let last = "";
  let count = 0;
  let end = text === "";
  partShape.lastIndex = 0;
  while (!end) {
    const match = partShape.exec(text);
    if (match === null) throw new Malformed("header", "parts not in canonical form");
    const name = match[1] as string;
    if (name <= last) throw new Malformed("header", "parts out of order");
    if (++count > partsMax) throw new Malformed("header", "too many parts");
    parts[name] = match[2] as string;
    last = name;
    end = match[3] === "";
  }
  return parts;
}

/** What a part's commitment begins with. */
export const partTag = "alongside/part/v1\n";
const entryTag = Buffer.from("alongside/entry/v1\n", "latin1");
// One message is put together at a time, so one buffer serves; longer messages get their own.
const scratch = Buffer.alloc(65_536);

/**
 * SHA-256("alongside/part/v1\n" ‖ name ‖ "\n" ‖ salt ‖ bytes) in standard base64, as a header
 * holds it. `bytes` is the part's canonical JSON as stored. Throws RangeError on a bad name or
 * salt.
 */
export function partCommitment(name: string, salt: Uint8Array, bytes: Uint8Array): string {
  if (!partName.test(name)) throw new RangeError("not a part name");
  if (salt.length !== saltBytes) throw new RangeError("a salt is 32 bytes");
  const saltAt = partTag.length + name.length + 1;
  const length = saltAt + saltBytes + bytes.length;
  const message = room(length);
  message.write(`${partTag}${name}\n`, 0, "latin1");
  message.set(salt, saltAt);
  message.set(bytes, saltAt + saltBytes);
  return sha256Base64(message.subarray(0, length));
}

/**
 * SHA-256("alongside/entry/v1\n" ‖ salt ‖ header), the 32 bytes a leaf of the log is.
 * `header` is the header's bytes as stored. Throws RangeError on a bad salt.
 */
export function leafCommitment(salt: Uint8Array, header: Uint8Array): Buffer {
  if (salt.length !== saltBytes) throw new RangeError("a salt is 32 bytes");
  const length = entryTag.length + saltBytes + header.length;
  const message = room(length);
  message.set(entryTag, 0);
  message.set(salt, entryTag.length);
  message.set(header, entryTag.length + saltBytes);
  return sha256(message.subarray(0, length));
}

function room(length: number): Buffer {
  return length <= scratch.length ? scratch : Buffer.allocUnsafe(length);
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
