import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { differingFigures, figuresIn } from "./figures.ts";

const SAME: [string, string, string][] = [
  ["At most 1,500 EUR a month", "1.500 € al mes", "1٬500 يورو في الشهر"],
  ["1,200.50 a year", "1.200,50 al año", "١٢٠٠٫٥ في السنة"],
  ["until 2 November 2026", "hasta el 2 de noviembre de 2026", "حتى ٢ نوفمبر ٢٠٢٦"],
  ["by 2026-11-02", "antes del 2/11/2026", "قبل 2.11.2026"],
  ["May 4, 2027", "el 4 de mayo de 2027", "٤ أيار ٢٠٢٧"],
  ["in March 2027", "en marzo de 2027", "في آذار 2027"],
  ["five hundred blankets", "500 mantas", "خمسمئة بطانية"],
  ["five thousand litres", "cinco mil litros", "خمسة آلاف لتر"],
  ["two visits of 10 people", "dos visitas de diez personas", "2 زيارات من 10 أشخاص"],
];

describe("figures in free words", () => {
  it("are the same in three languages, however they are written", () => {
    for (const [en, es, ar] of SAME) {
      assert.ok(figuresIn(en).length > 0, en);
      assert.deepEqual(figuresIn(es), figuresIn(en), es);
      assert.deepEqual(figuresIn(ar), figuresIn(en), ar);
    }
  });

  it("differ by an amount, a day, a currency, and by what one text leaves out", () => {
    const en = { lang: "en", text: "At most 500 EUR until 2 May 2027" };
    const differs = (text: string) => differingFigures([en, { lang: "es", text }], "en");
    assert.deepEqual(differs("500 EUR hasta el 2 de mayo de 2027 como máximo"), []);
    assert.deepEqual(differs("5000 EUR hasta el 2 de mayo de 2027"), [
      { lang: "es", missing: ["500"], added: ["5000"] },
    ]);
    assert.deepEqual(differs("500 EUR hasta el 3 de mayo de 2027"), [
      { lang: "es", missing: ["2027-05-02"], added: ["2027-05-03"] },
    ]);
    assert.deepEqual(differs("500 USD hasta el 2 de mayo de 2027"), [
      { lang: "es", missing: ["EUR"], added: ["USD"] },
    ]);
    assert.deepEqual(differs("")[0]?.missing, ["2027-05-02", "500", "EUR"]);
  });

  it("takes words for words: a month's name, a currency's letters", () => {
    assert.deepEqual(figuresIn("You may try to march on"), []);
    assert.deepEqual(figuresIn("all of it, and no one else"), []);
  });

  it("reads any text in little time", () => {
    const long = "1,".repeat(500) + "de ".repeat(100) + "2 de ".repeat(80);
    const begun = performance.now();
    figuresIn(long);
    assert.ok(performance.now() - begun < 500);
  });
});
