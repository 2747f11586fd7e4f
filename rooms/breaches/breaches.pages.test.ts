import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HOUR } from "../../house/testing.ts";
import { type Browser, forms, testNode } from "../../web/testing.ts";
import type { BreachState } from "./facts.ts";

const KNOWN = { what: "device", law: "unsure", risk: "high" };

async function group(safety: "yes" | "no" = "no") {
  const node = await testNode();
  const ann = await node.found({ safety });
  const bo = await node.join(ann.space, ["coordination"], "bruma");
  const cy = await node.join(ann.space, ["member"], "sierra");
  const base = `/s/${ann.slug}`;
  const again = async (login: string) => (await node.signIn(login)).browser;
  return { ...node, ann, bo, cy, base, space: ann.space, again };
}
type Group = Awaited<ReturnType<typeof group>>;

/** Opens one as its founder, and answers where it is. */
async function opened({ ann, base }: Group, typed: Record<string, string> = {}, query = "") {
  const got = await ann.browser.submit(`${base}/breaches/new${query}`, { ...KNOWN, ...typed });
  assert.equal(got.status, 303, got.text.slice(0, 400));
  return (got.location ?? "").replace(/[?].*|\/exposed.*/g, "");
}

/** The state of the breach at an address. */
async function stateOf({ house, space }: Group, at: string): Promise<BreachState> {
  const thing = await (await house.space(space))?.thing(at.slice(-32));
  assert.ok(thing);
  return thing.state as BreachState;
}

/** What stands in a page's main part: its style alone is longer. */
const main = ({ text }: { text: string }) => text.slice(text.indexOf("<main"));
const bytes = (text: string) => text.replaceAll(/value="[^"]{20,}"/g, "");

/** What somebody sees of a group, on the pages that tell of circles, people and what goes on. */
async function sees(browser: Browser, base: string): Promise<string[]> {
  const paths = [
    ...["/today", "/breaches", "/circles", "/timeline", "/search?q=frontera", "/register"],
    ...["/dates", "/membership/held", "/members", "/settings"],
  ];
  const all: string[] = [];
  for (const path of paths) {
    const { status, text } = await browser.get(`${base}${path}`);
    all.push(`${path} ${status} ${bytes(text)}`);
  }
  return all;
}

describe("a breach", () => {
  it("is there for who opened it and is told, and for nobody else of the group", async () => {
    const made = await group();
    const { ann, bo, cy, base } = made;
    const before = [await sees(bo.browser, base), await sees(cy.browser, base)];
    const at = await opened(made, { text: "Se llevaron el teléfono en la frontera" });
    assert.match(at, /\/breaches\/[0-9a-f]{32}$/);
    assert.deepEqual([await sees(bo.browser, base), await sees(cy.browser, base)], before);
    for (const path of ["", "/known", "/knowing", "/lines", "/measures", "/sheet", "/history"])
      assert.equal((await bo.browser.get(at + path)).status, 404, path);
    const mine = main(await ann.browser.get(at));
    assert.match(mine, /frontera/);
    assert.match(mine, /only those who know of this breach/);
    assert.match(main(await ann.browser.get(`${base}/today`)), /A breach is going on/);
    await ann.browser.submit(`${at}/knowing`, { member: bo.member }, `${at}/knowing`);
    assert.match(main(await bo.browser.get(at)), /frontera/, "who is let in reads what was before");
    assert.match(main(await bo.browser.get(`${base}/today`)), /A breach is going on/);
    assert.deepEqual(await sees(cy.browser, base), before[1]);
    const [out] = forms(main(await bo.browser.get(`${at}/knowing`))).filter(({ action }) =>
      action.endsWith(`/knowing/${ann.member}/end`),
    );
    assert.ok(out);
    await bo.browser.submit(`${at}/knowing`, {}, out.action);
    assert.equal((await ann.browser.get(at)).status, 404, "put out, it is not there any more");
  });

  it("is opened by coordination alone, and only with what it needs", async () => {
    const made = await group();
    const { ann, cy, base } = made;
    assert.equal((await cy.browser.get(`${base}/breaches/new`)).status, 403);
    const sent = await ann.browser.submit(`${base}/breaches/new`, { what: "device", risk: "low" });
    assert.equal(sent.status, 422);
    assert.match(main(sent), /Say whether such a law holds/);
    const late = { ...KNOWN, aware: "2027-01-01" };
    const refused = await ann.browser.submit(`${base}/breaches/new`, late);
    assert.match(main(refused), /not to come/);
    const hour = await ann.browser.submit(`${base}/breaches/new`, { ...KNOWN, "aware-hour": "7h" });
    assert.equal(hour.status, 422);
    const arabic = await ann.browser.submit(`${base}/breaches/new`, {
      ...{ ...KNOWN, "aware-hour": "٠٧:٣٠" },
    });
    assert.equal(arabic.status, 303, "an hour in any of our digits");
  });
});

