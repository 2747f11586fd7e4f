import assert from "node:assert/strict";
import { test } from "node:test";
import { openCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { encodeHeader, type Header, leafCommitment, parseHeader, partCommitment } from "./entry.ts";
import { canonicalBytes, canonicalJson, type Json } from "./jcs.ts";
import { certifyKey, makeKeys, parseKeys } from "./keys.ts";
import { Malformed } from "./malformed.ts";
import { leafHash } from "./merkle.ts";
import { parseVkey, signerFromSeed } from "./note.ts";
import { makeProof, verifyProof } from "./proof.ts";
import { consistencyProof, inclusionProof, verifyConsistency } from "./prove.ts";
import { decodeSegment, encodeSegment, type StoredEntry } from "./segment.ts";
import { sha256 } from "./sha256.ts";
import { commitmentsOf, filesOf, ownVectors } from "./test-kit.ts";
import { tilePath } from "./tile-path.ts";
import { nodesFromTiles } from "./tiles.ts";

type PartVector = {
  name: string;
  value: Json;
  salt: string;
  canonical: string;
  commitment: string;
};
type EntryVectors = {
  entries: {
    header: Header;
    headerSalt: string;
    canonical: string;
    commitment: string;
    leafHash: string;
    parts: PartVector[];
  }[];
  refusedHeaders: { why: string; header: string }[];
  segment: string;
  refusedSegments: { why: string; segment: string }[];
};
type LogVectors = {
  origin: string;
  seed: string;
  vkey: string;
  logs: { size: number; root: string; checkpoint: string; files: Record<string, string> }[];
  inclusion: { index: number; size: number; proof: string }[];
  consistency: { old: number; size: number; proof: string[] }[];
  keys: { groupSeed: string; groupName: string; nextSeed: string; from: number; file: string };
};

const hex = (digits: string) => Buffer.from(digits, "hex");

test("the published entries are made, committed to and sealed as specs/entry.md says", () => {
  const vectors = ownVectors<EntryVectors>("entry.json");
  assert.ok(vectors.entries.length > 1);
  const stored: StoredEntry[] = vectors.entries.map((entry) => {
    const parts = entry.parts.map(({ name, value, salt, canonical, commitment }) => {
      assert.equal(canonicalJson(value), canonical);
      const bytes = canonicalBytes(value);
      assert.equal(partCommitment(name, hex(salt), bytes), commitment);
      assert.equal(entry.header.parts[name], commitment);
      return { name, salt: hex(salt), bytes };
    });
    const header = encodeHeader(entry.header);
    assert.equal(header.toString(), entry.canonical);
    assert.deepEqual(parseHeader(header), entry.header);
    const commitment = leafCommitment(hex(entry.headerSalt), header);
    assert.equal(commitment.toString("hex"), entry.commitment);
    assert.equal(leafHash(commitment).toString("hex"), entry.leafHash);
    return { headerSalt: hex(entry.headerSalt), header, parts };
  });
  assert.equal(encodeSegment(stored).toString("hex"), vectors.segment);
  assert.equal(encodeSegment(decodeSegment(hex(vectors.segment))).toString("hex"), vectors.segment);
});

test("the published malformed headers and segments are refused", () => {
  const { refusedHeaders, refusedSegments } = ownVectors<EntryVectors>("entry.json");
  assert.ok(refusedHeaders.length > 5 && refusedSegments.length > 3);
  for (const { why, header } of refusedHeaders) {
    assert.throws(() => parseHeader(Buffer.from(header)), Malformed, why);
  }
  for (const { why, segment } of refusedSegments) {
    assert.throws(() => decodeSegment(hex(segment)), Malformed, why);
  }
});

const vectors = ownVectors<LogVectors>("log.json");
const signer = signerFromSeed(vectors.origin, hex(vectors.seed));
const keys = [parseVkey(vectors.vkey)];

test("the published logs are laid out and signed as specs/log.md says", async () => {
  assert.equal(signer.verifier.vkey, vectors.vkey);
  assert.ok(vectors.logs.length > 3);
  for (const { size, root, checkpoint, files } of vectors.logs) {
    const laid = await filesOf(commitmentsOf(size), signer);
    const digests = [...laid].map(([path, bytes]) => [path, sha256(bytes).toString("hex")]);
    assert.deepEqual(Object.fromEntries(digests), files, `size ${size}`);
    const head = { origin: vectors.origin, size, root: Buffer.from(root, "base64") };
    assert.equal(signCheckpoint(head, signer), checkpoint);
    const opened = openCheckpoint(checkpoint, keys);
    assert.ok(opened.ok);
    assert.deepEqual(opened.head, head);
  }
});

async function nodesOf(size: number) {
  const laid = await filesOf(commitmentsOf(size), signer);
  return nodesFromTiles(size, (level, n, width) => {
    return laid.get(tilePath(level, n, width)) ?? new Uint8Array();
  });
}

const logOf = (size: number) => {
  const log = vectors.logs.find((one) => one.size === size);
  assert.ok(log !== undefined);
  return log;
};

test("the published proofs are made and hold", async () => {
  for (const { index, size, proof } of vectors.inclusion) {
    const { checkpoint } = logOf(size);
    const hashes = await inclusionProof(index, size, await nodesOf(size));
    assert.equal(makeProof({ index, hashes, checkpoint }), proof);
    assert.ok(verifyProof(proof, commitmentsOf(size)[index] as Buffer, keys).ok);
  }
  for (const { old, size, proof } of vectors.consistency) {
    const hashes = await consistencyProof(old, size, await nodesOf(size));
    assert.deepEqual(
      hashes.map((hash) => Buffer.from(hash).toString("base64")),
      proof,
    );
    const roots = [logOf(old).root, logOf(size).root].map((root) => Buffer.from(root, "base64"));
    const [a, b] = roots as [Buffer, Buffer];
    assert.ok(verifyConsistency(BigInt(old), BigInt(size), a, b, hashes));
  }
});

test("the published key file is made and read", () => {
  const { groupSeed, groupName, nextSeed, from, file } = vectors.keys;
  const group = signerFromSeed(groupName, hex(groupSeed));
  const next = signerFromSeed(vectors.origin, hex(nextSeed));
  const founding = { from: 0, verifier: signer.verifier, certified: "founding" } as const;
  assert.equal(makeKeys([founding, certifyKey(from, next.verifier, group)]), file);
  assert.equal(makeKeys(parseKeys(file)), file);
});
