import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CommandRow, Context } from "../../house/command.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { commands } from "./commands.ts";
import { noticeHash } from "./decider.ts";
import { type ConsentState, consent } from "./facts.ts";
import { type SubjectState, saying, subject } from "./facts-subject.ts";
import { type Status, statusOf } from "./status.ts";
import { ANN, ASKED, askedFor, day, gave, MEMBER, noted, says, termsOf, WORDS } from "./testing.ts";

const KINDS = [subject, consent, saying];
const AT = Date.UTC(2026, 10, 2, 9);
const CODE = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF";
/** Somebody of the group who made no code. */
const BO = { who: "b".repeat(32) } as const;
const HELD = { author: { by: "holder", thing: ASKED, code: CODE } } as const;

type Sent = Partial<Context>;
const when = <I>(row: CommandRow<I>, given: Given[], input: I, context: Sent = {}) =>
  decide(row, KINDS, given, input, context);
/** The types of the facts that came of it, or the refusal's code. */
const types = (result: ReturnType<typeof when>) =>
  isRefusal(result) ? result.refused : result.facts.map(({ type }) => type.replace(/\/\d+$/, ""));

/** How it stands after these facts, at a time. */
function status(given: Given[], now = AT + DAY): Status {
  const things = fold(KINDS, given);
  const person = things.get(ANN)?.state as SubjectState;
  return statusOf(things.get(ASKED)?.state as ConsentState, person, now);
}

const one = { consent: ASKED };
const asked = [...noted(), askedFor({ hash: codeHash(CODE) })];
const given = [...asked, gave()];
const heard = { ...one, as: "self", retold: true, interpreted: false } as const;
const VOICE = { arrived: "voice" } as const;
const again = {
  ...{ ...one, ends: day("2027-03-01"), review: day("2027-02-10"), lang: "en" },
  ...{ notice: { lang: "en", text: "once more" }, retold: true, interpreted: false },
};

const OVER: [Status, Given][] = [
  ["deferred", says("deferred")],
  ["refused", says("refused")],
  ["withdrawn", says("withdrawn")],
  ["revoked", says("revoked", { because: "danger" })],
  ["invalidated", says("invalidated", { because: "pressure" })],
];

describe("the states of a permission", () => {
  it("goes from asked to given, refused or deferred, and each by one word", () => {
    assert.equal(status(asked), "asked");
    assert.deepEqual(types(when(commands.hear, asked, heard, VOICE)), ["consent.given"]);
    assert.deepEqual(types(when(commands.refuse, asked, one)), ["consent.refused"]);
    assert.deepEqual(types(when(commands.defer, asked, one)), ["consent.deferred"]);
    assert.equal(status(given), "given");
    // A no after a yes stops it, and is not refused either.
    assert.deepEqual(types(when(commands.refuse, given, one)), ["consent.withdrawn"]);
    assert.deepEqual(types(when(commands.defer, given, one)), []);
    // Taking back what was only asked is a no.
    assert.deepEqual(types(when(commands.withdraw, asked, one)), ["consent.refused"]);
  });

  it("goes from given to renewed, withdrawn, revoked, invalidated; by time to expired", () => {
    assert.deepEqual(types(when(commands.renew, given, again, VOICE)), [
      ...["consent.renewed", "subject.asked"],
    ]);
    assert.deepEqual(types(when(commands.withdraw, given, one)), ["consent.withdrawn"]);
    const danger = { ...one, because: "danger" } as const;
    assert.deepEqual(types(when(commands.revoke, given, danger)), ["consent.revoked"]);
    const pressed = { ...one, because: "pressure" } as const;
    assert.deepEqual(types(when(commands.invalidate, given, pressed)), ["consent.invalidated"]);
    assert.equal(status(given, Date.UTC(2026, 11, 31, 23, 59, 59)), "given");
    assert.equal(status(given, Date.UTC(2027, 0, 1)), "expired", "the last day counts whole");
    const yes = { as: "self", how: "voice", heard: MEMBER, interpreted: false, assembly: null };
    const { ends, review } = again;
    const more = says("renewed", { ends, review, lang: "en", notice: "e".repeat(64), ...yes });
    assert.equal(status([...given, more], Date.UTC(2027, 0, 1)), "renewed");
    assert.equal(status([...given, more], Date.UTC(2027, 2, 2)), "expired");
  });

  it("never leaves an end: no yes, no renewal, no second end", () => {
    for (const [name, end] of OVER) {
      const before = ["deferred", "refused"].includes(name) ? asked : given;
      const all = [...before, end];
      assert.equal(status(all), name);
      assertRefused(when(commands.hear, all, heard, VOICE), "consent.over");
      assertRefused(when(commands.give, all, { ...one, as: "self" }, HELD), "consent.over");
      assertRefused(when(commands.confirm, all, one), "consent.over");
      assertRefused(when(commands.renew, all, again, VOICE), "consent.over");
      assertRefused(when(commands.makeCode, all, one), "consent.over");
      assert.deepEqual(types(when(commands.withdraw, all, one)), [], name);
      assert.deepEqual(types(when(commands.revoke, all, { ...one, because: "law" })), []);
      assert.deepEqual(
        types(when(commands.invalidate, all, { ...one, because: "pressure" })),
        [],
        name,
      );
    }
    const late = { now: Date.UTC(2027, 0, 1), ...VOICE };
    assertRefused(when(commands.hear, asked, heard, late), "consent.over");
    assertRefused(when(commands.renew, given, again, late), "consent.over");
    assert.deepEqual(types(when(commands.withdraw, given, one, late)), []);
  });
});