describe("its clock", () => {
  it("says on every page how long there still is, and that it is late, with no job", async () => {
    // Where months are all that others are told, the hours of the law are told to who knows.
    const made = await group("yes");
    const { clock, base, ann } = made;
    const at = await opened(made);
    assert.match(main(await ann.browser.get(at)), /Due .*in 3 days.*authority/);
    clock.pass(71 * HOUR);
    const later = await made.again(ann.login);
    assert.match(main(await later.get(`${base}/today`)), /is to be told .*in 1 hour/);
    clock.pass(2 * HOUR);
    const late = await made.again(ann.login);
    assert.match(main(await late.get(at)), /Late, it was due/);
    assert.match(main(await late.get(`${base}/today`)), /was to be told .* and was not yet/);
    await made.house.runDue();
    assert.match(main(await late.get(`${base}/timeline`)), /Somebody is due to be told/);
    assert.doesNotMatch(
      main(await (await made.again(made.bo.login)).get(`${base}/timeline`)),
      /due to be told/,
    );
    const [, authority] = /lines\/([0-9a-f]{32})"/.exec(main(await late.get(at))) ?? [];
    const line = `${at}/lines/${authority}`;
    const told = await late.submit(line, {}, `${line}/telling`);
    assert.match(main(told), /Say why it came later/);
    await late.submit(line, { why: "No network" }, `${line}/telling`);
    assert.match(main(await late.get(line)), /told late[\s\S]*No network/);
    assert.match(main(await late.get(line)), /7\. Reasons for the delay\nNo network/);
    await late.submit(line, {}, `${line}/reopening`);
    assert.doesNotMatch(main(await late.get(line)), /No network/, "taken back, its words are gone");
  });
});

