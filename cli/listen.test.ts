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

const REQUEST = "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";

/** A server that takes 10 ms to answer, and what it was asked. */
async function slow() {
  const seen = { now: 0, most: 0, asked: 0 };
  const server = serverFor(async () => {
    seen.most = Math.max(seen.most, ++seen.now);
    seen.asked++;
    await sleep(10);
    seen.now--;
    return new Response("ok");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const open = () => {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    closing.push(() => socket.destroy());
    let text = "";
    socket.setEncoding("latin1").on("data", (piece) => {
      text += piece;
    });
    socket.on("error", () => undefined);
    return { socket, answers: () => text.split("HTTP/1.1 200").length - 1 };
  };
  return { seen, open };
}

it("works on one request of a connection at a time, and others do not wait behind it", async () => {
  const { seen, open } = await slow();
  const greedy = open();
  greedy.socket.write(REQUEST.repeat(40));
  await sleep(50);
  const other = open();
  other.socket.write(REQUEST);
  await once(other.socket, "data");
  assert.ok(greedy.answers() < 30, `${greedy.answers()} were answered first`);
  assert.ok(seen.most <= 2, `${seen.most} at once`);
  while (greedy.answers() < 40) await once(greedy.socket, "data");
  greedy.socket.write(REQUEST);
  while (greedy.answers() < 41) await once(greedy.socket, "data");
  assert.equal(seen.asked, 42, "each is answered, and the connection goes on");
});

it("cuts a connection that sends far more than it waits for", async () => {
  const { seen, open } = await slow();
  const { socket } = open();
  socket.write(REQUEST.repeat(400));
  await once(socket, "close");
  await sleep(100);
  assert.ok(seen.asked < 10, `${seen.asked} of 400 were worked on`);
  const fresh = open();
  fresh.socket.write(REQUEST);
  await once(fresh.socket, "data");
});
