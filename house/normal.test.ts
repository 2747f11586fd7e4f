import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MARKS_PER_PART_MAX } from "./marks.ts";
import { beginning, fold, MARKED_FIRST, searchWords, wordMarks } from "./normal.ts";

test("words typed differently fold to one", () => {
  const rows = [
    ["أحمد", "احمد"],
    ["إذن", "اذن"],
    ["آلاف", "الاف"],
    ["مستشفى", "مستشفي"],
    ["بطانية", "بطانيه"],
    ["بَطَّانِيَّة", "بطانيه"],
    ["مـــاء", "ماء"],
    ["مسؤول", "مسوول"],
    ["کتاب", "كتاب"],
    ["٤٠ ۴۰ ４０", "40 40 40"],
    ["PAÑALES Niños", "panales ninos"],
    ["İstanbul ISTANBUL ısı", "istanbul istanbul isi"],
    ["Straße STRASSE", "strasse strasse"],
    ["ΟΔΟΣ οδός", "οδοσ οδοσ"],
    ["ﻻ ﬁn", "لا fin"],
    ["हिन्दी", "हिन्दी"],
    ["한국어 ガ", "한국어 ガ"],
    ["خانه\u200cها", "خانهها"],
  ] as const;
  for (const [typed, folded] of rows) assert.equal(fold(typed), folded, typed);
});

test("folding twice is folding once", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 20 });
  fc.assert(
    fc.property(text, (typed) => assert.equal(fold(fold(typed)), fold(typed))),
    { seed: 20261122, numRuns: 2000 },
  );
});

test("a text gives its words once each, within the bound", () => {
  assert.deepEqual(searchWords("40 Blankets, blankets (wool)!"), ["40", "blankets", "wool"]);
  assert.deepEqual(searchWords("نحتاج ٤٠ بطانيّة"), ["نحتاج", "40", "بطانيه"]);
  assert.equal(searchWords(Array.from({ length: 200 }, (_, n) => `w${n}`).join(" ")).length, 64);
  assert.deepEqual(searchWords("a b c", 2), ["a", "b"]);
  assert.deepEqual(searchWords("—!…"), []);
});

test("plain text is parted at sight as it is by the rules of Unicode", () => {
  const segmenter = new Intl.Segmenter("und", { granularity: "word" });
  const slowly = (text: string) =>
    Array.from(segmenter.segment(fold(text))).flatMap(({ segment, isWordLike }) =>
      isWordLike === true ? [segment] : [],
    );
  const sign = fc.oneof(
    fc.constantFrom("a", "Z", "1", "9", " ", ".", ",", "'", ":", "_"),
    fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 12 }), (text) => {
      assert.deepEqual(searchWords(text, 4_000), [...new Set(slowly(text))]);
    }),
    { seed: 20261127, numRuns: 500 },
  );
});

test("a beginning is three letters, however they are stored", () => {
  assert.equal(beginning("blankets"), "bla");
  assert.equal(beginning("ab"), "ab");
  assert.equal(beginning("𞤀𞤁𞤂𞤃"), "𞤀𞤁𞤂");
  assert.equal(beginning("بطانية"), "بطا");
  assert.equal(beginning("ab𞤀𞤁"), "ab𞤀");
});

test("a long text is found by its first words and by the longest behind them", () => {
  const filler = Array.from({ length: MARKED_FIRST }, (_, n) => `word${n}`);
  const text = [...filler, "a", "de", "y", "generador", "en", "hospital", "la", "antibióticos"];
  const marks = wordMarks(text.join(" "));
  for (const word of [...filler, "generador", "hospital", "antibioticos"])
    assert.ok(marks.includes(`word:${word}`) && marks.includes(`begin:${beginning(word)}`), word);
  const many = Array.from({ length: 3_000 }, (_, n) => `palabra${n}`).join(" ");
  const most = wordMarks(`${many} ${"z".repeat(60)}`);
  assert.ok(most.includes(`word:${"z".repeat(60)}`), "however late it comes");
  // One more may stand beside them (an equal row), and all of them fit in one part.
  assert.ok(most.length + 1 <= MARKS_PER_PART_MAX, String(most.length));
  const distinct = Array.from({ length: 400 }, (_, n) => `${String.fromCodePoint(0x4e00 + n)}ab`);
  assert.ok(wordMarks(distinct.join(" ")).length + 1 <= MARKS_PER_PART_MAX);
  assert.deepEqual(wordMarks("Wool wool"), ["word:wool", "begin:woo"]);
});
