/** Questions read aloud: decided, heard on pages, erased. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, fold, type Given } from "../../house/testing.ts";
import type { FileRef } from "../../house/values/index.ts";
import { type Got, testNode } from "../../web/testing.ts";
import { photograph } from "../../web/testing-pictures.ts";
import { RECORDED_BY, recording } from "../../web/testing-sounds.ts";
import { commands } from "./commands.ts";
import { type ListeningState, listening } from "./facts.ts";

const ONE = "1".repeat(32);
const ITEM = "2".repeat(32);
const HELD = { date: "2026-10-20", zone: "UTC", instant: "2026-10-20T00:00:00Z" };
const opened: Given = {
  ...{ thing: ONE, type: "listening.opened/1" },
  record: {
    ...{ held: HELD, place: null, convened: "group", with: "everyone", langs: ["en"] },
    use: "summary",
  },
};
const on = (what: string, record: object = {}): Given => ({
  ...{ thing: ONE, type: `listening.${what}/1`, record: record as never },
});
const asked = (lang = "en") => on("asked", { item: ITEM, lang, picture: null });
const voiced = (lang = "en") => on("voiced", { item: ITEM, lang });
const named = { id: "5".repeat(32), size: 9, sha256: "a".repeat(64) };
const sound: FileRef = { ...named, type: "audio/mpeg", seconds: 4 };
const picture: FileRef = { ...named, type: "image/jpeg", width: 4, height: 3 };
const input = { listening: ONE, item: ITEM, lang: "en", own: true } as const;
const all = [opened, asked(), asked("es"), voiced(), voiced("es")];

const when = (given: Given[], files: FileRef[] = [sound], lang = "en") =>
  decide(commands.voice, [listening], given, { ...input, lang }, { files });
const types = (result: ReturnType<typeof decide>) =>
  isRefusal(result) ? result.refused : result.facts.map(({ type }) => type.replace("/1", ""));
/** The entries that go, by their places among those given. */
const goes = (result: ReturnType<typeof decide>) =>
  isRefusal(result) ? result.refused : result.erases?.map(({ at, parts }) => [at.index, ...parts]);
const heardIn = (given: Given[]) => {
  const state = fold([listening], given).get(ONE)?.state as ListeningState | undefined;
  return state?.questions[0]?.voiced?.map(({ lang, at }) => `${lang} ${at.index}`) ?? [];
};

describe("a question read aloud", () => {
  it("is heard in each language, and the recording before it is erased", () => {
    const first = when([opened, asked()]);
    assert.deepEqual([types(first), goes(first)], [["listening.voiced"], []]);
    assert.deepEqual(heardIn(all), ["en 3", "es 4"]);
    assert.deepEqual(goes(when(all)), [[3, "files"]]);
    assert.deepEqual(heardIn([...all, voiced()]), ["en 5", "es 4"]);
  });

  it("takes a question in that language, one recording, and whose voice it is", () => {
    assertRefused(when([opened]), "listening.no-such-item");
    assertRefused(when([opened, asked()], [sound], "ar"), "listening.no-words-to-read");
    for (const files of [[], [picture], [sound, sound]])
      assertRefused(when([opened, asked()], files), "listening.no-sound");
    assertRefused(when([]), "listening.not-here");
    assert.ok(!commands.voice.shape.safeParse({ ...input, own: false }).success);
    // Nor does a recording stand where a picture does.
    const shown = { listening: ONE, item: ITEM, alt: { lang: "en", text: "x" }, nobody: true };
    const seen = decide(commands.picture, [listening], all, shown as never, { files: [sound] });
    assertRefused(seen, "listening.no-picture");
  });

  it("goes when its words are written anew, in that language alone", () => {
    const text = { lang: "es", text: "otra" };
    const anew = decide(commands.ask, [listening], all, { listening: ONE, item: ITEM, text });
    assert.deepEqual(goes(anew), [
      [2, "words"],
      [4, "files"],
    ]);
    assert.deepEqual(heardIn([...all, asked("es")]), ["en 3"]);
  });

  it("goes when it is taken away, with its question, and with the session", () => {
    const on2 = { listening: ONE, item: ITEM };
    const away = decide(commands.unvoice, [listening], all, { ...on2, lang: "en" });
    assert.deepEqual([types(away), goes(away)], [["listening.unvoiced"], [[3, "files"]]]);
    const left = [...all, on("unvoiced", { item: ITEM, lang: "en" })];
    assert.deepEqual(heardIn(left), ["es 4"]);
    const again = decide(commands.unvoice, [listening], left, { ...on2, lang: "en" });
    assert.deepEqual(types(again), []);
    const both = [1, 2].map((n) => [n, "words"]).concat([3, 4].map((n) => [n, "files"]) as never);
    assert.deepEqual(goes(decide(commands.dropQuestion, [listening], all, on2)), both);
    assert.deepEqual(goes(decide(commands.takeOut, [listening], all, { listening: ONE })), both);
  });
});

