import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Context, Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given, HOUR } from "../../house/testing.ts";
import { dutyCommands as commands } from "./commands-duties.ts";
import { actsFor, DUTIES_MAX, type DutyState, duty } from "./duties.ts";
import { member } from "./facts.ts";
import { awakeAt } from "./own-time.ts";

const testing = await import("../../web/testing.ts");

const kinds = [member, duty];
const [ann, bo, cy] = ["a".repeat(32), "b".repeat(32), "c".repeat(32)];
const D = "9".repeat(32);
const AT = Date.UTC(2026, 10, 2, 9);
const joins = (thing: string, role = "member"): Given => ({
  ...{ thing, type: "member.joined/1", record: { roles: [role], invitation: null } },
});
const on = (type: string, record: object = {}): Given => ({
  ...{ thing: D, type: `duty.${type}/1`, record: { ...record } },
});
const placed = (place: string, who: string | null) => on("placed", { place, member: who });
const people = [joins(ann), joins(bo), joins(cy), on("named")];
const both = [...people, placed("holder", ann), placed("second", bo)];
const name = [{ lang: "en", text: "Keep the keys" }];
const covers = (by: string, from: number, until: number) => on("covered", { by, from, until });

function facts(decided: Decided | Refusal) {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts.map(({ type, record }) => [type, record]);
}
const stateOf = (given: Given[]) => (fold(kinds, given).get(D) as Thing<DutyState>).state;

describe("taking, giving, putting down", () => {
  const take = (given: Given[], place: "holder" | "second", who = ann) =>
    decide(commands.takeDuty, kinds, given, { duty: D, place }, { who });

  it("takes a place that is free, and none that somebody here has", () => {
    assert.deepEqual(facts(take(people, "holder")), [
      ["duty.placed/1", { place: "holder", member: ann }],
    ]);
    assert.deepEqual(facts(take(both, "holder")), [], "it is theirs already");
    assertRefused(take(both, "holder", cy), "people.duty-held");
    const left: Given = { thing: ann, type: "member.left/1", record: {} };
    assert.equal(facts(take([...both, left], "holder", cy)).length, 1, "who is gone has none");
    assertRefused(take([...people, placed("holder", ann)], "second"), "people.duty-both");
    assertRefused(take([...people, on("ended")], "holder"), "people.duty-ended");
  });

  it("leaves nobody with both places", () => {
    const state = stateOf([...both, placed("holder", bo)]);
    assert.deepEqual([state.holder, state.second], [bo, null]);
  });

  it("is given to whoever does more than look on, or to nobody", () => {
    const give = (to: string | null, given = people) =>
      decide(commands.giveDuty, kinds, given, { duty: D, place: "second", member: to });
    assert.deepEqual(facts(give(bo)), [["duty.placed/1", { place: "second", member: bo }]]);
    assert.deepEqual(facts(give(null)), []);
    const watches = [joins("e".repeat(32), "observer"), on("named")];
    assertRefused(give("e".repeat(32), watches), "people.no-such-member");
  });

  it("is put down by whoever has it, whatever it is; others put down nothing", () => {
    const down = (who: string, given = both) =>
      facts(decide(commands.putDownDuty, kinds, given, { duty: D }, { who }));
    assert.deepEqual(down(bo), [["duty.placed/1", { place: "second", member: null }]]);
    assert.deepEqual(down(cy), []);
    const covered = [...both, covers(cy, AT, AT + DAY), on("ended")];
    assert.deepEqual(down(cy, covered), [["duty.cover-ended/1", {}]]);
  });

  it("is named only so often", () => {
    const id = (n: number) => String(n).padStart(32, "0");
    const many = Array.from({ length: DUTIES_MAX }, (_, n): Given => {
      return { thing: id(n), type: "duty.named/1", record: {} };
    });
    const matches = ({ kind }: Thing) => kind === "duty";
    const one = (given: Given[]) => decide(commands.nameDuty, kinds, given, { name }, { matches });
    assertRefused(one(many), "people.duties-full");
    assert.equal(
      facts(one([...many, { thing: id(3), type: "duty.ended/1", record: {} }])).length,
      1,
    );
  });
});

