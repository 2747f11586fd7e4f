import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { newId } from "../ids.ts";
import * as v from "./index.ts";

const seed = 20261122;
const runs = { seed, numRuns: 500 };
const LIMIT = 10n ** 27n - 1n;
const anyFigure = fc.bigInt({ min: -LIMIT, max: LIMIT }).map((n) => v.figure(n));
const kg = (of: string): v.Amount => ({ of, unit: "kg" });

test("law: every figure that is written is canonical and reads back", () => {
  fc.assert(
    fc.property(anyFigure, (of) => {
      assert.ok(v.amountSchema.safeParse(kg(of)).success, of);
      assert.equal(v.figure(v.billionths(of)), of);
      assert.deepEqual(v.readAmount(of.replace(".", "٫")), { ok: true, value: [of] });
    }),
    runs,
  );
});

test("law: as a plain number a figure is what it is exactly, or nothing", () => {
  const small = fc.bigInt({ min: 0n, max: 10n ** 15n - 1n });
  fc.assert(
    fc.property(small, anyFigure, (n, of) => {
      assert.equal(BigInt(v.smallBillionths(v.figure(n))), n);
      const plain = v.smallBillionths(of);
      if (!Number.isNaN(plain)) assert.equal(BigInt(plain), v.billionths(of));
    }),
    runs,
  );
  for (const whole of ["0", "1", "999999.999999999", "0.000000001", "12.5"])
    assert.equal(BigInt(v.smallBillionths(whole)), v.billionths(whole), whole);
  const others = ["", ".", "1.", ".5", "-1", "-0", "1.2.3", "1e3", " 1", "١", "1.0000000001"];
  for (const bad of [...others, "1000000", "12345678901234567890"])
    assert.ok(Number.isNaN(v.smallBillionths(bad)), bad);
});

test("whoever reckons with an amount is never handed a figure that is none", () => {
  const even = v.amountSchema.array().refine((list) => {
    return list.reduce((sum, { of }) => sum + v.billionths(of), 0n) >= 0n;
  });
  for (const figure of ["manta", "-0", "1.", "", "9".repeat(400), "١"])
    assert.equal(even.safeParse([{ of: figure, unit: "kg" }]).success, false, figure);
});

test("law: adding commutes, associates, and is undone", () => {
  fc.assert(
    fc.property(anyFigure, anyFigure, anyFigure, (x, y, z) => {
      const [a, b, c] = [kg(x), kg(y), kg(z)];
      assert.deepEqual(v.add(a, b), v.add(b, a));
      assert.deepEqual(v.add(v.add(a, b), c), v.add(a, v.add(b, c)));
      assert.deepEqual(v.subtract(v.add(a, b), b), a);
      assert.deepEqual(v.add(a, v.negate(a)), v.zero("kg"));
      assert.deepEqual(v.sumByUnit([a, b, c]), [v.sum("kg", [c, b, a])]);
      assert.deepEqual(v.multiply(a, 3n), v.sum("kg", [a, a, a]));
    }),
    runs,
  );
});

test("law: order agrees with difference", () => {
  fc.assert(
    fc.property(anyFigure, anyFigure, (x, y) => {
      const [a, b] = [kg(x), kg(y)];
      assert.equal(v.compare(a, b), v.signOf(v.subtract(a, b)));
      assert.equal(v.compare(v.min(a, b), v.max(a, b)) <= 0, true);
      assert.deepEqual(v.add(v.min(a, b), v.max(a, b)), v.add(a, b));
    }),
    runs,
  );
});

test("law: reading a formatted figure gives it back, whatever the language", () => {
  const locale = fc.constantFrom("en", "es", "ar", "ar-u-nu-arab", "de-CH", "fr", "en-IN", "fa");
  fc.assert(
    fc.property(anyFigure, locale, (of, lang) => {
      const reading = v.readAmount(v.formatFigure(of, lang));
      assert.ok(reading.ok && reading.value.includes(of), `${of} ${v.formatFigure(of, lang)}`);
    }),
    runs,
  );
});

test("law: whatever is typed, a reading is canonical or refused with a reason", () => {
  const typed = fc.string({
    unit: fc.constantFrom(..."0123456789٣۴.,٫٬، '’-+−e\u200f"),
    maxLength: 30,
  });
  fc.assert(
    fc.property(typed, (text) => {
      const reading = v.readAmount(text);
      if (!reading.ok) assert.match(reading.reason, /^amount\./);
      else for (const of of reading.value) assert.ok(v.parseAmount(of, "kg").ok, of);
    }),
    { seed, numRuns: 5000 },
  );
});

