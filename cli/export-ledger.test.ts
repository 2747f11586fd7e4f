import assert from "node:assert/strict";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import * as samples from "../rooms/ledger/extracts/samples.ts";
import { alongside, assertSays, folder, found, IN, json, serving } from "./test-kit.ts";

const take = (...more: string[]) => ["export", "ledger", "--data", "d", ...IN, ...more];

/** A folder with a group whose book of money has a bank's file in it. */
async function booked() {
  const dir = await folder();
  await found(dir.at, "d");
  await writeFile(join(dir.at, "bank.xml"), samples.camt());
  await json(dir.at, "import", "transactions", "bank.xml", "--data", "d", ...IN);
  return dir;
}

test("books leave as files, alone and through a running node alike", async () => {
  await using dir = await booked();
  const told = await json(dir.at, ...take());
  assert.deepEqual([told.out, told.format, told.words], [null, null, false]);
  assert.deepEqual(told.totals.closing, { EUR: "27.5" });
  const [{ accounts, book, id }] = told.books;
  assert.deepEqual(accounts[0], {
    ...{ account: "money", unit: "EUR", side: "stock" },
    ...{ opening: "0", moved: "27.5", closing: "27.5" },
  });
  const said: Record<string, string> = {};
  for (const format of ["hledger", "beancount", "csv"]) {
    const ran = await alongside(dir.at, ...take("--format", format, "--words", "--book", id));
    assert.deepEqual([ran.code, ran.err], [0, ""]);
    said[format] = ran.out;
    const out = `books.${format}`;
    const written = await json(dir.at, ...take("--format", format, "--words", "--out", out));
    assert.deepEqual(written.totals, told.totals);
    assert.equal(await readFile(join(dir.at, out), "utf8"), ran.out);
    assert.equal((await stat(join(dir.at, out))).mode & 0o077, 0);
  }
  assert.equal(book, "money");
  const node = await serving(dir.at, "d");
  try {
    for (const [format, before] of Object.entries(said)) {
      const ran = await alongside(dir.at, ...take("--format", format, "--words"));
      assert.deepEqual([ran.code, ran.err, ran.out], [0, "", before]);
    }
    const { totals } = await json(dir.at, ...take("--format", "xlsx", "--out", "b.xlsx"));
    assert.deepEqual(totals, told.totals);
    assert.equal((await readFile(join(dir.at, "b.xlsx"))).toString("latin1", 0, 2), "PK");
  } finally {
    await node.stop();
  }
});

test("figures go alone unless words are asked for, and only the months asked for", async () => {
  await using dir = await booked();
  const csv = async (...more: string[]) =>
    (await alongside(dir.at, ...take("--format", "csv", ...more))).out;
  const [bare, whole] = [await csv(), await csv("--words", "--leaves")];
  assert.match(bare, /^\ufeffbook,what,entry,day,code,amount,unit,corrects\r\n/);
  assert.match(whole, /,log,leaf,heading,unit-name,party,narration,/);
  assert.match(whole, /Money in hand/);
  const months = (await alongside(dir.at, ...take("--format", "hxl"))).out;
  assert.match(months, /^\ufeffmonth,way,code,value,.*\r\n#date \+month,#activity \+type,/);
  const days = (of: string) => [...of.matchAll(/,(\d{4}-\d{2})-\d{2},/g)].map((at) => at[1]);
  const [month] = days(bare);
  assert.ok(month);
  assert.deepEqual([...new Set(days(await csv("--from", month, "--to", month)))], [month]);
  const later = await json(dir.at, ...take("--from", "2030-01"));
  assert.deepEqual(later.totals.opening, later.totals.closing);
  assert.deepEqual(later.totals.came, { EUR: "0" });
});

test("what cannot be made is refused in plain words", async () => {
  await using dir = await booked();
  await writeFile(join(dir.at, "there"), "");
  for (const [words, code, says] of [
    ["", 2, /--format is missing/],
    ["--format pdf", 2, /--format is one of csv, xlsx, hledger, beancount, hxl/],
    ["--format xlsx", 2, /--out/],
    ["--format csv --from 2026", 2, /--from is a month/],
    ["--format csv --from 2026-03 --to 2026-02", 2, /--from is after --to/],
    ["--format csv --as nobody", 1, /nobody here/],
    ["--format csv --book 00000000000000000000000000000000", 1, /no book has that id/],
    ["--format csv --out there", 1, /it is there already/],
    ["--format csv more", 2, /too many words/],
  ] as const) {
    const all = words === "" ? [] : words.split(" ");
    assertSays(await alongside(dir.at, ...take(...all)), code, says);
  }
});

test("a group that protects itself has no table of months, and is told what to do", async () => {
  await using dir = await folder();
  const { id } = await found(dir.at, "d", "--safety", "yes");
  const asked = ["export", "ledger", "--data", "d", "--space", id, "--format", "hxl"];
  assertSays(await alongside(dir.at, ...asked), 1, /protects itself.*Make a statement/);
});

test("what was asked for and what came leave as humanitarian tables as well", async () => {
  await using dir = await booked();
  const of = (...more: string[]) => alongside(dir.at, ...take("--format", "hxl", ...more));
  const needs = await of("--of", "needs");
  assert.deepEqual([needs.code, needs.err], [0, ""]);
  assert.match(needs.out, /\r\n#item \+name,#item \+size,.*#need \+quantity/);
  const sent = await of("--of", "deliveries");
  assert.match(sent.out, /\r\n#meta \+shipment \+id,/);
  const told = await json(dir.at, ...take("--format", "hxl", "--of", "needs", "--out", "n.csv"));
  assert.deepEqual(told, { out: "n.csv", format: "hxl", of: "needs", rows: 0 });
  assert.equal(await readFile(join(dir.at, "n.csv"), "utf8"), needs.out);
  // The file is for handing on: what the group keeps to itself is told by its figures alone.
  await writeFile(join(dir.at, "needs.csv"), "item,quantity,unit\nquiet blankets,57,item\n");
  await json(dir.at, "import", "needs", "needs.csv", "--data", "d", ...IN);
  const inside = await of("--of", "needs");
  assert.match(inside.out, /\r\n,[^\r]*,57,/);
  assert.doesNotMatch(inside.out, /quiet/);
  assertSays(await of("--of", "people"), 2, /--of is books, needs or deliveries/);
  assertSays(await of("--of", "needs", "--from", "2026-01"), 2, /--from is for books alone/);
  const csv = ["--format", "csv", "--of", "needs"];
  assertSays(await alongside(dir.at, ...take(...csv)), 2, /--of needs is for --format hxl alone/);
});
