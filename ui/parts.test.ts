import assert from "node:assert/strict";
import { test } from "node:test";
import { attributes, draw, echo, speak } from "./test-kit.ts";

const { Meter, MeterLevel } = await import("./meter.tsx");
const { Notice } = await import("./notice.tsx");
const { Refused } = await import("./refused.tsx");
const { STATE_KINDS, State } = await import("./state.tsx");
const { Words } = await import("./words.tsx");
const { Table } = await import("./table.tsx");
const { Steps } = await import("./steps.tsx");
const { Pager } = await import("./pager.tsx");
const { Copy } = await import("./copy.tsx");
const { QR } = await import("./qr.tsx");
const { Figure } = await import("./figure.tsx");
const { DayRange, DayText, Time } = await import("./time.tsx");
const { Months } = await import("./months.tsx");

const say = ({ of, unit }: { of: string; unit: string }) => `${of} ${unit}`;
const meter = { t: echo, say, unit: "item" };

test("a meter says every share that is not nought, and always what is still asked", () => {
  const html = draw(Meter, { ...meter, asked: "60", counted: "38", onTheWay: "2", still: "20" });
  const lines = [...html.matchAll(/<li class="(\w+)">([^<]*)/g)].map(([, a, b]) => `${a}: ${b}`);
  assert.deepEqual(lines, [
    "counted: ui.meter.counted(38 item)",
    "way: ui.meter.on-the-way(2 item)",
    "still: ui.meter.still(20 item)",
  ]);
  assert.equal(attributes(html, "rect", "counted")["width"], "63.33%");
  assert.equal(attributes(html, "line", "way")["x2"], "66.67%");
});

test("a meter with more than was asked is full; nothing asked divides by nothing", () => {
  const over = draw(Meter, { ...meter, asked: "10", counted: "15", accepted: "5", still: "0" });
  assert.equal(attributes(over, "rect", "counted")["width"], "75%");
  assert.equal(attributes(over, "rect", "accepted")["width"], "25%");
  assert.ok(over.includes("ui.meter.enough"), "what is only agreed is not here yet");
  const here = draw(Meter, { ...meter, asked: "10", counted: "10", onTheWay: "0", still: "0" });
  assert.ok(here.includes("ui.meter.met"));
  assert.ok(!draw(Meter, { ...meter, asked: "0", still: "0" }).includes("NaN"));
});

test("a protected space tells a word and no figure", () => {
  for (const level of ["none", "part", "most", "met"] as const) {
    const html = draw(MeterLevel, { t: echo, level });
    // What is agreed counts too, so "all of it" is not said to be here.
    const word = level === "met" ? "covered" : level;
    const shape = level === "none" ? "still" : "counted";
    assert.match(html, new RegExp(`<li class="${shape}">ui.meter.${word}</li>`));
  }
});

test("what must be seen interrupts; what is good news waits", () => {
  const roles = { done: "status", info: "status", warn: "alert", stop: "alert" } as const;
  for (const [kind, role] of Object.entries(roles)) {
    const html = draw(Notice, { kind: kind as keyof typeof roles, t: echo }, "<b>");
    assert.equal(attributes(html, "div")["role"], role);
    assert.ok(html.includes(`ui.notice.${kind}`) && html.includes("&lt;b&gt;"));
  }
});

test("a refusal gives its reason and its next step, in each language", () => {
  for (const lang of ["en", "es", "ar"]) {
    const html = draw(Refused, { t: speak(lang).plain, reason: "R", next: "N" });
    assert.match(html, /R<\/b>/);
    assert.match(html, /N<\/p>/);
  }
});

test("a state is an icon, a word and a tone, and no two states share icon and tone", () => {
  const looks = STATE_KINDS.map((is) => draw(State, { is }, "word"));
  for (const html of looks) assert.match(html, /class="state \w+"><svg.*<span>word<\/span>/);
  const drawn = looks.map((html) => html.replace("quiet", "ours"));
  assert.equal(new Set(looks).size, STATE_KINDS.length);
  assert.ok(new Set(drawn).size >= STATE_KINDS.length - 1);
});

test("people's words carry their language and direction; without one the words decide", () => {
  const by = [{ text: { lang: "en", text: "hello" }, by: "lina", checkedBy: "sami" }];
  const html = draw(Words, { t: echo, text: { lang: "ar", text: "<مرحبا>" }, translations: by });
  assert.match(html, /<div lang="ar" dir="rtl">&lt;مرحبا&gt;<\/div>/);
  assert.match(html, /<span lang="en" dir="ltr">hello<\/span>/);
  assert.ok(html.includes("ui.words.checked(lina,sami)"));
  const unknown = draw(Words, { t: echo, text: { lang: "und", text: "x" } });
  assert.match(unknown, /<div dir="auto">x/);
  assert.match(draw(Words, { t: echo, text: undefined }), /ui.words.withheld/);
});

