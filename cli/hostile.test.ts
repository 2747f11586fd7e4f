import assert from "node:assert/strict";
import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { alongside, assertSays, folder, found, IN, json } from "./test-kit.ts";

const MIB = 1_048_576;

test("wrong usage is said in a line, with exit code 2", async () => {
  await using dir = await folder();
  for (const [words, says] of [
    ["init --data d", /--group is missing/],
    ["init --data d --group G --handle h --passphrase-file pw --safety maybe", /yes, no or unsure/],
    ["init --data d --group G --handle h --passphrase-file pw --origin a/b", /host name/],
    ["init --data d --group G --handle h --passphrase-file pw --zone Nowhere", /time zone/],
    ["init --data d --group G --handle h --passphrase-file= ", /--passphrase-file is empty/],
    ["verify", /what to verify/],
    ["verify a b", /too many/],
    ["verify x --loudly", /loudly/],
    ["verify http://", /not an address/],
    ["export nothing --data d", /log, a space, a proof or a ledger/],
    ["import things x --data d", /needs, manifests, transactions or space/],
    ["import needs --data d", /the file is missing/],
    ["erase --data d --space s", /--member or --thing/],
    ["nonsense", /no such command/],
  ] as const)
    assertSays(await alongside(dir.at, ...words.trim().split(" ")), 2, says);
  assert.deepEqual(await readdir(dir.at), ["pw"], "nothing was made");
});

test("every subcommand explains itself", async () => {
  await using dir = await folder();
  for (const name of ["init", "import", "export", "verify", "erase", "doctor", "bench"]) {
    const { out, code } = await alongside(dir.at, name, "--help");
    assert.equal(code, 0);
    assert.match(out, new RegExp(`^Usage: alongside ${name}`));
  }
});

test("what is not there, not ours or no such thing is said in a line", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  await writeFile(join(dir.at, "empty"), "");
  await mkdir(join(dir.at, "full/x"), { recursive: true });
  const init = ["init", "--group", "G", "--handle", "h", "--passphrase-file"];
  for (const [words, says] of [
    [["import", "needs", "none.json", "--data", "d", ...IN], /none\.json: there is no such file/],
    [["import", "needs", ".", "--data", "d", ...IN], /folder/],
    [["import", "needs", "pw", "--data", "d", "--space", "../../d"], /there is no space/],
    [["import", "needs", "pw", "--data", "d", "--space", "__proto__"], /there is no space/],
    [["export", "log", "--data", "d", ...IN, "--out", "full"], /the folder is not empty/],
    [["export", "log", "--data", "d", ...IN, "--out", "pw"], /folder/],
    [["export", "space", "--data", "d", ...IN, "--out", "s", "--recipient", "age1x"], /age1/],
    [["export", "space", "--data", "d", ...IN, "--out", "s", "--move-to", "pw"], /not JSON/],
    [["import", "space", "empty", "--data", "e"], /line 1/],
    [["verify", "empty"], null],
    [["verify", "nowhere"], /there is no such file/],
    [["verify", "full"], null],
    [["verify", "http://127.0.0.1:9/x"], null],
    [[...init, "nowhere", "--data", "e"], /there is no such file/],
    [[...init, "empty", "--data", "e"], /first line is empty/],
    [[...init, "pw", "--data", "d"], /set up already/],
    [[...init, "pw", "--data", "empty"], /empty: it is there already/],
    [["export", "log", "--data", "typo", ...IN, "--out", "x"], /typo: there is no node yet/],
    [["erase", "--data", "d", ...IN, "--thing", "0".repeat(32)], /no such thing/],
  ] as const) {
    const ran = await alongside(dir.at, ...words);
    if (says !== null) assertSays(ran, 1, says);
    else assert.deepEqual([ran.code, /^\s+at /m.test(ran.err)], [1, false], words.join(" "));
  }
  assert.ok(!(await readdir(dir.at)).includes("typo"));
  for (const [passphrase, code] of [
    ["short", "short"],
    ["password1234567890", "common"],
    ["correct horse battery staple", "common"],
  ] as const) {
    await writeFile(join(dir.at, "pw-weak"), `${passphrase}\n`, { mode: 0o600 });
    const weak = await alongside(dir.at, ...init, "pw-weak", "--data", "weak");
    assertSays(weak, 2, new RegExp(`\\[people\\.passphrase-${code}\\]`));
  }
  assert.ok(!(await readdir(dir.at)).includes("weak"), "nothing was made for it");
});

test("a file of one endless line costs little and is said to be too long", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const row = Buffer.alloc(200 * MIB, "x");
  row.write('[{"need":1,"product":{"item":"');
  await writeFile(join(dir.at, "long.json"), row);
  for (const kind of ["needs", "manifests"]) {
    const told = ["import", kind, "long.json", "--data", "d", ...IN, "--json"];
    const read = await alongside(dir.at, ...told);
    assert.deepEqual([read.code, JSON.parse(read.out).accepted], [1, 0], kind);
  }
  assertSays(
    await alongside(dir.at, "import", "space", "long.json", "--data", "e"),
    1,
    /line 1: too long/,
  );
  const judged = await alongside(dir.at, "verify", "long.json");
  assert.match(judged.err, /line 1: too long/);
});

test("broken rows are listed with their reason, and the good ones come in", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const good = '{"need":3,"product":{"category":"Food","item":"Rice","unit":"kg"}}';
  await writeFile(join(dir.at, "n.json"), `[{"need":}, ${good}, 7]`);
  const { accepted, skipped } = await json(
    dir.at,
    "import",
    "needs",
    "n.json",
    "--data",
    "d",
    ...IN,
  );
  assert.deepEqual(
    [accepted, skipped],
    [
      1,
      [
        { row: 1, reason: "unreadable" },
        { row: 3, reason: "unreadable" },
      ],
    ],
  );
  await writeFile(join(dir.at, "b.json"), "{broken");
  const broken = await alongside(
    dir.at,
    "import",
    "needs",
    "b.json",
    "--data",
    "d",
    ...IN,
    "--json",
  );
  assert.deepEqual([broken.code, JSON.parse(broken.out).accepted], [1, 0]);
});

test("a passphrase file that never ends is said to be long", async () => {
  if (process.platform === "win32") return;
  await using dir = await folder();
  const words = ["init", "--data", "d", "--group", "G", "--handle", "h", "--passphrase-file"];
  assertSays(await alongside(dir.at, ...words, "/dev/zero"), 1, /longer than/);
  assert.deepEqual(await readdir(dir.at), ["pw"], "nothing was made");
});

test("doctor finds keys that others may read, and keys that are gone", async () => {
  await using dir = await folder();
  const { id } = await found(dir.at, "d");
  const well = await json(dir.at, "doctor", "--data", "d");
  assert.equal(well.ok, true);
  assert.ok(well.settings.every(({ from }: { from: string }) => from !== ""));
  await chmod(join(dir.at, "d/keys"), 0o755);
  const open = await alongside(dir.at, "doctor", "--data", "d");
  assert.match(open.out, /FAULT key folder: 755/);
  await chmod(join(dir.at, "d/keys"), 0o700);
  await writeFile(join(dir.at, `d/keys/${id}.json`), "{}");
  const gone = await alongside(dir.at, "doctor", "--data", "d");
  assert.equal(gone.code, 1);
  assert.match(gone.out, /FAULT space river-kitchen/);
});
