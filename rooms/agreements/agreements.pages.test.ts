/** Agreements over requests and HTML, without script: the story told whole, and who sees what. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HOUR } from "../../house/testing.ts";
import type { Got } from "../../web/testing.ts";
import { agreement } from "./facts.ts";
import { verifyAgreement } from "./note.ts";
import {
  AGAIN,
  begun,
  group,
  LINE,
  type Made,
  MONEY,
  main,
  needIn,
  proposes,
  SUPPORT,
  sends,
  signed,
  type Typed,
  writes,
} from "./testing-pages.ts";

/** Both sides write; figures that differ are flagged; one clause is struck alone. */
async function draftTogether(made: Made, deal: string): Promise<void> {
  const { browser, at, they, stateOf } = made;
  const says = { kind: "people", terms: { most: 2, days: 5, asked: true } };
  const texts = ["es", "ar"].map((lang) => ({ lang, text: "as they would have it" }));
  await they("propose", deal, { texts, differing: [], clauses: [{ says }] });
  await writes(made, deal, "support", SUPPORT);
  await writes(made, deal, "money", {
    ...MONEY,
    "said-es": "Como máximo 500 EUR, hasta el 2 de mayo de 2027",
    "said-ar": "على الأكثر 5000 يورو حتى ٢ أيار ٢٠٢٧",
  });
  await writes(made, deal, "media", { what: [] });
  await writes(made, deal, "look-again", AGAIN);
  const draft = main(await browser.get(`${at}/${deal}/draft`));
  assert.match(draft, /Written by the local group/);
  assert.match(draft, /Written by the solidarity group/);
  assert.match(draft, /At most EUR.500 in each month/);
  assert.match(draft, /Figures differ between languages/);
  assert.match(draft, /5000 stands there alone/);
  const before = (await stateOf(deal)).drafts;
  const people = before.find(({ kind }) => kind === "people")?.clause ?? "";
  const removal = `${at}/${deal}/clauses/${people}/removal`;
  const struck = await browser.submit(`${at}/${deal}/draft`, {}, removal);
  assert.equal(struck.status, 303);
  assert.deepEqual((await stateOf(deal)).drafts, before, "until it is proposed, it is their own");
  assert.match(main(await browser.get(`${at}/${deal}/draft`)), /To be struck: People who come/);
}

/** What would be signed is read first; whoever signs says that they saw which figures differ. */
async function signTogether(made: Made, deal: string): Promise<void> {
  const { browser, at } = made;
  const preview = await proposes(made, deal);
  const draft = main(await browser.get(`${at}/${deal}/draft`));
  assert.doesNotMatch(draft, /Not proposed yet|To be struck|People who come<\/h2>/);
  assert.match(preview, /Figures differ between languages/);
  assert.match(preview, /Prevalece el texto en el idioma del grupo local, español/);
  assert.match(preview, /لا يتوقف الدعم على صورة ولا رواية ولا بيانات ولا زيارة/);
  const blind = await browser.submit(`${at}/${deal}/signature`, { how: "own-hand" });
  assert.equal(blind.status, 422);
  assert.match(main(blind), /Say that you saw which/);
  const ticks = { kinds: ["goods", "money"], until: "2027-03-31" };
  await signed(made, deal, { seen: "yes", ...ticks });
  const page = main(await browser.get(`${at}/${deal}`));
  assert.match(page, /signed, not in force yet/);
  assert.match(page, /by own hand/);
  assert.match(page, /Signed by the server for the local group/);
  assert.match(page, /Signed by the server for the solidarity group/);
}

/** A line is taken under it; over the limit it is refused with the next step. */
async function takeUnder(made: Made, deal: string): Promise<Got> {
  const { browser, at } = made;
  assert.match(main(await browser.get(`${at}/${deal}`)), /in force/);
  await made.does(made.space, made.ann.member, "needs.open", {
    ...{ needKind: "goods", title: { lang: "es", text: "mantas" }, urgency: "weeks" },
    ...{ quantity: { of: "400", unit: "box" }, publish: true },
  });
  const form = await browser.get(`${at}/${deal}/lines`);
  const line = { ...LINE, need: needIn(form) };
  const over = await browser.submitOn(form, { ...line, quantity: "101" }, `${at}/${deal}/lines`);
  assert.equal(over.status, 422);
  assert.match(main(over), /only 100 of 100 is left in this time\. Give less, give it later/);
  const took = await browser.submitOn(form, { ...line, quantity: "40" }, `${at}/${deal}/lines`);
  assert.equal(took.status, 303, main(took));
  return form;
}

