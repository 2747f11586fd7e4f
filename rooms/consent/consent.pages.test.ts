/** Permissions over requests and HTML: the story told whole, and who sees what of it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DAY, HOUR } from "../../house/testing.ts";
import { type Browser, forms, type Got, testNode } from "../../web/testing.ts";
import type { ConsentState } from "./facts.ts";

const WORDS = "Queremos quedarnos cerca del río";
const main = ({ text }: Got) => text.slice(text.indexOf("<main"));
const idIn = (got: Got) => /([0-9a-f]{32})/.exec(got.location ?? "")?.[1] ?? "";

async function group(safety: "yes" | "no" = "no") {
  const node = await testNode();
  const ann = await node.found({ safety });
  const bo = await node.join(ann.space, ["observer"], "bruma");
  const doer = await node.join(ann.space, ["member"], "sierra");
  const base = `/s/${ann.slug}`;
  const again = async (login: string) => (await node.signIn(login)).browser;
  return { ...node, ann, bo, doer, base, space: ann.space, again };
}
type Group = Awaited<ReturnType<typeof group>>;

/** Somebody noted, with words of theirs; answers their ids. */
async function noted({ ann, base }: Group, is = "person") {
  const { browser } = ann;
  const who = { is, name: "salma la de abajo", reach: "por su prima" };
  const person = idIn(await browser.submit(`${base}/permissions/people/new`, who));
  assert.notEqual(person, "");
  const page = await browser.get(`${base}/permissions/people/${person}`);
  const at = `${base}/permissions/people/${person}/words`;
  const wrote = await browser.submitOn(page, { quoted: WORDS }, at);
  assert.equal(wrote.status, 303, main(wrote));
  const after = await browser.get(`${base}/permissions/people/${person}`);
  const words = /\/sayings\/([0-9a-f]{32})/.exec(after.text)?.[1] ?? "";
  return { person, words };
}

/** What they are asked, by the form; the page shows the code once. */
async function asked(made: Group, person: string, typed: Record<string, string | string[]> = {}) {
  const { ann, base } = made;
  const got = await ann.browser.submit(`${base}/permissions/people/${person}/asking`, {
    ...{ purpose: "Para contar en nuestra página qué pedimos", channels: ["group-page", "press"] },
    ...{ lang: "es", ...typed },
  });
  assert.equal(got.status, 200, main(got));
  const code = /<code[^>]*>([0-9A-Z-]{24,})<\/code>/.exec(got.text)?.[1] ?? "";
  const consent = /\/permissions\/([0-9a-f]{32})/.exec(got.text)?.[1] ?? "";
  assert.notEqual(code, "", main(got));
  return { code, consent, paper: got };
}

/** A member writes down that they said yes in person, in their own words. */
async function heard({ ann, base }: Group, consent: string, typed: Record<string, string> = {}) {
  const yes = { as: "self", arrived: "voice", retold: "yes", ...typed };
  return ann.browser.submit(`${base}/permissions/${consent}/yes`, yes);
}

/** Types the code on the node's own page. */
async function holding(browser: Browser, code: string) {
  return browser.submit("/permission", { code });
}

/** Everything that anybody outside could read it on. */
async function outside({ browser, base }: Group, words: string): Promise<string> {
  const all: string[] = [];
  for (const path of ["", "/sayings", `/sayings/${words}`, "/timeline", "/search?q=quedarnos"])
    all.push((await browser().get(base + path)).text);
  return all.join("\n");
}

async function stateOf({ house, space }: Group, id: string): Promise<ConsentState> {
  return (await (await house.space(space))?.thing(id))?.state as ConsentState;
}