test("units do not mix", () => {
  const [a, b] = [kg("1"), { of: "1", unit: "g" }];
  for (const mixed of [v.add, v.subtract, v.compare, v.min, v.max]) {
    assert.throws(() => mixed(a, b), TypeError);
  }
  assert.throws(() => v.sum("kg", [a, b]), TypeError);
  assert.deepEqual(v.sumByUnit([a, b, v.negate(a)]), [b, v.zero("kg")]);
  assert.deepEqual(v.sumByUnit([]), []);
  assert.throws(() => v.billionths("1e3"), TypeError);
});

test("a currency is written with its code, its usual digits and all that were given", () => {
  const rows = [
    ["1350", "EUR", "en", "EUR 1,350"],
    ["1350.5", "EUR", "en", "EUR 1,350.50"],
    ["1350.5", "EUR", "es", "1350,50 EUR"],
    ["0.125", "USD", "en", "USD 0.125"],
    ["12", "JPY", "en", "JPY 12"],
    ["12.5", "kg", "es", "12,5"],
  ] as const;
  for (const [of, unit, locale, expected] of rows) {
    const written = v.formatAmount({ of, unit }, locale).replaceAll("\u00a0", " ");
    assert.equal(written, expected);
  }
});

test("law: a text that was read is clean, reads as itself, and has its shape", () => {
  const limits = { lengthMax: 200, lines: "many" } as const;
  const shape = v.textSchema(limits);
  const odd = fc.constantFrom(..."\u202e\u2067\u200f\r\n\t\u0000e\u0301\u2028\ufeff ");
  const typed = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.string({ unit: fc.oneof(odd, fc.constantFrom("a", "ب", "😀")), maxLength: 30 }),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const first = v.readText("ar", text, limits);
      if (!first.ok) return assert.equal(first.reason, "text.empty");
      assert.ok(shape.safeParse(first.value).success);
      assert.deepEqual(v.readText("ar", first.value.text, limits), { ...first, removed: [] });
    }),
    { seed, numRuns: 3000 },
  );
});

test("half a character, a wrong language and an absurd length are refused", () => {
  const reason = (lang: string, text: string) => {
    const result = v.readText(lang, text, { lengthMax: 10 });
    return result.ok ? "read" : result.reason;
  };
  assert.equal(reason("en", "a\ud800b"), "text.broken");
  assert.equal(reason("EN", "a"), "lang.shape");
  assert.equal(reason("en", "\u0000".repeat(100_000)), "text.too-long");
  assert.equal(reason("en", `${" ".repeat(900)}ok`), "read");
});

test("a reader is shown their language, then a near one, then the original", () => {
  const texts = ["ar", "pt-BR", "en", "pt-PT"].map((lang) => ({ lang, text: lang }));
  const shown = (...langs: string[]) => v.chooseText(texts, langs)?.text;
  assert.equal(shown("pt-PT"), "pt-PT");
  assert.equal(shown("pt"), "pt-BR");
  assert.equal(shown("en-GB", "ar"), "en");
  assert.equal(shown("tr", "en"), "en");
  assert.equal(shown("tr"), "ar");
  assert.equal(v.chooseText([], ["en"]), undefined);
  const twice = v.textsSchema({ lengthMax: 9 }).safeParse([texts[0], texts[0]]);
  assert.equal(twice.success, false);
  assert.ok(v.textsSchema({ lengthMax: 9 }).safeParse(texts).success);
});

test("directions follow language and script", () => {
  const rows = { ar: "rtl", he: "rtl", fa: "rtl", ckb: "rtl", ur: "rtl", en: "ltr", tr: "ltr" };
  for (const [lang, dir] of Object.entries(rows)) assert.equal(v.dirOf(lang), dir, lang);
  assert.equal(v.dirOf("az-Arab"), "rtl");
  assert.equal(v.dirOf("ar-Latn"), "ltr");
  assert.equal(v.dirOf("und"), "auto");
});

