import assert from "node:assert/strict";
import { test } from "node:test";
import { CATEGORIES, dayOf, KINDS, LEVEL_NAMES, UNITS, URGENCIES } from "../values/index.ts";
import {
  createLibrary,
  createWords,
  LANGS,
  type LoadMessages,
  type Messages,
  neverWords,
  roomsOf,
  type WordsProblem,
  wordsFaults,
  wordsFromFiles,
} from "./index.ts";

const ROOT = new URL("../../", import.meta.url);
const load = wordsFromFiles(ROOT);

/** One room named `r` with these messages. */
function room(files: Partial<Record<string, Messages>>): LoadMessages {
  return (name, lang) => (name === "r" ? files[lang] : undefined);
}

test("the house's own words are whole in every language", () => {
  assert.deepEqual(wordsFaults("house", load), []);
});

test("every built-in code has its words", () => {
  const codes = [
    ...Object.keys(UNITS).flatMap((code) => [`unit.${code}`, `unit-name.${code}`]),
    ...CATEGORIES.map((code) => `category.${code}`),
    ...KINDS.map((code) => `kind.${code}`),
    ...URGENCIES.map((code) => `urgency.${code}`),
    ...LEVEL_NAMES.map((name) => `level.${name}`),
  ];
  for (const lang of LANGS) {
    const words = createWords({ lang, load, strict: true });
    for (const code of codes) assert.ok(words.has(`house.${code}`), `${lang} house.${code}`);
  }
});

test("units count in every plural a language has", () => {
  const rows = [
    ["en", "box", "1", "1 box"],
    ["en", "box", "1.5", "1.5 boxes"],
    ["en", "box", "0", "0 boxes"],
    ["es", "box", "1", "1 caja"],
    ["es", "box", "2", "2 cajas"],
    ["es", "box", "1000000", "1.000.000 de cajas"],
    ["es", "box", "1000000000000000000", "1.000.000.000.000.000.000 de cajas"],
    ["ar", "box", "0", "0 صندوق"],
    ["ar", "box", "1", "صندوق واحد"],
    ["ar", "box", "2", "صندوقان"],
    ["ar", "box", "7", "7 صناديق"],
    ["ar", "box", "103", "103 صناديق"],
    ["ar", "box", "40", "40 صندوقًا"],
    ["ar", "box", "100", "100 صندوق"],
    ["ar", "kg", "2.5", "2.5 كيلوغرام"],
  ] as const;
  for (const [lang, unit, of, expected] of rows) {
    const words = createWords({ lang, load, strict: true });
    assert.equal(words.amount({ of, unit }), expected);
  }
  const categories = {
    en: ["one"],
    es: ["one", "many"],
    ar: ["zero", "one", "two", "few", "many"],
  };
  for (const lang of LANGS) {
    for (const unit of Object.keys(UNITS)) {
      const source = load("house", lang)?.[`house.unit.${unit}`] ?? "";
      for (const one of categories[lang]) assert.match(source, new RegExp(`^${one} `, "m"));
    }
  }
});

test("a figure keeps every digit, in a message and alone", () => {
  const of = "123456789012345678.123456789";
  const words = createWords({ lang: "es", load, strict: true });
  assert.equal(words.number(of), "123.456.789.012.345.678,123456789");
  assert.equal(words.amount({ of, unit: "kg" }), "123.456.789.012.345.678,123456789 kg");
  assert.equal(words.amount({ of: "3", unit: "0".repeat(32) }, "sacos"), "3 sacos");
});

test("Arabic digits are the reader's choice, and a region changes only forms", () => {
  const at = (lang: string, digits?: "arab" | "latn") =>
    createWords({ lang, load, strict: true, ...(digits && { digits }) });
  assert.equal(at("ar").amount({ of: "40", unit: "kg" }), "40 كيلوغرامًا");
  assert.equal(at("ar-EG").amount({ of: "40", unit: "kg" }), "40 كيلوغرامًا");
  assert.equal(at("ar", "arab").amount({ of: "40", unit: "kg" }), "٤٠ كيلوغرامًا");
  assert.equal(at("ar-LB").month("2026-11"), "تشرين الثاني 2026");
  assert.equal(at("en", "arab").number("40"), "40");
  assert.equal(at("pl").lang, "en");
});

