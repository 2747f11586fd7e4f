import assert from "node:assert/strict";
import { it } from "node:test";
import { type Got, testNode } from "../../../web/testing.ts";
import { delivery } from "../facts-delivery.ts";

const en = (text: string) => ({ lang: "en", text });
const main = ({ text }: Got) => text.slice(text.indexOf("<main"), text.indexOf("</main"));
const plain = (got: Got) =>
  main(got)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/[\u2066-\u2069]/g, "")
    .replaceAll(/\s+/g, " ");

/** A group, and a shipment of three lines on its way to it. */
async function expecting(safety: "yes" | "no" = "no") {
  const node = await testNode();
  const ann = await node.found({ safety });
  const does = (command: string, input: object) => node.does(ann.space, ann.member, command, input);
  const line = (what: string, of: string, unit = "item") => ({
    ...{ what: en(what), sent: { of, unit } },
  });
  const lines = [line("Soap", "50"), line("Rice", "20", "kg"), line("Lamps", "4")];
  const { answer } = await does("deliveries.announce", { lines });
  const id = String(answer["id"]);
  const own = `/s/${ann.slug}/deliveries/${id}`;
  const thing = async () => {
    const reader = { by: "member", member: ann.member, roles: ["coordination"] } as const;
    return (await (await node.house.view(ann.space, reader))?.thing(delivery, id)) ?? null;
  };
  const said = async () =>
    (await thing())?.state.lines.map(({ counted, damaged }) => [
      ...[counted?.of ?? null, ...(damaged === undefined ? [] : [damaged.of])],
    ]);
  return { node, ann, does, own, thing, said, browser: ann.browser };
}

it("a list is ticked: all, none, so much and damaged, in one form", async () => {
  const { own, said, thing, browser } = await expecting();
  const form = await browser.get(`${own}/count`);
  assert.match(plain(form), /Soap Sent: 50 items All of it None Only/);
  assert.doesNotMatch(main(form), /checked|value="50"/, "nothing is said beforehand");
  // Nothing ticked is nothing counted; two answers, or more damaged than came, are asked again.
  const send = (fields: Record<string, string>) => browser.submit(`${own}/count`, fields);
  for (const [fields, says] of [
    [{}, /no line|one line|at least/i],
    [{ "tick-1": "all", "counted-1": "40" }, /Two different answers/],
    [{ "tick-1": "none", "damaged-1": "1" }, /More is damaged than came/],
    [{ "counted-1": "3", "damaged-1": "4" }, /More is damaged than came/],
    [{ "damaged-1": "4" }, /Say how much came/],
    [{ "tick-1": "all", clock: "25:00" }, /Write the hour as/],
  ] as const) {
    const refused = await send(fields);
    assert.equal(refused.status, 422);
    assert.match(plain(refused), says, JSON.stringify(fields));
  }
  assert.deepEqual(await said(), [[null], [null], [null]]);
  // One line alone, and what is left out stays uncounted.
  assert.equal((await send({ "tick-2": "none" })).status, 303);
  assert.deepEqual(await said(), [[null], ["0"], [null]]);
  // The rest came as it was sent, but for what is damaged of one line.
  const rest = { "counted-1": "50", "damaged-1": "2", rest: "all" };
  const page = await browser.get(`${own}/count`);
  assert.match(main(page), /name="counted-2"[^>]*value="0"/, "the last count stands there");
  assert.equal((await browser.submitOn(page, rest, `${own}/count`)).status, 303);
  assert.deepEqual(await said(), [["48", "2"], ["0"], ["4"]]);
  assert.match(plain(await browser.get(own)), /48 items \(2 items fewer\)\s+\(damaged: 2 items\)/);
  // Rice is missing for another reason: that stays to be cleared up. Then all of it is damage.
  assert.equal((await thing())?.state.matched, null);
  assert.equal((await send({ "tick-2": "all", "counted-1": "50", "damaged-1": "2" })).status, 303);
  assert.equal((await thing())?.state.matched, "damaged");
  // Counted whole again, nothing of it is damaged any more.
  assert.equal((await send({ "counted-1": "50", "damaged-1": "" })).status, 303);
  assert.deepEqual(await said(), [["50"], ["20"], ["4"]]);
  assert.equal((await thing())?.state.matched, null);
});

it("what was ticked on paper is typed in later, with the day and hour it was", async () => {
  const { node, ann, own, thing, browser } = await expecting();
  const label = `/labels/${(await thing())?.state.label}`;
  assert.equal((await browser.get(label)).location, `${own}/count`, "a box leads to the list");
  assert.equal((await node.browser().get(label)).status, 404, "and nobody else anywhere");
  const paper = await browser.get(`${own}/tick-list`);
  assert.match(plain(paper), /Received on \(day and hour\).*Soap .*50 items ☐ ☐/);
  assert.match(main(paper), /<svg class="qr"/);
  const day = "2026-10-31";
  const late = { "tick-1": "all", rest: "all", day, clock: "١٦:٣٠" };
  assert.equal((await browser.submit(`${own}/count`, late)).status, 303);
  const stamps: unknown[] = [];
  const space = await node.house.space(ann.space);
  for await (const { header, stamp } of space?.entries([...Array(space.size).keys()]) ?? [])
    if (header.type === "delivery.counted/1") stamps.push(stamp.happened);
  assert.deepEqual(stamps, [Date.parse("2026-10-31T16:30:00Z")], "in the group's own zone");
  assert.equal((await browser.get(label)).location, own, "once counted, to the shipment");
  const early = { "tick-1": "all", day: "2126-10-31" };
  assert.match(plain(await browser.submit(`${own}/count`, early)), /cannot lie after today/);
});

it("a group that protects itself writes down a month, and no hour", async () => {
  const { own, browser } = await expecting("yes");
  const form = main(await browser.get(`${own}/count`));
  assert.match(form, /type="month"/);
  assert.doesNotMatch(form, /name="clock"/);
  const forged = { "tick-1": "all", day: "2026-10", clock: "16:30" };
  assert.equal((await browser.submit(`${own}/count`, forged, `${own}/count`)).status, 303);
});
