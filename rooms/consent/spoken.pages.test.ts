/** Somebody's own words as sound over requests: who hears them, and that they go when they must. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../../house/testing.ts";
import { type Got, testNode } from "../../web/testing.ts";
import { RECORDED_BY, recording } from "../../web/testing-sounds.ts";

const main = ({ text }: Got) => text.slice(text.indexOf("<main"));
const idIn = (text: string) => /([0-9a-f]{32})/.exec(text)?.[1] ?? "";
const ABSENT = "0123456789abcdef".repeat(2);

/** Somebody with words, and a recording of them that the group keeps. */
async function begun() {
  const node = await testNode();
  const ann = await node.found();
  const base = `/s/${ann.slug}`;
  const { browser } = ann;
  const who = { is: "person", name: "salma", reach: "por su prima" };
  const person = idIn((await browser.submit(`${base}/permissions/people/new`, who)).location ?? "");
  const own = `${base}/permissions/people/${person}`;
  await browser.submitOn(await browser.get(own), { quoted: "Nos quedamos" }, `${own}/words`);
  const words = /\/sayings\/([0-9a-f]{32})/.exec((await browser.get(own)).text)?.[1] ?? "";
  const at = `${base}/sayings/${words}`;
  const keep = (typed: object) =>
    browser.submit(
      at,
      { speaks: "yes", sound: recording(), known: "yes", ...typed },
      `${at}/spoken`,
    );
  const posts = async (path: string, typed: Record<string, string> = {}) =>
    browser.submitOn(await browser.get(at), typed, path);
  /** Asks as a form says, and hears a yes by voice; answers the permission and its paper. */
  const allow = async (typed: object) => {
    const paper = await browser.submit(`${own}/asking`, {
      ...{ purpose: "Para la página", channels: ["group-page", "press"], lang: "es", ...typed },
    });
    assert.equal(paper.status, 200, main(paper));
    const consent = /\/permissions\/([0-9a-f]{32})/.exec(paper.text)?.[1] ?? "";
    const yes = { as: "self", arrived: "voice", retold: "yes" };
    assert.equal((await browser.submit(`${base}/permissions/${consent}/yes`, yes)).status, 303);
    return { consent, paper };
  };
  /** The recording's thing and its address, as a page of the group draws them. */
  const drawn = async () => {
    const page = main(await browser.get(at));
    const thing = /\/spoken\/([0-9a-f]{32})\//.exec(page)?.[1] ?? "";
    return { page, thing, src: /<audio[^>]* src="([^"]+)"/.exec(page)?.[1] ?? "" };
  };
  return { ...node, ann, base, words, at, own, keep, posts, allow, drawn };
}

