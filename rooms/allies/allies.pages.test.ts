import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { DAY } from "../../house/testing.ts";
import { type Browser, testNode } from "../../web/testing.ts";
import { alliedBy, invited } from "./testing.ts";

/** A protected local group of two, a solidarity group of three, and a stranger. */
async function world({ safety = "no" }: { safety?: "yes" | "no" } = {}) {
  const node = await testNode();
  const local = await node.found({ group: "Ría Viva", lang: "en", safety });
  const second = await node.join(local.space, ["coordination"], "bruma");
  const guest = await node.found({ group: "Norra bron", lang: "en", safety: "yes" });
  const friend = await node.join(guest.space, ["member"], "sten");
  const apart = await node.join(guest.space, ["member"], "moln");
  const own = (command: string, input: unknown) =>
    node.does(local.space, local.member, command, input);
  const title = { lang: "en", text: "thick blanket" };
  const line = { title, quantity: { of: "60", unit: "item" }, publish: true, name: "lucero" };
  const need = String((await own("needs.open", line)).answer["id"]);
  const kept = { title: { lang: "en", text: "kept inside" } };
  const hidden = String((await own("needs.open", kept)).answer["id"]);
  if (safety === "yes") await own("spaces.make-link", { days: 3 });
  const again = async ({ login }: { login: string }) => (await node.signIn(login)).browser;
  const [here, there] = [`/s/${local.slug}`, `/s/${guest.slug}`];
  return { ...node, local, second, guest, friend, apart, own, need, hidden, again, here, there };
}
type World = Awaited<ReturnType<typeof world>>;

/** The relation, with the friend in the circle. */
async function allied(made: World) {
  const { local, guest, second, friend } = made;
  const all = await alliedBy(made, local, guest, { second: second.member });
  const more = { circle: all.circle, member: friend.member, past: true };
  await made.does(guest.space, guest.member, "people.add-to-circle", more);
  return all;
}

/** The friend goes in by the page of their own space. */
async function goesIn({ there, here }: World, browser: Browser, alliance: string, handle: string) {
  const got = await browser.submit(
    `${there}/alliances/${alliance}`,
    { handle },
    `${there}/alliances/${alliance}/entry`,
  );
  assert.equal(got.location, `${here}/ally`, got.text);
}

it("goes from two yeses over a code to a group that takes part, all of it by pages", async () => {
  const made = await world();
  const { local, second, guest, here, there } = made;
  assert.match((await local.browser.get(`${here}/allies`)).text, /No group takes part here yet/);
  const asked = await local.browser.submit(`${here}/allies/new`, { name: "those of the bridge" });
  const at = asked.location ?? "";
  assert.match(at, /\/allies\/[0-9a-f]{32}$/);
  const early = await local.browser.get(at);
  assert.match(early.text, /Yes from 1 of 2[\s\S]*waits for the yes of one more/);
  assert.doesNotMatch(early.text, /action="[^"]+\/code"/);
  // Who is asked says yes where the name stands: on the list of what waits there is no button.
  const joint = (await second.browser.get(`${here}/joint`)).text;
  assert.match(joint, /Invite a solidarity group/);
  assert.doesNotMatch(joint, /\/agreement"/);
  assert.match(joint, new RegExp(`href="${at}"`));
  const theirYes = await second.browser.get(at);
  assert.match(theirYes.text, /those of the bridge/);
  const yes = /action="([^"]+\/agreement)"/.exec(theirYes.text)?.[1] ?? "";
  assert.equal((await second.browser.submitOn(theirYes, {}, yes)).location, at);
  const shown = await local.browser.submit(at, { name: "Ría" }, `${at}/code`);
  const code = /<textarea[^>]*>\s*([0-9A-Z-]{24,})/.exec(shown.text)?.[1] ?? "";
  assert.ok(code.length >= 24, shown.text);
  assert.doesNotMatch((await local.browser.get(at)).text, new RegExp(code));
  const coming = `${there}/allies/coming`;
  const wrong = await guest.browser.submit(coming, { code: "0".repeat(24) });
  assert.match(wrong.text, /This code opens nothing/);
  const looked = await guest.browser.submit(coming, { code });
  assert.match(looked.text, /Ría/);
  assert.doesNotMatch(looked.text, /those of the bridge|Ría Viva/);
  const came = await guest.browser.submitOn(looked, { name: "Norra" }, `${coming}/confirmation`);
  assert.match(came.location ?? "", /\/alliances\/[0-9a-f]{32}$/, came.text);
  assert.match((await local.browser.get(`${here}/allies`)).text, /Norra[\s\S]*Takes part/);
  const used = await guest.browser.submit(coming, { code });
  assert.match(used.text, /This code opens nothing/);
  const page = (await guest.browser.get(came.location ?? "")).text;
  assert.match(page, /Invite them here/);
  await goesIn(made, guest.browser, came.location?.slice(-32) ?? "", "alba");
  const home = (await guest.browser.get(`${here}/ally`)).text;
  assert.match(home, /Norra/);
  assert.match(home, /alba/);
  assert.match((await second.browser.get(at)).text, /alba[\s\S]*Can come in/);
});

