/** A shift from being asked for to its hours in the book, over requests and HTML without script. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertDone, DAY } from "../../house/testing.ts";
import { type Browser, forms, type Got, testNode } from "../../web/testing.ts";
import { group, main, sends } from "../agreements/testing-pages.ts";
import { book } from "../ledger/index.ts";
import { effort, turn } from "./facts-turn.ts";

const idIn = (got: Got) => /\/shifts\/([0-9a-f]{32})/.exec(got.location ?? "")?.[1] ?? "";
const codeIn = (got: Got) => /<code dir="ltr">([0-9A-Z-]+)<\/code>/.exec(got.text)?.[1] ?? "";
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const fieldsOf = (page: Got, action: string) =>
  forms(page.text)
    .find((form) => form.action.endsWith(action))
    ?.fields.map(([name]) => name)
    .filter((name) => !["key", "token", "form-key", "form-token"].includes(name));

/** A space with a shift for one cook and nobody more, on the day after tomorrow. */
async function kitchen(safety: "yes" | "no", more: Record<string, string> = {}) {
  const node = await testNode();
  const ann = await node.found({ safety, zone: "Europe/Madrid" });
  const at = `/s/${ann.slug}`;
  const day = isoDay(node.clock.now + 2 * DAY);
  const typed = {
    ...{ what: "Cocina de noche", day, from: "22:00", until: "01:30", joins: "first" },
    ...{ "role-1": "cooking", "most-1": "1", "min-1": "1", show: "yes", ...more },
  };
  const asked = await ann.browser.submit(`${at}/shifts/new`, typed);
  assert.equal(asked.status, 303, main(asked));
  return { ...node, ann, at, day, shift: `${at}/shifts/${idIn(asked)}` };
}

/** Sends the one form of a page that goes to an address with this end. */
async function sendsTo(browser: Browser, path: string, end: string, typed: Record<string, string>) {
  const page = await browser.get(path);
  const form = forms(page.text).find(({ action }) => action.endsWith(end));
  assert.ok(form, main(page));
  return browser.submitOn(page, typed, form.action);
}

/** Signs up without an account; the code. */
async function signsUp(browser: Browser, shift: string, name: string) {
  const got = await browser.submit(shift, { name, reach: `${name} al 600` }, `${shift}/places`);
  assert.equal(got.status, 200, main(got));
  assert.match(codeIn(got), /^[0-9A-Z-]{24,29}$/);
  return codeIn(got);
}

const shows = (browser: Browser, code: string, to = "/turn") =>
  browser.submit("/turn", { code }, "/turn").then((page) => {
    return to === "/turn" ? page : browser.submitOn(page, {}, to);
  });

