import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import type { CommandRow, Context } from "../../house/command.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given, HOUR } from "../../house/testing.ts";
import type { Text } from "../../house/values/index.ts";
import { seeds } from "../../tests/run/seeds.ts";
import { ally } from "../allies/index.ts";
import { offer } from "../offers/index.ts";
import { space } from "../spaces/index.ts";
import { commands } from "./commands.ts";
import { type AgreementState, agreement, assemblySchema } from "./facts.ts";
import { aside, drawing } from "./facts-beside.ts";
import { clauseHash } from "./hash.ts";
import { HOST } from "./parties.ts";
import type { Wanted } from "./shapes.ts";
import * as shapes from "./shapes.ts";
import { REST_MS, type Status, statusOf } from "./status.ts";
import { CLAUSES, type Clause, type ClauseKind, type Frame, TERMS } from "./terms.ts";
import {
  ALL,
  AT,
  BY_THEM,
  begun,
  DEAL,
  day,
  idOf,
  proposed,
  SAID,
  says,
  signedByBoth,
  signs,
  TEXTS,
  THEM,
  wrote,
} from "./testing.ts";

const KINDS = [agreement, drawing, aside, offer, ally, space];
const one = { agreement: DEAL };
type Sent = Partial<Context>;
const when = <I>(row: CommandRow<I>, given: Given[], input: I, context: Sent = {}) =>
  decide(row, KINDS, given, input, context);
const types = (result: ReturnType<typeof when>) =>
  isRefusal(result) ? result.refused : result.facts.map(({ type }) => type.replace(/\/\d$/, ""));
const stateOf = (given: readonly Given[]) => fold(KINDS, given).get(DEAL)?.state as AgreementState;
const status = (given: Given[], now = AT + HOUR): Status => statusOf(stateOf(given), now);
const draft = [begun, ...ALL.map((clause) => wrote(clause))];
const propose = { ...one, texts: TEXTS, differing: [] as string[] };

/** Every name and every code that a shape lets in. */
function spoken(shape: z.ZodType): Set<string> {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) walk(item);
    if (typeof node !== "object" || node === null || Array.isArray(node)) return;
    const { properties, enum: codes, const: only } = node as Record<string, unknown>;
    for (const name of Object.keys((properties as object | undefined) ?? {})) found.add(name);
    for (const code of [...((codes as unknown[] | undefined) ?? []), only])
      if (typeof code === "string") found.add(code);
    for (const item of Object.values(node)) walk(item);
  };
  walk(z.toJSONSchema(shape, { unrepresentable: "any" }));
  return found;
}

describe("what a clause can say", () => {
  it("ties no support to pictures, stories, data or visits: no shape has a word for it", () => {
    const giving: ClauseKind[] = ["support", "money"];
    const showing: ClauseKind[] = ["data", "media", "people"];
    const shared = new Set(["most"]); // of people and of boxes
    for (const gives of giving) {
      const said = spoken(TERMS[gives]);
      for (const name of [
        "if",
        "when",
        "only",
        "unless",
        "condition",
        "needs",
        "clause",
        "requires",
      ])
        assert.ok(!said.has(name), `${gives} knows ${name}`);
      for (const shows of showing)
        for (const word of spoken(TERMS[shows]))
          if (!shared.has(word))
            assert.ok(!said.has(word), `${gives} and ${shows} both know ${word}`);
    }
    for (const kind of CLAUSES) {
      const said = spoken(TERMS[kind]);
      assert.ok(!said.has("clause"), `${kind} names another clause`);
      if (!giving.includes(kind)) {
        assert.ok(!said.has("amount") && !said.has("unit"), `${kind} has an amount`);
        assert.ok(!said.has("gives"), `${kind} gives`);
      }
    }
  });

  it("takes nothing beside its own terms", () => {
    for (const clause of Object.values(SAID)) {
      const takes = (wanted: object) =>
        shapes.proposeShape.safeParse({ ...propose, clauses: [wanted] }).success;
      assert.ok(takes({ says: clause }), clause.kind);
      for (const more of [{ if: "media" }, { after: idOf(1) }, { only: ["pictures"] }]) {
        const tied = { ...clause, terms: { ...clause.terms, ...more } };
        assert.ok(!takes({ says: tied }), clause.kind);
        assert.ok(!takes({ says: clause, ...more }), clause.kind);
      }
    }
    for (const terms of [
      { ...SAID.media.terms, each: false },
      { ...SAID.data.terms, onward: true },
      { ...SAID.people.terms, asked: false },
    ])
      for (const kind of ["media", "data", "people"] as const)
        assert.ok(!TERMS[kind].safeParse(terms).success);
    assert.ok(!assemblySchema.safeParse({ many: "5", witnessed: "noor" }).success, "no names");
  });

  it("is struck alone: every other clause, and every figure in it, stays as it was", () => {
    const law = fc.property(
      fc.shuffledSubarray([...ALL], { minLength: 2 }),
      fc.nat(),
      (clauses, which) => {
        const given = [begun, ...clauses.map((clause) => wrote(clause))];
        const { clause } = clauses[which % clauses.length] ?? clauses[0] ?? { clause: "" };
        const before = stateOf(given).drafts.filter((each) => each.clause !== clause);
        const done = when(commands.propose, given, { ...propose, struck: [clause] }, BY_THEM);
        assert.deepEqual(types(done), ["agreement.clause-struck", "agreement.proposed"]);
        assert.ok(!isRefusal(done));
        assert.deepEqual(done.facts[0]?.record, { side: THEM, clause });
        const after = stateOf([...given, says("clause-struck", { side: THEM, clause })]).drafts;
        assert.deepEqual(after, before);
      },
    );
    for (const seed of seeds()) fc.assert(law, { seed, numRuns: 30 });
  });
});

