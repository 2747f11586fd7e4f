/** Deciding about somebody's own words as sound. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, type Given } from "../../house/testing.ts";
import type { FileRef } from "../../house/values/index.ts";
import { commands } from "./commands.ts";
import { consent } from "./facts.ts";
import { picture } from "./facts-picture.ts";
import { spoken } from "./facts-spoken.ts";
import { saying, subject } from "./facts-subject.ts";
import { noticeFor } from "./notice.ts";
import type { Channel } from "./terms.ts";
import { ANN, ASKED, askedFor, gave, noted, termsOf, WORDS } from "./testing.ts";

const KINDS = [subject, consent, saying, picture, spoken];
const SOUND = "4".repeat(32);
const OTHER = "e".repeat(32);
const VOICES = ["altered", "shown"] as const;
const MAY = ["none", "altered", "shown"] as const;
type HeardAs = (typeof VOICES)[number];

const named = { id: "5".repeat(32), size: 9, sha256: "a".repeat(64) };
const file: FileRef = { ...named, type: "audio/mpeg", seconds: 4 };
const photo: FileRef = { ...named, type: "image/jpeg", width: 4, height: 3 };
const kept = (voice: HeardAs = "shown", of = ANN): Given => ({
  ...{ thing: SOUND, type: "spoken.kept/1", record: { subject: of, saying: WORDS, voice } },
});
const did = (what: string, record: object = {}): Given => ({
  ...{ thing: SOUND, type: `spoken.${what}/1`, record: record as never },
});
const heardNow = did("shown", { consent: ASKED, until: Date.UTC(2027, 0, 1) });
const allowed = (more: object = {}) => [
  askedFor({ scope: [WORDS, SOUND], data: ["words", "voice"], voice: "shown", ...more }),
  gave(),
];
const types = (result: ReturnType<typeof decide>) =>
  isRefusal(result) ? result.refused : result.facts.map(({ type }) => type.replace("/1", ""));
const matches = ({ kind }: { kind: string }) => kind === spoken.kind;
const one = { spoken: SOUND };
const text = { lang: "en", text: "may we?" };

describe("keeping somebody's own words as sound", () => {
  const input = { saying: WORDS, voice: "shown", known: true } as const;
  it("takes a recording that came along, of words that are there", () => {
    const done = decide(commands.keepSpoken, KINDS, noted(), input, { files: [file] });
    assert.ok(!isRefusal(done));
    assert.deepEqual(types(done), ["spoken.kept"]);
    const [fact] = done.facts;
    assert.deepEqual(
      [fact?.words, fact?.files?.list, fact?.people],
      [undefined, [file], undefined],
    );
    for (const files of [[], [photo]])
      assertRefused(
        decide(commands.keepSpoken, KINDS, noted(), input, { files }),
        "consent.no-sound",
      );
    const wiped = [...noted(), { thing: WORDS, type: "saying.wiped/1", record: {} }];
    for (const [given, why] of [
      [[], "consent.no-such-words"],
      [wiped, "consent.words-wiped"],
    ] as const)
      assertRefused(decide(commands.keepSpoken, KINDS, [...given], input, { files: [file] }), why);
  });

  it("takes two beside the same words, and a third once one was erased", () => {
    const two = [...noted(), kept(), { ...kept("altered"), thing: "6".repeat(32) }];
    const when = (given: Given[]) =>
      decide(commands.keepSpoken, KINDS, given, input, { files: [file], matches });
    assertRefused(when(two), "consent.many-spoken");
    assert.deepEqual(types(when([...two, did("wiped")])), ["spoken.kept"]);
  });

  it("is for those who know that they were recorded", () => {
    const { shape } = commands.keepSpoken;
    assert.ok(shape.safeParse(input).success);
    assert.ok(!shape.safeParse({ ...input, known: false }).success);
    assert.ok(!shape.safeParse({ saying: WORDS, voice: "shown" }).success);
    assert.ok(!shape.safeParse({ ...input, voice: "none" }).success);
  });
});

describe("asking for a voice", () => {
  const asks = (given: Given[], terms: object) => {
    const asked = { subject: ANN, ...termsOf({ scope: [SOUND], ...terms }), lang: "en" };
    return decide(commands.ask, KINDS, given, { ...asked, notice: text, purpose: text });
  };
  it("says that it is about their voice, and how far it may be known", () => {
    assertRefused(asks([...noted(), kept()], { data: ["words"] }), "consent.say-voice");
    for (const heard of VOICES)
      for (const may of MAY) {
        const asked = asks([...noted(), kept(heard)], { data: ["voice"], voice: may });
        const covers = MAY.indexOf(heard) <= MAY.indexOf(may);
        if (covers) assert.ok(!isRefusal(asked), `${heard} under ${may}`);
        else assertRefused(asked, "consent.voice-in-recording");
      }
    const other = [...noted(), kept("shown", OTHER)];
    assertRefused(asks(other, { data: ["voice"], voice: "shown" }), "consent.not-theirs");
  });

  it("takes neither a face along nor is taken along by one", () => {
    const face = { data: ["picture", "voice"], face: "shown" };
    assertRefused(asks([...noted(), kept()], face), "consent.voice-in-recording");
    const voice = asks([...noted(), kept()], { data: ["voice"], voice: "shown" });
    assert.ok(!isRefusal(voice));
    const record = voice.facts[0]?.record as Record<string, unknown>;
    assert.deepEqual([record["face"], record["voice"]], ["none", "shown"]);
  });

  it("is said in the notice, whatever was asked of a face", () => {
    const told = (more: object) => {
      const about = { purpose: "x", group: "x", address: "x", quotes: 2, is: "person" } as const;
      const groups: string[] = [];
      return noticeFor("en", { ...about, groups, terms: termsOf(more) }).text;
    };
    assert.match(told({}), /Your face is not shown\.\n\nYour voice is not heard\./);
    const both = told({ data: ["words", "voice"], voice: "shown" });
    assert.match(both, /Your face is not shown\.\n\nYour voice is heard as it is\./);
    assert.match(both, /Exactly 2 texts, pictures and recordings of yours/);
  });

  it("is theirs alone: nobody's to bring for them, no child's, no assembly's as it is", () => {
    const given = [...noted(), kept(), allowed()[0] as Given];
    const brought = { consent: ASKED, as: "other", retold: false, interpreted: false } as const;
    const how = { arrived: "phone" } as const;
    assertRefused(decide(commands.hear, KINDS, given, brought, how), "consent.own-yes-only");
    for (const is of ["child", "community"] as const) {
      const asked = asks([...noted(is), kept()], { data: ["voice"], voice: "shown" });
      assertRefused(asked, is === "child" ? "consent.no-child-face" : "consent.no-community-face");
    }
  });

  it("was part of the face in what was asked before it had a term of its own", () => {
    for (const [data, face, voice] of [
      [["words", "voice"], "shown", "shown"],
      [["words", "picture"], "shown", "none"],
    ] as const) {
      const { uses: _uses, voice: _voice, ...first } = termsOf({ data: [...data], face });
      assert.equal(termsOfRecord(first).voice, voice);
    }
  });
});

/** A permission as it was asked at first, folded. */
function termsOfRecord(terms: object) {
  const record = {
    ...{ subject: ANN, ...terms, lang: "en", notice: "f".repeat(64), needs: "self" },
    ...{ hash: "0".repeat(64), replaces: null },
  };
  const seen = {
    type: "consent.asked/1",
    record,
    index: 0,
    n: 0,
    day: "",
    stamp: { at: 0, who: "" },
  };
  return consent.evolve(structuredClone(consent.initial), seen as never);
}

