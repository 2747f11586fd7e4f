import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Context, Decided } from "../../house/command.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { dayOf } from "../../house/values/index.ts";
import { type NeedState, need } from "../needs/index.ts";
import { space } from "../spaces/index.ts";
import { commands } from "./commands.ts";
import { lapseOf } from "./decider.ts";
import { type OfferState, offer } from "./facts.ts";

const AT = Date.UTC(2026, 10, 2, 9);
const SPACE = "5".repeat(32);
const line = "1".repeat(32);
const one = "2".repeat(32);
const two = "3".repeat(32);
const terms = "4".repeat(32);
const CODE = "ABCDEFGHJKMNPQRSTVWXYZ23";
const kinds = [space, need, offer] as never;

const item = (of: number) => ({ of: String(of), unit: "item" });
const opened: Given = {
  thing: line,
  type: "need.opened/1",
  record: {
    ...{ needKind: "goods", quantity: item(60), category: "shelter", urgency: "days" },
    ...{ by: null, place: null, nearby: false, rank: 0, told: "no", from: { by: "typed" } },
  },
};
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
const by = dayOf(AT + 5 * DAY, "UTC");
const made = (thing = one, of: number | null = 40, more: object = {}): Given => ({
  thing,
  type: "offer.made/1",
  record: {
    ...{ need: line, quantity: of === null ? null : item(of), by, terms: null, form: null },
    ...{ hash: codeHash(CODE), ...more },
  },
});
const accepted = (of = 40, thing = one): Given => ({
  ...{ thing, type: of < 40 ? "offer.reduced/1" : "offer.accepted/1" },
  record: { quantity: item(of) },
});
const holder = { by: "holder", thing: one, code: CODE } as const;

function when(name: string, given: Given[], input: unknown, context: Partial<Context> = {}) {
  const row = commands.find((command) => command.name === name);
  assert.ok(row, name);
  return decide(row as never, kinds, given, input as never, context);
}
function facts(result: Decided | Refusal): [string, string, unknown][] {
  assert.ok(!isRefusal(result), JSON.stringify(result));
  return result.facts.map(({ thing, type, record }) => [thing, type, record]);
}
const taken = { need: line, quantity: item(40), name: "lucero", reach: "tuesday", terms: null };
const progressed = (of: number) => [line, "need.progressed/1", { accepted: item(of) }];

describe("taking a line", () => {
  it("writes the offer, its people apart, and answers the code once", () => {
    const result = when("offers.take", [founded, opened], { ...taken, by });
    assert.ok(!isRefusal(result));
    const [fact] = result.facts;
    assert.deepEqual(fact?.people, { name: "lucero", reach: "tuesday" });
    assert.equal(fact?.record["hash"], codeHash(String(result.answer?.["code"])));
    assert.ok(!JSON.stringify(fact.record).includes("lucero"));
    assert.equal(result.facts.length, 1, "nothing public changes");
  });
  it("is never refused for quantity", () => {
    for (const many of [60, 61, 999_999])
      assert.ok(!isRefusal(when("offers.take", [opened], { ...taken, quantity: item(many) })));
  });
  it("stands on the terms that were shown", () => {
    const given = [founded, described, opened];
    assertRefused(when("offers.take", given, taken) as Refusal, "offers.terms-changed");
    const result = when("offers.take", given, { ...taken, terms });
    assert.equal((result as Decided).facts[0]?.standsOn, terms);
  });
  for (const [why, given, input, code] of [
    ["no such line", [], taken, "offers.no-such-line"],
    [
      "withdrawn",
      [opened, { thing: line, type: "need.withdrawn/1", record: {} }],
      taken,
      "offers.no-longer-asked",
    ],
    ["a figure is asked for", [opened], { ...taken, quantity: null }, "offers.how-much"],
  ] as [string, Given[], unknown, string][])
    it(`is refused: ${why}`, () => assertRefused(when("offers.take", given, input), code));
  it("keeps the end of the month in a protected space", () => {
    const result = when("offers.take", [opened], { ...taken, by }, { protects: true });
    assert.deepEqual(facts(result)[0]?.[2], {
      ...(facts(result)[0]?.[2] as object),
      by: dayOf(Date.UTC(2026, 10, 30), "UTC"),
    });
  });
  it("takes what nobody asked for into the quiet box, where the space can be opened", () => {
    const { need: _need, ...rest } = taken;
    const input = { ...rest, what: { lang: "en", text: "a piano" } };
    assertRefused(when("offers.offer-unasked", [], input), "house.not-here");
    const result = when("offers.offer-unasked", [founded], input);
    assert.equal((facts(result)[0]?.[2] as { need: null } | undefined)?.need, null);
  });
});

