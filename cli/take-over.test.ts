import assert from "node:assert/strict";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { alongside, assertSays, folder, found, IN, json } from "./test-kit.ts";

const into = (data: string, file: string, codes: string) => [
  ...["import", "space", file, "--take-over", "--claims", codes, "--data", data],
];

/** A node with one space, its file with codes, and those codes by name. */
async function carried(dir: string) {
  await found(dir, "old");
  const put = ["export", "space", "--data", "old", ...IN, "--out", "s.space"];
  const made = await json(dir, ...put, "--claims", "codes");
  const codes = (await readFile(join(dir, "codes"), "utf8")).trimEnd().split("\n");
  return { made, codes };
}

test("codes are in a file of their own; the space file holds their hashes alone", async () => {
  await using dir = await folder();
  const { made, codes } = await carried(dir.at);
  assert.equal(made.claims, 1);
  assert.equal((await stat(join(dir.at, "codes"))).mode & 0o777, 0o600);
  const [handle, code = ""] = codes[0]?.split("\t") ?? [];
  assert.equal(handle, "lucero");
  assert.match(code, /^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$/);
  const file = await readFile(join(dir.at, "s.space"), "utf8");
  assert.ok(!file.includes(code) && !file.includes(code.replaceAll("-", "")));
  assert.match(file, /"claims":"alongside\/claims\/v1/);
  assert.equal((await json(dir.at, "verify", "s.space")).claims, 1);
  const put = ["export", "space", "--data", "old", ...IN, "--out", "t.space", "--claims", "-"];
  const { codes: shown } = await json(dir.at, ...put);
  assert.equal(shown[0].handle, "lucero");
  // Whoever has the file cannot add a member to it: the log's key signed what is there.
  const forged = file.replace(/ [0-9a-f]{64}\\n/, ` ${"0".repeat(64)}\\n`);
  assert.notEqual(forged, file);
  await writeFile(join(dir.at, "forged.space"), forged);
  const judged = await alongside(dir.at, "verify", "forged.space", "--json");
  assert.equal(judged.code, 1);
  assert.match(JSON.parse(judged.out).fault, /did not sign/);
});

test("what proves nothing is refused in words, and nothing is kept", async () => {
  await using dir = await folder();
  const { codes } = await carried(dir.at);
  const [own = ""] = codes;
  const wrong = "0000-0000-0000-0000-0000-0000";
  const say = async (name: string, lines: string[], says: RegExp) => {
    await writeFile(join(dir.at, name), lines.map((line) => `${line}\n`).join(""));
    assertSays(await alongside(dir.at, ...into("new", "s.space", name)), 1, says);
  };
  await say("none", [], /there are no codes/);
  await say("one", [own], /two codes of two people/);
  await say("twice", [own, own], /both codes are of the same person/);
  await say("wrong", [own, wrong], /not codes of this file/);
  await say("three", [own, own, own], /two codes of two people/);
  await writeFile(join(dir.at, "two"), `${own}\n${own}\n`);
  assertSays(await alongside(dir.at, ...into("old", "s.space", "two")), 1, /lives on this node/);
  const plain = ["export", "space", "--data", "old", ...IN, "--out", "plain.space"];
  await json(dir.at, ...plain);
  assertSays(await alongside(dir.at, ...into("new", "plain.space", "two")), 1, /no codes in it/);
  const alone = ["import", "space", "s.space", "--data", "new", "--take-over"];
  assertSays(await alongside(dir.at, ...alone), 2, /go together/);
  const copy = await json(dir.at, "import", "space", "s.space", "--data", "new");
  assert.deepEqual([copy.state, copy.claims], ["copy", 0]);
  assertSays(await alongside(dir.at, ...into("new", "s.space", "two")), 1, /a copy of it/);
});
