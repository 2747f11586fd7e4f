/** What is lent is of the version that holds, and what a line says now. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Reader } from "../../house/circles.ts";
import { DAY } from "../../house/testing.ts";
import { type NeedWords, need } from "../needs/index.ts";
import { earlierOf } from "../needs/questions.ts";
import { beside } from "./beside.ts";
import { agreement } from "./facts.ts";
import type { Said } from "./terms.ts";
import { agreedSpace, day, SAID } from "./testing.ts";

type Made = Awaited<ReturnType<typeof agreedSpace>>;

const en = (text: string) => ({ lang: "en", text });
const UNTIL = day("2027-01-31");
const LEGAL: Said = { ...SAID.support, terms: { ...SAID.support.terms, kinds: ["legal"] } };

/** A line of the group's own, by its id. */
async function asks({ ask }: Made, title: string, needKind: string) {
  const given = { title: en(title), urgency: "weeks", quantity: { of: "4", unit: "item" } };
  const { id = "" } = await ask("needs.open", { ...given, needKind });
  return id as string;
}

/** How many lines a reader opens, and how many groups are told to read the first of the group's. */
async function read({ view, other, insider }: Made, reader: Reader = other.eyes) {
  const lines = await (await view(reader)).things(need);
  const ours = await view(insider);
  const [first] = await ours.things(need);
  return [lines.length, (await beside(ours, first as never)).length];
}

const reads = ({ ask }: Made, deal: string, kinds: readonly string[]) =>
  ask("tick", { agreement: deal, kinds: [], reads: kinds, until: UNTIL });

it("is no kind that only a proposal names, and is one once that holds", async () => {
  const made = await agreedSpace();
  await asks(made, "a lawyer", "legal");
  const deal = await made.draft([SAID.support]);
  await made.sign(deal);
  const { version, hash } = await made.ask(
    "propose",
    made.proposal(deal, { clauses: [{ says: LEGAL }] }),
  );
  await reads(made, deal, ["legal"]);
  assert.deepEqual(await read(made), [0, 0], "the other has not signed");
  const signing = { agreement: deal, version, hash, assembly: null, seen: true };
  await made.ask("sign", signing);
  await made.ask("sign", signing, made.other.author);
  assert.deepEqual(await read(made), [0, 0], "it rests");
  made.clock.pass(2 * DAY);
  assert.deepEqual(await read(made), [1, 1]);
});

it("is no kind any more that a later version leaves out", async () => {
  const made = await agreedSpace();
  await asks(made, "a lawyer", "legal");
  const deal = await made.draft([LEGAL]);
  await made.sign(deal);
  await reads(made, deal, ["legal"]);
  assert.deepEqual(await read(made), [1, 1]);
  const state = (await (await made.view()).thing(agreement, deal))?.state ?? assert.fail();
  const struck = (state.proposed ?? state.current)?.clauses.map(({ clause }) => clause) ?? [];
  await made.sign(deal, { struck, clauses: [{ says: SAID.support }] });
  assert.deepEqual(await read(made), [0, 0]);
});

it("is what a line says now, and not what it said as a place to stay", async () => {
  const made = await agreedSpace();
  const { ask, clock, other, view, insider } = made;
  const line = await asks(made, "a bed behind the mill", "stay");
  const deal = await made.draft([SAID.support]);
  await made.sign(deal);
  await reads(made, deal, ["goods"]);
  assert.deepEqual(await read(made), [0, 0]);
  clock.pass(DAY);
  const given = { title: en("blankets"), urgency: "weeks", needKind: "goods" };
  await ask("needs.revise", { id: line, ...given, quantity: { of: "4", unit: "item" } });
  assert.deepEqual(await read(made), [1, 1]);
  const theirs = await view(other.eyes);
  const thing = (await theirs.thing(need, line)) ?? assert.fail();
  const { words, earlier } = thing.state;
  const now = await theirs.part<NeedWords>(thing, words ?? assert.fail());
  assert.equal(typeof now === "string" ? now : now.title.text, "blankets");
  const [before = assert.fail()] = earlier;
  assert.equal(await theirs.part<NeedWords>(thing, before), "withheld");
  assert.deepEqual(await theirs.findByWords(need, "word:mill"), []);
  assert.deepEqual(await earlierOf(theirs, thing), []);
  assert.equal((await earlierOf(await view(insider), thing)).length, 1, "the group's own");
});

it("is no line that was withdrawn, before or since, until it is asked for again", async () => {
  const made = await agreedSpace();
  const deal = await made.draft([SAID.support]);
  await made.sign(deal);
  const line = await asks(made, "a bed behind the mill", "goods");
  await made.ask("needs.withdraw", { ids: [line] });
  await reads(made, deal, ["goods"]);
  assert.deepEqual(await read(made), [0, 0]);
  await made.ask("needs.reopen", { ids: [line] });
  assert.deepEqual(await read(made), [1, 1]);
  await made.ask("needs.meet", { ids: [line] });
  assert.deepEqual(await read(made), [1, 1], "what was met is told");
  await made.ask("needs.withdraw", { ids: [line] });
  assert.deepEqual(await read(made), [0, 0]);
});

it("is said on the line's page to be read by nobody while the group is silent", async () => {
  const made = await agreedSpace();
  const { ask } = made;
  await asks(made, "blankets", "goods");
  const deal = await made.draft([SAID.support]);
  await made.sign(deal);
  await reads(made, deal, ["goods"]);
  assert.deepEqual(await read(made), [1, 1]);
  const name = [en("the kitchen")];
  const { circle = "" } = await ask("people.make-circle", { name });
  await ask("spaces.propose-silence", { days: 5, circle, acts: ["answer"], name });
  await ask("spaces.go-dark", {});
  assert.deepEqual(await read(made), [0, 0]);
});
