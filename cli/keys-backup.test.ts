import assert from "node:assert/strict";
import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { alongside, assertSays, folder, found, IN, json } from "./test-kit.ts";

test("a second copy of the keys, said once, is overwritten by every erasing after", async () => {
  await using dir = await folder();
  const { id } = await found(dir.at, "d");
  const ring = async (place: string) => {
    const bytes = await readFile(join(dir.at, place, `${id}.json`), "utf8");
    return Object.keys(JSON.parse(bytes).epochs);
  };
  const forget = ["erase", "--data", "d", ...IN, "--member", "lucero", "--new-name", "amapola"];
  await json(dir.at, ...forget, "--keys-backup", "kb");
  const before = await ring("kb");
  const erase = ["erase", "--data", "d", ...IN, "--member", "amapola", "--new-name", "lucero"];
  assert.equal((await json(dir.at, ...erase)).keysDestroyed, 1);
  assert.deepEqual(await ring("kb"), await ring("d/keys"), "the same keys, and no others");
  const after = await ring("kb");
  assert.ok(!before.every((epoch) => after.includes(epoch)), "one that was there is gone");
  const said = await json(dir.at, "doctor", "--data", "d");
  const named = said.settings.find(({ name }: { name: string }) => name === "keys-backup");
  assert.equal(named.value, join(dir.at, "kb"));
});

test("a second copy that is not there stops what would leave keys alive in it", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const forget = ["erase", "--data", "d", ...IN, "--member", "lucero", "--new-name"];
  await json(dir.at, ...forget, "amapola", "--keys-backup", "kb");
  await rename(join(dir.at, "kb"), join(dir.at, "kb-unplugged"));
  const again = ["erase", "--data", "d", ...IN, "--member", "amapola", "--new-name", "lirio"];
  assertSays(await alongside(dir.at, ...again), 1, /second copy is not at .*kb: attach it/);
  const { keysDestroyed } = await json(dir.at, ...again, "--keys-backup", "none");
  assert.equal(keysDestroyed, 1);
  assert.equal((await json(dir.at, "doctor", "--data", "d")).ok, true, "and is not asked for now");
});