describe("the terms of a permission", () => {
  it("always have an end: at most twelve months, three with risks, the review before it", () => {
    const ask = (more: Parameters<typeof termsOf>[0]) =>
      when(commands.ask, noted(), {
        ...{ subject: ANN, ...termsOf(more), lang: "en" },
        ...{ notice: { lang: "en", text: "Do you?" }, purpose: { lang: "en", text: "our page" } },
      });
    assert.deepEqual(types(ask({})), ["consent.asked", "subject.asked"]);
    assertRefused(ask({ ends: day("2027-11-03") }), "consent.too-long");
    assert.ok(!isRefusal(ask({ ends: day("2027-11-02") })));
    assertRefused(ask({ data: ["words", "risk"], ends: day("2027-02-03") }), "consent.too-long");
    assertRefused(ask({ ends: day("2026-11-01") }), "consent.ends-when");
    assertRefused(ask({ review: day("2027-01-01") }), "consent.review-when");
    // Whoever allows it to some alone allows no page; words are not shown as something else.
    const few = { anyone: false, roles: ["member" as const] };
    assertRefused(ask(few), "consent.say-to");
    assert.ok(!isRefusal(ask({ ...few, activity: "share-data", channels: [] })));
    assertRefused(ask({ data: ["place"] }), "consent.say-words");
    const { shape } = commands.ask;
    assert.ok(!shape.safeParse({ ...termsOf(), ends: null }).success);
  });

  it("show a child's face and voice to nobody as they are", () => {
    const ask = (is: "child" | "person", more: Parameters<typeof termsOf>[0]) =>
      when(commands.ask, noted(is), {
        ...{ subject: ANN, ...termsOf(more), lang: "en" },
        ...{ notice: { lang: "en", text: "Do you?" }, purpose: { lang: "en", text: "our page" } },
      });
    for (const [one, of] of [
      ["face", "picture"],
      ["voice", "voice"],
    ] as const) {
      const may = (how: "altered" | "shown") => ({ data: ["words" as const, of], [one]: how });
      assertRefused(ask("child", may("shown")), "consent.no-child-face");
      assert.ok(!isRefusal(ask("child", may("altered"))), one);
      assert.ok(!isRefusal(ask("person", may("shown"))), one);
      // Each goes with what it is of, and with nothing else.
      const other = of === "voice" ? ("picture" as const) : ("voice" as const);
      const wrong = { data: ["words" as const, other], [one]: "altered" as const };
      assertRefused(ask("person", wrong), `consent.${one}-of-what`);
    }
  });

  it("say how it is taken back without an account, and that no costs nothing", () => {
    const ask = (more: object) =>
      commands.ask.shape.safeParse({
        ...{ subject: ANN, ...termsOf(), lang: "en", notice: { lang: "en", text: "x" } },
        ...{ purpose: { lang: "en", text: "our page" }, ...more },
      }).success;
    assert.ok(ask({}));
    assert.ok(!ask({ withdraw: ["code"] }), "one way alone");
    assert.ok(!ask({ noCost: false }));
    assert.ok(!ask({ scope: [] }));
    const only = { ...termsOf({ withdraw: ["page", "phone"] }), lang: "en" };
    const text = { lang: "en", text: "x" };
    const input = { ...only, subject: ANN, notice: text, purpose: text };
    assertRefused(when(commands.ask, noted(), input), "consent.way-without-account");
    const other = { ...input, ...termsOf({ scope: ["9".repeat(32)] }) };
    assertRefused(when(commands.ask, noted(), other), "consent.not-theirs");
    const partly = { ...input, ...termsOf({ activity: "share-data", channels: [] }) };
    assertRefused(when(commands.ask, noted(), partly), "consent.channels-publish");
  });

  it("keep of the notice a salted hash, in the language it was shown", () => {
    const notice = { lang: "ar", text: "هل تأذنين؟" };
    const done = when(commands.ask, noted(), {
      ...{ subject: ANN, ...termsOf(), lang: "ar", notice },
      purpose: { lang: "ar", text: "لصفحتنا" },
    });
    assert.ok(!isRefusal(done));
    const [fact] = done.facts;
    const { salt } = (fact?.words ?? {}) as { salt: string };
    assert.equal(fact?.record["notice"], noticeHash(notice, salt));
    assert.notEqual(noticeHash(notice, salt), noticeHash(notice, "0".repeat(32)));
    assert.equal(fact?.record["hash"], codeHash(String(done.answer?.["code"])));
    assert.ok(!JSON.stringify(fact?.record).includes("تأذنين"), "no words in the record");
  });
});

