/** What a member on a small screen is told where something is wrong, missing or still to come. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Got, testNode } from "../../web/testing.ts";

const main = ({ text }: Got) => text.slice(text.indexOf("<main"));
const idIn = (got: Got) => /([0-9a-f]{32})/.exec(got.location ?? "")?.[1] ?? "";

async function group() {
  const node = await testNode();
  const { browser, slug } = await node.found();
  const base = `/s/${slug}/permissions`;
  const note = async (is: string) => {
    const who = { is, name: "salma", reach: "her cousin" };
    return idIn(await browser.submit(`${base}/people/new`, who));
  };
  const ask = async (person: string) => {
    const typed = { purpose: "For our page", channels: ["group-page", "press"], lang: "en" };
    const got = await browser.submit(`${base}/people/${person}/asking`, typed);
    const code = /<code[^>]*>([0-9A-Z-]{24,})<\/code>/.exec(got.text)?.[1] ?? "";
    return { at: `${base}/${/\/permissions\/([0-9a-f]{32})/.exec(got.text)?.[1]}`, code };
  };
  return { node, browser, base, note, ask };
}

describe("somebody with a small screen", () => {
  it("reads what to put right before the long text, and what it is", async () => {
    const { browser, note, ask } = await group();
    const { at } = await ask(await note("person"));
    const got = await browser.submit(`${at}/yes`, { as: "", arrived: "voice" });
    assert.equal(got.status, 422);
    assert.match(main(got), /Say who said yes/);
    const fault = main(got).indexOf('id="errors"');
    assert.ok(fault > 0 && fault < main(got).indexOf('class="words"'), "above the notice");
  });

  it("is led to the field of the form that was sent; other forms stay as they were", async () => {
    const { browser, base, note } = await group();
    const child = await note("child");
    const page = await browser.get(`${base}/people/${child}`);
    const ids = [...page.text.matchAll(/<input[^>]* id="([^"]+)"/g)].map(([, id]) => id);
    assert.ok(!page.text.includes(">root<"), "a language that is not listed is said in words");
    assert.equal(new Set(ids).size, ids.length, "an id is of one field");
    const sent = { as: "guardian", name: "her aunt", reach: "" };
    const got = await browser.submitOn(page, sent, `${base}/people/${child}/beside`);
    assert.equal(got.status, 422);
    assert.match(main(got), /<a href="#f-guardian-reach">Write something here/);
    assert.match(main(got), /<details open/);
    assert.match(main(got), /id="f-guardian-name"[^>]*value="her aunt"/);
    assert.match(main(got), /id="f-rename-name"[^>]*value="salma"/);
  });

  it("reads whose yes is still to come, and that it was not yet repeated", async () => {
    const { browser, note, ask } = await group();
    const child = await ask(await note("child"));
    await browser.submit(`${child.at}/yes`, { as: "self", arrived: "voice", retold: "yes" });
    assert.match(main(await browser.get(child.at)), /whoever cares for the child is still to come/);
    const hers = await ask(await note("person"));
    await browser.submit(`${hers.at}/yes`, { as: "self", arrived: "voice" });
    const told = main(await browser.get(hers.at));
    assert.match(told, /have yet to say it in their own words/);
    assert.doesNotMatch(told, /Somebody told you/);
  });

  it("finds the report where somebody is away, and no yes to more time", async () => {
    const { browser, base, note, ask } = await group();
    const person = await note("person");
    const { at, code } = await ask(person);
    await browser.submit(`${at}/yes`, { as: "self", arrived: "voice", retold: "yes" });
    const sheet = main(await browser.get(`${at}/sheet`));
    assert.doesNotMatch(sheet, /heard by\s*</, "no line that breaks off");
    const page = await browser.get(`${base}/people/${person}`);
    await browser.submitOn(page, { what: "detained" }, `${base}/people/${person}/absence`);
    const closed = main(await browser.get(at));
    assert.match(closed, new RegExp(`href="${at}/stopped"`));
    assert.doesNotMatch(closed, new RegExp(`href="${at}/renewal"`));
    await browser.submitOn(await browser.get(at), {}, `${at}/end`);
    const hers = main(await browser.submit("/permission", { code }));
    assert.match(hers, /You can ask the group/);
    assert.doesNotMatch(hers, /Ask among yourselves/);
  });

  it("keeps what was ticked, and leads to the boxes that are wrong", async () => {
    const { browser, base, note } = await group();
    const person = await note("person");
    const page = await browser.get(`${base}/people/${person}`);
    await browser.submitOn(page, { quoted: "We stay" }, `${base}/people/${person}/words`);
    const typed = {
      purpose: "For a list",
      activity: "share-data",
      scope: [person],
      data: ["name"],
    };
    const got = await browser.submit(`${base}/people/${person}/asking`, typed);
    assert.equal(got.status, 422);
    assert.match(main(got), new RegExp(`value="${person}" checked`));
    assert.match(main(got), /href="#f-roles"/);
    assert.match(main(got), /id="f-roles"/);
  });
});
