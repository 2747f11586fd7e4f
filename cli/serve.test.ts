import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../bin/alongside", import.meta.url));
const folders: string[] = [];
const children: ChildProcess[] = [];
after(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "alongside-serve-"));
  folders.push(made);
  return made;
}

function run(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: "" };
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const ran = { child, err: "", ended: once(child, "exit") as Promise<[number | null]> };
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    ran.err += text;
  });
  return ran;
}

async function listening({ child, ended }: ReturnType<typeof run>) {
  const lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> });
  const early = ended.then(([code]) => Promise.reject(new Error(`it ended with ${code}`)));
  const [line] = (await Promise.race([once(lines, "line"), early])) as [string];
  return JSON.parse(line) as { address: string; port: number; signIns?: { space: string }[] };
}

it("serves an empty node from its first page, and stops well when told", async () => {
  const data = await folder();
  const node = run("serve", "--data", data, "--port", "0", "--json");
  const { address } = await listening(node);
  const begin = await fetch(`${address}/`, { redirect: "manual" });
  assert.deepEqual([begin.status, begin.headers.get("location")], [303, "/first-run"]);
  assert.equal(((await (await fetch(`${address}/health`)).json()) as { ok: boolean }).ok, true);
  const second = run("serve", "--data", data, "--port", "0");
  assert.deepEqual(await second.ended, [1, null]);
  assert.match(second.err, /another node is running/);
  node.child.kill("SIGTERM");
  assert.deepEqual(await node.ended, [0, null], node.err);
  assert.equal(node.err, "");
});

it("answers what is under way when it is told to stop, and then does not linger", async () => {
  const node = run("serve", "--data", await folder(), "--port", "0", "--json");
  const { port } = await listening(node);
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
  });
  const gone = once(socket, "close");
  const head = `POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 6\r\n\r\n`;
  await new Promise((sent) => socket.write(`${head}name=`, sent));
  // Told to stop once the request is begun: another one was answered after it was sent.
  await (await fetch(`http://127.0.0.1:${port}/health`)).text();
  node.child.kill("SIGTERM");
  await setTimeout(300);
  socket.write("a");
  const finished = performance.now();
  await gone;
  assert.match(answer, /^HTTP\/1\.1 [1-5]\d\d /);
  assert.deepEqual(await node.ended, [0, null], node.err);
  assert.ok(performance.now() - finished < 5_000, "it waits for nobody who has been answered");
});

const ORIGIN = ["--origin", "https://name.example"];

it("says what is wrong with what was asked", async () => {
  const data = await folder();
  const cases: [string[], number, RegExp][] = [
    [["serve", "--data", data, "--host", "0.0.0.0"], 2, /--origin/],
    [["serve", "--data", data, "--port", "x"], 2, /not a port/],
    [["serve", "--data", data, "--origin", "https://a/b"], 2, /not an origin/],
    [["start", "--data", data, "--host", "0.0.0.0"], 1, /stays on this machine/],
    [["serve", "--data", data, "--host", "192.0.2.1", ...ORIGIN], 1, /no such address/],
    [["nothing"], 2, /no such command/],
    [["serve", "--nothing"], 2, /Unknown option/],
  ];
  for (const [args, code, words] of cases) {
    const ran = run(...args);
    assert.deepEqual(await ran.ended, [code, null], args.join(" "));
    assert.match(ran.err, words);
    assert.doesNotMatch(ran.err, /\n\s+at /);
  }
});

it("fills a made-up world once, says who to sign in as, and keeps it on this machine", async () => {
  const data = await folder();
  const first = run("start", "--data", data, "--port", "0", "--json");
  const { address, signIns = [] } = await listening(first);
  assert.ok(signIns.length > 0);
  const { status } = await fetch(`${address}/sign-in`);
  assert.equal(status, 200);
  first.child.kill("SIGTERM");
  assert.deepEqual(await first.ended, [0, null], first.err);
  const again = run("start", "--data", data, "--port", "0", "--json");
  assert.deepEqual((await listening(again)).signIns, signIns);
  again.child.kill("SIGTERM");
  await again.ended;
  const open = run("serve", "--data", data, "--host", "0.0.0.0", "--port", "0", ...ORIGIN);
  assert.deepEqual(await open.ended, [1, null]);
  assert.match(open.err, /made-up world/);
});
