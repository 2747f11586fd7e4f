/** A shipment where more was accepted than the page shows, or for a line that is met. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { testNode } from "../../../web/testing.ts";
import { delivery } from "../index.ts";

const item = (of: number) => ({ of: String(of), unit: "item" });

async function accepted(many: number) {
  const node = await testNode();
  const { slug, space, member, browser } = await node.found();
  const lines = ["Mantas", "Linternas"].map((text) => ({
    ...{ title: { lang: "es", text }, quantity: item(900), publish: true },
  }));
  const opened = await node.does(space, member, "needs.open-many", { lines });
  const view = () => node.view(space, { by: "member", member, roles: ["coordination"] });
  const { need } = await import("../../needs/index.ts");
  const needs = await (await view()).things(need);
  assert.equal(opened.answer["opened"], 2);
  const take = async (n: number, of: string) => {
    const author = { by: "stranger", id: n.toString(16).padStart(32, "0") } as const;
    const who = { name: `vecina ${n}`, reach: `+34 600 000 ${String(n).padStart(3, "0")}` };
    const input = { need: of, quantity: item(2), terms: null, ...who };
    const done = await node.send({ space, command: "offers.take", author, input });
    assert.ok("answer" in done, JSON.stringify(done));
    await node.does(space, member, "offers.answer-many", {
      answers: [{ id: done.answer["id"], answer: "accept" }],
    });
    return String(done.answer["id"]);
  };
  const ids: string[] = [];
  for (let n = 1; n <= many; n++) ids.push(await take(n, needs[n === 3 ? 1 : 0]?.id ?? ""));
  return { ...node, browser, base: `/s/${slug}`, space, member, view, needs, ids };
}

const ticks = (text: string) => [...text.matchAll(/name="offer" value="(\w+)"/g)].map((m) => m[1]);

it("finds a contribution past the first forty by name and by line; ticks are kept", async () => {
  const { browser, base, view, ids } = await accepted(45);
  const form = `${base}/deliveries`;
  const page = await browser.get(`${base}/deliveries/new`);
  const shown = ticks(page.text);
  assert.equal(shown.length, 40);
  assert.match(page.text, /40 of 45 stand here/);
  const first = shown[0] ?? "";
  const hidden = ids.find((id) => !shown.includes(id)) ?? "";
  const name = `vecina ${ids.indexOf(hidden) + 1}`;
  const seek = { offer: first, "find-accepted": name, more: "find-accepted" };
  const found = await browser.submitOn(page, { ...seek, [`sent-${first}`]: "1" }, form);
  assert.equal(found.status, 200);
  assert.deepEqual(ticks(found.text), [first, hidden]);
  assert.match(found.text, new RegExp(`name="sent-${first}"[^>]* value="1"`), "and its figure");
  const line = await browser.submitOn(page, { ...seek, "find-accepted": "linternas" }, form);
  assert.deepEqual(ticks(line.text), [first, ids[2]]);
  const none = await browser.submitOn(page, { ...seek, "find-accepted": "zapatos" }, form);
  assert.match(none.text, /No line says that/);
  const sends = { offer: [first, hidden], where: "on-the-way", more: [], "find-accepted": "" };
  const sent = await browser.submitOn(found, sends, form);
  assert.equal(sent.status, 303, sent.text.slice(0, 300));
  const [thing] = await (await view()).things(delivery);
  assert.deepEqual(
    thing?.state.lines.map(({ offer, sent: of }) => [offer, of?.of]),
    [
      [first, "1"],
      [hidden, "2"],
    ],
  );
});

it("takes what came for a line that is met, once it is searched for", async () => {
  const { browser, base, view, needs, does, space, member } = await accepted(0);
  const id = needs[1]?.id ?? "";
  await does(space, member, "needs.meet", { ids: [id] });
  const page = await browser.get(`${base}/deliveries/new`);
  assert.ok(!page.text.includes(`need-${id}`), "it is not among those still asked for");
  const seek = { find: "linternas", more: "find" };
  const found = await browser.submitOn(page, seek, `${base}/deliveries`);
  assert.match(found.text, /Linternas · All of it is here/);
  const typed = { [`need-${id}`]: "4", where: "here", more: [] };
  const sent = await browser.submitOn(found, typed, `${base}/deliveries`);
  assert.equal(sent.status, 303, sent.text.slice(0, 300));
  const [thing] = await (await view()).things(delivery);
  assert.deepEqual(
    thing?.state.lines.map(({ need, arrived }) => [need, arrived?.of]),
    [[id, "4"]],
  );
});
