/** Recomputes every row of specs/vectors/values.json; texts there are at most 40 units long. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  amountSchema,
  coarsen,
  daySchema,
  fits,
  type Place,
  type PlaceLevel,
  parseAmount,
  parseDay,
  parseLang,
  placeSchema,
  readAmount,
  readText,
  sum,
  textSchema,
} from "./index.ts";

interface Row {
  readonly typed: string;
  readonly refused?: string;
}

interface Vectors {
  figures: { canonical: string[]; refused: string[] };
  sums: { unit: string; add: string[]; is: string; fits?: boolean }[];
  typed: (Row & { readings?: string[] })[];
  texts: (Row & { lang: string; lines: "one" | "many"; text?: string; removed?: string[] })[];
  langs: (Row & { lang?: string })[];
  days: (Row & { zone: string; named?: string; date?: string; instant?: string })[];
  coarsened: { place: Place; levelMax: PlaceLevel; parents?: Record<string, Place>; is: Place }[];
  shapes: Record<string, { accepted: unknown[]; refused: unknown[] }>;
}

const file = new URL("../../specs/vectors/values.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vectors;
const limits = { lengthMax: 40 };

test("figures: one way to write each number", () => {
  for (const of of vectors.figures.canonical) {
    assert.deepEqual(parseAmount(of, "kg"), { ok: true, value: { of, unit: "kg" } });
  }
  for (const of of vectors.figures.refused) {
    assert.deepEqual(parseAmount(of, "kg"), { ok: false, reason: "amount.shape" }, of);
  }
});

test("sums are exact, and say when a record cannot hold them", () => {
  for (const row of vectors.sums) {
    const total = sum(
      row.unit,
      row.add.map((of) => ({ of, unit: row.unit })),
    );
    assert.deepEqual(total, { of: row.is, unit: row.unit });
    assert.equal(fits(total).ok, row.fits ?? true);
  }
});

test("what people type is read, with every meaning it can have", () => {
  for (const { typed, readings, refused } of vectors.typed) {
    const expected =
      readings === undefined ? { ok: false, reason: refused } : { ok: true, value: readings };
    assert.deepEqual(readAmount(typed), expected, JSON.stringify(typed));
  }
});

test("texts come out clean, and what was left out is named", () => {
  for (const { lang, typed, lines, text, removed, refused } of vectors.texts) {
    const expected =
      text === undefined
        ? { ok: false, reason: refused }
        : { ok: true, value: { lang, text }, removed };
    assert.deepEqual(readText(lang, typed, { ...limits, lines }), expected, JSON.stringify(typed));
  }
});

test("languages are read in any case and kept in one", () => {
  for (const { typed, lang, refused } of vectors.langs) {
    const expected =
      lang === undefined ? { ok: false, reason: refused } : { ok: true, value: lang };
    assert.deepEqual(parseLang(typed), expected, typed);
  }
});

test("days begin when they begin there", () => {
  for (const { typed, zone, named, date, instant, refused } of vectors.days) {
    const day = { date: date ?? typed, zone: named ?? zone, instant };
    const expected =
      instant === undefined ? { ok: false, reason: refused } : { ok: true, value: day };
    assert.deepEqual(parseDay(typed, zone), expected, `${typed} ${zone}`);
  }
});

test("places become coarser, never finer", () => {
  for (const { place, levelMax, parents, is } of vectors.coarsened) {
    assert.deepEqual(
      coarsen(place, levelMax, (term) => parents?.[term]),
      is,
    );
  }
});

test("shapes accept what the specification does and nothing else", () => {
  const schemas: Record<string, { safeParse: (value: unknown) => { success: boolean } }> = {
    Amount: amountSchema,
    Day: daySchema,
    Place: placeSchema,
    Text: textSchema(limits),
  };
  assert.deepEqual(Object.keys(vectors.shapes).sort(), Object.keys(schemas).sort());
  for (const [name, { accepted, refused }] of Object.entries(vectors.shapes)) {
    for (const value of accepted) {
      assert.ok(schemas[name]?.safeParse(value).success, `${name} ${JSON.stringify(value)}`);
    }
    for (const value of refused) {
      assert.ok(!schemas[name]?.safeParse(value).success, `${name} ${JSON.stringify(value)}`);
    }
  }
});
