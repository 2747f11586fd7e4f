/** A skill from being said to a place at one occasion, and an introduction, without script. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../../house/testing.ts";
import { type Browser, forms, type Got, testNode } from "../../web/testing.ts";
import { group, main } from "../agreements/testing-pages.ts";

const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const codesIn = ({ text }: Got) =>
  [...text.matchAll(/<code dir="ltr">([0-9A-Z-]+)<\/code>/g)].map(([, code]) => code ?? "");

/** Sends the form of a page that goes to an address with this end and holds these values. */
async function sends(browser: Browser, path: string, end: string, typed: Record<string, string>) {
  const page = await browser.get(path);
  const form = forms(page.text).find(({ action }) => action.endsWith(end));
  assert.ok(form, `${end}: ${main(page)}`);
  return browser.submitOn(page, typed, form.action);
}

const SAID = { work: "legal", "lang-1": "es", days: "mon", parts: "evening", way: "both" };
const SHIFT = {
  ...{ what: "Papeles", from: "18:00", until: "20:00", joins: "asked" },
  ...{ "role-1": "any", "most-1": "2" },
};

async function shiftIn(browser: Browser, base: string, now: number, more = {}) {
  const day = isoDay(now + 3 * DAY);
  const asked = await browser.submit(`${base}/shifts/new`, { ...SHIFT, day, ...more });
  return /\/shifts\/([0-9a-f]{32})/.exec(asked.location ?? "")?.[1] ?? assert.fail(main(asked));
}

it("asks whoever can do it for one occasion, and learns who by their yes alone", async () => {
  const { join, found, house, clock, signIn } = await testNode();
  const ann = await found();
  const at = `/s/${ann.slug}`;
  const bo = await join(ann.space, ["member"], "bruma");
  const cy = await join(ann.space, ["member"], "cirro");
  const until = isoDay(clock.now + 40 * DAY);
  const all = await bo.browser.submit(`${at}/skills/new`, { ...SAID, until, to: "all" });
  assert.equal(all.status, 422);
  assert.match(main(all), /could harm somebody/);
  const said = await bo.browser.submit(`${at}/skills/new`, { ...SAID, until, to: "group" });
  assert.equal(said.location, `${at}/skills/mine`, main(said));
  // On lists coordination alone finds it; and nowhere is there a name.
  const page = main(await ann.browser.get(`${at}/skills?work=legal&in=es&day=mon`));
  assert.match(page, /Legal support.*Spanish.*Monday.*in the evening/s);
  assert.match(main(await ann.browser.get(`${at}/skills?day=tue`)), /Nothing like this/);
  assert.match(main(await cy.browser.get(`${at}/skills`)), /Nobody has said anything/);
  const [skill = ""] = /\/skills\/[0-9a-f]{32}/.exec(page) ?? [];
  const ask = `${at}${skill}`;
  assert.equal((await cy.browser.get(ask)).status, 404);
  const shift = await shiftIn(ann.browser, at, clock.now);
  const asked = await ann.browser.submit(ask, { occasion: shift, role: "any" }, `${ask}/requests`);
  assert.equal(asked.status, 303, main(asked));
  const again = await ann.browser.submit(
    ...([ask, { occasion: shift, role: "any" }, `${ask}/requests`] as const),
  );
  assert.match(main(again), /Nobody is asked twice/);
  for (const path of [ask, `${at}/skills`, `${at}/timeline`])
    assert.doesNotMatch(main(await ann.browser.get(path)), /bruma.*(could|give)/i, path);
  // It waits on whoever said it, and on nobody else's page.
  assert.match(main(await bo.browser.get(`${at}/skills`)), /You are asked for 1 occasion/);
  assert.match(main(await bo.browser.get(`${at}/today`)), /You are asked for 1 occasion/);
  assert.doesNotMatch(main(await ann.browser.get(`${at}/today`)), /You are asked/);
  assert.match(main(await cy.browser.get(`${at}/skills/mine`)), /You have said nothing yet/);
  const yes = await bo.browser.submit(
    ...([
      `${at}/skills/mine`,
      { said: "yes" },
      `${ask.replace("skills/", "skills/mine/")}/answers`,
    ] as const),
  );
  assert.equal(yes.status, 303, main(yes));
  assert.match(main(await ann.browser.get(`${at}/shifts/${shift}`)), /bruma.*has a place/s);
  assert.match(main(await bo.browser.get(`${at}/shifts/mine`)), /Papeles.*has a place/s);
  // The log names nobody who gives what could harm them.
  const opened = await house.space(ann.space);
  const entries: string[] = [];
  for await (const one of opened?.entries([...Array(opened.size).keys()]) ?? [])
    if (/^(skill|request|turn)\./.test(one.type)) entries.push(JSON.stringify(one));
  assert.equal(entries.length, 5);
  for (const one of entries.filter((entry) => !entry.includes("request.made")))
    assert.ok(!one.includes(bo.member), one);
  // Asked again, it holds until another day; a page of the group's takes it down.
  const own = ask.replace("skills/", "skills/mine/");
  const term = { until: isoDay(clock.now + 100 * DAY) };
  const kept = await bo.browser.submit(`${at}/skills/mine`, term, `${own}/term`);
  assert.equal(kept.status, 303, main(kept));
  assert.match(main(await ann.browser.get(ask)), /until February 10, 2027/);
  const far = { until: isoDay(clock.now + 800 * DAY) };
  const no = await bo.browser.submit(`${at}/skills/mine`, far, `${own}/term`);
  assert.equal(no.status, 422);
  assert.match(main(no), /at most 12 months/);
  // Who leaves takes theirs along.
  const later = (await signIn(bo.login)).browser;
  const gone = await later.submit(`${at}/membership/end`, {}, `${at}/membership/end`);
  assert.ok(gone.status < 400, main(gone));
  assert.match(main(await ann.browser.get(`${at}/skills`)), /Nobody has said anything/);
});