describe("what could have been read", () => {
  it("is asked of a member, a link or all, shown in figures and written down as such", async () => {
    const made = await group("yes");
    const { ann, cy, space } = made;
    const { does, base } = made;
    const title = { lang: "es", text: "mantas de Ñandú" };
    await does(space, ann.member, "needs.open", { title, publish: true, name: "lucero secreto" });
    const made2 = await does(space, ann.member, "spaces.make-link", { days: 9 });
    const link = made2.things.find(({ kind }) => kind === "link")?.id ?? "";
    const at = await opened(made, { what: "member" }, `?member=${cy.member}`);
    const asked = async (query: string) => main(await ann.browser.get(`${at}/exposed?${query}`));
    const member = await asked(`of=member&member=${cy.member}`);
    assert.match(member, /What is asked for[\s\S]*?<td[^>]*data-name="How many"[^>]*><span>1</);
    assert.doesNotMatch(member, /Ñandú|secreto/, "no contents");
    const linked = await asked(`of=link-${link}`);
    assert.match(linked, /What is asked for/);
    assert.doesNotMatch(linked, /People, with the names/);
    assert.match(linked, /0.*carry somebody/, "whom to ask is the host's alone");
    const all = await asked("of=all");
    assert.match(all, /People, with the names/);
    assert.match(all, /keys too/);
    assert.match(await asked("of=all&from=2027-05-01"), /Nothing that was not open/);
    assert.match(await asked("of=all&from=soon"), /day/);
    assert.equal((await ann.browser.get(`${at}/exposed?of=member-${"0".repeat(32)}`)).status, 200);
    const form = `${at}/exposed`;
    await ann.browser.submit(`${form}?of=member-${cy.member}`, {}, form);
    const kept = main(await ann.browser.get(form));
    assert.match(kept, /Written down[\s\S]*sierra/);
    const { counts, ...rest } = await stateOf(made, at);
    assert.ok((counts[0]?.rows.length ?? 0) > 2 && (counts[0]?.names ?? 0) >= 3);
    assert.doesNotMatch(JSON.stringify([counts, rest]), /sierra|lucero|Ñandú/);
    const nothing = await ann.browser.get(`${base}/breaches/${"0".repeat(32)}/exposed?of=all`);
    assert.equal(nothing.status, 404);
  });

  it("counts nothing of a circle its reader is not in", async () => {
    const made = await group();
    const { ann, bo, cy, space, does } = made;
    const at = await opened(made);
    await ann.browser.get(at);
    const before = main(await ann.browser.get(`${at}/exposed?of=all`));
    const name = [{ lang: "es", text: "Cocina" }];
    const { circle } = (await does(space, bo.member, "people.make-circle", { name })).answer;
    const input = { circle, member: cy.member, past: true };
    await does(space, bo.member, "people.add-to-circle", input);
    const title = { lang: "es", text: "arroz" };
    await does(space, bo.member, "needs.open", { title, circle });
    assert.equal(bytes(main(await ann.browser.get(`${at}/exposed?of=all`))), bytes(before));
  });
});

