import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { withLastResort } from "./last-resort.ts";

const CANARY = "canary words of a group";

/** A process that throws where nobody waits for it. */
const THROWS = `
const { withLastResort } = await import("./cli/last-resort.ts");
await withLastResort(() => new Promise(() => {
  setTimeout(() => Promise.reject(new Error(${JSON.stringify(CANARY)})), 5);
  setTimeout(() => {}, 60_000);
}));`;

test("what nobody caught ends the process, and its words are in no log", async () => {
  const args = ["--import", "./web/loader/register.ts", "--input-type=module", "-e", THROWS];
  const cwd = new URL("..", import.meta.url);
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (piece) => {
      said += piece;
    });
  const [code] = await once(child, "close");
  assert.equal(code, 1, said);
  assert.ok(!said.includes(CANARY), said);
  const { time, event, name, at } = JSON.parse(said);
  assert.deepEqual([event, name], ["crash", "Error"]);
  assert.match(time, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.match(at, /:\d+:\d+/);
});

test("nothing is left of it where the work is done", async () => {
  const before = process.listenerCount("uncaughtException");
  const counted = async () => process.listenerCount("uncaughtException");
  assert.equal(await withLastResort(counted), before + 1);
  assert.equal(await counted(), before);
});
