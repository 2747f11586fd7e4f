import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Malformed } from "./malformed.ts";
import { onlyMalformed, seed } from "./test-kit.ts";
import { parseTilePath, tilePath } from "./tile-path.ts";

test("paths are those of C2SP tlog-tiles", () => {
  const rows: readonly [Parameters<typeof tilePath>, string][] = [
    [[0, 0], "tile/0/000"],
    [[0, 273, 112], "tile/0/273.p/112"],
    [[2, 0, 1], "tile/2/000.p/1"],
    [[1, 1234067], "tile/1/x001/x234/067"],
    [["entries", 1000, 255], "tile/entries/x001/000.p/255"],
    [[63, 999], "tile/63/999"],
  ];
  for (const [[level, n, width], path] of rows) {
    assert.equal(tilePath(level, n, width), path);
    assert.deepEqual(parseTilePath(path), { level, n, width: width ?? 256 });
  }
});

test("every other spelling is malformed", () => {
  const spellings = ["", "tile", "tile/0/0", "tile/00/000", "tile/64/000", "tile/0/000.p/0"].concat(
    ["tile/0/000.p/256", "tile/0/000.p/07", "tile/0/x000/001", "tile/data/000", "tile/0/001/002"],
    ["tile/0/x001/x002", "/tile/0/000", "tile/0/000/", "tile/0/../000", "tile/0/000\n"],
    ["tile/0/x999/x999/x999/x999/x999/999", "tile/-1/000", "tile/0/1000"],
  );
  for (const path of spellings) assert.throws(() => parseTilePath(path), Malformed, path);
});

test("law: what a name's path says is the name; what reads as a path is that path", () => {
  const level = fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant("entries" as const));
  fc.assert(
    fc.property(level, fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }), (lv, n, width) => {
      assert.deepEqual(parseTilePath(tilePath(lv, n, width)), { level: lv, n, width });
    }),
    { seed },
  );
  const near = fc.stringMatching(
    /^tile\/([0-9]{1,2}|entries)\/(x?[0-9]{3}\/?){1,4}(\.p\/[0-9]+)?$/,
  );
  fc.assert(
    fc.property(near, (path) => {
      const read = onlyMalformed(() => parseTilePath(path));
      if (read !== undefined) assert.equal(tilePath(read.level, read.n, read.width), path);
    }),
    { seed, numRuns: 500 },
  );
});

test("a name outside the layout is never written", () => {
  assert.throws(() => tilePath(64, 0), RangeError);
  assert.throws(() => tilePath(0, -1), RangeError);
  assert.throws(() => tilePath(0, 0, 257), RangeError);
});