describe("answering", () => {
  const answer = (...answers: object[]) => ({ answers });
  const accept = { id: one, answer: "accept" };
  for (const [what, given, input, expected] of [
    ["accept", [], accept, [[one, "offer.accepted/1", { quantity: item(40) }], progressed(40)]],
    [
      "accept less",
      [],
      { ...accept, quantity: item(25) },
      [[one, "offer.reduced/1", { quantity: item(25) }], progressed(25)],
    ],
    [
      "accept more of what was reduced",
      [accepted(25)],
      accept,
      [[one, "offer.accepted/1", { quantity: item(40) }], progressed(15)],
    ],
    ["accept again", [accepted()], accept, []],
    ["decline", [], { id: one, answer: "decline" }, [[one, "offer.declined/1", {}]]],
    [
      "decline what was accepted",
      [accepted()],
      { id: one, answer: "decline" },
      [[one, "offer.declined/1", {}], progressed(-40)],
    ],
    ["set aside", [], { id: one, answer: "aside" }, [[one, "offer.set-aside/1", {}]]],
    [
      "accept what was set aside",
      [{ thing: one, type: "offer.set-aside/1", record: {} }],
      accept,
      [[one, "offer.accepted/1", { quantity: item(40) }], progressed(40)],
    ],
  ] as [string, Given[], object, unknown[]][])
    it(what, () => {
      const result = when("offers.answer-many", [opened, made(), ...given], answer(input));
      assert.deepEqual(facts(result), expected);
    });
  for (const [quantity, code] of [
    [item(41), "offers.more-than-offered"],
    [{ of: "1", unit: "kg" }, "offers.other-unit"],
  ] as const)
    it(`refuses ${code}`, () => {
      const input = answer({ ...accept, quantity });
      assertRefused(when("offers.answer-many", [opened, made()], input), code);
    });
  it("writes one fact about a need, and leaves what closed meanwhile", () => {
    const gone: Given = { thing: two, type: "offer.withdrawn/1", record: {} };
    const three = "6".repeat(32);
    const result = when(
      "offers.answer-many",
      [opened, made(), made(two), gone, made(three, 5)],
      answer(accept, { ...accept, id: two }, { ...accept, id: three }),
    );
    assert.deepEqual((result as Decided).answer, { changed: 2, left: 1 });
    assert.deepEqual(facts(result).at(-1), progressed(45));
    assert.equal(facts(result).length, 3);
  });
});

describe("the holder of the code", () => {
  const change = { id: one, quantity: item(30), by, name: "lucero", reach: "friday" };
  it("gives less, and the line is asked for again", () => {
    const result = when("offers.change", [opened, made(), accepted()], change, { author: holder });
    assert.deepEqual(facts(result).slice(1), [
      [one, "offer.reduced/1", { quantity: item(30) }],
      progressed(-10),
    ]);
    assert.deepEqual((result as Decided).erases?.[0]?.parts, ["people"]);
  });
  it("gives more, which waits to be accepted", () => {
    const more = { ...change, quantity: item(50) };
    const result = when("offers.change", [opened, made(), accepted()], more, { author: holder });
    assert.equal(facts(result).length, 1);
  });
  it("withdraws, and twice is once", () => {
    const given = [opened, made(), accepted()];
    const result = when("offers.withdraw", given, { id: one }, { author: holder });
    assert.deepEqual(facts(result), [[one, "offer.withdrawn/1", {}], progressed(-40)]);
    const gone: Given = { thing: one, type: "offer.withdrawn/1", record: {} };
    const again = when("offers.withdraw", [...given, gone], { id: one }, { author: holder });
    assert.deepEqual(facts(again), []);
  });
  it("with a wrong code is told the same as for no offer", () => {
    const author = { ...holder, code: CODE.replace("A", "B") };
    for (const name of ["offers.withdraw", "offers.forget"])
      assertRefused(when(name, [opened, made()], { id: one }, { author }), "offers.no-such-offer");
    assertRefused(
      when("offers.change", [opened, made()], change, { author }),
      "offers.no-such-offer",
    );
  });
  it("has their name erased whenever they wish", () => {
    const result = when("offers.forget", [opened, made()], { id: one }, { author: holder });
    assert.deepEqual(facts(result), [[one, "offer.forgotten/1", {}]]);
    assert.deepEqual((result as Decided).erases?.[0]?.parts, ["people"]);
  });
});

