/** Deciding about pictures beside somebody's words. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, type Given } from "../../house/testing.ts";
import type { FileRef } from "../../house/values/index.ts";
import { commands } from "./commands.ts";
import { coversFace } from "./decider-picture.ts";
import { consent } from "./facts.ts";
import { picture } from "./facts-picture.ts";
import { saying, subject } from "./facts-subject.ts";
import { ANN, ASKED, askedFor, gave, noted, termsOf, WORDS } from "./testing.ts";
import { timeRows } from "./times.ts";

const KINDS = [subject, consent, saying, picture];
const PHOTO = "4".repeat(32);
const FACES = ["none", "altered", "shown"] as const;
type Face = (typeof FACES)[number];

const file: FileRef = {
  ...{ id: "5".repeat(32), type: "image/jpeg", size: 9, sha256: "a".repeat(64) },
  ...{ width: 4, height: 3 },
};
const alt = { lang: "en", text: "the well" };
const kept = (face: Face = "none"): Given => ({
  ...{ thing: PHOTO, type: "picture.kept/1", record: { subject: ANN, saying: WORDS, face } },
});
const says = (what: string, record: object = {}): Given => ({
  ...{ thing: PHOTO, type: `picture.${what}/1`, record: record as never },
});
const shownNow = says("shown", { consent: ASKED, until: Date.UTC(2027, 0, 1) });
const allowed = (more: object = {}) => [
  askedFor({ scope: [WORDS, PHOTO], data: ["words", "picture"], ...more }),
  gave(),
];
const types = (result: ReturnType<typeof decide>) =>
  isRefusal(result) ? result.refused : result.facts.map(({ type }) => type.replace("/1", ""));
const matches = ({ kind }: { kind: string }) => kind === picture.kind;
const one = { picture: PHOTO };

describe("keeping a picture", () => {
  const input = { saying: WORDS, face: "none", alt } as const;
  it("takes the file that came along, and what it shows in words", () => {
    const done = decide(commands.keepPicture, KINDS, noted(), input, { files: [file] });
    assert.ok(!isRefusal(done));
    assert.deepEqual(types(done), ["picture.kept"]);
    const { words, files, record } = done.facts[0] ?? {};
    assert.deepEqual([words, files?.list, record?.["subject"]], [{ alt }, [file], ANN]);
  });

  it("is refused without one, beside erased words, and beside as many as there may be", () => {
    const when = (given: Given[], files = [file]) =>
      decide(commands.keepPicture, KINDS, given, input, { files, matches });
    assertRefused(decide(commands.keepPicture, KINDS, noted(), input), "consent.no-picture");
    const wiped = { thing: WORDS, type: "saying.wiped/1", record: {} };
    assertRefused(when([...noted(), wiped]), "consent.words-wiped");
    assertRefused(when([]), "consent.no-such-words");
    const four = [...noted(), ..."6789".split("").map((n) => ({ ...kept(), thing: n.repeat(32) }))];
    assertRefused(when(four), "consent.many-pictures");
    // What was erased leaves room.
    assert.deepEqual(types(when([...four, { ...says("wiped"), thing: "6".repeat(32) }])), [
      "picture.kept",
    ]);
  });
});

describe("asking for a picture", () => {
  const asks = (face: Face, terms: object) => {
    const text = { lang: "en", text: "may we?" };
    const input = {
      ...{ subject: ANN, ...termsOf({ scope: [PHOTO], ...terms }), lang: "en" },
      ...{ notice: text, purpose: text },
    };
    return decide(commands.ask, KINDS, [...noted(), kept(face)], input);
  };
  it("says that it is about pictures, and how much of a face is shown", () => {
    assertRefused(asks("none", { data: ["words"] }), "consent.say-picture");
    for (const seen of FACES)
      for (const may of FACES) {
        const asked = asks(seen, { data: ["picture"], face: may });
        if (coversFace(may, seen)) assert.ok(!isRefusal(asked), `${seen} under ${may}`);
        else assertRefused(asked, "consent.face-in-picture");
      }
  });

  it("of somebody else's is refused", () => {
    const text = { lang: "en", text: "may we?" };
    const other = { ...kept(), record: { subject: MEMBER_OTHER, saying: WORDS, face: "none" } };
    const terms = termsOf({ scope: [PHOTO], data: ["picture"] });
    const input = { subject: ANN, ...terms, lang: "en", notice: text, purpose: text };
    const asked = decide(commands.ask, KINDS, [...noted(), other], input);
    assertRefused(asked, "consent.not-theirs");
  });
});

const MEMBER_OTHER = "e".repeat(32);

describe("showing a picture", () => {
  const when = (given: Given[]) =>
    decide(commands.showPicture, KINDS, given, one, { permissions: [ASKED] });

  it("stands on a permission of theirs, for pictures, that goes as far as its face", () => {
    for (const seen of FACES)
      for (const may of FACES) {
        const done = when([...noted(), kept(seen), ...allowed({ face: may })]);
        if (coversFace(may, seen)) assert.deepEqual(types(done), ["picture.shown"]);
        else assertRefused(done, "house.no-permission");
      }
    assertRefused(
      when([...noted(), kept(), ...allowed({ data: ["words"] })]),
      "house.no-permission",
    );
    assertRefused(when([...noted(), kept()]), "house.no-permission");
    const other = { ...kept(), record: { subject: MEMBER_OTHER, saying: WORDS, face: "none" } };
    assertRefused(when([...noted(), other, ...allowed()]), "house.no-permission");
  });

  it("is refused of one that was erased, or never was", () => {
    assertRefused(when([...noted(), kept(), ...allowed(), says("wiped")]), "consent.picture-wiped");
    assertRefused(when([...noted(), ...allowed()]), "consent.no-such-picture");
  });
});

describe("taking a picture down, and erasing it", () => {
  const given = [...noted(), kept(), ...allowed(), shownNow];
  it("is never refused, and done once", () => {
    assert.deepEqual(types(decide(commands.takePictureDown, KINDS, given, one)), [
      "picture.taken-down",
    ]);
    const down = [...given, says("taken-down")];
    assert.deepEqual(types(decide(commands.takePictureDown, KINDS, down, one)), []);
    const done = decide(commands.wipePicture, KINDS, given, one);
    assert.ok(!isRefusal(done));
    assert.deepEqual(
      done.erases?.map(({ parts }) => parts),
      [["words", "files"]],
    );
    assert.deepEqual(
      types(decide(commands.wipePicture, KINDS, [...given, says("wiped")], one)),
      [],
    );
  });

  it("goes with the words it stands beside", () => {
    const words = { consent: ASKED, until: Date.UTC(2027, 0, 1), named: false };
    const both = [...given, { thing: WORDS, type: "saying.shown/1", record: words }];
    const down = decide(commands.takeDown, KINDS, both, { saying: WORDS }, { matches });
    assert.deepEqual(types(down), ["saying.taken-down", "picture.taken-down"]);
    const wiped = decide(commands.wipe, KINDS, both, { saying: WORDS }, { matches });
    assert.ok(!isRefusal(wiped));
    assert.deepEqual(types(wiped), ["saying.wiped", "picture.wiped"]);
    assert.deepEqual(
      wiped.erases?.map(({ kind, parts }) => [kind, ...parts]),
      [
        ["saying", "words"],
        ["picture", "words", "files"],
      ],
    );
  });

  it("by time, so many days after the permission's last day", () => {
    const row = commands.eraseTimed;
    const erases = (now: number) => {
      const input = { id: PHOTO, what: "pictures", days: 10, entries: [2], more: false };
      const author = { by: "clock", thing: PHOTO } as const;
      return decide(row, KINDS, given, input, { now, author });
    };
    const ends = Date.UTC(2027, 0, 1);
    assertRefused(erases(ends + 9 * DAY), "house.not-its-time");
    const done = erases(ends + 10 * DAY);
    assert.ok(!isRefusal(done));
    assert.deepEqual(
      done.erases?.map(({ parts }) => parts),
      [["words", "files"]],
    );
    assert.ok(timeRows.some(({ what }) => what === "pictures"));
  });
});
