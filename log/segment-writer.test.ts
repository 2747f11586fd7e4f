import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encodeHeader, leafCommitment, partCommitment } from "./entry.ts";
import { canonicalJson, type Json } from "./jcs.ts";
import { Malformed } from "./malformed.ts";
import { encodeSegment } from "./segment.ts";
import { SegmentWriter } from "./segment-writer.ts";
import { fixed, seed } from "./test-kit.ts";

const word = fc.stringMatching(/^[a-z0-9]{1,32}$/);
const salt = fc.uint8Array({ minLength: 32, maxLength: 32 });
const json = fc.jsonValue({ maxDepth: 2 }).map((value) => canonicalJson(value as Json));
const entry = fc.record({
  ...{ id: word, thing: word, type: word, headerSalt: salt },
  gone: fc.subarray(["people", "words", "words.es"]),
  stay: fc.array(
    fc.record({ name: fc.constantFrom("record", "stamp", "evidence"), salt, text: json }),
    { maxLength: 3 },
  ),
});

test("law: it writes what header, commitments and segment come to one by one", () => {
  const commitment = partCommitment("words", fixed("gone"), Buffer.of());
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), fc.nat(2 ** 40), (entries, first) => {
      const writer = new SegmentWriter();
      const expected = entries.map(({ id, thing, type, headerSalt, gone, ...more }, i) => {
        const stay = [...new Map(more.stay.map((part) => [part.name, part])).values()];
        const absent = Object.fromEntries(gone.map((name) => [name, commitment]));
        const head = { space: "s", index: first + i, id, thing, type };
        const salts = Buffer.concat([headerSalt, ...stay.map((part) => part.salt)]);
        writer.add(head, absent, stay, salts);
        const parts = stay.map(({ name, salt, text }) => ({
          name,
          salt,
          bytes: Buffer.from(text),
        }));
        const named = parts.map((p) => [p.name, partCommitment(p.name, p.salt, p.bytes)]);
        const all = { ...absent, ...Object.fromEntries(named) };
        return { headerSalt, header: encodeHeader({ ...head, v: 1, parts: all }), parts };
      });
      assert.deepEqual(Buffer.from(writer.body()), encodeSegment(expected));
      const leaves = expected.map(({ headerSalt, header }) => leafCommitment(headerSalt, header));
      assert.deepEqual(Buffer.from(writer.leaves()), Buffer.concat(leaves));
      assert.equal(writer.count, entries.length);
    }),
    { seed, numRuns: 300 },
  );
});

test("parts of any length and any script arrive whole", () => {
  const head = { space: "s", index: 0, id: "i", thing: "t", type: "x/1" };
  for (const text of ["", "a".repeat(300), "ñ".repeat(90_000), `${"a".repeat(70_000)}م😀`]) {
    const writer = new SegmentWriter();
    const salts = Buffer.concat([fixed("a"), fixed("b")]);
    const bytes = Buffer.from(JSON.stringify(text));
    writer.add(head, {}, [{ name: "record", text: bytes.toString() }], salts);
    const parts = { record: partCommitment("record", fixed("b"), bytes) };
    const header = encodeHeader({ ...head, v: 1, parts });
    const part = { name: "record", salt: fixed("b"), bytes };
    const stored = { headerSalt: fixed("a"), header, parts: [part] };
    assert.deepEqual(Buffer.from(writer.body()), encodeSegment([stored]));
  }
});

test("what is outside the specification is refused and adds nothing", () => {
  const head = { space: "s", index: 0, id: "i", thing: "t", type: "x/1" };
  const writer = new SegmentWriter();
  const two = Buffer.alloc(64);
  const record = [{ name: "record", text: "{}" }];
  assert.throws(() => writer.add(head, {}, record, Buffer.alloc(63)), RangeError);
  assert.throws(() => writer.add(head, {}, [{ name: "Record", text: "{}" }], two), RangeError);
  assert.throws(() => writer.add({ ...head, thing: 'a"b' }, {}, record, two), Malformed);
  assert.throws(() => writer.add({ ...head, index: -1 }, {}, record, two), Malformed);
  assert.throws(() => writer.add(head, { words: "no hash" }, record, two), Malformed);
  assert.equal(writer.count, 0);
  assert.deepEqual(Buffer.from(writer.body()), encodeSegment([]));
});
