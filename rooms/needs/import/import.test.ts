import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { describe, it } from "node:test";
import { isRefusal } from "../../../house/refusal.ts";
import { needsSpace } from "../testing.ts";
import { type ImportOptions, importNeeds, type SendRows } from "./import.ts";

const FILE = new URL("../../../../shared/data/needs/needs-2022-q2.json", import.meta.url);
const real = () => createReadStream(FILE) as AsyncIterable<Uint8Array>;
const TOTALS = {
  ...{ Hygiene: "1783821", Clothing: "378814", Baby: "98101", Shelter: "22041" },
  ...{ Food: "9127", Education: "6936", all: "2298840" },
};

/** The file's bytes in pieces of an awkward length, so that signs and elements are cut apart. */
function pieces(text: string, length = 7): () => AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  return async function* () {
    for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
  };
}
const nobody: SendRows = () => assert.fail("a dry run sends nothing");
const dry = (text: string, more: ImportOptions = {}) =>
  importNeeds(nobody, pieces(text), { dryRun: true, ...more });
const row = (more: object = {}, product: object = {}) => ({
  ...{ place: { region: "Here", subregion: "There" }, need: 4 },
  product: { category: "Food", item: "Rice", unit: "kg", ...product },
  ...more,
});

describe("importing the real file", () => {
  it("comes to exactly its totals, keeps what has no place, and takes nothing twice", async () => {
    const space = await needsSpace();
    const first = await importNeeds(space.sendRows, real);
    assert.deepEqual([first.read, first.accepted, first.skipped], [677, 677, []]);
    assert.deepEqual(first.totals, TOTALS);
    assert.equal(first.warnings.filter(({ reason }) => reason === "no-place").length, 42);
    assert.equal((await space.needs()).length, 677);
    const again = await importNeeds(space.sendRows, real);
    assert.deepEqual([again.read, again.accepted, again.totals], [677, 0, { all: "0" }]);
    assert.equal(again.skipped.length, 677);
    assert.ok(again.skipped.every(({ reason }) => reason === "already-in"));
    assert.equal((await space.needs()).length, 677);
  });
  it("says the same beforehand, and writes nothing", async () => {
    const planned = await importNeeds(nobody, real, { dryRun: true });
    assert.deepEqual(planned.totals, TOTALS);
    const known = async () => (at: number) => at <= 600;
    const rest = await importNeeds(nobody, real, { dryRun: true, known });
    assert.deepEqual([rest.accepted, rest.skipped.length], [77, 600]);
  });
});

describe("importing other files", () => {
  it("keeps equal rows of one file apart, and warns of those in another", async () => {
    const space = await needsSpace();
    const one = JSON.stringify([row(), row()]);
    const first = await importNeeds(space.sendRows, pieces(one));
    assert.deepEqual([first.accepted, first.warnings], [2, []]);
    const other = await importNeeds(space.sendRows, pieces(`${one}\n`));
    assert.equal(other.accepted, 2);
    assert.deepEqual(other.warnings, [
      { row: 1, reason: "in-another-file" },
      { row: 2, reason: "in-another-file" },
    ]);
  });
  it("does not take a row of its own file for one of another", async () => {
    const space = await needsSpace();
    await importNeeds(space.sendRows, pieces(JSON.stringify([row({ need: 9 })])));
    const rows = JSON.stringify(Array.from({ length: 60 }, () => row()));
    assert.deepEqual((await importNeeds(space.sendRows, pieces(rows, 999))).warnings, []);
  });
  it("continues where it stopped", async () => {
    const space = await needsSpace();
    const rows = JSON.stringify(Array.from({ length: 120 }, () => row()));
    let sent = 0;
    const stops: SendRows = async (...all) =>
      sent++ === 0
        ? space.sendRows(...all)
        : { refused: "house.try-again", because: "again" as const };
    const half = await importNeeds(stops, pieces(rows, 999));
    assert.deepEqual([half.accepted, half.refused?.refused], [50, "house.try-again"]);
    const whole = await importNeeds(space.sendRows, pieces(rows, 999));
    assert.deepEqual([whole.accepted, whole.skipped.length], [70, 50]);
    assert.equal((await space.needs()).length, 120);
  });
});

