/** Every command of the API's description, sent over HTTP: once as it should be, once as not. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import type { Author } from "../house/command.ts";
import { assertDone, DAY, HOUR } from "../house/testing.ts";
import { signerFromSeed } from "../log/note.ts";
import { plan } from "../rooms/index.ts";
import { ORIGIN, testNode } from "./testing.ts";
import { AGREED, agreedDeal } from "./testing-agreements.ts";
import { ALLIED, alliedIn } from "./testing-allies.ts";
import { BANK } from "./testing-bank.ts";
import { BOOKS } from "./testing-books.ts";
import { BREACHES } from "./testing-breaches.ts";
import { EXPENSES, spentBy } from "./testing-expenses.ts";
import { alliedTurns, HOURS } from "./testing-hours.ts";
import { LISTENING } from "./testing-listening.ts";
import { PERMITTED } from "./testing-permitted.ts";
import { SAID_OF_US } from "./testing-spaces.ts";
import type { Known, Step } from "./testing-steps.ts";
import { LEGS, STOCK } from "./testing-stock.ts";

type Body = Record<string, unknown>;
type Document = {
  paths: Record<string, { post?: { operationId: string } }>;
  components: { schemas: Record<string, { required: string[] }> };
};

const text = (said: string) => ({ lang: "es", text: said });
const item = (of: number) => ({ of: String(of), unit: "item" });
const line = (title: string) => ({ title: text(title), quantity: item(60) });
const taken = { quantity: item(9), name: "noor", reach: "en la panadería", terms: null };
const moved = (of: string) => [
  { account: "elsewhere", of: { of: `-${of}`, unit: "item" } },
  { account: "here", of: { of, unit: "item" } },
];

const RECIPIENT = await identityToRecipient(await generateX25519Identity());
const VKEY = signerFromSeed("alongside.invalid/receive", Buffer.alloc(32, 4)).verifier.vkey;
const PERIOD = { from: "2026-10", to: "2026-10", seen: 8 };
const sent = (one: object) => ({ lines: [one] });

/** A life of a space in which every command is done once. */
const LIFE: readonly Step[] = [
  [
    "people.invite",
    () => ({ roles: ["member"], days: 3, uses: 1 }),
    ["invitation", "answer.invitation"],
  ],
  ["people.cosign-invitation", ({ invitation }) => ({ invitation })],
  [
    ...(["people.write-question"] as const),
    () => ({ texts: [text("¿Quién te trajo?")] }),
    ["question", "answer.question"],
  ],
  ["people.drop-question", ({ question }) => ({ question })],
  ["people.vouch", ({ jacinta: member }) => ({ member })],
  ["people.withdraw-vouch", ({ jacinta: member }) => ({ member })],
  ["people.withdraw-invitation", ({ invitation }) => ({ invitation })],
  ["people.set-roles", ({ bo: member }) => ({ member, roles: ["treasurer"] })],
  ["people.rename", () => ({ handle: "lucero" })],
  ["people.make-circle", () => ({ name: [text("Guardia")] }), ["circle", "answer.circle"]],
  ["people.rename-circle", ({ circle }) => ({ circle, name: [text("Guardia de noche")] })],
  ["people.add-to-circle", ({ circle, bo: member }) => ({ circle, member, past: true })],
  ["people.put-out-of-circle", ({ circle, bo: member }) => ({ circle, member })],
  [
    "spaces.propose-silence",
    ({ circle }) => ({ days: 9, circle, acts: ["answer"], name: [text("Guardia")] }),
    ["rule", "answer.joint"],
  ],
  ["people.end-circle", ({ circle }) => ({ circle })],
  ["people.leave-circle", ({ circle }) => ({ circle })],
  ["people.name-duty", () => ({ name: [text("Guardar llaves")] }), ["duty", "answer.duty"]],
  ["people.rename-duty", ({ duty }) => ({ duty, name: [text("Cuidar llaves")] })],
  ["people.take-duty", ({ duty }) => ({ duty, place: "holder" })],
  ["people.give-duty", ({ duty, bo: member }) => ({ duty, place: "second", member })],
  [
    "people.cover-duty",
    ({ duty, bo: member }) => ({
      duty,
      member,
      from: Date.UTC(2026, 10),
      until: Date.UTC(2027, 0),
    }),
  ],
  ["people.end-cover", ({ duty }) => ({ duty })],
  ["people.hand-over-duty", ({ duty, bo: member }) => ({ duty, member })],
  ["people.put-down-duty", ({ duty }) => ({ duty })],
  ["people.end-duty", ({ duty }) => ({ duty })],
  ...BREACHES,
  ...HOURS,
  ...AGREED,
  ["ledger.open-own-book", ({ deal: agreement }) => ({ agreement, purpose: "goods" })],
  ...PERMITTED,
  ...ALLIED,
  ["people.remove", ({ bo: member }) => ({ member, forget: true })],
  ["spaces.rename", () => ({ name: text("Río Claro") })],
  ["spaces.settle", () => ({ zone: "Europe/Madrid", langs: ["es"], place: null })],
  ["spaces.set-safety", () => ({ safety: "no" })],
  ["spaces.describe", () => ({ block: "about", texts: [text("Vecinas y vecinos.")] })],
  [
    ...(["spaces.do-not-send"] as const),
    () => ({ lines: [{ texts: [text("Ropa usada")], category: null }] }),
    ["line", "state.notWanted.0.id"],
  ],
  ["spaces.may-send", ({ line: one }) => ({ line: one })],
  ["spaces.publish", () => ({})],
  ["spaces.list", () => ({})],
  ["spaces.unlist", () => ({})],
  ["spaces.quiet", () => ({})],
  ["spaces.make-link", () => ({ days: 3 }), ["link", "answer.link"]],
  ["spaces.withdraw-link", ({ link }) => ({ link })],
  ["spaces.renew-links", () => ({})],
  [
    "spaces.name-term",
    () => ({ use: "unit", measures: "count", level: null, within: null, texts: [text("saco")] }),
    ["term", "answer.term"],
  ],
  ["spaces.rename-term", ({ term }) => ({ term, texts: [text("fardo")] })],
  ["spaces.retire-term", ({ term }) => ({ term })],
  ["needs.open", () => line("Mantas"), ["need", "answer.id"]],
  ["needs.open-many", () => ({ lines: [line("Agua"), line("Sal")] }), ["second", "things.0.id"]],
  ["needs.revise", ({ need: id }) => ({ id, ...line("Mantas gruesas") })],
  ["needs.publish", ({ need }) => ({ ids: [need] })],
  ["needs.rank", ({ need, second }) => ({ order: [second, need] })],
  ["needs.confirm-many", ({ need: id }) => ({ answers: [{ id, answer: "yes" }] })],
  [
    "needs.note",
    ({ need: id }) => ({ id, text: text("Preguntar en la escuela") }),
    ["note", "things.0.id"],
  ],
  ["needs.erase-note", ({ note: id }) => ({ id })],
  ["needs.meet", ({ second }) => ({ ids: [second] })],
  ["needs.reopen", ({ second }) => ({ ids: [second] })],
  ["needs.quiet", ({ second }) => ({ ids: [second] })],
  ["needs.withdraw", ({ second }) => ({ ids: [second] })],
  ["needs.erase-words", ({ second: id }) => ({ id })],
  ["needs.confirm-told", ({ told }) => ({ ids: [told] })],
  [
    "needs.import-rows",
    () => {
      const row = { row: 1, title: text("Leña"), of: "4", unit: { code: "item" } };
      return { file: "a".repeat(64), lang: "es", rows: [{ ...row, category: { code: "energy" } }] };
    },
  ],
  ...LISTENING,
  ["offers.take", ({ need }) => ({ need, ...taken }), ["offer", "answer.id"]],
  ["offers.offer-unasked", () => ({ what: text("Un piano"), ...taken }), ["piano", "answer.id"]],
  ["offers.answer-many", ({ offer: id }) => ({ answers: [{ id, answer: "accept" }] })],
  [
    "offers.change",
    ({ offer: id }) => ({ id, quantity: item(8), by: null, name: "noor", reach: "en la fuente" }),
  ],
  ["offers.say-sent", ({ offer: id }) => ({ id, sent: true })],
  ["deliveries.announce", ({ offer }) => sent({ offer, sent: item(8) }), ["way", "answer.id"]],
  ["deliveries.move", ({ way: id }) => ({ id, to: "at-the-border" })],
  ...LEGS,
  [
    "ledger.count-delivery",
    ({ way: id }) => ({ id, lines: [{ line: 1, counted: item(7) }] }),
    ["goods", "answer.book"],
  ],
  ["deliveries.match", ({ way: id }) => ({ id, how: "damaged" })],
  ["deliveries.record-arrival", ({ need }) => sent({ need })],
  ["deliveries.lose", ({ lost: id }) => ({ id })],
  ["deliveries.give-back", ({ back: id }) => ({ id })],
  ["offers.withdraw", ({ piano: id }) => ({ id })],
  ["offers.forget", ({ piano: id }) => ({ id })],
  [
    "ledger.open-book",
    () => ({ purpose: "goods", title: [text("Almacén")] }),
    ["book", "answer.book"],
  ],
  ["ledger.add-account", ({ book }) => ({ book, side: "use", name: [text("Fiesta")] })],
  ["ledger.post", ({ book }) => ({ book, lines: moved("5") }), ["entry", "answer.entry"]],
  [
    "ledger.correct",
    ({ book, entry }) => {
      return { book, entry: Number(entry), seen: 0, was: moved("5"), right: moved("4") };
    },
  ],
  ...BANK,
  ...EXPENSES,
  [
    "ledger.make-statement",
    ({ hours: book }) => ({ book, ...PERIOD }),
    ["statement", "answer.statement"],
  ],
  ["ledger.open-statement", ({ statement: id }) => ({ id })],
  ["ledger.close-statement", ({ statement: id }) => ({ id })],
  ...BOOKS,
  ...STOCK,
  ["spaces.ask-joint", () => ({ what: "export" })],
  ["spaces.agree-joint", ({ joint }) => ({ joint })],
  ["spaces.withdraw-joint", ({ joint }) => ({ joint })],
  [
    "spaces.plan-copies",
    () => ({ every: 7, keys: [{ key: RECIPIENT, label: "lucero" }] }),
    ["plan", "answer.safekeeping"],
  ],
  ["spaces.stop-copies", () => ({})],
  ["spaces.plan-departure", () => ({ vkey: VKEY, recipient: RECIPIENT, address: "" })],
  ["spaces.plan-times", () => ({ wanted: [{ what: "notes", days: 9 }] })],
  ["spaces.keep-times", () => ({})],
  ["spaces.check-register", () => ({ changed: true })],
  ...SAID_OF_US,
  ["spaces.keep", () => ({})],
  ["spaces.set-reopen-wait", () => ({ hours: 30 })],
  ["spaces.name-contact", () => ({})],
  ["spaces.end-contact", () => ({})],
  ["spaces.say-here", () => ({})],
  ["spaces.propose-silence-end", () => ({})],
  ["spaces.go-dark", () => ({})],
  ["spaces.close-shutters", () => ({})],
  ["people.leave", () => ({ forget: true })],
];

