/** From accepting to under way: each page leads on to the next, and asks nothing that is known. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Got, testNode } from "../../../web/testing.ts";
import { delivery, offer } from "../index.ts";

const item = (of: number) => ({ of: String(of), unit: "item" });

/** A line, as many contributions to it as there are names, and coordination's browser. */
async function offered(...names: string[]) {
  const node = await testNode();
  const { slug, space, member, browser } = await node.found();
  const base = `/s/${slug}`;
  const does = (command: string, input: unknown) => node.does(space, member, command, input);
  const title = { lang: "es", text: "Mantas" };
  const line = String(
    (await does("needs.open", { title, quantity: item(60), publish: true })).answer["id"],
  );
  const form = `${base}/needs/${line}/contributions/new`;
  for (const name of names)
    await node.browser().submit(form, { quantity: "4", name, reach: "at the bakery" }, form);
  const view = () => node.view(space, { by: "member", member, roles: ["coordination"] });
  const ids = async () => (await (await view()).things(offer)).map(({ id }) => id);
  const answers = `${base}/contributions/answers`;
  const answer = async (typed: Record<string, string | null>, which = "") => {
    const inbox = await browser.get(`${base}/contributions${which}`);
    const done = await browser.submitOn(inbox, typed, answers);
    assert.equal(done.status, 303, done.text.slice(0, 300));
    return browser.get(String(done.location));
  };
  return { node, space, member, browser, base, does, line, view, ids, answer };
}

const noticeOf = ({ text }: Got) =>
  /<div class="notice done"[\s\S]*?<\/div><\/div><\/div>/.exec(text)?.[0] ?? "";

describe("after accepting, the notice", () => {
  it("leads to the shipment of the one contribution", async () => {
    const { base, ids, answer } = await offered("noor");
    const [id = ""] = await ids();
    const said = noticeOf(await answer({ answer: "accept", id }));
    assert.match(said, /Accepted\./);
    assert.ok(
      said.includes(`<a href="${base}/deliveries/new?offer=${id}">Write down its shipment</a>`),
      said,
    );
  });
  it("leads to all that is accepted where it was several", async () => {
    const { base, answer } = await offered("noor", "rosa");
    const said = noticeOf(await answer({ answer: "accept", id: null }, "?text=bakery"));
    assert.match(said, /Accepted: 2/);
    assert.ok(said.includes(`<a href="${base}/contributions?status=accepted">`), said);
  });
  it("leads nowhere after a no", async () => {
    const { ids, answer } = await offered("noor");
    const [id = ""] = await ids();
    assert.doesNotMatch(noticeOf(await answer({ answer: "decline", id })), /<a /);
  });
});

/** The form of a shipment that begins with one accepted contribution. */
async function accepted() {
  const made = await offered("noor");
  const [id = ""] = await made.ids();
  await made.does("offers.answer-many", { answers: [{ id, answer: "accept" }] });
  const form = `${made.base}/deliveries`;
  const page = await made.browser.get(`${form}/new?offer=${id}`);
  const shipments = async () => (await made.view()).things(delivery);
  return { ...made, id, form, page, shipments };
}

describe("the shipment of what was accepted", () => {
  it("is under way in one form, with nothing chosen beforehand", async () => {
    const { browser, page, form, shipments } = await accepted();
    assert.doesNotMatch(page.text, /<input[^>]*type="radio"/);
    const sent = await browser.submitOn(page, { where: "on-the-way" }, form);
    assert.equal(sent.status, 303, sent.text.slice(0, 300));
    const [thing] = await shipments();
    assert.deepEqual([thing?.state.status, thing?.state.announced], ["on-the-way", true]);
    assert.deepEqual(thing?.state.lines[0]?.sent, item(4));
    const shown = await browser.get(String(sent.location));
    assert.match(noticeOf(shown), /Written down: it is on the way/);
  });
  it("is announced, or here, by its own button", async () => {
    const { browser, page, form, shipments } = await accepted();
    for (const where of ["on-the-way", "coming", "here"])
      assert.ok(page.text.includes(`name="where" value="${where}"`), where);
    await browser.submitOn(page, { where: "coming" }, form);
    assert.equal((await shipments())[0]?.state.status, "announced");
  });
  it("says what to press where the Enter key sent it, and keeps what was typed", async () => {
    const { browser, page, form, shipments, id } = await accepted();
    const [first = ""] = /<button[^>]*>/.exec(page.text.slice(page.text.indexOf(form))) ?? [];
    assert.match(first, / hidden/, "it chooses nothing");
    const sent = await browser.submitOn(page, { from: "noor", [`sent-${id}`]: "3" }, form);
    assert.equal(sent.status, 422);
    assert.match(sent.text, /href="#f-where"/);
    assert.match(sent.text, /<fieldset[^>]* id="f-where"/);
    assert.match(sent.text, /<input id="f-from"[^>]* value="noor"/);
    assert.match(sent.text, new RegExp(`name="sent-${id}" value="3"`));
    assert.deepEqual(await shipments(), []);
  });
});