test("law: every instant lies in the day it belongs to", () => {
  const zones = ["UTC", "Asia/Beirut", "Africa/Cairo", "America/Santiago", "Pacific/Apia"];
  const zone = fc.constantFrom(...zones, "Asia/Kathmandu", "Australia/Lord_Howe");
  const instant = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
  fc.assert(
    fc.property(instant, zone, (ms, where) => {
      const day = v.dayOf(ms, where);
      assert.ok(v.startOf(day) <= ms && ms < v.endOf(day), `${ms} ${JSON.stringify(day)}`);
      assert.ok(v.daySchema.safeParse(day).success);
      assert.deepEqual(v.parseDay(day.date, where), { ok: true, value: day });
      assert.equal(v.compareDays(day, v.laterDay(day, { days: 1 })), -1);
      assert.equal(v.daysBetween(day, v.laterDay(day, { days: 400 })), 400);
    }),
    runs,
  );
});

test("days move by the calendar and compare by instant", () => {
  const at = (date: string, zone = "Europe/Athens") => {
    const day = v.parseDay(date, zone);
    assert.ok(day.ok);
    return day.value;
  };
  assert.equal(v.laterDay(at("2026-01-31"), { months: 1 }).date, "2026-02-28");
  assert.equal(v.laterDay(at("2026-03-01"), { days: -1 }).date, "2026-02-28");
  assert.equal(v.daysBetween(at("2026-03-02"), at("2026-02-28")), -2);
  assert.equal(v.monthOf(at("2026-12-31")), "2026-12");
  assert.equal(v.compareDays(at("2026-12-01"), at("2026-12-01", "America/Lima")), -1);
  assert.equal(v.compareDays(at("2026-12-01"), at("2026-12-01")), 0);
  const springs = at("2026-03-29");
  assert.equal(v.endOf(springs) - v.startOf(springs), 23 * 3_600_000);
});

test("a day is written in the reader's language, a zone in its own case", () => {
  const day = v.dayOf(0, "America/New_York");
  const rows = [
    ["en", "long", "December 31, 1969"],
    ["es", "weekday", "miércoles, 31 de diciembre de 1969"],
    ["ar-u-nu-latn", "long", "31 ديسمبر 1969"],
    ["ar-u-nu-arab", "long", "٣١ ديسمبر ١٩٦٩"],
    ["fa-u-nu-latn", "long", "31 دسامبر 1969"],
  ] as const;
  for (const [locale, style, expected] of rows) {
    assert.equal(v.formatDay(day, locale, style), expected);
  }
  assert.equal(v.formatMonth("2026-11", "es"), "noviembre de 2026");
  assert.deepEqual(v.parseZone("asia/BEIRUT"), { ok: true, value: "Asia/Beirut" });
  assert.deepEqual(v.parseZone("europe/kyiv"), { ok: true, value: "Europe/Kyiv" });
  assert.deepEqual(v.parseZone("utc"), { ok: true, value: "UTC" });
  assert.equal(v.parseZone("x".repeat(100)).ok, false);
});

test("places are read in any case, and a country has a name", () => {
  assert.deepEqual(v.parsePlace(" lb-as "), { ok: true, value: { code: "LB-AS", level: 2 } });
  assert.deepEqual(v.parsePlace("gr"), { ok: true, value: { code: "GR", level: 1 } });
  assert.deepEqual(v.parsePlace("001"), { ok: true, value: v.WORLD });
  for (const text of ["", "Samos", "G", "GR-", "GR-ABCD"]) {
    assert.deepEqual(v.parsePlace(text), { ok: false, reason: "place.shape" }, text);
  }
  assert.equal(v.countryName("LB", "es"), "Líbano");
  assert.equal(v.countryName("QQ", "en"), "QQ");
  assert.throws(() => v.countryName("Lebanon", "en"), TypeError);
});

test("an id is sixteen bytes in hex, and no built-in code", () => {
  const id = newId((length) => Uint8Array.from({ length }, (_, index) => index * 16 + 1));
  assert.equal(id, "01112131415161718191a1b1c1d1e1f1");
  assert.equal(v.isTerm(id) && !v.isTerm("kg") && !v.isTerm(id.toUpperCase()), true);
});

test("built-in codes cannot be changed, and listed currencies are real", () => {
  for (const table of [v.UNITS, v.CATEGORIES, v.URGENCIES, v.KINDS, v.CURRENCIES]) {
    assert.ok(Object.isFrozen(table));
  }
  const known = new Set(Intl.supportedValuesOf("currency"));
  assert.deepEqual(
    v.CURRENCIES.filter((code) => !known.has(code)),
    [],
  );
  assert.equal(new Set(v.CURRENCIES).size, v.CURRENCIES.length);
  assert.ok(v.isCurrency("EUR") && !v.isCurrency("eur") && v.isUnitCode("kg"));
  assert.ok(!v.isUnitCode("constructor") && !v.isUnitCode("EUR"));
});