describe("a clause as it is written", () => {
  it("says who drafted it; another wording is its author's, and its words stay", () => {
    const money = { ...SAID.money, clause: idOf(1) };
    const given = [
      begun,
      wrote(money),
      says("words-written", {
        ...{ side: HOST, clause: idOf(1), lang: "en" },
      }),
    ];
    const terms = { ...SAID.money.terms, most: { of: "300", unit: "EUR" } };
    const wanted = { clause: idOf(1), says: { kind: "money", terms } } as const;
    const done = when(commands.propose, given, { ...propose, clauses: [wanted] }, BY_THEM);
    assert.ok(!isRefusal(done));
    assert.equal(done.facts[0]?.record["side"], THEM);
    assert.deepEqual(done.facts[1]?.record["clauses"], [
      { side: THEM, agreed: { clause: idOf(1), kind: "money", terms } },
    ]);
    const after = stateOf([...given, wrote({ ...money, terms }, THEM)]).drafts[0];
    assert.deepEqual([after?.side, after?.said.length], [THEM, 1]);
    const same = { ...propose, clauses: [{ ...wanted, says: SAID.money }] };
    assert.deepEqual(types(when(commands.propose, given, same)), ["agreement.proposed"]);
  });

  it("stands once where two would contradict each other", () => {
    const says = { kind: "look-again", terms: { on: day("2027-01-01") } } as const;
    const wants = (...clauses: Wanted[]) => when(commands.propose, draft, { ...propose, clauses });
    assertRefused(wants({ says }), "agreements.one-of-these");
    assertRefused(wants({ clause: idOf(1), says: SAID.media }), "agreements.changed");
    assertRefused(wants({ clause: idOf(99), says: SAID.media }), "agreements.changed");
    const many = Array.from({ length: 29 }, () => ({ says: SAID.support }));
    assertRefused(wants(...many), "agreements.enough-clauses");
    const struck = { ...propose, struck: [idOf(1), idOf(1), idOf(99)] };
    assertRefused(when(commands.propose, draft, struck), "agreements.changed");
  });

  it("has free words in the languages of the agreement; what stood there is erased", () => {
    const said = { lang: "en", text: "For the river kitchen" };
    const money = ALL.find(({ clause }) => clause === idOf(1)) as Clause;
    const { clause, ...unchanged } = money;
    const proposes = (given: Given[], lang: string, text: Text | null) => {
      const wanted = { clause, says: unchanged, said: [{ lang, text }] } as Wanted;
      return when(commands.propose, given, { ...propose, clauses: [wanted] });
    };
    const first = proposes(draft, "en", said);
    assert.deepEqual(types(first), ["agreement.words-written", "agreement.proposed"]);
    const written = says("words-written", { side: HOST, clause: idOf(1), lang: "en" });
    const second = proposes([...draft, written], "en", said);
    assert.ok(!isRefusal(second));
    assert.equal(second.erases?.length, 1);
    const gone = proposes([...draft, written], "en", null);
    assert.deepEqual(types(gone), ["agreement.words-struck", "agreement.proposed"]);
    const arabic = proposes(draft, "ar", { lang: "ar", text: "كلام" });
    assertRefused(arabic, "agreements.not-its-language");
  });
});

