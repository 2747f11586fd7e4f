import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as samples from "../rooms/ledger/extracts/samples.ts";
import { alongside, assertSays, folder, found, IN, json } from "./test-kit.ts";

const shared = (name: string) =>
  fileURLToPath(new URL(`../../shared/data/${name}`, import.meta.url));
const COLLECTIVE = shared("ledger/open-collective.csv");
const bring = (file: string, ...more: string[]) => {
  return ["import", "transactions", file, "--data", "d", ...IN, ...more];
};

test("real transactions come in once, with exactly their totals", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const planned = await json(dir.at, ...bring(COLLECTIVE, "--dry-run"));
  const first = await json(dir.at, ...bring(COLLECTIVE));
  assert.deepEqual(first, planned);
  const { read, accepted, skipped, warnings, totals } = first;
  assert.deepEqual([read, accepted, skipped, warnings], [1208, 1208, [], []]);
  assert.deepEqual(totals, {
    closing: { USD: "7465.73" },
    kinds: {
      fee: { USD: "-880.6" },
      contribution: { USD: "11014.9" },
      expense: { USD: "-2068.57" },
      "passed-on": { USD: "-600" },
    },
  });
  for (const more of [["--dry-run"], ["--format", "open-collective"]]) {
    const again = await json(dir.at, ...bring(COLLECTIVE, ...more));
    assert.deepEqual([again.read, again.accepted, again.skipped.length], [1208, 0, 1208]);
    assert.deepEqual(again.totals, { closing: { USD: "7465.73" }, kinds: {} });
  }
});

test("files of one account in two kinds bring no row in twice", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  await writeFile(join(dir.at, "bank.xml"), samples.camt());
  await writeFile(join(dir.at, "later.xml"), samples.camt("02"));
  await writeFile(join(dir.at, "bank.ofx"), samples.ofx1);
  const first = await json(dir.at, ...bring("bank.xml"));
  assert.deepEqual([first.accepted, first.waiting], [4, 1]);
  assert.deepEqual(first.accounts[0].agrees, true);
  // By their references.
  const planned = await json(dir.at, ...bring("later.xml", "--dry-run"));
  const later = await json(dir.at, ...bring("later.xml"));
  assert.deepEqual(later, planned);
  assert.deepEqual([later.read, later.accepted], [5, 0]);
  assert.ok(later.skipped.every(({ reason }: { reason: string }) => reason !== "waits-alike"));
  // By day and figure: one of the two waits for a person, the other is of another day.
  const other = await json(dir.at, ...bring("bank.ofx"));
  assert.deepEqual([other.accepted, other.waiting], [2, 1]);
  assert.deepEqual(other.warnings, [{ row: 1, reason: "waits-alike" }]);
});

test("what is no file of an account is refused, and why is said", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const refused = async (file: string, why: RegExp) => {
    const { code, out, err } = await alongside(dir.at, ...bring(file), "--json");
    const { ok, accepted } = JSON.parse(out);
    assert.deepEqual([code, ok, accepted], [1, false, 0]);
    assert.match(err, why);
  };
  const wrong = shared("statements/camt053.v2.wrong.xml");
  await refused(wrong, /it holds no statement of an account/);
  await writeFile(
    join(dir.at, "bomb.xml"),
    '<!DOCTYPE x [<!ENTITY a "a">]><Document>&a;</Document>',
  );
  await refused("bomb.xml", /a document type/);
  await writeFile(join(dir.at, "odd.csv"), "Uno,Dos,Tres\n5.6.2026,rice,12.50\n");
  await refused("odd.csv", /say it once on the page, or with --columns/);
  const told = ["--columns", "day=1,narration=2,of=3", "--currency", "EUR"];
  const { accepted, totals } = await json(dir.at, ...bring("odd.csv", ...told));
  assert.deepEqual([accepted, totals.closing], [1, { EUR: "12.5" }]);
  assertSays(
    await alongside(dir.at, ...bring("odd.csv", "--format", "pdf")),
    2,
    /--format is one of/,
  );
  assertSays(
    await alongside(dir.at, ...bring("odd.csv", "--columns", "x")),
    2,
    /--columns is like/,
  );
});
