/** A notice read aloud: decided, heard by the group and by whoever has the code, and erased. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, type Given } from "../../house/testing.ts";
import type { FileRef } from "../../house/values/index.ts";
import { type Got, testNode } from "../../web/testing.ts";
import { RECORDED_BY, recording as recorded } from "../../web/testing-sounds.ts";
import { commands } from "./commands.ts";
import { consent } from "./facts.ts";
import { recording } from "./facts-recording.ts";
import { saying, subject } from "./facts-subject.ts";
import { ASKED, askedFor, gave, noted, says } from "./testing.ts";
import { timeRows } from "./times.ts";

const KINDS = [subject, consent, saying, recording];
const READ = "4".repeat(32);
const NOW = Date.UTC(2026, 10, 2);
const UNTIL = Date.UTC(2027, 0, 1);
const named = { id: "5".repeat(32), size: 9, sha256: "a".repeat(64) };
const sound: FileRef = { ...named, type: "audio/mpeg", seconds: 4 };
const picture: FileRef = { ...named, type: "image/jpeg", width: 4, height: 3 };
const kept: Given = {
  ...{ thing: READ, type: "recording.kept/1" },
  record: { consent: ASKED, notice: "f".repeat(64), lang: "en", until: UNTIL },
};
const asked = [...noted(), askedFor()];
const input = { consent: ASKED, own: true } as const;
const matches = ({ kind }: { kind: string }) => kind === recording.kind;

const when = (given: Given[], files: FileRef[] = [sound]) =>
  decide(commands.keepRecording, KINDS, given, input, { files, matches, now: NOW });
const types = (result: ReturnType<typeof decide>) =>
  isRefusal(result) ? result.refused : result.facts.map(({ type }) => type.replace("/1", ""));
const goes = (result: ReturnType<typeof decide>) =>
  isRefusal(result) ? result.refused : result.erases?.map(({ kind, parts }) => `${kind} ${parts}`);

describe("reading a notice aloud", () => {
  it("says which notice it reads, and until when it is of use", () => {
    const done = when(asked);
    assert.ok(!isRefusal(done));
    assert.deepEqual(types(done), ["recording.kept"]);
    const { record, files } = done.facts[0] ?? {};
    assert.deepEqual(files?.list, [sound]);
    const { consent: of, notice, lang, until } = record as Record<string, unknown>;
    assert.deepEqual([of, notice, lang, until], [ASKED, "f".repeat(64), "en", UNTIL]);
  });

  it("takes the place of the one before it", () => {
    const anew = when([...asked, kept]);
    assert.deepEqual(types(anew), ["recording.wiped", "recording.kept"]);
    assert.deepEqual(goes(anew), ["recording files"]);
  });

  it("takes one recording, whose voice it is, and a permission that is not over", () => {
    for (const files of [[], [picture], [sound, sound]])
      assertRefused(when(asked, files), "consent.no-sound");
    assertRefused(when(noted()), "consent.no-such-permission");
    assertRefused(when([...asked, says("refused")]), "consent.over");
    assert.ok(!commands.keepRecording.shape.safeParse({ ...input, own: false }).success);
  });

  it("goes by hand, with the words it reads, and by time after the permission's last day", () => {
    const wipe = (given: Given[]) =>
      decide(commands.wipeRecording, KINDS, given, { recording: READ }, { matches });
    const wiped = wipe([...asked, kept]);
    assert.deepEqual([types(wiped), goes(wiped)], [["recording.wiped"], ["recording files"]]);
    const gone: Given = { thing: READ, type: "recording.wiped/1", record: {} };
    assert.deepEqual(types(wipe([...asked, kept, gone])), []);
    assertRefused(wipe(asked), "consent.no-such-recording");
    const over = [...asked, gave(), kept, says("withdrawn")];
    const on = { consent: ASKED };
    const back = decide(commands.takeWordsBack, KINDS, over, on, { matches, now: NOW });
    assert.deepEqual(types(back), ["consent.words-taken-back", "recording.wiped"]);
    assert.deepEqual(goes(back), ["consent words", "recording files"]);
    const row = timeRows.find(({ what }) => what === "recordings");
    const thing = { state: { until: UNTIL, at: null } } as never;
    assert.ok(typeof row?.since === "function");
    assert.equal(row.since(thing), UNTIL);
  });
});

const main = ({ text }: Got) => text.slice(text.indexOf("<main"));
const idIn = (text: string) => /([0-9a-f]{32})/.exec(text)?.[1] ?? "";
const srcIn = (got: Got) => /<audio[^>]* src="([^"]+)"/.exec(main(got))?.[1] ?? "";

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
  const paper = await browser.submit(`${own}/asking`, {
    ...{ purpose: "Para la página", channels: ["group-page"], lang: "es" },
    ...{ scope: [words], data: ["words"], face: "none" },
  });
  const code = /<code dir="ltr">([^<]+)<\/code>/.exec(paper.text)?.[1] ?? "";
  const consent = /\/permissions\/([0-9a-f]{32})/.exec(paper.text)?.[1] ?? "";
  return { ...node, ann, base, code, at: `${base}/permissions/${consent}` };
}

it("has an address for an hour and no longer", async () => {
  const { ann, at, code, clock, browser: another } = await begun();
  const page = await ann.browser.get(at);
  const typed = { reads: "yes", own: "yes", sound: recorded("ogg") };
  assert.equal((await ann.browser.submitOn(page, typed, `${at}/recording`)).status, 303);
  const stranger = another();
  const pass = srcIn(await stranger.submit("/permission", { code }));
  const never = await stranger.get("/permission/heard/x");
  clock.pass(3_599_000);
  assert.equal((await stranger.get(pass)).status, 200);
  clock.pass(1_000);
  const late = await stranger.get(pass);
  assert.deepEqual([late.status, late.text], [never.status, never.text]);
});

it("is heard inside and by whoever has the code, beside its words, while it may be", async () => {
  const { ann, at, code, browser: another } = await begun();
  const { browser } = ann;
  const page = await browser.get(at);
  assert.match(main(page), /A voice tells who somebody is/);
  const add = (typed: object) =>
    browser.submitOn(page, { reads: "yes", ...typed }, `${at}/recording`);
  const unsaid = await add({ sound: recorded() });
  assert.equal(unsaid.status, 422);
  assert.match(unsaid.text, /Say that it is yours/);
  const done = await browser.submitOn(unsaid, { reads: "yes", own: "yes" }, `${at}/recording`);
  assert.equal(done.status, 303, main(done));
  const inside = await browser.get(at);
  const file = srcIn(inside);
  const heard = await browser.get(file);
  assert.deepEqual([heard.status, heard.headers.get("content-type")], [200, "audio/mpeg"]);
  assert.ok(!Buffer.from(heard.bytes).includes(RECORDED_BY));
  const stranger = another();
  assert.equal((await stranger.get(file)).status, 404, "it is the group's");
  // Whoever has the paper hears it without an account, under an address that names nobody.
  const look = (typed: string) => stranger.submit("/permission", { code: typed });
  const held = await look(code);
  assert.match(main(held), /<audio controls[^>]* preload="none"/);
  assert.ok(main(held).indexOf("<audio") < main(held).indexOf("Para la página"));
  const pass = srcIn(held);
  assert.match(pass, /^\/permission\/heard\/[\w-]{200,600}$/);
  for (const said of [code, idIn(at), ann.slug]) assert.ok(!pass.includes(said));
  const theirs = await stranger.get(pass);
  assert.deepEqual([theirs.status, theirs.headers.get("cache-control")], [200, "no-store"]);
  assert.deepEqual(Buffer.from(theirs.bytes), Buffer.from(heard.bytes));
  assert.equal((await stranger.get(pass, { range: "bytes=0-95" })).status, 206);
  for (const other of [`${pass.slice(0, -9)}AAAAAAAAA`, "/permission/heard/"])
    assert.equal((await stranger.get(other)).status, 404, other);
  // A code that was replaced reads nothing, and leads to no sound.
  const again = await browser.submitOn(await browser.get(at), {}, `${at}/code`);
  const fresh = /<code dir="ltr">([^<]+)<\/code>/.exec(again.text)?.[1] ?? "";
  assert.equal(srcIn(await look(code)), "");
  assert.equal((await stranger.get(pass)).status, 404, "nor does what it led to");
  const now = srcIn(await look(fresh));
  assert.equal((await stranger.get(now)).status, 200);
  // It ends with the permission, for whoever has an address still.
  assert.equal((await browser.submit(`${at}/end`, {}, `${at}/end`)).status, 303);
  assert.equal((await stranger.get(now)).status, 404);
  assert.equal(srcIn(await look(fresh)), "");
  const removal = /action="([^"]+\/recordings\/[0-9a-f]{32}\/removal)"/.exec(
    (await browser.get(at)).text,
  )?.[1];
  assert.ok(removal);
  assert.equal((await browser.submitOn(await browser.get(at), {}, removal)).status, 303);
  assert.equal((await browser.get(file)).status, 404);
});