test("what fills a message is isolated, in pieces apart, and plain without marks", () => {
  const files = room({ en: { "r.a": "{$who} gives {#b}{$n :number}{/b}" } });
  const words = createWords({ lang: "en", load: files, strict: true });
  const vars = { who: "أمل", n: "12" };
  assert.equal(words.t("r.a", vars), "\u2068أمل\u2069 gives 12");
  assert.equal(words.plain("r.a", vars), "أمل gives 12");
  assert.deepEqual(words.parts("r.a", { ...vars, who: { tag: "a" } }), [
    { kind: "node", node: { tag: "a" } },
    { kind: "text", text: " gives " },
    { kind: "open", name: "b" },
    { kind: "value", text: "12" },
    { kind: "close", name: "b" },
  ]);
});

test("a message may have a form for one figure, and orders", () => {
  const exact = ".input {$n :number}\n.match $n\n0 {{none}}\none {{one}}\n* {{{$n}}}";
  const order = ".input {$n :number select=ordinal}\n.match $n\ntwo {{{$n}nd}}\n* {{{$n}th}}";
  const files = room({ en: { "r.a": exact, "r.b": order } });
  const words = createWords({ lang: "en", load: files, strict: true });
  assert.deepEqual(
    ["0", "1", "5"].map((n) => words.t("r.a", { n })),
    ["none", "one", "5"],
  );
  assert.equal(words.t("r.b", { n: 2 }), "2nd");
  assert.equal(words.t("r.a", { n: { of: "3", unit: "kg" } }), "3");
  assert.throws(() => words.t("r.a", { n: "many" }), /broken/);
});

test("days, lists and distances are the reader's", () => {
  const files = room({ es: { "r.a": "Hasta el {$d :day style=long}, desde {$m :month}" } });
  const words = createWords({ lang: "es", load: files, strict: true });
  const day = dayOf(Date.parse("2026-11-22T12:00:00Z"), "Europe/Madrid");
  assert.equal(
    words.plain("r.a", { d: day, m: "2026-01" }),
    "Hasta el 22 de noviembre de 2026, desde enero de 2026",
  );
  assert.equal(words.list(["a", "b", "c"]), "a, b y c");
  assert.equal(words.list(["a", "b"], "or"), "a o b");
  const hour = 3_600_000;
  assert.equal(words.relative(0, 26 * hour), "ayer");
  assert.equal(words.relative(5 * hour, 0), "dentro de 5 horas");
  assert.equal(words.relative(0, 21 * 24 * hour), "hace 3 semanas");
  // To the nearest, never cut: and no unit says as many as the next one up has.
  assert.equal(words.relative(0, 71 * hour), "hace 3 días");
  assert.equal(words.relative(71.5 * hour, 0), "dentro de 3 días");
  assert.equal(words.relative(0, 23.6 * hour), "ayer");
  assert.equal(words.relative(0, (59.7 / 60) * hour), "hace 1 hora");
  assert.equal(words.relative(0, 13.9 * 24 * hour), "hace 2 semanas");
});

test("a missing message throws where strict, else is English, else its key, and is told", () => {
  const files = room({ en: { "r.a": "There" }, es: { "r.b": "{$n" } });
  const strict = createWords({ lang: "es", load: files, strict: true });
  assert.throws(() => strict.t("r.a"), /r\.a \(es\) is missing/);
  assert.throws(() => strict.t("r.b"), /broken/);
  const problems: WordsProblem[] = [];
  const words = createWords({ lang: "es", load: files, onProblem: (p) => problems.push(p) });
  assert.equal(words.t("r.a"), "There");
  assert.equal(words.t("r.c"), "r.c");
  assert.equal(words.t("r.b"), "r.b");
  assert.deepEqual(words.parts("r.c"), [{ kind: "text", text: "r.c" }]);
  const told = problems.map(({ key, what }) => `${key} ${what}`);
  assert.deepEqual(told, ["r.a missing", "r.c missing", "r.b broken", "r.c missing"]);
});

