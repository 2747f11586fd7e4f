import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { joinRanges } from "./files.ts";

describe("ranges of rows", () => {
  for (const [ranges, joined] of [
    [[], []],
    [
      [
        [3, 3],
        [1, 2],
      ],
      [[1, 3]],
    ],
    [
      [
        [1, 9],
        [2, 3],
        [11, 12],
      ],
      [
        [1, 9],
        [11, 12],
      ],
    ],
  ] as [[number, number][], [number, number][]][])
    it(`${JSON.stringify(ranges)} joined`, () => assert.deepEqual(joinRanges(ranges), joined));
});
