/** What somebody said of themselves stays theirs, whatever becomes of them in the group. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../../house/testing.ts";
import { parseDay } from "../../house/values/index.ts";
import { type Browser, forms, ORIGIN, testNode } from "../../web/testing.ts";
import { main } from "../agreements/testing-pages.ts";

const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const SAID = { work: "training", "lang-1": "es", days: "mon", parts: "evening", way: "both" };

async function said() {
  const node = await testNode();
  const ann = await node.found();
  const bo = await node.join(ann.space, ["member"], "bruma");
  const at = `/s/${ann.slug}`;
  const until = isoDay(node.clock.now + 300 * DAY);
  const says = async (more: object, browser = bo.browser) => {
    const got = await browser.submit(`${at}/skills/new`, { ...SAID, until, to: "group", ...more });
    assert.equal(got.status, 303, main(got));
  };
  const does = (command: string, input: object) => node.does(ann.space, ann.member, command, input);
  const listed = async () =>
    (await node.signIn(ann.login)).browser
      .get(`${at}/skills`)
      .then((got) => main(got).match(/skills\/[0-9a-f]{32}/g)?.length ?? 0);
  return { ...node, ann, bo, at, says, does, listed };
}

function unread<T>(read: { ok: boolean; value?: T }): T {
  assert.ok(read.ok && read.value !== undefined);
  return read.value;
}

/** Sends the first form of a page that goes to such an address. */
async function sends(browser: Browser, path: string, end: RegExp, typed = {}) {
  const page = await browser.get(path);
  const form = forms(page.text).find(({ action }) => end.test(action));
  assert.ok(form, main(page));
  return browser.submitOn(page, typed, form.action);
}

it("is ended by who said it once they were put out of the circle they told it", async () => {
  const { ann, bo, at, says, does, listed } = await said();
  const name = [{ lang: "es", text: "manos" }];
  const { circle } = (await does("people.make-circle", { name })).answer;
  await does("people.add-to-circle", { circle, member: bo.member, past: true });
  await says({ to: String(circle), text: "Primeros auxilios" });
  await does("people.put-out-of-circle", { circle, member: bo.member });
  assert.equal(await listed(), 1);
  const ended = await sends(bo.browser, `${at}/skills/mine`, /mine\/[0-9a-f]{32}\/end$/);
  assert.equal(ended.status, 303, main(ended));
  assert.equal(await listed(), 0);
  assert.ok(ann.member);
});

it("is ended, and a request refused, by who has come to be an observer", async () => {
  const { bo, at, says, does, clock, listed } = await said();
  await says({});
  const place = { role: "any", min: 1, most: 2 };
  const what = { lang: "es", text: "Taller" };
  const day = unread(parseDay(isoDay(clock.now + 3 * DAY), "UTC"));
  const times = { day, from: "10:00", until: "12:00" };
  const about = { work: "hours", joins: "asked", places: [place], what, ...times };
  const { occasion } = (await does("hours.ask", about)).answer;
  const mine = main(await bo.browser.get(`${at}/skills/mine`));
  const [, skill] = /mine\/([0-9a-f]{32})\/end/.exec(mine) ?? [];
  await does("skills.ask", { skill, occasion, role: "any" });
  await does("people.set-roles", { member: bo.member, roles: ["observer"] });
  const no = await sends(bo.browser, `${at}/skills/mine`, /\/answers$/, { said: "no" });
  assert.equal(no.status, 303, main(no));
  const ended = await sends(bo.browser, `${at}/skills/mine`, /mine\/[0-9a-f]{32}\/end$/);
  assert.equal(ended.status, 303, main(ended));
  assert.equal(await listed(), 0);
});

it("is not forgotten for forty others that were said and ended since", async () => {
  const { bo, at, says, clock, signIn } = await said();
  await says({ text: "Primeros auxilios" });
  for (let n = 0; n < 41; n++) {
    clock.pass(600_000);
    const { browser } = await signIn(bo.login);
    await says({ text: `otra ${n}` }, browser);
    const last = await sends(browser, `${at}/skills/mine`, /mine\/[0-9a-f]{32}\/end$/);
    assert.equal(last.status, 303, main(last));
  }
  const mine = main(await (await signIn(bo.login)).browser.get(`${at}/skills/mine`));
  assert.match(mine, /Primeros auxilios/);
  assert.doesNotMatch(mine, /otra/);
});

it("is said by no program, which could neither keep it for them nor end it", async () => {
  const { bo, at, app, listed } = await said();
  const page = await bo.browser.submit(`${at}/tokens`, { scope: ["*"], days: "2" });
  const [, token = ""] = /<code dir="ltr">(alongside_[\w-]+)<\/code>/.exec(page.text) ?? [];
  const until = { date: "2026-12-01", zone: "UTC", instant: "2026-12-01T00:00:00Z" };
  const skill = { work: "training", langs: ["es"], days: ["mon"], parts: ["evening"] };
  const what = { lang: "es", text: "Una clínica" };
  for (const [name, input] of [
    ["skills.say", { ...skill, way: "both", until }],
    ["skills.introduce", { what, until }],
  ] as const) {
    const got = await app.request(`${ORIGIN}/api${at}/commands/${name}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ input, key: name.padEnd(32, "0").replaceAll(/[^a-z0-9]/g, "0") }),
    });
    assert.deepEqual(
      [got.status, ((await got.json()) as { code?: string }).code],
      [...[403, "web.by-hand"]],
    );
  }
  assert.equal(await listed(), 0);
});