const main = ({ text }: Got) => text.slice(text.indexOf("<main"));

it("is heard with the question wherever that is read, in stretches, and goes with it", async () => {
  const node = await testNode();
  const { browser, slug } = await node.found();
  const base = `/s/${slug}`;
  const began = await browser.submit(`${base}/listening/new`, { title: "Water" });
  const at = (began.location ?? "").replace(/\/heard.*/, "");
  await browser.submit(`${at}/questions`, { text: "Where do you fetch it?" });
  const page = await browser.get(`${at}/questions`);
  const to = /action="([^"]+\/sound)"/.exec(page.text)?.[1] ?? "";
  assert.match(main(page), /A voice tells who somebody is/, "it is said before, not after");
  const add = (typed: object) => browser.submitOn(page, { spoken: "en", ...typed }, to);
  const picture = await add({ sound: await photograph(40, 30), own: "yes" });
  assert.equal(picture.status, 422);
  assert.match(picture.text, /no recording of a kind/);
  const unsaid = await add({ sound: recording() });
  assert.equal(unsaid.status, 422);
  assert.match(unsaid.text, /need not choose it again/);
  const field = /<a href="#([^"]+)">[^<]*Say that it is yours/.exec(main(unsaid))?.[1] ?? "";
  assert.match(field, /^f-own-[0-9a-f]{32}$/);
  assert.ok(unsaid.text.includes(`id="${field}"`), "and that field is there");
  const done = await browser.submitOn(unsaid, { spoken: "en", own: "yes" }, to);
  assert.equal(done.status, 303, main(done));
  const seen = await browser.get(at);
  assert.match(seen.headers.get("content-security-policy") ?? "", / media-src 'self';/);
  // It begins by nobody's doing but the reader's, and its words stand beside it.
  assert.match(main(seen), /<audio controls[^>]* preload="none"/);
  assert.doesNotMatch(main(seen), /autoplay/);
  assert.ok(main(seen).indexOf("Where do you fetch it?") < main(seen).indexOf("<audio"));
  assert.match(main(seen), /0 min 1 s, \d kB/);
  const src = /<audio[^>]* src="([^"]+)"/.exec(seen.text)?.[1] ?? "";
  const whole = await browser.get(src);
  const bytes = Buffer.from(whole.bytes);
  assert.deepEqual([whole.status, whole.headers.get("content-type")], [200, "audio/mpeg"]);
  assert.equal(whole.headers.get("cache-control"), "no-store");
  const policy = whole.headers.get("content-security-policy") ?? "";
  assert.match(policy, /^sandbox allow-same-origin; media-src 'self'; default-src 'none';/);
  assert.ok(!bytes.includes(RECORDED_BY));
  const part = await browser.get(src, { range: "bytes=96-191" });
  assert.equal(part.status, 206);
  assert.deepEqual(Buffer.from(part.bytes), bytes.subarray(96, 192));
  const stranger = node.browser();
  assert.equal((await stranger.get(src)).status, 404, "it is where the session is");
  await browser.submit(`${at}/showing`, { use: "summary" }, `${at}/use`);
  await browser.submit(`${at}/texts`, { summary: "Bad water." }, `${at}/texts`);
  assert.equal((await browser.submit(`${at}/showing`, {}, `${at}/showing`)).status, 303);
  assert.match(main(await stranger.get(at)), /<audio/);
  const heard = await stranger.get(src);
  assert.deepEqual([heard.status, heard.headers.get("cache-control")], [200, "private, no-cache"]);
  const away = await browser.submit(`${at}/questions`, { spoken: "en" }, `${to}/removal`);
  assert.equal(away.status, 303);
  for (const one of [browser, stranger]) assert.equal((await one.get(src)).status, 404);
});
