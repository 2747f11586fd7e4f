import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Malformed } from "./malformed.ts";
import { decodeSegment, encodeSegment, type StoredEntry } from "./segment.ts";
import { entryAt, onlyMalformed, seed } from "./test-kit.ts";

/** Views of one buffer and buffers of their own compare equal. */
function plain(entries: readonly StoredEntry[]) {
  return entries.map(({ headerSalt, header, parts }) => ({
    headerSalt: Buffer.from(headerSalt),
    header: Buffer.from(header),
    parts: parts.map(({ name, salt, bytes }) => ({
      name,
      salt: Buffer.from(salt),
      bytes: Buffer.from(bytes),
    })),
  }));
}

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const part = fc.record({
  name: fc.oneof(
    fc.constantFrom("record", "stamp", "recorc", "stam", "stamps"),
    fc.stringMatching(/^[a-z][a-z0-9.-]{0,63}$/),
  ),
  salt: bytes32,
  bytes: fc.uint8Array({ maxLength: 300 }),
});
const entry = fc.record({
  headerSalt: bytes32,
  header: fc.uint8Array({ maxLength: 300 }),
  parts: fc.array(part, { maxLength: 5 }),
});

test("law: a segment reads back as the entries it was made of", () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), (entries) => {
      assert.deepEqual(plain(decodeSegment(encodeSegment(entries))), plain(entries));
    }),
    { seed, numRuns: 300 },
  );
});

test("a segment cut anywhere, or with a byte more, is malformed", () => {
  const body = encodeSegment([entryAt(0), entryAt(1)]);
  for (let end = 0; end < body.length; end++) {
    assert.throws(() => decodeSegment(body.subarray(0, end)), Malformed, `cut at ${end}`);
  }
  assert.throws(() => decodeSegment(Buffer.concat([body, Buffer.of(0)])), Malformed);
  assert.throws(() => decodeSegment(Buffer.concat([Buffer.of(2), body.subarray(1)])), Malformed);
});

test("a part under a name that is none is malformed", () => {
  const body = encodeSegment([entryAt(0)]);
  const at = body.indexOf("record", body.lastIndexOf('"v":1}'));
  body.write("Record", at, "latin1");
  assert.throws(() => decodeSegment(body), /not a part name/);
});

test("a count no body could hold is refused before it is believed", () => {
  const body = Buffer.from([1, 0xff, 0xff, 0xff, 0xff]);
  assert.throws(() => decodeSegment(body), /too many entries/);
});

test("law: random bytes are a segment or malformed", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (tail) => {
      const body = Buffer.concat([Buffer.of(1, 0, 0, 0, 1), tail]);
      const read = onlyMalformed(() => decodeSegment(body));
      if (read !== undefined) assert.deepEqual(encodeSegment(read), body);
    }),
    { seed, numRuns: 1_000 },
  );
});

test("an entry that breaks a limit is never written", () => {
  const good = entryAt(0);
  const bad: readonly StoredEntry[] = [
    { ...good, headerSalt: Buffer.alloc(31) },
    { ...good, header: Buffer.alloc(65_536) },
    { ...good, parts: [{ name: "A", salt: Buffer.alloc(32), bytes: Buffer.of() }] },
    { ...good, parts: [{ name: "a", salt: Buffer.alloc(33), bytes: Buffer.of() }] },
    { ...good, parts: Array.from({ length: 65 }, () => good.parts[0] as never) },
  ];
  for (const given of bad) assert.throws(() => encodeSegment([given]), RangeError);
});