describe("a woman who does not read gives permission by voice", () => {
  it("for her words, not her face, until a day; her cousin phones it off, it is gone", async () => {
    const made = await group();
    const { ann, bo, base } = made;
    const { person, words } = await noted(made);
    assert.ok(!(await outside(made, words)).includes(WORDS));
    const { consent, code, paper } = await asked(made, person);
    // The paper is in her language, says that no costs nothing, how it is stopped, until when.
    assert.match(paper.text, /Decir que no no te cuesta nada/);
    assert.match(paper.text, /No se muestra tu cara\..*No se oye tu voz\./s);
    assert.match(paper.text, /No se permite: .*dejar que aprendan de ello máquinas/);
    assert.ok(!paper.text.includes("salma"), "the paper names nobody");
    const show = `${base}/sayings/${words}/showing`;
    const early = await ann.browser.submit(`${base}/sayings/${words}`, {}, show);
    assert.equal(early.status, 422);
    assert.match(early.text, /does not allow it now\. Ask them for it/);
    assert.equal((await heard(made, consent)).status, 303);
    assert.equal((await ann.browser.submit(`${base}/sayings/${words}`, {}, show)).status, 303);
    const open = await outside(made, words);
    assert.equal(open.split(WORDS).length - 1 >= 4, true, "page, list, own page, search");
    assert.ok((await made.browser().get(base)).text.includes(WORDS), "the group's own page");
    const passed = await ann.browser.submit(
      ...([`${base}/sayings/${words}`, { channel: "press" }] as const),
      `${base}/sayings/${words}/passing`,
    );
    assert.equal(passed.status, 303);
    // Before: what would stop. The cousin phones one who only looks on; one tap, no code, no proof.
    const before = await bo.browser.get(`${base}/permissions/${consent}/end`);
    assert.match(main(before), /What would stop here, at once/);
    assert.match(main(before), /Newspapers, radio, television/);
    const stopped = await bo.browser.submitOn(before, {}, `${base}/permissions/${consent}/end`);
    assert.equal(stopped.status, 303);
    assert.ok(!(await outside(made, words)).includes(WORDS), "within one request, everywhere");
    const report = main(await bo.browser.open(stopped.location ?? ""));
    assert.match(report, /What stopped here/);
    assert.match(report, /Only the group reads it/);
    assert.match(report, /Newspapers, radio, television/);
    assert.match(report, /What was printed or broadcast stays/);
    assert.match(report, /has it still/);
    assert.match(report, /one of you has to call or write/);
    // She hears the same of her code, and nothing brings it back.
    const hers = main(await holding(made.browser(), code));
    assert.match(hers, /Taken back/);
    assert.match(hers, /Newspapers, radio, television/);
    assert.doesNotMatch(hers, /action="\/permission\/(yes|end)"/);
    assert.equal((await heard(made, consent)).status, 422);
    assert.equal((await stateOf(made, consent)).stood, "withdrawn");
  });

  it("and what is over by its day is gone alike: nobody outside can tell which", async () => {
    const made = await group();
    const { ann, base } = made;
    const { person, words } = await noted(made);
    const bytes = async () => (await outside(made, words)).replaceAll(/value="[^"]{20,}"/g, "");
    const never = await bytes();
    const shownBy = async (ends: string) => {
      const { consent } = await asked(made, person, { ends, review: ends });
      await heard(made, consent);
      const show = `${base}/sayings/${words}/showing`;
      assert.equal((await ann.browser.submit(`${base}/sayings/${words}`, {}, show)).status, 303);
      assert.ok((await outside(made, words)).includes(WORDS));
      return consent;
    };
    const first = await shownBy("2026-11-12");
    await ann.browser.submit(
      `${base}/permissions/${first}`,
      {},
      `${base}/permissions/${first}/end`,
    );
    assert.equal(await bytes(), never, "taken back: as if it had never been");
    await shownBy("2026-11-02");
    made.clock.pass(DAY);
    assert.equal(await bytes(), never, "its day is over: the same bytes");
  });
});

describe("the code on the paper", () => {
  it("says yes with one tap, and takes it back with one, without an account", async () => {
    const made = await group();
    const { person, words } = await noted(made);
    const { code, consent } = await asked(made, person);
    const hers = made.browser();
    const page = await holding(hers, code);
    assert.ok(main(page).includes(WORDS), "exactly what it is about");
    const yes = await hers.submitOn(page, {}, "/permission/yes");
    assert.match(main(yes), /Your yes is written down/);
    assert.equal(await hearDigits(made, consent, yes), 303);
    assert.equal((await stateOf(made, consent)).yes[0]?.how, "own-hand");
    assert.ok(!yes.path.includes(code), "the code stands in no address");
    const file = await hers.submitOn(await holding(hers, code), {}, "/permission/record");
    const record = JSON.parse(file.text);
    assert.equal(record["dpv:hasConsentStatus"], "dpv:ConsentGiven");
    assert.equal(record["dpv:hasProcess"]["alongside:refusalHasNoCost"], true);
    assert.ok(!file.text.includes("salma"));
    const off = await hers.submitOn(await holding(hers, code), {}, "/permission/end");
    assert.match(main(off), /It stopped, from now on/);
    assert.ok(!(await outside(made, words)).includes(WORDS));
    for (const wrong of ["", "0000-0000-0000-0000-0000-0000", "x".repeat(200)]) {
      const got = await hers.submit("/permission", { code: wrong });
      assert.equal(got.status, 404, wrong);
    }
  });

  it("is replaced by a new one: the old takes back and reads nothing", async () => {
    const made = await group();
    const { ann, base } = made;
    const { person } = await noted(made);
    const { code, consent } = await asked(made, person);
    const got = await ann.browser.submit(
      ...([`${base}/permissions/${consent}`, {}] as const),
      `${base}/permissions/${consent}/code`,
    );
    const next = /<code[^>]*>([0-9A-Z-]{24,})<\/code>/.exec(got.text)?.[1] ?? "";
    await heard(made, consent);
    const finder = made.browser();
    const old = await holding(finder, code);
    assert.match(main(old), /replaced by a newer one/);
    assert.ok(!main(old).includes(WORDS) && !main(old).includes("Para contar"), "reads nothing");
    assert.doesNotMatch(main(old), /\/permission\/(yes|no|later|renewal|record)/);
    const end = forms(old.text).find(({ action }) => action === "/permission/end");
    const file = await finder.post("/permission/record", end?.fields ?? []);
    assert.doesNotMatch(file.text, /dpv:/);
    assert.match(main(await finder.submitOn(old, {}, "/permission/end")), /It stopped/);
    assert.equal((await stateOf(made, consent)).stood, "withdrawn");
    assert.equal((await holding(made.browser(), next)).status, 200);
    assert.equal((await made.browser().submit("/receipt", { code: next })).status, 404);
  });

  it("asks again before the end, and goes on for those who say so", async () => {
    const made = await group();
    const { person } = await noted(made);
    const { code, consent } = await asked(made, person, {
      ends: "2026-12-01",
      review: "2026-11-20",
    });
    const hers = made.browser();
    const yes = await hers.submitOn(await holding(hers, code), {}, "/permission/yes");
    await hearDigits(made, consent, yes);
    assert.doesNotMatch(main(await holding(hers, code)), /\/permission\/renewal/);
    made.clock.pass(20 * DAY);
    const near = await holding(hers, code);
    assert.match(main(near), /Saying nothing is a no/);
    const list = await (await made.again(made.ann.login)).get(`${made.base}/permissions`);
    assert.match(main(list), /To be asked again/);
    const on = await hers.submitOn(near, {}, "/permission/renewal");
    assert.match(main(on), /Your yes to more time is written down/);
    assert.equal(await hearDigits(made, consent, on), 303);
    const state = await stateOf(made, consent);
    assert.equal(state.stood, "renewed");
    assert.ok(state.ends.date > "2026-12-01");
  });
});

