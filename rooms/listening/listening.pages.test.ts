import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { DAY } from "../../house/testing.ts";
import { type Browser, testNode } from "../../web/testing.ts";
import type { ListeningState } from "./facts.ts";

async function group(safety: "yes" | "no" = "no", before: [string, object][] = []) {
  const node = await testNode();
  const ann = await node.found({ safety });
  // What the founder decides while alone here.
  for (const [command, input] of before) await node.does(ann.space, ann.member, command, input);
  const bo = await node.join(ann.space, ["member"], "sierra");
  const base = `/s/${ann.slug}`;
  const does = (command: string, input: object) => node.does(ann.space, ann.member, command, input);
  if (safety === "no") await does("spaces.publish", {});
  return { ...node, ann, bo, base, space: ann.space, asks: does };
}
type Group = Awaited<ReturnType<typeof group>>;

const main = ({ text }: { text: string }) => text.slice(text.indexOf("<main"));
const en = (text: string) => ({ lang: "en", text });

/** Opens one on the form, with what was heard typed after it; answers where it is. */
async function held({ bo, base }: Group, title = "Water at the lower street"): Promise<string> {
  const began = await bo.browser.submit(`${base}/listening/new`, { title });
  assert.equal(began.status, 303, began.text.slice(0, 300));
  const at = (began.location ?? "").replace(/\/heard.*/, "");
  for (const [what, text] of [
    ["request", "quixenda: two filters for the well"],
    ["works", "brelonda carries water for the old"],
    ["risk", "corvimel asks for money at the gate"],
  ] as const)
    assert.equal((await bo.browser.submit(`${at}/heard`, { what, text })).status, 303);
  return at;
}

async function stateOf({ house, space }: Group, at: string): Promise<ListeningState> {
  const thing = await (await house.space(space))?.thing(at.slice(-32));
  assert.ok(thing);
  return thing.state as ListeningState;
}

/** Says that it may be used as a summary, writes one, and shows it. */
async function shown(made: Group, at: string): Promise<void> {
  const { browser } = made.bo;
  await browser.submit(`${at}/showing`, { use: "summary" }, `${at}/use`);
  const wrote = { summary: "The well gives bad water." };
  assert.equal((await browser.submit(`${at}/texts`, wrote, `${at}/texts`)).status, 303);
  const done = await browser.submit(`${at}/showing`, {}, `${at}/showing`);
  assert.equal(done.status, 303, done.text.slice(0, 300));
}

