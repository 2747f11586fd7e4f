import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { emptyRoot, Frontier, leafHash, nodeHash } from "./merkle.ts";
import { commitmentsOf } from "./test-kit.ts";

// The eight leaves of Certificate Transparency's own tests, and the roots over the first n.
const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
  .concat("606162636465666768696a6b6c6d6e6f")
  .map((hex) => Buffer.from(hex, "hex"));
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

test("the roots over the eight published leaves", () => {
  const frontier = new Frontier();
  assert.equal(Buffer.from(frontier.root()).toString("hex"), roots[0]);
  leaves.forEach((leaf, i) => {
    frontier.append(leafHash(leaf));
    assert.equal(Buffer.from(frontier.root()).toString("hex"), roots[i + 1], `size ${i + 1}`);
  });
});

/** RFC 6962 §2.1 as it is written: split at the largest power of two below the length. */
function rootByDefinition(entries: readonly Buffer[]): Buffer {
  const hash = (...pieces: Buffer[]) => createHash("sha256").update(Buffer.concat(pieces)).digest();
  if (entries.length === 0) return hash();
  if (entries.length === 1) return hash(Buffer.of(0), entries[0] as Buffer);
  let k = 1;
  while (k * 2 < entries.length) k *= 2;
  const halves = [entries.slice(0, k), entries.slice(k)].map(rootByDefinition);
  return hash(Buffer.of(1), ...halves);
}

test("law: appending one by one gives the root of the definition, at every size", () => {
  const entries = commitmentsOf(300);
  const frontier = new Frontier();
  entries.forEach((entry, i) => {
    frontier.append(leafHash(entry));
    assert.deepEqual(frontier.root(), rootByDefinition(entries.slice(0, i + 1)));
  });
});

test("every subtree is told of once, when it is complete, with its hash", () => {
  const entries = commitmentsOf(64);
  const frontier = new Frontier();
  const told: string[] = [];
  const expected: string[] = [];
  entries.forEach((entry, i) => {
    frontier.append(leafHash(entry), (level, hash) => {
      told.push(`${level} ${Buffer.from(hash).toString("hex")}`);
    });
    for (let level = 0; (i + 1) % 2 ** level === 0; level++) {
      const subtree = rootByDefinition(entries.slice(i + 1 - 2 ** level, i + 1));
      expected.push(`${level} ${subtree.toString("hex")}`);
    }
  });
  assert.deepEqual(told, expected);
});

test("a frontier from its subtrees goes on as the one it was taken from; a copy does not", () => {
  const [a, b, c, d] = commitmentsOf(4).map(leafHash) as [Buffer, Buffer, Buffer, Buffer];
  const whole = new Frontier();
  for (const leaf of [a, b, c]) whole.append(leaf);
  const taken = Frontier.of(3, [c, nodeHash(a, b)]);
  const copy = whole.clone();
  for (const frontier of [whole, taken]) for (const leaf of [d, a]) frontier.append(leaf);
  assert.deepEqual(taken.root(), whole.root());
  assert.equal(copy.size, 3);
  assert.deepEqual(copy.root(), nodeHash(nodeHash(a, b), c));
  assert.deepEqual(new Frontier().root(), emptyRoot);
  assert.throws(() => Frontier.of(3, [c]), RangeError);
  assert.throws(() => Frontier.of(2, [c, d]), RangeError);
});
