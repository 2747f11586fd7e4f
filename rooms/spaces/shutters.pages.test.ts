import assert from "node:assert/strict";
import { it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { assertDone, DAY, HOUR } from "../../house/testing.ts";
import { type Browser, testNode } from "../../web/testing.ts";
import { checkPassphrase, HASH_WAITING_MAX, HASHING_MAX } from "../people/hasher.ts";
import { changeRow, keepClaims, keyed, nodeOf } from "../people/index.ts";
import { findSpace, slugOf } from "./directory.ts";

const SENTENCE = "Mi tía olvidó dos paraguas verdes detrás del piano";

async function group(safety: "yes" | "no" = "no") {
  const node = await testNode();
  const founded = await node.found({ safety });
  const second = await node.join(founded.space, ["coordination"], "bruma");
  const plain = await node.join(founded.space, ["member"], "sierra");
  const parts = nodeOf(node.house);
  const again = async (login: string) => (await node.signIn(login)).browser;
  const { browser: own, ...rest } = founded;
  const base = `/s/${founded.slug}`;
  return { ...node, ...rest, own, second, plain, parts, again, base };
}
type Group = Awaited<ReturnType<typeof group>>;

const close = ({ own, base }: Group) => own.submit(`${base}/shutters`, {});
const acts = (browser: Browser, path: string) => browser.submit("/closed", {}, `/closed/${path}`);

/** One asks and another agrees; answers the other one's browser. */
async function agree(made: Group): Promise<Browser> {
  const two = await made.again(made.second.login);
  await acts(await made.again(made.login), "request");
  await acts(two, "agreement");
  return two;
}

const openAgain = async (made: Group) => acts(await agree(made), "reopening");

/** Waits until what goes on behind an answer is done. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return;
    await pause(20);
  }
  assert.fail("it did not come to be so");
}

it("is one tap away on every page of whoever coordinates, and of nobody else", async () => {
  const { own, plain, base } = await group();
  for (const path of ["/today", "/members", "/settings/profile/about"])
    assert.match((await own.get(`${base}${path}`)).text, new RegExp(`"${base}/shutters"`));
  assert.doesNotMatch((await plain.browser.get(`${base}/today`)).text, /\/shutters"/);
  assert.equal((await plain.browser.get(`${base}/shutters`)).status, 403);
  assert.equal((await plain.browser.get(`${base}/settings/shutters`)).status, 403);
});

it("signs everyone out and leaves nothing to be found", async () => {
  const made = await group();
  const other = await made.found({ group: "Otra", handle: "cierzo" });
  await made.does(made.space, made.member, "spaces.list", {});
  const stranger = made.browser();
  assert.match((await stranger.get("/")).text, /Río Abierto/);
  const got = await close(made);
  assert.equal(got.location, "/");
  for (const browser of [made.own, made.second.browser, made.plain.browser]) {
    assert.equal((await browser.get("/spaces")).status, 303, "signed out");
    assert.equal((await browser.get(made.base)).status, 404);
  }
  assert.equal((await other.browser.get("/spaces")).status, 200, "nobody else is");
  assert.doesNotMatch((await stranger.get("/")).text, /Río Abierto/);
  assert.equal(await findSpace(made.parts, made.slug), null);
  assert.equal(await slugOf(made.parts, made.space), null);
});

it("shows who is not of the named set what someone without any group sees", async () => {
  const made = await group();
  await close(made);
  const plain = await made.again(made.plain.login);
  const nobody = (await made.signIn()).browser;
  for (const path of ["/", "/spaces", "/closed", made.base])
    assert.deepEqual(
      [(await plain.get(path)).status, (await plain.get(path)).text],
      [(await nobody.get(path)).status, (await nobody.get(path)).text],
      path,
    );
  await acts(await made.again(made.login), "request");
  assert.equal((await plain.get("/closed")).text, (await nobody.get("/closed")).text);
});

it("opens by two and the wait, where it was, and nothing is lost", async () => {
  const made = await group();
  await close(made);
  const one = await made.again(made.login);
  assert.match((await one.get("/spaces")).text, /href="\/closed"/);
  const page = (await one.get("/closed")).text;
  assert.match(page, /Río Abierto/);
  assert.match(page, /lucero\u2069? closed everything/);
  await acts(one, "request");
  const two = await made.again(made.second.login);
  await acts(two, "agreement");
  assert.doesNotMatch((await two.get("/closed")).text, /action="\/closed\/reopening"/);
  made.clock.pass(DAY);
  const [late, later] = [await made.again(made.login), await made.again(made.second.login)];
  assert.equal((await late.get(made.base)).status, 404, "time alone opens nothing");
  const opened = await acts(later, "reopening");
  assert.equal(opened.location, `${made.base}/elsewhere`);
  assert.equal((await later.get(`${made.base}/elsewhere`)).status, 200);
  assert.equal((await made.browser().get(made.base)).status, 200);
});

it("leads whoever opened it to a page they may read, whatever they do here", async () => {
  const made = await group();
  const { space, member, second, plain } = made;
  const named = { what: "name-set", of: [member, plain.member] };
  const { joint } = (await made.does(space, member, "spaces.ask-joint", named)).answer;
  await made.does(space, second.member, "spaces.agree-joint", { joint });
  await close(made);
  await acts(await made.again(made.login), "request");
  await acts(await made.again(plain.login), "agreement");
  made.clock.pass(DAY);
  const later = await made.again(plain.login);
  const opened = await acts(later, "reopening");
  assert.equal(opened.location, `${made.base}/today`);
  const shown = await later.get(`${made.base}/today`);
  assert.equal(shown.status, 200);
  assert.match(shown.text, /Everything is open again/);
});

it("cannot be opened by one alone, nor by what was agreed for another closing", async () => {
  const made = await group();
  const { house, space, member, clock } = made;
  await close(made);
  await acts(await made.again(made.login), "request");
  clock.pass(2 * DAY);
  const one = await made.again(made.login);
  assert.doesNotMatch((await one.get("/closed")).text, /\/closed\/(reopening|agreement)"/);
  const forged = await one.post("/closed/reopening", [["space", space]]);
  assert.ok(forged.status >= 400);
  const joint = /name="joint" value="([0-9a-f]{32})"/.exec((await one.get("/closed")).text)?.[1];
  const author = { by: "member", member } as const;
  const sent = { space, command: "spaces.reopen", input: { joint }, author };
  const said = await made.send(sent);
  assert.deepEqual("refused" in said && said.refused, "spaces.not-agreed");
  assert.ok(await house.space(space));
});

it("answers at once without an address even where the effect did not run yet", async () => {
  const made = await group();
  made.house.outbox.atOnce = async () => undefined;
  await made.does(made.space, made.member, "spaces.close-shutters", {});
  assert.equal(await findSpace(made.parts, made.slug), made.space, "nothing was done");
  const never = made.browser();
  const told = async (path: string) => {
    const { status, text } = await never.get(path);
    return `${status} ${text}`;
  };
  assert.equal(await told(made.base), await told("/s/rio-nunca"));
  assert.equal((await made.browser().get("/")).text.includes("Río Abierto"), false);
  made.clock.pass(20_000);
  await made.house.runDue();
  assert.equal(await findSpace(made.parts, made.slug), null, "the runner did it");
  assert.equal((await made.second.browser.get("/spaces")).status, 303);
  // Done again late, it signs nobody out who came to open it.
  const back = await made.again(made.login);
  await made.house.outbox.run(made.clock.now + 8 * DAY);
  assert.equal((await back.get("/closed")).status, 200);
});

it("keeps its address from others, and gives a protected group another on wish", async () => {
  const open = await group();
  await close(open);
  const squatter = await open.found({ group: "Río Abierto" });
  assert.notEqual(squatter.slug, open.slug);
  const made = await group("yes");
  await close(made);
  made.clock.pass(DAY);
  const two = await agree(made);
  const fresh = { fresh: "yes" };
  const forms = (await two.get("/closed")).text;
  assert.match(forms, /name="fresh" value="yes"/);
  const values = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(forms)?.[1];
  const sent = await two.post("/closed/reopening", [
    ...Object.entries(fresh),
    ...["space", "joint", "form-key", "form-token"].map((name): [string, string] => [
      ...([name, values(name) ?? ""] as [string, string]),
    ]),
  ]);
  const slug = await slugOf(made.parts, made.space);
  assert.equal(sent.location, `/s/${slug}/elsewhere`);
  assert.notEqual(slug, made.slug);
  assert.equal((await two.get(made.base)).status, 404, "the old one leads nowhere");
});

it("puts receipts and claim codes where nobody looks, and back", async () => {
  const made = await group();
  const title = { lang: "es", text: "Mantas" };
  const opened = await made.does(made.space, made.member, "needs.open", { title });
  const need = String(opened.answer["id"]);
  await made.does(made.space, made.member, "needs.publish", { ids: [need] });
  const author = { by: "stranger", id: "9".repeat(32) } as const;
  const people = { name: "Noor", reach: "noor@example.org", terms: null };
  const input = { need, quantity: { of: "1", unit: "item" }, by: null, ...people };
  const made1 = await made.send({ space: made.space, command: "offers.take", input, author });
  assertDone(made1);
  const code = String(made1.answer["code"]);
  const holder = made.browser();
  const looks = () => holder.submit("/receipt", { code });
  assert.equal((await looks()).status, 200);
  const claims = [{ member: made.plain.member, hash: "ab".repeat(32) }];
  await keepClaims(made.parts, made.space, claims);
  const keys = async (prefix: string) =>
    (await made.store.records.list("node", prefix, 99, null, made.clock.now)).length;
  assert.equal(await keys("claim/"), 1);
  await close(made);
  assert.deepEqual([await keys("claim/"), await keys("claim-away/")], [0, 1]);
  assert.deepEqual([await keys("receipt/"), await keys("receipt-away/")], [0, 1]);
  assert.equal((await looks()).status, 404);
  made.clock.pass(DAY);
  await openAgain(made);
  assert.deepEqual([await keys("claim/"), await keys("claim-away/")], [1, 0]);
  assert.equal((await looks()).status, 200);
  assert.deepEqual([await keys("shut/"), await keys("shut-slug/")], [0, 0]);
});

it("lets what falls due go on, and no other command", async () => {
  const made = await group();
  const { space, member, house, clock } = made;
  const opened = await made.does(space, member, "breaches.open", {
    ...{ what: "device", aware: clock.now, happened: null, law: "yes", risk: "low", drill: false },
    ...{ name: [{ lang: "es", text: "Lo que pasó" }], lang: "es" },
  });
  await close(made);
  clock.pass(2 * DAY + HOUR);
  await house.runDue();
  const breach = await (await house.space(space))?.thing(String(opened.answer["breach"]));
  assert.partialDeepStrictEqual(breach?.state, { reminded: clock.now });
  const author = { by: "member", member } as const;
  const input = { title: { lang: "es", text: "Mantas" } };
  const said = await made.send({ space, command: "needs.open", input, author });
  assert.deepEqual("refused" in said && said.refused, "house.not-here");
});

const word = (browser: Browser, where: string, text: string) =>
  browser.submit("/word", { where, text });
const set = (made: Group, sentence = SENTENCE) =>
  made.own.submit(
    `${made.base}/settings/shutters`,
    { sentence },
    `${made.base}/settings/shutters/sentence`,
  );
const isClosed = (made: Group) => async () => (await findSpace(made.parts, made.slug)) === null;

it("closes everything, once, and is answered alike whatever it is", async () => {
  const made = await group();
  assert.equal((await set(made, "lucero tiene dos paraguas verdes viejos")).status, 422);
  assert.equal((await set(made)).status, 303);
  const page = (await made.own.get(`${made.base}/settings/shutters`)).text;
  assert.match(page, /A sentence is agreed on/);
  assert.match(page, /The sentence, nobody: what is kept of it cannot be read back/);
  assert.doesNotMatch(page, /paraguas/);
  const outside = made.browser();
  const wrong = await word(outside, made.slug, "Mi tío olvidó dos paraguas verdes detrás");
  const nowhere = await word(outside, "no-such-group", SENTENCE);
  assert.equal(await isClosed(made)(), false);
  const right = await word(
    outside,
    `https://alongside.example/s/${made.slug}`,
    "mi tia olvido, dos PARAGUAS verdes detras del piano.",
  );
  for (const got of [nowhere, right])
    assert.deepEqual([got.status, got.location, got.text], [303, wrong.location, wrong.text]);
  await until(isClosed(made));
  assert.match((await outside.get("/word/noted")).text, /Noted\./);
  const one = await made.again(made.login);
  assert.match((await one.get("/closed")).text, /with the sentence of someone outside/);
  await openAgain(made);
  assert.equal(await isClosed(made)(), false, "two open it without wait");
  await word(outside, made.slug, SENTENCE);
  await pause(200);
  assert.equal(await isClosed(made)(), false, "it worked once");
});

it("waits like any other closing once somebody with a login meant it", async () => {
  const made = await group();
  await set(made);
  await word(made.browser(), made.slug, SENTENCE);
  await until(isClosed(made));
  await acts(await made.again(made.second.login), "confirmation");
  const one = await made.again(made.login);
  assert.doesNotMatch((await one.get("/closed")).text, /It was meant/);
  await acts(one, "request");
  await acts(await made.again(made.second.login), "agreement");
  assert.doesNotMatch((await one.get("/closed")).text, /\/closed\/reopening"/);
});

it("is tried five times an hour at one address, there or not, and fifty on a node", async () => {
  const made = await group();
  await set(made);
  const outside = made.browser();
  for (let n = 0; n < 5; n++) await word(outside, made.slug, `wrong ${n}`);
  await word(outside, made.slug, SENTENCE);
  await pause(200);
  assert.equal(await isClosed(made)(), false, "a sixth is not looked at");
  made.clock.pass(HOUR);
  // As if fifty had come elsewhere: working out so many takes a minute.
  const at = Array.from({ length: 49 }, () => made.clock.now);
  const expires = made.clock.now + HOUR;
  await changeRow(made.parts, "limit/sentence-node", () => ({ value: { at }, expires }));
  await word(outside, "no-such-group", "");
  await word(outside, made.slug, SENTENCE);
  await pause(200);
  assert.equal(await isClosed(made)(), false, "nor is a fifty-first on the node");
  made.clock.pass(HOUR);
  await word(made.browser(), made.slug, SENTENCE);
  await until(isClosed(made));
});

it("takes the same work where it was tried too often: nobody hears of another's try", async () => {
  const made = await group();
  await set(made);
  const at = Array.from({ length: 5 }, () => made.clock.now);
  const address = `limit/sentence/${await keyed(made.parts, "sentence-at", made.slug)}`;
  await changeRow(made.parts, address, () => ({ value: { at }, expires: made.clock.now + HOUR }));
  const pages = [made.browser(), made.browser()] as const;
  const [here, there] = [await pages[0].get("/word"), await pages[1].get("/word")];
  // A door that is full says so to whoever would have to be worked for.
  const crowd = Array.from({ length: HASHING_MAX + HASH_WAITING_MAX }, () =>
    checkPassphrase("nobody", null),
  );
  const often = await pages[0].submitOn(here, { where: made.slug, text: "wrong" });
  const once = await pages[1].submitOn(there, { where: "no-such-group", text: "wrong" });
  assert.deepEqual([often.status, often.location], [once.status, once.location]);
  assert.notEqual(often.location, "/word/noted");
  await Promise.all(crowd);
});

it("closes from a tab that closed before, by the sentence that was agreed on since", async () => {
  const made = await group();
  await set(made);
  const outside = made.browser();
  const tab = await outside.get("/word");
  await outside.submitOn(tab, { where: made.slug, text: SENTENCE });
  await until(isClosed(made));
  await openAgain(made);
  const other = "La vecina del quinto colecciona relojes que no funcionan";
  await set({ ...made, own: await made.again(made.login) }, other);
  await outside.submitOn(tab, { where: made.slug, text: other });
  await until(isClosed(made));
});

it("is taken back, and another takes the place of the one before", async () => {
  const made = await group();
  await set(made);
  const settings = `${made.base}/settings/shutters`;
  await made.own.submit(settings, {}, `${settings}/sentence/removal`);
  assert.match((await made.own.get(settings)).text, /No sentence is agreed on/);
  await word(made.browser(), made.slug, SENTENCE);
  await pause(200);
  assert.equal(await isClosed(made)(), false);
  const saved = await made.own.submit(settings, { hours: "٣٠" }, `${settings}/wait`);
  assert.equal(saved.status, 303);
  const bad = await made.own.submit(settings, { hours: "0" }, `${settings}/wait`);
  assert.equal(bad.status, 422);
});

it("signs out whoever another process on the same store serves", async () => {
  const made = await group();
  const { store, keys, clock } = made;
  const other = await testNode({ seed: 2, on: { store, keys, clock } });
  const there = (await other.signIn(made.login)).browser;
  assert.equal((await there.get(`${made.base}/today`)).status, 200);
  await close(made);
  assert.equal((await there.get("/spaces")).status, 303, "no session is left");
  assert.equal((await there.get(made.base)).status, 404);
  assert.equal((await other.browser().get(made.base)).status, 404);
});
