/** Ending on either side: the lines that it meets before, and what became of them after. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertDone } from "../../house/testing.ts";
import { type Got, testNode } from "../../web/testing.ts";
import { alliedBy } from "./testing.ts";

const main = ({ text }: Got) =>
  text.slice(text.indexOf("<main")).replaceAll(/[\u2066-\u2069]/g, "");

/** A group and another that came along, with a line that waits, one accepted, one on its way. */
async function world() {
  const node = await testNode();
  const local = await node.found({ group: "Ría Viva", lang: "en" });
  const guest = await node.found({ group: "Norra bron", lang: "en" });
  const all = await alliedBy(node, local, guest);
  const own = async (command: string, input: object) =>
    (await node.does(local.space, local.member, command, input)).answer as Record<string, string>;
  const { id: need = "" } = await own("needs.open", {
    ...{ needKind: "goods", title: { lang: "en", text: "Blankets" }, urgency: "weeks" },
    ...{ quantity: { of: "400", unit: "box" }, publish: true },
  });
  await own("allies.limit", { ally: all.ally, money: null, times: 100 });
  const author = { by: "ally", ally: all.ally, person: all.person } as const;
  const take = async (of: string) => {
    const input = { need, quantity: { of, unit: "box" }, by: null, terms: null };
    const sent = { space: local.space, command: "offers.take-as-group", input, author };
    const done = await node.send(sent);
    assertDone(done);
    return String(done.answer["id"]);
  };
  const [, here, way] = [await take("11"), await take("12"), await take("13")];
  const answers = [here, way].map((id) => ({ id, answer: "accept" }));
  await own("offers.answer-many", { answers });
  const lines = [{ offer: way, need, sent: { of: "13", unit: "box" } }];
  await own("deliveries.announce", { lines });
  // Somebody else's contribution is touched by none of it.
  await own("offers.take", {
    ...{ need, quantity: { of: "77", unit: "box" }, terms: null, name: "noor", reach: "x" },
  });
  const at = `/s/${local.slug}/allies/${all.ally}`;
  const theirs = `/s/${guest.slug}/alliances/${all.alliance}`;
  return { ...node, ...all, local, guest, need, at, theirs };
}

it("the local group reads each line before, and after it what became of each", async () => {
  const { local, at, need } = await world();
  const { browser, slug } = local;
  const before = main(await browser.get(`${at}/end`));
  const line = (of: string) => `${of} boxes · <a href="/s/${slug}/needs/${need}">`;
  assert.match(before, new RegExp(`they close</h2><ul><li>${line("11")}`));
  assert.match(before, new RegExp(`can still arrive and be counted</h2><ul><li>${line("12")}`));
  assert.match(before, new RegExp(`beyond recall</h2><ul><li>${line("13")}`));
  assert.doesNotMatch(before, /77 boxes/);
  const done = await browser.submit(`${at}/end`, {}, `${at}/end`);
  assert.equal(done.status, 303);
  const after = main(await browser.get(at));
  assert.match(after, new RegExp(`nobody had answered</h2><ul><li>${line("11")}`));
  assert.match(after, new RegExp(`Accepted, and can still arrive[^<]*</h2><ul><li>${line("12")}`));
  assert.match(after, new RegExp(`Was on the way: beyond recall</h2><ul><li>${line("13")}`));
});

it("the group that came along reads its own lines before, and how many of each after", async () => {
  const { guest, theirs, local, alliance, join, signIn } = await world();
  const before = main(await guest.browser.get(`${theirs}/end`));
  assert.match(before, /they close<\/h2><ul><li>11 boxes · <bdi[^>]*>Blankets/);
  assert.match(before, /can still arrive and be counted<\/h2><ul><li>12 boxes/);
  assert.match(before, /beyond recall<\/h2><ul><li>13 boxes/);
  assert.doesNotMatch(before, /77 boxes|noor/);
  assert.ok(!before.includes(local.slug), "and is led there by none of them");
  // Who takes no part finds nothing.
  const other = await join(guest.space, ["member"], "sten");
  assert.equal((await other.browser.get(`${theirs}/end`)).status, 404);
  const done = await guest.browser.submit(`${theirs}/end`, {}, `${theirs}/end`);
  assert.equal(done.status, 303);
  const after = main(await guest.browser.get(theirs));
  assert.match(after, /Closed: nobody had answered: 1 line</);
  assert.match(after, /Accepted, and can still arrive and be counted: 1 line</);
  assert.match(after, /Was on the way: beyond recall: 1 line</);
  assert.ok(!after.includes("boxes"));
  const again = await signIn(local.login);
  assert.match((await again.browser.get(`/s/${local.slug}/allies`)).text, /Ended/);
  assert.ok(alliance);
});

it("that a host closed everything is told by no line", async () => {
  const { guest, theirs, local, does } = await world();
  await does(local.space, local.member, "spaces.close-shutters", {});
  const before = main(await guest.browser.get(`${theirs}/end`));
  assert.match(before, /What of yours lies there cannot be read now/);
  assert.doesNotMatch(before, /boxes/);
  const done = await guest.browser.submit(`${theirs}/end`, {}, `${theirs}/end`);
  assert.equal(done.status, 303);
  assert.doesNotMatch(main(await guest.browser.get(theirs)), /1 line/);
});