test("a table keeps its roles and names each cell for a narrow screen", () => {
  const columns = [{ name: "Line" }, { name: "Sent", number: true }];
  const html = draw(Table, { caption: "C", columns, rows: [["a", "1"]], foot: ["all", "1"] });
  assert.equal(attributes(html, "th", "rowheader")["scope"], "row");
  assert.equal(attributes(html, "td")["data-name"], "Sent");
  assert.equal(attributes(html, "td")["class"], "number");
  assert.equal(html.match(/role="row"/g)?.length, 3);
});

test("the step one is at is marked for all", () => {
  const steps = (["passed", "now", "later"] as const).map((is) => ({ label: is, is }));
  const html = draw(Steps, { t: echo, steps });
  assert.equal(html.match(/aria-current="step"/g)?.length, 1);
  assert.match(html, /<b>passed<\/b><span class="unseen"> \(ui.steps.passed\)/);
});

test("a pager with nowhere to go is not there", () => {
  assert.equal(draw(Pager, { t: echo }), "");
  assert.equal(attributes(draw(Pager, { t: echo, after: "?b" }), "a")["rel"], "next");
});

test("a text to paste can be had without a script: the button stays hidden", () => {
  const html = draw(Copy, { t: echo, id: "back", label: "L", text: { lang: "ar", text: "<x>" } });
  assert.match(html, /<button type="button"[^>]* hidden/);
  assert.match(html, /dir="rtl"[^>]*>&lt;x&gt;<\/textarea>/);
});

test("a square code is one path inside its quiet zone, and says its address", () => {
  const html = draw(QR, { t: echo, address: "https://alongside.invalid/r/7K2M" });
  assert.equal(attributes(html, "svg")["aria-label"], "ui.qr(https://alongside.invalid/r/7K2M)");
  const d = attributes(html, "path", "crispEdges")["d"] ?? "";
  const side = Number((attributes(html, "svg")["viewBox"] ?? "").split(" ")[3]);
  const runs = [...d.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map((run) =>
    run.slice(1).map(Number),
  );
  assert.ok(d.startsWith("M4 4h7v1h-7z"), "the first row of the finder pattern");
  for (const [x = 0, y = 0, length = 0, back] of runs) {
    assert.ok(x >= 4 && y >= 4 && x + length <= side - 4 && y < side - 4 && length === back);
  }
});

test("an exact figure passes untouched, in each language's own shape", () => {
  const amount = { of: "123456789012345678.12345678", unit: "EUR" };
  const digits = (lang: string) =>
    draw(Figure, { amount, say: speak(lang).amount }).replace(/\D/g, "");
  for (const lang of ["en", "es", "ar"]) assert.equal(digits(lang), "12345678901234567812345678");
});

test("a day stays the same day everywhere; an instant is told in the zone of the space", () => {
  const day = draw(DayText, { date: "2026-11-22", lang: "es" });
  assert.equal(day, `<time datetime="2026-11-22">22 de noviembre de 2026</time>`);
  assert.match(draw(DayText, { date: "2026-11", lang: "en" }), />November 2026</);
  for (const [lang, ...says] of [
    ["es", "1–3 de noviembre de 2026", "noviembre de 2026", "octubre–noviembre de 2026"],
    ["en", "November 1 – 3, 2026", "November 2026", "October – November 2026"],
    ["ar", "1–3 نوفمبر 2026", "نوفمبر 2026", "أكتوبر – نوفمبر 2026"],
  ] as const) {
    // A group that began to protect, or stopped, has months beside days: then both are months.
    const ranges = [
      ["2026-11-01", "2026-11-03"],
      ["2026-11", "2026-11-03"],
      ["2026-11-03", "2026-10"],
    ] as const;
    const drawn = ranges.map(([first, last]) => draw(DayRange, { first, last, lang }));
    assert.deepEqual(
      drawn.map((text) => text.replaceAll(/\s/g, " ")),
      says,
    );
    const day = { first: "2026-11-22", last: "2026-11-22", lang };
    assert.equal(draw(DayRange, day), draw(DayText, { date: "2026-11-22", lang }));
  }
  const late = { instant: "2026-11-22T23:30:00Z", zone: "Asia/Baghdad", lang: "en" };
  assert.match(draw(Time, late), />Nov 23, 2026, 2:30\sAM</u);
});

test("the month chart has every figure in its table and stands on its foot line", () => {
  const months = [
    { month: "2026-10", came: "0", went: "40" },
    { month: "2026-11", came: "100", went: "0" },
  ];
  const html = draw(Months, { t: echo, lang: "ar", say, caption: "C", unit: "EUR", months });
  for (const figure of ["0 EUR", "40 EUR", "100 EUR"]) assert.ok(html.includes(`<bdi>${figure}`));
  const bars = [
    ...html.matchAll(/<rect class="(?:in|out)"[^>]* y="([\d.]+)"[^>]* height="([\d.]+)"/g),
  ];
  assert.equal(bars.length, 8);
  for (const [, y, height] of bars) assert.equal(Number(y) + Number(height), 164);
});