/** What no program says for anybody: here it is done by hand, so that the life goes on. */
const OWN_WORD = new Set(
  plan.rooms.flatMap(({ commands }) => commands.flatMap((row) => (row.byHand ? row.name : []))),
);

let document: Document;
let call: (
  path: string,
  body: object,
  token?: string,
) => Promise<{ status: number; type: string; body: Body }>;
let stateOfSpace: () => Promise<unknown>;
/** The same member's command by hand, from a page; another's where it takes two. */
let byHand: (command: string, input: object, beside?: object) => Promise<Body>;
/** Every word that counts as one of two, and who is here. */
let saidByHand: () => Promise<string>;
/** Two open again what a program closed: no program can. */
let openAgain: () => Promise<unknown>;
/** Somebody else says yes to a rule for the group's silence. */
let agree: (joint: string) => Promise<unknown>;
/** A minute goes by: a program that sends more than fit into one waits. */
let aMinute: () => void;
let known: Known;
/** A program has a pace: what was refused before was sent an hour ago. */
let anHourGoesBy: () => void;

/** A space in which some things happened that no member's program could have done by itself. */
before(async () => {
  const node = await testNode({ plan });
  const { slug, space, member, browser } = await node.found();
  const typed = { scope: ["*"], days: "2" };
  const page = await browser.submit(`/s/${slug}/tokens`, typed);
  const token = /<code dir="ltr">(alongside_[\w-]+)<\/code>/.exec(page.text)?.[1] ?? "";
  call = async (path, body, bearer = token) => {
    // A program has a pace; it waits as one would.
    node.clock.pass(500);
    const response = await node.app.request(`${ORIGIN}/api/s/${slug}/commands/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${bearer}` },
      body: JSON.stringify(body),
    });
    const type = response.headers.get("content-type") ?? "";
    return { status: response.status, type, body: (await response.json()) as Body };
  };
  stateOfSpace = async () => {
    const headers = { authorization: `Bearer ${token}` };
    const got = await node.app.request(`${ORIGIN}/api/s/${slug}/things/space/${space}`, {
      headers,
    });
    return ((await got.json()) as Body)["state"];
  };
  document = (await (await node.app.request(`${ORIGIN}/api/openapi.json`)).json()) as Document;
  const act = (command: string, input: object) => node.does(space, member, command, input);
  // Two of coordination: one alone would have ended the space by asking for it.
  const other = await node.join(space, ["coordination"]);
  anHourGoesBy = () => node.clock.pass(HOUR);
  byHand = async (command, input, beside) => {
    const who = command === "consent.speak-for" ? other.member : member;
    const author = { by: "member", member: who } as const;
    const done = await node.send({ space, command, input, author, ...beside });
    assertDone(done);
    return done;
  };
  saidByHand = async () => {
    const here = await node.house.space(space);
    const all = (await here?.things((await here?.idsOfKind("joint", 100)) ?? [])) ?? [];
    return JSON.stringify(all.map(({ state }) => (state as { agreed: string[] }).agreed));
  };
  const idOf = async (command: string, input: object, name = "id") =>
    String((await act(command, input)).answer[name]);
  const author = { by: "member", member } as const;
  const phoned = { space, command: "needs.open", input: line("Muletas"), author };
  const told = await node.send({ ...phoned, arrived: "phone" });
  assert.ok("answer" in told);
  const hours = await idOf("ledger.open-book", { purpose: "hours" }, "book");
  const money = await idOf("ledger.open-book", { purpose: "money" }, "book");
  const happened = node.clock.now - 31 * DAY;
  for (let n = 0; n < 6; n++) {
    const input = { book: hours, lines: moved(String(n + 1)) };
    await node.send({ space, command: "ledger.post", input, author, happened });
  }
  openAgain = async () => {
    const { joint } = (await act("spaces.ask-joint", { what: "reopen" })).answer;
    await node.does(space, other.member, "spaces.agree-joint", { joint });
    node.clock.pass(31 * HOUR);
    await act("spaces.reopen", { joint });
  };
  aMinute = () => node.clock.pass(60_000);
  agree = (joint) => node.does(space, other.member, "spaces.agree-joint", { joint });
  const asked = await node.does(space, other.member, "spaces.ask-joint", { what: "export" });
  const allied = await alliedIn(node, { space, member }, other.member);
  const keeper = await node.join(space, ["treasurer"]);
  const sends = (sent: string, input: object, author: Author) =>
    node.send({ space, command: sent, input, author });
  const theirs = (said: Parameters<Parameters<typeof agreedDeal>[2]>[0]) =>
    node.send({ space, ...said });
  const deal = { ...allied, ...(await agreedDeal(act, allied, theirs)) };
  known = {
    ...deal,
    ...(await spentBy(sends, { own: member, others: [other.member, keeper.member], book: money })),
    ...(await alliedTurns(act, deal, theirs)),
    joint: String(asked.answer["joint"]),
    jacinta: (await node.join(space, ["member"], "jacinta", { known: false })).member,
    ...{ bo: (await node.join(space)).member, told: String(told.answer["id"]), hours, money },
    lost: await idOf("deliveries.announce", sent({ sent: item(1) })),
    back: await idOf("deliveries.announce", sent({ sent: item(1) })),
  };
});

