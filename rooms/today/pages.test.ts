import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../../house/testing.ts";
import { dayOf, laterDay } from "../../house/values/index.ts";
import { type Got, testNode } from "../../web/testing.ts";

const line = (text: string, more: object = {}) => ({
  ...{ title: { lang: "es", text }, quantity: { of: "60", unit: "item" }, publish: true, ...more },
});
const inDays = (now: number, days: number, zone = "UTC") => laterDay(dayOf(now, zone), { days });

async function town(beginning: object = {}) {
  const node = await testNode();
  const here = await node.found(beginning);
  const act = (command: string, input: unknown) =>
    node.does(here.space, here.member, command, input);
  return { ...node, ...here, base: `/s/${here.slug}`, act, stranger: node.browser() };
}

/** What stands on a page, without its markup and isolating marks. */
const plain = ({ text }: Got) =>
  text
    .replaceAll(/<style>[\s\S]*?<\/style>|<\/?(h[1-6]|p|div|li|ul|section)[^>]*>/g, " ")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/[\u2066-\u2069]/g, "")
    .replaceAll(/\s+/g, " ");

it("greets a member with nothing to do, then with what waits", async () => {
  const { browser, stranger, base, act, clock, login, signIn } = await town();
  const calm = await browser.get(`${base}/today`);
  assert.equal(calm.status, 200);
  assert.match(plain(calm), /Nothing waits for you/);
  await act("needs.open", line("Mantas", { urgency: "hours" }));
  clock.pass(DAY);
  const again = await signIn(login);
  const busy = await again.browser.get(`${base}/today`);
  assert.match(plain(busy), /1 line has not been confirmed for long/);
  assert.match(busy.text, new RegExp(`href="${base}/needs/still"`));
  assert.doesNotMatch(plain(busy), /Nothing waits/);
  assert.equal((await stranger.get(`${base}/today`)).status, 303);
});

it("says who waits to be vouched in, to whoever gave no word for them yet", async () => {
  const { browser, base, space, join, does } = await town();
  const other = await join(space, ["member"], "brezo");
  const watcher = await join(space, ["observer"], "jara");
  const waits = await join(space, ["member"], "tejo", { known: false });
  const path = `href="${base}/newcomers/${waits.member}"`;
  const today = await other.browser.get(`${base}/today`);
  assert.match(plain(today), /1 person waits to come in/);
  assert.ok(today.text.includes(path), "leads to the page of the one who waits");
  // Whoever made the invitation gave their word by it; whoever only reads gives none.
  for (const one of [browser, watcher.browser])
    assert.doesNotMatch(plain(await one.get(`${base}/today`)), /waits to come in/);
  await does(space, other.member, "people.vouch", { member: waits.member });
  const after = await other.browser.get(`${base}/today`);
  assert.doesNotMatch(plain(after), /waits to come in/);
});

it("reads the timeline to members and strangers, page by page, in three languages", async () => {
  const { browser, stranger, base, act } = await town();
  for (let n = 1; n <= 25; n++) await act("needs.open", line(`Mantas ${n}`));
  await act("needs.open", line("Secreto", { publish: false }));
  const first = await browser.get(`${base}/timeline`);
  assert.match(plain(first), /New in what we ask for: Secreto \(60 items\)/);
  assert.match(plain(first), /By lucero/);
  const older = /href="([^"]*timeline\?before=[^"]+)"/.exec(first.text)?.[1];
  assert.ok(older);
  const second = await browser.get(older);
  assert.match(plain(second), /The group began here/);
  assert.match(plain(second), /This is where it began/);
  const outside = await stranger.get(`${base}/timeline`);
  assert.match(plain(outside), /New in what we ask for: Mantas 25 \(60 items\)/);
  assert.doesNotMatch(plain(outside), /Secreto|lucero/);
  assert.equal((await browser.get(`${base}/timeline?before=26`)).status, 404);
  for (const lang of ["es", "ar"]) {
    browser.headers["accept-language"] = lang;
    assert.equal((await browser.get(`${base}/timeline`)).status, 200);
    assert.equal((await browser.get(`${base}/today`)).status, 200);
    assert.equal((await browser.get(`${base}/dates`)).status, 200);
  }
});

