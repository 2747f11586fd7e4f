/** Stories drawn from a seed, lived twice: once soundly, once through faults. */
import assert from "node:assert/strict";
import { seededRandom } from "../../house/testing.ts";
import { planOf } from "../../store/faulty.ts";
import { judge } from "./judge.ts";
import { type FaultsOf, Life, SOUND } from "./life.ts";
import { ALL_DEEDS, act, begin, DEEDS, type Step } from "./story.ts";

/** Lives that may fail; the next one is sound, so that every story ends. */
const LIVES_MAX = 12;
const STEPS = 20;

/** Lives a story under the faults of each of its lives. */
export async function live(steps: readonly Step[], faults: FaultsOf): Promise<Life> {
  const life = new Life(faults);
  const story = await begin(life);
  for (const step of steps) await act(story, step);
  return life;
}

function drawn(name: string): Step[] {
  const random = seededRandom(name);
  const some = (): Step => {
    const [what = 0, which = 0, figure = 0] = random(3);
    return { what: what % DEEDS.length, which: which % 8, figure };
  };
  return [...ALL_DEEDS.slice(0, 11), ...Array.from({ length: STEPS }, some)];
}

/**
 * Lives the `n`th story of a seed soundly and through faults, and fails unless both tell the same.
 * Answers how many processes ended in the middle.
 */
export async function crashed(seed: number, n: number): Promise<number> {
  const steps = drawn(`story ${seed} ${n}`);
  const sound = await live(steps, () => SOUND);
  const faults: FaultsOf = (life) => {
    if (life >= LIVES_MAX) return SOUND;
    const from = seed + n * 101 + life * 7_919;
    return { store: planOf(from, 30, 6), keys: planOf(from + 1, 6, 1) };
  };
  const faulty = await live(steps, faults);
  assert.equal(await judge(faulty), await judge(sound), `seed ${seed}, story ${n}`);
  return faulty.lives - sound.lives;
}
