import assert from "node:assert/strict";
import { it } from "node:test";
import { pooledRandom } from "./random.ts";

it("hands out as many bytes as asked, and none of them twice", () => {
  const random = pooledRandom();
  const seen = new Set<string>();
  const places = new Map<ArrayBufferLike, Set<number>>();
  for (let i = 0; i < 6_000; i++) {
    const bytes = random(32);
    assert.equal(bytes.length, 32);
    seen.add(Buffer.from(bytes).toString("hex"));
    const taken = places.get(bytes.buffer) ?? new Set();
    assert.ok(!taken.has(bytes.byteOffset));
    places.set(bytes.buffer, taken.add(bytes.byteOffset));
  }
  assert.equal(seen.size, 6_000);
  assert.equal(random(70_000).length, 70_000);
  assert.notDeepEqual(pooledRandom()(32), pooledRandom()(32));
});
