/** What is lent while the page of a group that protects its people is closed; and who ticks it. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { begun, group, main, proposes, SUPPORT, signed, writes } from "./testing-pages.ts";

const es = (text: string) => ({ lang: "es", text });

it("is read on a page of its own while the group's is closed, and without figures", async () => {
  const made = await group("yes");
  const { at, ann, base, does, space } = made;
  const line = { urgency: "weeks", quantity: { of: "41", unit: "box" } };
  const done = await does(space, ann.member, "needs.open", { title: es("jabón"), ...line });
  const id = String(done.answer["id"]);
  const deal = await begun(made);
  await writes(made, deal, "support", SUPPORT);
  await proposes(made, deal);
  await signed(made, deal, { reads: ["goods"], until: "2027-03-31" });
  made.clock.pass(48 * 3_600_000);
  await made.again();
  const corrected = { id, title: es("champú"), ...line, quantity: { of: "57", unit: "box" } };
  await does(space, ann.member, "needs.revise", corrected);
  const { browser, theirs } = made;
  const kept = async () => main(await theirs.get(`${at}/${deal}/kept`));
  const leads = async () => (await kept()).includes(`${base}/needs/${id}"`);
  assert.ok(main(await theirs.get(`${at}/${deal}`)).includes(`/agreements/${deal}/kept"`));
  assert.equal((await theirs.get(`${base}/needs`)).status, 404);
  assert.ok(!(await leads()), "its own page is closed to them");
  assert.match(await kept(), /champú/);
  assert.doesNotMatch((await kept()).replaceAll(/<[^>]*>/g, " "), /jabón|41|57/);
  for (const other of [browser, made.stranger()])
    assert.equal((await other.get(`${at}/${deal}/kept`)).status === 200, false);
  await browser.submitOn(await browser.get(`${base}/share`), {}, `${base}/share/links`);
  assert.ok(await leads());
  const list = main(await theirs.get(`${base}/needs`));
  assert.match(list, /champú/);
  const one = main(await theirs.get(`${base}/needs/${id}`));
  assert.match(one, /Corrected 1 time/);
  for (const page of [list, one]) assert.doesNotMatch(page, /jabón|41|57/);
  for (const path of ["revision", "erasure"])
    assert.equal((await theirs.get(`${base}/needs/${id}/${path}`)).status, 404, path);
  assert.doesNotMatch((await theirs.get(`${base}/needs/needs.csv?status=all`)).text, /champú/);
});

it("is ticked by whoever coordinates the group, by hand, and by nobody else", async () => {
  const made = await group("no");
  const { bo, ann, space, ally, person } = made;
  const deal = await begun(made);
  await writes(made, deal, "support", SUPPORT);
  await proposes(made, deal);
  await signed(made, deal);
  const instant = "2027-03-31T00:00:00Z";
  const until = { date: "2027-03-31", zone: "UTC", instant };
  const input = { agreement: deal, kinds: [], reads: ["goods"], until };
  const ticks = async (author: object) => {
    const sent = { space, command: "agreements.tick", input, author: author as never };
    return made.send(sent);
  };
  const plain = await made.join(space, ["member"], "rana");
  for (const author of [
    { by: "member", member: bo.member },
    { by: "member", member: plain.member },
    { by: "ally", ally, person, leads: true },
    { by: "stranger", id: "5".repeat(32) },
  ]) {
    const done = await ticks(author);
    assert.ok("refused" in done && done.because !== "shape", JSON.stringify([author, done]));
  }
  assert.ok(!("refused" in (await ticks({ by: "member", member: ann.member }))));
});
