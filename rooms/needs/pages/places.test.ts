import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testNode } from "../../../web/testing.ts";
import { type NeedState, need } from "../index.ts";

async function here(safety: "yes" | "no" = "no") {
  const node = await testNode();
  const at = await node.found({ safety });
  const base = `/s/${at.slug}`;
  const does = (command: string, input: unknown) => node.does(at.space, at.member, command, input);
  const insider = { by: "member", member: at.member, roles: ["coordination"] } as const;
  const state = async (): Promise<NeedState | undefined> =>
    (await (await node.view(at.space, insider)).things(need))[0]?.state;
  const name = async (text: string, level: number) => {
    const texts = [{ lang: "es", text }];
    const done = await does("spaces.name-term", {
      ...{ use: "place", measures: null, level, within: null, texts },
    });
    return String(done.answer["term"]);
  };
  return { ...at, node, base, does, state, name };
}

const optionsOf = (html: string) =>
  [
    ...(/<select[^>]*name="place"[^>]*>([\s\S]*?)<\/select>/.exec(html)?.[1] ?? "").matchAll(
      /value="([^"]*)"/g,
    ),
  ].map(([, value]) => value ?? "");

describe("where a line is", () => {
  it("is chosen from the group's places, kept by an edit, and taken off again", async () => {
    const { browser, base, does, state, name } = await here();
    const place = { code: "ES-CN", level: 2 };
    await does("spaces.settle", { zone: "Europe/Madrid", langs: ["es"], place });
    const bay = await name("Bahía", 4);
    const form = await browser.get(`${base}/needs/new`);
    assert.deepEqual(optionsOf(form.text), ["", "ES", "ES-CN", bay]);
    const made = await browser.submitOn(form, { title: "Tents", place: bay }, `${base}/needs`);
    assert.deepEqual((await state())?.place, { code: bay, level: 4 });
    const own = made.location ?? "";
    assert.match((await browser.open(own)).text, /Bahía/);
    await browser.submit(`${own}/revision`, { title: "Large tents" }, `${own}/revision`);
    assert.deepEqual((await state())?.place, { code: bay, level: 4 });
    await browser.submit(`${own}/revision`, { place: "" }, `${own}/revision`);
    assert.equal((await state())?.place, null);
  });
  it("is never finer than a protected space tells, whatever is sent", async () => {
    const { browser, base, state, name } = await here("yes");
    const [bay, coast] = [await name("Bahía", 4), await name("Costa", 2)];
    const form = await browser.get(`${base}/needs/new`);
    assert.deepEqual(optionsOf(form.text), ["", coast]);
    await browser.submitOn(form, { title: "Tents", place: bay }, `${base}/needs`);
    assert.equal((await state())?.place, null);
  });
});

describe("the page that erases words", () => {
  it("says what stays, erases, and is there for coordination alone", async () => {
    const { node, space, browser, base } = await here();
    const fields = { title: "Canary", of: "7", publish: "yes" };
    const { location } = await browser.submit(`${base}/needs/new`, fields, `${base}/needs`);
    const own = location ?? "";
    const member = await node.join(space, ["member"], "brisa");
    assert.equal((await member.browser.get(`${own}/erasure`)).status, 404);
    assert.ok(!(await member.browser.get(own)).text.includes("/erasure"));
    const page = await browser.get(`${own}/erasure`);
    assert.match(page.text, /its figures stay/);
    assert.equal((await browser.submitOn(page, {}, `${own}/erasure`)).status, 303);
    const left = await browser.open(own);
    assert.match(left.text, /words erased/);
    assert.match(left.text, /7 items/);
    assert.ok(!left.text.includes("Canary"));
    for (const path of ["/needs", "/today", "/timeline", "/search?q=canary"])
      assert.ok(!(await browser.open(`${base}${path}`)).text.includes("Canary"), path);
    const again = await browser.get(`${own}/erasure`);
    assert.ok(!again.text.includes(`action="${own}/erasure"`), "there is nothing left to erase");
  });
});
