/** What a circle heard stays with that circle, also after its session was shown. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertDone, assertRefused } from "../../house/testing.ts";
import { testNode } from "../../web/testing.ts";

const en = (text: string) => ({ lang: "en", text });
const HELD = {
  held: { date: "2026-10-20", zone: "UTC", instant: "2026-10-20T00:00:00Z" },
  ...{ convened: "women", with: "women", langs: ["en"], use: "summary" },
};

it("is worded by nobody once it was shown, and taken away by the circle alone", async () => {
  const node = await testNode();
  const ann = await node.found({ safety: "no" });
  const bo = await node.join(ann.space, ["member"], "sierra");
  let sent = 0;
  const sends = (who: string, command: string, input: object) => {
    sent += 1;
    const author = { by: "member", member: who } as const;
    const key = `circle-heard-${String(sent).padStart(8, "0")}`;
    return node.house.dispatch({ space: ann.space, command, input, author, key });
  };
  const does = async (command: string, input: object) => {
    const done = await sends(ann.member, command, input);
    assertDone(done);
    return done.answer as Record<string, string>;
  };
  await does("spaces.publish", {});
  const { circle } = await does("people.make-circle", { name: [en("women")] });
  const { listening } = await does("listening.open", { ...HELD, circle });
  const risk = { listening, what: "risk", text: en("corvimel asks at the gate") };
  const { item } = await does("listening.hear", risk);
  await does("listening.write", { listening, block: "summary", text: en("We want a lamp.") });
  await does("listening.show", { listening });
  const reads = async ({ browser }: { browser: typeof bo.browser }) =>
    /corvimel/.test((await browser.get(`/s/${ann.slug}/listening/${listening}`)).text);
  assert.deepEqual([await reads(ann), await reads(bo)], [true, false]);
  const address = `/s/${ann.slug}/listening/${listening}`;
  const lies = async () =>
    (await (await node.house.space(ann.space))?.thing(listening ?? ""))?.circle.replace(/:.*/, "");
  const sees = async () => [
    await lies(),
    ...(await Promise.all(
      [ann.browser, bo.browser, node.browser()].map(async (one) => (await one.get(address)).status),
    )),
  ];
  assert.deepEqual(await sees(), ["public", 200, 200, 200]);
  const anew = { ...risk, item, text: { lang: "es", text: "corvimel pide en la puerta" } };
  for (const who of [ann.member, bo.member])
    for (const input of [anew, risk])
      assertRefused(await sends(who, "listening.hear", input), "listening.heard-before");
  const drop = { listening, item };
  assertRefused(await sends(bo.member, "listening.drop-heard", drop), "listening.no-such-item");
  assert.deepEqual([await reads(ann), await reads(bo)], [true, false]);
  await does("listening.quiet", { listening });
  assert.deepEqual(await sees(), ["circle", 200, 404, 404], "it lies in its circle again");
  assertRefused(await sends(bo.member, "listening.hear", anew), "listening.not-here");
  await does("listening.hear", anew);
  await does("listening.drop-heard", drop);
  assert.deepEqual([await reads(ann), await reads(bo)], [false, false]);
});

it("keeps with the circle what grew out of it while it was shown", async () => {
  const node = await testNode();
  const ann = await node.found({ safety: "no" });
  const bo = await node.join(ann.space, ["member"], "sierra");
  let sent = 0;
  const does = async (command: string, input: object) => {
    sent += 1;
    const author = { by: "member", member: ann.member } as const;
    const key = `circle-grown-${String(sent).padStart(8, "0")}`;
    const done = await node.house.dispatch({ space: ann.space, command, input, author, key });
    assertDone(done);
    return done.answer as Record<string, string>;
  };
  await does("spaces.publish", {});
  const { circle } = await does("people.make-circle", { name: [en("women")] });
  const { listening } = await does("listening.open", { ...HELD, circle });
  const heard = { listening, what: "request", text: en("a lamp") };
  const { item } = await does("listening.hear", heard);
  await does("listening.write", { listening, block: "summary", text: en("We want a lamp.") });
  await does("listening.show", { listening });
  const line = { title: en("Lamp"), publish: true };
  const { growth = "" } = await does("listening.grow", { ...line, listening, item });
  const at = `/s/${ann.slug}/listening/${listening}`;
  const ended = await bo.browser.submit(`${at}/showing`, {}, `${at}/showing/end`);
  assert.equal(ended.location?.replace(/[?#].*/, ""), `/s/${ann.slug}/listening`);
  assert.match((await bo.browser.open(ended.location ?? "")).text, /Only its circle reads it now/);
  const space = await node.house.space(ann.space);
  for (const id of [listening ?? "", growth])
    assert.equal((await space?.thing(id))?.circle, `circle:${circle}`);
});
