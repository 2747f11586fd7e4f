/** Every table that leaves this house, read back by another program: no cell begins a formula. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { parse } from "csv-parse/sync";
import { A_WHILE, openableIn, typeEverywhere } from "./drawn-forms.ts";
import { town } from "./town.ts";

/** What spreadsheets run, and what they take for it: full-width signs, another separator. */
const FORMULAS = [
  ...["=cmd|'/C calc'!A0", "@SUM(1+1)", "+1+1", "-2+3+cmd", "\t=1+1", "\r=1+1", '="a"&"b"'],
  ...["＝1+1", "palabra;=1+1", "palabra\n=1+1", " =1+1", "'=1+1"],
];
/** Formulas for each look at the pages: later ones find what the first of them changed. */
const A_LOOK = 3;
const FIGURE = /^-?\d+(\.\d+)?$/;
const BEGINS = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

it("guards every formula in every table, and leaves figures as they are", async () => {
  const made = await town();
  const { login } = made.open;
  for (let at = 0; at < FORMULAS.length; at += A_LOOK)
    await typeEverywhere(made, FORMULAS.slice(at, at + A_LOOK));
  const { browser } = await made.signIn(login);
  let [read, cells, guarded, figures] = [0, 0, 0, 0];
  const openable = openableIn(made);
  const ids = await openable.look();
  const tables = openable.entries().filter(({ route }) => /\.(csv|tsv)$/.test(route.path));
  assert.ok(tables.length >= 3, `${tables.length} tables`);
  const ask = async (path: string) => {
    made.clock.pass(A_WHILE / 8);
    const got = await browser.get(path);
    assert.ok(got.status === 200 || got.status === 404, `${path}: ${got.status}`);
    return got;
  };
  for (const table of tables)
    for await (const { text, headers, path } of openable.of(table, ids, ask)) {
      assert.match(headers.get("content-type") ?? "", /csv/, path);
      read++;
      const rows = parse(text, { bom: true, relax_column_count: true }) as string[][];
      for (const cell of rows.flat()) {
        cells++;
        if (FIGURE.test(cell)) figures++;
        else assert.doesNotMatch(cell, BEGINS, `${path}: ${JSON.stringify(cell)}`);
        // A program set to another separator cuts a cell in two.
        for (const piece of cell.split(/[;\t\n]/).slice(1))
          assert.ok(FIGURE.test(piece) || !BEGINS.test(piece), `${path}: ${JSON.stringify(cell)}`);
        if (/^'\s*[=+\-@]/.test(cell)) guarded++;
      }
    }
  assert.ok(read >= 3 && cells > 100 && figures > 5, `${read} tables, ${cells} cells, ${figures}`);
  assert.ok(guarded > 10, `${guarded} formulas came out, guarded`);
});