it("folds what is said again and again, and tells apart what is called the same", async () => {
  const { browser, stranger, base, act, send, space } = await town();
  const done = await act("needs.open", line("Mantas"));
  const ids: unknown[] = [];
  for (let n = 0; n < 6; n++) {
    const author = { by: "stranger", id: String(n).padStart(32, "0") } as const;
    const quantity = { of: "2", unit: "item" };
    const who = { name: `vecina-${n}`, reach: `fuente ${n}`, terms: null };
    const input = { need: done.answer["id"], quantity, ...who };
    const made = await send({ space, command: "offers.take", author, input });
    assert.ok("answer" in made);
    ids.push(made.answer["id"]);
  }
  await act("offers.answer-many", { answers: ids.map((id) => ({ id, answer: "aside" })) });
  for (const path of ["timeline", "today"]) {
    const page = await browser.get(`${base}/${path}`);
    assert.match(plain(page), /A contribution was set aside: Mantas By lucero And 5 more like it/);
    assert.match(plain(page), /A contribution was offered: Mantas.*New in what we ask for: Mantas/);
  }
  assert.doesNotMatch(plain(await stranger.get(`${base}/timeline`)), /set aside|more like it/);
  const found = await browser.get(`${base}/search?q=vecina`);
  for (let n = 0; n < 6; n++) assert.match(plain(found), new RegExp(`vecina-${n} · fuente ${n}`));
  const one = /href="([^"]+only=[0-9a-f]{32})"/.exec(found.text)?.[1] ?? "";
  const page = plain(await browser.get(one));
  assert.equal(page.match(/vecina-\d ·/g)?.length, 1, "and leads to that one, wherever it stands");
});

it("says what one step did in one line, and no word twice for what has no name", async () => {
  const { browser, stranger, base, act, clock } = await town();
  const { answer } = await act("needs.open", line("Mantas"));
  const take = { quantity: { of: "38", unit: "item" }, name: "noor", reach: "plaza", terms: null };
  clock.pass(60_000);
  const taken = await act("offers.take", { need: answer["id"], ...take });
  const offer = taken.answer["id"];
  clock.pass(60_000);
  await act("offers.answer-many", { answers: [{ id: offer, answer: "accept" }] });
  clock.pass(60_000);
  const sent = { of: "38", unit: "item" };
  await act("deliveries.announce", { lines: [{ what: { lang: "en", text: "Rope" }, sent }] });
  const page = plain(await browser.get(`${base}/timeline`));
  assert.match(page, /A shipment was announced: 38 items By/);
  assert.doesNotMatch(page, /a shipment/);
  assert.match(page, /for: Mantas \(60 items\) By lucero And 1 more from the same step/);
  assert.doesNotMatch(plain(await stranger.get(`${base}/timeline`)), /same step/);
});

it("puts what has no day but a month after the days of that month, and says so", async () => {
  const { browser, base, act, clock } = await town();
  clock.pass(60_000);
  await act("needs.open", line("Mantas"));
  const page = await browser.get(`${base}/timeline`);
  const headings = [...page.text.matchAll(/<h2>(.*?)<\/h2>/gs)].map(([, all = ""]) => all);
  const days = headings.map((all) => /datetime="([^"]+)"/.exec(all)?.[1]);
  assert.deepEqual(days, [dayOf(clock.now, "UTC").date, dayOf(clock.now, "UTC").date.slice(0, 7)]);
  assert.match(plain(page), /Mantas.* Earlier in November 2026 .*The group began here/);
});

