import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { csvFile, csvLine } from "./csv.ts";
import { hxlLang, hxlRow } from "./hxl.ts";

test("cells come out as a spreadsheet may read them", () => {
  const rows = [
    ["-5", "-5"],
    ["12345678901234567890.5", "12345678901234567890.5"],
    ["=1+1", "'=1+1"],
    ["+30 210 000", "'+30 210 000"],
    ["-5 boxes", "'-5 boxes"],
    ["@name", "'@name"],
    ["\t=1", "\"'\t'=1\""],
    ["\r=1", "\"'\r'=1\""],
    ["  =1", "'  =1"],
    ["＝1", "'＝1"],
    ["a;=1", '"a;\'=1"'],
    ["a\n-b", '"a\n\'-b"'],
    ["a - b = c", "a - b = c"],
    ['say "hi", ok', '"say ""hi"", ok"'],
    ["بطانيات", "بطانيات"],
    ["", ""],
    [null, ""],
    ["-", "'-"],
    ["-5e3", "'-5e3"],
  ] as const;
  for (const [cell, expected] of rows) {
    assert.equal(csvLine([cell]), `${expected}\r\n`, JSON.stringify(cell));
  }
});

test("no cell begins a formula, and a reader gets back what was written, guard apart", () => {
  const cell = fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n;,\"' a1.٣") });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 4 }), (cells) => {
      const line = csvLine(cells);
      const [back] = parse(line, { relaxColumnCount: true }) as string[][];
      assert.equal(back?.length, cells.length);
      for (const [index, read] of (back ?? []).entries()) {
        const plain = /^-?\d+(\.\d+)?$/.test(read);
        assert.ok(plain || !/^\s*[=+\-@]|^[\t\r\n]|[;\t\r\n][=+\-@]/.test(read), read);
        if (!/[=+\-@\t\r\n]/.test(cells[index] ?? "")) assert.equal(read, cells[index]);
      }
    }),
    { seed: 20261122, numRuns: 500 },
  );
});

test("a file is a mark, then records that end in CRLF", () => {
  const rows = [["item", "of"], hxlRow(["#item +name", "#reached"]), ["soap", "12.5"]];
  assert.equal(
    [...csvFile(rows)].join(""),
    "\ufeffitem,of\r\n#item +name,#reached\r\nsoap,12.5\r\n",
  );
});

test("HXL tags are tags or nothing", () => {
  assert.deepEqual(hxlRow(["#adm1+code", null]), ["#adm1+code", ""]);
  assert.throws(() => hxlRow(["item"]), /no HXL tag/);
  assert.throws(() => hxlRow(["#item,=1"]), /no HXL tag/);
  assert.equal(hxlLang("zh-Hans"), "+i_zh");
});
