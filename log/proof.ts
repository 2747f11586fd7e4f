import { decodeBase64, encodeBase64 } from "./base64.ts";
import { type Checkpoint, openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { Malformed } from "./malformed.ts";
import { leafHash } from "./merkle.ts";
import { parseNote, type Verifier } from "./note.ts";
import { verifyInclusion } from "./prove.ts";
import { digestBytes } from "./sha256.ts";

/** One entry's place in a log, provable offline (C2SP tlog-proof). */
export type Proof = {
  readonly index: number;
  /** From the leaf's sibling up, 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
  /** The signed head the proof leads to, as it was signed. */
  readonly checkpoint: string;
  /** Not covered by any signature. */
  readonly extra?: Uint8Array;
};

const firstLine = "c2sp.org/tlog-proof@v1";
/** A path through a tree of 2^64 leaves. */
const hashesMax = 64;

/** The text of a `.tlog-proof` file. */
export function makeProof({ index, hashes, checkpoint, extra }: Proof): string {
  const lines = [
    firstLine,
    ...(extra === undefined ? [] : [`extra ${encodeBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(encodeBase64),
    "",
    checkpoint,
  ];
  return lines.join("\n");
}

/** Reads a `.tlog-proof` file without verifying it. Throws Malformed. */
export function parseProof(text: string): Proof {
  const split = text.indexOf("\n\n");
  if (split < 0) throw new Malformed("proof", "no checkpoint");
  const lines = text.slice(0, split).split("\n");
  if (lines.shift() !== firstLine) throw new Malformed("proof", "unknown first line");
  const extra = lines[0]?.startsWith("extra ") ? readExtra(lines.shift() as string) : undefined;
  const index = readIndex(lines.shift() ?? "");
  if (lines.length > hashesMax) throw new Malformed("proof", "too many hashes");
  const checkpoint = text.slice(split + 2);
  parseCheckpoint(parseNote(checkpoint).text);
  const hashes = lines.map(readHash);
  return { index, hashes, checkpoint, ...(extra === undefined ? {} : { extra }) };
}

function readExtra(line: string): Uint8Array {
  const extra = decodeBase64(line.slice("extra ".length));
  if (extra === undefined) throw new Malformed("proof", "extra is not base64");
  return extra;
}

function readIndex(line: string): number {
  const digits = /^index (0|[1-9][0-9]{0,15})$/.exec(line)?.[1];
  const index = Number(digits);
  if (!Number.isSafeInteger(index)) throw new Malformed("proof", "not an index");
  return index;
}

function readHash(line: string): Uint8Array {
  const hash = decodeBase64(line);
  if (hash?.length !== digestBytes) throw new Malformed("proof", "not a hash");
  return hash;
}

/** A proof that holds and the head it leads to, or the first thing wrong with it. */
export type VerifiedProof =
  | { readonly ok: true; readonly index: number; readonly head: Checkpoint }
  | {
      readonly ok: false;
      readonly fault: "no known signature" | "bad signature" | "not included";
    };

/**
 * Does the proof show that `entry` (for our logs a leaf commitment) stands in the log whose head
 * one of `keys` signed? Throws Malformed where the text is no proof.
 */
export function verifyProof(
  text: string,
  entry: Uint8Array,
  keys: readonly Verifier[],
): VerifiedProof {
  const { index, hashes, checkpoint } = parseProof(text);
  const opened = openCheckpoint(checkpoint, keys);
  if (!opened.ok) return opened;
  const { head } = opened;
  return verifyInclusion(BigInt(index), BigInt(head.size), leafHash(entry), hashes, head.root)
    ? { ok: true, index, head }
    : { ok: false, fault: "not included" };
}
