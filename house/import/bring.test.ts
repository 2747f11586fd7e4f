import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Done } from "../command.ts";
import { bringIn, type FileKind, median, type SendRows } from "./bring.ts";
import { FILE_ROWS_MAX, pieces, readRows, said } from "./rows.ts";
import { NAMES_MAX } from "./tally.ts";

const ROWS_MAX = 50;
const kind: FileKind<"toy.rows"> = {
  ...{ command: "toy.rows", rowsMax: ROWS_MAX },
  shape: { cellsOf: (value) => value, isTable: (names) => names.includes("of") },
  map: (raw) => {
    if ("reason" in raw) return { reason: raw.reason };
    const of = said(raw.cells, ["of", "count"]);
    if (of === undefined) return { reason: "no-figure" };
    return { input: { row: raw.row, of }, category: "", total: "toys", warnings: [] };
  },
};
const done: Done = { done: true, answer: {}, things: [], entries: 1, again: false };
const ROWS = 4_000;

describe("a long file", () => {
  for (const [form, first, row, last, most] of [
    ["list", "[", (n: number) => `{"of":"${n + 1}"}`, "]", ROWS_MAX + 2],
    // The streams on the way to the parser and out of it read ahead, by their own bounds.
    ["table", "of,note\n", (n: number) => `${n + 1},${"so ".repeat(40)}\n`, "", 1_000],
  ] as const)
    it(`is held a few rows at a time (${form})`, async () => {
      let [given, sent, held] = [0, 0, 0];
      async function* file(): AsyncGenerator<Uint8Array> {
        given = 0;
        yield Buffer.from(first);
        for (let n = 0; n < ROWS; n++) {
          given += 1;
          yield Buffer.from(form === "list" && n > 0 ? `,${row(n)}` : row(n));
        }
        yield Buffer.from(last);
      }
      let looks = 0;
      const send: SendRows<"toy.rows"> = async (_command, input) => {
        const { rows } = input as { rows: unknown[] };
        assert.ok(rows.length <= ROWS_MAX);
        // What was given in this second reading and not sent yet is somewhere in between.
        held = Math.max(held, given - sent);
        sent += rows.length;
        return done;
      };
      const open = () => {
        looks += 1;
        return file();
      };
      const result = await bringIn(kind, send, open);
      assert.deepEqual([result.read, result.accepted, looks], [ROWS, ROWS, 2]);
      assert.equal(result.totals["all"], String((ROWS * (ROWS + 1)) / 2));
      assert.ok(held <= most, `${held} rows at once`);
      assert.ok(held >= ROWS_MAX, `${held} rows: nothing was counted`);
    });
});

it("sums every row, and each of the first names by itself", async () => {
  const named: FileKind<"toy.rows"> = {
    ...kind,
    map: (raw, lang) => {
      const row = kind.map(raw, lang);
      const name = `n${Math.floor((raw.row - 1) / 3)}`;
      return "reason" in row ? row : { ...row, category: name, total: name };
    },
  };
  const rows = Buffer.from(`of\n${"1\n1\n5000.5\n".repeat(NAMES_MAX + 2)}`);
  const nobody = () => assert.fail("a dry run sends nothing");
  const { totals, others, warnings } = await bringIn(named, nobody, pieces(rows), { dryRun: true });
  const sums = [totals["n0"], totals["n1"], totals["all"]];
  assert.deepEqual(sums, ["5002.5", "5002.5", String(5_002.5 * (NAMES_MAX + 2))]);
  assert.equal(warnings.length, NAMES_MAX, "what is usual is known of the same names");
  assert.deepEqual([Object.keys(totals).length, others], [NAMES_MAX + 1, 2]);
});

describe("reading rows", () => {
  const read = async (text: string) =>
    (await Array.fromAsync(readRows(pieces(Buffer.from(text))(), kind.shape))).flat();
  it("gives cells by the name of their column, the first that says something", async () => {
    assert.deepEqual(
      (await read("Of , of,Note\n,4,'=x\n")).map((row) => JSON.stringify(row)),
      ['{"row":1,"cells":{"of":"4","note":"=x"}}'],
    );
    assert.deepEqual(
      (await read('[{"OF":2,"note":null},7]')).map((row) => JSON.stringify(row)),
      ['{"row":1,"cells":{"of":"2"}}', '{"row":2,"reason":"unreadable"}'],
    );
  });
  it("takes no name for anything but a name", async () => {
    const [row] = await read("of,__proto__,constructor\n1,a,b\n");
    assert.ok(row !== undefined && "cells" in row);
    assert.deepEqual(Object.keys(row.cells), ["of", "__proto__", "constructor"]);
    assert.equal(said(row.cells, ["tostring", "valueof"]), undefined);
  });
  it("stops after so many rows, and says so", async () => {
    const rows = await read(`of\n${"1\n".repeat(FILE_ROWS_MAX + 5)}`);
    assert.equal(rows.length, FILE_ROWS_MAX + 1);
    assert.deepEqual(rows.at(-1), { row: FILE_ROWS_MAX + 1, reason: "too-many-rows" });
  });
});

describe("the median", () => {
  for (const [list, middle] of [
    [[], 0],
    [[5], 5],
    [[9, 1], 5],
    [[10, 9, 1], 9],
  ] as const)
    it(`of ${list.join(", ") || "nothing"} is ${middle}`, () => assert.equal(median(list), middle));
});
