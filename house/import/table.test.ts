import assert from "node:assert/strict";
import { createHook } from "node:async_hooks";
import { describe, it } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { NESTING_MAX } from "./json.ts";
import { FILE_ROWS_MAX, type FileShape, pieces, type RawRow, readRows } from "./rows.ts";
import { COLUMNS_MAX, EMPTY_LINES_MAX, ROW_CHARS_MAX, TableLines, type TableRow } from "./table.ts";

const SIZE = 8 * 1_048_576;
const HEAD = "of,note\n";

/** Text in pieces of so many bytes, so that signs, quotes and line ends are cut apart. */
function* cut(bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
function linesOf(bytes: Uint8Array | string, length = 3): TableRow[] {
  const lines = new TableLines();
  const read = [...cut(Buffer.from(bytes as string), length)].flatMap((piece) =>
    lines.ended ? [] : [...lines.read(piece)],
  );
  return [...read, ...(lines.ended ? [] : lines.end())];
}
const rowsOf = (bytes: Uint8Array | string) =>
  linesOf(bytes).map((line) => ("row" in line ? line.row : line.reason));

describe("what is neither a list nor a table", () => {
  const shape: FileShape = { cellsOf: (value) => value, isTable: () => true };
  async function* coming(bytes: Uint8Array | string, length: number) {
    yield* cut(Buffer.from(bytes as string), length);
  }
  const found = async (bytes: Uint8Array | string, length: number) =>
    (await Array.fromAsync(readRows(coming(bytes, length), shape))).flat();
  for (const [what, bytes, reason] of [
    ["a workbook", Buffer.from("504b0304140006000800", "hex"), "a-workbook"],
    ["an older workbook", Buffer.from("d0cf11e0a1b11ae10000", "hex"), "a-workbook"],
    ["one object", '{"needs":[{"item":"Rice"}]}', "not-a-list"],
    ["objects without a list around them", '\n{"item":"Rice"}\n{"item":"Beans"}\n', "not-a-list"],
  ] as const)
    it(`says so: ${what}`, async () => {
      for (const length of [1, 100])
        assert.deepEqual(await found(bytes, length), [{ row: 1, reason }]);
    });
});

describe("a table", () => {
  it("says what another reader finds in it, however it is cut", () => {
    const unit = fc.constantFrom(",", '"', "\n", "a", " ", "é", "#");
    const text = fc.string({ unit, maxLength: 40 });
    const like = { bom: true, skip_empty_lines: true, record_delimiter: "\n" };
    const law = fc.property(text, fc.integer({ min: 1, max: 9 }), (csv, length) => {
      let other: string[][] | null = null;
      try {
        other = parse(csv, { ...like, relax_quotes: true, relax_column_count: true });
      } catch (fault) {
        assert.equal((fault as { code?: string }).code, "CSV_QUOTE_NOT_CLOSED");
      }
      const lines = linesOf(csv, length);
      if (other === null) assert.deepEqual(lines.at(-1), { reason: "unreadable" });
      else
        assert.deepEqual(
          lines,
          other.map((row) => ({ row })),
        );
    });
    fc.assert(law, { seed: 31, numRuns: 2_000 });
  });
  it("has lines by any end", () => {
    for (const end of ["\n", "\r\n", "\r"])
      assert.deepEqual(rowsOf(["a,b", "", '"c\r\nd",e', ""].join(end)), [
        ["a", "b"],
        ["c\r\nd", "e"],
      ]);
  });
  it("has cells parted by what its first line parts them with", () => {
    const cells = [
      ["what", "how much, in all", 'a "b"'],
      ["soap; bar", "1,5", "x\ty"],
    ];
    for (const sign of [",", ";", "\t"]) {
      const quoted = cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`));
      for (const before of ["", "\n\n", "\ufeff"])
        for (const length of [1, 3, 1_000]) {
          const text = `${before}${quoted.map((row) => row.join(sign)).join("\n")}\n`;
          const lines = linesOf(text, length);
          assert.deepEqual(
            lines.map((line) => "row" in line && line.row),
            cells,
            JSON.stringify(sign),
          );
        }
    }
    assert.deepEqual(rowsOf("a;b,c\n1;2\n"), [["a;b", "c"], ["1;2"]]);
    assert.deepEqual(rowsOf("a;b;c, in kg\n1,5;2;3"), [
      ["a", "b", "c, in kg"],
      ["1,5", "2", "3"],
    ]);
    assert.deepEqual(rowsOf("what\nsoap; bar\n"), [["what"], ["soap; bar"]]);
  });
  it("is read by the mark at its start", () => {
    const little = Buffer.from("\ufeffñ,4\n", "utf16le");
    for (const bytes of [little, Buffer.from(little).swap16(), Buffer.from("\ufeffñ,4\n")])
      assert.deepEqual(rowsOf(bytes), [["ñ", "4"]]);
  });
  it("keeps the widest and the longest row, leaves out the next, and goes on", () => {
    const wide = (columns: number) => `${"x,".repeat(columns - 1)}x\n`;
    const long = (length: number) => `"${"x".repeat(length)}"\n`;
    const text = [wide(COLUMNS_MAX), wide(COLUMNS_MAX + 1), long(ROW_CHARS_MAX)];
    const found = rowsOf([...text, long(ROW_CHARS_MAX + 1), "a,b\n"].join(""));
    assert.deepEqual(
      found.map((row) => (typeof row === "string" ? row : row.length)),
      [COLUMNS_MAX, "too-many-columns", 1, "too-long", 2],
    );
  });
  it("ends after so many empty lines, and says so", () => {
    const empty = "\n".repeat(EMPTY_LINES_MAX);
    assert.deepEqual(rowsOf(`a\n${empty}b\n`), [["a"], ["b"]]);
    assert.deepEqual(rowsOf(`a${"\r\n".repeat(EMPTY_LINES_MAX)}b`), [["a"], ["b"]]);
    assert.deepEqual(rowsOf(`a\n${empty}\nb\n`), [["a"], "too-many-empty-lines"]);
  });
});

describe("a list", () => {
  const shape: FileShape = { cellsOf: (value) => value, isTable: () => true };
  const read = async (text: string) =>
    (await Array.fromAsync(readRows(pieces(Buffer.from(text))(), shape))).flat();
  it("keeps the widest and the deepest row, leaves out the next, and goes on", async () => {
    const wide = (n: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: n }, (_, at) => [`k${at}`, "x"])));
    const deep = (n: number) => `${'{"of":"1","in":'.repeat(n)}0${"}".repeat(n)}`;
    const rows = await read(
      `[${[wide(COLUMNS_MAX), wide(COLUMNS_MAX + 1), deep(NESTING_MAX), deep(NESTING_MAX + 1)]},{}]`,
    );
    assert.deepEqual(
      rows.map((row) => ("reason" in row ? row.reason : Object.keys(row.cells).length)),
      [COLUMNS_MAX, "too-many-columns", 1, "too-deep", 0],
    );
  });
});

/** Counts the promises that are made until it is disposed of. */
function counted() {
  const init = (_: number, type: string) => {
    if (type === "PROMISE") counter.count += 1;
  };
  const hook = createHook({ init }).enable();
  const counter = { count: 0, [Symbol.dispose]: () => void hook.disable() };
  return counter;
}

/** So many of these as fill 8 MiB. */
const fill = (piece: string, before = "", after = "") =>
  before + piece.repeat(Math.floor((SIZE - before.length - after.length) / piece.length)) + after;
const keys = (n: number) => Array.from({ length: n }, (_, at) => `"k${at}":0`).join(",");

/** A file made to be slow: its rows, why the last is left out, and how far it is read. */
const SLOW: [string, () => string, number, string, "all" | "some"][] = [
  ["a million columns", () => `${fill(",x")}\n1`, 1, "too-many-columns", "all"],
  ["a million columns below the headers", () => fill(",", HEAD), 1, "too-many-columns", "all"],
  [
    "a long header and short rows",
    () => fill("1\n", `${"of,".repeat(10_000)}\n`),
    1,
    "too-many-columns",
    "some",
  ],
  ["empty lines", () => fill("\n"), 1, "too-many-empty-lines", "some"],
  ["empty lines below the headers", () => fill("\r\n", HEAD), 1, "too-many-empty-lines", "some"],
  ["rows of a comma", () => fill(",\n", HEAD), FILE_ROWS_MAX + 1, "too-many-rows", "some"],
  ["one cell", () => fill("x"), 1, "too-long", "all"],
  ["one cell between quotes", () => fill("x", `${HEAD}"`, '",4\n'), 1, "too-long", "all"],
  ["a quote that never closes", () => fill("1,a\n", `${HEAD}"`), 1, "unreadable", "all"],
  ["spaces", () => fill(" "), 1, "too-long", "all"],
  ["empty objects", () => fill("{},", "[", "{}]"), FILE_ROWS_MAX + 1, "too-many-rows", "some"],
  ["nothing between commas", () => fill(",", "[", "]"), FILE_ROWS_MAX + 1, "too-many-rows", "some"],
  ["lists within lists", () => fill("["), 1, "too-deep", "all"],
  ["objects within objects", () => fill('{"a":', "["), 1, "too-deep", "all"],
  ["a million keys", () => `[{${keys(720_000)}}]`, 1, "too-long", "all"],
  ["many rows of many keys", () => fill(`{${keys(5_000)}},`, "[", "0]"), 172, "unreadable", "all"],
];

describe("a file made to be slow", () => {
  const shape: FileShape = { cellsOf: (value) => value, isTable: () => true };
  for (const [name, text, rows, reason, far] of SLOW)
    it(`${name}: is read in small pieces, with turns for others, and said to be one`, async () => {
      using promises = counted();
      const bytes = Buffer.from(text());
      let [given, turns, cells, count, running] = [0, 0, 0, 0, true];
      let last: RawRow | null = null;
      async function* file() {
        for (const piece of cut(bytes, 65_536)) {
          given += piece.length;
          yield piece;
        }
      }
      const others = () => {
        turns += 1;
        if (running) setImmediate(others);
      };
      setImmediate(others);
      for await (const some of readRows(file(), shape)) {
        for (const row of some) {
          [count, last] = [count + 1, row];
          if ("cells" in row) cells = Math.max(cells, Object.keys(row.cells).length);
        }
      }
      running = false;
      assert.deepEqual(last, { row: rows, reason });
      assert.equal(count, rows);
      assert.ok(cells <= COLUMNS_MAX, `${cells} cells at once`);
      assert.equal(given === bytes.length, far === "all", `${given} bytes`);
      const least = Math.max(given / 65_536, count / 100) - 1;
      assert.ok(turns >= least, `${turns} turns for others, not ${least}`);
      const most = 40 * (least + 10);
      assert.ok(promises.count <= most, `${promises.count} promises, not ${most}`);
    });
});