it("shows them what everyone reads and what is theirs, and nothing of the host's", async () => {
  for (const safety of ["no", "yes"] as const) {
    const made = await world({ safety });
    const { here, guest, need, hidden, local } = made;
    await made.own("people.make-circle", { name: [{ lang: "en", text: "kitchen" }] });
    await allied(made);
    const { browser } = guest;
    const list = await browser.get(here);
    assert.equal(list.status, 200);
    assert.match(list.text, /thick blanket/);
    assert.equal((await browser.get(`${here}/needs/${need}`)).status, 200);
    assert.equal((await browser.get(`${here}/needs/${hidden}`)).status, 404);
    for (const path of ["/members", "/circles", "/contributions", "/today", "/allies", "/joint"])
      assert.equal((await browser.get(here + path)).status, 404, `${safety} ${path}`);
    const bar = (await browser.get(`${here}/ally`)).text;
    assert.doesNotMatch(bar, /kept inside|kitchen|lucero|bruma/);
    assert.match(bar, /href="[^"]+\/ally\/contributions"/);
    // The host's own pages are not the ally's home.
    assert.equal((await local.browser.get(`${here}/ally`)).status, 404);
    assert.equal((await made.browser().get(`${here}/ally`)).status, 303);
    assert.equal((await made.apart.browser.get(`${here}/ally`)).status, 404);
  }
});

it("takes lines and answers for its offers as a group, named by it, without a code", async () => {
  const made = await world();
  const { here, guest, need, local, friend } = made;
  const { alliance } = await allied(made);
  const at = `${here}/needs/${need}/contributions/new`;
  const form = (await guest.browser.get(at)).text;
  assert.doesNotMatch(form, /name="(name|reach)"/);
  const taken = await guest.browser.submit(at, { quantity: "20" });
  assert.equal(taken.location, `${here}/ally/contributions`, taken.text);
  await goesIn(made, friend.browser, alliance, "sten there");
  const ours = (await friend.browser.get(`${here}/ally/contributions`)).text;
  assert.match(ours, /thick blanket/);
  assert.match(ours, /has not answered yet/);
  const inbox = (await local.browser.get(`${here}/contributions`)).text;
  assert.match(inbox, /Puente Norte[\s\S]*A solidarity group here[\s\S]*alba/);
  const offer = /name="id" value="([0-9a-f]{32})"/.exec(inbox)?.[1] ?? "";
  await made.own("offers.answer-many", { answers: [{ id: offer, answer: "accept" }] });
  const sent = `${here}/ally/contributions/${offer}/sent`;
  assert.match(
    (await friend.browser.submit(`${here}/ally/contributions`, {}, sent)).location ?? "",
    /ours|contributions/,
  );
  assert.match(
    (await local.browser.get(`${here}/contributions?status=accepted`)).text,
    /They say it is on its way/,
  );
  const less = `${here}/ally/contributions/${offer}/change`;
  const changed = await friend.browser.submit(
    `${here}/ally/contributions`,
    { quantity: "9" },
    less,
  );
  assert.equal(changed.status, 303, changed.text);
  // The public page moves by the group's own word, as for anyone's contribution.
  assert.match((await made.browser().get(`${here}/needs/${need}`)).text, /9/);
  const stranger = made.browser();
  assert.equal((await stranger.get(`${here}/ally/contributions`)).status, 303);
});

it("is asked for an agreement when money, a visit, media, data begin, or it repeats", async () => {
  const made = await world();
  const { here, guest, local } = made;
  const { ally } = await allied(made);
  const at = `${here}/contributions/new`;
  const offers = (fields: Record<string, string>) =>
    guest.browser.submit(at, { what: "something", ...fields });
  for (const sort of ["visit", "media", "data", "money"]) {
    const got = await offers({ sort, quantity: "" });
    assert.equal(got.status, 422, sort);
    assert.match(got.text, /agreement/, sort);
  }
  const page = `${here}/allies/${ally}`;
  const set = { money: "100", "money-unit": "EUR", times: "2" };
  const saved = await local.browser.submit(page, set, `${page}/limits`);
  assert.equal(saved.location, page, saved.text);
  assert.match((await guest.browser.get(`${here}/ally`)).text, /Money up to EUR 100|100/);
  for (const n of [1, 2]) assert.equal((await offers({ sort: "support" })).status, 303, String(n));
  assert.match((await offers({ sort: "support" })).text, /repeated support/);
  const bad = await local.browser.submit(page, { ...set, times: "0" }, `${page}/limits`);
  assert.equal(bad.status, 422);
  assert.match(bad.text, /from 1 to 100/);
});