it("lets a group say what it could give, and say yes to what it was asked for", async () => {
  const { base, theirs, browser, clock, ann } = await group();
  const until = isoDay(clock.now + 40 * DAY);
  const said = await theirs.submit(`${base}/ally/skills`, {
    ...{ ...SAID, work: "training", until, to: "group", text: "Primeros auxilios" },
  });
  assert.equal(said.status, 303, main(said));
  const list = main(await browser.get(`${base}/skills`));
  assert.match(list, /Training.*Primeros auxilios.*Said by a solidarity group/s);
  const [skill = ""] = /\/skills\/[0-9a-f]{32}/.exec(list) ?? [];
  const occasion = await shiftIn(browser, base, clock.now, { show: "yes" });
  const ask = `${base}${skill}`;
  const asked = await browser.submit(ask, { occasion, role: "any" }, `${ask}/requests`);
  assert.equal(asked.status, 303, main(asked));
  const yes = await sends(theirs, `${base}/ally/skills`, "/answers", { said: "yes" });
  assert.equal(yes.status, 303, main(yes));
  assert.match(main(await theirs.get(`${base}/ally/shifts`)), /Papeles.*has a place/s);
  assert.match(main(await browser.get(ask)), /Papeles.*yes/s);
  assert.ok(ann.member);
});

it("introduces two by the yes of both, and erases what they read of each other", async () => {
  const { base, theirs, browser, stranger, clock } = await group();
  const until = isoDay(clock.now + 20 * DAY);
  const asked = await theirs.submit(`${base}/ally/introductions`, {
    ...{ what: "Una clínica dental", until, name: "Puente", reach: "puente 611" },
  });
  const [own = ""] = codesIn(asked);
  assert.match(own, /^[0-9A-Z-]{24,29}$/, main(asked));
  assert.match(main(await browser.get(`${base}/introductions`)), /Una clínica dental/);
  const passed = await sends(browser, `${base}/introductions`, "/passing", {});
  const [handed = ""] = codesIn(passed);
  const [one, two] = [stranger(), stranger()];
  const first = main(await one.submit("/introduction", { code: handed }, "/introduction"));
  assert.match(first, /Una clínica dental/);
  assert.doesNotMatch(first, /Puente|611/);
  assert.doesNotMatch(
    main(await two.submit("/introduction", { code: own }, "/introduction")),
    /Both said yes/,
  );
  const page = await one.submit("/introduction", { code: handed }, "/introduction");
  const empty = await one.submitOn(
    page,
    { said: "yes", name: "", reach: "" },
    "/introduction/answer",
  );
  assert.equal(empty.status, 422);
  const yes = await one.submitOn(
    ...([
      page,
      { said: "yes", name: "noor", reach: "clínica 622" },
      "/introduction/answer",
    ] as const),
  );
  const [mine = ""] = codesIn(yes);
  assert.match(main(yes), /Both said yes.*Puente.*puente 611/s);
  const hers = () => two.submit("/introduction", { code: own }, "/introduction");
  assert.match(main(await hers()), /Both said yes.*noor.*clínica 622/s);
  // Whoever was in between reads neither, and what they handed on is worth nothing.
  assert.equal((await one.submit("/introduction", { code: handed }, "/introduction")).status, 404);
  for (const path of ["/introductions", "/timeline", "/today"])
    assert.doesNotMatch(main(await browser.get(`${base}${path}`)), /noor|622|611/, path);
  // A yes taken back is gone at once; else both go by themselves.
  clock.pass(15 * DAY);
  assert.doesNotMatch(main(await hers()), /noor|622/);
  const back = await one.submit("/introduction", { code: mine }, "/introduction");
  assert.doesNotMatch(main(back), /Puente|611/);
});

it("shows by a code that was handed on the same after a no as after no answer", async () => {
  const { base, browser, stranger, clock } = await group();
  const until = isoDay(clock.now + 20 * DAY);
  const about = { what: "Una clínica dental", until };
  const at = `${base}/introductions`;
  const [, handed = ""] = codesIn(await browser.submit(at, about, `${at}/between`));
  const bare = (got: Got) => main(got).replaceAll(/value="[^"]*"/g, "");
  const look = () => stranger().submit("/introduction", { code: handed }, "/introduction");
  const before = bare(await look());
  const one = stranger();
  const page = await one.submit("/introduction", { code: handed }, "/introduction");
  const no = await one.submitOn(page, { said: "no" }, "/introduction/answer");
  assert.match(main(no), /It is as you say/);
  assert.equal(bare(await look()), before);
  // By a code that nobody else was shown, its holder reads what they said.
  const people = { said: "yes", name: "noor", reach: "clínica 622" };
  const [own = ""] = codesIn(await one.submitOn(page, people, "/introduction/answer"));
  const back = await one.submit("/introduction", { code: own }, "/introduction");
  const taken = await one.submitOn(back, { said: "no" }, "/introduction/answer");
  assert.match(main(taken), /You said no/);
});