describe("a yes that a member heard", () => {
  it("counts where it was repeated in their own words; else it is told, and opens nothing", () => {
    const quick = { ...heard, retold: false };
    assert.deepEqual(types(when(commands.hear, asked, quick, VOICE)), ["consent.told"]);
    const told = [...asked, says("told", { by: "self", heard: MEMBER })];
    assert.equal(status(told), "unsaid");
    assert.deepEqual(types(when(commands.hear, told, heard, VOICE)), ["consent.given"]);
    // A click of a member's own is nobody's yes.
    assertRefused(when(commands.hear, asked, heard), "consent.how-said");
    assertRefused(when(commands.hear, asked, heard, { arrived: "import" }), "consent.how-said");
    assertRefused(when(commands.hear, given, heard, VOICE), "consent.given-already");
  });

  it("told on behalf of somebody opens nothing until six digits were read out", () => {
    const other = { ...heard, as: "other", retold: true } as const;
    assert.deepEqual(types(when(commands.hear, asked, other, VOICE)), ["consent.told"]);
    assertRefused(when(commands.confirm, asked, one), "consent.nothing-told");
    const told = [...asked, says("told", { by: "other", heard: MEMBER })];
    assert.equal(status(told), "told");
    assertRefused(when(commands.confirm, told, one), "consent.another-hears");
    assert.deepEqual(types(when(commands.confirm, told, one, BO)), ["consent.given"]);
    assert.equal(commands.confirm.byHand, true, "no program says that digits were right");
    const face = [...noted(), askedFor({ face: "shown", data: ["words", "picture"] })];
    assertRefused(when(commands.hear, face, other, VOICE), "consent.own-yes-only");
    assert.deepEqual(types(when(commands.hear, face, heard, VOICE)), ["consent.given"]);
  });

  it("of a child takes the child's and the guardian's, and either ends it", () => {
    const child = [...noted("child"), askedFor({ needs: "both", hash: codeHash(CODE) })];
    assert.equal(status([...child, gave("guardian")]), "half");
    assert.equal(status([...child, gave("self")]), "half");
    const both = [...child, gave("guardian"), gave("self")];
    assert.equal(status(both), "given");
    assert.deepEqual(types(when(commands.withdraw, both, one, HELD)), ["consent.withdrawn"]);
    assert.deepEqual(types(when(commands.withdraw, [...child, gave("self")], one)), [
      "consent.refused",
    ]);
    const quick = { ...heard, retold: false };
    assertRefused(when(commands.hear, child, quick, VOICE), "consent.child-not-told");
    const guardian = { ...heard, as: "guardian" } as const;
    assertRefused(when(commands.hear, asked, guardian, VOICE), "consent.guardian-of-child");
    assert.deepEqual(types(when(commands.hear, child, guardian, VOICE)), ["consent.given"]);
    assertRefused(when(commands.renew, both, again, VOICE), "consent.renew-anew");
  });

  it("of a community is an assembly's, in bands, and never stands for a person's", () => {
    const assembly = { many: "20", absent: ["women"], unheard: ["far-away"] } as const;
    const said = { ...heard, as: "assembly", assembly: structuredClone(assembly) } as never;
    const gathered = { arrived: "assembly" } as const;
    const many = [...noted("community"), askedFor({ needs: "assembly", hash: codeHash(CODE) })];
    assert.deepEqual(types(when(commands.hear, many, said, gathered)), ["consent.given"]);
    assertRefused(when(commands.hear, asked, said, gathered), "consent.assembly-is-no-person");
    assertRefused(when(commands.hear, many, heard, VOICE), "consent.community-by-assembly");
    assertRefused(when(commands.hear, many, said, VOICE), "consent.say-assembly");
    const own = { ...one, as: "self" } as const;
    assertRefused(when(commands.give, many, own, HELD), "consent.community-by-assembly");
    const { shape } = commands.hear;
    const few = { ...heard, as: "assembly", assembly: { ...assembly, many: "4" } };
    assert.ok(!shape.safeParse(few).success, "no band under five");
  });
});