describe("a session on pages", () => {
  it("takes the day alone, and everything else later", async () => {
    const made = await group();
    const { bo, base } = made;
    const at = await held(made);
    const page = main(await bo.browser.get(at));
    for (const said of ["Water at the lower street", "quixenda", "brelonda", "corvimel"])
      assert.match(page, new RegExp(said));
    await bo.browser.submit(`${at}/questions`, { text: "What helps?", picture: "water" });
    assert.match(main(await bo.browser.get(at)), /<li><svg[\s\S]*What helps\?/);
    const list = main(await bo.browser.get(`${base}/listening`));
    assert.match(list, /Water at the lower street/);
    const bare = await bo.browser.submit(`${base}/listening/new`, {});
    assert.equal(bare.status, 303);
    for (const wrong of [{ day: "" }, { day: "2026-02-31" }, { "other-langs": "x!" }])
      assert.equal((await bo.browser.submit(`${base}/listening/new`, wrong)).status, 422);
  });

  it("is there for nobody outside, nor for one who waits, until it is shown", async () => {
    const made = await group();
    const at = await held(made);
    const stranger = made.browser();
    for (const path of ["", "/heard", "/numbers", "/showing", "/sheet", "/removal"])
      assert.equal((await stranger.get(at + path)).status, path === "" ? 404 : 303, path);
    assert.doesNotMatch(main(await stranger.get(`${made.base}/listening`)), /lower street/);
    assert.doesNotMatch(main(await stranger.get(made.base)), /\/listening/);
    const found = main(await stranger.get(`${made.base}/search?q=quixenda`));
    assert.doesNotMatch(found, /two filters/);
    assert.match(main(await made.bo.browser.get(`${made.base}/search?q=quixenda`)), /lower street/);
  });

  it("shows its summary, and not a word of what people said", async () => {
    const made = await group();
    const { bo, base } = made;
    const at = await held(made);
    const early = await bo.browser.get(`${at}/showing`);
    assert.doesNotMatch(early.text, new RegExp(`action="${at}/showing"`));
    await bo.browser.submit(`${at}/numbers`, { band: "10-19", groups: ["women"] });
    await shown(made, at);
    const stranger = made.browser();
    const page = main(await stranger.get(at));
    assert.match(page, /The well gives bad water/);
    assert.match(page, /10 to 19/);
    assert.match(main(await stranger.get(base)), /\/listening"/);
    for (const path of [at, `${base}/listening`, `${base}/timeline`, base]) {
      const { text } = await stranger.get(path);
      assert.doesNotMatch(text, /quixenda|brelonda|corvimel/, path);
    }
    for (const word of ["quixenda", "brelonda", "corvimel", "request"]) {
      const { text } = await stranger.get(`${base}/search?q=${word}`);
      assert.doesNotMatch(text, /lower street/, word);
    }
    const back = await bo.browser.submit(`${at}/showing`, {}, `${at}/showing/end`);
    assert.equal(back.status, 303);
    assert.equal((await stranger.get(at)).status, 404);
    assert.doesNotMatch(main(await stranger.get(base)), /\/listening"/);
  });

  it("is taken back by saying that it stays here, and can be shown to nobody then", async () => {
    const made = await group();
    const at = await held(made);
    await shown(made, at);
    await made.bo.browser.submit(`${at}/showing`, { use: "here" }, `${at}/use`);
    assert.equal((await made.browser().get(at)).status, 404);
    const asked = made.send({
      ...{ space: made.space, command: "listening.show", input: { listening: at.slice(-32) } },
      author: { by: "member", member: made.bo.member },
    });
    assert.equal(((await asked) as { refused?: string }).refused, "listening.only-here");
  });
});

describe("what may be told of a session", () => {
  it("tells a protected group's readers months and no band, those outside", async () => {
    const made = await group("yes");
    const at = await held(made);
    await made.bo.browser.submit(`${at}/numbers`, { band: "10-19" });
    await shown(made, at);
    const stranger = made.browser();
    assert.equal((await stranger.get(at)).status, 404, "without a link there is nothing");
    const made_ = await made.asks("spaces.make-link", { days: 3 });
    stranger.cookies.set(`__Host-link-${made.space}`, String(made_.answer["code"]));
    const page = await stranger.get(at);
    assert.equal(page.status, 200);
    assert.match(main(page), /The well gives bad water/);
    assert.match(main(page), /November 2026/);
    assert.doesNotMatch(main(page), /10 to 19|2 November|5 or more/);
    const list = main(await stranger.get(`${made.base}/listening`));
    assert.doesNotMatch(list, /or more, in sessions/);
    assert.match(main(await made.bo.browser.get(at)), /10 to 19/);
  });

  it("says a figure once, and the table holds bands and no exact figure", async () => {
    const made = await group();
    const { bo, base } = made;
    const at = await held(made);
    assert.equal((await bo.browser.submit(`${at}/numbers`, {}, `${at}/numbers`)).status, 422);
    const both = { band: "5-9", groups: ["women", "men"] };
    assert.equal((await bo.browser.submit(`${at}/numbers`, both)).status, 422);
    const missed = { "who-1": "detained", "why-1": "not-safe" };
    const half = await bo.browser.submit(`${at}/numbers`, { ...both, ...missed });
    assert.equal(half.status, 422);
    assert.match(main(half), /value="detained" selected/, "what was typed in the other half stays");
    await bo.browser.submit(`${at}/numbers`, { band: "20-49", groups: ["women"], ...missed });
    assert.match(main(await bo.browser.get(`${base}/listening`)), /20 people or more/);
    assert.deepEqual((await stateOf(made, at)).missed, [{ who: "detained", why: "not-safe" }]);
    const { text } = await bo.browser.get(`${base}/listening/figures.csv`);
    assert.match(text, /,20,20 to 49,women,detained: not-safe,group/);
    assert.equal((await made.browser().get(`${base}/listening/figures.csv`)).status, 303);
    await bo.browser.submit(`${at}/numbers`, { back: "yes", "who-2": "far" });
    assert.equal((await stateOf(made, at)).missed.length, 2, "with what was typed beside it");
    assert.doesNotMatch(main(await bo.browser.get(`${at}/numbers`)), /name="band"/);
    assert.doesNotMatch(main(await bo.browser.get(`${base}/listening`)), /people or more/);
  });
});

it("takes title and summary in one form: neither drops what was typed in the other", async () => {
  const made = await group();
  const { browser } = made.bo;
  const at = await held(made);
  const long = { title: "x".repeat(121), summary: "The well gives bad water." };
  const wrong = await browser.submit(`${at}/texts`, long, `${at}/texts`);
  assert.equal(wrong.status, 422);
  assert.match(main(wrong), /The well gives bad water/);
  await browser.submit(`${at}/texts`, { ...long, title: "The well" }, `${at}/texts`);
  const { blocks } = await stateOf(made, at);
  assert.deepEqual([blocks.title.length, blocks.summary.length], [1, 1]);
  await browser.submit(`${at}/texts`, { title: "" }, `${at}/texts`);
  const { blocks: after } = await stateOf(made, at);
  assert.deepEqual([after.title.length, after.summary.length], [0, 1]);
  assert.equal(after.summary[0]?.at.n, blocks.summary[0]?.at.n, "what stayed is not written anew");
});

describe("what becomes of a session", () => {
  it("is taken out with its words, by coordination", async () => {
    const made = await group();
    const { ann, bo, base } = made;
    const at = await held(made);
    assert.equal((await bo.browser.get(`${at}/removal`)).status, 404);
    const gone = await ann.browser.submit(`${at}/removal`, {});
    assert.equal(gone.location, `${base}/listening`);
    assert.equal((await ann.browser.get(at)).status, 404);
    for (const path of ["/listening", "/timeline", "/search?q=quixenda", "/search?q=lower"])
      assert.doesNotMatch((await ann.browser.get(base + path)).text, /two filters|lower street/);
  });

  it("has paper to hold it with: questions in all languages, no line for a name", async () => {
    const made = await group();
    const { bo, base } = made;
    const at = await held(made);
    await bo.browser.submit(`${at}/questions`, { text: "What helps?", picture: "water" });
    const [question] = (await stateOf(made, at)).questions;
    const arabic = { text: "ما الذي ينفع؟", lang: "ar", item: question?.id ?? "" };
    await bo.browser.submit(`${at}/questions`, arabic);
    assert.equal((await stateOf(made, at)).questions[0]?.picture, "water");
    const sheet = await bo.browser.get(`${at}/sheet`);
    assert.match(sheet.text, /What helps\?/);
    assert.match(sheet.text, /lang="ar"[^>]*>ما الذي ينفع؟/);
    assert.match(sheet.text, /<svg/);
    assert.doesNotMatch(main(sheet), /quixenda|brelonda/);
    // What is asked first is on the paper; a box to mark for each band; and a way back.
    assert.match(main(sheet), /how may the words be used\?.*☐ Only here/s);
    assert.match(main(sheet), /☐ 100 (and|or) more/);
    assert.match(main(sheet), new RegExp(`href="${at}"`));
    const session = main(await bo.browser.get(at));
    assert.match(session, new RegExp(`href="${base}/permissions"`), "the way to what it names");
  });

  it("lies in a circle and is nowhere outside it", async () => {
    const made = await group();
    const { ann, bo, base } = made;
    const pages = ["/listening", "/timeline", "/search?q=vextrina", "/today", "/register"];
    const sees = async () =>
      Promise.all(pages.map(async (path) => main(await bo.browser.get(base + path))));
    const bare = (all: string[]) => all.map((one) => one.replaceAll(/value="[^"]{20,}"/g, ""));
    const before = bare(await sees());
    const { answer } = await made.asks("people.make-circle", { name: [en("vextrina")] });
    const circle = String(answer["circle"]);
    const typed = { title: "vextrina by night", circle };
    const at = (await ann.browser.submit(`${base}/listening/new`, typed)).location ?? "";
    assert.match(at, /\/heard/);
    assert.deepEqual(bare(await sees()), before);
    const mine = at.replace(/\/heard.*/, "");
    assert.equal((await bo.browser.get(mine)).status, 404);
    await ann.browser.submit(at, { what: "request", text: "a lamp" });
    const [item] = (await stateOf(made, mine)).heard;
    await ann.browser.submit(`${mine}/heard/${item?.id}/need`, { title: "A lamp", circle });
    assert.deepEqual(bare(await sees()), before);
    const lies = main(await ann.browser.get(`${base}/circles/${circle}/things`));
    assert.match(lies, /vextrina by night/);
    assert.match(lies, /where something came from/);
  });
});

describe("a need out of it", () => {
  it("is one tap away and filled in; both say so, to others where both are shown", async () => {
    const made = await group();
    const { bo, base } = made;
    const at = await held(made);
    const [item] = (await stateOf(made, at)).heard;
    const form = `${at}/heard/${item?.id}/need`;
    assert.match(main(await bo.browser.get(at)), new RegExp(`href="${form}"`));
    // Worded in another language too, it stands beside; who words it last says what it is.
    const arabic = { text: "مصفاتان للبئر", lang: "ar", what: "request" };
    await bo.browser.submit(`${at}/heard/${item?.id}`, { ...arabic, what: "works" });
    assert.doesNotMatch(main(await bo.browser.get(at)), new RegExp(form));
    await bo.browser.submit(`${at}/heard/${item?.id}`, arabic);
    const filled = await bo.browser.get(form);
    assert.match(filled.text, /value="quixenda: two filters for the well"/);
    const edited = { title: "Filters for a well", of: "2", publish: "yes" };
    const done = await bo.browser.submitOn(filled, edited);
    const need = (done.location ?? "").replace(/[?].*/, "");
    assert.match(need, /\/needs\/[0-9a-f]{32}$/);
    assert.match(main(await bo.browser.get(need)), /grew out of a listening session/);
    assert.match(main(await bo.browser.get(at)), /Filters for a well/);
    const stranger = made.browser();
    assert.doesNotMatch(main(await stranger.get(need)), /listening/);
    await shown(made, at);
    assert.match(main(await stranger.get(need)), new RegExp(`href="${at}"`));
    assert.match(main(await stranger.get(at)), /Filters for a well/);
    assert.doesNotMatch(main(await stranger.get(at)), /quixenda/);
    await made.asks("needs.quiet", { ids: [need.slice(-32)] });
    assert.doesNotMatch(main(await stranger.get(at)), /Filters for a well/);
    assert.match(main(await bo.browser.get(`${base}/needs`)), /Filters for a well/);
  });
});

describe("what to know first", () => {
  const card = /Please know first[\s\S]*?<\/div>/;
  const told = async ({ bo, base }: Group, typed: Record<string, string>) => {
    const done = await bo.browser.submit(`${base}/to-know/new`, { about: "norm", ...typed });
    return (done.location ?? "").replace(/[?].*/, "");
  };
  const show = ({ bo }: Group, at: string) => bo.browser.submit(at, {}, `${at}/showing`);

  it("stands on every form by which something is offered, once it is shown", async () => {
    const made = await group();
    const { base, bo } = made;
    const line = { title: en("tents"), quantity: { of: "4", unit: "item" }, publish: true };
    const { answer } = await made.asks("needs.open", line);
    const take = `${base}/needs/${answer["id"]}/contributions/new`;
    const stranger = made.browser();
    const forms: [Browser, string][] = [
      ...([
        [stranger, take],
        [stranger, `${base}/contributions/new`],
      ] as [Browser, string][]),
      [bo.browser, `${base}/deliveries/import`],
    ];
    const at = await told(made, { short: "No photographs in the school" });
    for (const [browser, path] of forms)
      assert.doesNotMatch((await browser.get(path)).text, card, path);
    await show(made, at);
    const tried = await told(made, {
      ...{ short: "Llegó ropa usada sin preguntar", lang: "es", about: "tried" },
    });
    await show(made, tried);
    for (const [browser, path] of forms) {
      const page = await browser.get(path);
      assert.match(page.text, /No photographs in the school/, path);
      assert.match(page.text, /lang="es"[^>]*>Llegó ropa[^(]*\(Spanish\)/, path);
      assert.ok(gzipSync(page.text).length < 14_000, path);
    }
    // The reader's own language where somebody wrote it in that.
    await bo.browser.submit(`${tried}?lang=en`, { short: "Used clothes came" }, `${tried}/texts`);
    const page = await stranger.get(take);
    assert.match(page.text, /Used clothes came/);
    assert.doesNotMatch(page.text, /\(Spanish\)/);
    // No field and no tap more than before.
    const fields = [...main(page).matchAll(/<(input|select|textarea)\b(?![^>]*hidden)/g)];
    assert.equal(fields.length, 4);
    await bo.browser.submit(at, {}, `${at}/showing/end`);
    assert.doesNotMatch((await stranger.get(take)).text, /No photographs/);
  });

  it("is a page for everyone, longer there, and changed and taken out by the group", async () => {
    const made = await group();
    const { ann, bo, base } = made;
    const at = await told(made, { short: "Ask first", more: "The school is where people sleep." });
    const stranger = made.browser();
    assert.doesNotMatch(main(await stranger.get(`${base}/to-know`)), /Ask first/);
    await show(made, at);
    assert.match(main(await stranger.get(`${base}/to-know`)), /where people sleep/);
    assert.equal((await stranger.get(at)).status, 303);
    for (const wrong of [{ short: "" }, { short: "x".repeat(300) }, { about: null }]) {
      const typed = { short: "x", about: "norm", ...wrong };
      const got = await bo.browser.submit(`${base}/to-know/new`, typed);
      assert.equal(got.status, 422, JSON.stringify(wrong));
    }
    assert.equal((await ann.browser.submit(at, {}, `${at}/removal`)).status, 303);
    assert.doesNotMatch(main(await bo.browser.get(`${base}/to-know`)), /Ask first/);
    assert.equal((await bo.browser.get(at)).status, 404);
  });
});

it("words of a session go when their time is over; what to know first stays", async () => {
  const wanted = [{ what: "listening", days: 5 }];
  const made = await group("no", [["spaces.plan-times", { wanted }]]);
  const { base, clock, house, space } = made;
  const norm = await made.bo.browser.submit(`${base}/to-know/new`, {
    ...{ short: "vextrina first", about: "norm" },
  });
  assert.equal(norm.status, 303);
  const at = await held(made);
  const reads = async (path: string) => {
    const { browser } = await made.signIn(made.bo.login);
    return main(await browser.get(path));
  };
  clock.pass(4 * DAY);
  assert.match(await reads(at), /quixenda/);
  // A shorter time holds a week after it was agreed; then it is over from that moment on.
  clock.pass(4 * DAY);
  assert.doesNotMatch(await reads(at), /quixenda|brelonda|lower street/);
  assert.doesNotMatch(await reads(`${base}/search?q=quixenda`), /lower street/);
  assert.match(await reads(`${base}/to-know`), /vextrina first/);
  for (const { tend } of house.parts.plan.rooms) await tend?.(house, space);
  const opened = await house.space(space);
  assert.ok(opened);
  const refs = (await stateOf(made, at)).heard.flatMap(({ said }) => said);
  const parts = await opened.parts(refs.map(({ at: { index } }) => ({ index, name: "words" })));
  assert.equal(refs.length, 3);
  assert.equal(parts.size, 0, "and they are gone");
  assert.match(await reads(`${base}/timeline`), /their time was over/);
});
