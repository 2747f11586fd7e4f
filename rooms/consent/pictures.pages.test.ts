/** Pictures beside somebody's words over requests: who sees one, and that it goes when it must. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../../house/testing.ts";
import { type Got, testNode } from "../../web/testing.ts";
import { photograph, TAKEN_BY } from "../../web/testing-pictures.ts";

const main = ({ text }: Got) => text.slice(text.indexOf("<main"));
const idIn = (text: string) => /([0-9a-f]{32})/.exec(text)?.[1] ?? "";
const ABSENT = "0123456789abcdef".repeat(2);

async function begun(more: { face?: string; is?: string } = {}) {
  const { face = "shown" } = more;
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
  const add = (typed: object) =>
    browser.submit(at, { alt: "La puerta azul", face, ...typed }, `${at}/pictures`);
  /** Asks for words and picture, and hears a yes; answers the permission. */
  const allow = async (picture: string, typed: object = {}) => {
    const got = await browser.submit(`${own}/asking`, {
      ...{ purpose: "Para la página", channels: ["group-page"], lang: "es" },
      ...{ scope: [words, picture], data: ["words", "picture"], face, ...typed },
    });
    assert.equal(got.status, 200, main(got));
    const consent = /\/permissions\/([0-9a-f]{32})/.exec(got.text)?.[1] ?? "";
    const yes = { as: "self", arrived: "voice", retold: "yes" };
    assert.equal((await browser.submit(`${base}/permissions/${consent}/yes`, yes)).status, 303);
    return { consent, paper: got };
  };
  return { ...node, ann, base, person, words, at, add, allow, browser: node.browser, own };
}

type Begun = Awaited<ReturnType<typeof begun>>;

/** The picture's thing, and the addresses of its sizes as the page draws them. */
async function drawn({ ann, at }: Begun) {
  const page = main(await ann.browser.get(at));
  const picture = /\/pictures\/([0-9a-f]{32})\//.exec(page)?.[1] ?? "";
  const small = /<img[^>]* src="([^"]+)"/.exec(page)?.[1] ?? "";
  const large = /<a href="([^"]+)"><img/.exec(page)?.[1] ?? "";
  return { picture, small, large, page };
}

it("a picture is the group's, shown under its permission, and gone when that ends", async () => {
  const made = await begun();
  const { ann, at, base } = made;
  const added = await made.add({ picture: await photograph() });
  assert.equal(added.status, 303, main(added));
  const { picture, small, large, page } = await drawn(made);
  assert.match(page, /<img[^>]*alt="La puerta azul"/);
  const inside = await ann.browser.get(large);
  assert.equal(inside.status, 200);
  assert.equal(inside.headers.get("content-type"), "image/jpeg");
  assert.equal(inside.headers.get("cache-control"), "no-store");
  assert.ok(!Buffer.from(inside.bytes).includes(TAKEN_BY), "who took it does not come along");
  const stranger = made.browser();
  const never = await stranger.get(`${base}/files/${ABSENT}`);
  const closed = async (path: string) => {
    const got = await stranger.get(path);
    assert.deepEqual([got.status, got.text], [never.status, never.text], path);
  };
  for (const path of [small, large]) await closed(path);
  // Without a permission for it, and under one for the words alone, it is not shown.
  const show = `${at}/pictures/${picture}/showing`;
  const early = await ann.browser.submitOn(await ann.browser.get(at), {}, show);
  assert.equal(early.status, 422);
  assert.match(early.text, /does not allow it now/);
  const { consent, paper } = await made.allow(picture);
  assert.match(paper.text, /Exactamente 2 textos e imágenes tuyas/);
  for (const act of [show, `${at}/showing`])
    assert.equal((await ann.browser.submitOn(await ann.browser.get(at), {}, act)).status, 303, act);
  for (const path of [at, `${base}/sayings`])
    assert.match(main(await stranger.get(path)), /<img[^>]*alt="La puerta azul"/);
  const open = await stranger.get(large);
  assert.equal(open.status, 200);
  assert.equal(open.headers.get("cache-control"), "private, no-cache");
  const etag = open.headers.get("etag") ?? "";
  const again = { "if-none-match": etag };
  assert.equal((await stranger.get(large, again)).status, 304);
  // Taken back: within one request nothing gives it out, not even to who has it still.
  const end = `${base}/permissions/${consent}/end`;
  const before = await ann.browser.get(end);
  assert.match(main(before), /La puerta azul/);
  assert.equal((await ann.browser.submitOn(before, {}, end)).status, 303);
  for (const path of [small, large]) await closed(path);
  assert.equal((await stranger.get(large, again)).status, 404);
  assert.equal((await stranger.get(at)).status, 404);
  assert.doesNotMatch((await stranger.get(`${base}/sayings`)).text, /<img/);
  const report = main(await ann.browser.get(`${base}/permissions/${consent}/stopped`));
  assert.match(report, /La puerta azul/);
  assert.match(report, /Only the group sees it/);
  assert.equal((await ann.browser.get(large)).status, 200, "the group has it still");
});