const key = (n: number) => String(n).padStart(32, "0");
const commandsIn = ({ paths }: Document) =>
  Object.values(paths).flatMap(({ post }) => (post === undefined ? [] : [post.operationId]));

describe("every command of the API's description", () => {
  it("is refused as a problem document with no token, and with an input of no shape", async () => {
    const required = document.components.schemas["Problem"]?.required ?? [];
    assert.ok(required.length > 3);
    for (const [n, name] of commandsIn(document).entries()) {
      const bad = { input: { "no such field": [] }, key: key(n) };
      for (const [token, status] of [
        ["nobody", 401],
        [undefined, 422],
      ] as const) {
        const got = await call(name, bad, token);
        assert.equal(got.status, status, `${name}: ${JSON.stringify(got.body)}`);
        assert.equal(got.type, "application/problem+json", name);
        for (const field of required) assert.ok(field in got.body, `${name} says its ${field}`);
        assert.match(String(got.body["title"]), /^\p{L}.* .*$/u, `${name} says why in words`);
      }
    }
  });

  it("is done with what it asks for, once in the life of a space", async () => {
    const required = document.components.schemas["Done"]?.required ?? [];
    anHourGoesBy();
    for (const [n, [name, input, remember, beside]] of LIFE.entries()) {
      if (n % 50 === 0) aMinute();
      const sends = { input: input(known), key: key(1_000 + n), ...beside };
      const before = await saidByHand();
      const got = await call(name, sends);
      assert.equal(await saidByHand(), before, `${name} gives nobody's word`);
      if (OWN_WORD.has(name)) {
        assert.deepEqual([got.status, got.body["code"]], [403, "web.by-hand"], name);
        got.body = await byHand(name, sends.input, beside);
      } else assert.equal(got.status, 200, `${name}: ${JSON.stringify([sends, got.body])}`);
      for (const field of required) assert.ok(field in got.body, `${name} answers its ${field}`);
      if (name === "spaces.close-shutters") await openAgain();
      const whole = { ...got.body, state: await stateOfSpace() };
      if (remember != null) known[remember[0]] = answered(whole, remember[1]);
      if (name === "spaces.propose-silence") await agree(known["rule"] ?? "");
    }
    const sent = LIFE.map(([name]) => name).filter((name) => !OWN_WORD.has(name));
    assert.deepEqual(sent.sort(), commandsIn(document).sort());
  });
});

/** What a path of names leads to in an answer. */
function answered(body: Body, path: string): string {
  const steps = path.split(".");
  const found = steps.reduce((at: unknown, step) => (at as Body)?.[step], body);
  assert.ok(
    typeof found === "string" || typeof found === "number",
    `${path} in ${JSON.stringify(body)}`,
  );
  return String(found);
}

it("names each shape once, whatever commands use it", () => {
  const names = Object.keys(document.components.schemas);
  for (const name of ["Amount", "Day", "Id", "Place"]) assert.ok(names.includes(name), name);
  assert.equal(names.filter((name) => name.includes(".")).length, 0);
});
