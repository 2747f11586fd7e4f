/** A permission that stands on another, on pages: asked, read on paper, and ended with it. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { type Got, testNode } from "../../web/testing.ts";

const main = ({ text }: Got) =>
  text.slice(text.indexOf("<main")).replaceAll(/[\u2066-\u2069]/g, "");
const idIn = ({ text }: Got) => /\/permissions\/([0-9a-f]{32})/.exec(text)?.[1] ?? "";
const codeIn = ({ text }: Got) => /<code[^>]*>([0-9A-Z-]{24,})<\/code>/.exec(text)?.[1] ?? "";
const YES = { as: "self", arrived: "voice", retold: "yes" };

type Node = Awaited<ReturnType<typeof testNode>>;

/** A group, somebody's words that may be shown, and an assembly's yes on top of that. */
async function stacked(node: Node, lang = "en") {
  const ann = await node.found();
  const { browser } = ann;
  const base = `/s/${ann.slug}`;
  const noted = async (is: string, name: string) => {
    const who = { is, name, reach: "por su prima" };
    const made = await browser.submit(`${base}/permissions/people/new`, who);
    return `${base}/permissions/people/${/([0-9a-f]{32})/.exec(made.location ?? "")?.[1]}`;
  };
  const says = async (own: string, quoted: string) => {
    await browser.submitOn(await browser.get(own), { quoted }, `${own}/words`);
    return /\/sayings\/([0-9a-f]{32})/.exec((await browser.get(own)).text)?.[1] ?? "";
  };
  const own = await noted("person", "salma");
  const hers = await says(own, "Me quedo");
  const typed = { purpose: "Para la página", lang, channels: ["group-page"], data: ["words"] };
  const first = await browser.submit(`${own}/asking`, { ...typed, scope: [hers] });
  const id = idIn(first);
  const heard = await browser.submit(`${base}/permissions/${id}/yes`, YES);
  assert.equal(heard.status, 303);
  const town = await noted("community", "El barrio");
  const words = await says(town, "Nos quedamos");
  const ask = (more: object = {}) =>
    browser.submit(`${town}/asking`, { ...typed, scope: [words], under: [id], ...more });
  return { ...{ ann, browser, base, town, words, id, ask }, code: codeIn(first) };
}

it("is asked for on top of one that holds, goes no further, and ends with it", async () => {
  const node = await testNode();
  const { browser, base, town, words, id, code, ask } = await stacked(node);
  assert.match(main(await browser.get(`${town}/asking`)), /salma: [^<]*until/);
  const wide = await ask({ channels: ["group-page", "press"] });
  assert.equal(wide.status, 422);
  assert.match(main(wide), /does not go as far as this/);
  const paper = await ask();
  assert.equal(paper.status, 200, main(paper));
  assert.match(main(paper), /It stands on 1 other permission/);
  assert.ok(!main(paper).includes("Me quedo") && !main(paper).includes("salma"));
  const top = idIn(paper);
  const gathered = { as: "assembly", arrived: "assembly", retold: "yes", many: "20" };
  const heard = await browser.submit(`${base}/permissions/${top}/yes`, gathered);
  assert.equal(heard.status, 303, main(heard));
  const page = main(await browser.get(`${base}/permissions/${top}`));
  assert.match(page, new RegExp(`href="${base}/permissions/${id}"`));
  const at = `${base}/sayings/${words}`;
  const show = await browser.submitOn(await browser.get(at), {}, `${at}/showing`);
  assert.equal(show.status, 303, main(show));
  const before = main(await browser.get(`${base}/permissions/${id}/end`));
  assert.match(before, /Permissions that would end with it/);
  assert.match(before, new RegExp(`href="${base}/permissions/${top}/end"`));
  const hers = node.browser();
  const off = await hers.submitOn(
    await hers.submit("/permission", { code }),
    {},
    "/permission/end",
  );
  assert.match(main(off), /1 other permission stood on yours and ended with it/);
  assert.match(main(off), /0 texts of yours were shown here/);
  const after = main(await browser.get(`${base}/permissions/${id}/stopped`));
  assert.match(after, /Permissions that ended with it/);
  assert.match(after, new RegExp(`href="${base}/permissions/${top}/stopped"`));
  const fallen = main(await browser.get(`${base}/permissions/${top}`));
  assert.match(fallen, /Over: what it stood on ended/);
  assert.ok(!fallen.includes("/renewal"));
  assert.equal((await browser.get(`${base}/permissions/${top}/stopped`)).status, 200);
  assert.match(main(await browser.get(`${base}/permissions`)), /what it stood on ended/);
  const record = await browser.get(`${base}/permissions/${top}/record.json`);
  assert.match(record.text, /"dct:requires"/);
  const anyone = await node.browser().get(`${base}/sayings`);
  assert.ok(!anyone.text.includes("Nos quedamos"));
  const anew = await ask();
  assert.equal(anew.status, 422);
  assert.match(main(anew), /does not hold/);
});

it("tells whoever has its code nothing of the other, but that it ended", async () => {
  const held = async (end: "withdrawn" | "danger" | "pressure" | null) => {
    const node = await testNode();
    const { browser, base, id, code, ask } = await stacked(node, "es");
    const paper = await ask();
    const top = codeIn(paper);
    const gathered = { as: "assembly", arrived: "assembly", retold: "yes", many: "20" };
    await browser.submit(`${base}/permissions/${idIn(paper)}/yes`, gathered);
    const hers = node.browser();
    if (end === "withdrawn")
      await hers.submitOn(await hers.submit("/permission", { code }), {}, "/permission/end");
    else if (end !== null) {
      const at = `${base}/permissions/${id}`;
      const sent = await browser.submitOn(
        await browser.get(`${at}/end`),
        { because: end },
        `${at}/group-end`,
      );
      assert.equal(sent.status, 303);
    }
    const read = main(await node.browser().submit("/permission", { code: top }));
    assert.ok(read.includes("Nos quedamos"));
    assert.ok(!read.includes("Me quedo") && !read.includes("salma"), read);
    return read.replaceAll(/value="[^"]*"|\b[0-9A-Z]{4}(-[0-9A-Z]{4})+\b/g, "");
  };
  const [holds, back, group, never] = [
    ...[await held(null), await held("withdrawn")],
    ...[await held("danger"), await held("pressure")],
  ];
  assert.match(back ?? "", /what it stood on ended/);
  assert.doesNotMatch(holds ?? "", /what it stood on ended/);
  assert.equal(back, group);
  assert.equal(back, never);
});