/** What changes is shown, the old version holds until both have signed, and a no is told. */
async function proposeNext(made: Made, deal: string): Promise<void> {
  const { browser, at, stateOf } = made;
  const support = (await stateOf(deal)).drafts.find(({ kind }) => kind === "support")?.clause;
  const changed = await browser.submit(`${at}/${deal}/clauses/${support}`, { most: "50" });
  assert.equal(changed.status, 303, main(changed));
  const next = await proposes(made, deal);
  assert.match(next, /changed/);
  assert.match(next, /At most 100 boxes in each month/);
  const compare = main(await browser.get(`${at}/${deal}/changes`));
  assert.match(compare, /From version 2 to version 3/);
  assert.match(compare, /At most 50 boxes in each month/);
  assert.match(main(await browser.get(`${at}/${deal}`)), /What holds now: version 2/);
  const no = await browser.submit(`${at}/${deal}`, {}, `${at}/${deal}/refusal`);
  assert.equal(no.status, 303);
  assert.match(main(await browser.get(`${at}/${deal}`)), /A proposal was declined/);
}

/** What stops is read before; then it does, and the report says what, and what it cannot do. */
async function stopIt(made: Made, deal: string, form: Got): Promise<void> {
  const { browser, at, base, they } = made;
  const stops = main(await browser.get(`${at}/${deal}/end`));
  assert.match(stops, /Lines that wait for your answer: they close/);
  assert.match(stops, /40 boxes/);
  const paused = await browser.submit(`${at}/${deal}/end`, {}, `${at}/${deal}/pause`);
  const report = main(await browser.open(paused.location ?? ""));
  assert.match(report, /they closed<\/h2><ul><li>40 boxes/);
  assert.match(report, /The program tells nobody outside/);
  assert.match(report, /What cannot be called back/);
  const line = { ...LINE, need: needIn(form), quantity: "5" };
  const refused = await browser.submitOn(form, line, `${at}/${deal}/lines`);
  assert.match(main(refused), /the agreement is paused\. Look at the agreement/);
  const on = await browser.submit(`${at}/${deal}`, {}, `${at}/${deal}/going-on`);
  assert.equal(on.status, 303);
  assert.match(main(await browser.get(`${at}/${deal}`)), /Want it to go on: the local group/);
  await they("go-on", deal);
  assert.match(main(await browser.get(`${at}/${deal}`)), /in force/);
  const ended = await browser.submit(`${at}/${deal}/end`, {}, `${at}/${deal}/end`);
  assert.equal(ended.status, 303);
  assert.match(main(await browser.get(`${at}/${deal}`)), /It has ended/);
  assert.equal((await browser.get(`${at}/${deal}/draft`)).status, 404);
  assert.match(main(await browser.get(`${base}/timeline`)), /An agreement was ended/);
}

describe("two groups agree", () => {
  it("clause by clause, propose, sign, let a line in, change, pause, end", async () => {
    const made = await group();
    const { browser, at, clock } = made;
    assert.match(main(await browser.get(at)), /No agreement yet/);
    const deal = await begun(made);
    await draftTogether(made, deal);
    await signTogether(made, deal);
    clock.pass(48 * HOUR);
    await made.again();
    const form = await takeUnder(made, deal);
    await proposeNext(made, deal);
    await stopIt(made, deal, form);
  });
});

describe("signing", () => {
  it("is signed by an assembly, in a band and as it was seen, and never half", async () => {
    const made = await group();
    const { browser, at, stateOf } = made;
    const deal = await begun(made);
    await writes(made, deal, "support", SUPPORT);
    await proposes(made, deal);
    const none = await browser.submit(`${at}/${deal}/signature`, {});
    assert.equal(none.status, 422, "nothing is chosen beforehand");
    const half = await browser.submit(`${at}/${deal}/signature`, { how: "assembly", many: "20" });
    assert.equal(half.status, 422);
    const typed = { many: "20", witnessed: "raised-hands" };
    await signed(made, deal, { how: "assembly", ...typed });
    assert.deepEqual((await stateOf(deal)).proposed?.signed[0]?.assembly, typed);
    const page = main(await browser.get(`${at}/${deal}`));
    assert.match(page, /by an assembly/);
    assert.match(page, /At least 20 people, by raised hands/);
  });

  it("hands out the signed file, judged without a server, and a sheet to print", async () => {
    const made = await group();
    const { browser, at } = made;
    const deal = await begun(made);
    await writes(made, deal, "money", MONEY);
    await proposes(made, deal);
    assert.equal((await browser.get(`${at}/${deal}/agreement.json?version=1`)).status, 404);
    await signed(made, deal);
    const file = await browser.get(`${at}/${deal}/agreement.json?version=1`);
    assert.equal(file.status, 200);
    const verdict = verifyAgreement(file.text);
    assert.deepEqual(
      [verdict.agreement, verdict.langs, verdict.prevails],
      [...[deal, ["es", "ar"], "es"]],
    );
    const sheet = await browser.get(`${at}/${deal}/sheet`);
    assert.match(sheet.text, /SHA-256/);
    assert.ok(sheet.text.indexOf("Prevalece") < sheet.text.indexOf("والمعتمَد هو النص بلغة"));
  });

  it("asks again who one is before signing and ending, and keeps what was typed", async () => {
    const made = await group();
    const { browser, at, clock } = made;
    const deal = await begun(made);
    await writes(made, deal, "support", SUPPORT);
    await proposes(made, deal);
    const page = await browser.get(`${at}/${deal}/signature`);
    clock.pass(16 * 60_000);
    assert.match((await browser.get(`${at}/${deal}/signature`)).location ?? "", /^\/confirm/);
    const sent = await browser.submitOn(page, { how: "own-hand" }, `${at}/${deal}/signature`);
    assert.match(sent.location ?? "", /^\/confirm/);
    const end = await browser.get(`${at}/${deal}/end`);
    const ended = await browser.submitOn(end, {}, `${at}/${deal}/end`);
    assert.match(ended.location ?? "", /^\/confirm/);
    // Pausing stops at once: it waits for nothing.
    const paused = await browser.submitOn(end, {}, `${at}/${deal}/pause`);
    assert.match(paused.location ?? "", /\/stopped$/);
  });
});