it("lets the host refuse one person, and the group stays", async () => {
  const made = await world();
  const { here, there, guest, friend, local } = made;
  const { ally, alliance } = await allied(made);
  await goesIn(made, friend.browser, alliance, "sten there");
  const page = `${here}/allies/${ally}`;
  const html = (await local.browser.get(page)).text;
  const row = html.slice(html.indexOf("sten there"));
  const action = /action="([^"]+\/refusal)"/.exec(row)?.[1] ?? "";
  await local.browser.submit(page, {}, action);
  assert.equal((await friend.browser.get(`${here}/ally`)).status, 404);
  assert.equal((await guest.browser.get(`${here}/ally`)).status, 200);
  const entry = `${there}/alliances/${alliance}/entry`;
  const again = await friend.browser.submit(
    `${there}/alliances/${alliance}`,
    { handle: "x" },
    entry,
  );
  assert.notEqual(again.location, `${here}/ally`);
  assert.match(again.text, /You cannot go in there now/);
  assert.equal((await friend.browser.get(`${here}/ally`)).status, 404);
  await local.browser.submit(page, {}, action.replace("refusal", "readmission"));
  assert.equal((await friend.browser.get(`${here}/ally`)).status, 200);
});

it("puts out at once whoever is out of circle or group, or whose group closed", async () => {
  const made = await world();
  const { here, guest, friend, does, local } = made;
  const { ally, alliance, circle } = await allied(made);
  await goesIn(made, friend.browser, alliance, "sten there");
  const reads = async () => (await friend.browser.get(`${here}/ally`)).status;
  const own = (command: string, input: object) => does(guest.space, guest.member, command, input);
  assert.equal(await reads(), 200);
  const one = { circle, member: friend.member };
  await own("people.put-out-of-circle", one);
  assert.equal(await reads(), 404);
  assert.match(
    (await local.browser.get(`${here}/allies/${ally}`)).text,
    /Not for this group any more/,
  );
  await own("people.add-to-circle", { ...one, past: true });
  assert.equal(await reads(), 404, "they left: coming in again is theirs to do");
  await goesIn(made, friend.browser, alliance, "sten again");
  assert.equal(await reads(), 200);
  await own("people.remove", { member: friend.member, forget: false });
  assert.equal(await reads(), 404);
  assert.equal((await guest.browser.get(`${here}/ally`)).status, 200);
  await own("spaces.close-shutters", {});
  const late = await made.again(guest);
  assert.equal((await late.get(`${here}/ally`)).status, 404);
  assert.match((await local.browser.get(`${here}/allies/${ally}`)).text, /Takes part/);
});

it("tells nothing to those who take no part, and the host nothing of the guest", async () => {
  const made = await world();
  const { here, there, apart, guest, local, house } = made;
  const paths = ["/allies", "/circles", "/timeline", "/today"];
  const before = await Promise.all(
    paths.map(async (path) => (await apart.browser.get(there + path)).text),
  );
  const { alliance, ally } = await allied(made);
  const after = await Promise.all(
    paths.map(async (path) => (await apart.browser.get(there + path)).text),
  );
  const plain = (text: string) => text.replaceAll(/value="[^"]*"/g, "");
  assert.deepEqual(after.map(plain), before.map(plain));
  assert.equal((await apart.browser.get(`${there}/alliances/${alliance}`)).status, 404);
  const host = (await local.browser.get(`${here}/allies/${ally}`)).text;
  assert.doesNotMatch(host, /Norra bron|lucero there/);
  // Of the guest nothing stands on the host's log: no id of its space, its members, its circle.
  const space = await house.space(local.space);
  assert.ok(space);
  const said: string[] = [];
  for await (const { header, record, stamp } of space.entries(
    Array.from({ length: space.size }, (_, i) => i),
  ))
    said.push(JSON.stringify([header.thing, record, stamp]));
  for (const id of [guest.space, guest.member, guest.login, alliance])
    assert.ok(!said.join().includes(id), id);
});

