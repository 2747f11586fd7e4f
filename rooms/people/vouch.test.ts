import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Decided } from "../../house/command.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { commands } from "./commands.ts";
import { invitation, isWaiting, type MemberState, member, rolesOf } from "./facts.ts";
import { question } from "./newcomers.ts";

const kinds = [member, invitation, question];
const id = (letter: string) => letter.repeat(32);
const [f, a, b, c, d, n, way] = ["f", "a", "b", "c", "d", "1", "2"].map(id) as [
  ...[string, string, string, string, string, string, string],
];
const CODE = "7K2M-0000-1111-2222-3333-4444";
const AT = Date.UTC(2026, 10, 2, 9);
const all = { matches: () => true };

const fact = (thing: string, type: string, record: object = {}): Given => ({
  ...{ thing, type, record: { ...record } },
});
/** Someone who was here before vouching began, or founded the group. */
const rooted = (thing: string, ...roles: string[]) =>
  fact(thing, "member.joined/1", { roles: roles.length ? roles : ["member"], invitation: null });
const came = (thing: string, ...roles: string[]) =>
  fact(thing, "member.joined/2", { roles: roles.length ? roles : ["member"], invitation: way });
const word = (thing: string, by: string) => fact(thing, "member.vouched/1", { by });
const isIn = (thing: string) => fact(thing, "member.let-in/1");
const out = (thing: string) => fact(thing, "member.removed/1");
const left = (thing: string) => fact(thing, "member.left/1");
/** Someone in the group by the word of these. */
const by = (thing: string, ...vouchers: string[]) => [
  ...[came(thing), ...vouchers.map((one) => word(thing, one)), isIn(thing)],
];

function types(decided: Decided | Refusal): string[] {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts.map(({ type }) => type);
}
const vouch = (given: Given[], who: string, of = n) =>
  decide(commands.vouch, kinds, given, { member: of }, { who, ...all });
const LET_IN = ["member.vouched/1", "member.let-in/1"];
const ONE_WORD = ["member.vouched/1"];

describe("two words let someone in, unless each is the other's only one", () => {
  const table: [string, Given[], string[]][] = [
    ["two who founded it", [rooted(f), rooted(a), came(n), word(n, f)], LET_IN],
    ["a founder, and whom she alone let in", [rooted(f), ...by(a, f), came(n), word(n, f)], LET_IN],
    [
      "two who each stand by the other's word alone, a third being there",
      [rooted(f), ...by(a, b), ...by(b, a), came(n), word(n, b)],
      ONE_WORD,
    ],
    [
      "the same, one of them by nobody's word",
      [rooted(f), ...by(a, b), ...by(b), came(n), word(n, b)],
      ONE_WORD,
    ],
    [
      "the same, somebody else having vouched for one",
      [rooted(f), ...by(a, b, f), ...by(b, a), came(n), word(n, b)],
      LET_IN,
    ],
    [
      "the same, that somebody seen out since",
      [rooted(f), rooted(c), ...by(a, b, c), ...by(b, a), out(c), came(n), word(n, b)],
      ONE_WORD,
    ],
    [
      "the same, that somebody gone by herself",
      [rooted(f), rooted(c), ...by(a, b, c), ...by(b, a), left(c), came(n), word(n, b)],
      LET_IN,
    ],
    [
      "a chain: a by b, b by c",
      [rooted(f), ...by(c, f), ...by(b, c), ...by(a, b), came(n), word(n, b)],
      LET_IN,
    ],
    [
      "a word of one seen out since counts for nothing",
      [rooted(f), rooted(a), rooted(b), came(n), word(n, b), out(b)],
      ONE_WORD,
    ],
    [
      "a word of one who only observes now counts for nothing",
      [
        ...[rooted(f), rooted(a), rooted(b), came(n), word(n, b)],
        fact(b, "member.roles-set/1", { roles: ["observer"] }),
      ],
      ONE_WORD,
    ],
    [
      "three words, two of them each other's only",
      [rooted(f), ...by(b, c), ...by(c, b), rooted(a), came(n), word(n, b), word(n, c)],
      LET_IN,
    ],
  ];
  for (const [name, given, expected] of table)
    it(name, () => assert.deepEqual(types(vouch(given, a)), expected));

  it("one alone, where the group has no two whose words count as two", () => {
    assert.deepEqual(types(vouch([rooted(f), came(n)], f)), LET_IN);
    assert.deepEqual(types(vouch([rooted(f), rooted(d, "observer"), came(n)], f)), LET_IN);
    // Two who are each other's only vouchers and have nobody else: one word is all there can be.
    assert.deepEqual(types(vouch([...by(a, b), ...by(b, a), came(n)], a)), LET_IN);
    assert.deepEqual(types(vouch([rooted(f), rooted(a), came(n)], f)), ONE_WORD);
  });

  it("a word said twice is one, and is looked at again", () => {
    const once = [rooted(f), rooted(a), came(n), word(n, f)];
    assert.deepEqual(types(vouch(once, f)), []);
    // The other one left in the meantime: one is enough now.
    assert.deepEqual(types(vouch([...once, left(a)], f)), ["member.let-in/1"]);
    assert.deepEqual(types(vouch([...once, isIn(n)], a)), []);
  });
});

