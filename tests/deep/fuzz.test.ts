import assert from "node:assert/strict";
import { it } from "node:test";
import { fuzz } from "../hostile/fuzz.ts";
import { seeds } from "../run/seeds.ts";

const INPUTS = 1_000_000;

it("a million inputs break nothing and memory stays bounded", async () => {
  const all = seeds();
  const each = Math.ceil(INPUTS / all.length);
  let thrown = 0;
  for (const seed of all) thrown += await fuzz(`deep ${seed}`, each);
  assert.ok(thrown >= INPUTS);
});