describe("cover and handing over", () => {
  const cover = (input: object, more: Partial<Context> = {}) =>
    decide(
      commands.coverDuty,
      kinds,
      both,
      { duty: D, member: bo, from: AT, until: AT + DAY, ...input },
      { who: ann, now: AT, ...more },
    );

  it("is the holder's word, for somebody else, for days that are not over", () => {
    assert.deepEqual(facts(cover({})), [["duty.covered/1", { by: bo, from: AT, until: AT + DAY }]]);
    assertRefused(cover({}, { who: bo }), "people.not-your-duty");
    assertRefused(cover({ member: ann }), "people.no-such-member");
    assertRefused(cover({ until: AT }), "people.cover-over");
    assertRefused(cover({}, { now: AT + 2 * DAY }), "people.cover-over");
    assertRefused(cover({ until: AT + 400 * DAY }), "people.cover-long");
    const far = 8.7e15;
    assertRefused(cover({ from: far, until: far + DAY }), "people.cover-far");
    assertRefused(cover({ from: AT + 400 * DAY, until: AT + 401 * DAY }), "people.cover-far");
  });

  it("ends before its day by holder, coverer or coordination, and with its holder", () => {
    const covered = [...both, covers(cy, AT, AT + DAY)];
    const end = (who: string, roles: Context["roles"]) =>
      decide(commands.endCover, kinds, covered, { duty: D }, { who, roles: [...roles] });
    for (const who of [ann, cy]) assert.equal(facts(end(who, ["member"])).length, 1);
    assert.equal(facts(end(bo, ["coordination"])).length, 1);
    assertRefused(end(bo, ["member"]), "people.not-your-duty");
    assert.equal(stateOf([...covered, placed("holder", bo)]).cover, null);
  });

  it("is handed over for good by its holder, the note before erased", () => {
    const note = { lang: "en", text: "The spare key is at the bakery." };
    const over = (given: Given[], who: string, to = cy) =>
      decide(commands.handOverDuty, kinds, given, { duty: D, member: to, note }, { who });
    const done = over(both, ann) as Decided;
    assert.deepEqual(done.facts[0]?.record, { member: cy, noted: true });
    assert.deepEqual([done.facts[0]?.words, done.erases], [{ note }, []]);
    const again = over(
      [...both, on("handed-over", { member: cy, noted: true })],
      cy,
      ann,
    ) as Decided;
    assert.deepEqual(again.erases?.[0]?.parts, ["words"]);
    assertRefused(over(both, bo), "people.not-your-duty");
  });
});

describe("who acts for it", () => {
  const state = (cover: DutyState["cover"] = null): DutyState => ({
    ...{ name: null, holder: ann, second: bo, note: null, ended: false, cover },
  });
  const asked = (gone: string[], rest: string[]) => ({
    isHere: (id: string) => !gone.includes(id),
    rests: (id: string) => rest.includes(id),
  });
  const week = { by: cy, from: AT, until: AT + 7 * DAY };
  const table: [string, DutyState, string[], string[], number, string | null][] = [
    ["the holder", state(), [], [], AT, ann],
    ["the second while the holder rests", state(), [], [ann], AT, bo],
    ["the second where the holder is gone", state(), [ann], [], AT, bo],
    ["nobody where both rest", state(), [], [ann, bo], AT, null],
    ["who covers", state(week), [], [], AT + DAY, cy],
    ["not before its day", state(week), [], [], AT - 1, ann],
    ["not from its end on", state(week), [], [], AT + 7 * DAY, ann],
    [
      "the second where who covers rests, not the holder who is away",
      state(week),
      [],
      [cy],
      AT,
      bo,
    ],
  ];
  for (const [what, one, gone, rest, now, who] of table)
    it(what, () => assert.equal(actsFor(one, asked(gone, rest), now), who));
});