it("whoever holds the code takes a picture back, and is told that it is gone", async () => {
  const made = await begun({ face: "none" });
  await made.add({ picture: await photograph() });
  const { picture, large } = await drawn(made);
  const { paper } = await made.allow(picture);
  const { ann, at } = made;
  for (const act of [`${at}/pictures/${picture}/showing`, `${at}/showing`])
    assert.equal((await ann.browser.submitOn(await ann.browser.get(at), {}, act)).status, 303, act);
  const code = /<code[^>]*>([0-9A-Z-]{24,})<\/code>/.exec(paper.text)?.[1] ?? "";
  const hers = made.browser();
  const page = await hers.submit("/permission", { code });
  assert.doesNotMatch(main(page), /<img|files/, "a paper that is found leads to no picture");
  const off = await hers.submitOn(page, {}, "/permission/end");
  assert.match(main(off), /2 texts and pictures of yours were shown here/);
  assert.equal((await hers.get(large)).status, 404);
});

it("a picture is over with its permission's last day, with every job stopped", async () => {
  const made = await begun({ face: "none" });
  await made.add({ picture: await photograph() });
  const { picture, large } = await drawn(made);
  const { ann, at } = made;
  await made.allow(picture, { ends: "2026-11-20" });
  const show = `${at}/pictures/${picture}/showing`;
  assert.equal((await ann.browser.submitOn(await ann.browser.get(at), {}, show)).status, 303);
  assert.equal((await made.browser().get(large)).status, 200);
  made.clock.pass(20 * DAY);
  assert.equal((await made.browser().get(large)).status, 404);
});

it("a face that may not be shown is refused, by what is asked and by what is shown", async () => {
  const made = await begun({ face: "shown" });
  await made.add({ picture: await photograph() });
  const { picture } = await drawn(made);
  const asks = (typed: object) =>
    made.ann.browser.submit(`${made.own}/asking`, {
      ...{ purpose: "x", channels: ["group-page"], scope: [picture], lang: "es", ...typed },
    });
  const hidden = await asks({ data: ["words", "picture"], face: "none" });
  assert.equal(hidden.status, 422);
  assert.match(hidden.text, /more of a face can be seen/);
  const unsaid = await asks({ data: ["words"], face: "none" });
  assert.match(unsaid.text, /tick that it is about pictures/);
  // A permission for the words, whatever it lets show of a face, shows no picture.
  const { consent } = await made.allow(made.words, { scope: [made.words] });
  assert.notEqual(consent, "");
  const { at, ann } = made;
  const show = `${at}/pictures/${picture}/showing`;
  const got = await ann.browser.submitOn(await ann.browser.get(at), {}, show);
  assert.equal(got.status, 422);
});

it("a picture that was chosen on a form that is refused need not be chosen again", async () => {
  const made = await begun();
  const { ann, at } = made;
  const refused = await made.add({ picture: await photograph(), alt: "" });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /need not choose it again/);
  const waits = /name="picture-waits" value="([0-9a-f]{32})"/.exec(refused.text)?.[1] ?? "";
  assert.notEqual(waits, "");
  // It is nobody else's, and no file of an entry.
  const bo = await made.join(ann.space, ["member"], "bruma");
  const page = await bo.browser.get(at);
  const typed = { alt: "x", face: "none", "picture-waits": waits };
  const theirs = await bo.browser.submitOn(page, typed, `${at}/pictures`);
  assert.equal(theirs.status, 422);
  assert.match(theirs.text, /Choose a picture first/);
  assert.equal((await ann.browser.get(`${made.base}/files/${waits}`)).status, 404);
  const sent = { alt: "La puerta", face: "none" };
  const done = await ann.browser.submitOn(refused, sent, `${at}/pictures`);
  assert.equal(done.status, 303, main(done));
  assert.match((await drawn(made)).page, /alt="La puerta"/);
  const twice = await ann.browser.submitOn(refused, { ...sent, alt: "Otra" }, `${at}/pictures`);
  assert.equal(twice.status, 422, "it is part of an entry now, and waits no more");
});

