/** What is shown under a permission, through the house: at every door, at the moment of looking. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PUBLIC } from "../../house/circles.ts";
import {
  assertDone,
  assertRefused,
  DAY,
  fold,
  type Given,
  testHouse,
} from "../../house/testing.ts";
import { plan } from "../index.ts";
import { search } from "../today/search.ts";
import { consent } from "./facts.ts";
import { saying, subject } from "./facts-subject.ts";
import { mayUse, shownVoices } from "./questions.ts";
import { standing } from "./standing.ts";
import {
  ASKED,
  askedFor,
  BY_VOICE,
  consentSpace,
  day,
  gave,
  heardYes,
  noted,
  WORDS,
} from "./testing.ts";

type Made = Awaited<ReturnType<typeof consentSpace>>;

/** All that an outsider learns of words: lists, one by its id, the timeline, the search. */
async function outside({ view }: Made, id: string): Promise<string> {
  const open = await view(PUBLIC);
  const { entries } = await open.latest(50, null);
  const found = await search(open, "النهر", "ar");
  return JSON.stringify([
    (await open.things(saying)).map((thing) => thing.id),
    (await open.thing(saying, id)) !== undefined,
    (await shownVoices(open)).map(({ quoted }) => quoted?.text),
    entries.filter(({ thing }) => thing.kind === saying.kind).length,
    found?.groups.map(({ kind, found: all }) => [kind, all.length]),
  ]);
}

const NOTHING = JSON.stringify([[], false, [], 0, []]);

/** Words that are shown. */
async function shown(made: Made, more: Parameters<Made["somebody"]>[0] = {}) {
  const one = await made.somebody(more);
  await made.ask("hear-yes", heardYes(one.consent), made.host, BY_VOICE);
  await made.ask("show-words", { saying: one.saying });
  return one;
}

it("what was allowed to some alone stands on no page, whoever wrote it down so", () => {
  const kinds = [subject, consent, saying];
  const show = { consent: ASKED, until: Date.UTC(2027, 0, 1), named: false };
  const shownNow: Given = { thing: WORDS, type: "saying.shown/1", record: show };
  const asked = (anyone: boolean) => {
    const index = standing.begin();
    const given = [...noted(), askedFor({ anyone, roles: ["member"] }), gave(), shownNow];
    for (const thing of fold(kinds, given).values()) index.take(thing as never);
    const now = Date.UTC(2026, 10, 5);
    const use = { consent: "publish", of: WORDS, channel: "group-page" };
    return [index.mayShow(WORDS, now), index.find(use, now, [])];
  };
  assert.deepEqual(
    [asked(true), asked(false)],
    [
      [true, [ASKED]],
      [false, null],
    ],
  );
});

