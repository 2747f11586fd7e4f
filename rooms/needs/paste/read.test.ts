import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { readFigures } from "./numbers.ts";
import { MESSAGE_CHARS_MAX, ROWS_MAX, readMessage } from "./read.ts";
import type { PastedLine } from "./types.ts";

type Vectors = {
  numbers: [string, string[]][];
  lines: [string, PastedLine["kind"], string[], string][];
};

const vectors: Vectors = JSON.parse(
  readFileSync(new URL("../../../specs/vectors/paste.json", import.meta.url), "utf8"),
);
const page = readFileSync(new URL("../../../specs/paste.md", import.meta.url), "utf8");
const realLines = [...page.matchAll(/```message\n([\s\S]*?)\n```/g)].flatMap((m) =>
  (m[1] ?? "").split("\n"),
);
const FIXED = { seed: 20261122, numRuns: 300 };

const joined = (rows: readonly PastedLine[]): string => rows.map((row) => row.source).join("");
const quantities = (rows: readonly PastedLine[]): string[] =>
  rows.flatMap((row) => row.readings.map((reading) => `${reading.of} ${reading.unit}`));

/** Messages like real ones: their lines in any order, torn, glued and salted with oddities. */
const messages = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...realLines) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
      {
        weight: 2,
        arbitrary: fc.constantFrom("", " ", "\u200f", "y", "و٢٠", "🚫", "1.", "x", "("),
      },
    ),
    { maxLength: 12 },
  )
  .chain((lines) => fc.constantFrom("\n", ", ", " ").map((join) => lines.join(join)));

for (const [text, values] of vectors.numbers) {
  test(`the figures ${text} read as ${values.join(" or ") || "no quantity"}`, () => {
    assert.deepEqual(readFigures(text), values);
  });
}

for (const [text, kind, readings, item] of vectors.lines) {
  test(`"${text}" ends in a ${kind}`, () => {
    const last = readMessage(text).at(-1);
    assert.deepEqual(
      [last?.kind, quantities(last ? [last] : []), last?.item],
      [kind, readings, item],
    );
  });
}

test("joining all sources gives the message back, whatever the text", () => {
  const message = fc.oneof(messages, fc.string({ unit: "binary", maxLength: 400 }), fc.string());
  fc.assert(
    fc.property(message, (text) => {
      assert.equal(joined(readMessage(text)), text);
    }),
    FIXED,
  );
});

test("amounts are canonical and two at most, and only needs have them", () => {
  const canonical = /^(0|[1-9][0-9]{0,17})(\.[0-9]{0,8}[1-9])?$/;
  fc.assert(
    fc.property(messages, (text) => {
      for (const row of readMessage(text)) {
        assert.ok(row.readings.length <= (row.kind === "need" ? 2 : 0));
        for (const reading of row.readings) assert.match(reading.of, canonical);
        if (row.ticked) assert.ok(row.kind === "need" || row.kind === "not-wanted");
      }
    }),
    FIXED,
  );
});

test("the same rows come from CRLF and LF", () => {
  const bare = (rows: PastedLine[]) => rows.map(({ source: _source, ...row }) => row);
  fc.assert(
    fc.property(messages, (raw) => {
      const text = raw.replace(/\r\n?/g, "\n");
      const windows = text.replaceAll("\n", "\r\n");
      assert.deepEqual(bare(readMessage(windows)), bare(readMessage(text)));
    }),
    FIXED,
  );
});

test("a message sent twice loses no line", () => {
  fc.assert(
    fc.property(messages, (text) => {
      const once = readMessage(text).filter((row) => /[^\s\p{Cf}]/u.test(row.source));
      const twice = readMessage(`${text}\n\n${text}`).filter((row) =>
        /[^\s\p{Cf}]/u.test(row.source),
      );
      assert.ok(twice.length >= once.length * 2 || twice.length === ROWS_MAX);
    }),
    FIXED,
  );
});

test("no phone number becomes a quantity, in any writing", () => {
  const spread = fc.record({
    digits: fc.stringMatching(/^[1-9][0-9]{6,13}$/),
    prefix: fc.constantFrom("", "+", "00", "("),
    gap: fc.constantFrom("", " ", "-", " - ", "\u200b"),
    every: fc.integer({ min: 3, max: 4 }),
    eastern: fc.boolean(),
    around: fc.constantFrom("# mantas", "blankets #", "need #", "- # بطانية", "tents (#)", "#"),
  });
  fc.assert(
    fc.property(spread, ({ digits, prefix, gap, every, eastern, around }) => {
      const groups = digits.match(new RegExp(`.{1,${every}}`, "g")) ?? [];
      const western = prefix + groups.join(gap);
      const number = eastern
        ? western.replace(/\d/g, (d) => String.fromCharCode(0x660 + Number(d)))
        : western;
      const rows = readMessage(around.replace("#", number));
      assert.deepEqual(quantities(rows), []);
      assert.ok(rows.every((row) => !row.ticked));
    }),
    FIXED,
  );
});

