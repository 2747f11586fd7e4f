import { isUtf8 } from "node:buffer";
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { keyFault } from "./enrol.ts";
import { Malformed } from "./malformed.ts";
import { sha256 } from "./sha256.ts";

/** Whose signature is looked for: an Ed25519 note key (C2SP signed-note, type 0x01). */
export type Verifier = {
  readonly name: string;
  /** Four bytes of hash over name, type and key, as 8 hex digits. */
  readonly id: string;
  /** `<name>+<id>+<base64 of type and key>`. */
  readonly vkey: string;
  readonly key: KeyObject;
};

/** A key that signs notes, and its public side. */
export type Signer = { readonly verifier: Verifier; readonly key: KeyObject };

/** One signature line; `id` is 8 hex digits, `bytes` what follows the id. */
export type Signature = { readonly name: string; readonly id: string; readonly bytes: Uint8Array };

/** A note taken apart. Its text ends in a newline and means nothing until a key has verified it. */
export type Note = { readonly text: string; readonly signatures: readonly Signature[] };

/** No note is longer than this. */
export const noteBytesMax = 1_000_000;
/** No note carries more signature lines than this; the standard asks for 16 at least. */
export const signaturesMax = 100;

const ed25519 = 0x01;
const keyBytes = 32;
const spkiHead = Buffer.from("302a300506032b6570032100", "hex");
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

// Cc without U+007F to U+009F: the control characters of ASCII, bar the newline.
const control = /[^\P{Cc}\n\u007f-\u009f]/u;

/** True for what may name a key: not empty, no Unicode space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return name.isWellFormed() && /^[^\p{White_Space}+]+$/u.test(name) && !control.test(name);
}

/**
 * The verifier for a raw 32-byte Ed25519 key. Throws Malformed for a bad name and for every key
 * `keyFault` refuses (low order, mixed order, non-canonical, no point).
 */
export function makeVerifier(name: string, publicKey: Uint8Array): Verifier {
  if (!isKeyName(name)) throw new Malformed("verifier key", "not a key name");
  const fault = keyFault(publicKey);
  if (fault !== undefined) throw new Malformed("verifier key", `refused: ${fault}`);
  const typed = Buffer.concat([Buffer.of(ed25519), publicKey]);
  const id = sha256(Buffer.concat([Buffer.from(`${name}\n`), typed])).toString("hex", 0, 4);
  const der = Buffer.concat([spkiHead, publicKey]);
  return {
    name,
    id,
    vkey: `${name}+${id}+${encodeBase64(typed)}`,
    key: createPublicKey({ key: der, format: "der", type: "spki" }),
  };
}

/** Reads a vkey line. Throws Malformed unless it is the one spelling of a key we accept. */
export function parseVkey(vkey: string): Verifier {
  const [, name, id, base64] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  const typed = decodeBase64(base64 ?? "");
  if (typed?.length !== 1 + keyBytes || typed[0] !== ed25519) {
    throw new Malformed("verifier key", "not an Ed25519 note key");
  }
  const verifier = makeVerifier(name ?? "", typed.subarray(1));
  if (verifier.id !== id) throw new Malformed("verifier key", "its id does not belong to it");
  return verifier;
}

/** A signer from the 32-byte seed of its key (RFC 8032's private key). */
export function signerFromSeed(name: string, seed: Uint8Array): Signer {
  if (seed.length !== keyBytes) throw new RangeError("a seed is 32 bytes");
  const der = Buffer.concat([pkcs8Head, seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicDer = createPublicKey(key).export({ format: "der", type: "spki" });
  return { verifier: makeVerifier(name, publicDer.subarray(spkiHead.length)), key };
}

/** Signs `text`. Throws RangeError unless it ends in a newline, its only control character. */
export function signNote(text: string, signers: readonly Signer[]): string {
  if (!isNoteText(text)) throw new RangeError("not the text of a note");
  const message = Buffer.from(text);
  const lines = signers.map(({ verifier, key }) => {
    const signature = sign(null, message, key);
    const bytes = Buffer.concat([Buffer.from(verifier.id, "hex"), signature]);
    return `— ${verifier.name} ${encodeBase64(bytes)}\n`;
  });
  return `${text}\n${lines.join("")}`;
}

function isNoteText(text: string): boolean {
  return text.isWellFormed() && text.endsWith("\n") && !control.test(text);
}

/** The text of note bytes. Throws Malformed unless they are UTF-8 of bearable length. */
export function noteText(bytes: Uint8Array): string {
  if (bytes.length > noteBytesMax) throw new Malformed("note", "too long");
  if (!isUtf8(bytes)) throw new Malformed("note", "not UTF-8");
  return Buffer.from(bytes).toString("utf8");
}

/** Takes a signed note apart without verifying it. Throws Malformed. */
export function parseNote(note: string): Note {
  if (note.length > noteBytesMax) throw new Malformed("note", "too long");
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || !isNoteText(note)) throw new Malformed("note", "not a signed note");
  const lines = note
    .slice(split + 2)
    .split("\n")
    .slice(0, -1);
  if (lines.length === 0) throw new Malformed("note", "no signature");
  if (lines.length > signaturesMax) throw new Malformed("note", "too many signatures");
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): Signature {
  const [dash, name, base64, more] = line.split(" ");
  const bytes = decodeBase64(base64 ?? "");
  const whole = dash === "—" && more === undefined && isKeyName(name ?? "");
  if (!whole || bytes === undefined || bytes.length < 5) {
    throw new Malformed("note", "a signature line that is none");
  }
  return { name: name as string, id: bytes.toString("hex", 0, 4), bytes: bytes.subarray(4) };
}

/** Does the raw 64-byte signature of an enrolled key hold over `message`? */
export function verifySignature(
  { key }: Verifier,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return verify(null, message, key, signature);
}

/** A verified note: who signed it, and the lines of keys not asked about. */
export type Opened =
  | {
      readonly ok: true;
      readonly text: string;
      readonly by: readonly Verifier[];
      readonly unknown: readonly Signature[];
    }
  | { readonly ok: false; readonly fault: "no known signature" | "bad signature" };

/**
 * Verifies a note against known keys: signatures of other keys are passed over, one bad signature
 * of a known key refuses the whole note, and at least one must hold. Throws Malformed.
 */
export function openNote(note: string, known: readonly Verifier[]): Opened {
  const { text, signatures } = parseNote(note);
  const message = Buffer.from(text);
  const by: Verifier[] = [];
  const unknown: Signature[] = [];
  for (const signature of signatures) {
    const key = known.find(({ name, id }) => name === signature.name && id === signature.id);
    if (key === undefined) {
      unknown.push(signature);
    } else if (!verifySignature(key, message, signature.bytes)) {
      return { ok: false, fault: "bad signature" };
    } else if (!by.includes(key)) {
      by.push(key);
    }
  }
  return by.length > 0
    ? { ok: true, text, by, unknown }
    : { ok: false, fault: "no known signature" };
}
