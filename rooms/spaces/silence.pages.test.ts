import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertDone, DAY } from "../../house/testing.ts";
import { type Browser, testNode } from "../../web/testing.ts";

/** A listed group of two who coordinate, one in the kitchen, one who is in no circle. */
async function group() {
  const node = await testNode();
  const founded = await node.found({ listed: true });
  const { space, member, slug } = founded;
  const { browser: lead, ...rest } = founded;
  const second = await node.join(space, ["coordination"], "bruma");
  const cook = await node.join(space, ["observer"], "sierra");
  const plain = await node.join(space, ["member"], "nube");
  const own = (command: string, input: unknown) => node.does(space, member, command, input);
  const name = [{ lang: "es", text: "la cocina" }];
  const circle = String((await own("people.make-circle", { name })).answer["circle"]);
  await own("people.add-to-circle", { circle, member: cook.member, past: true });
  const title = { lang: "es", text: "manta gruesa" };
  const line = { title, quantity: { of: "9", unit: "item" }, publish: true, name: "lucero" };
  const need = String((await own("needs.open", line)).answer["id"]);
  const base = `/s/${slug}`;
  const again = async (login: string) => (await node.signIn(login)).browser;
  return { ...node, ...rest, lead, second, cook, plain, own, circle, need, base, again };
}
type Group = Awaited<ReturnType<typeof group>>;

const LEFT = ["answer", "still-needed", "end-links", "close-all", "erase"];

/** A rule, by its pages: one asks, another says yes. */
async function ruled(made: Group, days = "5") {
  const { lead, base, circle } = made;
  const asked = await lead.submit(
    `${base}/silence`,
    { days, circle, act: LEFT },
    `${base}/silence`,
  );
  assert.equal(asked.location, `${base}/silence`, asked.text);
  const page = (await made.second.browser.get(`${base}/silence`)).text;
  assert.match(page, /la cocina/);
  assert.match(page, /Answer contributions/);
  const at = /action="([^"]+\/agreement)"/.exec(page)?.[1] ?? "";
  await made.second.browser.submit(`${base}/silence`, {}, at);
}

const act = (browser: Browser, { base }: Group, what: string) =>
  browser.submit(`${base}/silence`, {}, `${base}/silence/${what}`);