test("past the bounds everything is kept in one last note", () => {
  const long = "40 mantas\n".repeat(3000);
  const rows = readMessage(long);
  assert.equal(joined(rows), long);
  assert.equal(rows.length, ROWS_MAX);
  assert.deepEqual([rows.at(-1)?.kind, rows.at(-1)?.warnings], ["note", ["too-long"]]);
  const wide = "a".repeat(MESSAGE_CHARS_MAX + 5);
  assert.deepEqual(
    readMessage(wide).map((row) => row.source.length),
    [MESSAGE_CHARS_MAX, 5],
  );
});

/** How many times as long the whole takes as its first quarter. */
function growth(text: string, goes: number): number {
  const least = (part: string) => {
    const times = Array.from({ length: goes }, () => {
      const started = performance.now();
      assert.equal(joined(readMessage(part)), part);
      return performance.now() - started;
    });
    return Math.min(...times);
  };
  return least(text) / (least(text.slice(0, MESSAGE_CHARS_MAX / 4)) + 2);
}

const full = (unit: string) =>
  unit.repeat(Math.ceil(MESSAGE_CHARS_MAX / unit.length)).slice(0, MESSAGE_CHARS_MAX);

test("twice a hostile message takes no more than some times as long", () => {
  const units = ["1", "1 ", "1.", "1-", "a.", "a@", "@", "(", "((1", "no ", "x1", "1x", ", 1 a"];
  units.push(
    "tel ",
    "contact ",
    "cuenta 1 ",
    "y ",
    "و",
    "talla 1,",
    "need ",
    "mil ",
    "*",
    "[",
    "~",
  );
  units.push("\u202e", "\u200b", "🚫", "AA00 ", "1/", "1:1", "hot ", "de ", "40 mantas, ", "dos ");
  units.push("we are ", "www.", "12/11/26, 14:05 - ", "1 agua, ", "agua, ", "a. ", "ring ");
  for (const unit of units) {
    const text = full(unit);
    // Linear is 4; a reader that looks back over all it has read would take 16. What else the
    // machine does may spoil one go, so only the least of five counts against us.
    const ratio = growth(text, 1) < 12 ? 4 : growth(text, 5);
    assert.ok(ratio < 12, `${JSON.stringify(unit)} grew ${ratio.toFixed(1)} times`);
  }
});

test("hidden direction overrides are warned of and taken out of the item", () => {
  const [row] = readMessage("40 \u202eblankets\u202c");
  assert.deepEqual(
    [row?.item, row?.ticked, row?.warnings],
    ["blankets", false, ["hidden-characters"]],
  );
});

test("the hint speaks where the words do not", () => {
  assert.equal(readMessage("40 velcro", "es")[0]?.lang, "es");
  assert.equal(readMessage("40 velcro")[0]?.lang, "und");
});

test("what a thing can do stays with it; kind words are not part of its name", () => {
  const items = (text: string) => readMessage(text, "es").map(({ item }) => item);
  assert.deepEqual(items("- 2 generadores, mínimo 3 kW"), ["generadores, mínimo 3 kW"]);
  assert.deepEqual(items("- 4 bombas, 12 V y 6 palas"), ["bombas, 12 V", "palas"]);
  assert.deepEqual(items("- pañales, unos 20 paquetes"), ["pañales"]);
  assert.deepEqual(items("NO ropa usada por favor!!!"), ["ropa usada"]);
  assert.deepEqual(items("No used clothes, please"), ["used clothes"]);
});

test("an address cut at a short word, a blessing and a parting word are never ticked", () => {
  const message = [
    "- 60 mantas",
    "Dirección: Escuela N°14, Jr. Los Pinos 230",
    "Cualquier cosa llamar a Rosa 987 654 321",
    "Dios los bendiga",
    "جزاكم الله خيراً",
  ];
  const rows = readMessage(message.join("\n"), "es");
  assert.deepEqual(
    rows.filter(({ ticked }) => ticked).map(({ item }) => item),
    ["mantas"],
  );
  assert.ok(rows[1]?.warnings.includes("looks-like-address"));
});