it("what is wrong heads the page, above all pictures, and leads to its field", async () => {
  const made = await begun();
  const { ann, at } = made;
  await made.add({ picture: await photograph() });
  const { picture } = await drawn(made);
  const show = `${at}/pictures/${picture}/showing`;
  const early = main(await ann.browser.submitOn(await ann.browser.get(at), {}, show));
  const wordless = main(await made.add({ picture: await photograph(), alt: "" }));
  for (const page of [early, wordless]) {
    assert.equal(page.split('id="errors"').length, 2, "once");
    assert.ok(page.indexOf('id="errors"') < page.indexOf("<img"));
  }
  assert.match(wordless, /href="#f-alt"/);
  assert.match(wordless, /id="f-alt"/);
});

it("what is no picture is refused with what to do, and the form keeps what was typed", async () => {
  const made = await begun();
  for (const [file, says] of [
    [new File(["<svg/>"], "x.svg", { type: "image/jpeg" }), /send a JPEG, PNG or WebP/],
    [new File([Buffer.from([0xff, 0xd8, 0xff, ...Buffer.alloc(99)])], "x.jpg"), /cannot be read/],
  ] as const) {
    const got = await made.add({ picture: file });
    assert.equal(got.status, 422);
    assert.match(got.text, says);
    assert.match(got.text, /La puerta azul/);
  }
  const none = await made.add({});
  assert.match(none.text, /Choose a picture first/);
  const faceless = await made.add({ picture: await photograph(), face: null });
  assert.match(faceless.text, /Say whether a face can be seen/);
});

it("a file is served as what it is and nothing else, whole and in stretches", async () => {
  const made = await begun();
  await made.add({ picture: await photograph() });
  const { large } = await drawn(made);
  const { browser } = made.ann;
  const whole = await browser.get(large);
  const says = (name: string) => whole.headers.get(name);
  assert.equal(says("x-content-type-options"), "nosniff");
  assert.equal(says("content-disposition"), "inline");
  assert.match(says("content-security-policy") ?? "", /^sandbox; default-src 'none'/);
  assert.equal(says("accept-ranges"), "bytes");
  const { bytes } = whole;
  assert.equal(says("content-length"), String(bytes.length));
  const part = async (range: string) => {
    const got = await browser.get(large, { range });
    return [got.status, got.headers.get("content-range"), got.bytes] as const;
  };
  const n = bytes.length;
  assert.deepEqual(await part("bytes=0-0"), [206, `bytes 0-0/${n}`, bytes.subarray(0, 1)]);
  assert.deepEqual(await part("bytes=5-9"), [206, `bytes 5-9/${n}`, bytes.subarray(5, 10)]);
  assert.deepEqual(await part("bytes=-7"), [
    206,
    `bytes ${n - 7}-${n - 1}/${n}`,
    bytes.subarray(-7),
  ]);
  assert.deepEqual(await part("bytes=3-"), [206, `bytes 3-${n - 1}/${n}`, bytes.subarray(3)]);
  assert.deepEqual((await part(`bytes=${n}-`)).slice(0, 2), [416, `bytes */${n}`]);
  assert.deepEqual((await part("bytes=-0")).slice(0, 2), [416, `bytes */${n}`]);
  for (const odd of ["bytes=9-5", "bytes=0-1,3-4", "lines=1-2", "bytes=", "bytes=-", "bytes=a-b"])
    assert.deepEqual(await part(odd), [200, null, bytes], odd);
  const stale = await browser.get(large, { range: "bytes=0-0", "if-range": '"other"' });
  assert.equal(stale.status, 200);
});

it("who may only look keeps no picture, and takes one down all the same", async () => {
  const made = await begun({ face: "none" });
  await made.add({ picture: await photograph() });
  const { picture, large } = await drawn(made);
  await made.allow(picture);
  const { ann, at } = made;
  const show = `${at}/pictures/${picture}/showing`;
  await ann.browser.submitOn(await ann.browser.get(at), {}, show);
  const bo = await made.join(ann.space, ["observer"], "bruma");
  const page = await bo.browser.get(at);
  assert.doesNotMatch(main(page), /type="file"|\/showing"|\/removal"/);
  const end = `${at}/pictures/${picture}/end`;
  assert.equal((await bo.browser.submitOn(page, {}, end)).status, 303);
  assert.equal((await made.browser().get(large)).status, 404);
  const wipe = `${at}/pictures/${picture}/removal`;
  assert.equal((await ann.browser.submitOn(await ann.browser.get(at), {}, wipe)).status, 303);
  assert.equal((await ann.browser.get(large)).status, 404, "erased, for the group too");
});