describe("reading other files", () => {
  it("says why a row is left out, and reads those after it", async () => {
    const rows = [
      ...["{", '"x"', "null", JSON.stringify(row({ need: null })), JSON.stringify(row())],
      ...[row({ need: 0 }), row({ need: -1 }), row({ need: "two" })].map((r) => JSON.stringify(r)),
      JSON.stringify(row({}, { item: "" })),
      JSON.stringify(row({}, { item: "x".repeat(70_000) })),
      JSON.stringify(row({}, { item: "x".repeat(300) })),
      JSON.stringify(row({ need: "1.200" })),
    ].slice(1);
    const { skipped, accepted } = await dry(`[${rows.join(",")}]`);
    assert.equal(accepted, 2);
    assert.deepEqual(
      skipped.map(({ row, reason }) => `${row} ${reason}`),
      [
        ...["1 unreadable", "2 unreadable", "3 no-quantity", "5 quantity-of-nothing"],
        ...["6 quantity-of-nothing", "7 amount.not-a-number", "8 no-item", "9 too-long"],
        "10 text.too-long",
      ],
    );
  });
  it("lives through files that are none", async () => {
    for (const [text, reason] of [
      ["", "no-headers"],
      ["{}", "not-a-list"],
      ["[", "none"],
      ["[{", "unreadable"],
      ["a,b\n1,2\n", "no-headers"],
      ["\u0000\u0001", "no-headers"],
      ['item,need\n"open', "unreadable"],
    ] as const) {
      const { skipped, accepted } = await dry(text);
      assert.equal(accepted, 0, text);
      assert.equal(skipped.at(-1)?.reason ?? "none", text === "" ? "none" : reason, text);
    }
  });
  it("warns of what is a thousand times its category's middle", async () => {
    const rows = [1, 2, 3, 2999].map((need) => row({ need }));
    const more = [...rows, row({ need: 3000 }), row({ need: 3000 }, { category: "Odd" })];
    const { warnings, totals } = await dry(JSON.stringify(more));
    assert.deepEqual(warnings, [{ row: 5, reason: "very-large" }]);
    assert.deepEqual(totals, { Food: "6005", Odd: "3000", all: "9005" });
  });
  it("is not led astray by signs within words", async () => {
    const rows = JSON.stringify([row({}, { item: 'a"],[{\\' }), row()]);
    assert.deepEqual((await dry(rows)).totals, { Food: "8", all: "8" });
  });
  it("sums exact decimals", async () => {
    const { totals } = await dry(JSON.stringify([row({ need: 0.1 }), row({ need: 0.2 })]));
    assert.deepEqual(totals, { Food: "0.3", all: "0.3" });
  });
  it("reads tables, with tags below their headers and in three languages", async () => {
    const english =
      "Item,Quantity,Unit,Category,Place\r\n#item,#need,,,\r\n'=Rice,2.5,kg,food,Here";
    assert.deepEqual((await dry(english)).totals, { food: "2.5", all: "2.5" });
    const spanish = "\ufeffqué,cantidad,categoría\narroz,3,Comida\n";
    const { totals, warnings } = await dry(spanish);
    assert.deepEqual(totals, { Comida: "3", all: "3" });
    assert.deepEqual(warnings, [{ row: 1, reason: "no-place" }]);
    assert.equal((await dry("الصنف,الكمية\nأرز,٤\n")).totals["all"], "4");
  });
  it("finds the group's own words again, and a place by what it lies in", async () => {
    const space = await needsSpace();
    const rows = [
      row({}, { unit: "250ml", category: "Odd" }),
      row({ place: { region: "Else", subregion: "There" } }, { unit: "250ML", category: "odd" }),
    ];
    const done = await importNeeds(space.sendRows, pieces(JSON.stringify(rows)));
    assert.ok(!isRefusal(done));
    const [a, b] = (await space.needs()).map(({ state }) => state);
    assert.equal(a?.asked?.unit, b?.asked?.unit);
    assert.equal(a?.category, b?.category);
    assert.notEqual(a?.place?.code, b?.place?.code);
    assert.match(a?.asked?.unit ?? "", /^[0-9a-f]{32}$/);
  });
});