describe("somebody who cannot be asked", () => {
  const absent = (what = "missing"): Given => ({
    ...{ thing: ANN, type: "subject.absent/1", record: { what } },
  });
  const speaker: Given = { thing: ANN, type: "subject.beside-named/1", record: { as: "speaker" } };
  const kept: Given = { thing: ANN, type: "subject.spoken-for/1", record: {} };
  const back: Given = { thing: ANN, type: "subject.back/1", record: {} };
  const of = { subject: ANN };
  const PHONE = { arrived: "phone" } as const;

  it("has all closed at once, and only who was named before can say that it goes on", () => {
    assert.equal(status([...given, absent()]), "closed");
    assertRefused(when(commands.speakFor, [...given, absent()], of, PHONE), "consent.no-speaker");
    const before = [...given, speaker, absent()];
    assertRefused(when(commands.speakFor, before, of, PHONE), "consent.another-speaks");
    const other = { ...BO, ...PHONE };
    assert.deepEqual(types(when(commands.speakFor, before, of, other)), ["subject.spoken-for"]);
    assertRefused(when(commands.speakFor, before, of, BO), "consent.how-said");
    const after = [...given, absent(), speaker];
    assertRefused(when(commands.speakFor, after, of, PHONE), "consent.no-speaker");
    const named = { ...of, as: "speaker", name: "x", reach: "y" } as const;
    assertRefused(when(commands.nameBeside, [...given, absent()], named), "consent.speaker-before");
    assert.equal(status([...before, kept]), "given");
    assert.equal(status([...before, kept, absent("dead")]), "closed", "each absence closes anew");
  });

  it("can have nobody say yes for them but the one named before", () => {
    const gone = [...asked, absent("detained")];
    assertRefused(when(commands.hear, gone, heard, VOICE), "consent.is-absent");
    const spoken = { ...heard, as: "speaker" } as const;
    assertRefused(when(commands.hear, gone, spoken, VOICE), "consent.no-speaker");
    const named = [...noted(), speaker, absent("detained"), askedFor()];
    assertRefused(when(commands.hear, named, spoken, VOICE), "consent.another-speaks");
    const other = { ...VOICE, ...BO };
    assert.deepEqual(types(when(commands.hear, named, spoken, other)), ["consent.given"]);
    assert.equal(status([...named, gave("speaker")]), "given");
    // Whoever holds the code cannot open it while they are away, nor by their coming back.
    assert.equal(status([...gone, gave("self", "own-hand")]), "closed");
    assert.equal(status([...gone, gave("self", "own-hand"), back]), "closed");
  });

  it("is asked anew when they are back", () => {
    assert.equal(status([...given, absent(), back]), "closed");
    assert.equal(status([...asked, absent(), back, gave()]), "given");
  });
});