it("goes from a question to hours in the book, without an account and without a list", async () => {
  const { ann, at, shift, browser, clock, join, view, signIn } = await kitchen("no");
  const { space } = ann;
  const bo = await join(space, ["member"], "bruma");
  const [one, two] = [browser(), browser()];
  const page = await one.get(shift);
  assert.match(main(page), /Cocina de noche.*22:00\u2060–\u206001:30.*0 of 1/s);
  // The role stands in the form already: a name and a way to be reached are all that is typed.
  assert.ok((fieldsOf(page, "/places")?.length ?? 9) <= 4);
  const first = await signsUp(one, shift, "noor");
  const second = await signsUp(two, shift, "sami");
  for (const path of [shift, `${at}/shifts`, at, `${at}/timeline`]) {
    assert.doesNotMatch(main(await browser().get(path)), /noor|sami|600/, path);
  }
  assert.match(main(await bo.browser.get(shift)), /noor.*sami/s);
  assert.match(main(await shows(one, first)), /has a place/);
  assert.match(main(await shows(two, second)), /on the waiting list/);
  // Whoever waited has the place as soon as somebody leaves.
  assert.match(main(await shows(one, first, "/turn/leaving")), /The place is free/);
  assert.match(main(await shows(two, second)), /has a place/);
  // Looked for, and taken over by somebody of the group with one tap.
  await shows(two, second, "/turn/search");
  const over = await bo.browser.submit(shift, {}, `${shift}/relief`);
  assert.equal(over.status, 303, main(over));
  assert.match(main(await bo.browser.get(`${at}/shifts/mine`)), /Cocina de noche/);
  const today = main(await bo.browser.get(`${at}/today`));
  assert.match(today, /Your next shifts.*Cocina de noche.*22:00\u2060–\u206001:30/s);
  clock.pass(4 * DAY);
  const [ours, his] = [await signIn(ann.login), (await signIn(bo.login)).browser];
  const said = await sendsTo(his, `${at}/shifts/mine`, "/hours", { of: "3,5" });
  assert.equal(said.status, 303, main(said));
  const books = async () => {
    const host = await view(space, { by: "member", member: ann.member, roles: ["coordination"] });
    return host.things(book);
  };
  assert.equal((await books()).length, 0, "nothing counts before the ground's word");
  const own = await his.submit(`${at}/hours`, {}, `${at}/hours`);
  assert.equal(own.status, 422);
  assert.match(main(own), /confirmed by somebody else/);
  const yes = await ours.browser.submit(`${at}/hours`, {}, `${at}/hours`);
  assert.equal(yes.status, 303, main(yes));
  const [hours] = await books();
  assert.equal(hours?.state.purpose, "hours");
  assert.match(main(await ours.browser.get(`${at}/books/${hours?.id}`)), /3\.5/);
  assert.match(main(await ours.browser.get(`${at}/hours`)), /Hours: 3\.5/);
  const again = await ours.browser.get(`${at}/hours`);
  assert.match(main(again), /Nothing waits/);
});