test("a variable nobody gave is a broken message", () => {
  const files = room({ en: { "r.a": "Hello {$who}" } });
  assert.throws(() => createWords({ lang: "en", load: files, strict: true }).t("r.a"), /broken/);
  assert.equal(createWords({ lang: "en", load: files }).plain("r.a"), "Hello {$who}");
});

test("the check finds each kind of fault", () => {
  const plural = ".input {$n :number}\n.match $n\none {{{$n} caja}}\n* {{{$n} cajas}}";
  const byWord = ".input {$k :string}\n.input {$n :number}\n.match $k\na {{{$n}}}\n* {{b}}";
  const faults = (en: string, es: string, ar: string) =>
    wordsFaults("r", room({ en: { "r.a": en }, es: { "r.a": es }, ar: { "r.a": ar } }));
  assert.deepEqual(faults("yes", "sí", "نعم"), []);
  assert.deepEqual(faults(byWord, byWord, byWord), []);
  assert.deepEqual(faults(plural, plural, plural), [
    "r.a: ar has no form for two",
    "r.a: ar has no form for few",
    "r.a: ar has no form for many",
  ]);
  assert.match(faults("{$a}", "{$b}", "{$a}")[0] ?? "", /placeholders differ/);
  assert.match(faults("{$a", "x", "x")[0] ?? "", /does not compile/);
  assert.deepEqual(wordsFaults("r", room({ en: { "r.a": "x" }, es: { "r.a": "x" } })), [
    "r.a: missing in ar",
  ]);
  assert.deepEqual(wordsFaults("none", load), ["none: no words at all"]);
});

test("words that stand on no page are found, and their harmless neighbours are not", () => {
  assert.deepEqual(neverWords("The beneficiaries in the field", "en"), ["beneficiaries", "field"]);
  assert.deepEqual(neverWords("A form field", "en"), ["field"]);
  assert.deepEqual(neverWords("In the cellar, fielder, transmission, cooperation", "en"), []);
  assert.deepEqual(neverWords("Las personas beneficiarias", "es"), ["beneficiarias"]);
  assert.deepEqual(neverWords("cooperación, sumisión", "es"), []);
  assert.deepEqual(neverWords("عدد المستفيدين", "ar"), ["المستفيدين"]);
  assert.deepEqual(neverWords("بموافقة المجموعة", "ar"), ["بموافقة"]);
  assert.deepEqual(neverWords("إذن المجموعة", "ar"), []);
});

test("a key says whose file it is in", () => {
  assert.deepEqual(roomsOf("needs.form.title"), ["needs"]);
  assert.deepEqual(roomsOf("refusal.needs.closed"), ["needs", "house"]);
  assert.deepEqual(roomsOf("refusal.house.not-here"), ["house"]);
  const words = createWords({ lang: "en", load, strict: true });
  assert.equal(words.t("refusal.amount.empty"), "Write how much, in figures.");
  assert.equal(words.t("next.go-back"), "Go back.");
});

test("a room's name never leads out of the words folders", () => {
  assert.equal(load("../house", "en"), undefined);
  assert.equal(load("no-such-room", "en"), undefined);
  assert.equal(load("house", "en"), load("house", "en"));
});

test("a library keeps one set of words per language and lets old ones go", () => {
  const library = createLibrary({ load });
  const english = library("en");
  assert.equal(library("en"), english);
  assert.notEqual(library("ar", "arab"), library("ar"));
  for (let n = 0; n < 40; n++) library(`en-${String(n).padStart(3, "0")}`);
  assert.notEqual(library("en"), english);
});
