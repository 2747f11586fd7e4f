import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { alongside, folder, found, IN, program } from "./test-kit.ts";

test("the program answers as its command line does where tests run it", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  await writeFile(join(dir.at, "broken"), "{");
  for (const [words, code] of [
    ["", 2],
    ["--help", 0],
    ["verify --help --json", 0],
    ["nonsense --json", 2],
    ["verify broken", 1],
    ["verify nowhere --json", 1],
    [`erase --data d ${IN.join(" ")} --member nobody`, 1],
  ] as const) {
    const asked = words === "" ? [] : words.split(" ");
    const ran = await program(0, dir.at, ...asked);
    assert.equal(ran.code, code, words);
    assert.deepEqual(ran, await alongside(dir.at, ...asked), words);
  }
});

test("the program founds a group and tells of it, and one command follows another", async () => {
  await using dir = await folder();
  const group = ["--group", "River kitchen", "--handle", "lucero", "--passphrase-file", "pw"];
  const init = ["init", "--data", "d", ...group, "--safety", "no", "--json"];
  const made = await program(0, dir.at, ...init);
  assert.deepEqual([made.code, JSON.parse(made.out).space], [0, "river-kitchen"], made.err);
  const log = await program(0, dir.at, "export", "log", "--data", "d", ...IN, "--out", "log");
  assert.equal(log.code, 0, log.err);
  const judged = await program(0, dir.at, "verify", "log");
  assert.deepEqual([judged.code, judged.err], [0, ""]);
  assert.match(judged.out, /holds/);
});
