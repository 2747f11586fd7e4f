/** What the local group keeps to itself and lets another read, by kind, until it ends. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Reader } from "../../house/circles.ts";
import { assertDone, assertRefused, DAY } from "../../house/testing.ts";
import { endOf } from "../../house/values/index.ts";
import { type NeedPeople, note } from "../needs/facts.ts";
import { type NeedWords, need } from "../needs/index.ts";
import { agreedSpace, day, SAID } from "./testing.ts";

type Made = Awaited<ReturnType<typeof agreedSpace>>;

const en = (text: string) => ({ lang: "en", text });
const box = (of: string) => ({ of, unit: "box" });
const UNTIL = day("2027-01-31");

/** Something asked for that is not published, by its id. */
async function asks({ ask }: Made, title: string, more: object = {}, how: object = {}) {
  const given = { title: en(title), urgency: "weeks", quantity: box("40"), ...more };
  const { id = "" } = await ask("needs.open", given, undefined, how);
  return id as string;
}

/** Ids of what a reader opens of what is asked for. */
const opened = async ({ view }: Made, reader: Reader) =>
  (await (await view(reader)).things(need)).map(({ id }) => id);

/** How many things of each kind a reader opens. */
async function everyKind({ view }: Made, reader: Reader): Promise<Record<string, number>> {
  const eyes = await view(reader);
  const counts: Record<string, number> = {};
  for (const { kinds } of eyes.space.plan.rooms)
    for (const kind of kinds) counts[kind.kind] = (await eyes.things(kind)).length;
  return counts;
}

/** One in force that says goods, hours and money are given, with goods ticked to be read. */
async function lending(made: Made, reads: readonly string[] = ["goods"]): Promise<string> {
  const deal = await made.draft([SAID.support, SAID.money]);
  await made.sign(deal);
  if (reads.length > 0) await made.ask("tick", { agreement: deal, kinds: [], reads, until: UNTIL });
  return deal;
}

describe("lines that a group keeps to itself", () => {
  it("are read by a group that was let, of the kind that was ticked, and none else", async () => {
    const made = await agreedSpace();
    const { ask, other, view } = made;
    const who = { name: "salma", reach: "by the well" };
    const goods = await asks(made, "blankets", who);
    const shown = await asks(made, "tents", { publish: true });
    await asks(made, "a lawyer", { needKind: "legal", quantity: { of: "1", unit: "item" } });
    await asks(made, "rent", { quantity: { of: "90", unit: "EUR" } });
    await asks(made, "a bed", { needKind: "stay", quantity: { of: "1", unit: "item" } });
    await asks(made, "for my aunt", {}, { arrived: "phone", readBack: false });
    const { circle = "" } = await ask("people.make-circle", { name: [en("women")] });
    await asks(made, "pads", { circle });
    await ask("needs.note", { id: goods, text: en("ask the baker") });
    assert.deepEqual(await opened(made, other.eyes), [shown], "nothing is ticked");
    await lending(made);
    assert.deepEqual(await opened(made, other.eyes), [goods, shown]);
    const theirs = await view(other.eyes);
    const thing = (await theirs.thing(need, goods)) ?? assert.fail();
    const at = thing.state.words ?? assert.fail();
    const words = await theirs.part<NeedWords>(thing, at);
    assert.equal(typeof words === "string" ? words : words.title.text, "blankets");
    assert.equal(await theirs.part<NeedPeople>(thing, at, "people"), "withheld");
    assert.deepEqual(await theirs.things(note), []);
    const found = await theirs.findByWords(need, "word:blankets");
    assert.deepEqual(
      found.map(({ id }) => id),
      [goods],
    );
    assert.deepEqual(await theirs.findByWords(need, "word:lawyer"), []);
    const { entries } = await theirs.latest(500, null);
    assert.ok(
      entries.every((one) => one.thing.id !== goods),
      "in no list of what happened",
    );
    const others: Reader[] = [
      { by: "public" },
      { by: "link", until: Infinity },
      { by: "ally", ally: "9".repeat(32), person: "8".repeat(32) },
      { by: "receipt", thing: shown },
    ];
    for (const reader of others)
      assert.ok(!(await opened(made, reader)).includes(goods), reader.by);
  });

  it("of money are read where money was ticked, and of a group of its own", async () => {
    const made = await agreedSpace();
    const euros = await asks(made, "rent", { quantity: { of: "90", unit: "EUR" } });
    const goods = await asks(made, "blankets");
    await lending(made, ["money"]);
    assert.deepEqual(await opened(made, made.other.eyes), [euros]);
    await lending(made, ["goods"]);
    assert.deepEqual(await opened(made, made.other.eyes), [euros, goods], "either lets");
  });
});

