/** What lies in a circle, through all rooms: who opens it, and what may name it. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Author } from "../../house/command.ts";
import { assertDone, assertRefused, DAY, testHouse } from "../../house/testing.ts";
import { plan } from "../index.ts";
import { note } from "../needs/facts.ts";
import { need } from "../needs/index.ts";
import { offer } from "../offers/index.ts";
import { circle } from "../people/index.ts";
import { term } from "../spaces/index.ts";
import { book } from "./facts.ts";
import { statement } from "./statement-facts.ts";

const ann = "a".repeat(32);
const title = (text: string) => ({ lang: "en", text });
const item = (of: number) => ({ of: String(of), unit: "item" });
const roles = ["member"] as const;

/** Ann's group with Bo in it, and Ann in two circles. */
async function group() {
  const made = testHouse(plan);
  const space = await made.house.begin("alongside.invalid");
  const begin = {
    ...{ name: title("River kitchen"), handle: "ann", safety: "no", zone: "UTC", langs: ["en"] },
  };
  const send = (command: string, input: object, author: Author = { by: "member", member: ann }) =>
    made.send({ space, command, input, author });
  const done = async (command: string, input: object, author?: Author) => {
    const answer = await send(command, input, author);
    assertDone(answer);
    return answer;
  };
  await done("spaces.found", begin, { by: "founder", member: ann });
  const invited = await done("people.invite", { roles, days: 1, uses: 1 });
  const { invitation, code } = invited.answer as { invitation: string; code: string };
  const holder = { by: "holder", thing: invitation, code } as const;
  const bo = String((await done("people.join", { handle: "bo" }, holder)).answer["member"]);
  const make = async (name: string) =>
    String((await done("people.make-circle", { name: [title(name)] })).answer["circle"]);
  const open = async (input: object, author?: Author) =>
    String((await done("needs.open", input, author)).answer["id"]);
  const view = (member: string) => made.view(space, { by: "member", member, roles });
  const [night, legal] = [await make("Night"), await make("Legal")];
  const as = (member: string): Author => ({ by: "member", member });
  return { ...made, space, send, done, bo, make, open, view, night, legal, as };
}

it("opens to who came without the past what was begun since, and the circle itself", async () => {
  const { open, done, send, bo, view, night, as } = await group();
  const before = await open({ title: title("Lamps"), circle: night });
  await done("people.add-to-circle", { circle: night, member: bo, past: false });
  const since = await open({ title: title("Tea"), circle: night });
  const ids = async () => (await (await view(bo)).things(need)).map(({ id }) => id);
  assert.deepEqual(await ids(), [since]);
  assert.ok(await (await view(bo)).thing(circle, night));
  const text = title("soon");
  assertRefused(await send("needs.note", { id: before, text }, as(bo)), "needs.not-here");
  await done("needs.note", { id: since, text }, as(bo));
  await done("people.add-to-circle", { circle: night, member: bo, past: true });
  assert.deepEqual(await ids(), [before, since]);
  assert.equal((await (await view(bo)).things(note))[0]?.circle, `circle:${night}`);
});

it("begins nothing in a circle for who is outside it, and nothing in one that ended", async () => {
  const { send, done, bo, night, as } = await group();
  const absent = "0".repeat(32);
  const line = { title: title("Lamps") };
  const said = [];
  for (const id of [night, absent])
    said.push(await send("needs.open", { ...line, circle: id }, as(bo)));
  assert.deepEqual(said[0], said[1]);
  assertRefused(said[0] as never, "house.no-such-circle");
  const both = { ...line, circle: night, publish: true };
  assertRefused(await send("needs.open", both), "needs.circle-or-public");
  await done("people.end-circle", { circle: night });
  assertRefused(await send("needs.open", { ...line, circle: night }), "people.circle-ended");
  const outside = await send("needs.open", { ...line, circle: night }, as(bo));
  assertRefused(outside, "house.no-such-circle");
});

it("takes no place in the order others see, and is not widened by hiding it", async () => {
  const { open, done, view, bo, night } = await group();
  const first = await open({ title: title("Rice") });
  const within = await open({ title: title("Lamps"), circle: night });
  const last = await open({ title: title("Oil") });
  await done("needs.rank", { order: [first, within, last] });
  const ranks = (await (await view(bo)).things(need)).map(({ state }) => state.rank);
  assert.deepEqual(ranks, [1, 2]);
  await done("needs.quiet", { ids: [within] });
  assert.equal(await (await view(bo)).thing(need, within), undefined);
});

