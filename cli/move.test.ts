import assert from "node:assert/strict";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { alongside, assertSays, folder, found, IN, json, MANIFESTS } from "./test-kit.ts";

const bring = (data: string) => ["import", "manifests", MANIFESTS, "--data", data, ...IN];
const put = (data: string, file: string) => [
  "export",
  "space",
  "--data",
  data,
  ...IN,
  "--out",
  file,
];

test("a copy reads and verifies elsewhere, and is not written to", async () => {
  await using dir = await folder();
  const { id } = await found(dir.at, "here");
  await json(dir.at, ...bring("here"));
  const plain = await alongside(dir.at, ...put("here", "s.space"), "--json");
  assert.match(plain.err, /warning: the file is not encrypted/);
  const { size } = JSON.parse(plain.out);
  assert.equal((await stat(join(dir.at, "s.space"))).mode & 0o777, 0o600);
  assertSays(await alongside(dir.at, ...put("here", "s.space")), 1, /it is there already/);
  const held = await json(dir.at, "verify", "s.space");
  assert.deepEqual([held.ok, held.id, held.size, held.moved], [true, id, size, false]);
  const taken = await json(dir.at, "import", "space", "s.space", "--data", "there");
  assert.deepEqual([taken.space, taken.state, taken.size], ["river-kitchen", "copy", size]);
  await json(dir.at, "export", "log", "--data", "there", ...IN, "--out", "log");
  assert.equal((await json(dir.at, "verify", "log")).size, size);
  const refused = await alongside(dir.at, ...bring("there"), "--json");
  assert.deepEqual([refused.code, JSON.parse(refused.out).accepted], [1, 0]);
  assert.match(refused.err, /\[house\.copy\]/);
  await json(dir.at, ...put("there", "again.space"), "--passphrase-file", "pw");
  assert.equal((await json(dir.at, "verify", "again.space", "--passphrase-file", "pw")).size, size);
});

test("a moved space continues where it was moved to, and nowhere else", async () => {
  await using dir = await folder();
  await found(dir.at, "old");
  const offered = await json(dir.at, "init", "--receive", "--data", "new");
  assert.deepEqual(await json(dir.at, "init", "--receive", "--data", "new"), offered);
  await writeFile(join(dir.at, "receive.json"), JSON.stringify(offered));
  const to = ["--move-to", "receive.json", "--claims", "codes"];
  const moved = await json(dir.at, ...put("old", "m.space"), ...to);
  assert.deepEqual([moved.moved, moved.encrypted, moved.claims], [true, true, 1]);
  assert.match(await readFile(join(dir.at, "codes"), "utf8"), /^lucero\t[0-9A-Z-]{29}\n$/);
  assertSays(await alongside(dir.at, "verify", "m.space"), 1, /it is encrypted/);
  assertSays(
    await alongside(dir.at, "import", "space", "m.space", "--data", "third"),
    1,
    /it is encrypted/,
  );
  const old = await alongside(dir.at, ...bring("old"), "--json");
  assert.match(old.err, /\[house\.moved\]/);
  const again = await alongside(dir.at, ...put("old", "n.space"), "--move-to", "receive.json");
  assertSays(again, 1, /it is moved here/);
  const login = ["--member", "lucero", "--member-passphrase-file", "pw"];
  const taken = await json(dir.at, "import", "space", "m.space", "--data", "new", ...login);
  assert.deepEqual([taken.state, taken.signIn, taken.claims], ["live", "lucero", 1]);
  assert.equal((await json(dir.at, ...bring("new"))).accepted, 177);
  await json(dir.at, "export", "log", "--data", "new", ...IN, "--out", "log");
  const { vkeys, keys, size } = await json(dir.at, "verify", "log");
  assert.equal(vkeys.length, 2);
  assert.equal(keys[0].certified, "founding");
  assert.match(keys[1].certified, /\/group\+/);
  assert.ok(size > moved.size);
});

test("a file under a passphrase opens with it alone, and only as it was written", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  await json(dir.at, ...put("d", "s.space"), "--passphrase-file", "pw");
  const file = join(dir.at, "s.space");
  assert.doesNotMatch((await readFile(file)).toString("latin1"), /lucero/);
  await writeFile(join(dir.at, "wrong"), "another one altogether\n", { mode: 0o600 });
  const opened = (pw: string) => alongside(dir.at, "verify", "s.space", "--passphrase-file", pw);
  assert.equal((await opened("pw")).code, 0);
  const take = ["import", "space", "s.space", "--data", "e", "--passphrase-file", "pw"];
  assert.equal((await json(dir.at, ...take)).state, "copy");
  assertSays(await opened("wrong"), 1, /it does not open/);
  const bytes = await readFile(file);
  bytes[bytes.length - 40] = (bytes.at(-40) ?? 0) ^ 1;
  await writeFile(file, bytes);
  assertSays(await opened("pw"), 1, /it does not open/);
});

test("what was erased is not brought back by an older file", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  await json(dir.at, ...put("d", "before.space"));
  const holds = async (file: string) =>
    (await readFile(join(dir.at, file), "utf8")).includes("lucero");
  assert.ok(await holds("before.space"));
  const erase = ["erase", "--data", "d", ...IN, "--member", "lucero"];
  assertSays(await alongside(dir.at, ...erase), 1, /\[people\.last-coordination\]/);
  const erased = await json(dir.at, ...erase, "--new-name", "amapola");
  assert.deepEqual(erased.erased, [{ n: 1, type: "member.joined/1", part: "people" }]);
  assert.equal(erased.keysDestroyed, 1);
  const older = await json(dir.at, "import", "space", "before.space", "--data", "d");
  assert.equal(older.state, "here");
  await json(dir.at, ...put("d", "after.space"));
  assert.ok(!(await holds("after.space")));
  assert.equal((await json(dir.at, "verify", "after.space")).checked.erased, 1);
  assertSays(await alongside(dir.at, ...erase), 1, /nobody here is called/);
});
