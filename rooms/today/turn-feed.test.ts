/** The calendar of somebody with a code and no account, line by line; and the rota for the wall. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../../house/testing.ts";
import { type Browser, forms, type Got, testNode } from "../../web/testing.ts";
import { main } from "../agreements/testing-pages.ts";

const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const codeIn = (got: Got) => /<code dir="ltr">([0-9A-Z-]+)<\/code>/.exec(got.text)?.[1] ?? "";
const addressIn = (got: Got) => /\/turn\/calendar\/[0-9A-Z-]+\.ics/.exec(got.text)?.[0] ?? "";

/** A group that asks for cooks on three evenings, and a way to sign up without an account. */
async function kitchen(safety: "yes" | "no" = "no") {
  const node = await testNode();
  const ann = await node.found({ safety, zone: "Europe/Madrid" });
  const at = `/s/${ann.slug}`;
  const typed = {
    ...{ what: "Cocina; de noche, y con mucha gente", from: "22:00", until: "01:30" },
    ...{ day: isoDay(node.clock.now + 2 * DAY), joins: "first", show: "yes" },
    ...{ "role-1": "cooking", "most-1": "3", every: "week", times: "3" },
  };
  const asked = await ann.browser.submit(`${at}/shifts/new`, typed);
  const shift = asked.location?.replace(/[?].*/, "") ?? "";
  const view = await node.view(ann.space, {
    ...({ by: "member", member: ann.member, roles: ["coordination"] } as const),
  });
  const ids = await view.space.idsOfKind("occasion", 9);
  const signsUp = async (browser: Browser, path: string, name: string) => {
    const got = await browser.submit(path, { name, reach: "612" }, `${path}/places`);
    return codeIn(got) || assert.fail(main(got));
  };
  return { ...node, ann, at, shift, ids, signsUp };
}

/** Does what a code lets its holder do, by the form on its own page. */
async function holds(browser: Browser, code: string, to: string, typed = {}) {
  const page = await browser.submit("/turn", { code }, "/turn");
  return browser.submitOn(page, typed, to);
}
async function feedFor(browser: Browser, code: string, into = "") {
  const page = await holds(browser, code, "/turn/calendar");
  return browser.submitOn(page, { into }, "/turn/calendar/address");
}

/** RFC 5545, by the line: how lines end and fold, what stands in them, what they are in. */
function assertCalendar(text: string): Record<string, string>[] {
  assert.ok(text.endsWith("\r\n") || text.endsWith("END:VCALENDAR"), "3.1: lines end with CRLF");
  assert.doesNotMatch(text, /[^\r]\n|\r[^\n]/, "3.1: and with nothing else");
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, `3.1: ${line}`);
  const lines = text
    .replaceAll(/\r\n[ \t]/g, "")
    .split("\r\n")
    .filter(Boolean);
  const open: string[] = [];
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    assert.match(line, /^[A-Z-]+(;[A-Z-]+=("[^"]*"|[^";:,]+))*:/, `3.1: ${line}`);
    const [name = ""] = line.split(/[:;]/, 1);
    const value = line.slice(line.indexOf(":") + 1);
    assert.ok(![...value].some((one) => one < " " && one !== "\t"), `3.3.11: ${line}`);
    if (name === "SUMMARY") assert.doesNotMatch(value, /(^|[^\\])[,;]/, "3.3.11: escaped");
    if (name === "BEGIN") open.push(value);
    if (name === "BEGIN" && value === "VEVENT") events.push({});
    if (name === "END") assert.equal(open.pop(), value, "3.4: what is begun is ended");
    const event = open.at(-1) === "VEVENT" ? events.at(-1) : undefined;
    if (event !== undefined && name !== "BEGIN") {
      assert.ok(!(name in event), `3.6.1: ${name} once`);
      event[name] = value;
    }
  }
  assert.deepEqual(open, []);
  assert.equal(lines[0], "BEGIN:VCALENDAR");
  for (const needed of ["VERSION:2.0", "PRODID:"])
    assert.equal(lines.filter((line) => line.startsWith(needed)).length, 1, `3.6: ${needed}`);
  for (const event of events) {
    for (const needed of ["UID", "DTSTAMP", "DTSTART", "DTEND"])
      assert.ok(event[needed], `3.6.1: ${needed}`);
    assert.match(event["DTSTAMP"] ?? "", /^\d{8}T\d{6}Z$/, "3.8.7.2: in UTC");
    assert.ok((event["DTSTART"] ?? "") < (event["DTEND"] ?? ""), "3.8.2.2: it ends later");
  }
  assert.equal(new Set(events.map(({ UID }) => UID)).size, events.length, "3.8.4.7: each its own");
  return events;
}