describe("letting a voice be heard, here and elsewhere", () => {
  const here = (given: Given[]) =>
    decide(commands.showSpoken, KINDS, given, one, { permissions: [ASKED] });
  const there = (given: Given[], channel: Channel = "press") =>
    decide(commands.passSpokenOn, KINDS, given, { ...one, channel }, { permissions: [ASKED] });

  it("stands on a permission of theirs, for a voice, that goes as far as it", () => {
    for (const when of [here, there]) {
      for (const heard of VOICES)
        for (const may of MAY) {
          const done = when([...noted(), kept(heard), ...allowed({ voice: may })]);
          if (MAY.indexOf(heard) <= MAY.indexOf(may)) assert.ok(!isRefusal(done));
          else assertRefused(done, "house.no-permission");
        }
      const words = allowed({ data: ["words"], voice: "none" });
      assertRefused(when([...noted(), kept(), ...words]), "house.no-permission");
      const face = allowed({ data: ["words", "picture"], face: "shown", voice: "none" });
      assertRefused(when([...noted(), kept("altered"), ...face]), "house.no-permission");
      assertRefused(when([...noted(), kept("shown", OTHER), ...allowed()]), "house.no-permission");
      assertRefused(when([...noted(), kept()]), "house.no-permission");
      const wiped = [...noted(), kept(), ...allowed(), did("wiped")];
      assertRefused(when(wiped), "consent.spoken-wiped");
      assertRefused(when([...noted(), ...allowed()]), "consent.no-such-recording");
    }
    assertRefused(there([...noted(), kept(), ...allowed()], "group-page"), "consent.is-here");
    const passed = did("passed-on", { consent: ASKED, channel: "press" });
    const often = [...noted(), kept(), ...allowed(), ...Array.from({ length: 60 }, () => passed)];
    assertRefused(there(often), "consent.passed-often");
  });
});