it("lends lines alone, whatever else there is, and no place to stay", async () => {
  const made = await agreedSpace();
  const { ask, other } = made;
  const visit = await asks(made, "a doctor's round", { needKind: "other", quantity: undefined });
  await asks(made, "a bed", { needKind: "stay", quantity: { of: "1", unit: "item" } });
  await ask("needs.note", { id: visit, text: en("ask the baker") });
  await ask("ledger.open-book", { purpose: "money" });
  const piano = { what: en("a piano"), name: "noor", reach: "here", quantity: null, by: null };
  await ask("offers.offer-unasked", { ...piano, terms: null, form: null });
  const kinds = await everyKind(made, other.eyes);
  const deal = await made.draft([
    { ...SAID.support, terms: { ...SAID.support.terms, kinds: ["other"] } },
  ]);
  await made.sign(deal);
  const more = await everyKind(made, other.eyes);
  await ask("tick", { agreement: deal, kinds: [], reads: ["other"], until: UNTIL });
  assert.deepEqual(await opened(made, other.eyes), [visit]);
  assert.deepEqual(await everyKind(made, other.eyes), { ...more, need: 1 });
  assert.deepEqual({ ...more, agreement: 0 }, { ...kinds, agreement: 0 });
  assert.ok(((await everyKind(made, made.insider))["note"] ?? 0) > 0);
});

const ENDS: Readonly<Record<string, (made: Made, deal: string) => Promise<unknown>>> = {
  "what is ticked is taken back": ({ ask }, agreement) => ask("end-ticks", { agreement }),
  "it is ticked anew without": ({ ask }, agreement) =>
    ask("tick", { agreement, kinds: ["goods"], until: UNTIL }),
  "the agreement is paused": ({ ask }, agreement) => ask("pause", { agreement }),
  "they pause it": ({ ask, other }, agreement) => ask("pause", { agreement }, other.author),
  "the agreement ends": ({ ask }, agreement) => ask("end", { agreement }),
  "the group takes part no more": ({ ask, other }) => ask("allies.end", { ally: other.ally }),
  "the day it was ticked until is over": async ({ clock }) => {
    clock.pass(endOf(UNTIL) - clock.now);
  },
  "the group fell silent": async ({ ask }) => {
    const name = [en("the kitchen")];
    const { circle = "" } = await ask("people.make-circle", { name });
    await ask("spaces.propose-silence", { days: 5, circle, acts: ["answer"], name });
    await ask("spaces.go-dark", {});
  },
};

describe("reading ends at once", () => {
  for (const [when, ends] of Object.entries(ENDS))
    it(`where ${when}`, async () => {
      const made = await agreedSpace();
      const goods = await asks(made, "blankets");
      const deal = await lending(made);
      assert.deepEqual(await opened(made, made.other.eyes), [goods]);
      await ends(made, deal);
      assert.deepEqual(await opened(made, made.other.eyes), []);
      assert.deepEqual((await opened(made, made.insider)).length, 1, "the group reads on");
    });

  it("and does not begin before the agreement is in force", async () => {
    const made = await agreedSpace();
    const goods = await asks(made, "blankets");
    const deal = await made.draft([SAID.support]);
    await made.sign(deal, {}, false);
    await made.ask("tick", { agreement: deal, kinds: [], reads: ["goods"], until: UNTIL });
    assert.deepEqual(await opened(made, made.other.eyes), []);
    made.clock.pass(2 * DAY);
    assert.deepEqual(await opened(made, made.other.eyes), [goods]);
  });
});

describe("what is read", () => {
  it("is given under what may be offered, and not by the standing terms", async () => {
    const made = await agreedSpace();
    const { send, ask, other } = made;
    const goods = await asks(made, "blankets");
    const legal = await asks(made, "a lawyer", { needKind: "legal" });
    const deal = await lending(made);
    const line = { quantity: box("4"), by: null };
    const asGroup = { need: goods, ...line, terms: null };
    assertRefused(await send("offers.take-as-group", asGroup, other.author), "offers.no-such-line");
    const under = (of: string) =>
      send("take-line-as-party", { agreement: deal, need: of, ...line }, other.author);
    assertRefused(await under(goods), "agreements.not-ticked");
    assertRefused(await under(legal), "offers.no-such-line");
    const both = { kinds: ["goods"], reads: ["goods"], until: UNTIL };
    await ask("tick", { agreement: deal, ...both });
    assertDone(await under(goods));
  });

  it("is of kinds that are in the agreement, each once, and at least one of either", async () => {
    const made = await agreedSpace();
    const deal = await made.inForce([SAID.support]);
    const tick = (kinds: string[], reads: string[]) =>
      made.send("tick", { agreement: deal, kinds, reads, until: UNTIL });
    const legal = await tick(["goods"], ["legal"]);
    assertRefused(legal, "agreements.not-in-it");
    assert.equal((legal as { field?: string }).field, "reads");
    assertRefused(await tick([], []), "agreements.say-some");
    assertRefused(await tick([], ["goods", "goods"]), "agreements.twice");
    const theirs = { agreement: deal, kinds: [], reads: ["goods"], until: UNTIL };
    assertRefused(await made.send("tick", theirs, made.other.author), "house.sign-in-first");
    assertDone(await tick([], ["goods"]));
  });
});
