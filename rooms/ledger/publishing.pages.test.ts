/** Telling the public what a group does: a story over pages, and who is told no. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { type Got, testNode } from "../../web/testing.ts";
import { main } from "../agreements/testing-pages.ts";
import { nodeOf } from "../people/index.ts";
import { slugOf } from "../spaces/index.ts";

const said = (got: Got) =>
  main(got)
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");

async function kept(safety: "yes" | "no") {
  const node = await testNode();
  const at = await node.found({ group: "River kitchen", lang: "en", safety });
  const does = async (command: string, input: object) =>
    (await node.does(at.space, at.member, command, input)).answer;
  const title = [{ lang: "en", text: "Noor's inner pot" }];
  const book = String((await does("ledger.open-book", { purpose: "money", title }))["book"]);
  const eur = (account: string, of: string) => ({ account, of: { of, unit: "EUR" } });
  const lines = [eur("elsewhere", "-40.05"), eur("money", "40.05")];
  await does("ledger.post", { book, lines, party: { lang: "en", text: "from =noor" } });
  return { ...node, at, does, book, base: `/s/${at.slug}` };
}

it("names what is missing, step by step, and then hands out files for everyone", async () => {
  const { at, does, book, base, join, browser } = await kept("no");
  const page = `${base}/books/publishing`;
  const file = (format: string, more = "") =>
    at.browser.get(`${page}/file?format=${format}${more}`);
  assert.match((await at.browser.get(`${base}/books`)).text, /books\/publishing/);
  assert.match((await at.browser.get(`${base}/books/${book}/files`)).text, /books\/publishing/);
  const first = said(await at.browser.get(page));
  assert.match(first, /is for everyone, and for good.*org-id\.guide says which register/);
  assert.match(first, /What we are called in public files/);
  const no = await file("iati");
  assert.equal(no.status, 422);
  assert.match(said(no), /org-id\.guide/);

  const publisher = { organisation: "KE-NCB-218-051", type: "24", grants: null };
  await does("spaces.set-publisher", publisher);
  assert.match(said(await file("iati")), /no agreement that both sides signed, and no book/);
  const { joint } = await does("ledger.ask-public-book", { book });
  const shown = [{ lang: "en", text: "Winter <pot>" }];
  await does("ledger.make-book-public", { book, joint, title: shown });
  const ready = said(await at.browser.get(page));
  assert.match(
    ready,
    /In your name: River kitchen \(KE-NCB-218-051\).*Agreements: 0.*open to everyone: 1/,
  );

  const xml = await file("iati");
  assert.match(xml.headers.get("content-type") ?? "", /text\/xml/);
  assert.match(xml.headers.get("content-disposition") ?? "", /activities\.xml/);
  assert.match(xml.text, /Winter &lt;pot&gt;[\s\S]*>40\.05</);
  assert.doesNotMatch(xml.text, /noor|Noor|lucero/);
  assert.match((await file("iati-organisation")).text, /<narrative xml:lang="en">River kitchen</);
  await does("spaces.quiet", {});
  assert.match(said(await at.browser.get(page)), /Under KE-NCB-218-051 alone/);
  assert.doesNotMatch((await file("iati")).text, /River kitchen/, "its page is for nobody outside");
  assert.doesNotMatch((await file("iati", "&from=2020-01&to=2020-02")).text, /40\.05/);
  const grants = await file("360giving");
  assert.equal(grants.status, 422);
  assert.match(said(grants), /360Giving needs a prefix/);
  await does("spaces.set-publisher", { ...publisher, grants: "360G-river" });
  assert.match(said(await file("360giving")), /no grant to tell yet/);
  assert.match(said(await file("iati", "&from=2026-10&to=2026-09")), /comes before the first/);

  // Whoever reads the books inside may take it; nobody else learns that there is a page.
  const bo = await join(at.space, ["member"], "bruma");
  assert.match((await bo.browser.get(`${page}/file`)).text, /KE-NCB/);
  assert.doesNotMatch(said(await bo.browser.get(page)), /What we are called/);
  const away = await browser().get(`${page}/file`);
  assert.doesNotMatch(away.text, /KE-NCB|40\.05/);
  assert.notEqual(away.status, 200);
});

it("a group that protects itself tells nothing so, and erases its identifier", async () => {
  const { at, does, book, house } = await kept("no");
  await does("spaces.set-publisher", { organisation: "KE-NCB-218-051", type: "24", grants: null });
  await does("spaces.set-safety", { safety: "yes" });
  const here = `/s/${await slugOf(nodeOf(house), at.space)}`;
  assert.doesNotMatch((await at.browser.get(`${here}/books`)).text, /publishing/);
  assert.doesNotMatch((await at.browser.get(`${here}/books/${book}/files`)).text, /publishing/);
  const page = await at.browser.get(`${here}/books/publishing`);
  assert.match(said(page), /would single out a group that protects its people. Make a statement/);
  const no = await at.browser.get(`${here}/books/publishing/file?format=iati`);
  assert.equal(no.status, 422);
  assert.doesNotMatch(no.text, /KE-NCB|40\.05/);
  const settings = await at.browser.get(`${here}/settings/publisher`);
  assert.match(said(settings), /nothing is kept here/);
  assert.doesNotMatch(settings.text, /KE-NCB|Erase it here/);
});