it("is agreed on by two, and every member reads what holds and who may act", async () => {
  const made = await group();
  const { plain, base } = made;
  assert.match((await plain.browser.get(`${base}/silence`)).text, /Nothing was agreed/);
  assert.doesNotMatch((await plain.browser.get(`${base}/silence`)).text, /name="days"/);
  await ruled(made);
  const page = (await plain.browser.get(`${base}/silence`)).text;
  assert.match(page, /If coordination gives no sign/);
  assert.match(page, /la cocina/);
  assert.doesNotMatch(page, /silence\/(sign|beginning|lifting)"/);
  assert.doesNotMatch((await plain.browser.get(`${base}/today`)).text, /\/silence\/sign/);
});

it("says what is wrong beside the field, and loses nothing that was typed", async () => {
  const { lead, base, circle } = await group();
  const at = `${base}/silence`;
  const none = await lead.submit(at, { days: "5", circle, act: [] }, at);
  assert.equal(none.status, 422);
  assert.match(none.text, /Choose at least one/);
  const long = await lead.submit(at, { days: "٩٩", circle, act: ["answer"] }, at);
  assert.match(long.text, /From 1 to 60 days/);
  assert.match(long.text, /value="٩٩"/);
});

it("is told to coordination days ahead on every page, with the tap that puts it off", async () => {
  const made = await group();
  await ruled(made);
  const { clock, base } = made;
  const today = async (login: string) =>
    (await (await made.again(login)).get(`${base}/today`)).text;
  clock.pass(2 * DAY);
  assert.doesNotMatch(await today(made.login), /\/silence\/sign/);
  clock.pass(2 * DAY);
  assert.match(await today(made.login), /counts as silent/);
  assert.doesNotMatch(await today(made.plain.login), /counts as silent/);
  const tapped = await (await made.again(made.login)).submit(
    `${base}/today`,
    {},
    `${base}/silence/sign`,
  );
  assert.equal(tapped.location, `${base}/silence`);
  assert.doesNotMatch(await today(made.login), /counts as silent/);
  // On the log it is the group's, of a day: nobody's name, no clock time but that of writing.
  const space = await made.house.space(made.space);
  assert.ok(space);
  for await (const { header, stamp } of space.entries([space.size - 1])) {
    assert.equal(header.type, "silence.here-said/1");
    assert.deepEqual([stamp.by, stamp.who], ["group", made.space]);
    assert.equal(Number(stamp.happened) % DAY, 0);
  }
  clock.pass(5 * DAY);
  assert.equal((await made.browser().get(base)).status, 200);
  clock.pass(DAY);
  assert.equal((await made.browser().get(base)).status, 404);
});

it("hides by the day alone what was public: no job ran, and nothing was written", async () => {
  const made = await group();
  await ruled(made);
  const { clock, base, store, space } = made;
  await made.house.cards.renewTouched();
  const stranger = made.browser();
  for (const path of ["", "/needs", `/needs/${made.need}`, "/timeline", "/log"])
    assert.equal((await stranger.get(base + path)).status, 200, path);
  assert.match((await stranger.get("/")).text, /Río Abierto/);
  const size = await store.size(space);
  clock.pass(7 * DAY);
  const never = (await stranger.get("/s/rio-nunca")).text;
  for (const path of ["", "/needs", `/needs/${made.need}`, "/timeline", "/log", "/needs.csv"]) {
    const got = await stranger.get(base + path);
    assert.deepEqual([got.status, got.text], [404, never], path);
  }
  assert.doesNotMatch((await stranger.get("/")).text, /Río Abierto/);
  assert.equal(await store.size(space), size);
  const member = await made.again(made.plain.login);
  assert.match((await member.get(`${base}/needs`)).text, /manta gruesa/);
  assert.match((await member.get(`${base}/today`)).text, /Nobody outside sees its pages/);
  assert.match((await member.get(`${base}/silence`)).text, /gave no sign/);
});

it("leaves to the circle what was listed, and to nobody anything else", async () => {
  const made = await group();
  await ruled(made);
  const { base, space, own, need, send } = made;
  await own("spaces.make-link", { days: 9 });
  await own("people.invite", { roles: ["member"], days: 9, uses: 1 });
  assert.equal((await act(made.second.browser, made, "beginning")).location, `${base}/silence`);
  const as = async (member: string, command: string, input: object) => {
    const said = await send({ space, command, input, author: { by: "member", member } });
    return isRefusal(said) ? said.refused : "done";
  };
  const still = { answers: [{ id: need, answer: "yes" }] };
  // An observer, since they are in the kitchen; not a member who is not.
  assert.equal(await as(made.cook.member, "needs.confirm-many", still), "done");
  assert.equal(await as(made.plain.member, "needs.confirm-many", still), "house.dark");
  assert.equal(await as(made.second.member, "needs.confirm-many", still), "house.dark");
  const invite = { roles: ["member"], days: 1, uses: 1 };
  assert.equal(await as(made.member, "people.invite", invite), "house.dark");
  const remove = { member: made.plain.member, forget: false };
  assert.equal(await as(made.second.member, "people.remove", remove), "house.dark");
  assert.equal(await as(made.member, "spaces.say-here", {}), "house.dark");
  assert.equal(
    await as(made.cook.member, "needs.withdraw", { ids: [need] }),
    "house.not-your-role",
  );
  const cook = made.cook.browser;
  const page = (await cook.get(`${base}/silence`)).text;
  assert.match(page, /What you may do now/);
  for (const what of ["links", "invitations"]) {
    const at = new RegExp(`action="([^"]+/silence/${what}/[0-9a-f]{32}/end)"`).exec(page)?.[1];
    const got = await cook.submit(`${base}/silence`, {}, at ?? "");
    assert.equal(got.location, `${base}/silence`, what);
  }
  assert.match((await cook.get(`${base}/silence`)).text, /Nothing is open/);
  assert.equal((await cook.get(`${base}/needs/${need}/erasure`)).status, 200);
  assert.equal((await made.plain.browser.get(`${base}/needs/${need}/erasure`)).status, 404);
  assert.match((await made.plain.browser.get(`${base}/silence`)).text, /not in the circle/);
  assert.match((await made.plain.browser.get(`${base}/silence`)).text, /bruma/);
});

it("lets nobody be put out of the circle that may act; who wants to leave it leaves", async () => {
  const made = await group();
  await ruled(made);
  const { space, own, send, circle, member, second, cook, plain } = made;
  await own("people.add-to-circle", { circle, member: second.member, past: true });
  const name = [{ lang: "es", text: "el huerto" }];
  const other = String((await own("people.make-circle", { name })).answer["circle"]);
  await own("people.add-to-circle", { circle: other, member: plain.member, past: true });
  await act(made.second.browser, made, "beginning");
  const as = async (who: string, command: string, input: object) => {
    const said = await send({ space, command, input, author: { by: "member", member: who } });
    return isRefusal(said) ? said.refused : "done";
  };
  const out = "people.put-out-of-circle";
  assert.equal(await as(second.member, out, { circle, member }), "house.dark");
  assert.equal(await as(member, out, { circle, member: cook.member }), "house.dark");
  assert.equal(await as(member, out, { circle: other, member: plain.member }), "done");
  assert.equal(await as(member, "people.end-circle", { circle }), "house.dark");
  assert.equal(await as(cook.member, "people.leave-circle", { circle }), "done");
});

it("ends when two of the set say so, and not by one phone however often", async () => {
  const made = await group();
  await ruled(made);
  const { base, clock } = made;
  clock.pass(9 * DAY);
  const one = await made.again(made.login);
  await act(one, made, "lifting");
  assert.doesNotMatch((await one.get(`${base}/silence`)).text, /agreement"/);
  assert.equal((await made.browser().get(base)).status, 404, "one is not two");
  const two = await made.again(made.second.login);
  const at = /action="([^"]+\/agreement)"/.exec((await two.get(`${base}/silence`)).text)?.[1];
  await two.submit(`${base}/silence`, {}, at ?? "");
  assert.equal((await made.browser().get(base)).status, 200);
  assert.match((await made.browser().get("/")).text, /Río Abierto/);
});

it("opens inwards first when everything had been closed, where there is a rule", async () => {
  const made = await group();
  await ruled(made);
  const { base, clock, space } = made;
  await made.own("spaces.close-shutters", {});
  const both = [made.login, made.second.login];
  const command = (member: string, name: string, input: object) =>
    made.send({ space, command: name, input, author: { by: "member", member } });
  const asked = await command(made.member, "spaces.ask-joint", { what: "reopen" });
  assertDone(asked);
  const joint = asked.answer["joint"];
  assertDone(await command(made.second.member, "spaces.agree-joint", { joint }));
  clock.pass(2 * DAY);
  assertDone(await command(made.member, "spaces.reopen", { joint }));
  assert.equal((await made.browser().get(base)).status, 404);
  for (const login of both)
    assert.match((await (await made.again(login)).get(`${base}/silence`)).text, /opens inwards/);
});
