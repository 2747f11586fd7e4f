import assert from "node:assert/strict";
import { it } from "node:test";
import { seeds } from "../run/seeds.ts";
import { fuzz } from "./fuzz.ts";

it("odd commands, bodies, headers, paths and files break nothing", async () => {
  for (const seed of seeds()) assert.equal(await fuzz(String(seed), 3_000), 3_000);
});
