import assert from "node:assert/strict";
import { it } from "node:test";
import { type Got, testNode } from "../../web/testing.ts";
import { alliedBy } from "../allies/testing.ts";

const text = (said: string) => ({ lang: "en", text: said });
const plain = ({ text: all }: Got) =>
  all
    .slice(all.indexOf("<main"), all.indexOf("</main"))
    // What keeps forms apart is drawn anew each time.
    .replaceAll(/<input type="hidden"[^>]*>/g, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/[\u2066-\u2069]/g, "")
    .replaceAll(/\s+/g, " ");

type Made = { safety?: "yes" | "no"; spare?: string; until?: string; ours?: "yes" | "no" };

/** A group that asks for soap and for blankets, and one that came along with it and has soap. */
async function allied({ safety = "no", ours = "no", spare = "40", until }: Made = {}) {
  const node = await testNode();
  const host = await node.found({ group: "Ría Viva", lang: "en", safety });
  const second = await node.join(host.space, ["coordination"], "bruma");
  const guest = await node.found({ group: "Norra bron", lang: "en", safety: ours });
  const names = { second: second.member, name: "Northern bridge", from: "River", lang: "en" };
  await alliedBy(node, host, guest, names);
  const asks = (command: string, input: object) =>
    node.does(host.space, host.member, command, input);
  const does = (command: string, input: object) =>
    node.does(guest.space, guest.member, command, input);
  const line = { needKind: "goods", category: "hygiene", publish: true };
  const asked = { ...line, title: text("Soap"), quantity: { of: "30", unit: "item" } };
  const need = String((await asks("needs.open", asked)).answer["id"]);
  const quiet = { ...asked, title: text("Hidden soap"), publish: false };
  await asks("needs.open", quiet);
  const shelf = (await does("stock.open-place", { name: text("Shed") })).answer["shelf"];
  const came = { name: text("soap"), unit: "item", of: "100", ...(until && { until }) };
  const took = await does("stock.take-in", { shelf, came: "given", lines: [came] });
  const item = took.things.find(({ kind }) => kind === "goods")?.id;
  const wanted = String(100 - Number(spare));
  await does("stock.set-levels", { item, minimum: null, wanted, days: 14 });
  const browser = (await node.signIn(guest.login)).browser;
  return {
    node,
    host,
    guest,
    second,
    asks,
    does,
    need,
    browser,
    at: `/s/${guest.slug}/stock/swaps`,
  };
}

it("suggests what they ask for and we have too much of, to those who take part", async () => {
  const { node, host, guest, need, browser, at, does, asks } = await allied();
  const page = await browser.get(at);
  assert.match(plain(page), /asked for this: 30 items\. Of soap you have 40 items more/);
  assert.match(plain(page), /You could offer 30 items/);
  assert.doesNotMatch(page.text, /Hidden soap/, "only what everyone reads");
  // It leads to an offer like any other.
  const way = `/s/${host.slug}/needs/${need}/contributions/new`;
  assert.ok(page.text.includes(`href="${way}"`));
  assert.equal((await browser.get(way)).status, 200);
  // Somebody of ours who is not in that circle learns of no suggestion; nor does anyone of theirs.
  const other = await node.join(guest.space, ["member"], "vind");
  assert.match(plain(await other.browser.get(at)), /Nothing to suggest now/);
  const theirs = (await node.signIn(host.login)).browser;
  const back = plain(await theirs.get(`/s/${host.slug}/stock/swaps`));
  assert.match(back, /Nothing to suggest now/);
  assert.doesNotMatch(back, /soap|40/);
  // Less than we want to have is no surplus, and what is met is not asked for.
  await does("stock.switch-swaps", { on: false });
  assert.match(plain(await browser.get(at)), /Suggestions are switched off/);
  const on = await browser.submit(at, { on: "yes" });
  assert.equal(on.status, 303, plain(on));
  assert.match(plain(await browser.get(at)), /40 items more/);
  // Nor does what a group asks for that shows its page to nobody outside any more.
  await asks("spaces.quiet", {});
  assert.match(plain(await browser.get(at)), /Nothing to suggest now/);
  await asks("spaces.publish", {});
  assert.match(plain(await browser.get(at)), /40 items more/);
  await asks("needs.meet", { ids: [need] });
  assert.match(plain(await browser.get(at)), /Nothing to suggest now/);
});

it("no suggestion comes of too little, of what is soon over, or of a protected group", async () => {
  for (const made of [
    { spare: "0" },
    { until: "2026-11-05" },
    { safety: "yes" },
    { ours: "yes" },
  ] as const) {
    const { browser, at } = await allied(made);
    const page = plain(await browser.get(at));
    assert.doesNotMatch(page, /asked for this|You could offer/, JSON.stringify(made));
  }
});

/** All that the other group's people and its log tell, where the allied group has this to spare. */
async function theirsWhere(spare: string, looks: boolean) {
  const { node, host, second, browser, at } = await allied({ spare });
  const theirs = [
    (await node.signIn(host.login)).browser,
    (await node.signIn(second.login)).browser,
  ];
  const paths = [
    "",
    "/today",
    "/needs",
    "/contributions",
    "/allies",
    "/timeline",
    "/stock",
    "/ally",
  ];
  const read = async () => {
    const pages = [];
    for (const one of [...theirs, node.browser()])
      for (const path of [...paths, "/stock/swaps"])
        pages.push(plain(await one.get(`/s/${host.slug}${path}`)));
    const space = await node.house.space(host.space);
    assert.ok(space);
    const head = [];
    for await (const { header, record } of space.entries([...Array(space.size).keys()]))
      head.push(header.type, JSON.stringify(record).length);
    const rows = await node.store.records.list(host.space, "", 1_000, null, node.clock.now);
    return JSON.stringify([
      pages,
      space.size,
      head,
      rows.map(({ key }) => key.slice(0, 12)).length,
    ]);
  };
  const before = await read();
  if (looks) {
    assert.match(plain(await browser.get(at)), spare === "0" ? /Nothing/ : /asked for this/);
    assert.match((await browser.get(`/s/${host.slug}`)).text, /Soap/);
  }
  const after = await read();
  return { before, after };
}

it("tells the other side nothing: not that it was shown, nor of a surplus", async () => {
  const [shown, unseen] = [await theirsWhere("40", true), await theirsWhere("0", false)];
  assert.equal(shown.after, shown.before, "showing it changes nothing there");
  assert.equal(shown.after, unseen.after, "and nothing there follows from what we have");
});

it("hides nobody who asks for little behind somebody who asks for much", async () => {
  const { node, guest, second, browser, at } = await allied();
  const loud = await node.found({ group: "Much", lang: "en", handle: "loud" });
  const other = await node.join(loud.space, ["coordination"], "nube");
  await alliedBy(node, loud, guest, {
    ...{ second: other.member, name: "Northern bridge", from: "Much river", lang: "en" },
  });
  const line = { needKind: "goods", category: "hygiene", publish: true };
  const asked = { ...line, title: text("Soap"), quantity: { of: "7", unit: "item" } };
  for (let n = 0; n < 45; n++) await node.does(loud.space, loud.member, "needs.open", asked);
  const page = plain(await browser.get(at));
  assert.match(page, /asked for this: 7 items/);
  assert.match(page, /asked for this: 30 items/);
  assert.ok(second.member);
});
