/** What members see and do beside what everyone sees: marks, next steps, corrections. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { floorPlan } from "../../../house/room.ts";
import { DAY } from "../../../house/testing.ts";
import { testNode } from "../../../web/testing.ts";
import { room as people } from "../../people/index.ts";
import { room as spaces } from "../../spaces/index.ts";
import { room as needs } from "../index.ts";

const plan = floorPlan([people, spaces, needs]);
const text = (html: string) => html.replaceAll(/[\u2066-\u2069]/g, "");
const words = (html: string) =>
  text(html)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

async function here() {
  const node = await testNode({ plan });
  const at = await node.found({ published: false });
  return { node, at, base: `/s/${at.slug}`, browser: at.browser };
}

it("a list that is longer than lists are says that older lines are left out", async () => {
  const { node, at, base, browser } = await here();
  const line = { title: { lang: "en", text: "First" } };
  const cut = /Only the newest 10,000 lines/;
  const fill = async (title: string, many: number) => {
    const lines = Array.from({ length: many }, () => ({ title: { lang: "en", text: title } }));
    await node.does(at.space, at.member, "needs.open-many", { lines, from: "typed" });
  };
  await node.does(at.space, at.member, "needs.open-many", { lines: [line], from: "typed" });
  for (let i = 0; i < 99; i++) await fill("More", 100);
  await fill("More", 99);
  assert.doesNotMatch(text((await browser.get(`${base}/needs`)).text), cut);
  await fill("Last", 1);
  const page = text((await browser.get(`${base}/needs?sort=newest`)).text);
  assert.match(page, cut);
  assert.match(page, /Last/);
});

it("the text for a chat calls a bare size one, as every page does", async () => {
  const { base, browser } = await here();
  const line = { title: "Nappies", size: "4", publish: "yes" };
  await browser.submit(`${base}/needs/new`, line, `${base}/needs`);
  const share = await browser.get(`${base}/share`);
  assert.ok(share.text.includes("• Nappies (size 4)"));
});

describe("a line that others cannot read", () => {
  it("says so in the list, and whether it waits to be read back", async () => {
    const { base, browser } = await here();
    await browser.submit(`${base}/needs/new`, { title: "Own" }, `${base}/needs`);
    const told = { title: "Told", arrived: "phone", publish: "yes" };
    const made = await browser.submit(`${base}/needs/new`, told, `${base}/needs`);
    const list = words((await browser.get(`${base}/needs`)).text);
    assert.match(list, /Own [\s\S]*Not for everyone/);
    assert.match(list, /Told [\s\S]*Told on behalf of someone, not read back yet/);
    await browser.submitOn(
      await browser.open(made.location ?? ""),
      { state: "read-back" },
      `${made.location}/state`,
    );
    assert.match(words((await browser.get(made.location ?? "")).text), /Told on behalf of someone/);
  });

  it("is read back and shown in one press, from the call list too", async () => {
    const { node, base, browser } = await here();
    const told = { title: "Crutches", arrived: "phone", publish: "yes", reach: "600 123 456" };
    const made = await browser.submit(`${base}/needs/new`, told, `${base}/needs`);
    const calls = await browser.get(`${base}/needs/calls`);
    assert.ok(calls.text.includes('href="tel:600123456"'), "a number to tap");
    const state = `${made.location}/state`;
    await browser.submitOn(calls, { state: "read-back-published" }, state);
    assert.equal((await node.browser().get(made.location ?? "")).status, 404, "page not open yet");
    const share = await browser.get(`${base}/share`);
    await browser.submitOn(share, {}, `${base}/share/opening`);
    assert.ok((await node.browser().get(made.location ?? "")).text.includes("Crutches"));
  });
});

describe("a pasted line", () => {
  it("is shown again with what is wrong in it, whatever was typed as its figure", async () => {
    const { base, browser } = await here();
    const lines = await browser.submit(`${base}/needs/message`, { message: "Need:\n- 1 tent" });
    assert.match(words(lines.text), /Read as: tent · 1 item /);
    assert.match(words(lines.text), /Left out\. Change it/);
    for (const much of ["many", "-3", "1e9", "٣٫٥٫٥"]) {
      const typed = { "of-1": much, "of-1-unit": "EUR" };
      const again = await browser.submitOn(lines, typed, `${base}/needs/message/lines`);
      assert.equal(again.status, 422, much);
      assert.ok(again.text.includes(`value="${much}"`), much);
    }
  });
});

describe("a table of lines", () => {
  it("says once how soon all of them are needed", async () => {
    const { base, browser } = await here();
    const typed = { "title-0": "Rice", "title-3": "Oil", "of-3": "2", urgency: "hours" };
    await browser.submit(`${base}/needs/table`, typed);
    const list = words((await browser.get(`${base}/needs?urgency=hours`)).text);
    assert.match(list, /2 lines/);
  });
});

describe("a place to stay in a message", () => {
  it("is kept and not shown, and the page says so", async () => {
    const { base, browser } = await here();
    const message = "Need:\n- 2 tents\n- room for 2 people";
    const lines = await browser.submit(`${base}/needs/message`, { message });
    const saved = await browser.submitOn(lines, {}, `${base}/needs/message/lines`);
    const page = words((await browser.open(saved.location ?? "")).text);
    assert.match(page, /2 lines are kept\. Not shown: 1\./);
  });
});

describe("an empty group", () => {
  it("is told the next step, on its page and in its list; a stranger is not", async () => {
    const { node, base, browser } = await here();
    for (const path of ["", "/needs", "/share"]) {
      const page = (await browser.get(base + path)).text;
      const empty = /<div class="empty">([\s\S]*?)<\/div>/.exec(page)?.[1] ?? "";
      assert.ok(empty.includes(`${base}/needs/message`), path);
    }
    await browser.submitOn(await browser.get(`${base}/share`), {}, `${base}/share/opening`);
    const strange = (await node.browser().get(base)).text;
    assert.ok(strange.includes('class="empty"') && !strange.includes("/needs/message"));
  });
});

describe("a correction", () => {
  it("shows what stood there before, with its figure", async () => {
    const { node, at, base, browser } = await here();
    const fields = { title: "Tents", of: "5", publish: "yes" };
    const { location } = await browser.submit(`${base}/needs/new`, fields, `${base}/needs`);
    await browser.submitOn(await browser.get(`${base}/share`), {}, `${base}/share/opening`);
    node.clock.pass(DAY);
    const later = (await node.signIn(at.login)).browser;
    await later.submit(`${location}/revision`, { title: "Large tents", of: "6" });
    const page = words((await node.browser().get(location ?? "")).text);
    assert.match(page, /Corrected 1 time/);
    assert.match(page, /Corrected \w+ \d+, \d{4}\. Before: Tents · 5 items/);
  });
});

describe("a correction of a line whose words were erased", () => {
  it("shows every figure, and no words but those that came after", async () => {
    const { node, at, base, browser } = await here();
    const fields = { title: "Canary one", of: "5" };
    const { location } = await browser.submit(`${base}/needs/new`, fields, `${base}/needs`);
    node.clock.pass(DAY);
    const later = (await node.signIn(at.login)).browser;
    await later.submit(`${location}/revision`, { title: "Canary two", of: "6" });
    await later.submit(`${location}/erasure`, {});
    await later.submit(`${location}/revision`, { title: "Tents", of: "7" });
    await later.submit(`${location}/revision`, { title: "Large tents", of: "8" });
    const page = words((await later.get(location ?? "")).text);
    assert.ok(!page.includes("Canary"), page);
    assert.match(page, /Before: Tents · 7 items .* Before: words erased · 6 items/);
    assert.match(page, /Before: words erased · 5 items/);
  });
});

describe("twenty lines to ask about", () => {
  it("number themselves so that the dot follows the number in Arabic too", async () => {
    const { base, browser } = await here();
    await browser.submit(`${base}/needs/new`, { title: "Rice", of: "2" }, `${base}/needs`);
    const page = text((await browser.open(`${base}/needs/still?lang=ar`)).text);
    assert.match(page, /<legend>1\. /);
    assert.ok(!/<bdi>[^<]*\.<\/bdi>/.test(page), "a dot alone in bdi runs from left to right");
  });
});
