/** A map from ids does what a map of strings does, whatever it is given. */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { runs, seeds } from "../tests/run/seeds.ts";
import { ById } from "./by-id.ts";

const hex = (n: number) => n.toString(16).padStart(8, "0");
/** Ids that differ in one place alone, and what is written nearly as an id is. */
const alike = fc.nat(400).map((n) => `${"0".repeat(24)}${hex(n)}`);
const apart = fc.nat(400).map((n) => `${hex(n * 0x9e3779)}${"f".repeat(24)}`);
const inside = fc.nat(40).map((n) => `${hex(3)}${hex(n & 1)}${hex(n)}${hex(5)}`);
const near = fc.constantFrom(
  ...["", "f".repeat(31), "F".repeat(32), "z".repeat(32), `${"f".repeat(31)}ž`, "ɦ".repeat(32)],
  ...[`${"f".repeat(24)}zzzzzzzz`, "f".repeat(32), `${"0".repeat(31)}G`, "saying"],
);
const id = fc.oneof(alike, apart, inside, near);
/** What is done: `n` kept for an id, or where there is none, nothing any more. */
const deed = fc.tuple(id, fc.option(fc.nat(9)));

it("keeps, replaces and lets go as a map of strings does", () => {
  const law = fc.property(fc.array(deed, { maxLength: 900, size: "max" }), (deeds) => {
    const [mine, plain] = [new ById<number>(), new Map<string, number>()];
    for (const [of, n] of deeds) {
      assert.equal(mine.get(of), plain.get(of), of);
      if (n === null) {
        mine.delete(of);
        plain.delete(of);
      } else {
        mine.set(of, n);
        plain.set(of, n);
      }
      assert.equal(mine.get(of), n ?? undefined, of);
    }
    for (const of of [...deeds.map(([one]) => one), "F".repeat(32), "a".repeat(32)])
      assert.equal(mine.get(of), plain.get(of), of);
  });
  for (const seed of seeds()) fc.assert(law, { seed, numRuns: runs(25) });
});

it("holds ids by the thousand, all of which begin alike or none, and forgets them again", () => {
  const many = Array.from({ length: 3_000 }, (_, n) => [
    `${hex(7)}${hex(n).repeat(3)}`,
    `${hex(Math.imul(n, 0x9e3779b1) >>> 0)}${hex(n).repeat(3)}`,
  ]).flat();
  const mine = new ById<string>();
  for (let round = 0; round < 3; round++) {
    for (const one of many) mine.set(one, `${one}${round}`);
    for (const one of many) assert.equal(mine.get(one), `${one}${round}`);
    for (const one of many.slice(1)) mine.delete(one);
    for (const one of many.slice(1)) assert.equal(mine.get(one), undefined);
    assert.equal(mine.get(many[0] as string), `${many[0]}${round}`);
  }
});