it("keeps what is given for its line in the circle, in one shipment and one book", async () => {
  const { open, done, send, view, bo, night, legal } = await group();
  const line = await open({ title: title("Lamps"), circle: night, quantity: item(9) });
  const other = await open({ title: title("Paper"), circle: legal, quantity: item(9) });
  const wide = await open({ title: title("Rice"), quantity: item(9) });
  const who = { name: "Noor", reach: "at the bakery", terms: null };
  await done("offers.take", { need: line, quantity: item(4), ...who });
  assert.equal((await (await view(ann)).things(offer))[0]?.circle, `circle:${night}`);
  assert.deepEqual(await (await view(bo)).things(offer), []);
  const send2 = (needs: string[], more: object = {}) =>
    send("deliveries.announce", {
      lines: needs.map((of) => ({ need: of, sent: item(2) })),
      ...more,
    });
  assertRefused(await send2([line, other]), "offers.other-circle");
  assertRefused(await send2([line], { circle: legal }), "offers.other-circle");
  const counted = async (needs: string[], extra: object = {}) => {
    const sent = await send2(needs);
    assertDone(sent);
    const id = sent.answer["id"];
    return send("ledger.count-delivery", { id, lines: [{ line: 1, counted: item(2) }], ...extra });
  };
  const bookOf = async (needs: string[]) => {
    const said = await counted(needs);
    assertDone(said);
    return said.things.find(({ kind }) => kind === "book");
  };
  // Whichever book is there first: a circle's takes what is the circle's, and nothing else.
  const [own, host] = [await bookOf([line, wide]), await bookOf([wide])];
  assert.deepEqual([own?.circle, host?.circle], [`circle:${night}`, "host"]);
  assert.equal((await bookOf([wide]))?.id, host?.id);
  assert.equal((await bookOf([line]))?.id, own?.id);
  const extra = [{ need: line, counted: item(1) }];
  assertRefused(await counted([wide], { extra }), "offers.other-circle");
});

it("keeps a book's headings and statements in its circle, and what it names", async () => {
  const { open, done, send, view, bo, night, clock } = await group();
  const opened = await done("ledger.open-book", { purpose: "hours", circle: night });
  const [id, host] = [
    opened.answer["book"],
    (await done("ledger.open-book", { purpose: "hours" })).answer["book"],
  ];
  const name = [title("Watch")];
  const own = await done("ledger.add-account", { book: id, side: "use", name });
  const same = await done("ledger.add-account", { book: host, side: "use", name });
  assert.notEqual(own.answer["account"], same.answer["account"]);
  assert.equal((await (await view(bo)).things(term)).length, 1);
  const lines = [
    { account: "elsewhere", of: { of: "-2", unit: "hour" } },
    { account: own.answer["account"], of: { of: "2", unit: "hour" } },
  ];
  for (let at = 0; at < 5; at++) await done("ledger.post", { book: id, lines });
  const line = await open({ title: title("Lamps"), circle: night });
  const about = {
    book: host,
    lines: lines.map((one) => ({ ...one, account: "here" })),
    for: { need: line },
  };
  const plain = [
    { account: "elsewhere", of: { of: "-2", unit: "hour" } },
    { account: "here", of: { of: "2", unit: "hour" } },
  ];
  assertRefused(await send("ledger.post", { ...about, lines: plain }), "ledger.about-not-here");
  clock.pass(40 * DAY);
  const month = { from: "2026-11", to: "2026-11" };
  const thing = await (await view(ann)).thing(book, String(id));
  const made = await done("ledger.make-statement", { book: id, ...month, seen: thing?.n });
  const told = String(made.answer["statement"]);
  assert.equal(await (await view(bo)).thing(statement, told), undefined);
  await done("ledger.close-statement", { id: told });
  assert.equal((await (await view(ann)).thing(statement, told))?.circle, `circle:${night}`);
});

it("leaves names typed in the circle to the circle when its line is shown", async () => {
  const { open, done, view, bo, night } = await group();
  const line = await open({ title: title("Lamps"), circle: night, name: "Rana" });
  await done("needs.publish", { ids: [line] });
  const people = async (member: string) => {
    const looking = await view(member);
    const thing = await looking.thing(need, line);
    assert.ok(thing?.state.words);
    return looking.part(thing, thing.state.words, "people");
  };
  assert.deepEqual([await people(ann), await people(bo)], [{ name: "Rana" }, "withheld"]);
  // What is typed once it is the whole group's is the whole group's to read.
  await done("needs.revise", { id: line, title: title("Lamps"), name: "Omar" });
  assert.deepEqual(await people(bo), { name: "Omar" });
  await done("needs.quiet", { ids: [line] });
  assert.equal((await (await view(bo)).thing(need, line))?.circle, "host");
});
