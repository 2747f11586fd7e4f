import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeBundle, encodeBundle } from "./bundle.ts";
import { Malformed } from "./malformed.ts";
import { Frontier, leafHash } from "./merkle.ts";
import { inclusionProof, rootFrom, verifyInclusion } from "./prove.ts";
import { commitmentsOf, onlyMalformed, seed } from "./test-kit.ts";
import { nodesFromTiles, type Tile, TileWriter, widthOf } from "./tiles.ts";

const leaves = commitmentsOf(70_000).map(leafHash);

/** A store of full tiles, and what went into it. */
function storeOf(tiles: readonly Tile[]) {
  const kept = new Map(tiles.map((tile) => [`${tile.level}/${tile.n}`, tile.bytes]));
  return (level: number, n: number) => kept.get(`${level}/${n}`) ?? new Uint8Array();
}

function written(size: number) {
  const writer = new TileWriter();
  return { writer, full: writer.append(leaves.slice(0, size)) };
}

test("70,000 entries: 273 full tiles and one of 112, one and 17 above, one above that", () => {
  const { writer, full } = written(70_000);
  const names = (tiles: readonly Tile[]) => tiles.map((tile) => `${tile.level}/${tile.n}`);
  const expected = Array.from({ length: 273 }, (_, n) => `0/${n}`);
  assert.deepEqual(names(full).sort(), [...expected, "1/0"].sort());
  const partial = writer.partials().map(({ level, n, width }) => `${level}/${n}.p/${width}`);
  assert.deepEqual(partial, ["0/273.p/112", "1/1.p/17", "2/0.p/1"]);
  assert.ok(full.every(({ bytes }) => bytes.length === 8192));
  const byHand = new Frontier();
  for (const leaf of leaves) byHand.append(leaf);
  assert.deepEqual(writer.root(), byHand.root());
});

test("law: however it is appended, stopped and restored, tiles and root are the same", async () => {
  const cuts = fc.array(fc.integer({ min: 0, max: 66_000 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(cuts, async (stops) => {
      const all: Tile[] = [];
      let writer = new TileWriter();
      for (const stop of [...stops, 66_000].sort((a, b) => a - b)) {
        all.push(...writer.append(leaves.slice(writer.size, stop)));
        const tail = leaves.slice(stop - (stop % 256), stop);
        const restored = await TileWriter.restore(stop, tail, storeOf(all));
        assert.deepEqual(restored.root(), writer.root());
        assert.deepEqual(restored.partials(), writer.partials());
        writer = restored;
      }
      const whole = written(66_000);
      assert.deepEqual(all, whole.full);
      assert.deepEqual(writer.partials(), whole.writer.partials());
    }),
    { seed, numRuns: 6 },
  );
});

test("a copy that is appended to leaves the writer as it was", () => {
  const { writer } = written(255);
  const root = writer.root();
  const partials = writer.partials();
  const copy = writer.clone();
  assert.equal(copy.append(leaves.slice(255, 300)).length, 1);
  assert.equal(writer.size, 255);
  assert.deepEqual(writer.root(), root);
  assert.deepEqual(writer.partials(), partials);
  writer.append(leaves.slice(255, 300));
  assert.deepEqual(writer.root(), copy.root());
});

test("what a clone wrote before it was given up reaches nobody", () => {
  for (const size of [0, 1, 100, 255, 256, 300, 511, 512]) {
    const { writer } = written(size);
    const given = writer.clone();
    const lost = given.append(leaves.slice(2_000, 2_600)).map(({ bytes }) => Buffer.from(bytes));
    const full = writer.clone();
    const stored = full.append(leaves.slice(size, size + 700));
    const { writer: whole, full: expected } = written(size + 700);
    assert.deepEqual(stored, expected.slice(-stored.length));
    assert.deepEqual(full.root(), whole.root());
    assert.deepEqual(full.partials(), whole.partials());
    assert.deepEqual(
      writer
        .clone()
        .append(leaves.slice(2_000, 2_600))
        .map((t) => t.bytes),
      lost,
    );
    assert.deepEqual(stored, expected.slice(-stored.length));
  }
});

test("restoring refuses a tail or a tile of the wrong length", async () => {
  const { full } = written(600);
  const tail = leaves.slice(512, 600);
  await TileWriter.restore(600, tail, storeOf(full));
  const none = () => new Uint8Array();
  await assert.rejects(TileWriter.restore(600, tail.slice(1), storeOf(full)), Malformed);
  await assert.rejects(TileWriter.restore(600, tail, none), Malformed);
  await assert.rejects(TileWriter.restore(1, [Buffer.alloc(31)], none), Malformed);
});

test("proofs made from tiles hold at every kind of edge", async () => {
  for (const size of [1, 2, 255, 256, 257, 511, 65_536, 65_537, 70_000]) {
    const { writer, full } = written(size);
    const read = storeOf([...full, ...writer.partials()]);
    const nodes = nodesFromTiles(size, read);
    assert.deepEqual(await rootFrom(size, nodes), writer.root(), `root at ${size}`);
    for (const index of [0, Math.floor(size / 2), size - 1]) {
      const proof = await inclusionProof(index, size, nodes);
      const leaf = leaves[index] as Buffer;
      assert.ok(verifyInclusion(BigInt(index), BigInt(size), leaf, proof, writer.root()));
    }
  }
});

test("reading nodes refuses a tile of the wrong length and nodes beyond the tree", async () => {
  const nodes = nodesFromTiles(3, () => Buffer.alloc(64));
  await assert.rejects(async () => nodes(0, 0), Malformed);
  await assert.rejects(async () => nodes(0, 3), RangeError);
  await assert.rejects(async () => nodes(1, 1), RangeError);
});

test("the width of a tile follows from the size alone", () => {
  const rows: readonly [number, number, number, number][] = [
    [0, 0, 0, 0],
    [1, 0, 0, 1],
    [256, 0, 0, 256],
    [256, 0, 1, 0],
    [256, 1, 0, 1],
    [70_000, 0, 273, 112],
    [70_000, 1, 1, 17],
    [70_000, 2, 0, 1],
    [70_000, 3, 0, 0],
  ];
  for (const [size, level, n, width] of rows) assert.equal(widthOf(size, level, n), width);
});

test("a bundle reads back; other lengths, inside or out, are malformed", () => {
  const commitments = commitmentsOf(3);
  const bundle = encodeBundle(commitments);
  assert.equal(bundle.toString("hex", 0, 6), `0020${commitments[0]?.toString("hex", 0, 4)}`);
  assert.deepEqual(decodeBundle(bundle, 3).map(Buffer.from), commitments);
  assert.throws(() => decodeBundle(bundle, 2), Malformed);
  for (const at of [0, 1, 34, 35]) {
    const turned = Buffer.from(bundle);
    turned[at] = 1;
    assert.throws(() => decodeBundle(turned, 3), Malformed);
  }
  assert.throws(() => decodeBundle(bundle.subarray(1), 3), Malformed);
  assert.throws(() => encodeBundle([]), RangeError);
  assert.throws(() => encodeBundle([Buffer.alloc(31)]), RangeError);
  assert.throws(() => encodeBundle(commitmentsOf(257)), RangeError);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 34, maxLength: 34 }), (bytes) => {
      const read = onlyMalformed(() => decodeBundle(bytes, 1));
      assert.equal(read !== undefined, bytes[0] === 0 && bytes[1] === 32);
    }),
    { seed },
  );
});
