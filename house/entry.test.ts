import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encodeHeader } from "../log/entry.ts";
import { decodeSegment, encodeSegment } from "../log/segment.ts";
import { runs, seeds } from "../tests/run/seeds.ts";
import { openEntry, seenOf } from "./entry.ts";

const salt = Buffer.alloc(32, 7);
const stamp = { kind: "act", by: "group", who: "a", at: 3 };

/** One entry as a segment gives it back. */
function stored(thing: string, type: string, record: object = {}) {
  const header = encodeHeader({ v: 1, space: "s", index: 0, id: "i", thing, type, parts: {} });
  const parts = Object.entries({ record, stamp }).map(([name, value]) => ({
    ...{ name, salt, bytes: Buffer.from(JSON.stringify(value)) },
  }));
  const [entry] = decodeSegment(encodeSegment([{ headerSalt: salt, header, parts }]));
  assert.ok(entry);
  return entry;
}

// Some end like others, and some are as long as any may be.
const word = fc.oneof(
  fc.constantFrom("a", "ba", "cba", "thing", "type:", "x".repeat(127), "x".repeat(128)),
  fc.stringMatching(/^[!#-[\]-~]{1,128}$/),
);

test("law: an entry says its header's thing and type, whatever was opened before it", () => {
  const headers = fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 12 });
  for (const seed of seeds())
    fc.assert(
      fc.property(headers, (all) => {
        const twice = [...all, ...all];
        const opened = twice.map(([thing, type]) => openEntry(stored(thing, type), 0));
        assert.deepEqual(
          opened.map(({ thing, type }) => [thing, type]),
          twice,
        );
        assert.deepEqual(
          opened.map(({ header }) => [header.thing, header.type]),
          twice,
        );
      }),
      { seed, numRuns: runs(50) },
    );
});

test("what evolve sees is the room's part of the record, and the stamp when it asks", () => {
  const record = { n: 4, circle: "host", k: 9, day: "2026-05-01", lines: [1], said: { n: 1 } };
  const seen = seenOf(openEntry(stored("t", "need.opened/2", record), 12));
  const { index, n, type, thing, day } = seen;
  const expected = { index: 12, n: 4, type: "need.opened/2", thing: "t", day: "2026-05-01" };
  assert.deepEqual({ index, n, type, thing, day }, expected);
  assert.deepEqual(seen.record, { lines: [1], said: { n: 1 } });
  assert.deepEqual(seen.stamp, stamp);
});

test("bytes that are not what was written are a fault", () => {
  const { headerSalt, header } = stored("t", "need.opened/2");
  const broken = [{ name: "record", salt, bytes: Buffer.from("{") }];
  assert.throws(() => openEntry({ headerSalt, header, parts: broken }, 0).record, SyntaxError);
  assert.throws(
    () => openEntry({ headerSalt, header, parts: [] }, 3).stamp,
    /entry 3 has no stamp/,
  );
});
