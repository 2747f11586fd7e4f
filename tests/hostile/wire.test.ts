/** What comes over the wire and no browser sends: methods, lengths, names that proxies add. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { after, before, it } from "node:test";
import { serverFor } from "../../cli/listen.ts";
import { testNode } from "../../web/testing.ts";

const CANARY = "canary-of-a-header";
let port = 0;
let stop = () => {};

before(async () => {
  const { app } = await testNode({ faults: "answer" });
  const server = serverFor(app.fetch);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
});
after(() => stop());

/** Everything that comes back until the other end hangs up, without the day. */
async function send(first: string, more: readonly string[] = [], body = ""): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const head = [first, "Host: localhost", `X-Canary: ${CANARY}`, "Connection: close", ...more];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  let said = "";
  socket.setEncoding("latin1").on("data", (piece) => {
    said += piece;
  });
  await once(socket, "close");
  return said.replaceAll(/^date: .*\r\n/gim, "");
}
const statusOf = (said: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(said)?.[1] ?? 0);

it("knows the methods of its addresses and no other, and says nothing back", async () => {
  for (const method of ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH"]) {
    const said = await send(`${method} /health HTTP/1.1`, ["Origin: https://elsewhere.example"]);
    assert.equal(statusOf(said), 404, method);
    assert.ok(!said.includes(CANARY) && !/access-control|^allow:/im.test(said), method);
  }
  assert.ok([0, 400].includes(statusOf(await send("CONNECT elsewhere.example:443 HTTP/1.1"))));
});

it("takes up no other protocol", async () => {
  const upgrade = ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAA"];
  assert.notEqual(statusOf(await send("GET / HTTP/1.1", upgrade)), 101);
});

it("reads no request whose end could be told in two ways", async () => {
  const form = "Content-Type: application/x-www-form-urlencoded";
  const next = "0\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
  for (const lengths of [
    ["Content-Length: 5", "Transfer-Encoding: chunked"],
    ["Content-Length: 5", "Content-Length: 6"],
    ["Transfer-Encoding: chunked, identity"],
    ["Transfer-Encoding: xchunked"],
    ["Content-Length: +5"],
  ]) {
    const said = await send("POST /sign-in HTTP/1.1", [form, ...lengths], next);
    assert.equal(statusOf(said), 400, lengths.join(" and "));
    assert.equal(said.match(/HTTP\/1\.1 /g)?.length, 1, "what followed was not a request");
  }
});

it("believes no name or address that a proxy would add", async () => {
  const plain = await send("GET /health HTTP/1.1");
  assert.equal(statusOf(plain), 200);
  const added = [
    ...["X-Forwarded-For: 10.0.0.1", "X-Forwarded-Host: evil.example", "X-Real-IP: 10.0.0.1"],
    ...["X-Forwarded-Proto: https", "Forwarded: host=evil.example;proto=https", "X-User-ID: 1"],
    ...["X-Original-URL: /keeper", "X-HTTP-Method-Override: DELETE"],
  ];
  assert.equal(await send("GET /health HTTP/1.1", added), plain);
});

it("hands out no file of the machine, however it is asked for, and lists no folder", async () => {
  const said = new Set<string>();
  for (const path of [
    ...["/nowhere", "/.git/config", "/.git/", "/package.json", "/data/keys/", "/node_modules/"],
    ...["/assets/", "/assets", "/assets/../package.json", "/assets/..%2fpackage.json"],
    ...["/assets/%2e%2e/package.json", "//etc/passwd", "/%00", "/rooms/index.ts", "/index.ts~"],
  ])
    said.add(await send(`GET ${path} HTTP/1.1`));
  assert.deepEqual([...said].map(statusOf), [404], "one answer to all");
});