describe("words of somebody", () => {
  it("are shown only where their permission holds, and gone with the next look", async () => {
    const made = await consentSpace();
    const one = await made.somebody();
    const show = () => made.send("show-words", { saying: one.saying });
    assertRefused(await show(), "house.no-permission");
    assert.equal(await outside(made, one.saying), NOTHING);
    await made.ask("hear-yes", heardYes(one.consent), made.host, BY_VOICE);
    assertDone(await show());
    const before = await outside(made, one.saying);
    assert.ok(before.includes("نريد أن نبقى قرب النهر") && before.includes('["saying",1]'), before);
    await made.ask("withdraw", { consent: one.consent }, one.holder);
    assert.equal(await outside(made, one.saying), NOTHING);
    assertRefused(await show(), "house.no-permission");
    const inside = await made.view();
    const theirs = await inside.thing(saying, one.saying);
    assert.ok(theirs !== undefined, "the host's still");
    assert.equal(inside.circleOf(theirs), "host", "and said to be the host's alone");
  });

  it("are gone when its last day is over, with no job run; nothing said is no yes", async () => {
    const made = await consentSpace();
    const one = await shown(made, { ends: day("2026-11-30"), review: day("2026-11-20") });
    made.clock.now = Date.UTC(2026, 10, 30, 23, 59, 59, 999);
    assert.notEqual(await outside(made, one.saying), NOTHING);
    made.clock.now = Date.UTC(2026, 11, 1);
    assert.equal(await outside(made, one.saying), NOTHING);
    assertRefused(await made.send("show-words", { saying: one.saying }), "house.no-permission");
  });

  it("do not come back with another permission: they are shown anew, under its terms", async () => {
    const made = await consentSpace();
    const named = { named: "first-name" } as const;
    const one = await made.somebody(named);
    await made.ask("hear-yes", heardYes(one.consent), made.host, BY_VOICE);
    const called = { lang: "ar", text: "سلمى" };
    await made.ask("show-words", { saying: one.saying, called });
    await made.ask("withdraw", { consent: one.consent });
    const text = { lang: "en", text: "once more" };
    const { termsOf } = await import("./testing.ts");
    const next = await made.ask("ask", {
      ...{ subject: one.subject, ...termsOf({ scope: [one.saying] }), lang: "en" },
      ...{ notice: text, purpose: text, replaces: one.consent },
    });
    await made.ask("hear-yes", heardYes(next["consent"] ?? ""), made.host, BY_VOICE);
    assert.equal(await outside(made, one.saying), NOTHING);
    assertRefused(await made.send("show-words", { saying: one.saying, called }), "consent.no-name");
    await made.ask("show-words", { saying: one.saying });
    const all = await outside(made, one.saying);
    assert.ok(all.includes("النهر") && !all.includes("سلمى"));
    const [voice] = await shownVoices(await made.view(PUBLIC));
    assert.equal(voice?.called, null);
  });

  it("close when somebody is said to be missing, and stay closed when they are back", async () => {
    const made = await consentSpace();
    const one = await shown(made);
    await made.ask("say-absent", { subject: one.subject, what: "missing" });
    assert.equal(await outside(made, one.saying), NOTHING);
    await made.ask("say-back", { subject: one.subject });
    assert.equal(await outside(made, one.saying), NOTHING);
  });

  it("are given on only where that very place was allowed", async () => {
    const made = await consentSpace();
    const one = await shown(made, { channels: ["group-page", "press"] });
    const pass = (channel: string) => made.send("pass-on", { saying: one.saying, channel });
    assertDone(await pass("press"));
    assertRefused(await pass("social"), "house.no-permission");
    const asks = { of: one.saying, activity: "publish" } as const;
    const view = await made.view();
    assert.ok(mayUse(view, { ...asks, channel: "press" }));
    assert.ok(!mayUse(view, { ...asks, channel: "social" }));
    assert.ok(!mayUse(view, { of: one.saying, activity: "fundraise", channel: null }));
    await made.ask("stop-person", { subject: one.subject });
    assertRefused(await pass("press"), "house.no-permission");
  });
});

it("stand on nothing for a use, either, once their person is missing", async () => {
  const made = await consentSpace();
  const one = await shown(made);
  const uses = async () =>
    mayUse(await made.view(), { of: one.saying, activity: "publish", channel: "group-page" });
  assert.ok(await uses());
  await made.ask("say-absent", { subject: one.subject, what: "missing" });
  assert.ok(!(await uses()));
  await made.ask("say-back", { subject: one.subject });
  assert.ok(!(await uses()), "nor when they are back: they are asked anew");
});

describe("the index of permissions", () => {
  it("knows what was decided in the same moment, and what another process wrote", async () => {
    const made = await consentSpace();
    const one = await shown(made);
    const other = testHouse(plan, 7, { store: made.store, keys: made.keys, clock: made.clock });
    const read = async () => {
      const view = await other.view(made.at, PUBLIC);
      return (await shownVoices(view)).length;
    };
    assert.equal(await read(), 1);
    // In one go: what is stopped first is not shown by what comes after it in the same commit.
    const [stopped, after] = await Promise.all([
      made.send("withdraw", { consent: one.consent }),
      made.send("show-words", { saying: one.saying }),
    ]);
    assertDone(stopped);
    assertRefused(after, "house.no-permission");
    assert.equal(await read(), 0);
    const more = await shown(made);
    assert.equal(await read(), 1);
    await made.ask("say-absent", { subject: more.subject, what: "detained" });
    assert.equal(await read(), 0);
    const third = testHouse(plan, 8, { store: made.store, keys: made.keys, clock: made.clock });
    assert.equal((await shownVoices(await third.view(made.at, PUBLIC))).length, 0);
  });

  it("asks nothing of who testifies or undoes", async () => {
    const rows = plan.rooms.flatMap(({ commands }) => commands);
    for (const { kind, consent, name } of rows)
      if (typeof consent === "object") assert.equal(kind, "act", name);
    const made = await consentSpace();
    const one = await shown(made);
    await made.ask("withdraw", { consent: one.consent });
    made.clock.pass(400 * DAY);
    for (const [command, input] of [
      ["take-words-down", { saying: one.saying }],
      ["wipe-words", { saying: one.saying }],
      ["withdraw", { consent: one.consent }],
      ["stop-person", { subject: one.subject }],
    ] as const)
      assertDone(await made.send(command, input));
  });
});
