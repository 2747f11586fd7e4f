import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { after, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { serverFor } from "./listen.ts";

const BYTES = 64 * 1024 * 1024;
const closing: (() => void)[] = [];
after(() => {
  for (const close of closing) close();
});

async function serving(limits: { stillMs?: number; connections?: number }): Promise<number> {
  const server = serverFor(() => new Response(new Uint8Array(BYTES)), limits);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Connects and asks, and reads nothing; answers whether the other side has hung up by then. */
async function cutWithin(port: number, ms: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  closing.push(() => socket.destroy());
  await once(socket, "connect");
  socket.pause();
  socket.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
  await sleep(ms);
  let failed = false;
  socket.on("error", () => {
    failed = true;
  });
  let read = 0;
  socket.on("data", (piece) => {
    read += piece.length;
  });
  socket.resume();
  await Promise.race([once(socket, "close").catch(() => undefined), sleep(2_000)]);
  return failed || read < BYTES;
}

it("cuts a connection whose other end does not read", async () => {
  const port = await serving({ stillMs: 300 });
  assert.equal(await cutWithin(port, 1_200), true);
  assert.equal(await cutWithin(port, 0), false, "one who reads has all of it");
});

it("turns away connections past its limit, and takes others when some are gone", async () => {
  const port = await serving({ connections: 2 });
  const sockets = [1, 2].map(() => connect(port, "127.0.0.1"));
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  const third = connect(port, "127.0.0.1");
  await once(third, "close");
  for (const socket of sockets) socket.destroy();
  await sleep(100);
  const fourth = connect(port, "127.0.0.1");
  closing.push(() => fourth.destroy());
  fourth.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
  const [piece] = (await once(fourth, "data")) as [Buffer];
  assert.match(piece.toString("latin1"), /^HTTP\/1\.1 200/);
});