describe("whoever holds the code", () => {
  it("says yes and takes it back in one step each; a wrong code is of nothing", () => {
    const own = { ...one, as: "self" } as const;
    assert.deepEqual(types(when(commands.give, asked, own, HELD)), ["consent.said-by-hand"]);
    assert.deepEqual(types(when(commands.withdraw, given, one, HELD)), ["consent.withdrawn"]);
    const wrong = { author: { ...HELD.author, code: "0".repeat(24) } };
    for (const row of [commands.withdraw, commands.refuse, commands.defer])
      assertRefused(when(row, given, one, wrong), "consent.no-such-permission");
    assertRefused(when(commands.give, asked, own, wrong), "consent.no-such-permission");
    const made = says("code-made", { hash: "b".repeat(64) });
    assertRefused(when(commands.give, [...asked, made], own, HELD), "consent.no-such-permission");
    const old = when(commands.withdraw, [...given, made], one, HELD);
    assert.deepEqual(types(old), ["consent.withdrawn"]);
    assert.deepEqual(types(when(commands.renew, given, again, HELD)), ["consent.more-said"]);
  });
});

describe("what a permission is for", () => {
  const shown = { saying: WORDS };
  const under = { permissions: [ASKED] };

  it("is shown under the one the gate found, without a name where none is allowed", () => {
    assert.deepEqual(types(when(commands.show, given, shown, under)), ["saying.shown"]);
    assertRefused(when(commands.show, given, shown), "house.no-permission");
    const called = { ...shown, called: { lang: "en", text: "salma" } };
    assertRefused(when(commands.show, given, called, under), "consent.no-name");
    const named = [...noted(), askedFor({ named: "other-name" }), gave()];
    const done = when(commands.show, named, called, under);
    assert.ok(!isRefusal(done));
    assert.equal(done.facts[0]?.standsOn, ASKED, "its stamp says on what it stands");
    const passed = { ...shown, channel: "press" } as const;
    assert.deepEqual(types(when(commands.passOn, given, passed, under)), ["saying.passed-on"]);
  });

  it("stops all of one person's at once, and erases who they are", () => {
    const ends = Date.UTC(2027, 0, 1);
    const link: Given = {
      ...{ thing: ANN, type: "subject.asked/1", record: { consent: ASKED, ends } },
    };
    const stopped = when(commands.stopPerson, [...given, link], { subject: ANN });
    assert.deepEqual(types(stopped), ["consent.withdrawn"]);
    const gone = when(commands.takeNamesBack, given, { subject: ANN });
    assert.ok(!isRefusal(gone));
    assert.deepEqual(gone.erases?.[0]?.parts, ["people"]);
    assertRefused(when(commands.takeWordsBack, given, one), "consent.stop-first");
    const over = [...given, says("withdrawn")];
    assert.deepEqual(types(when(commands.takeWordsBack, over, one)), ["consent.words-taken-back"]);
  });
});
