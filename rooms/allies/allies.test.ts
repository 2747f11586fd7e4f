import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mayOpen } from "../../house/circles.ts";
import type { CommandRow, Context, Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { circle, type MemberState, member } from "../people/index.ts";
import { joint, space } from "../spaces/index.ts";
import { agreementFault, sortOf } from "./agreement.ts";
import { alliance } from "./alliance.ts";
import { commands } from "./commands.ts";
import { type AllyState, ally, allyRow, INVITED_MS, person, statusOf } from "./facts.ts";

const kinds = [space, member, joint, circle, ally, person, alliance];
const here = "5".repeat(32);
const [ann, bo] = ["a", "b"].map((one) => one.repeat(32)) as [string, string];
const [group, other, act] = ["1", "2", "3"].map((one) => one.repeat(32)) as [
  string,
  string,
  string,
];
const [who, stranger] = ["7", "8"].map((one) => one.repeat(32)) as [string, string];
const AT = Date.UTC(2026, 10, 2, 9);
const CODE = "ABCDEFGHJKMNPQRSTVWXYZ23";
const text = { lang: "es", text: "Puente" };

const founded: Given = {
  thing: here,
  type: "space.founded/1",
  record: { safety: "yes", zone: "UTC", langs: ["es"] },
};
const joined = (thing: string): Given => {
  return { thing, type: "member.joined/1", record: { roles: ["coordination"], invitation: null } };
};
const alone = [founded, joined(ann)];
const two = [...alone, joined(bo)];
const of = (what: string, record = {}, thing = group): Given => {
  return { thing, type: `ally.${what}/1`, record };
};
const proposed = of("proposed");
const asked = (of_ = group): Given => ({
  ...{ thing: act, type: "joint.asked/4" },
  record: { what: "ally", of: [of_], member: ann, until: AT + 7 * DAY },
});
const agreed: Given = { thing: act, type: "joint.agreed/1", record: { member: bo } };
const invited = of("invited", { hash: codeHash(CODE), until: AT + INVITED_MS });
const came = of("came");
const is = (what: string, record = {}): Given => {
  return { thing: who, type: `ally-person.${what}/1`, record };
};
const acts = is("came", { ally: group });

const matches = ({ kind, state }: Thing, mark: string) =>
  kind === "member" && (state as MemberState).roles.some((role) => mark === `role:${role}`);
const when = (
  name: keyof typeof commands,
  given: Given[],
  input: object,
  more: Partial<Context> = {},
) =>
  decide(commands[name] as CommandRow<never>, kinds, given, input as never, { matches, ...more });
const types = (decided: Decided | Refusal) => {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts.map(({ type }) => type);
};
const byCode = (code = CODE, thing = group) => {
  const author = { by: "holder", thing, code } as const;
  return { author, who: thing };
};
const forIt = { author: { by: "ally", ally: group, person: who } as const, who: group };
const byClock = { author: { by: "clock", thing: group } as const, who: group };
const state = (given: Given[]) => fold(kinds, given).get(group)?.state as AllyState;

describe("inviting a group", () => {
  it("takes two where there are two, and one where there is one", () => {
    const one = when("propose", alone, { name: text }, { who: ann });
    assert.deepEqual(types(one), ["ally.proposed/1", "joint.asked/4"]);
    assert.ok(!isRefusal(one) && one.answer?.["agreed"] === true);
    const first = when("propose", two, { name: text }, { who: ann });
    assert.ok(!isRefusal(first) && first.answer?.["agreed"] === false);
    assertRefused(when("propose", two, { name: text }, { who: stranger }), "spaces.not-in-set");
  });

  it("makes a code once, keeps its hash alone, when another agreed to this very one", () => {
    const input = { ally: group, joint: act, from: text };
    const given = [...two, proposed, asked()];
    assertRefused(when("invite", given, input, { who: ann }), "spaces.not-agreed");
    const made = when("invite", [...given, agreed], input, { who: ann });
    assert.deepEqual(types(made), ["joint.used/1", "ally.invited/1"]);
    assert.ok(!isRefusal(made));
    const code = String(made.answer?.["code"]);
    assert.equal(made.facts[1]?.record["hash"], codeHash(code));
    assert.ok(!JSON.stringify(made.facts).includes(code));
    const elsewhere = [...two, proposed, asked(other), agreed];
    assertRefused(when("invite", elsewhere, input, { who: ann }), "allies.no-such-ally");
    const twice = [...given, agreed, invited];
    assertRefused(when("invite", twice, input, { who: ann }), "allies.invited-already");
  });
});

describe("coming along", () => {
  const given = [...two, proposed, invited];

  it("works once, for whoever holds the code, until it ends", () => {
    assert.deepEqual(types(when("come", given, { name: text }, byCode())), ["ally.came/1"]);
    const wrong = when("come", given, { name: text }, byCode("0".repeat(24)));
    const late = when("come", given, { name: text }, { ...byCode(), now: AT + INVITED_MS });
    const again = when("come", [...given, came], { name: text }, byCode());
    const back = when("come", [...given, of("ended", { by: "host" })], { name: text }, byCode());
    for (const no of [late, again, back]) assert.deepEqual(no, wrong);
    assertRefused(wrong, "allies.no-such-code");
  });

  it("opens itself to its own group from then on, and to nobody else's", () => {
    const circleOf = (all: Given[]) => fold(kinds, all).get(group);
    assert.equal(circleOf(given)?.circle, "host");
    const thing = circleOf([...given, came]) as Thing;
    assert.equal(thing.circle, `parties:${group}`);
    const reads = (one: string) =>
      mayOpen({ by: "ally", ally: one, person: who }, thing.circle, thing, AT);
    assert.deepEqual([reads(group), reads(other)], [true, false]);
    for (const closed of ["host", "sealed", `circle:${group}`] as const)
      assert.equal(mayOpen({ by: "ally", ally: group, person: who }, closed, thing, AT), false);
  });

  it("begins in the guest's own space in a circle of its own, with one in it", () => {
    const gone = when("goAlong", two, { name: [text] }, { who: ann });
    assert.deepEqual(types(gone), ["circle.made/1", "circle.member-in/1", "alliance.begun/1"]);
    assert.ok(!isRefusal(gone));
    const [made, , begun] = gone.facts;
    assert.equal(begun?.circle, `circle:${made?.thing}`);
    assert.deepEqual(begun?.record, {});
  });
});

describe("acting for a group", () => {
  const given = [...two, proposed, invited, came];

  it("begins under a name one chooses, which goes when one goes", () => {
    const first = when("enter", given, { handle: "alba" }, forIt);
    assert.deepEqual(types(first), ["ally-person.came/1"]);
    assert.ok(!isRefusal(first) && first.facts[0]?.circle === `parties:${group}`);
    const out = when("stepOut", [...given, acts], {}, forIt);
    assert.deepEqual(types(out), ["ally-person.left/1"]);
    assert.ok(!isRefusal(out) && out.erases?.[0]?.parts.join() === "people");
    const back = when("enter", [...given, acts, is("left")], { handle: "alba" }, forIt);
    assert.deepEqual(types(back), ["ally-person.back/1"]);
    const renamed = when("enter", [...given, acts], { handle: "bruma" }, forIt);
    assert.ok(!isRefusal(renamed) && renamed.erases?.length === 1);
  });

  it("is over for one whom the host refuses, and for all once it ended", () => {
    const row = (all: Given[]) => {
      const things = fold(kinds, all);
      return allyRow.acts(things.get(group) as never, things.get(who) as never);
    };
    assert.equal(row([...given, acts]), true);
    assert.deepEqual(types(when("refusePerson", [...given, acts], { person: who })), [
      "ally-person.refused/1",
    ]);
    assert.equal(row([...given, acts, is("refused")]), false);
    assert.equal(row([...given, acts, is("refused"), is("readmitted")]), true);
    assert.equal(row([...given, acts, of("ended", { by: "host" })]), false);
    assert.equal(row([...given, is("came", { ally: other })]), false);
  });

  it("is not for who waits, and a refused one does not come back by coming in again", () => {
    const waits = fold(kinds, [...two, proposed, invited]);
    assert.equal(allyRow.acts(waits.get(group) as never, undefined), false);
    assert.equal(allyRow.takes(waits.get(group) as never), false);
  });
});

describe("ending", () => {
  it("is never refused, whatever it stands at, and says which side it was", () => {
    for (const given of [[proposed], [proposed, invited], [proposed, invited, came]]) {
      const ours = when("end", [...two, ...given], { ally: group }, { who: ann });
      assert.deepEqual(types(ours), ["ally.ended/1"]);
      assert.ok(!isRefusal(ours) && ours.facts[0]?.record["by"] === "host");
    }
    const theirs = when("end", [...two, proposed, invited, came], { ally: group }, byClock);
    assert.ok(!isRefusal(theirs) && theirs.facts[0]?.record["by"] === "ally");
    const over = [...two, proposed, invited, came, of("ended", { by: "ally" })];
    assert.deepEqual(types(when("end", over, { ally: group }, { who: ann })), []);
    assert.equal(statusOf(state(over), AT), "ended");
  });

  it("lets an invitation end by the day alone", () => {
    const given = [...two, proposed, invited];
    assert.equal(statusOf(state(given), AT + INVITED_MS - 1), "invited");
    assert.equal(statusOf(state(given), AT + INVITED_MS), "over");
  });
});

describe("what takes an agreement", () => {
  const given = [...two, proposed, invited, came];
  const eur = (of_: string) => ({ of: of_, unit: "EUR" });
  const fault = (all: Given[], begins: Partial<Parameters<typeof agreementFault>[1]>) => {
    const full = { sort: "support", amount: null, before: [], ...begins } as const;
    return agreementFault(state(all), full)?.refused ?? null;
  };

  it("is a visit, media, data, and money that the host did not allow", () => {
    for (const sort of ["visit", "media", "data"] as const)
      assert.equal(fault(given, { sort }), `allies.agreement-${sort}`);
    assert.equal(fault(given, { sort: "support" }), null);
    assert.equal(fault(given, { sort: "money", amount: eur("1") }), "allies.agreement-money");
    const allowed = [...given, of("limited", { money: eur("100"), times: 9 })];
    const money = (of_: string, before: (typeof given extends never ? never : object)[] = []) =>
      fault(allowed, { sort: "money", amount: eur(of_), before: before as never });
    assert.equal(money("100"), null);
    assert.equal(money("100.01"), "allies.agreement-money");
    assert.equal(money("60", [eur("40")]), null);
    assert.equal(money("60", [eur("41")]), "allies.agreement-money");
    assert.equal(money("60", [{ of: "900", unit: "item" }]), null);
    const dollars = { sort: "money", amount: { of: "1", unit: "USD" } } as const;
    assert.equal(fault(allowed, dollars), "allies.agreement-money");
    assert.equal(fault(allowed, { sort: "money", amount: null }), "allies.agreement-money");
  });

  it("is repeated support, counted as the host says", () => {
    const before = (n: number) => ({ before: Array.from({ length: n }, () => null) });
    assert.equal(fault(given, before(2)), null);
    assert.equal(fault(given, before(3)), "allies.agreement-repeated");
    const more = [...given, of("limited", { money: null, times: 5 })];
    assert.equal(fault(more, before(4)), null);
    assert.equal(fault(more, before(5)), "allies.agreement-repeated");
  });

  it("says what a line is of", () => {
    assert.equal(sortOf("goods", "item"), "support");
    assert.equal(sortOf("goods", "EUR"), "money");
    assert.equal(sortOf("money", null), "money");
    assert.equal(sortOf("amplification", "item"), "media");
    assert.equal(sortOf("knowledge", "visit"), "visit");
  });

  it("can be set for a group that is here, in a currency", () => {
    const set = (all: Given[], money: object | null, times = 4) =>
      when("limit", all, { ally: group, money, times } as never);
    assert.deepEqual(types(set(given, eur("5"))), ["ally.limited/1"]);
    assert.deepEqual(
      types(set([...given, of("limited", { money: eur("5"), times: 4 })], eur("5"))),
      [],
    );
    assertRefused(set(given, { of: "5", unit: "kg" }), "allies.limit-unit");
    assertRefused(set([...two, proposed, invited], null), "allies.not-here-yet");
    assertRefused(set([...given, of("ended", { by: "host" })], null), "allies.ended");
  });
});
