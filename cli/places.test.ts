import assert from "node:assert/strict";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { alongside, folder, found, IN, program } from "./test-kit.ts";

/** Far longer than any of these takes; what waits for ever is ended. */
const LONG_MS = 30_000;

const ASKED = [
  ...[["start", "--port", "0"], ["serve", "--port", "0"], ["doctor"], ["init", "--receive"]],
  ["init", "--group", "G", "--handle", "h", "--passphrase-file", "pw"],
];

/** Each command on such a folder: one line on stderr that holds what is wrong, exit code 1. */
async function refuses(cwd: string, data: string, says: RegExp, asked = ASKED) {
  for (const args of asked) {
    const asks = [...args, "--data", data];
    const serves = args[0] === "start" || args[0] === "serve";
    const ran = serves ? program(LONG_MS, cwd, ...asks) : alongside(cwd, ...asks);
    const { code, out, err } = await ran;
    const told = `${args.join(" ")} --data ${data}\n${out}${err}`;
    assert.equal(code, 1, told);
    assert.match(err, says, told);
    assert.equal(err.trimEnd().split("\n").length, 1, told);
    assert.ok(out === "" || args[0] === "doctor", told);
  }
}

test("a data folder that cannot be made is said in a line, and waited for by nobody", async () => {
  await using dir = await folder();
  await writeFile(join(dir.at, "file"), "");
  const advice = /say one that this user may make|there is no node yet \(init\)/;
  for (const data of ["file", "file/below", "file/far/below"])
    await refuses(dir.at, data, /file.*: .*(folder|there already).*(--data|init)/);
  await refuses(dir.at, "x".repeat(300), advice);
  if (process.platform === "linux") await refuses(dir.at, "/proc/none", advice);
  assert.deepEqual((await readdir(dir.at)).sort(), ["file", "pw"], "nothing was made");
});

test("a folder whose databases cannot be opened is said in a line", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  await rm(join(dir.at, "d/node.db"));
  await mkdir(join(dir.at, "d/node.db"));
  await refuses(dir.at, "d", /d: .*cannot be opened.*--data/);
  await found(dir.at, "e");
  await writeFile(join(dir.at, "e/node.db"), "no database at all".repeat(100));
  await refuses(dir.at, "e", /e: .*no database of SQLite.*--data/);
});

test("a folder for a second copy of the keys that cannot be made is said in a line", async () => {
  await using dir = await folder();
  await writeFile(join(dir.at, "file"), "");
  const places = ["file/below", ...(process.platform === "linux" ? ["/proc/none"] : [])];
  for (const [at, place] of places.entries()) {
    const asked = ASKED.filter(([name]) => name !== "doctor");
    const args = asked.map((one) => [...one, "--keys-backup", place]);
    await refuses(dir.at, `d${at}`, /: .*--keys-backup names the folder/, args);
  }
});

test("no folder is made for an export where none can be", async () => {
  if (process.platform !== "linux") return;
  await using dir = await folder();
  await found(dir.at, "d");
  const args = ["export", "log", "--data", "d", ...IN, "--out", "/proc/none/x"];
  const { code, err } = await alongside(dir.at, ...args);
  assert.deepEqual([code, err.trimEnd().split("\n").length], [1, 1], err);
});
