/** Hours of a protected group: by the week and for the group, in every place that tells of them. */
import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, DAY, HOUR } from "../../house/testing.ts";
import { startOfWeek } from "../../house/values/index.ts";

const { testNode } = await import("../../web/testing.ts");

const worked = (n: string) => [
  { account: "elsewhere", of: { of: `-${n}`, unit: "hour" } },
  { account: "uses:transport", of: { of: n, unit: "hour" } },
];
const es = (text: string) => ({ lang: "es", text });
// A Thursday, deep in the night.
const NIGHT = Date.UTC(2026, 9, 22, 1, 47);
const MONDAY = Date.UTC(2026, 9, 18, 22);

async function group(safety: "yes" | "no") {
  const node = await testNode();
  const founder = await node.found({ safety, zone: "Europe/Madrid" });
  const { space } = founder;
  const noor = await node.join(space, ["member"], "noor");
  const book = async (purpose: string) =>
    String(
      (await node.does(space, founder.member, "ledger.open-book", { purpose })).answer["book"],
    );
  const author = { by: "member", member: noor.member } as const;
  const post = (id: string, more: object = {}, happened = NIGHT) => {
    const input = { book: id, lines: worked("6"), ...more };
    return node.send({ space, command: "ledger.post", input, author, happened });
  };
  /** The newest entry as it lies on the log. */
  const newest = async () => {
    const opened = await node.house.space(space);
    assert.ok(opened);
    for await (const entry of opened.entries([opened.size - 1])) return entry;
    throw new Error("nothing is there");
  };
  return { ...node, ...founder, noor, book, post, newest };
}

describe("the week of a moment", () => {
  it("begins on its Monday, where the group is", () => {
    assert.equal(startOfWeek(NIGHT, "Europe/Madrid"), MONDAY);
    for (const at of [MONDAY, MONDAY + 7 * DAY - 1])
      assert.equal(startOfWeek(at, "Europe/Madrid"), MONDAY);
    assert.equal(startOfWeek(MONDAY - 1, "Europe/Madrid"), MONDAY - 7 * DAY);
    assert.equal(startOfWeek(MONDAY, "UTC"), Date.UTC(2026, 9, 12), "still Sunday there");
    // The week in which Madrid's clocks go back is an hour longer.
    assert.equal(startOfWeek(MONDAY + 7 * DAY + HOUR, "Europe/Madrid"), MONDAY + 7 * DAY + HOUR);
  });
});

describe("hours of a protected group", () => {
  it("are kept by week and group: record and stamp tell neither person nor night", async () => {
    const { book, post, newest, noor, space } = await group("yes");
    const hours = await book("hours");
    assert.ok(!isRefusal(await post(hours)));
    const { record, stamp, header } = await newest();
    assert.equal(record.day, "2026-10");
    assert.deepEqual([stamp.by, stamp.who, stamp.typedBy], ["group", space, null]);
    assert.equal(stamp.happened, MONDAY);
    assert.deepEqual(Object.keys(header.parts).sort(), ["record", "stamp"], "no words, no people");
    assert.ok(!JSON.stringify({ record, stamp, header }).includes(noor.member));
  });

  it("are put right the same way", async () => {
    const { book, post, newest, send, noor, space } = await group("yes");
    const hours = await book("hours");
    const done = await post(hours);
    assert.ok(!isRefusal(done));
    const wrong = { book: hours, entry: done.answer["entry"], seen: 0, was: worked("6") };
    const author = { by: "member", member: noor.member } as const;
    const correct = (more: object) =>
      send({
        ...{ space, command: "ledger.correct", author, happened: NIGHT },
        input: { ...wrong, right: worked("5"), ...more },
      });
    assertRefused(await correct({ why: es("Noor se fue antes") }), "ledger.hours-name-nobody");
    assert.ok(!isRefusal(await correct({})));
    const { stamp } = await newest();
    assert.deepEqual([stamp.by, stamp.who, stamp.happened], ["group", space, MONDAY]);
  });

  it("carry no name and no remark, by whichever door", async () => {
    const { book, post, store, space } = await group("yes");
    const hours = await book("hours");
    const size = await store.size(space);
    for (const more of [{ party: es("Noor") }, { narration: es("la noche del jueves") }])
      assertRefused(await post(hours, more), "ledger.hours-name-nobody");
    assert.equal(await store.size(space), size);
  });

  it("are told without a person on pages, in the timeline, in tables and to programs", async () => {
    const { book, browser, slug, noor, clock, newest } = await group("yes");
    const hours = await book("hours");
    const at = `/s/${slug}/books/${hours}`;
    const form = await noor.browser.get(`${at}/new-line`);
    assert.match(form.text, /no names, no days/);
    assert.doesNotMatch(form.text, /name="(party|narration)"/);
    const typed = { from: "elsewhere", to: "uses:transport", amount: "6", "amount-unit": "hour" };
    const day = new Date(clock.now - 2 * DAY).toISOString().slice(0, 10);
    const sent = await noor.browser.submitOn(form, { ...typed, day }, `${at}/lines`);
    assert.equal(sent.status, 303, sent.text);
    const week = startOfWeek(clock.now - 2 * DAY, "Europe/Madrid");
    assert.equal((await newest()).stamp.happened, week);
    const line = await browser.get(sent.location ?? "");
    assert.doesNotMatch(line.text, /name="why"/);
    const pages = [line, await browser.get(at), await browser.get(`${at}/lines`)];
    pages.push(await browser.get(`${at}/table.csv`));
    for (const { text } of pages) assert.ok(!text.includes("noor") && !text.includes(day));
    const told = (await browser.get(`/s/${slug}/timeline`)).text;
    const said = told.slice(told.indexOf("<main"));
    const [first = ""] = said.split("</li>");
    assert.match(first, /By the group/);
    assert.ok(!first.includes("noor"));
  });
});

it("other books of a protected group, and hours of an open one, say who and when", async () => {
  for (const [safety, purpose] of [
    ["yes", "goods"],
    ["no", "hours"],
  ] as const) {
    const { book, post, newest, noor } = await group(safety);
    assert.ok(!isRefusal(await post(await book(purpose), { narration: es("de noche") })));
    const { stamp } = await newest();
    assert.deepEqual([stamp.by, stamp.who, stamp.happened], ["member", noor.member, NIGHT]);
  }
});