describe("lines that may stay empty", () => {
  const fold = /<details id="free"( open)?/;
  it("are folded beside others to be filled in, and not while they hold something", async () => {
    const { browser, page, form, base, does } = await accepted();
    assert.deepEqual(fold.exec(page.text)?.[1], undefined);
    assert.match(page.text, fold);
    const typed = { where: "here", "what-1": "Rope" };
    const half = await browser.submitOn(page, typed, form);
    assert.equal(half.status, 422);
    assert.match(half.text, /<details id="free" open/);
    const more = await browser.submitOn(page, { more: "lines" }, form);
    assert.match(more.text, /<details id="free" open/);
    const what = { lang: "en", text: "Rope" };
    const done = await does("deliveries.announce", { lines: [{ what, sent: item(3) }] });
    const count = await browser.get(`${base}/deliveries/${done.answer["id"]}/count`);
    assert.match(count.text, fold);
    assert.doesNotMatch(count.text, /<details id="free" open/);
  });
  it("stand open where nothing else could be filled in", async () => {
    const node = await testNode();
    const { slug, browser } = await node.found();
    const page = await browser.get(`/s/${slug}/deliveries/new`);
    assert.match(page.text, /<details id="free" open/);
  });
  it("are called optional; what is counted and what was accepted is not", async () => {
    const { page, does, browser, base, id } = await accepted();
    const label = (text: string, name: string) =>
      new RegExp(`<label for="f-${name}">([\\s\\S]*?)</label>`).exec(text)?.[1] ?? "none";
    assert.doesNotMatch(label(page.text, `sent-${id}`), /optional|none/);
    assert.match(label(page.text, "what-1"), /optional/);
    const lines = [{ offer: id, sent: item(4) }];
    const done = await does("deliveries.announce", { lines });
    const count = await browser.get(`${base}/deliveries/${done.answer["id"]}/count`);
    const counted = /<fieldset[^>]* id="f-counted-1"[\s\S]*?<\/fieldset>/.exec(count.text)?.[0];
    assert.match(counted ?? "", /name="tick-1"[\s\S]*name="counted-1"/);
    assert.doesNotMatch(counted ?? "", /optional/);
  });
});

describe("a shipment says whom it comes from", () => {
  it("to the group, on its page and in the list, until the name is erased", async () => {
    const { browser, base, page, form, id, does } = await accepted();
    const sent = await browser.submitOn(page, { where: "on-the-way" }, form);
    const own = String(sent.location);
    const shown = await browser.open(own);
    assert.match(shown.text, /Contributed by/);
    const link = `<a href="${base}/contributions?only=${id}"><bdi>noor</bdi></a>`;
    assert.ok(shown.text.includes(link));
    assert.match((await browser.get(`${base}/deliveries`)).text, /<bdi>noor<\/bdi>/);
    const paper = await browser.get(`${own}/packing-list`);
    assert.doesNotMatch(paper.text, /noor/, "what travels with the boxes names nobody");
    await does("ledger.count-delivery", {
      id: own.split("/").at(-1),
      lines: [{ line: 1, counted: item(4) }],
    });
    await does("offers.forget", { id });
    const after = await browser.get(own);
    assert.doesNotMatch(after.text, /noor|Contributed by/);
    assert.doesNotMatch((await browser.get(`${base}/deliveries`)).text, /noor/);
  });
  it("and of several that are open, the one that was asked for stands first", async () => {
    const { node, browser, does, base, ids, line } = await offered("noor", "rosa", "iker");
    assert.ok(node && line);
    const all = await ids();
    await does("offers.answer-many", { answers: all.map((id) => ({ id, answer: "accept" })) });
    const last = all.at(-1) ?? "";
    const page = (await browser.get(`${base}/deliveries/new?offer=${last}`)).text;
    const boxes = [...page.matchAll(/id="f-offer-([0-9a-f]{32})"/g)].map((one) => one[1]);
    assert.equal(boxes.length, 3);
    assert.equal(boxes[0], last);
    const fold = page.indexOf('<details id="accepted-too">');
    assert.ok(fold > page.indexOf(`f-offer-${last}`) && fold < page.indexOf(`f-offer-${boxes[1]}`));
  });
});
