import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import {
  encodeHeader,
  type Header,
  isErasable,
  leafCommitment,
  parseHeader,
  partCommitment,
} from "./entry.ts";
import { canonicalJson, type Json } from "./jcs.ts";
import { Malformed } from "./malformed.ts";
import { fixed, flipped, onlyMalformed, seed } from "./test-kit.ts";

const commitment = partCommitment("record", fixed("salt"), Buffer.from("{}"));
const header: Header = {
  v: 1,
  space: "b0s9u4",
  index: 41,
  id: "5vJm0Q",
  thing: "k3Zt9A",
  type: "need.opened/2",
  parts: { record: commitment, stamp: commitment, "words.es": commitment },
};

test("a commitment is the SHA-256 of the tag, the salt and the bytes of any length", () => {
  for (const length of [0, 1, 400, 65_000, 70_000]) {
    const bytes = Buffer.alloc(length, 7);
    const salt = fixed(`salt ${length}`);
    const part = createHash("sha256").update("alongside/part/v1\nwords\n").update(salt);
    assert.equal(partCommitment("words", salt, bytes), part.update(bytes).digest("base64"));
    const leaf = createHash("sha256").update("alongside/entry/v1\n").update(salt);
    assert.deepEqual(leafCommitment(salt, bytes), leaf.update(bytes).digest());
  }
});

test("a commitment needs a 32-byte salt and a part's name", () => {
  assert.throws(() => partCommitment("words", Buffer.alloc(31), Buffer.of()), RangeError);
  assert.throws(() => partCommitment("words\nx", Buffer.alloc(32), Buffer.of()), RangeError);
  assert.throws(() => leafCommitment(Buffer.alloc(33), Buffer.of()), RangeError);
});

test("a header's bytes are its canonical JSON and read back", () => {
  const bytes = encodeHeader(header);
  assert.equal(bytes.toString(), canonicalJson(header as unknown as Json));
  assert.deepEqual(parseHeader(bytes), header);
  assert.deepEqual(parseHeader(encodeHeader({ ...header, parts: {} })).parts, {});
});

const id = fc.stringMatching(/^[A-Za-z0-9_./:~-]{1,128}$/);
const base64 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const anyHeader = fc.record(
  {
    v: fc.constant(1 as const),
    space: id,
    index: fc.maxSafeNat(),
    id,
    thing: id,
    type: id,
    parts: fc.dictionary(
      fc.stringMatching(/^[a-z][a-z0-9.-]{0,63}$/),
      base64.map((bytes) => Buffer.from(bytes).toString("base64")),
      { noNullPrototype: true, maxKeys: 64 },
    ),
  },
  { noNullPrototype: true },
);

test("law: every header reads back as itself", () => {
  fc.assert(
    fc.property(anyHeader, (given) => {
      const bytes = encodeHeader(given);
      assert.equal(bytes.toString(), canonicalJson(given as unknown as Json));
      assert.deepEqual(parseHeader(bytes), given);
    }),
    { seed, numRuns: 300 },
  );
});

test("law: what reads as a header is canonical, whatever bit was turned over", () => {
  const bytes = encodeHeader(header);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const turned = flipped(bytes, bit);
    const read = onlyMalformed(() => parseHeader(turned));
    if (read !== undefined) assert.equal(canonicalJson(read as unknown as Json), turned.toString());
  }
});

test("other spellings of a header are refused", () => {
  const text = encodeHeader(header).toString();
  const turned: readonly string[] = [
    text.replace(",", ", "),
    text.replace('"index":41', '"index":041'),
    text.replace('"index":41', '"index":4.1e1'),
    text.replace('"index":41', '"index":9007199254740993'),
    text.replace('"v":1', '"v":2'),
    text.replace('"v":1', '"v":1,"w":1'),
    text.replace('"id":"5vJm0Q",', ""),
    text.replace("5vJm0Q", "5v\\u004am0Q"),
    text.replace("5vJm0Q", "5v Jm0Q"),
    text.replace("5vJm0Q", "é"),
    text.replace("5vJm0Q", ""),
    text.replace("record", "zecord"),
    text.replace("stamp", "record"),
    text.replace("stamp", "Stamp"),
    text.replace(commitment, `${commitment.slice(0, 42)}B=`),
    text.replace(commitment, commitment.slice(4)),
    text.replace("},", ",},"),
    `${text}\n`,
    ` ${text}`,
  ];
  for (const spelling of turned) {
    assert.notEqual(spelling, text);
    assert.throws(() => parseHeader(Buffer.from(spelling)), Malformed, spelling);
  }
  const many = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`p${i}`, commitment]));
  assert.throws(() => encodeHeader({ ...header, parts: many }), Malformed);
  const all = canonicalJson({ ...header, parts: many } as unknown as Json);
  assert.throws(() => parseHeader(Buffer.from(all)), /too many parts/);
  assert.throws(() => parseHeader(Buffer.alloc(20_000, 32)), /too long/);
});

test("a header that would not read back is never written", () => {
  const bad: readonly Partial<Header>[] = [
    { id: "" },
    { id: 'a","index":5,"x":"' },
    { space: "a b" },
    { thing: "a\\b" },
    { type: "é" },
    { type: "a\n" },
    { id: "x".repeat(129) },
    { index: -1 },
    { index: 1.5 },
    { index: 2 ** 53 },
    { parts: { Record: commitment } },
    { parts: { record: commitment.slice(1) } },
    { parts: { record: `${commitment}\n` } },
    { parts: { record: `${commitment.slice(0, 42)}B=` } },
  ];
  for (const field of bad) {
    assert.throws(() => encodeHeader({ ...header, ...field }), Malformed, JSON.stringify(field));
  }
});

test("words, people and files may be erased, nothing else", () => {
  const rows: readonly [string, boolean][] = [
    ["words", true],
    ["words.ar", true],
    ["people", true],
    ["files.3", true],
    ["record", false],
    ["stamp", false],
    ["evidence", false],
    ["wordsmith", false],
    ["record.words", false],
  ];
  for (const [name, expected] of rows) assert.equal(isErasable(name), expected, name);
});