describe("a newcomer", () => {
  const stateOf = (given: Given[]) => fold(kinds, given).get(n)?.state as MemberState;

  it("has no role before being let in, keeps the roles for then, and none once gone", () => {
    const waits = stateOf([came(n, "treasurer"), word(n, f)]);
    assert.deepEqual([rolesOf(waits), isWaiting(waits)], [[], true]);
    const inside = stateOf([came(n, "treasurer"), word(n, f), word(n, a), isIn(n)]);
    assert.deepEqual([rolesOf(inside), isWaiting(inside)], [["treasurer"], false]);
    assert.equal(inside.since?.index, 3);
    assert.equal(inside.since?.day, "2026-11-02");
    const gone = stateOf([came(n), left(n)]);
    assert.deepEqual([rolesOf(gone), isWaiting(gone)], [[], false]);
  });

  it("may leave and be seen out; the last coordination is not counted with them", () => {
    const given = [rooted(f, "coordination"), came(n, "coordination")];
    const leave = (who: string) =>
      decide(commands.leave, kinds, given, { forget: true }, { who, ...all });
    assert.deepEqual(types(leave(n)), ["member.left/1"]);
    assertRefused(leave(f), "people.last-coordination");
    const remove = { member: n, forget: true };
    const seen = decide(commands.remove, kinds, given, remove, { who: f, ...all }) as Decided;
    assert.deepEqual(types(seen), ["member.removed/1"]);
    assert.deepEqual(
      seen.erases?.map(({ parts }) => parts),
      [["people"]],
    );
  });

  it("is let in by no word of somebody who is gone, and cannot be vouched for then", () => {
    assertRefused(vouch([rooted(f), came(n), left(n)], f), "people.no-such-newcomer");
    assertRefused(vouch([rooted(f)], f), "people.no-such-newcomer");
  });
});

describe("a word taken back", () => {
  const withdraw = (given: Given[], who: string) =>
    decide(commands.withdrawVouch, kinds, given, { member: n }, { who, ...all });
  const given = [rooted(f), rooted(a), came(n), word(n, f)];

  it("counts no more, as long as it let nobody in", () => {
    const back = withdraw(given, f) as Decided;
    assert.deepEqual(types(back), ["member.vouch-withdrawn/1"]);
    assert.deepEqual(types(vouch([...given, ...back.facts], a)), ONE_WORD);
    assert.deepEqual(types(withdraw(given, a)), []);
    assertRefused(withdraw([...given, word(n, a), isIn(n)], f), "people.in-already");
  });
});

const holder = { by: "holder", thing: way, code: CODE } as const;
const made = (more: object = {}): Given =>
  fact(way, "invitation.made/2", {
    ...{ hash: codeHash(CODE), roles: ["member"], until: AT + DAY, uses: 9, by: f },
    ...{ way: "trusted", questions: [], enough: false, ...more },
  });
const join = (given: Given[], input: object = {}) =>
  decide(commands.join, kinds, given, { handle: "mar", ...input } as never, {
    ...{ author: holder, who: way },
  });
