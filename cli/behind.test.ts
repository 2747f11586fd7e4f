import assert from "node:assert/strict";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { alongside, assertSays, folder, found, IN, json, serving } from "./test-kit.ts";

test("a database that was begun anew beside keys of before is a fault", async () => {
  await using dir = await folder();
  const { id } = await found(dir.at, "d");
  const data = join(dir.at, "d");
  for (const name of await databases(data)) await rm(join(data, name), { recursive: true });
  // Nothing was ever signed here, so no head says that anything is missing.
  const ring = JSON.parse(await readFile(join(data, `keys/${id}.json`), "utf8"));
  assert.equal(ring.head, null);
  await json(dir.at, "init", "--receive", "--data", "d");
  const doctor = await alongside(dir.at, "doctor", "--data", "d");
  assert.equal(doctor.code, 1, doctor.out);
  const says =
    /FAULT space .*: the database holds nothing of it, and its keys are here.*DATABASE_URL/;
  assert.match(doctor.out, says);
});

const databases = async (data: string) =>
  (await readdir(data)).filter((name) => name === "spaces" || name.startsWith("node.db"));

test("an older database beside newer keys is read, and vouched for by nothing", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  await using older = await folder();
  const data = join(dir.at, "d");
  for (const name of await databases(data))
    await cp(join(data, name), join(older.at, name), { recursive: true });
  await writeFile(join(dir.at, "n.csv"), "item,quantity\nRice,3\nBeans,4\n");
  await json(dir.at, "import", "needs", "n.csv", "--data", "d", ...IN);
  const { size } = await json(dir.at, "export", "log", "--data", "d", ...IN, "--out", "log");
  for (const name of await databases(data)) {
    await rm(join(data, name), { recursive: true });
    if ((await readdir(older.at)).includes(name))
      await cp(join(older.at, name), join(data, name), { recursive: true });
  }
  const says = new RegExp(`holds 2 of the ${size} entries .*newer`);
  const out = ["--data", "d", ...IN, "--out"];
  assertSays(await alongside(dir.at, "export", "log", ...out, "log2"), 1, says);
  assertSays(await alongside(dir.at, "export", "space", ...out, "s"), 1, says);
  assertSays(await alongside(dir.at, "export", "proof", ...out, "p", "--entry", "0"), 1, says);
  assert.deepEqual((await readdir(dir.at)).sort(), ["d", "log", "n.csv", "pw"], "nothing is made");
  const doctor = await alongside(dir.at, "doctor", "--data", "d");
  assert.equal(doctor.code, 1);
  assert.match(doctor.out, says);
  const write = ["import", "needs", "n.csv", "--data", "d", ...IN];
  assert.match((await alongside(dir.at, ...write)).err, /\[house\.behind\]/);
  const node = await serving(dir.at, "d");
  try {
    assert.equal((await fetch(`${node.address}/health`)).status, 200);
  } finally {
    assert.equal(await node.stop(), 0);
  }
});
