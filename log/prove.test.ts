import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { emptyRoot, Frontier, leafHash, nodeHash } from "./merkle.ts";
import {
  consistencyProof,
  inclusionProof,
  rootFrom,
  verifyConsistency,
  verifyInclusion,
} from "./prove.ts";
import { commitmentsOf, flipped, publishedVectors, seed } from "./test-kit.ts";

type Published = {
  readonly case: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
};
type Inclusion = Published & {
  readonly leafIdx: number | bigint;
  readonly treeSize: number | bigint;
  readonly root: string;
  readonly leafHash: string;
};
type Consistency = Published & {
  readonly size1: number | bigint;
  readonly size2: number | bigint;
  readonly root1: string;
  readonly root2: string;
};

const bytes = (base64: string) => Buffer.from(base64, "base64");

test("all 98 published inclusion cases are judged as they say", () => {
  const cases = publishedVectors<Inclusion[]>("merkle-inclusion.json");
  assert.equal(cases.length, 98);
  for (const one of cases) {
    const proof = (one.proof ?? []).map(bytes);
    const index = BigInt(one.leafIdx);
    const size = BigInt(one.treeSize);
    const judged = verifyInclusion(index, size, bytes(one.leafHash), proof, bytes(one.root));
    assert.equal(judged, !one.wantErr, one.case);
  }
});

test("all 98 published consistency cases are judged as they say", () => {
  const cases = publishedVectors<Consistency[]>("merkle-consistency.json");
  assert.equal(cases.length, 98);
  for (const one of cases) {
    const proof = (one.proof ?? []).map(bytes);
    const sizes = [BigInt(one.size1), BigInt(one.size2)] as const;
    const judged = verifyConsistency(...sizes, bytes(one.root1), bytes(one.root2), proof);
    assert.equal(judged, !one.wantErr, one.case);
  }
});

const leaves = commitmentsOf(70).map(leafHash);
const growing = new Frontier();
const roots = [
  emptyRoot,
  ...leaves.map((leaf) => {
    growing.append(leaf);
    return growing.root();
  }),
];

/** Straight from the leaves. */
function nodes(level: number, index: number): Uint8Array {
  if (level === 0) return leaves[index] as Buffer;
  return nodeHash(nodes(level - 1, index * 2), nodes(level - 1, index * 2 + 1));
}

test("law: every leaf of every tree is proved, at its place and nowhere else", async () => {
  for (let size = 1; size <= leaves.length; size++) {
    assert.deepEqual(await rootFrom(size, nodes), roots[size]);
    for (let index = 0; index < size; index++) {
      const proof = await inclusionProof(index, size, nodes);
      const root = roots[size] as Buffer;
      const leaf = leaves[index] as Buffer;
      assert.ok(verifyInclusion(BigInt(index), BigInt(size), leaf, proof, root));
      assert.ok(!verifyInclusion(BigInt(index + 1), BigInt(size), leaf, proof, root));
    }
  }
});

test("law: every tree is proved the beginning of every later one", async () => {
  for (let size = 1; size <= leaves.length; size++) {
    for (let old = 1; old <= size; old++) {
      const proof = await consistencyProof(old, size, nodes);
      const [a, b] = [roots[old] as Buffer, roots[size] as Buffer];
      assert.ok(verifyConsistency(BigInt(old), BigInt(size), a, b, proof), `${old} in ${size}`);
      if (old > 0)
        assert.ok(!verifyConsistency(BigInt(old), BigInt(size), flipped(a, 9), b, proof));
    }
  }
});

test("law: a proof with one bit turned over, a step less or a step more is refused", async () => {
  const sizes = fc.tuple(fc.integer({ min: 2, max: 70 }), fc.nat(), fc.nat());
  await fc.assert(
    fc.asyncProperty(sizes, async ([size, place, bit]) => {
      const index = place % size;
      const leaf = leaves[index] as Buffer;
      const root = roots[size] as Buffer;
      const inclusion = await inclusionProof(index, size, nodes);
      const consistency = await consistencyProof(Math.max(1, index), size, nodes);
      const old = roots[Math.max(1, index)] as Buffer;
      const included = (proof: readonly Uint8Array[]) =>
        verifyInclusion(BigInt(index), BigInt(size), leaf, proof, root);
      const consistent = (proof: readonly Uint8Array[]) =>
        verifyConsistency(BigInt(Math.max(1, index)), BigInt(size), old, root, proof);
      for (const [proof, holds] of [
        [inclusion, included],
        [consistency, consistent],
      ] as const) {
        const step = bit % proof.length;
        assert.ok(holds(proof));
        assert.ok(!holds(proof.with(step, flipped(proof[step] as Buffer, bit))));
        assert.ok(!holds(proof.slice(1)));
        assert.ok(!holds(proof.slice(0, -1)));
        assert.ok(!holds([...proof, root]));
      }
    }),
    { seed, numRuns: 150 },
  );
});

test("nothing shorter or longer than a hash stands in a proof", () => {
  const [a, b] = [leaves[0] as Buffer, leaves[1] as Buffer];
  const root = nodeHash(a, b);
  assert.ok(verifyInclusion(0n, 2n, a, [b], root));
  for (const step of [b.subarray(0, 31), Buffer.concat([b, b]), Buffer.of()]) {
    // A stale last byte must never complete a short step.
    nodeHash(a, b);
    assert.ok(!verifyInclusion(0n, 2n, a, [step], root));
    assert.ok(!verifyConsistency(1n, 2n, a, root, [step]));
    assert.ok(!verifyInclusion(0n, 1n, step, [], step));
  }
});

test("an empty tree proves nothing", async () => {
  assert.deepEqual(await consistencyProof(0, 5, nodes), []);
  assert.ok(!verifyConsistency(0n, 5n, emptyRoot, roots[5] as Buffer, []));
});

test("a proof of what is not there is not asked for", async () => {
  await assert.rejects(inclusionProof(3, 3, nodes), RangeError);
  await assert.rejects(inclusionProof(-1, 3, nodes), RangeError);
  await assert.rejects(consistencyProof(4, 3, nodes), RangeError);
  await assert.rejects(rootFrom(0, nodes), RangeError);
});