describe("when somebody may be reminded", () => {
  const night = { from: 22 * 60, until: 7 * 60, zone: "UTC" };
  const at = (hour: number, minute = 0) => Date.UTC(2026, 10, 2, hour, minute);
  const table: [string, Parameters<typeof awakeAt>[0], number, number][] = [
    ["now where nothing was said", { rest: null, quiet: null }, at(3), at(3)],
    ["in the morning", { rest: null, quiet: night }, at(23, 30), at(31)],
    ["after midnight too", { rest: null, quiet: night }, at(3), at(7)],
    ["at the minute quiet ends", { rest: null, quiet: night }, at(7), at(7)],
    ["to the minute", { rest: null, quiet: night }, at(6, 59) + 30_000, at(7)],
    ["by day", { rest: null, quiet: night }, at(12), at(12)],
    ["after rest", { rest: at(15), quiet: null }, at(12), at(15)],
    ["after rest, and the quiet in which it ends", { rest: at(24), quiet: night }, at(12), at(31)],
    ["in another zone", { rest: null, quiet: { ...night, zone: "Asia/Gaza" } }, at(21), at(29)],
  ];
  for (const [what, said, now, then] of table)
    it(what, () => assert.equal(awakeAt(said, now), then));
});

const said = (html: string) => html.replaceAll(/[\u2066-\u2069]/g, "");
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** A group with a duty that bo holds; ann coordinates. */
async function group(more: object = {}) {
  const node = await testing.testNode();
  const founder = await node.found(more);
  const second = await node.join(founder.space, ["member"], "amapola");
  const third = await node.join(founder.space, ["member"], "romero");
  const base = `/s/${founder.slug}`;
  await founder.browser.submit(`${base}/duties`, { name: "Guardar llaves" }, `${base}/duties`);
  const page = await founder.browser.get(`${base}/duties`);
  const at = /href="([^"]+\/duties\/[0-9a-f]{32})"/.exec(page.text)?.[1] ?? "";
  assert.notEqual(at, "", page.text);
  return { ...node, founder, second, third, base, at };
}

it("says plainly to coordination that a duty has no second, and to nobody else", async () => {
  const { founder, second, base, at } = await group();
  assert.match(said((await founder.browser.get(`${base}/duties`)).text), /No second one yet/);
  assert.doesNotMatch((await second.browser.get(`${base}/duties`)).text, /No second one yet/);
  const taken = await second.browser.submitOn(await second.browser.get(at), {}, `${at}/places`);
  assert.equal(taken.location, at);
  assert.match(said((await founder.browser.get(at)).text), /Holds it<\/dt><dd>amapola/);
});

