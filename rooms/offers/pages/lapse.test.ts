/** An accepted contribution whose day or line goes by, as its holder and the group see it. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../../../house/testing.ts";
import { dayOf } from "../../../house/values/index.ts";
import { type Got, testNode } from "../../../web/testing.ts";
import { figuresOf, need } from "../../needs/index.ts";
import { offer } from "../index.ts";

const item = (of: number) => ({ of: String(of), unit: "item" });
const plain = ({ text }: Got) =>
  text.replaceAll(/<style>[\s\S]*?<\/style>|<[^>]+>/g, " ").replaceAll(/[\u2066-\u2069]/g, "");

async function accepted() {
  const node = await testNode();
  const { slug, space, member, login } = await node.found({ zone: "UTC" });
  const does = (command: string, input: unknown) => node.does(space, member, command, input);
  const opened = await does("needs.open", {
    ...{ title: { lang: "es", text: "Mantas" }, quantity: item(60), publish: true },
  });
  const line = String(opened.answer["id"]);
  const form = `/s/${slug}/needs/${line}/contributions/new`;
  const typed = { quantity: "40", name: "noor", reach: "at the bakery" };
  const by = dayOf(node.clock.now + DAY, "UTC").date;
  const made = await node.browser().submit(form, { ...typed, by }, form);
  const code = /<code dir="ltr">([0-9A-Z-]+)<\/code>/.exec(made.text)?.[1] ?? "";
  const view = () => node.view(space, { by: "member", member, roles: ["coordination"] });
  const taken = async () => (await (await view()).things(offer))[0];
  const id = (await taken())?.id ?? "";
  await does("offers.answer-many", { answers: [{ id, answer: "accept" }] });
  const still = async () => {
    const thing = await (await view()).thing(need, line);
    return thing === undefined ? null : figuresOf(thing.state)?.still.of;
  };
  const holder = node.browser();
  const receipt = () => holder.submit("/receipt", { code }, "/receipt");
  const group = async (path: string) => (await node.signIn(login)).browser.get(`/s/${slug}${path}`);
  return { ...node, holder, code, receipt, still, group, taken, id, line, does, view };
}

it("waits for what its holder says is on its way, and the group reads that", async () => {
  const { receipt, holder, code, still, group, clock, house } = await accepted();
  const page = await receipt();
  assert.match(page.text, /action="\/receipt\/sent"[\s\S]*It is on its way/);
  const says = async (sent: string) =>
    holder.submitOn(await receipt(), { code, sent }, "/receipt/sent");
  const said = plain(await says("yes"));
  assert.match(said, /You said on .* that it is on its way/);
  assert.match(plain(await group("/contributions?status=accepted")), /They say it is on its way/);
  clock.pass(20 * DAY);
  await house.runDue();
  assert.equal(await still(), "20", "the day has passed, and it is waited for");
  assert.doesNotMatch(plain(await receipt()), /Its day has passed/);
  assert.match(plain(await says("no")), /Its day has passed/);
  assert.doesNotMatch(plain(await group("/contributions?status=accepted")), /They say/);
  await house.runDue();
  assert.equal(await still(), "60");
  const late = await holder.submitOn(page, { code, sent: "yes" }, "/receipt/sent");
  assert.equal(late.status, 422);
  assert.match(plain(late), /Nothing of it is to be sent now/);
});

it("says so for seven days on the receipt, then asks it of others again", async () => {
  const { receipt, still, group, clock, house, id, does } = await accepted();
  assert.doesNotMatch(plain(await receipt()), /Its day has passed/);
  clock.pass(2 * DAY);
  const freed = dayOf(clock.now + 7 * DAY, "UTC").date;
  const notice = plain(await receipt());
  assert.match(notice, /Its day has passed\. It is asked of others again from/);
  assert.ok(notice.includes(`${Number(freed.slice(8))}, ${freed.slice(0, 4)}`), freed);
  assert.match(plain(await group("/today")), /1 accepted contribution is past its day/);
  clock.pass(6 * DAY);
  await house.runDue();
  assert.equal(await still(), "20", "not before the seven days are over");
  clock.pass(DAY);
  await house.runDue();
  assert.equal(await still(), "60");
  assert.match(plain(await receipt()), /others are asked for it again/);
  assert.match(plain(await group("/contributions?status=ended")), /noor[\s\S]*Its day passed/);
  await does("offers.answer-many", { answers: [{ id, answer: "accept" }] });
  assert.equal(await still(), "20", "and the group can accept it all the same");
});

it("is kept by a later day, which the holder gives on the receipt", async () => {
  const { receipt, code, still, clock, house, holder } = await accepted();
  clock.pass(5 * DAY);
  const shown = await receipt();
  const by = dayOf(clock.now + 10 * DAY, "UTC").date;
  const saved = await holder.submitOn(shown, { code, by }, "/receipt/change");
  assert.match(plain(saved), /Your change is written down/);
  assert.doesNotMatch(plain(saved), /Its day has passed/);
  clock.pass(9 * DAY);
  await house.runDue();
  assert.equal(await still(), "20");
});

it("forgets who offered it thirty days after it was freed", async () => {
  const { clock, house, group, view, taken } = await accepted();
  clock.pass(10 * DAY);
  await house.runDue();
  assert.match(plain(await group("/contributions?status=ended")), /noor/);
  clock.pass(30 * DAY);
  await house.runDue();
  const thing = await taken();
  const at = thing?.state.people;
  assert.ok(thing && at);
  assert.equal(await (await view()).part(thing, at, "people"), "erased");
  const page = plain(await group("/contributions?status=ended"));
  assert.match(page, /name erased/);
  assert.doesNotMatch(page, /noor|bakery/);
});

it("says until when a name is kept, and how to bring back what was set aside", async () => {
  const { does, clock, group, receipt, line, id } = await accepted();
  const answer = (one: string) => does("offers.answer-many", { answers: [{ id, answer: one }] });
  const reads = async (status: string) => plain(await group(`/contributions?status=${status}`));
  assert.doesNotMatch(await reads("accepted"), /erased on/);
  assert.match(await reads("accepted"), /\bSearch\b(?! and)/);
  await answer("aside");
  const day = new Date(clock.now + 30 * DAY);
  const said = day.toLocaleDateString("en", { dateStyle: "long", timeZone: "UTC" });
  const until = new RegExp(`noor[^]*erased on [^.]*${said}\\. Accept it before`);
  assert.match(await reads("aside"), until);
  await answer("accept");
  assert.doesNotMatch(await reads("accepted"), /erased on/);
  await does("needs.withdraw", { ids: [line] });
  assert.match(await reads("accepted"), /no longer ask for this: name[^.]*erased on/);
  assert.match(
    plain(await receipt()),
    /Your name and how to reach you are erased by themselves on/,
  );
});
