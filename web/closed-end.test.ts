/** Ending a group whose shutters are closed, from the one page that is left to its named set. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../house/testing.ts";
import { testNode } from "./testing.ts";

/** A group of three who coordinate and one more, closed. */
async function closed() {
  const node = await testNode();
  const founded = await node.found({ handle: "lucero" });
  const { space, member, login } = founded;
  const second = await node.join(space, ["coordination"], "bruma");
  const third = await node.join(space, ["coordination"], "nube");
  const plain = await node.join(space, ["observer"], "sierra");
  await node.does(space, member, "spaces.close-shutters", {});
  const as = async (one: string) => (await node.signIn(one)).browser;
  const at = `/closed/end/${space}`;
  return { ...node, space, login, second, third, plain, as, at };
}

it("takes two who each type the name, and three days; one of them keeps it", async () => {
  const made = await closed();
  const { login, second, third, as, at, space, clock, house, store } = made;
  const one = await as(login);
  assert.match((await one.get("/closed")).text, new RegExp(`href="${at}"`));
  const wrong = await one.submit(at, { name: "Otro río" }, at);
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /This is not the name of the group/);
  assert.equal((await one.submit(at, { name: " río  ABIERTO" }, at)).location, "/closed");
  const page = (await one.get("/closed")).text;
  assert.match(page, /It was asked to end this group/);
  assert.doesNotMatch(page, new RegExp(`href="${at}"`), "who asked has said so");
  const two = await as(second.login);
  assert.match((await two.get("/closed")).text, /Agree to end this group/);
  await two.submit(at, { name: "Río Abierto" }, at);
  assert.match((await two.get("/closed")).text, /This group ends on/);
  assert.equal(
    (await (await as(third.login)).submit("/closed", {}, "/closed/keeping")).location,
    "/closed",
  );
  assert.doesNotMatch((await two.get("/closed")).text, /This group ends on/);
  clock.pass(4 * DAY);
  await house.runDue();
  assert.ok((await store.size(space)) > 0, "what was kept stays");
  // Asked anew, and nobody keeps it.
  await (await as(login)).submit(at, { name: "Río Abierto" }, at);
  await (await as(second.login)).submit(at, { name: "Río Abierto" }, at);
  clock.pass(3 * DAY - 60_000);
  await house.runDue();
  assert.ok((await store.size(space)) > 0, "not a moment before");
  clock.pass(60_000);
  const late = await as(third.login);
  assert.match((await late.get("/closed")).text, /There is nothing here for you/);
  await house.runDue();
  assert.equal(await store.size(space), 0);
});

it("is no page for anybody else, and asks again who one is", async () => {
  const made = await closed();
  const { login, plain, as, at, clock } = made;
  const other = (await made.signIn()).browser;
  for (const browser of [await as(plain.login), other]) {
    const never = await browser.get(`/closed/end/${"0".repeat(32)}`);
    const got = await browser.get(at);
    assert.deepEqual([got.status, got.text], [404, never.text]);
  }
  const one = await as(login);
  await one.get(at);
  clock.pass(16 * 60_000);
  const got = await one.submit(at, { name: "Río Abierto" }, at);
  // Nothing waits where nothing of the group may: the way back is the page of what is closed.
  assert.match(got.location ?? "", /^\/confirm\?to=%2Fclosed$/);
});

it("takes back what was asked for, by any of the set", async () => {
  const { login, third, as, at } = await closed();
  await (await as(login)).submit(at, { name: "Río Abierto" }, at);
  const browser = await as(third.login);
  await browser.submit("/closed", {}, "/closed/withdrawal");
  assert.doesNotMatch((await browser.get("/closed")).text, /It was asked to end/);
});
