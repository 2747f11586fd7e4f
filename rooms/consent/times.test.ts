import assert from "node:assert/strict";
import { it } from "node:test";
import { PUBLIC } from "../../house/circles.ts";
import type { Author } from "../../house/command.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertDone, assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import type { EraseByTime } from "../../house/times.ts";
import { consent } from "./facts.ts";
import { saying, subject } from "./facts-subject.ts";
import { shownVoices } from "./questions.ts";
import {
  ANN,
  ASKED,
  askedFor,
  BY_VOICE,
  consentSpace,
  day,
  gave,
  heardYes,
  noted,
  says,
  WORDS,
} from "./testing.ts";
import { eraseTimed, timeRows } from "./times.ts";

const KINDS = [subject, consent, saying];
const ENDS = Date.UTC(2027, 0, 1);
const row = eraseTimed;

/** What the clock's command erases of a thing, so many days kept, at a time. */
function erases(given: Given[], what: string, id: string, entries: number[], now: number) {
  const input: EraseByTime = { id, what, days: 10, entries, more: false };
  const author = { by: "clock", thing: id } as const;
  const done = decide(row, KINDS, given, input, { now, author });
  return isRefusal(done) ? done : (done.erases?.map(({ parts }) => parts.join()) ?? []);
}

const held = (given: Given[], what: string, id: string) => {
  const thing = fold(KINDS, given).get(id);
  return timeRows.find((one) => one.what === what)?.held(thing as never).length;
};

it("keeps what was read to somebody while it may hold, and so many days from its end", () => {
  const given = [...noted(), askedFor(), gave()];
  assertRefused(
    decide(row, KINDS, given, {
      id: ASKED,
      what: "permissions",
      days: 10,
      entries: [2],
      more: false,
    }),
    "house.not-its-time",
  );
  assert.deepEqual(erases(given, "permissions", ASKED, [2], ENDS + 10 * DAY), ["words"]);
  const stopped = [...given, says("withdrawn")];
  const after = Date.UTC(2026, 10, 2, 9) + 10 * DAY;
  assert.deepEqual(erases(stopped, "permissions", ASKED, [2], after), ["words"]);
  const record = { what: "permissions", days: 10, more: false };
  const gone = [...stopped, says("erased-by-time", record)];
  assert.equal(held(gone, "permissions", ASKED), 0);
});

it("keeps who they are as long as anything asked of them may hold", () => {
  const asked: Given = {
    ...{ thing: ANN, type: "subject.asked/1", record: { consent: ASKED, ends: ENDS } },
  };
  const given = [...noted(), asked];
  assert.ok(isRefusal(erases(given, "persons", ANN, [0], ENDS + 9 * DAY)));
  assert.deepEqual(erases(given, "persons", ANN, [0], ENDS + 10 * DAY), ["people"]);
});

it("keeps words that are shown until their permission is over, and so many days more", () => {
  const record = { consent: ASKED, until: ENDS, named: false };
  const shown: Given = { thing: WORDS, type: "saying.shown/1", record };
  const given = [...noted(), askedFor(), gave(), shown];
  assert.ok(isRefusal(erases(given, "sayings", WORDS, [1], ENDS + 9 * DAY)));
  assert.deepEqual(erases(given, "sayings", WORDS, [1], ENDS + 10 * DAY), ["words"]);
  assert.equal(held(given, "sayings", WORDS), 1);
});

it("counts from the day a permission was renewed to, and tells nobody outside of it", async () => {
  const made = await consentSpace();
  const sent = async (command: string, input: object, author: Author = made.host) =>
    made.send("", input, author, { command });
  assertDone(await sent("spaces.plan-times", { wanted: [{ what: "sayings", days: 7 }] }));
  made.clock.pass(8 * DAY);
  const { consent: id, saying: words } = await made.somebody();
  await made.ask("hear-yes", heardYes(id), made.host, BY_VOICE);
  await made.ask("show-words", { saying: words });
  const told = async () => {
    const { entries } = await (await made.view(PUBLIC)).latest(50, null);
    return entries.map(({ thing }) => `${thing.kind} ${thing.n}`);
  };
  const before = await told();
  made.clock.pass(40 * DAY);
  const [ends, review] = [day("2027-04-30"), day("2027-04-10")];
  const text = { lang: "en", text: "once more" };
  const again = { consent: id, ends, review, lang: "en", notice: text };
  const more = { ...again, retold: true, interpreted: false };
  await made.ask("renew", more, made.host, BY_VOICE);
  assert.deepEqual(await told(), before, "a reader outside learns of no renewal");
  const erase = async () => {
    const entries = Array.from({ length: (await made.view()).space.size }, (_, i) => i);
    const gone = { id: words, what: "sayings", days: 7, entries, more: false };
    return sent("consent.erase-by-time", gone, { by: "clock", thing: words });
  };
  const open = async () => (await shownVoices(await made.view(PUBLIC))).length;
  made.clock.pass(30 * DAY);
  assert.equal(await open(), 1, "shown as long as it is allowed");
  assertRefused(await erase(), "house.not-its-time");
  await made.ask("withdraw", { consent: id });
  made.clock.pass(6 * DAY);
  assertRefused(await erase(), "house.not-its-time");
  made.clock.pass(DAY);
  assertDone(await erase());
});