it("keeps load for oneself, and hours on no log", async () => {
  const { founder, second, base, at, house } = await group();
  await second.browser.submit(at, { place: "holder" }, `${at}/places`);
  const wrong = await second.browser.submit(at, { hours: "81" }, `${at}/hours`);
  assert.equal(wrong.status, 422);
  await second.browser.submit(at, { hours: "٧" }, `${at}/hours`);
  assert.match(said((await second.browser.get(`${base}/duties`)).text), /You said 7 hours a week/);
  const others = said((await founder.browser.get(`${base}/duties`)).text);
  assert.match(others, /You hold 0 duties/);
  assert.doesNotMatch(others, /7 hours/);
  const space = await house.space(founder.space);
  for await (const { record } of space?.entries([...Array(space.size).keys()]) ?? [])
    assert.doesNotMatch(JSON.stringify(record), /hours/);
  assert.match((await second.browser.get(`${base}/membership/held.json`)).text, /"hours":\{/);
});

it("cover begins and ends by itself, and a note goes along for good", async () => {
  const { second, third, base, at, clock, signIn } = await group();
  await second.browser.submit(at, { place: "holder" }, `${at}/places`);
  const day = (n: number) => iso(clock.now + n * DAY);
  const none = await second.browser.submit(at, { member: third.member, from: "x" }, `${at}/cover`);
  assert.match(said(none.text), /Choose a day/);
  const asked = { member: third.member, from: day(1), until: day(2) };
  const covered = await second.browser.submit(at, asked, `${at}/cover`);
  assert.equal(covered.location, at);
  const acts = async () => {
    const { browser } = await signIn(third.login);
    return /Acts for it now: romero/.test(said((await browser.get(`${base}/duties`)).text));
  };
  assert.equal(await acts(), false);
  clock.pass(DAY + HOUR);
  assert.equal(await acts(), true);
  clock.pass(2 * DAY);
  assert.equal(await acts(), false);
  const { browser } = await signIn(second.login);
  const over = { member: third.member, note: "La copia está en la panadería" };
  await browser.submit(at, over, `${at}/handing-over`);
  const page = said((await browser.get(at)).text);
  assert.match(page, /Holds it<\/dt><dd>romero[\s\S]*panadería/);
});

for (const safety of ["no", "yes"] as const)
  it(`rest goes to the second and is told to few: safety ${safety}`, async () => {
    const { founder, second, third, base, at, clock, signIn } = await group({ safety });
    await second.browser.submit(at, { place: "holder" }, `${at}/places`);
    const time = `${base}/membership/time`;
    const bad = await second.browser.submit(time, { until: "1999-01-01" }, `${time}/rest`);
    assert.equal(bad.status, 422);
    const rested = await second.browser.submit(
      time,
      { until: iso(clock.now + 3 * DAY) },
      `${time}/rest`,
    );
    assert.equal(rested.location, time);
    const sees = async (browser: typeof founder.browser) =>
      /amapola \(resting\)/.test(said((await browser.get(`${base}/duties`)).text));
    assert.equal(await sees(founder.browser), true, "coordination");
    assert.equal(await sees(third.browser), safety === "no", "who shares nothing");
    await third.browser.submit(at, { place: "second" }, `${at}/places`);
    assert.match(said((await third.browser.get(at)).text), /You are the second one now/);
    assert.equal(await sees(third.browser), true, "who shares the duty");
    assert.match(said((await third.browser.get(`${base}/duties`)).text), /Acts for it now: romero/);
    assert.doesNotMatch((await third.browser.get(`${base}/duties`)).text, /2026-11-0/);
    clock.pass(4 * DAY);
    assert.equal(await sees((await signIn(founder.login)).browser), false, "it ended by itself");
  });

it("keeps reminders for after rest and quiet hours; who leaves leaves no row", async () => {
  const { founder, second, base, does, store, clock } = await group();
  await does(founder.space, founder.member, "spaces.write-conduct", {
    ...{ texts: [{ lang: "en", text: "Respect." }], days: 30 },
  });
  const reminded = async () =>
    /asks you to read/.test((await second.browser.get(`${base}/duties`)).text);
  assert.equal(await reminded(), true);
  const time = `${base}/membership/time`;
  const hour = new Date(clock.now).getUTCHours();
  const clockAt = (n: number) => `${(hour + n + 24) % 24}:00`;
  const wrong = await second.browser.submit(time, { from: "25", to: "7" }, `${time}/quiet`);
  assert.match(said(wrong.text), /Hours and minutes, like 22:30; the two/);
  await second.browser.submit(
    time,
    { from: clockAt(-1), to: clockAt(2), zone: "UTC" },
    `${time}/quiet`,
  );
  assert.equal(await reminded(), false);
  await second.browser.submit(time, {}, `${time}/quiet/end`);
  assert.equal(await reminded(), true);
  const rows = () => store.records.list(founder.space, "own-time/", 9, null, clock.now);
  assert.equal((await rows()).length, 0, "whoever has nothing to say leaves none");
  const night = { from: "22:00", to: "7:00", zone: "UTC" };
  await second.browser.submit(time, night, `${time}/quiet`);
  assert.equal((await rows()).length, 1);
  await second.browser.submit(`${base}/membership/end`, {}, `${base}/membership/end`);
  assert.equal((await rows()).length, 0);
});

it("speaks of it in every language", async () => {
  const { second, founder, base, at } = await group();
  await second.browser.submit(at, { place: "holder" }, `${at}/places`);
  for (const lang of ["en", "es", "ar"])
    for (const path of [`${base}/duties`, at, `${base}/membership/time`])
      for (const { browser } of [second, founder]) {
        await browser.get(`${path}?lang=${lang}`);
        const page = await browser.get(path);
        assert.equal(page.status, 200, path);
        assert.match(page.text, new RegExp(`<html lang="${lang}`));
      }
});
