import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";

const { testNode } = await import("../../web/testing.ts");
const { putDraft, meansOf } = await import("../../house/drafts.ts");

const said = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "");

async function group() {
  const node = await testNode();
  const ann = await node.found({ handle: "lucero" });
  const bo = await node.join(ann.space, ["member"], "amapola");
  return { ...node, ann, bo, space: ann.space, at: `/s/${ann.slug}` };
}
const text = (said: string) => ({ lang: "es", text: said });

describe("the register", () => {
  it("says what is held, who can open it and until when, to members alone", async () => {
    const { bo, ann, at, space, does, browser } = await group();
    const title = text("Mantas");
    await does(space, ann.member, "needs.open", { title, quantity: { of: "6", unit: "item" } });
    for (const lang of ["es", "ar", "en"]) {
      await bo.browser.get(`${at}?lang=${lang}`);
      assert.equal((await bo.browser.get(`${at}/register`)).status, 200, lang);
    }
    const page = said((await bo.browser.get(`${at}/register`)).text);
    assert.match(page, /What we ask for[\s\S]*Can open it: members/);
    assert.match(page, /The group: its name[\s\S]*Can open it: everyone/);
    assert.match(page, /Can be erased: words/);
    assert.equal((await browser().get(`${at}/register`)).status, 303);
  });

  it("has words of its own for every kind there is", async () => {
    const { house } = await testNode();
    const { SAID } = await import("./pages/register.page.tsx");
    const kinds = house.parts.plan.rooms.flatMap((room) => room.kinds.map(({ kind }) => kind));
    for (const kind of kinds) assert.ok(SAID.includes(kind), kind);
  });

  it("has members look again once coordination found a change, until they have", async () => {
    const { bo, ann, at } = await group();
    const waits = async () =>
      /What is held here changed/.test((await bo.browser.get(`${at}/today`)).text);
    assert.equal(await waits(), false);
    const check = async (changed: string) => {
      const page = await ann.browser.get(`${at}/register`);
      await ann.browser.submitOn({ ...page, path: page.path }, { said: changed }, `${at}/register`);
    };
    await check("same");
    assert.equal(await waits(), false, "nothing changed");
    await check("changed");
    assert.equal(await waits(), true);
    const page = await bo.browser.get(`${at}/register`);
    assert.match(page.text, /changed since you read it/);
    await bo.browser.submitOn(page, {}, `${at}/register/reading`);
    assert.equal(await waits(), false);
    await ann.browser.submit(`${at}/settings/finding`, {}, `${at}/settings/finding/closing`);
    assert.equal(await waits(), true, "who may find the group changed, and nobody had to say so");
    const forms = await bo.browser.get(`${at}/register`);
    assert.doesNotMatch(forms.text, /I checked it/, "checking is coordination's");
  });
});

describe("what is held about me", () => {
  it("is my entries and nobody else's words, on the page and in the file", async () => {
    const { bo, ann, at, space, does, browser, send } = await group();
    const open = (by: string, said: string) => {
      const input = { title: text(said), quantity: { of: "6", unit: "item" } };
      return does(space, by, "needs.open", input);
    };
    await open(bo.member, "Mantas de lana");
    await open(ann.member, "Secreto de lucero");
    const phoned = { title: text("Por encargo"), quantity: { of: "1", unit: "item" } };
    await send({
      ...{ space, command: "needs.open", input: phoned, arrived: "phone" },
      ...{ author: { by: "member", member: ann.member }, typedBy: bo.member },
    });
    const page = said((await bo.browser.get(`${at}/membership/held`)).text);
    assert.match(page, /Mantas de lana/);
    assert.match(page, /amapola/);
    assert.doesNotMatch(page, /Secreto|lucero|Por encargo/);
    assert.match(page, /typed it for someone else: it is theirs/);
    const file = JSON.parse((await bo.browser.get(`${at}/membership/held.json`)).text);
    assert.equal(file.member, bo.member);
    const all = JSON.stringify(file.entries);
    assert.match(all, /Mantas de lana/);
    assert.doesNotMatch(all, /Secreto|lucero|Por encargo|"k":/);
    assert.ok(file.entries.some(({ why }: { why: string }) => why === "typed"));
    assert.equal((await browser().get(`${at}/membership/held.json`)).status, 303);
  });

  it("is counted by kind, and shown twenty at a time", async () => {
    const { bo, at, space, does } = await group();
    for (let n = 1; n <= 25; n++)
      await does(space, bo.member, "needs.open", {
        ...{ title: text(`Manta ${n}.`), quantity: { of: "1", unit: "item" } },
      });
    const held = `${at}/membership/held`;
    const page = said((await bo.browser.get(held)).text);
    assert.match(page, /held\?kind=need#entries">[^<]*<\/a><\/h2><div class="end">25</);
    const [first, then] = [await bo.browser.get(`${held}?kind=need`), `${held}?kind=need&skip=20`];
    assert.match(first.text, /Manta 25\.[\s\S]*Manta 6\./);
    assert.doesNotMatch(first.text, /Manta 5\./);
    assert.ok(first.text.replaceAll("&amp;", "&").includes(`href="${then}#entries"`));
    const second = (await bo.browser.get(then)).text;
    assert.match(second, /Manta 5\.[\s\S]*Manta 1\./);
    assert.doesNotMatch(second, /Manta 6\./);
    for (const odd of ["kind=%00", "kind=nothing", "skip=-1", "skip=99999", "skip=x"])
      assert.equal((await bo.browser.get(`${held}?${odd}`)).status, 200, odd);
  });

  it("is erased as far as it can be, and says what stays", async () => {
    const { bo, at, space, house, signIn } = await group();
    const opened = await house.space(space);
    assert.ok(opened);
    const draft = { owner: { member: bo.member }, name: "x", body: Buffer.from("borrador") };
    await putDraft(opened, meansOf(house), draft);
    const other = (await signIn(bo.login)).browser;
    assert.match(said((await bo.browser.get(`${at}/membership/held`)).text), /1 draft of yours/);
    const empty = await bo.browser.submit(`${at}/membership/held`, { handle: "" });
    assert.deepEqual([empty.status, /href="#f-handle"/.test(empty.text)], [422, true]);
    await bo.browser.submit(`${at}/membership/held`, { handle: "nadie" });
    const page = said((await bo.browser.get(`${at}/membership/held`)).text);
    assert.doesNotMatch(page, /amapola/);
    assert.match(page, /nadie/);
    assert.match(page, /No draft of yours/);
    assert.match(page, /What stays, and why/);
    assert.equal((await other.get(`${at}/membership/held`)).status, 303, "signed out elsewhere");
  });
});
