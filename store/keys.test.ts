import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { compareKeys, prefixEnd } from "./keys.ts";

const key = fc.string({ unit: "binary" }).filter((text) => text.isWellFormed());
/** Keys that share a beginning and differ about the surrogates. */
const near = fc.array(
  fc.constantFrom("a", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}"),
);
const keys = fc.oneof(
  key,
  near.map((parts) => parts.join("")),
);

it("compares as the bytes of UTF-8 do", () => {
  const bytes = (text: string) => Buffer.from(text, "utf8");
  fc.assert(
    fc.property(keys, keys, (a, b) => {
      assert.equal(Math.sign(compareKeys(a, b)), Buffer.compare(bytes(a), bytes(b)));
    }),
    { numRuns: 2_000 },
  );
});

it("ends a prefix where keys that begin with it end", () => {
  fc.assert(
    fc.property(keys, keys, fc.boolean(), (prefix, other, joined) => {
      const text = joined ? prefix + other : other;
      const end = prefixEnd(prefix);
      const within = compareKeys(text, prefix) >= 0 && (end === null || compareKeys(text, end) < 0);
      assert.equal(within, text.startsWith(prefix));
    }),
    { numRuns: 2_000 },
  );
});