const invite = (given: Given[], more: object = {}) =>
  decide(commands.invite, kinds, given, { roles: ["member"], days: 1, uses: 2, ...more } as never, {
    who: f,
    ...all,
  });
const WORD = ["member.joined/2", "member.vouched/1"];

describe("a trusted link", () => {
  it("that is trusted counts as its maker's word", () => {
    assert.deepEqual(types(join([made()])), [...WORD, "invitation.used/1"]);
    const facts = (join([made()]) as Decided).facts;
    assert.equal(facts[1]?.record["by"], f);
  });

  it("made where nobody else could vouch lets in the first who comes, and only that one", () => {
    const alone = (invite([rooted(f)]) as Decided).facts[0]?.record;
    const two = (invite([rooted(f), rooted(a)]) as Decided).facts[0]?.record;
    assert.deepEqual([alone?.["enough"], two?.["enough"]], [true, false]);
    const used = fact(way, "invitation.used/1", { member: a });
    assert.ok(types(join([made({ enough: true })])).includes("member.let-in/1"));
    assert.ok(!types(join([made({ enough: true }), used])).includes("member.let-in/1"));
  });

  it("co-signed by another lets everyone in at once; twice by one is once", () => {
    const cosign = (given: Given[], who: string) =>
      decide(commands.cosignInvitation, kinds, given, { invitation: way }, { who, ...all });
    const group = [rooted(f), rooted(a), made()];
    assert.deepEqual(types(cosign(group, f)), []);
    const signed = [...group, ...(cosign(group, a) as Decided).facts];
    assert.deepEqual(types(cosign(signed, a)), []);
    const used = fact(way, "invitation.used/1", { member: a });
    const came = ["member.joined/2", "member.vouched/1", "member.vouched/1", "member.let-in/1"];
    assert.deepEqual(types(join([...signed, used])), [...came, "invitation.used/1"]);
    const puppets = [rooted(f), ...by(a, b), ...by(b, a), made({ by: b })];
    assert.equal((cosign(puppets, a) as Decided).facts[0]?.record["enough"], false);
    const withdrawn = fact(way, "invitation.withdrawn/1");
    assertRefused(cosign([...group, withdrawn], a), "people.not-to-cosign");
    const asks = made({ way: "questions", questions: [d] });
    assertRefused(cosign([rooted(f), rooted(a), asks], a), "people.not-to-cosign");
  });
});

describe("a link with questions", () => {
  it("vouches for nobody and asks for every answer", () => {
    const asks = made({ way: "questions", questions: [c, d] });
    const answers = [
      { question: c, text: "de la cocina" },
      { question: d, text: "por jara" },
    ];
    const decided = join([asks], { answers }) as Decided;
    const expected = ["member.joined/2", "member.answered/1", "invitation.used/1"];
    assert.deepEqual(types(decided), expected);
    assert.deepEqual(decided.facts[1]?.people, { answers });
    assert.deepEqual(decided.facts[1]?.record, { questions: [c, d] });
    const some = join([asks], { answers: answers.slice(0, 1) });
    assertRefused(some, "people.answer-missing");
    assert.equal((some as Refusal).field, "answer-2");
    // What was not asked is not kept.
    const more = join([made()], { answers }) as Decided;
    assert.ok(!JSON.stringify(more.facts).includes("cocina"));
  });

  it("needs some, of which at most ten are asked", () => {
    const texts = [{ lang: "es", text: "¿De dónde nos conoces?" }];
    const written = (thing: string) => fact(thing, "question.written/1");
    assertRefused(invite([rooted(f)], { way: "questions" }), "people.no-questions");
    const record = (invite([rooted(f), written(c)], { way: "questions" }) as Decided).facts[0]
      ?.record;
    assert.deepEqual([record?.["questions"], record?.["enough"]], [[c], false]);
    const ten = "0123456789".split("").map((digit) => written(digit.repeat(32)));
    const write = (given: Given[]) =>
      decide(commands.writeQuestion, kinds, given, { texts } as never, all);
    assertRefused(write(ten), "people.questions-full");
    const dropped = fact("0".repeat(32), "question.dropped/1");
    assert.deepEqual(types(write([...ten, dropped])), ["question.written/1"]);
  });
});
