/**
 * The yardstick of {@link ./line-server.ts}: a bare Hono route that stores as many bytes for each
 * post through the same store, those that wait together in one durable step.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Hono } from "hono";
import { openSqlite } from "../../store/sqlite/open.ts";
import { listening } from "../load.ts";

const [folder = "", length = "0"] = process.argv.slice(2);
const TOGETHER_MAX = 256;
const store = await openSqlite(folder);
const space = "d".repeat(32);
const bytes = randomBytes(Number(length));
let size = 0;
let waiting: (() => void)[] = [];
let running = false;

async function commit(): Promise<void> {
  running = true;
  while (waiting.length > 0) {
    const taken = waiting.slice(0, TOGETHER_MAX);
    waiting = waiting.slice(TOGETHER_MAX);
    const release = await store.lock(space);
    const count = taken.length;
    const sealed = Buffer.concat(taken.map(() => bytes));
    const segment = { first: size, count, leaves: Buffer.alloc(count * 32), sealed };
    const batch = { segment, parts: [], erased: [], derived: [], records: [], due: [] };
    const done = await store.append(space, size, batch);
    if (!done.ok) throw new Error("somebody else wrote here");
    size = done.size;
    await release();
    for (const answer of taken) answer();
  }
  running = false;
}

const app = new Hono();
app.post("/lines", async (c) => {
  await c.req.text();
  await new Promise<void>((answer) => {
    waiting.push(answer);
    if (!running) void commit();
  });
  return c.redirect("/lines", 303);
});
const { server, port } = await listening(app.fetch);
console.log(JSON.stringify({ port, path: "/lines", cookie: "", token: "" }));
process.stdin.resume();
await once(process.stdin, "end");
server.closeAllConnections();
server.close();
console.log(JSON.stringify({ entries: size }));
await store.close();
