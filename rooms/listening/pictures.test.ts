/** Pictures beside questions: decided, seen on pages, erased. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, fold, type Given } from "../../house/testing.ts";
import type { FileRef } from "../../house/values/index.ts";
import { type Got, testNode } from "../../web/testing.ts";
import { photograph, TAKEN_BY } from "../../web/testing-pictures.ts";
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
const asked = on("asked", { item: ITEM, lang: "en", picture: "water" });
const pictured = on("pictured", { item: ITEM });
const file: FileRef = {
  ...{ id: "5".repeat(32), type: "image/jpeg", size: 9, sha256: "a".repeat(64) },
  ...{ width: 4, height: 3 },
};
const alt = { lang: "en", text: "the well" };
const input = { listening: ONE, item: ITEM, alt, nobody: true } as const;

const when = (given: Given[], files = [file]) =>
  decide(commands.picture, [listening], given, input, { files });
const types = (result: ReturnType<typeof decide>) =>
  isRefusal(result) ? result.refused : result.facts.map(({ type }) => type.replace("/1", ""));
const goes = (result: ReturnType<typeof decide>) =>
  isRefusal(result) ? result.refused : result.erases?.map(({ parts }) => parts.join());
const photoOf = (given: Given[]) => {
  const state = fold([listening], given).get(ONE)?.state as ListeningState | undefined;
  return state?.questions[0]?.photo?.index;
};

describe("a picture beside a question", () => {
  it("is put there, and the one before it erased", () => {
    const first = when([opened, asked]);
    assert.deepEqual([types(first), goes(first)], [["listening.pictured"], []]);
    assert.deepEqual(goes(when([opened, asked, pictured])), ["words,files"]);
    assert.equal(photoOf([opened, asked, pictured]), 2);
    // Words in another language leave it where it is.
    const worded = on("asked", { item: ITEM, lang: "es", picture: null });
    assert.equal(photoOf([opened, asked, pictured, worded]), 2);
  });

  it("takes a question, a file, and that nobody can be recognised in it", () => {
    assertRefused(when([opened]), "listening.no-such-item");
    assertRefused(when([opened, asked], []), "listening.no-picture");
    assertRefused(when([]), "listening.not-here");
    assert.ok(!commands.picture.shape.safeParse({ ...input, nobody: false }).success);
  });

  it("goes when it is taken away, with its question, and with the session", () => {
    const all = [opened, asked, pictured];
    const away = decide(commands.unpicture, [listening], all, { listening: ONE, item: ITEM });
    assert.deepEqual([types(away), goes(away)], [["listening.unpictured"], ["words,files"]]);
    const unpictured = on("unpictured", { item: ITEM });
    assert.equal(photoOf([...all, unpictured]), undefined);
    const again = decide(commands.unpicture, [listening], [...all, unpictured], {
      ...{ listening: ONE, item: ITEM },
    });
    assert.deepEqual(types(again), []);
    const dropped = { listening: ONE, item: ITEM };
    assert.deepEqual(goes(decide(commands.dropQuestion, [listening], all, dropped)), [
      ...["words", "words,files"],
    ]);
    assert.deepEqual(goes(decide(commands.takeOut, [listening], all, { listening: ONE })), [
      ...["words", "words,files"],
    ]);
  });
});

const main = ({ text }: Got) => text.slice(text.indexOf("<main"));

it("stands with the question wherever that is read, and goes with it", async () => {
  const node = await testNode();
  const { browser, slug } = await node.found();
  const base = `/s/${slug}`;
  const began = await browser.submit(`${base}/listening/new`, { title: "Water" });
  const at = (began.location ?? "").replace(/\/heard.*/, "");
  await browser.submit(`${at}/questions`, { text: "Where do you fetch it?" });
  const page = await browser.get(`${at}/questions`);
  const to = /action="([^"]+\/picture)"/.exec(page.text)?.[1] ?? "";
  const add = (typed: object) => browser.submitOn(page, { alt: "the well", ...typed }, to);
  const unsaid = await add({ photo: await photograph() });
  assert.equal(unsaid.status, 422);
  assert.match(unsaid.text, /nobody can be recognised go here/);
  assert.match(unsaid.text, /need not choose it again/);
  // It heads the page, above all questions, and leads to the field of this one's form.
  assert.ok(main(unsaid).indexOf('id="errors"') < main(unsaid).indexOf("<form"));
  const field = /<a href="#([^"]+)">[^<]*nobody can be recognised/.exec(main(unsaid))?.[1] ?? "";
  assert.match(field, /^f-nobody-[0-9a-f]{32}$/);
  assert.ok(unsaid.text.includes(`id="${field}"`), "and that field is there");
  const done = await browser.submitOn(unsaid, { alt: "the well", nobody: "yes" }, to);
  assert.equal(done.status, 303, main(done));
  for (const path of [at, `${at}/questions`, `${at}/sheet`])
    assert.match(main(await browser.get(path)), /<img[^>]*alt="the well"/, path);
  const src = /<img[^>]* src="([^"]+)"/.exec((await browser.get(at)).text)?.[1] ?? "";
  const inside = await browser.get(src);
  assert.equal(inside.status, 200);
  assert.ok(!Buffer.from(inside.bytes).includes(TAKEN_BY));
  const stranger = node.browser();
  assert.equal((await stranger.get(src)).status, 404, "it is where the session is");
  const use = { use: "summary" };
  await browser.submit(`${at}/showing`, use, `${at}/use`);
  await browser.submit(`${at}/texts`, { summary: "Bad water." }, `${at}/texts`);
  assert.equal((await browser.submit(`${at}/showing`, {}, `${at}/showing`)).status, 303);
  assert.match(main(await stranger.get(at)), /<img[^>]*alt="the well"/);
  assert.equal((await stranger.get(src)).status, 200);
  const drop = `${to}/removal`;
  const dropped = await browser.submitOn(await browser.get(`${at}/questions`), {}, drop);
  assert.equal(dropped.status, 303);
  for (const one of [browser, stranger]) assert.equal((await one.get(src)).status, 404);
});
