import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, it } from "node:test";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { isRefusal } from "../../house/refusal.ts";
import { seededRandom, TestClock } from "../../house/testing.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { newMemory, openMemory } from "../../store/memory/open.ts";
import { type Login, loginOf, readLogin } from "./logins.ts";
import {
  addPasskey,
  handleOf,
  hostOf,
  namePasskey,
  PASSKEYS_MAX,
  provenBy,
  removePasskey,
  TICKET_MS,
  type Ticketed,
  ticketFor,
} from "./passkeys.ts";
import { changeRow, type NodeParts } from "./records.ts";

const ORIGIN = "https://alongside.example";
const HOST = "alongside.example";

const sha256 = (text: string | Uint8Array) => createHash("sha256").update(text).digest();
const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

/** What a device may do otherwise than it should. */
type Odd = {
  origin?: string;
  host?: string;
  verified?: boolean;
  type?: string;
  counter?: number;
  handle?: string;
  /** Says who made it, with a certificate that leads elsewhere. */
  attested?: boolean;
};

/** A device in software: P-256, as most are. */
class Device {
  readonly id: Buffer;
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject };
  #counter = 0;
  constructor(name: string) {
    this.id = sha256(name);
    this.#keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  }

  #head({ host = HOST, verified = true, counter }: Odd, flags: number): Buffer {
    const head = Buffer.alloc(37);
    sha256(host).copy(head);
    head[32] = flags | 1 | (verified ? 4 : 0);
    head.writeUInt32BE(counter ?? ++this.#counter, 33);
    return head;
  }

  #client(type: string, ticket: string, odd: Odd): Buffer {
    const { origin = ORIGIN } = odd;
    const said = { type: odd.type ?? type, challenge: ticket, origin, crossOrigin: false };
    return Buffer.from(JSON.stringify(said));
  }

  make(ticket: string, odd: Odd = {}): string {
    const { x = "", y = "" } = this.#keys.publicKey.export({ format: "jwk" });
    const cose = new Map<number, number | Buffer>([
      ...([
        [1, 2],
        [3, -7],
        [-1, 1],
      ] as [number, number][]),
      ...(
        [
          [-2, x],
          [-3, y],
        ] as const
      ).map(([name, of]): [number, Buffer] => [name, Buffer.from(of, "base64url")]),
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const key = isoCBOR.encode(cose as never);
    const authData = Buffer.concat([this.#head(odd, 0x40), Buffer.alloc(16), length, this.id, key]);
    const statement = odd.attested
      ? new Map<string, unknown>([
          ["alg", -7],
          ["sig", sha256("x")],
          ["x5c", [sha256("y")]],
        ])
      : new Map();
    const object = new Map<string, unknown>([
      ["fmt", odd.attested ? "packed" : "none"],
      ["attStmt", statement],
      ["authData", authData],
    ]);
    const response = {
      clientDataJSON: b64(this.#client("webauthn.create", ticket, odd)),
      attestationObject: b64(isoCBOR.encode(object as never)),
    };
    const id = b64(this.id);
    return JSON.stringify({ id, rawId: id, type: "public-key", response });
  }

  sign(ticket: string, odd: Odd = {}): string {
    const client = this.#client("webauthn.get", ticket, odd);
    const head = this.#head(odd, 0);
    const signature = sign("sha256", Buffer.concat([head, sha256(client)]), this.#keys.privateKey);
    const response = {
      ...{ clientDataJSON: b64(client), authenticatorData: b64(head) },
      signature: b64(signature),
      ...(odd.handle === undefined ? {} : { userHandle: odd.handle }),
    };
    const id = b64(this.id);
    return JSON.stringify({ id, rawId: id, type: "public-key", response });
  }
}

async function node() {
  const clock = new TestClock();
  const { records, lock } = openMemory(newMemory());
  const random = seededRandom("passkeys");
  const parts: NodeParts = { records, lock, clock: clock.read, random, keys: memoryKeys() };
  const value: Login = {
    ...{ v: 1, phc: "$argon2id$x", keeper: false, lang: null, digits: null, memberships: [] },
  };
  const login = await loginOf(parts, "lucero");
  const other = await loginOf(parts, "marea");
  for (const one of [login, other])
    await changeRow<Login>(parts, `login/${one}`, () => ({ value, expires: null }));
  const at = { browser: "visitor/a", origin: ORIGIN };
  const adding = { use: "add", login, ...at, name: "mi teléfono" } as const;
  const entering = { use: "sign-in", login: null, ...at } as const;
  const add = async (device: Device, odd: Odd = {}) =>
    addPasskey(parts, device.make(await ticketFor(parts, adding), odd), adding);
  const enter = async (device: Device, odd: Odd = {}, asked: Ticketed = entering) => {
    const ticket = await ticketFor(parts, asked);
    return provenBy(parts, device.sign(ticket, { handle: handleOf(login), ...odd }), entering);
  };
  return { clock, parts, login, other, adding, entering, add, enter };
}

const said = (answer: unknown) => (isRefusal(answer) ? answer.refused : answer);
const WRONG = "people.passkey-wrong";

describe("a passkey", () => {
  it("is added, and signs its owner in wherever it says whose it is", async () => {
    const { parts, login, add, enter, clock } = await node();
    const device = new Device("one");
    assert.equal(await add(device), null);
    clock.pass(5_000);
    assert.equal(await enter(device), login);
    const [kept] = (await readLogin(parts, login))?.passkeys ?? [];
    assert.deepEqual([kept?.name, kept?.host, kept?.used], ["mi teléfono", HOST, clock.now]);
    assert.equal(handleOf(login).length, 43, "and inside it stands no name");
  });

  it("has to ask its owner, here, for this, and once", async () => {
    const { parts, add, enter, entering, login } = await node();
    const device = new Device("one");
    await add(device);
    const odd: Odd[] = [
      ...[{ verified: false }, { origin: "https://evil.example" }, { host: "evil.example" }],
      ...[{ type: "webauthn.create" }, { counter: 1 }, { handle: "" }, { handle: "AAAA" }],
    ];
    for (const one of odd) assert.equal(said(await enter(device, one)), WRONG, JSON.stringify(one));
    assert.equal(said(await enter(new Device("stranger"))), WRONG);
    const elsewhere = { ...entering, browser: "visitor/b" };
    assert.equal(said(await enter(device, {}, elsewhere)), WRONG, "another browser's ticket");
    const confirming = { ...entering, use: "confirm", login } as const;
    assert.equal(said(await enter(device, {}, confirming)), WRONG, "a ticket for something else");
    const ticket = await ticketFor(parts, entering);
    const proof = device.sign(ticket, { handle: handleOf(login), counter: 90 });
    assert.equal(await provenBy(parts, proof, entering), login);
    assert.equal(said(await provenBy(parts, proof, entering)), WRONG, "replayed");
  });

  it("that never counts is not replayed either, and a ticket has an end", async () => {
    const { parts, clock, add, entering, login } = await node();
    const device = new Device("one");
    await add(device, { counter: 0 });
    const ticket = await ticketFor(parts, entering);
    const proof = device.sign(ticket, { handle: handleOf(login), counter: 0 });
    const both = await Promise.all([1, 2].map(() => provenBy(parts, proof, entering)));
    assert.deepEqual(both.map(said).sort(), [login, WRONG].sort());
    const late = await ticketFor(parts, entering);
    clock.pass(TICKET_MS);
    const after = device.sign(late, { handle: handleOf(login), counter: 0 });
    assert.equal(said(await provenBy(parts, after, entering)), WRONG);
  });

  it("of one login proves no other", async () => {
    const { parts, add, other, login, entering } = await node();
    const device = new Device("one");
    await add(device);
    for (const whose of [other, login]) {
      const asked = { ...entering, use: "confirm", login: whose } as const;
      const proof = device.sign(await ticketFor(parts, asked), { handle: handleOf(login) });
      const answer = said(await provenBy(parts, proof, asked));
      assert.equal(answer, whose === login ? login : WRONG);
    }
    const signed = device.sign(await ticketFor(parts, entering), { handle: handleOf(other) });
    assert.equal(said(await provenBy(parts, signed, entering)), WRONG);
  });
});

describe("a login's passkeys", () => {
  it("are added once each, here, and ten at most; makers are not looked up", async () => {
    const { parts, add, login } = await node();
    const device = new Device("one");
    const odd = [{ verified: false }, { origin: "https://evil.example" }, { host: "evil.example" }];
    for (const one of odd) assert.equal(said(await add(device, one)), WRONG);
    assert.equal(await add(device, { attested: true }), null, "what its maker says is not read");
    await add(device);
    assert.equal((await readLogin(parts, login))?.passkeys?.length, 1);
    for (let i = 1; i < PASSKEYS_MAX; i++) await add(new Device(`${i}`));
    assert.equal(said(await add(new Device("more"))), "people.passkeys-many");
  });

  it("are named and taken away by their owner, and open nothing then", async () => {
    const { parts, add, enter, login, other } = await node();
    const device = new Device("one");
    await add(device);
    const id = b64(device.id);
    await namePasskey(parts, login, id, "el viejo");
    assert.equal((await readLogin(parts, login))?.passkeys?.[0]?.name, "el viejo");
    assert.equal(await removePasskey(parts, other, id), false);
    assert.equal(await removePasskey(parts, login, id), true);
    assert.equal(said(await enter(device)), WRONG);
  });

  it("are refused whatever is sent, and nothing breaks", async () => {
    const { parts, entering, adding } = await node();
    const device = new Device("one");
    const right = device.sign(await ticketFor(parts, entering));
    const made = device.make(await ticketFor(parts, adding));
    const cut = [right, made].flatMap((text) => [text.slice(0, 90), text.replaceAll("e", "A")]);
    const odd = ["", "x", "null", "[]", "{}", '{"id":1}', "9".repeat(20_000), ...cut, right, made];
    for (const posted of odd) {
      assert.equal(said(await provenBy(parts, posted, entering)), WRONG, posted.slice(0, 40));
      if (posted !== made) assert.equal(said(await addPasskey(parts, posted, adding)), WRONG);
    }
  });
});

it("passkeys hold for the server's own names, never for an address of digits", () => {
  assert.equal(hostOf(ORIGIN), HOST);
  assert.equal(hostOf("http://localhost:8080"), "localhost");
  for (const none of ["http://127.0.0.1:8080", "http://[::1]:1", "https://10.0.0.1", "", "x"])
    assert.equal(hostOf(none), null, none);
  assert.equal(hostOf(`http://${"a".repeat(56)}.onion`), null);
});