describe("a version", () => {
  it("goes from draft to proposed, signed, in force after its rest, and lapsed by its day", () => {
    assert.equal(status(draft), "draft");
    assert.deepEqual(types(when(commands.propose, draft, propose)), ["agreement.proposed"]);
    const { given, hash } = proposed();
    const open = [...draft, given];
    assert.equal(status(open), "proposed");
    const half = [...open, signs(HOST, hash)];
    assert.equal(status(half), "proposed");
    const both = [...half, signs(THEM, hash)];
    assert.equal(status(both), "signed");
    assert.equal(status(both, AT + REST_MS - 1), "signed");
    assert.equal(status(both, AT + REST_MS), "in-force");
    const waived = [...both, says("rest-waived", { version: 1 })];
    assert.equal(status(waived), "in-force");
    assert.equal(status(waived, Date.UTC(2027, 3, 30, 23, 59)), "in-force");
    assert.equal(status(waived, Date.UTC(2027, 4, 1)), "lapsed", "the day itself counts whole");
  });

  it("is waived its rest by the local group alone", () => {
    const { given } = proposed();
    const asked = { ...one, version: 1 };
    const theirs = when(commands.waiveRest, [...draft, given], asked, BY_THEM);
    assertRefused(theirs, "agreements.local-only");
    const ours = when(commands.waiveRest, [...draft, given], asked);
    assert.deepEqual(types(ours), ["agreement.rest-waived"]);
  });
});

describe("a signature", () => {
  it("is signed over the hash that was shown; another one, or a changed clause, is not", () => {
    const { given, hash } = proposed();
    const open = [...draft, given];
    const asked = { ...one, version: 1, hash, assembly: null, seen: false };
    assert.deepEqual(types(when(commands.sign, open, asked)), ["agreement.signed"]);
    const wrong = { ...asked, hash: "0".repeat(64) };
    assertRefused(when(commands.sign, open, wrong), "agreements.changed");
    // A record whose clauses are not those of its hash is signed by nobody, and holds nothing.
    const cheap = ALL.map((each) =>
      each.kind === "money"
        ? { ...each, terms: { ...each.terms, most: { of: "5", unit: "EUR" } } }
        : each,
    );
    const other = proposed(cheap, 1, { hash });
    assertRefused(when(commands.sign, [...draft, other.given], asked), "agreements.changed");
    const forged = [...draft, other.given, signs(HOST, hash), signs(THEM, hash)];
    assert.notEqual(status(forged, AT + 3 * DAY), "in-force");
    assert.notEqual(
      clauseHash({ clauses: [], frame: stateOf(forged).proposed?.frame as never }),
      hash,
    );
  });

  it("asks whoever signs to say that they saw which figures differ", () => {
    const { given, hash } = proposed(ALL, 1, { differing: [idOf(1)] });
    const asked = { ...one, version: 1, hash, assembly: null, seen: false };
    assertRefused(when(commands.sign, [...draft, given], asked), "agreements.figures-differ");
    const seen = when(commands.sign, [...draft, given], { ...asked, seen: true });
    assert.deepEqual(types(seen), ["agreement.signed"]);
  });

  it("is signed by an assembly: a band and how it was seen", () => {
    const { given, hash } = proposed();
    const assembly = { many: "20", witnessed: "raised-hands" } as const;
    const asked = { ...one, version: 1, hash, assembly, seen: false };
    const done = when(commands.sign, [...draft, given], asked);
    assert.ok(!isRefusal(done));
    assert.equal(done.facts[0]?.record["how"], "assembly");
    assert.deepEqual(done.facts[0]?.record["assembly"], assembly);
  });

  it("keeps every signature: no command takes one away", () => {
    const given = signedByBoth();
    const before = stateOf(given).proposed?.signed;
    const asked = { ...one, version: 1 };
    for (const row of Object.values(commands) as CommandRow<never>[])
      assert.ok(!/unsign|withdraw-sign/.test(row.name));
    assert.deepEqual(types(when(commands.decline, given, asked, BY_THEM)), []);
    const { hash } = proposed();
    const signing = { ...asked, hash, assembly: null, seen: true };
    assert.deepEqual(types(when(commands.sign, given, signing)), [], "said once");
    for (const more of [
      says("declined", { side: THEM, version: 1 }),
      says("paused", { side: HOST, closed: [], held: [], sent: [] }),
      says("ended", { side: THEM, closed: [], held: [], sent: [] }),
      says("clause-struck", { side: HOST, clause: idOf(1) }),
    ])
      assert.deepEqual(stateOf([...given, more]).proposed?.signed, before);
  });

  it("is declined by either side, and then nobody signs it", () => {
    const { given, hash } = proposed();
    const open = [...draft, given, signs(HOST, hash)];
    const asked = { ...one, version: 1 };
    const done = when(commands.decline, open, asked, BY_THEM);
    assert.deepEqual(types(done), ["agreement.declined"]);
    const after = [...open, says("declined", { side: THEM, version: 1 })];
    assert.equal(status(after), "draft");
    const signing = { ...asked, hash, assembly: null, seen: false };
    assertRefused(when(commands.sign, after, signing, BY_THEM), "agreements.changed");
  });
});

