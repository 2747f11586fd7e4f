/** The group under attack on the machine it is on: files, keys, and the keeper's command line. */
import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { it, type TestContext } from "node:test";
import { runCli } from "../../cli/run.ts";
import { testHouse } from "../../house/testing.ts";
import { plan } from "../../rooms/index.ts";
import { diskKeys, memoryKeys } from "../../store/key-folder.ts";
import { openSqlite } from "../../store/sqlite/open.ts";
import { emptyFolder } from "../../store/sqlite/testing.ts";
import { copyOf, inFiles, partsWith } from "../erasure/sites.ts";
import { ALL, type Attacked, attacked, CANARIES, secretsOf } from "./attackers.ts";

/** The group on SQLite with its keys beside it; what it left in memory is on disk as well. */
async function onDisk(t: TestContext) {
  const { folder, remove } = emptyFolder();
  const data = join(folder, "data");
  const keyFolder = join(data, "keys");
  const [store, keys] = [await openSqlite(data), await diskKeys(keyFolder)];
  t.after(async () => {
    await store.close();
    remove();
  });
  return { folder, data, keyFolder, made: await attacked({ store, keys }) };
}

/** As text of a file would hold it, and as UTF-16. */
const bytesOf = (word: string) => [Buffer.from(word), Buffer.from(word, "utf16le")];

/** Of these words, those that stand anywhere under the folder. */
function standing(folder: string, words: readonly string[]): string[] {
  const found = inFiles(folder, words.flatMap(bytesOf));
  return words.filter((_, n) => found[2 * n] === true || found[2 * n + 1] === true);
}

it("no word, name or code stands on disk, in files, their logs, or the key folder", async (t) => {
  const { folder, data, keyFolder, made } = await onDisk(t);
  const words = [...ALL, ...secretsOf(made)];
  const copy = join(folder, "copy");
  copyOf(data, copy);
  for (const place of [data, copy]) assert.deepEqual(standing(place, words), [], place);
  rmSync(join(copy, "keys"), { recursive: true });
  assert.deepEqual(standing(data, [made.theirs.slug]), [made.theirs.slug], "what shows is found");
  const { ours } = made;
  // The database without the keys opens nothing; with another node's keys neither.
  const old = await openSqlite(copy);
  for (const keys of [memoryKeys(), await diskKeys(join(folder, "other"))]) {
    const alone = testHouse(plan, "alone", { store: old, keys });
    assert.equal(await alone.house.space(ours.space), null);
    assert.equal(await alone.house.view(ours.space, { by: "public" }), null);
  }
  // Who has both reads all of it: that is what the keeper can do, and this checks can find it.
  const both = testHouse(plan, "both", { store: old, keys: await diskKeys(keyFolder) });
  for (const word of [CANARIES.circle.line, CANARIES.group.cy, CANARIES.group.answer])
    assert.ok((await partsWith(both.house, ours.space, word)).length > 0, word);
  await old.close();
});

/** Runs the keeper's command in the running node; answers all it said. */
async function keeper({ house }: Attacked, data: string, ...argv: string[]) {
  const said: string[] = [];
  const hear = (text: string) => void said.push(text);
  const code = await runCli([...argv, "--data", data], {
    streams: { out: hear, err: hear, cwd: data },
    house: async () => house,
    handOver: async () => {
      throw new Error("it is this node");
    },
    serving: [],
  });
  return { code, text: said.join("").toLowerCase() };
}

it("the keeper's commands tell no word of a group, and stand on its page", async (t) => {
  const { folder, data, made } = await onDisk(t);
  const { ours, ann, lying, ids } = made;
  const out = join(folder, "out");
  mkdirSync(out);
  const space = ["--space", ours.slug];
  const offer = ids[2] ?? "";
  const runs: [string[], boolean][] = [
    [["doctor"], true],
    [["doctor", "--json"], true],
    [["export", "log", ...space, "--out", join(out, "log")], true],
    [["export", "needs", ...space, "--out", join(out, "needs.json")], false],
    [["erase", ...space, "--thing", lying[3] ?? ""], false],
    [["erase", ...space, "--thing", offer], true],
    [["init", "--group", "x", "--handle", "x", "--safety", "yes"], false],
  ];
  for (const [argv, works] of runs) {
    const { code, text } = await keeper(made, data, ...argv);
    if (works) assert.equal(code, 0, `${argv.join(" ")}: ${text}`);
    for (const word of ALL) assert.ok(!text.includes(word), `${argv.join(" ")} tells ${word}`);
  }
  assert.deepEqual(
    standing(
      out,
      ALL.filter((word) => word !== CANARIES.link.line),
    ),
    [],
  );
  const page = await ann.browser.get(`/s/${ours.slug}/keeper`);
  for (const said of [/eras/i, /doctor|look/i]) assert.match(page.text, said);
  const keeps = made.attackers.find(({ name }) => name === "the keeper")?.browsers[0];
  const sizes = await keeps?.get("/keeper");
  assert.equal(sizes?.status, 200);
  for (const word of [...ALL, ours.slug]) assert.ok(!sizes?.text.includes(word), word);
});