it("words are heard in her own voice under a permission, and gone when it ends", async () => {
  const made = await begun();
  const { ann, at, base, words } = made;
  const kept = await made.keep({ voice: "shown" });
  assert.equal(kept.status, 303, main(kept));
  const { page, thing, src } = await made.drawn();
  assert.match(page, /<audio controls[^>]* preload="none"/);
  const inside = await ann.browser.get(src);
  assert.deepEqual([inside.status, inside.headers.get("content-type")], [200, "audio/mpeg"]);
  assert.ok(!Buffer.from(inside.bytes).includes(RECORDED_BY));
  const stranger = made.browser();
  const never = await stranger.get(`${base}/files/${ABSENT}`);
  const closed = async (why: string) => {
    const got = await stranger.get(src);
    assert.deepEqual([got.status, got.text], [never.status, never.text], why);
    for (const path of [at, `${base}/sayings`, base])
      assert.doesNotMatch((await stranger.get(path)).text, /<audio|\/files\//, `${why}: ${path}`);
  };
  await closed("the group's alone");
  const show = `${at}/spoken/${thing}/showing`;
  // Her words without her face, and without her voice: they are read and not heard.
  const first = await made.allow({ scope: [words], data: ["words"] });
  assert.match(first.paper.text, /No se oye tu voz/);
  assert.equal((await made.posts(`${at}/showing`)).status, 303);
  assert.equal((await made.posts(show)).status, 422);
  assert.match((await stranger.get(at)).text, /Nos quedamos/);
  await closed("allowed to be read alone");
  // The same with her voice, still without her face.
  const { consent, paper } = await made.allow({
    ...{ scope: [words, thing], data: ["words", "voice"], voice: "shown" },
  });
  assert.match(paper.text, /No se muestra tu cara/);
  assert.match(paper.text, /Tu voz se oye tal como es/);
  assert.match(paper.text, /Exactamente 2 textos, imágenes y grabaciones tuyas/);
  assert.equal((await made.posts(show)).status, 303);
  for (const path of [at, `${base}/sayings`])
    assert.match((await stranger.get(path)).text, new RegExp(`<audio[^>]* src="${src}"`), path);
  const open = await stranger.get(src);
  assert.deepEqual([open.status, open.headers.get("cache-control")], [200, "private, no-cache"]);
  const etag = { "if-none-match": open.headers.get("etag") ?? "" };
  assert.equal((await stranger.get(src, etag)).status, 304);
  // What is given on is written down: whom to ask, once it ends.
  const given = { what: thing, channel: "press" };
  assert.equal((await made.posts(`${at}/passing`, given)).status, 303);
  const wrong = { what: "0".repeat(32), channel: "press" };
  assert.equal((await made.posts(`${at}/passing`, wrong)).status, 404);
  // A paper that is found leads to no voice.
  const code = /<code[^>]*>([0-9A-Z-]{24,})<\/code>/.exec(paper.text)?.[1] ?? "";
  const hers = made.browser();
  const held = await hers.submit("/permission", { code });
  assert.doesNotMatch(main(held), /<audio|files/);
  const before = main(await ann.browser.get(`${base}/permissions/${consent}/end`));
  assert.match(before, /Everyone can hear it/);
  const off = main(await hers.submitOn(held, {}, "/permission/end"));
  assert.match(off, /1 text, picture or recording of yours was shown here/);
  assert.match(off, /has to ask for it back: \u2068Newspapers/);
  await closed("taken back");
  assert.equal((await stranger.get(src, etag)).status, 404, "not to who has it still");
  assert.equal((await stranger.get(src, { range: "bytes=0-95" })).status, 404);
  assert.match((await stranger.get(at)).text, /Nos quedamos/, "her words stand on their own yes");
  const report = main(await ann.browser.get(`${base}/permissions/${consent}/stopped`));
  assert.match(report, /Only the group hears it/);
  assert.match(report, /Their own words, spoken · Newspapers/);
  assert.equal((await made.posts(`${at}/spoken/${thing}/removal`)).status, 303);
  assert.equal((await ann.browser.get(src)).status, 404, "erased, for the group too");
});

it("a voice is over with its permission's last day, with every job stopped", async () => {
  const made = await begun();
  await made.keep({ voice: "altered" });
  const { thing, src } = await made.drawn();
  const until = { data: ["voice"], voice: "altered", ends: "2026-11-20" };
  await made.allow({ scope: [thing], ...until });
  assert.equal((await made.posts(`${made.at}/spoken/${thing}/showing`)).status, 303);
  const stranger = made.browser();
  assert.equal((await stranger.get(src)).status, 200);
  made.clock.pass(20 * DAY);
  assert.equal((await stranger.get(src)).status, 404);
});

it("what is wrong with a recording is said, and it need not be sent again", async () => {
  const made = await begun();
  const none = await made.keep({ sound: null, voice: "shown" });
  assert.match(none.text, /Choose or make a recording first/);
  const unknown = await made.keep({ voice: "shown", known: null });
  assert.match(unknown.text, /Only what somebody knows of goes here/);
  const to = `${made.at}/spoken`;
  const sent = { speaks: "yes", known: "yes" };
  const unsaid = await made.ann.browser.submitOn(unknown, { ...sent, voice: null }, to);
  assert.match(unsaid.text, /Say how their voice is heard/);
  for (const { status } of [none, unknown, unsaid]) assert.equal(status, 422);
  const done = await made.ann.browser.submitOn(unsaid, { ...sent, voice: "shown" }, to);
  assert.equal(done.status, 303, main(done));
  const bo = await made.join(made.ann.space, ["observer"], "bruma");
  const page = main(await bo.browser.get(made.at));
  assert.match(page, /<audio/);
  assert.doesNotMatch(page, /type="file"|\/spoken\/[0-9a-f]+\/(showing|removal)/);
});
