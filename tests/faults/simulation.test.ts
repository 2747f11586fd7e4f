import assert from "node:assert/strict";
import { it } from "node:test";
import { seededRandom } from "../../house/testing.ts";
import type { FaultKind } from "../../store/faulty.ts";
import { planOf } from "../../store/faulty.ts";
import { runs, seeds } from "../run/seeds.ts";
import { judge } from "./judge.ts";
import { type Faults, type FaultsOf, Life, SOUND } from "./life.ts";
import { ALL_DEEDS, act, begin, DEEDS, type Step } from "./story.ts";

const KINDS: readonly FaultKind[] = ["refused", "unheard", "stopped", "torn"];

async function live(steps: readonly Step[], faults: FaultsOf): Promise<Life> {
  const life = new Life(faults);
  const story = await begin(life);
  for (const step of steps) await act(story, step);
  return life;
}

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
  for (const seed of seeds())
    for (let n = 0; n < runs(30); n++) {
      const random = seededRandom(`story ${seed} ${n}`);
      const some = (): Step => {
        const [what = 0, which = 0, figure = 0] = random(3);
        return { what: what % DEEDS.length, which: which % 8, figure };
      };
      const steps = [...ALL_DEEDS.slice(0, 11), ...Array.from({ length: 20 }, some)];
      const expected = await judge(await live(steps, () => SOUND));
      const faults: FaultsOf = (life) => {
        if (life > 12) return SOUND;
        const from = seed + n * 101 + life * 7_919;
        return { store: planOf(from, 30, 6), keys: planOf(from + 1, 6, 1) };
      };
      assert.equal(await judge(await live(steps, faults)), expected, `seed ${seed}, story ${n}`);
    }
});