describe("the clock", () => {
  const clock = { by: "clock", thing: one } as const;
  const given = [opened, made(), accepted()];
  const end = Date.UTC(2026, 10, 8) + 7 * DAY;
  it("frees an accepted line seven days after its day, and not before", () => {
    const lapse = (now: number) =>
      facts(when("offers.lapse", given, { id: one }, { author: clock, now }));
    assert.deepEqual(lapse(end - 1), []);
    assert.deepEqual(lapse(end), [[one, "offer.lapsed/1", {}], progressed(-40)]);
  });
  it("waits 30 days more for what its holder says is on its way, unless it is taken back", () => {
    const author = { by: "holder", thing: one, code: CODE } as const;
    const says = (sent: boolean, before: Given[]) =>
      facts(when("offers.say-sent", before, { id: one, sent }, { author, now: AT }));
    assert.deepEqual(says(true, given), [[one, "offer.said-sent/1", { sent: true }]]);
    const said = [...given, { thing: one, type: "offer.said-sent/1", record: { sent: true } }];
    const lapse = (list: Given[], now: number) =>
      facts(when("offers.lapse", list, { id: one }, { author: clock, now })).length;
    assert.equal(lapse(said, AT + 37 * DAY - 1), 0);
    assert.equal(lapse(said, AT + 37 * DAY), 2);
    assert.deepEqual(says(true, said), [], "said once");
    assert.deepEqual(says(false, said), [[one, "offer.said-sent/1", { sent: false }]]);
    const back = [...said, { thing: one, type: "offer.said-sent/1", record: { sent: false } }];
    assert.equal(lapse(back, end), 2);
    assert.deepEqual(says(false, given), [], "nothing to take back");
  });
  it("lets nothing be said of what is over by then, whether or not the clock freed it", () => {
    const author = { by: "holder", thing: one, code: CODE } as const;
    const says = (now: number) =>
      JSON.stringify(when("offers.say-sent", given, { id: one, sent: true }, { author, now }));
    assert.match(says(end - 1), /offer\.said-sent/);
    assert.match(says(end), /nothing-to-send/);
  });
  it("sends nothing before it was accepted, nor with another's code", () => {
    const input = { id: one, sent: true };
    const author = { by: "holder", thing: one, code: CODE } as const;
    assert.match(
      JSON.stringify(when("offers.say-sent", [opened, made()], input, { author })),
      /nothing-to-send/,
    );
    const other = { by: "holder", thing: two, code: CODE } as const;
    assert.match(
      JSON.stringify(when("offers.say-sent", given, input, { author: other })),
      /no-such-offer/,
    );
  });
  it("erases 30 days after an offer closed, and not before", () => {
    const closed = [...given, { thing: one, type: "offer.withdrawn/1", record: {} }];
    const forget = (now: number) =>
      facts(when("offers.forget", closed, { id: one }, { author: clock, now }));
    assert.deepEqual(forget(AT + 30 * DAY - 1), []);
    assert.deepEqual(forget(AT + 30 * DAY), [[one, "offer.forgotten/1", {}]]);
  });
  it("never frees what waits, or has no day", () => {
    const state = (list: Given[]) => fold(kinds, list).get(one)?.state as OfferState;
    assert.equal(lapseOf(state([opened, made()])), null);
    assert.equal(lapseOf(state([opened, made(one, 40, { by: null }), accepted()])), null);
  });
});

it("law: what the need has as accepted is what its offers have open", () => {
  const ask = fc.record({
    who: fc.constantFrom(one, two),
    what: fc.constantFrom("accept", "decline", "aside", "withdraw", "change", "lapse"),
    of: fc.integer({ min: 1, max: 40 }),
  });
  const law = (steps: { who: string; what: string; of: number }[]) => {
    const given: Given[] = [opened, made(), made(two)];
    for (const { who, what, of } of steps) {
      const author = { by: "holder", thing: who, code: CODE } as const;
      const input = { id: who, quantity: item(of), by, name: "a", reach: "b" };
      const result =
        what === "withdraw"
          ? when("offers.withdraw", given, { id: who }, { author })
          : what === "lapse"
            ? when("offers.lapse", given, { id: who }, { now: AT + 99 * DAY })
            : what === "change"
              ? when("offers.change", given, input, { author })
              : when("offers.answer-many", given, {
                  answers: [
                    { id: who, answer: what, ...(what === "accept" && { quantity: item(of) }) },
                  ],
                });
      if (!isRefusal(result)) given.push(...result.facts);
    }
    const things = fold(kinds, given);
    const opens = [one, two].map(
      (id) => (things.get(id)?.state as OfferState | undefined)?.open?.of ?? "0",
    );
    const state = things.get(line)?.state as NeedState;
    const sum = opens.reduce((total, of) => total + Number(of), 0);
    assert.equal(Number(state.progress.accepted["item"] ?? "0"), sum);
  };
  fc.assert(fc.property(fc.array(ask, { maxLength: 12 }), law), { seed: 2, numRuns: 300 });
});
