/** Where the common case goes a shorter way, it comes out as the long way does. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { createAdaptorServer } from "@hono/node-server";
import fc from "fast-check";
import { readText } from "../house/values/index.ts";
import { runs, seeds } from "../tests/run/seeds.ts";
import { BODY_MAX, clean, FIELDS_MAX, readForm } from "./body.ts";
import { headersFor } from "./headers.ts";
import { localPath } from "./respond.ts";

const TYPE = "application/x-www-form-urlencoded";
const HERE = "http://here.invalid";

function everyTry<T>(of: fc.Arbitrary<T>, holds: (one: T) => void | Promise<void>) {
  return Promise.all(
    seeds().map((seed) =>
      fc.assert(
        fc.asyncProperty(of, async (one) => holds(one)),
        { seed, numRuns: runs(300) },
      ),
    ),
  );
}

/** The same body with its length said beforehand, and as it comes. */
function sent(body: string): Request[] {
  const headers = { "content-type": TYPE };
  const bytes = Buffer.from(body);
  const said = { ...headers, "content-length": String(bytes.length) };
  const stream = new Blob([bytes]).stream();
  const init = { method: "POST", duplex: "half" } as const;
  return [
    new Request(HERE, { ...init, headers: said, body: bytes }),
    new Request(HERE, { ...init, headers, body: stream }),
  ];
}

/** Sends bytes over one connection, a moment between each two, until it is closed. */
async function answersTo(port: number, packets: readonly string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const ended = (async () => {
    let text = "";
    for await (const chunk of socket) text += chunk;
    return text;
  })();
  for (const packet of packets) {
    socket.write(packet);
    await wait(20);
  }
  return ended;
}

describe("the short way", () => {
  it("leaves a path as reading it as an address does", async () => {
    const parts = fc.constantFrom("/", "a", "-", "_", "~", ".", "%2e", "\\", ":", "@", "ñ", " ");
    const path = fc.array(parts, { maxLength: 8 }).map((signs) => `/${signs.join("")}`);
    await everyTry(path, (to) => {
      if (!/^\/[\w~/-]+$/.test(to) || /\/\/|\/$/.test(to)) return;
      assert.equal(localPath(to), new URL(to, HERE).pathname);
    });
    await everyTry(path, (to) => {
      const led = new URL(localPath(to), HERE);
      assert.equal(led.origin, HERE);
      assert.equal(localPath(to), `${led.pathname}${led.search}${led.hash}`);
    });
  });

  it("cleans what was typed as the long way does", async () => {
    const sign = fc.oneof(
      fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(" ", "\n", "\r\n", "\u202e", "e\u0301", "\ufeff", "\ud800"),
    );
    await everyTry(fc.array(sign, { maxLength: 20 }), (signs) => {
      const typed = signs.join("");
      const long = readText("und", typed, { lengthMax: BODY_MAX.files, lines: "many" });
      assert.equal(clean(typed), long.ok ? long.value.text : "");
    });
  });

  it("hands out headers that nobody can change for the next answer", () => {
    const settings = { origins: [], hsts: true, onion: null, version: "1", demo: false };
    const of = { ...settings, exitTo: "https://elsewhere.example/" };
    const headers = headersFor(of, true, { keep: "never" });
    assert.throws(() => Object.assign(headers, { "cache-control": "public" }), TypeError);
    assert.equal(headers["strict-transport-security"]?.startsWith("max-age="), true);
    const plain = headersFor(of, false, { keep: "ask-first" });
    assert.equal(plain["strict-transport-security"], undefined);
    assert.equal(plain["cache-control"], "private, no-cache");
    assert.equal(headersFor(of, true, { keep: "never" })["cache-control"], "no-store");
  });
});

describe("a form that is read at once", () => {
  it("says the same with its length as without", async () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "é", "=", "&", "%", "\n") });
    const form = fc.array(fc.tuple(text, text), { maxLength: 6 });
    await everyTry(form, async (pairs) => {
      const body = `${new URLSearchParams(pairs)}`;
      const [said, come] = await Promise.all(
        sent(body).map((request) => readForm({ request, incoming: null })),
      );
      assert.ok(said !== undefined && "fields" in said);
      assert.deepEqual(said.fields, (come as typeof said).fields);
      for (const [name, value] of said.fields) assert.ok(said.posted.all(name).includes(value));
    });
  });

  it("is no way around what a form may hold", async () => {
    const many = (count: number) => Array.from({ length: count }, () => "a=b").join("&");
    const bodies: [string, boolean][] = [
      [many(FIELDS_MAX), true],
      [many(FIELDS_MAX + 1), false],
      [`${"n".repeat(201)}=1`, false],
      [`a=${"b".repeat(BODY_MAX.form - 2)}`, true],
      [`a=${"b".repeat(BODY_MAX.form - 1)}`, false],
    ];
    for (const [body, taken] of bodies)
      for (const request of sent(body)) {
        const form = await readForm({ request, incoming: null });
        assert.deepEqual("bad" in form ? form.bad : true, taken ? true : "too-large");
      }
  });

  it("comes over HTTP in any pieces, and what is sent after it is heard", async () => {
    let atOnce = 0;
    const fetch = async (request: Request, env: unknown) => {
      await null;
      const { incoming } = env as { incoming: IncomingMessage };
      const before = incoming.readableDidRead;
      const reading = readForm({ request, incoming });
      if (!before && incoming.readableDidRead) atOnce++;
      const form = await reading;
      return new Response("bad" in form ? form.bad : `<${JSON.stringify(form.fields)}>`);
    };
    const server = createAdaptorServer({ fetch, createServer }) as Server;
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const head = (more: string) => `POST / HTTP/1.1\r\nhost: localhost\r\n${more}\r\n`;
    const type = `content-type: ${TYPE}\r\n`;
    const whole = `${head(`${type}content-length: 8\r\n`)}a=%C3%B1`;
    const over = `content-length: ${BODY_MAX.form + 1}\r\nconnection: close\r\n`;
    const last = `${head(`${type}content-length: 3\r\nconnection: close\r\n`)}b=1`;
    const cases: [string[], string[], number][] = [
      [[whole, last], ['<[["a","ñ"]]>', '<[["b","1"]]>'], 2],
      [[whole + whole + last], ['<[["a","ñ"]]>', '<[["a","ñ"]]>', '<[["b","1"]]>'], 3],
      [[whole.slice(0, -4), whole.slice(-4), last], ['<[["a","ñ"]]>', '<[["b","1"]]>'], 1],
      [[head(`${type}content-length: 0\r\n`), last], ["<[]>", '<[["b","1"]]>'], 1],
      [
        [`${head(`${type}transfer-encoding: chunked\r\n`)}3\r\na=2\r\n0\r\n\r\n`, last],
        ['<[["a","2"]]>', '<[["b","1"]]>'],
        1,
      ],
      [[`${head(`${type}${over}`)}a=1`], ["too-large"], 0],
    ];
    for (const [packets, answers, quick] of cases) {
      atOnce = 0;
      const said = await answersTo(port, packets);
      assert.deepEqual(said.match(/<.*?>|too-large/g), answers);
      assert.equal(atOnce, quick);
    }
    server.close();
  });
});
