/** What the tests of this folder share: published vectors, fixed keys, leaves, logs in memory. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { signCheckpoint } from "./checkpoint.ts";
import { encodeHeader, type Header, leafCommitment, partCommitment } from "./entry.ts";
import { canonicalBytes } from "./jcs.ts";
import { makeKeys } from "./keys.ts";
import { layLog } from "./layout.ts";
import { Malformed } from "./malformed.ts";
import { type Signer, signerFromSeed } from "./note.ts";
import type { LogReader } from "./reader.ts";
import type { StoredEntry } from "./segment.ts";
import { sha256 } from "./sha256.ts";

/** Seed of every random test, so that a failure can be run again. */
export const seed = 20261122;

/** Where the published vectors of others lie, beside the repository. */
const sharedVectors = fileURLToPath(new URL("../../shared/data/vectors/", import.meta.url));

/** A published vector file; numbers above 2^53 are kept as bigint. Fails when it is missing. */
export function publishedVectors<T>(name: string): T {
  let text: string;
  try {
    text = readFileSync(`${sharedVectors}${name}`, "utf8");
  } catch (error) {
    throw new Error(`the published vectors are missing: ../shared/data/vectors/${name}`, {
      cause: error,
    });
  }
  const whole = (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === "number" && !Number.isSafeInteger(value)
      ? BigInt(context?.source ?? "")
      : value;
  return JSON.parse(text, whole as (key: string, value: unknown) => unknown) as T;
}

/** One of our own vector files in specs/vectors. */
export function ownVectors<T>(name: string): T {
  return JSON.parse(
    readFileSync(new URL(`../specs/vectors/${name}`, import.meta.url), "utf8"),
  ) as T;
}

/** 32 bytes that follow from a word. */
export function fixed(word: string): Buffer {
  return sha256(Buffer.from(word));
}

/** A key that follows from its name and a word. */
export function signerOf(name: string, word: string = name): Signer {
  return signerFromSeed(name, fixed(`seed of ${word}`));
}

/** The origin of the logs the tests make. */
export const origin = "alongside.invalid/b0s9u4";

/** `count` commitments of no particular entries. */
export function commitmentsOf(count: number, word = "entry"): Buffer[] {
  return Array.from({ length: count }, (_, i) => fixed(`${word} ${i}`));
}

/** Entry number `index` of a log of needs, with record, stamp and words. */
export function entryAt(index: number, words: unknown = { text: "mantas" }): StoredEntry {
  const parts = [
    { name: "record", value: { n: index, quantity: "60", unit: "item" } },
    { name: "stamp", value: { by: "member", kind: "act" } },
    { name: "words", value: words },
  ].map(({ name, value }) => ({
    name,
    salt: fixed(`${name} salt ${index}`),
    bytes: canonicalBytes(value as never),
  }));
  const header: Header = {
    v: 1,
    space: "b0s9u4",
    index,
    id: `e${index}`,
    thing: `t${index % 7}`,
    type: "need.opened/1",
    parts: Object.fromEntries(
      parts.map(({ name, salt, bytes }) => [name, partCommitment(name, salt, bytes)]),
    ),
  };
  return { headerSalt: fixed(`header salt ${index}`), header: encodeHeader(header), parts };
}

/** The commitment of a stored entry. */
export function commitmentOf(entry: StoredEntry): Buffer {
  return leafCommitment(entry.headerSalt, entry.header);
}

/** A log's files by path. */
export type Files = Map<string, Uint8Array>;

/** A whole signed log over `commitments`, in memory. */
export async function filesOf(
  commitments: Iterable<Uint8Array>,
  signer: Signer = signerOf(origin),
): Promise<Files> {
  const key = makeKeys([{ from: 0, verifier: signer.verifier, certified: "founding" }]);
  const files: Files = new Map();
  const sign = (size: number, root: Uint8Array) =>
    signCheckpoint({ origin: signer.verifier.name, size, root }, signer);
  for await (const { path, bytes } of layLog(commitments, key, sign)) {
    files.set(path, Buffer.from(bytes));
  }
  return files;
}

/** Reads a log held in memory, as strict about length as a real reader. */
export function memoryReader(files: Files): LogReader {
  return async (path, bytesMax) => {
    const bytes = files.get(path);
    if (bytes !== undefined && bytes.length > bytesMax) throw new Malformed(path, "too long");
    return bytes;
  };
}

/** A copy of `bytes` with one bit turned over; `bit` wraps around the length. */
export function flipped(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] as number) ^ (1 << (bit % 8));
  return copy;
}

/** Runs a parser on hostile input: it answers or throws Malformed, nothing else. */
export function onlyMalformed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    assert.ok(error instanceof Malformed, `threw ${error}`);
    return undefined;
  }
}