describe("writing a clause", () => {
  it("says beside a field what is wrong with it", async () => {
    const made = await group();
    const { browser, at } = made;
    const deal = await begun(made);
    const tries: [string, Typed, RegExp][] = [
      ["money", { ...MONEY, most: "" }, /id="most-error"|wrong/],
      ["money", { ...MONEY, most: "-5" }, /more than nothing/],
      ["support", { ...SUPPORT, kinds: [] }, /Choose at least one/],
      ["people", { most: "many", days: "3" }, /wrong/],
      ["look-again", { on: "2027-02-30" }, /wrong/],
      ["not-wanted", { categories: [], kinds: [] }, /Choose at least one/],
    ];
    for (const [kind, typed, said] of tries) {
      const got = await browser.submit(
        `${at}/${deal}/clauses/new?kind=${kind}`,
        typed,
        `${at}/${deal}/clauses/new`,
      );
      assert.equal(got.status, 422, kind);
      assert.match(main(got), said, kind);
    }
    assert.equal((await browser.get(`${at}/${deal}/clauses/new?kind=bribe`)).status, 404);
    assert.equal((await browser.get(`${at}/${deal}/clauses/${"0".repeat(32)}`)).status, 404);
    const nobody = await browser.get(`${at}/new?with=nobody`);
    assert.ok(!nobody.text.includes('name="langs"'), "there is nobody to begin one with");
  });
});

describe("what the other side is not told", () => {
  it("keeps notes to the group: on its pages alone, and not where the other reads", async () => {
    const made = await group();
    const { browser, at, theirs, view, space, ally, person } = made;
    const deal = await begun(made);
    const typed = { pressed: "yes", said: "nos apuraron mucho" };
    const kept = await browser.submit(`${at}/${deal}`, typed, `${at}/${deal}/notes`);
    assert.equal(kept.status, 303);
    const page = await browser.get(`${at}/${deal}`);
    assert.match(main(page), /Agreed under pressure/);
    assert.match(main(page), /nos apuraron mucho/);
    const eyes = await view(space, { by: "ally", ally, person });
    assert.ok(await eyes.thing(agreement, deal));
    const read = await theirs.get(`${at}/${deal}`);
    assert.equal(read.status, 200);
    assert.doesNotMatch(read.text, /pressure|apuraron|[Nn]otes|notes/);
    const drafting = await theirs.get(`${at}/${deal}/clauses/new?kind=aims`);
    assert.equal((await sends(theirs, drafting, `${at}/${deal}/notes`, typed)).status, 404);
    const { entries } = await eyes.latest(50, null);
    assert.ok(entries.every(({ entry }) => !entry.type.startsWith("agreement-note.")));
    const note = /notes\/([0-9a-f]{32})\/removal/.exec(page.text)?.[1];
    const gone = await browser.submitOn(page, {}, `${at}/${deal}/notes/${note}/removal`);
    assert.equal(gone.status, 303);
    assert.ok(!(await browser.get(`${at}/${deal}`)).text.includes("nos apuraron"));
  });

  it("shows strangers nothing, and who only looks on no form", async () => {
    const made = await group();
    const { at, bo, stranger } = made;
    const deal = await begun(made);
    for (const path of ["", `/${deal}`, `/${deal}/draft`, `/${deal}/sheet`])
      assert.notEqual((await stranger().get(`${at}${path}`)).status, 200, path);
    const looking = main(await bo.browser.get(`${at}/${deal}/draft`));
    assert.ok(!looking.includes("<form"), "an observer writes nothing");
    for (const path of ["clauses/new?kind=money", "signature", "end", "lines", "ticks"])
      assert.equal((await bo.browser.get(`${at}/${deal}/${path}`)).status, 404, path);
  });
});
