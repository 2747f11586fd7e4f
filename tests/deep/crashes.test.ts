import assert from "node:assert/strict";
import { it } from "node:test";
import { crashed } from "../faults/random-story.ts";
import { seeds } from "../run/seeds.ts";

/** The other 300 of 10,000 are real: kills.test.ts. */
const CRASHES = 9_700;
/** A story ends several processes; this many stories are more than enough. */
const STORIES_MAX = CRASHES;

it("9,700 processes end in the middle, and every story comes to its end", async () => {
  const all = seeds();
  let crashes = 0;
  for (let n = 1_000; crashes < CRASHES && n < 1_000 + STORIES_MAX; n++)
    for (const seed of all) crashes += await crashed(seed, n);
  assert.ok(crashes >= CRASHES, `${crashes}`);
});