describe("a next version", () => {
  it("holds until all have signed the next one, and the next has rested", () => {
    const now = AT + 5 * DAY;
    const first = signedByBoth();
    const less = ALL.filter(({ kind }) => kind !== "media");
    const second = proposed(less, 2);
    const later = { stamp: { at: now } };
    const again = [...first, { ...second.given, ...later }];
    assert.equal(status(again, now), "in-force");
    assert.equal(stateOf(again).current?.version, 1);
    const both = [...again, signs(HOST, second.hash, 2, now), signs(THEM, second.hash, 2, now)];
    const held = (at: number) => {
      const { proposed: next, current } = stateOf(both);
      return statusOf({ ...stateOf(both), current: null, proposed: next }, at) === "in-force"
        ? next?.version
        : current?.version;
    };
    assert.equal(held(now + HOUR), 1, "it rests");
    assert.equal(held(now + REST_MS), 2);
    const waiting = when(commands.propose, both, propose, { now: now + HOUR });
    assertRefused(waiting, "agreements.wait-for-it");
  });

  it("is proposed only where something of it is new, and with a day to look again", () => {
    const now = AT + 5 * DAY;
    const same = signedByBoth();
    assertRefused(when(commands.propose, same, propose, { now }), "agreements.nothing-new");
    assertRefused(when(commands.propose, [begun], propose), "agreements.no-clauses");
    const [english] = TEXTS;
    const short = { ...propose, texts: english === undefined ? [] : [english] };
    assertRefused(when(commands.propose, draft, short), "agreements.changed");
    const line = { ...SAID.timeline, clause: idOf(1) };
    const bare = when(commands.propose, [begun, wrote(line)], propose);
    assert.ok(!isRefusal(bare));
    const frame = bare.facts[0]?.record["frame"] as Frame | undefined;
    assert.equal(frame?.review.date, "2027-05-02");
    const late = { kind: "look-again", terms: { on: day("2030-01-01") }, clause: idOf(2) } as const;
    assertRefused(when(commands.propose, [begun, wrote(late)], propose), "agreements.review-late");
    const past = { ...late, terms: { on: day("2026-11-01") } };
    assertRefused(when(commands.propose, [begun, wrote(past)], propose), "agreements.review-when");
  });
});

describe("stopping", () => {
  const given = [...signedByBoth(), says("rest-waived", { version: 1 })];

  it("is each side's own, at once, and never refused", () => {
    for (const by of [{}, BY_THEM]) {
      assert.deepEqual(types(when(commands.pause, given, one, by)), ["agreement.paused"]);
      assert.deepEqual(types(when(commands.end, given, one, by)), ["agreement.ended"]);
      assert.deepEqual(types(when(commands.end, draft, one, by)), ["agreement.ended"]);
    }
    const ended = [...given, says("ended", { side: THEM, closed: [], held: [], sent: [] })];
    assert.equal(status(ended), "ended");
    assert.deepEqual(types(when(commands.end, ended, one)), []);
    assert.deepEqual(types(when(commands.pause, ended, one)), []);
    assertRefused(when(commands.propose, ended, propose), "agreements.over");
  });

  it("goes on after a pause by the word of both", () => {
    const paused = [...given, says("paused", { side: THEM, closed: [], held: [], sent: [] })];
    assert.equal(status(paused), "paused");
    const first = when(commands.goOn, paused, one, BY_THEM);
    assert.deepEqual(types(first), ["agreement.go-on-said"]);
    const half = [...paused, says("go-on-said", { side: THEM })];
    assert.equal(status(half), "paused");
    assert.deepEqual(types(when(commands.goOn, half, one, BY_THEM)), []);
    assert.deepEqual(types(when(commands.goOn, half, one)), [
      ...["agreement.go-on-said", "agreement.went-on"],
    ]);
    assert.equal(status([...half, says("went-on", { side: HOST })]), "in-force");
    assertRefused(when(commands.goOn, given, one), "agreements.not-paused");
  });

  it("ticks nothing that is not in it, nor for longer than a year, nor by the other", () => {
    const until = day("2027-03-01");
    const asked = { ...one, kinds: ["goods"], until } as never;
    assert.deepEqual(types(when(commands.tick, given, asked)), ["agreement.ticked"]);
    assertRefused(when(commands.tick, given, asked, BY_THEM), "agreements.local-only");
    const legal = { ...one, kinds: ["legal"], until } as never;
    assertRefused(when(commands.tick, given, legal), "agreements.not-in-it");
    const long = { ...one, kinds: ["goods"], until: day("2028-01-01") } as never;
    assertRefused(when(commands.tick, given, long), "agreements.ticked-long");
  });
});
