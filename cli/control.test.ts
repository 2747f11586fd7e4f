import assert from "node:assert/strict";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { startPostgres } from "../store/postgres/testing.ts";
import { controlPath, listenForCommands } from "./control.ts";
import {
  alongside,
  assertSays,
  folder,
  found,
  IN,
  json,
  MANIFESTS,
  onDatabase,
  serving,
} from "./test-kit.ts";

test("while a node runs on the folder, commands work through it", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const node = await serving(dir.at, "d");
  try {
    assert.equal((await stat(join(dir.at, "d/control.sock"))).mode & 0o777, 0o600);
    const bring = ["import", "manifests", MANIFESTS, "--data", "d", ...IN];
    assert.equal((await json(dir.at, ...bring)).accepted, 177);
    assert.equal((await json(dir.at, ...bring)).accepted, 0);
    const { size } = await json(dir.at, "export", "log", "--data", "d", ...IN, "--out", "log");
    assert.equal((await json(dir.at, "verify", "log")).size, size);
    assert.equal((await json(dir.at, "doctor", "--data", "d")).ok, true);
    const missing = ["import", "needs", "none.json", "--data", "d", ...IN];
    assertSays(await alongside(dir.at, ...missing), 1, /none\.json: there is no such file/);
    const usage = await alongside(dir.at, "erase", "--data", "d", ...IN, "--thing", "x");
    assertSays(usage, 2, /32 hex digits/);
    const second = await alongside(dir.at, "serve", "--data", "d", "--port", "0");
    assert.deepEqual([second.code, second.out], [1, ""]);
  } finally {
    assert.equal(await node.stop(), 0);
  }
  await assert.rejects(stat(join(dir.at, "d/control.sock")), { code: "ENOENT" });
  assert.equal((await json(dir.at, "doctor", "--data", "d")).ok, true);
});

test("they do on a database that processes share, and alone where no node runs", async () => {
  await using dir = await folder();
  const server = await startPostgres();
  onDatabase(server.url);
  try {
    await found(dir.at, "d");
    const port = async () => {
      const { ok, settings } = await json(dir.at, "doctor", "--data", "d");
      assert.equal(ok, true);
      return settings.find(({ name }: { name: string }) => name === "port");
    };
    assert.match((await port()).from, /no node runs here/);
    const node = await serving(dir.at, "d");
    try {
      assert.equal((await port()).value, String(node.port));
      const rename = ["--member", "lucero", "--new-name", "alba"];
      const erased = await json(dir.at, "erase", "--data", "d", ...IN, ...rename);
      assert.deepEqual([erased.erased.length, erased.keysDestroyed], [1, 1]);
      const bring = ["import", "manifests", MANIFESTS, "--data", "d", ...IN, "--as", "alba"];
      assert.equal((await json(dir.at, ...bring)).accepted, 177);
      await json(dir.at, "export", "log", "--data", "d", ...IN, "--out", "log");
    } finally {
      assert.equal(await node.stop(), 0);
    }
    onDatabase("");
    const elsewhere = await alongside(dir.at, "doctor", "--data", "d");
    assert.match(elsewhere.out, /holds 0 of .* DATABASE_URL/);
  } finally {
    onDatabase("");
    await server.stop();
  }
});

test("a socket left by a killed node is replaced, and meanwhile said to be deaf", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const { child } = await serving(dir.at, "d");
  child.kill("SIGKILL");
  await once(child, "exit");
  await stat(join(dir.at, "d/control.sock"));
  const node = await serving(dir.at, "d");
  try {
    assert.equal((await json(dir.at, "doctor", "--data", "d")).ok, true);
  } finally {
    await node.stop();
  }
});

test("what is no command is not run, and the node goes on", async () => {
  await using dir = await folder();
  const ran: string[] = [];
  const stop = await listenForCommands(dir.at, async (argv, { out }) => {
    ran.push(argv.join(" "));
    out("done\n");
    return 0;
  });
  const path = controlPath(dir.at);
  const said = async (text: string) => {
    const socket = connect(path);
    let answer = "";
    socket.setEncoding("utf8").on("data", (piece: string) => {
      answer += piece;
    });
    // Who is hung up on in the middle of a line hears of it as an error.
    socket.on("error", () => socket.destroy());
    socket.write(text);
    await new Promise((closed) => socket.once("close", closed));
    return answer;
  };
  for (const text of [
    "\n",
    "{}\n",
    "[1]\n",
    '{"id":1,"cwd":"/","run":[1]}\n',
    "x".repeat(1_100_000),
  ])
    assert.equal(await said(text), "");
  assert.deepEqual(ran, []);
  const answer = await said('{"id":7,"cwd":"/","run":["doctor","--json"]}\n');
  assert.equal(answer, '{"id":7,"out":"done\\n"}\n{"id":7,"exit":0}\n');
  assert.deepEqual(ran, ["doctor --json"]);
  await stop();
});

test("a folder too deep for a socket's name has it elsewhere, and Windows a pipe", () => {
  const deep = `/${"deep/".repeat(40)}`;
  assert.ok(Buffer.byteLength(controlPath(deep, "linux")) < 104);
  assert.notEqual(controlPath(deep, "linux"), controlPath(`${deep}er`, "linux"));
  assert.match(controlPath("C:\\d", "win32"), /^\\\\\.\\pipe\\alongside-[0-9a-f]{32}$/);
});
