import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { alongside, folder, found, IN, json, type Ran, serving } from "./test-kit.ts";

/** One JSON value on stdout that says what is wrong, and the same in a line on stderr. */
function assertTells({ out, err, code }: Ran, exit: 1 | 2, words: RegExp): void {
  const told = JSON.parse(out);
  assert.equal(out, `${JSON.stringify(told)}\n`);
  assert.deepEqual([code, told.ok], [exit, false], out);
  assert.match(out, words);
  assert.match(err, words);
  assert.doesNotMatch(err, /^\s+at /m);
}

test("with --json what went wrong is one JSON value too, and a line on stderr", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  await mkdir(join(dir.at, "full/x"), { recursive: true });
  for (const [words, code, says] of [
    ["nonsense", 2, /no such command/],
    ["init --data e", 2, /--group is missing/],
    ["init --data e --loudly", 2, /loudly/],
    ["init --data d --group G --handle h --passphrase-file pw", 1, /set up already/],
    ["import needs none.json --data d --space river-kitchen", 1, /no such file/],
    ["import needs pw --data typo --space river-kitchen", 1, /no node yet/],
    ["import needs pw --data d --space river-kitchen --as nobody", 1, /nobody here/],
    ["export log --data d --space river-kitchen --out full", 1, /not empty/],
    ["erase --data d --space river-kitchen", 2, /--member or --thing/],
    ["verify", 2, /what to verify/],
    ["verify nowhere", 1, /no such file/],
    ["verify full", 1, /missing/],
    ["verify pw", 1, /line 1/],
    ["verify http://127.0.0.1:9/x", 1, /no answer/],
    ["doctor --data typo", 1, /no node yet/],
    ["serve --data d --port x", 2, /not a port/],
    ["serve --data d --host 0.0.0.0", 2, /--origin/],
    ["start --data d --host 0.0.0.0", 1, /this machine/],
    ["bench nothing", 2, /not a measurement/],
    ["import needs pw --data d --space river-kitchen", 1, /nothing in this file/],
  ] as const)
    assertTells(await alongside(dir.at, ...words.split(" "), "--json"), code, says);
});

test("a running node tells it the same way, and of itself as it was started", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const node = await serving(dir.at, "d", "--exit-to", "https://weather.example/");
  try {
    const erase = ["erase", "--data", "d", ...IN, "--member", "nobody", "--json"];
    assertTells(await alongside(dir.at, ...erase), 1, /nobody here/);
    const second = ["serve", "--data", "d", "--port", "0", "--json"];
    assertTells(await alongside(dir.at, ...second), 1, /another node is running/);
    const { settings } = await json(dir.at, "doctor", "--data", "d");
    const of = (name: string) => {
      const { value, from } = settings.find((one: { name: string }) => one.name === name);
      return [value, from];
    };
    assert.deepEqual(of("port"), [String(node.port), "--port of the running node"]);
    assert.deepEqual(of("host"), ["127.0.0.1", "the default, in the running node"]);
    assert.deepEqual(of("exit-to"), ["https://weather.example/", "--exit-to of the running node"]);
  } finally {
    assert.equal(await node.stop(), 0);
  }
});

test("help is JSON where JSON is asked for, and names what every command takes", async () => {
  await using dir = await folder();
  const { help } = await json(dir.at, "--help");
  for (const name of "init serve import export verify erase bench doctor start".split(" ")) {
    assert.match(help, new RegExp(`^ {2}${name} `, "m"));
    const told = await json(dir.at, name, "--help");
    assert.match(told.help, /--data DIR/, name);
    assert.match(told.help, /--json/, name);
  }
});

test("rows left out and kept with a warning are told to people in words", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const rows = [{ product: { item: "Rice", unit: "kg" }, need: 3 }, { product: { item: "Beans" } }];
  await writeFile(join(dir.at, "n.json"), JSON.stringify(rows));
  const told = await alongside(dir.at, "import", "needs", "n.json", "--data", "d", ...IN);
  assert.equal(told.code, 0, told.err);
  const { "needs.row.no-place": place, "needs.row.no-quantity": quantity } = JSON.parse(
    await readFile(new URL("../rooms/needs/words/en.json", import.meta.url), "utf8"),
  );
  assert.match(told.out, new RegExp(`row 1: ${place}`));
  assert.match(told.out, new RegExp(`row 2 left out: ${quantity}`));
});