it("goes on from the newest found to the oldest, by links", async () => {
  const { base, browser, act } = await town();
  for (let n = 1; n <= 60; n++) await act("needs.open", line(`Linterna ${n}`));
  const page = await browser.get(`${base}/search?q=linterna`);
  const said = (text: string) => [...text.matchAll(/Linterna (\d+)/g)].map(([, n]) => Number(n));
  assert.deepEqual(said(page.text).slice(0, 2), [60, 59]);
  const more = /href="([^"]*kind=need[^"]*)"[^>]*>Show more/.exec(page.text)?.[1] ?? "";
  const rest = await browser.get(more.replaceAll("&amp;", "&"));
  assert.deepEqual(said(rest.text), [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  assert.match(rest.text, /href="[^"]*\/search\?q=linterna&amp;kind=need"/);
  for (const wrong of ["before=12", "before=x", "kind=member", `before=${"A".repeat(48)}`])
    assert.equal((await browser.get(`${base}/search?q=linterna&${wrong}`)).status, 404, wrong);
});

it("searches for strangers what strangers may read, and escapes what was typed", async () => {
  const { stranger, base, act } = await town();
  await act("needs.open", line("Mantas"));
  await act("needs.open", line("Mantel", { publish: false }));
  const found = await stranger.get(`${base}/search?q=mant`);
  assert.match(plain(found), /What we ask for Mantas/i);
  assert.doesNotMatch(plain(found), /Mantel/);
  const none = await stranger.get(`${base}/search?q=%3Cscript%3Enada`);
  assert.equal(none.status, 200);
  assert.match(plain(none), /Nothing was found/);
  assert.ok(!none.text.includes("<script>nada"));
  assert.equal((await stranger.get(`${base}/search?q=${"%F0%9F%A7%A3".repeat(300)}`)).status, 200);
});

it("gives a member a feed of neutral dates, until they end it", async () => {
  const { browser, stranger, base, act, clock } = await town({ zone: "Pacific/Auckland" });
  const by = inDays(clock.now, 9, "Pacific/Auckland");
  const open = await act("needs.open", line("Mantas", { by }));
  await act("needs.open", line("Secreto", { by: inDays(clock.now, 3), publish: false }));
  const made = await browser.submit(`${base}/dates`, {}, `${base}/dates/feed`);
  assert.equal(made.status, 200);
  const address = /https:\/\/[^<\s]+\.ics/.exec(made.text)?.[0] ?? "";
  assert.ok(address.includes(`${base}/dates/`));
  const path = new URL(address).pathname;
  const feed = await stranger.get(path);
  assert.equal(feed.headers.get("content-type"), "text/calendar; charset=utf-8");
  assert.match(feed.text, new RegExp(`DTSTART;VALUE=DATE:${by.date.replaceAll("-", "")}\r\n`));
  assert.equal(feed.text.match(/BEGIN:VEVENT/g)?.length, 1);
  assert.match(feed.text, /SUMMARY:Date\r\n/);
  assert.doesNotMatch(feed.text, /Mantas|Secreto|Abierto|items/);
  const uid = /UID:(\S+)/.exec(feed.text)?.[1];
  const sequence = Number(/SEQUENCE:(\d+)/.exec(feed.text)?.[1]);
  assert.ok(uid && !uid.includes(String(open.answer["id"])));
  clock.pass(DAY);
  await act("needs.confirm-many", { answers: [{ id: open.answer["id"], answer: "yes" }] });
  const later = await stranger.get(path);
  assert.equal(/UID:(\S+)/.exec(later.text)?.[1], uid);
  assert.ok(Number(/SEQUENCE:(\d+)/.exec(later.text)?.[1]) > sequence);
  assert.equal((await stranger.get(`${base}/dates/0000-0000.ics`)).status, 404);
});

it("ends a feed when its member ends it, makes another, or leaves", async () => {
  const { browser, stranger, base, join, space, send } = await town({ safety: "yes" });
  const someone = await join(space, ["member"]);
  const make = async (with_: typeof browser) => {
    const made = await with_.submit(`${base}/dates`, {}, `${base}/dates/feed`);
    return new URL(/https:\/\/[^<\s]+\.ics/.exec(made.text)?.[0] ?? "").pathname;
  };
  const status = async (path: string) => (await stranger.get(path)).status;
  const [first, theirs] = [await make(browser), await make(someone.browser)];
  assert.equal(await status(first), 200);
  const second = await make(browser);
  assert.deepEqual([await status(first), await status(second)], [404, 200]);
  const ended = await browser.submit(`${base}/dates`, {}, `${base}/dates/feed/end`);
  assert.equal(ended.location, `${base}/dates`);
  assert.equal(await status(second), 404);
  assert.equal(await status(theirs), 200);
  const author = { by: "member", member: someone.member } as const;
  await send({ space, command: "people.leave", input: { forget: true }, author });
  assert.equal(await status(theirs), 404);
});
