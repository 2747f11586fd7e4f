import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { View } from "../view.ts";
import { filesOf, joinRanges, rowsOfFile } from "./files.ts";

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

it("knows each row of a file that came in, and none between", async () => {
  const markOf = (file: string) => `toy.file/${file}`;
  const files = filesOf("toy.file", { markOf, all: markOf("all") });
  for (const rows of [
    [],
    [[4, 4]],
    [
      [1, 2],
      [4, 4],
    ],
    [
      [2, 3],
      [5, 9],
      [11, 11],
      [13, 20],
    ],
  ]) {
    const view = { find: async () => [{ state: { rows } }] } as unknown as View;
    const knows = await rowsOfFile(view, files, "f");
    for (let row = 0; row <= 22; row++) {
      const inside = rows.some(([from = 0, to = 0]) => from <= row && row <= to);
      assert.equal(knows(row), inside, `${row} in ${JSON.stringify(rows)}`);
    }
  }
});