/** She reads the six digits to one who never had her code; answers as the form does. */
async function hearDigits(made: Group, consent: string, page: Got): Promise<number> {
  const { base, doer, again } = made;
  const digits = /<code[^>]*>(\d{3} \d{3})<\/code>/.exec(main(page))?.[1] ?? "";
  assert.notEqual(digits, "", main(page));
  const at = `${base}/permissions/${consent}`;
  const by = await again(doer.login);
  return (await by.submitOn(await by.get(at), { digits }, `${at}/digits`)).status;
}

describe("told on behalf of somebody", () => {
  it("opens nothing until the digits that their code shows are read out", async () => {
    const made = await group();
    const { ann, base } = made;
    const { person } = await noted(made);
    const { code, consent } = await asked(made, person);
    await heard(made, consent, { as: "other", arrived: "phone" });
    const at = `${base}/permissions/${consent}`;
    const mine = main(await ann.browser.get(at));
    assert.match(mine, /Told on behalf of them, not counted yet/);
    assert.match(mine, /You made the code, so somebody else of you hears/);
    const { browser } = made.doer;
    const page = await browser.get(at);
    const hers = main(await holding(made.browser(), code));
    const digits = /<code[^>]*>(\d{3} \d{3})<\/code>/.exec(hers)?.[1] ?? "";
    assert.notEqual(digits, "");
    const other = digits.startsWith("1") ? "222 222" : "111 111";
    const wrong = await browser.submitOn(page, { digits: other }, `${at}/digits`);
    assert.equal(wrong.status, 422);
    assert.equal((await stateOf(made, consent)).stood, "asked");
    const right = await browser.submitOn(page, { digits }, `${at}/digits`);
    assert.equal(right.status, 303, main(right));
    assert.equal((await stateOf(made, consent)).yes[0]?.how, "spoken-code");
  });

  it("takes no more tries than ten at once", async () => {
    const made = await group();
    const { base } = made;
    const { browser } = made.doer;
    const { person } = await noted(made);
    const { code, consent } = await asked(made, person);
    await heard(made, consent, { as: "other", arrived: "phone" });
    const at = `${base}/permissions/${consent}`;
    for (let n = 0; n < 11; n++)
      await browser.submit(at, { digits: `${900_000 + n}` }, `${at}/digits`);
    const hers = main(await holding(made.browser(), code));
    const digits = /<code[^>]*>(\d{3} \d{3})<\/code>/.exec(hers)?.[1] ?? "";
    const late = await browser.submit(at, { digits }, `${at}/digits`);
    assert.equal(late.status, 422, "slowed down, right or wrong");
    made.clock.pass(HOUR);
  });
});

describe("what is nobody's business outside", () => {
  it("shows strangers no people, permissions or codes; a protected group, nothing", async () => {
    const made = await group("yes");
    const { person, words } = await noted(made);
    const { consent } = await asked(made, person);
    const stranger = made.browser();
    for (const path of [
      ...["/permissions", "/permissions/people", `/permissions/people/${person}`],
      ...[`/permissions/${consent}`, `/permissions/${consent}/record.json`, `/sayings/${words}`],
    ])
      assert.notEqual((await stranger.get(made.base + path)).status, 200, path);
    const asks = await made.bo.browser.get(`${made.base}/permissions/people/${person}/asking`);
    assert.ok(asks.status >= 400, "who only looks on does not ask");
  });
});
