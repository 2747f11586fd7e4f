import assert from "node:assert/strict";
import { test } from "node:test";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { canonicalBytes, canonicalJson, depthMax, type Json, NotJson } from "./jcs.ts";
import { seed } from "./test-kit.ts";

const text = fc.string({ unit: "binary" }).filter((word) => word.isWellFormed());
const value = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, false, -0),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    text,
    fc.array(tie("value")),
    fc.dictionary(text, tie("value"), { noNullPrototype: true }),
  ),
})).value;

test("canonical JSON is what another implementation of RFC 8785 writes", () => {
  fc.assert(
    fc.property(value, (given) => canonicalJson(given) === canonicalize(given)),
    { seed, numRuns: 2_000 },
  );
});

test("many names stand in the same order as few", () => {
  const wide = fc.dictionary(text, fc.constant<Json>(0), { minKeys: 1, maxKeys: 60, size: "max" });
  fc.assert(
    fc.property(wide, (given) => canonicalJson({ ...given }) === canonicalize({ ...given })),
    { seed, numRuns: 300 },
  );
});

test("canonical JSON reads back as the same value, and is a fixed point", () => {
  fc.assert(
    fc.property(value, (given) => {
      const written = canonicalJson(given);
      assert.equal(canonicalJson(JSON.parse(written)), written);
      assert.deepEqual(canonicalBytes(given), Buffer.from(written));
    }),
    { seed, numRuns: 500 },
  );
});

test("the example of RFC 8785 §3.2.3 keeps its order", () => {
  const given = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, ö: 7 };
  assert.equal(
    canonicalJson(given),
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\ud83d\ude00":5,"\ufb33":3}',
  );
});

test("a value without canonical JSON is refused", () => {
  const deep = Array.from({ length: depthMax + 1 }).reduce<Json>((inner) => [inner], 1);
  const none: readonly unknown[] = [
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "\ud800",
    { "\udc00": 1 },
    { a: undefined },
    [undefined],
    10n,
    () => 1,
    new Date(0),
    new Map(),
    new Uint8Array(2),
    deep,
  ];
  for (const given of none) assert.throws(() => canonicalJson(given as Json), NotJson);
});
