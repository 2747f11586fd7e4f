import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { alongside, folder, found, IN, json, NEEDS, serving } from "./test-kit.ts";

/** Every file and folder below: its rights, and the hash of what it holds. */
async function everything(at: string): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const name of [".", ...(await readdir(at, { recursive: true }))].toSorted()) {
    const path = join(at, name);
    const found = await stat(path);
    const bytes = found.isFile() ? await readFile(path) : "";
    all[name] = `${found.mode.toString(8)} ${createHash("sha256").update(bytes).digest("hex")}`;
  }
  return all;
}

/** Runs doctor; fails where anything in the folder is another afterwards. */
async function looked(cwd: string, data: string, ...more: string[]) {
  const before = await everything(join(cwd, data));
  const { code, out, err } = await alongside(cwd, "doctor", "--data", data, "--json", ...more);
  assert.deepEqual(await everything(join(cwd, data)), before, `${out}${err}`);
  return { code, ...JSON.parse(out) } as { code: number; ok: boolean; fault?: string };
}

test("doctor makes nothing in a folder that holds no node", async () => {
  await using dir = await folder();
  await mkdir(join(dir.at, "bare"), { mode: 0o700 });
  const bare = await looked(dir.at, "bare");
  assert.deepEqual([bare.code, bare.ok], [1, false]);
  assert.match(bare.fault ?? "", /node\.db: there is no database here, and DATABASE_URL/);
  const { id } = await found(dir.at, "d");
  for (const name of await readdir(join(dir.at, "d")))
    if (name !== "keys") await rm(join(dir.at, "d", name), { recursive: true });
  const keysAlone = await looked(dir.at, "d");
  assert.match(keysAlone.fault ?? "", new RegExp(`space ${id.slice(0, 8)}: the database holds no`));
  await found(dir.at, "e");
  await rm(join(dir.at, "e/keys"), { recursive: true });
  assert.match((await looked(dir.at, "e")).fault ?? "", /the key folder is gone/);
});

test("doctor leaves a node as it was found, and says what others may look at", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  await json(dir.at, "import", "needs", NEEDS, "--data", "d", ...IN);
  assert.deepEqual(await looked(dir.at, "d").then(({ code, ok }) => [code, ok]), [0, true]);
  assert.equal((await looked(dir.at, "d", "--keys-backup", "kb")).ok, true);
  assert.ok(!(await readdir(dir.at)).includes("kb"));
  if (process.platform === "win32") return;
  await chmod(join(dir.at, "d"), 0o755);
  const open = await looked(dir.at, "d");
  assert.deepEqual(
    [open.code, /data folder: 755: others may look/.test(open.fault ?? "")],
    [1, true],
  );
});

test("doctor reads what a killed node left, and the next to open it takes it up", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const node = await serving(dir.at, "d");
  await writeFile(join(dir.at, "n.csv"), "item,quantity\nRice,3\nBeans,4\n");
  assert.equal((await json(dir.at, "import", "needs", "n.csv", "--data", "d", ...IN)).accepted, 2);
  const { size } = await json(dir.at, "export", "log", "--data", "d", ...IN, "--out", "log");
  const gone = once(node.child, "exit");
  node.child.kill("SIGKILL");
  await gone;
  const { ok, checks } = await json(dir.at, "doctor", "--data", "d");
  assert.equal(ok, true);
  assert.match(JSON.stringify(checks), new RegExp(`live, ${size} entries`));
  assert.equal((await json(dir.at, "import", "needs", "n.csv", "--data", "d", ...IN)).accepted, 0);
  assert.equal((await json(dir.at, "doctor", "--data", "d")).ok, true);
});