describe("taking a voice down, and erasing it", () => {
  const given = [...noted(), kept(), ...allowed(), heardNow];
  it("is never refused, and done once", () => {
    const down = decide(commands.takeSpokenDown, KINDS, given, one);
    assert.deepEqual(types(down), ["spoken.taken-down"]);
    const again = [...given, did("taken-down")];
    assert.deepEqual(types(decide(commands.takeSpokenDown, KINDS, again, one)), []);
    const done = decide(commands.wipeSpoken, KINDS, given, one);
    assert.ok(!isRefusal(done));
    assert.deepEqual(
      done.erases?.map(({ parts }) => parts),
      [["files"]],
    );
    const twice = decide(commands.wipeSpoken, KINDS, [...given, did("wiped")], one);
    assert.deepEqual(types(twice), []);
  });

  it("goes with the words that are said in it", () => {
    const words = { consent: ASKED, until: Date.UTC(2027, 0, 1), named: false };
    const both = [...given, { thing: WORDS, type: "saying.shown/1", record: words }];
    const down = decide(commands.takeDown, KINDS, both, { saying: WORDS }, { matches });
    assert.deepEqual(types(down), ["saying.taken-down", "spoken.taken-down"]);
    const wiped = decide(commands.wipe, KINDS, both, { saying: WORDS }, { matches });
    assert.ok(!isRefusal(wiped));
    assert.deepEqual(types(wiped), ["saying.wiped", "spoken.wiped"]);
    assert.deepEqual(
      wiped.erases?.map(({ kind, parts }) => [kind, ...parts]),
      [
        ["saying", "words"],
        ["spoken", "files"],
      ],
    );
  });

  it("by time, so many days after the permission's last day", () => {
    const ends = Date.UTC(2027, 0, 1);
    const erases = (now: number) => {
      const input = { id: SOUND, what: "spoken", days: 10, entries: [2], more: false };
      const author = { by: "clock", thing: SOUND } as const;
      return decide(commands.eraseTimed, KINDS, given, input, { now, author });
    };
    assertRefused(erases(ends + 9 * DAY), "house.not-its-time");
    const done = erases(ends + 10 * DAY);
    assert.ok(!isRefusal(done));
    assert.deepEqual(
      done.erases?.map(({ parts }) => parts),
      [["files"]],
    );
  });
});
