import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { pieces } from "../../../house/import/rows.ts";
import { book, figureOf } from "../../ledger/index.ts";
import { type DeliveryState, delivery } from "../index.ts";
import { offersSpace } from "../testing.ts";
import { importManifests } from "./import.ts";

const REAL = new URL("../../../../shared/data/shipments/manifests.json", import.meta.url);
const bytes = readFileSync(REAL);
const real = pieces(bytes);

it("brings the real file in with its exact totals, once", async () => {
  const { sendRows, view } = await offersSpace();
  const result = await importManifests(sendRows, real);
  assert.equal(result.refused, undefined);
  assert.equal(result.read, 198);
  assert.equal(result.accepted, 177);
  assert.equal(result.totals["all"], "1996537");
  assert.equal(Object.keys(result.totals).length, 21);
  const reasons = Map.groupBy(result.skipped, ({ reason }) => reason);
  assert.deepEqual(result.skipped[0], { row: 1, reason: "repeated-heading" });
  assert.equal(reasons.get("repeated-heading")?.length, 1);
  assert.equal(reasons.get("no-count")?.length, 20);
  assert.equal(result.skipped.length, 21);
  assert.deepEqual(
    result.warnings.filter(({ reason }) => reason === "no-item"),
    [109, 110].map((row) => ({ row, reason: "no-item" })),
  );
  const deliveries = await (await view()).things(delivery);
  assert.equal(deliveries.length, 20);
  const lines = deliveries.flatMap(({ state }: { state: DeliveryState }) => state.lines);
  assert.equal(lines.length, 177);
  const left = new Set(result.skipped.map(({ row }) => row));
  const came = Array.from({ length: 198 }, (_, at) => at + 1).filter((row) => !left.has(row));
  const told = lines.map(({ row }) => row ?? 0).sort((a, b) => a - b);
  assert.deepEqual(told, came, "each line says which row of the file it was");
  assert.equal(
    lines.reduce((sum, { counted }) => sum + Number(counted?.of), 0),
    1_996_537,
  );
  const [goods] = await (await view()).things(book);
  const sum = goods?.state.now["here item"];
  assert.equal(sum === undefined ? "" : figureOf(sum), "1996537");

  const again = await importManifests(sendRows, real);
  assert.equal(again.accepted, 0);
  assert.deepEqual(again.totals, { all: "0" });
  assert.equal(again.skipped.length, 198);
  const after = await (await view()).things(delivery);
  assert.equal(after.flatMap(({ state }) => state.lines).length, 177, "nothing came in twice");
  const other = await importManifests(sendRows, pieces(Buffer.concat([bytes, Buffer.from("\n")])));
  assert.equal(other.accepted, 177);
  const elsewhere = other.warnings.filter(({ reason }) => reason === "in-another-file");
  assert.equal(elsewhere.length, 177);
});

it("reads the same from a table, and says of every row left out why", async () => {
  const { sendRows } = await offersSpace();
  const table = [
    "Shipment #,Category,Item,Count",
    'A-1,Food,Rice,"1,200"',
    'A-1,Food,Rice,"1,200"',
    "A-1,Odd things,Rope,1.5",
    "A-1,Food,Salt,---",
    "A-1,Food,Salt,0",
    "A-1,Food,Salt,lots",
    ",Food,Salt,4",
    "A-1,Food,,4",
    "A-1,Food,Flour,1.200",
  ].join("\n");
  const result = await importManifests(sendRows, pieces(Buffer.from(table)));
  assert.deepEqual(result, {
    ...{ read: 9, accepted: 4, warnings: [{ row: 8, reason: "no-item" }] },
    totals: { "A-1": "2405.5", all: "2405.5" },
    skipped: [
      { row: 4, reason: "no-count" },
      { row: 5, reason: "count-of-nothing" },
      { row: 6, reason: "amount.not-a-number" },
      { row: 7, reason: "no-shipment" },
      { row: 9, reason: "two-readings" },
    ],
  });
});

for (const text of ["", "{}", "[1, null]", "[{", '"', "[[]]"])
  it(`takes nothing from ${JSON.stringify(text)}`, async () => {
    const { sendRows } = await offersSpace();
    const result = await importManifests(sendRows, pieces(Buffer.from(text)), { dryRun: true });
    assert.equal(result.accepted, 0);
  });
