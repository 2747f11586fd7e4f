import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Context, Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, decide, fold, type Given } from "../../house/testing.ts";
import { ally } from "../allies/index.ts";
import { need } from "../needs/index.ts";
import { space } from "../spaces/index.ts";
import { commands } from "./commands.ts";
import { type OfferState, offer } from "./facts.ts";

const SPACE = "5".repeat(32);
const [line, one, terms] = ["1", "2", "4"].map((at) => at.repeat(32)) as [string, string, string];
const [group, other, person] = ["6", "7", "8"].map((at) => at.repeat(32)) as [
  string,
  string,
  string,
];
const kinds = [space, need, offer, ally] as never;
const item = (of: number) => ({ of: String(of), unit: "item" });
const eur = (of: number) => ({ of: String(of), unit: "EUR" });
const text = { lang: "es", text: "un piano" };

const founded: Given = {
  thing: SPACE,
  type: "space.founded/1",
  record: { safety: "no", zone: "UTC", langs: ["es"] },
};
const described: Given = {
  thing: SPACE,
  type: "space.described/1",
  record: { block: "terms", version: terms, empty: false },
};
const opened = (needKind = "goods", quantity: object = item(60)): Given => ({
  thing: line,
  type: "need.opened/1",
  record: {
    ...{ needKind, quantity, category: "shelter", urgency: "days" },
    ...{ by: null, place: null, nearby: false, rank: 0, told: "no", from: { by: "typed" } },
  },
});
const published: Given = { thing: line, type: "need.published/1", record: { to: "public" } };
const came: Given = { thing: group, type: "ally.came/1", record: {} };
const limited = (money: object | null, times: number): Given => {
  return { thing: group, type: "ally.limited/1", record: { money, times } };
};
const made = (thing = one, more: object = {}): Given => ({
  thing,
  type: "offer.made-by-ally/1",
  record: {
    ...{ need: line, quantity: item(40), by: null, terms: null, ally: group, sort: "support" },
    ...more,
  },
  circle: `parties:${group}`,
});
const given = [founded, opened(), published, came];
const author = { by: "ally", ally: group, person } as const;
const matches = (thing: Thing, mark: string) =>
  mark === `offers-of:${String((thing.state as OfferState).ally)}`;

function when(name: string, all: Given[], input: object, more: Partial<Context> = {}) {
  const row = commands.find((command) => command.name === name);
  assert.ok(row, name);
  return decide(row, kinds, all, input as never, { author, who: group, matches, ...more });
}
const facts = (decided: Decided | Refusal) => {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts;
};
const types = (decided: Decided | Refusal) => facts(decided).map(({ type }) => type);
const takes = (all: Given[], quantity: object | null = item(20), shown: string | null = null) =>
  when("offers.take-as-group", all, { need: line, quantity, terms: shown });