describe("who is told", () => {
  it("gets a letter in their language, from what is recorded, that can be changed", async () => {
    const made = await group();
    const { ann, base, space } = made;
    const at = await opened(made, { text: "It was taken at the border" });
    await ann.browser.submit(`${at}/measures`, { what: "passphrases" }, `${at}/measures`);
    const add = { whom: "allies", lang: "ar", by: "day", who: "Puerta Abierta" };
    await ann.browser.submit(`${at}/lines`, add, `${at}/lines`);
    const state = await stateOf(made, at);
    const of = (whom: string) =>
      `${at}/lines/${state.lines.find((one) => one.whom === whom)?.id ?? ""}`;
    const people = main(await ann.browser.get(of("members")));
    assert.match(people, /A phone or computer with access[\s\S]*It was taken at the border/);
    assert.match(people, /passphrases were changed/);
    assert.match(people, /\[What could have been read/, "what is not recorded has its place");
    const arabic = main(await ann.browser.get(of("allies")));
    assert.match(arabic, /<textarea[^>]*lang="ar"[^>]*>[\s\S]*غُيّرت عبارات المرور/);
    assert.doesNotMatch(arabic, /taken at the border/, "words of another language");
    const authority = main(await ann.browser.get(of("authority")));
    for (const part of [1, 2, 3, 4, 5, 6]) assert.match(authority, new RegExp(`\\n${part}\\. `));
    assert.doesNotMatch(authority, /7\. Reasons/);
    const size = await made.store.size(space);
    const printed = await ann.browser.submit(
      of("allies"),
      { text: "مرحبا\n\nتغيّر شيء" },
      `${of("allies")}/sheet`,
    );
    assert.match(main(printed), /<p lang="ar" dir="rtl">تغيّر شيء<\/p>/);
    const odd = await ann.browser.submit(of("allies"), { lang: "!" }, `${of("allies")}/sheet`);
    assert.equal(odd.status, 200, "a language nobody has");
    assert.equal(await made.store.size(space), size, "it is kept nowhere");
    assert.match(main(await ann.browser.get(`${base}/breaches`)), /going on/);
  });

  it("closes when all were told or need not be, and is taken along whole", async () => {
    const made = await group();
    const { ann } = made;
    const at = await opened(made, { law: "no" });
    const early = await ann.browser.submit(at, {}, `${at}/closing`);
    assert.match(main(early), /still to be told/);
    const state = await stateOf(made, at);
    const line = `${at}/lines/${state.lines[0]?.id}`;
    await ann.browser.submit(line, { because: "danger" }, `${line}/reason`);
    const block = { block: "lessons", text: "Two keys, not one" };
    const page = await ann.browser.get(`${at}/known`);
    const lessons = forms(page.text).find(({ fields }) =>
      fields.some(([name, value]) => name === "block" && value === "lessons"),
    );
    assert.ok(lessons);
    const sent = lessons.fields.filter(([name]) => name !== "text" && name !== "block");
    await ann.browser.post(lessons.action, [...sent, ...Object.entries(block)]);
    await ann.browser.submit(
      `${at}/known`,
      { name: "lucero", reach: "Thursdays" },
      `${at}/contact`,
    );
    await ann.browser.submit(at, {}, `${at}/closing`);
    assert.match(main(await ann.browser.get(at)), /closed[\s\S]*Two keys, not one/);
    const json = await ann.browser.get(`${at}/breach.json`);
    const whole = JSON.parse(json.text);
    assert.deepEqual([whole.drill, whole.over, whole.lines[0].because], [false, "done", "danger"]);
    assert.equal(whole.words.lessons.text, "Two keys, not one");
    assert.equal(whole.contact.reach, "Thursdays");
    assert.ok(whole.history.some((one: { by: string }) => one.by === "lucero"));
    const history = main(await ann.browser.get(`${at}/history`));
    assert.match(history, /A breach was closed[\s\S]*A breach was opened[\s\S]*let into a circle/);
    const csv = (await ann.browser.get(`${at}/breach.csv`)).text;
    assert.match(csv, /Telling them would put somebody in danger/);
    assert.match(main(await ann.browser.get(`${at}/sheet`)), /Thursdays/);
    await ann.browser.submit(at, {}, `${at}/reopening`);
    assert.match(main(await ann.browser.get(at)), /going on/);
  });
});

it("a drill says so on every page, list, letter, sheet and file, and stays one", async () => {
  const made = await group();
  const { ann, base } = made;
  const at = await opened(made, {}, "?drill=yes");
  const state = await stateOf(made, at);
  const line = `/lines/${state.lines[0]?.id}`;
  for (const path of [
    "",
    "/known",
    "/knowing",
    "/exposed",
    "/lines",
    line,
    "/measures",
    "/sheet",
  ]) {
    const text = main(await ann.browser.get(at + path));
    assert.match(text, /DRILL[\s\S]*This is practice/, path);
  }
  for (const file of ["/breach.csv", "/breach.json"]) {
    const { text, headers } = await ann.browser.get(at + file);
    assert.match(text, /DRILL|"drill": true/, file);
    assert.match(headers.get("content-disposition") ?? "", /drill/);
  }
  assert.match(main(await ann.browser.get(at + line)), /\*\*\* DRILL/);
  assert.match(main(await ann.browser.get(`${base}/today`)), /DRILL: a breach/);
  assert.match(main(await ann.browser.get(`${base}/circles`)), /DRILL: breach/);
  const real = await opened(made);
  const list = main(await ann.browser.get(`${base}/breaches`));
  const [, drills = ""] = list.split("<h2>Drills</h2>");
  assert.match(drills, new RegExp(at));
  assert.doesNotMatch(drills, new RegExp(real), "the two are never in one list");
  await ann.browser.submit(at, {}, `${at}/mistake`);
  assert.match(main(await ann.browser.get(at)), /DRILL[\s\S]*opened by mistake/);
  assert.doesNotMatch(main(await ann.browser.get(`${base}/today`)), /DRILL: a breach is going on/);
});