it("tells a calendar the hours of somebody without an account, and nothing else", async () => {
  const { at, shift, ids, signsUp, browser, ann, clock } = await kitchen();
  const noor = browser();
  const code = await signsUp(noor, shift, "noor álvarez");
  const made = await feedFor(noor, code);
  const address = addressIn(made);
  assert.ok(address, main(made));
  const read = () => browser().get(address);
  const feed = await read();
  assert.equal(feed.headers.get("content-type"), "text/calendar; charset=utf-8");
  const [first, ...more] = assertCalendar(feed.text);
  assert.equal(more.length, 0);
  assert.deepEqual(
    [first?.["SUMMARY"], first?.["STATUS"], first?.["DTSTART"], first?.["DTEND"]],
    ["Shift", "CONFIRMED", "20261104T210000Z", "20261105T003000Z"],
  );
  assert.doesNotMatch(feed.text, /Cocina|noor|612|cooking|LOCATION|DESCRIPTION|URL|ATTENDEE/);
  // One more turn goes into the same address; a stranger's code, or a wrong address, does not.
  const next = `${at}/shifts/${ids.find((id) => !shift.endsWith(id))}`;
  const second = await signsUp(noor, next, "noor álvarez");
  await feedFor(noor, second, `https://alongside.example${address}`);
  assert.equal(assertCalendar((await read()).text).length, 2);
  assert.equal((await feedFor(noor, second, "0".repeat(24))).status, 422);
  // What was taken back is cancelled under the name it had, by a later number.
  await holds(noor, code, "/turn/leaving");
  const after = assertCalendar((await read()).text).find(({ UID }) => UID === first?.["UID"]);
  assert.equal(after?.["STATUS"], "CANCELLED");
  assert.ok(Number(after?.["SEQUENCE"]) > Number(first?.["SEQUENCE"]));
  // Taken out, the last of them ends the address.
  for (const one of [code, second]) {
    const page = await holds(noor, one, "/turn/calendar");
    await noor.submitOn(page, {}, "/turn/calendar/end");
  }
  assert.equal((await read()).status, 404);
  assert.ok(ann.member && clock.now);
});

it("has no such address for a protected group, nor anything of one that closed", async () => {
  const { ann, at, does, space, browser, clock, random, ...safe } = await shut("yes");
  const page = await holds(safe.one, safe.code, "/turn/calendar");
  assert.match(main(page), /no calendar elsewhere learns/);
  assert.ok(!forms(page.text).some(({ action }) => action.endsWith("/address")));
  const open = await shut("no");
  const address = addressIn(await feedFor(open.one, open.code));
  assert.equal((await open.one.get(address)).status, 200);
  await open.does(open.space, open.ann.member, "spaces.close-shutters", {});
  const there = await open.one.get(address);
  const none = await open.one.get(`/turn/calendar/${"0".repeat(24)}.ics`);
  assert.deepEqual([there.status, there.text], [none.status, none.text]);
});

/** A group with somebody of its own who holds a code. */
async function shut(safety: "yes" | "no") {
  const made = await kitchen(safety);
  const one = made.browser();
  const given = { name: "sami", reach: "1", role: "cooking", occasion: made.ids[0] };
  const done = await made.does(made.ann.space, made.ann.member, "hours.take", given);
  return { ...made, one, space: made.ann.space, code: String(done.answer["code"]) };
}

it("prints a rota with the first names of those who let it, and of nobody else", async () => {
  const { ann, shift, signsUp, browser } = await kitchen();
  const [one, two] = [browser(), browser()];
  const code = await signsUp(one, shift, "noor álvarez");
  await signsUp(two, shift, "sami haddad");
  const rota = () => ann.browser.get(`${shift}/rota`).then(main);
  const before = await rota();
  assert.equal(before.match(/22:00/g)?.length, 3, "each time of the series");
  assert.match(before, /Cooking: 2 of 3.*2 come, not named here/s);
  assert.doesNotMatch(before, /noor|sami/);
  assert.match(main(await holds(one, code, "/turn/paper")), /may stand on the paper rota/);
  const after = await rota();
  assert.match(after, /noor.*1 comes, not named here/s);
  assert.doesNotMatch(after, /álvarez|sami|haddad|612/);
  await holds(one, code, "/turn/paper/end");
  assert.doesNotMatch(await rota(), /noor/);
  const gone = await two.get(`${shift}/rota`);
  assert.ok(gone.status === 404 || (gone.location ?? "").includes("sign-in"), String(gone.status));
});

it("answers a calendar of a silent group as none", async () => {
  const { browser, ann, shift, signsUp, join, does } = await kitchen();
  const noor = browser();
  const code = await signsUp(noor, shift, "noor");
  const address = addressIn(await feedFor(noor, code)) || assert.fail("an address");
  assert.equal((await noor.get(address)).status, 200);
  const bo = await join(ann.space, ["member"], "bruma");
  const own = (command: string, input: object) => does(ann.space, ann.member, command, input);
  const name = [{ lang: "es", text: "la cocina" }];
  const circle = String((await own("people.make-circle", { name })).answer["circle"]);
  const rule = { days: 5, circle, acts: ["answer"], name };
  const { joint } = (await own("spaces.propose-silence", rule)).answer;
  await does(ann.space, bo.member, "spaces.agree-joint", { joint });
  await own("spaces.go-dark", {});
  const none = await noor.get(`/turn/calendar/${"0".repeat(24)}.ics`);
  const got = await noor.get(address);
  assert.deepEqual([got.status, got.text], [none.status, none.text]);
});