describe("a line taken by an allied group", () => {
  it("lies where the host and that group read it, with no name, no reach and no code", () => {
    const [fact] = facts(takes(given));
    assert.equal(fact?.circle, `parties:${group}`);
    assert.equal(fact?.people, undefined);
    assert.deepEqual([fact?.record["ally"], fact?.record["sort"]], [group, "support"]);
    assert.doesNotMatch(JSON.stringify(fact), /hash/);
    const { state } = fold(kinds, [...given, made()]).get(one) as Thing<OfferState>;
    assert.deepEqual([state.people, state.hash, state.status], [null, "", "waiting"]);
  });

  it("stands on the terms that were shown, like anyone's", () => {
    const all = [...given, described];
    assertRefused(takes(all), "offers.terms-changed");
    assert.equal(facts(takes(all, item(20), terms))[0]?.standsOn, terms);
    assertRefused(takes(given, null), "offers.how-much");
    const closed: Given = { thing: line, type: "need.withdrawn/1", record: {} };
    assertRefused(takes([...given, closed]), "offers.no-longer-asked");
    assertRefused(takes([founded, came]), "offers.no-such-line");
    // What an agreement lets them read of the group's own is given under that agreement alone.
    assertRefused(takes([founded, opened(), came]), "offers.no-such-line");
  });

  it("takes an agreement for money past the limit, for visits, and when it repeats", () => {
    const money = [founded, opened("money", eur(900)), published, came];
    assertRefused(takes(money, eur(1)), "allies.agreement-money");
    const some = [...money, limited(eur(100), 9)];
    assert.deepEqual(types(takes(some, eur(100))), ["offer.made-by-ally/1"]);
    const before = made(one, { quantity: eur(60), sort: "money" });
    assertRefused(takes([...some, before], eur(41)), "allies.agreement-money");
    const back: Given = { thing: one, type: "offer.withdrawn/1", record: {} };
    assert.deepEqual(types(takes([...some, before, back], eur(41))), ["offer.made-by-ally/1"]);
    const visits = [founded, opened("knowledge", { of: "3", unit: "visit" }), published, came];
    assertRefused(takes(visits, { of: "1", unit: "visit" }), "allies.agreement-visit");
    const three = ["a", "b", "c"].map((at) => made(at.repeat(32)));
    assertRefused(takes([...given, ...three]), "allies.agreement-repeated");
    const theirs = three.map((fact) => ({ ...fact, record: { ...fact.record, ally: other } }));
    assert.deepEqual(types(takes([...given, ...theirs])), ["offer.made-by-ally/1"]);
    const agreed = three.map((fact) => ({ ...fact, stamp: { standsOn: other } }));
    assert.deepEqual(types(takes([...given, ...agreed])), ["offer.made-by-ally/1"]);
  });
});

describe("what an allied group offers unasked", () => {
  const offers = (sort: string, quantity: object | null = null) =>
    when("offers.offer-as-group", given, { what: text, sort, quantity, by: null, terms: null });

  it("waits in the quiet box; media, data, a visit and money take an agreement", () => {
    const [fact] = facts(offers("support"));
    assert.deepEqual([fact?.record["need"], fact?.words], [null, { what: text }]);
    for (const sort of ["media", "data", "visit", "money"])
      assertRefused(offers(sort), `allies.agreement-${sort}`);
    // Said to be support, it is what its unit says.
    assertRefused(offers("support", eur(5)), "allies.agreement-money");
  });
});

describe("an allied group's own offer", () => {
  it("is changed by that group alone, and not past what goes without an agreement", () => {
    const change = (of: number, all = [...given, made()]) =>
      when("offers.change-as-group", all, { id: one, quantity: item(of), by: null });
    assert.deepEqual(types(change(9)), ["offer.changed-by-ally/1"]);
    const theirs = [...given, made(one, { ally: other })];
    assertRefused(change(9, theirs), "offers.no-such-offer");
    const money = made(one, { quantity: eur(50), sort: "money" });
    const all = [...given, limited(eur(60), 9), money];
    const more = (of: number) =>
      when("offers.change-as-group", all, { id: one, quantity: eur(of), by: null });
    assert.deepEqual(types(more(60)), ["offer.changed-by-ally/1"]);
    assertRefused(more(61), "allies.agreement-money");
  });

  it("lowers what was accepted with it, and what others see of the line", () => {
    const accepted: Given = {
      thing: one,
      type: "offer.accepted/1",
      record: { quantity: item(40) },
    };
    const all = [...given, made(), accepted];
    const input = { id: one, quantity: item(30), by: null };
    const written = ["offer.changed-by-ally/1", "offer.reduced/1", "need.progressed/1"];
    assert.deepEqual(types(when("offers.change-as-group", all, input)), written);
  });

  it("is closed when the group is gone, where nobody answered it", () => {
    const clock = { author: { by: "clock", thing: one }, who: one } as const;
    const left = (all: Given[]) => types(when("offers.ally-left", all, { id: one }, clock));
    assert.deepEqual(left([...given, made()]), ["offer.withdrawn/1"]);
    const accepted: Given = {
      thing: one,
      type: "offer.accepted/1",
      record: { quantity: item(40) },
    };
    assert.deepEqual(left([...given, made(), accepted]), []);
  });
});
