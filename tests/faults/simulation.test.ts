import assert from "node:assert/strict";
import { it } from "node:test";
import type { FaultKind } from "../../store/faulty.ts";
import { runs, seeds } from "../run/seeds.ts";
import { inOrder, judge } from "./judge.ts";
import { type Faults, SOUND } from "./life.ts";
import { crashed, live } from "./random-story.ts";
import { ALL_DEEDS } from "./story.ts";

const KINDS: readonly FaultKind[] = ["refused", "unheard", "stopped", "torn"];

it("every write of a story that tells of everything fails once, each way", async () => {
  const sound = await live(ALL_DEEDS, () => SOUND);
  const expected = await judge(sound);
  const { writes } = sound;
  assert.ok(writes.store > ALL_DEEDS.length && writes.keys > 3, JSON.stringify(writes));
  for (const where of ["store", "keys"] as const)
    for (let n = 1; n <= writes[where]; n++)
      for (const kind of KINDS) {
        const once: Faults = { ...SOUND, [where]: new Map([[n, kind]]) };
        const life = await live(ALL_DEEDS, (at) => (at === 0 ? once : SOUND));
        assert.equal(await judge(life), expected, `${where} write ${n} was ${kind}`);
      }
});

it("random stories come to the same end whatever fails on the way", async () => {
  let crashes = 0;
  for (const seed of seeds()) for (let n = 0; n < runs(20); n++) crashes += await crashed(seed, n);
  assert.ok(crashes > 40, `${crashes} processes ended in the middle`);
});

it("tells apart who was told what, but not in which order the clock told several", () => {
  const told = (thing: string, k: number, n: number) =>
    `["offer.line-closed/1","${thing}",{"k":${k},"n":${n}},"x"]`;
  const rest = '["need.met/1","#1",{"k":3,"n":2},"x"]';
  const text = (...lines: string[]) => inOrder(lines.join("\n"));
  const one = text(rest, told("#4", 4, 2), told("#5", 5, 3), rest);
  assert.equal(text(rest, told("#5", 4, 3), told("#4", 5, 2), rest), one);
  assert.notEqual(text(rest, told("#5", 4, 2), told("#4", 5, 3), rest), one);
  assert.notEqual(text(told("#4", 4, 2), rest, told("#5", 5, 3), rest), one);
});