it("ends from either side, says what stops before and after, and closes what waited", async () => {
  for (const side of ["host", "guest"] as const) {
    const made = await world();
    const { here, there, guest, local, need } = made;
    const { ally, alliance } = await allied(made);
    const at = `${here}/needs/${need}/contributions/new`;
    await guest.browser.submit(at, { quantity: "7" });
    const by = side === "host" ? local.browser : guest.browser;
    const page = side === "host" ? `${here}/allies/${ally}` : `${there}/alliances/${alliance}`;
    const before = (await by.get(`${page}/end`)).text;
    assert.match(before, /At once nobody/);
    const done = await by.submit(`${page}/end`, {}, `${page}/end`);
    assert.equal(done.location, page, done.text);
    assert.match((await by.get(page)).text, /What stopped/);
    const theirs = (await guest.browser.get(`${there}/alliances/${alliance}`)).text;
    assert.match(theirs, side === "host" ? /The other side ended it/ : /Your group ended it/);
    assert.match(
      (await local.browser.get(`${here}/allies/${ally}`)).text,
      side === "host" ? /Ended by your group/ : /Ended by the other group/,
    );
    assert.equal((await guest.browser.get(`${here}/ally`)).status, 404);
    const inbox = (await local.browser.get(`${here}/contributions`)).text;
    assert.doesNotMatch(inbox, /Puente Norte/);
    assert.match(
      (await local.browser.get(`${here}/contributions?status=ended`)).text,
      /Puente Norte/,
    );
    // Nothing is left that leads from one to the other.
    const rows = await made.store.records.list("node", "ally", 100, null, made.clock.now);
    assert.deepEqual(
      rows.map(({ key }) => key),
      [],
    );
    assert.equal((await by.get(`${page}/end`)).status, 404);
  }
});

it("answers those of an ally as of a space that never was while the host is closed", async () => {
  const made = await world();
  const { here, there, guest, local } = made;
  const { alliance } = await allied(made);
  const never = await guest.browser.get("/s/rio-nunca/ally");
  await made.does(local.space, local.member, "spaces.close-shutters", {});
  for (const path of ["", "/ally", "/ally/contributions", "/needs"]) {
    const got = await guest.browser.get(here + path);
    assert.deepEqual([got.status, got.text], [404, never.text], path);
  }
  const page = (await guest.browser.get(`${there}/alliances/${alliance}`)).text;
  assert.match(page, /cannot be reached now/);
  assert.doesNotMatch(page, new RegExp(local.slug));
});

it("refuses a code to who does not coordinate, to the own group, and past its end", async () => {
  const made = await world();
  const { there, here, guest, friend, local, second } = made;
  const { code } = await invited(made, local, second.member);
  assert.equal((await friend.browser.get(`${there}/allies/coming`)).status, 404);
  const own = await local.browser.submit(`${here}/allies/coming`, { code });
  assert.match(own.text, /This code opens nothing/);
  const first = await alliedBy(made, local, guest, { second: second.member });
  const twice = await guest.browser.submit(`${there}/allies/coming`, { code });
  assert.match(twice.text, /takes part there already/);
  await made.does(local.space, local.member, "allies.end", { ally: first.ally });
  made.clock.pass(15 * DAY);
  const late = await (await made.again(guest)).submit(`${there}/allies/coming`, { code });
  assert.match(late.text, /This code opens nothing/);
});

it("ends where the group moves away or ends, and no program speaks for it", async () => {
  const made = await world();
  const { local, guest, here } = made;
  const { ally, person } = await allied(made);
  const token = await guest.browser.get(`/api/s/${local.slug}/things/need`);
  assert.ok(token.status >= 400);
  const author = { by: "ally", ally, person } as const;
  const done = await made.send({
    ...{ space: local.space, command: "needs.open", author },
    input: { title: { lang: "en", text: "x" } },
  });
  assert.ok(isRefusal(done));
  const asked = await made.does(guest.space, guest.member, "spaces.ask-joint", {
    what: "end",
    of: [],
  });
  const joint = String(asked.answer["joint"]);
  for (const { member } of [made.friend, made.apart])
    await made.send({
      ...{ space: guest.space, command: "spaces.agree-joint", input: { joint } },
      author: { by: "member", member },
    });
  made.clock.pass(15 * DAY);
  while ((await made.house.runDue()) > 0);
  const again = await made.again(local);
  assert.match((await again.get(`${here}/allies/${ally}`)).text, /Ended by the other group/);
  const rows = await made.store.records.list("node", "ally", 100, null, made.clock.now);
  assert.deepEqual(
    rows.map(({ key }) => key),
    [],
  );
});