it("keeps no person and no night of a protected group, and opens for its links alone", async () => {
  const { ann, at, shift, clock, house, day, browser, signIn } = await kitchen("yes");
  const { space } = ann;
  assert.equal((await browser().get(shift)).status, (await browser().get(`${at}/nothing`)).status);
  const took = await ann.browser.submit(shift, {}, `${shift}/places`);
  assert.equal(took.status, 303, main(took));
  const mine = main(await ann.browser.get(`${at}/shifts/mine`));
  assert.match(mine, /has a place/);
  clock.pass(8 * DAY);
  const again = (await signIn(ann.login)).browser;
  await sendsTo(again, `${at}/shifts/mine`, "/hours", { of: "3" });
  const opened = await house.space(space);
  assert.ok(opened);
  const kept: string[] = [];
  for await (const entry of opened.entries([...Array(opened.size).keys()]))
    if (/^(turn|effort|occasion)\./.test(entry.type)) kept.push(JSON.stringify(entry));
  const turns = kept.filter((one) => /"type":"(turn|effort)\./.test(one));
  assert.equal(turns.length, 4);
  for (const one of turns) assert.ok(!one.includes(ann.member), one);
  for (const one of kept) assert.ok(!one.includes(day) && !one.includes("22:00"), one);
  const left = await again.submit(`${at}/hours`, {}, `${at}/hours`);
  assert.equal(left.status, 303, "nobody knows whose they are");
});

it("waits for the yes to each occasion where an allied group offers to come", async () => {
  const made = await group();
  const { ann, base, theirs, browser, clock } = made;
  const day = isoDay(clock.now + 3 * DAY);
  const typed = {
    ...{ what: "Taller", work: "visit", day, from: "10:00", until: "12:00", joins: "first" },
    ...{ "role-1": "any", "most-1": "4", show: "yes" },
  };
  const asked = await browser.submit(`${base}/shifts/new`, typed);
  const shift = `${base}/shifts/${idIn(asked)}`;
  const no = await theirs.submit(shift, {}, `${shift}/places`);
  assert.equal(no.status, 422);
  assert.match(main(no), /agreement/);
  // What needs no agreement is offered at once, and has no place before the yes to it.
  const other = await browser.submit(`${base}/shifts/new`, { ...typed, work: "hours" });
  const help = `${base}/shifts/${idIn(other)}`;
  const offered = await theirs.submit(help, {}, `${help}/places`);
  assert.match(offered.location ?? main(offered), /\/ally\/shifts$/);
  assert.match(main(await theirs.get(`${base}/ally/shifts`)), /waits for a yes/);
  assert.match(main(await browser.get(`${base}/today`)), /waits? for your yes/);
  const yes = await browser.submit(help, {}, `${help}/answers`);
  assert.equal(yes.status, 303, main(yes));
  assert.match(main(await theirs.get(`${base}/ally/shifts`)), /has a place/);
  // Nobody of them answers themselves, nor sees who else comes.
  const page = await theirs.get(help);
  assert.doesNotMatch(main(page), /Who comes|answers/);
  const forged = await sends(theirs, page, `${help}/answers`, { turn: "1".repeat(32) });
  assert.ok(forged.status >= 300 && forged.status !== 200, String(forged.status));
  assert.ok(ann.member);
});

/** What stands in a calendar: each event's lines by name, folded lines put together. */
function eventsIn({ text }: Got) {
  const whole = text.replaceAll("\r\n ", "");
  return whole
    .split("BEGIN:VEVENT\r\n")
    .slice(1)
    .map((event) => {
      const lines = (event.split("END:VEVENT")[0] ?? "")
        .split("\r\n")
        .filter((line) => line !== "");
      return Object.fromEntries(lines.map((line) => [line.split(/[:;]/, 1)[0], line]));
    });
}

it("tells a calendar hours and nothing else, and that a turn was taken back", async () => {
  const { ann, at, shift, browser } = await kitchen("no");
  await ann.browser.submit(shift, {}, `${shift}/places`);
  const made = await ann.browser.submit(`${at}/dates`, {}, `${at}/dates/feed`);
  const [address = ""] = new RegExp(`${at}/dates/[0-9A-Z-]+\\.ics`).exec(made.text) ?? [];
  const feed = await browser().get(address);
  assert.equal(feed.headers.get("content-type"), "text/calendar; charset=utf-8");
  assert.doesNotMatch(feed.text, /[^\r]\n/, "every line ends as RFC 5545 has it");
  for (const line of feed.text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
  assert.doesNotMatch(
    feed.text,
    /Cocina|lucero|cooking|LOCATION|DESCRIPTION|ATTENDEE|ORGANIZER|URL/,
  );
  const [before, ...more] = eventsIn(feed);
  assert.equal(more.length, 0);
  assert.equal(before?.["SUMMARY"], "SUMMARY:Shift");
  assert.equal(before?.["STATUS"], "STATUS:CONFIRMED");
  // 22:00 to 01:30 of the next day in Madrid, an hour ahead of UTC in November.
  assert.equal(before?.["DTSTART"], "DTSTART:20261104T210000Z");
  assert.equal(before?.["DTEND"], "DTEND:20261105T003000Z");
  assert.match(before?.["DTSTAMP"] ?? "", /^DTSTAMP:\d{8}T\d{6}Z$/);
  const left = await sendsTo(ann.browser, `${at}/shifts/mine`, "/leaving", {});
  assert.equal(left.status, 303, main(left));
  const [after] = eventsIn(await browser().get(address));
  const numberOf = (line = "") => Number(line.split(":")[1]);
  assert.equal(after?.["UID"], before?.["UID"]);
  assert.equal(after?.["STATUS"], "STATUS:CANCELLED");
  assert.ok(numberOf(after?.["SEQUENCE"]) > numberOf(before?.["SEQUENCE"]));
  await ann.browser.submit(`${at}/dates`, {}, `${at}/dates/feed/end`);
  assert.equal((await browser().get(address)).status, 404);
});

it("lets an observer take their name off and leave a turn of before, by their page", async () => {
  const { ann, at, join, shift, does } = await kitchen("no");
  const bo = await join(ann.space, ["member"], "bruma");
  const taken = await bo.browser.submit(
    ...([shift, { role: "cooking", own: "yes" }, `${shift}/places`] as const),
  );
  assert.equal(taken.status, 303, main(taken));
  const mine = `${at}/shifts/mine`;
  assert.equal((await sendsTo(bo.browser, mine, "/paper", {})).status, 303);
  await does(ann.space, ann.member, "people.set-roles", { member: bo.member, roles: ["observer"] });
  for (const end of ["/paper/end", "/search", "/search/end", "/leaving"]) {
    const got = await sendsTo(bo.browser, mine, end, {});
    assert.equal(got.status, 303, `${end}: ${main(got)}`);
  }
  assert.doesNotMatch(main(await ann.browser.get(shift)), /bruma.*has a place/s);
});

it("hides nobody's hours behind many of another's, and loses no word on them", async () => {
  const made = await group();
  const { ann, ally, person, base, space, join, send, view, browser, clock } = made;
  const cy = await join(space, ["member"], "cirro");
  const says = async (author: object, of: string, happened: number) => {
    const input = { work: "hours", of: { of, unit: "hour" } };
    const envelope = { space, command: "hours.say", input, author, happened };
    assertDone(await send(envelope as never));
  };
  const theirs = (of: string) =>
    says({ by: "ally", ally, person, leads: true }, of, clock.now - 90 * DAY);
  for (let n = 0; n < 35; n++) await theirs("1");
  await says({ by: "member", member: cy.member }, "7.5", clock.now);
  const page = await browser.get(`${base}/hours`);
  assert.match(page.text, /value="7\.5"/);
  for (let n = 0; n < 35; n++) {
    clock.pass(1_000);
    await says({ by: "ally", ally, person, leads: true }, "2", clock.now - 900 * DAY);
  }
  const form = forms(page.text).find(({ action }) => action.endsWith("/hours"));
  const done = await browser.submitOn(page, {}, form?.action);
  assert.equal(done.status, 303, main(done));
  assert.match(main(await browser.get(`${base}/hours`)), /Hours: 7\.5/);
  const host = await view(space, { by: "member", member: ann.member, roles: ["coordination"] });
  const counted = (await host.things(effort)).filter(({ state }) => state.counted !== null);
  assert.equal(counted.length, 30, "each that stood on the form");
});

it("tells whoever only asked to come nothing of where it is moved once it is closed", async () => {
  const { ann, shift, clock, browser, does, view } = await kitchen("no", { joins: "asked" });
  const { space } = ann;
  const asks = async () => {
    const one = browser();
    const typed = { role: "cooking", name: "noor", reach: "jueves" };
    const code = codeIn(await one.submit(shift, typed, `${shift}/places`));
    return { code, read: async () => main(await one.submit("/turn", { code }, "/turn")) };
  };
  const [waits, comes, refused] = [await asks(), await asks(), await asks()];
  const host = await view(space, { by: "member", member: ann.member, roles: ["coordination"] });
  const ids = (await host.things(turn)).map(({ id }) => id);
  await does(space, ann.member, "hours.accept", { turn: ids[1] });
  await does(space, ann.member, "hours.decline", { turn: ids[2] });
  for (const { read } of [waits, comes, refused])
    assert.match(await read(), /Cocina de noche.*22:00/s);
  const occasion = shift.slice(-32);
  await does(space, ann.member, "hours.quiet", { occasion });
  const day = isoDay(clock.now + 9 * DAY);
  const moved = { day, from: "05:15", until: "06:45" };
  assert.equal((await ann.browser.submit(`${shift}/revision`, moved)).status, 303);
  assert.match(await comes.read(), /Cocina de noche.*05:15/s);
  for (const { read } of [waits, refused]) {
    const page = await read();
    assert.match(page, /Cooking/);
    assert.doesNotMatch(page, /Cocina|05:15|November/);
  }
});
