import assert from "node:assert/strict";
import { it } from "node:test";
import { testNode } from "../../web/testing.ts";

const text = (said: string) => ({ lang: "en", text: said });
type File = { version: string; items: { id: string; title: string; content_text: string }[] };

/** A group that asks for soap, and for tents among itself; a member's own address; its answer. */
async function asking(safety: "yes" | "no") {
  const node = await testNode();
  const ann = await node.found({ safety });
  const does = (command: string, input: object) => node.does(ann.space, ann.member, command, input);
  const quantity = { of: "77", unit: "item" };
  const asked = { title: text("Soap"), quantity, publish: true };
  const { id: need } = (await does("needs.open", asked)).answer;
  await does("needs.open", { ...asked, title: text("Tents"), publish: false });
  const base = `/s/${ann.slug}/stock/where`;
  const bo = await node.join(ann.space, ["member"], "sierra");
  const make = async () => {
    const made = await bo.browser.submit(base, {}, `${base}/feed`);
    return /(\/s\/[^"\s<]+\.json)/.exec(made.text)?.[1] ?? assert.fail(made.text.slice(0, 400));
  };
  const read = async (address: string) => node.browser().get(address);
  return { node, ann, bo, does, need, base, make, read };
}

it("answers where things are by an address of one's own, until that ends", async () => {
  const { node, ann, bo, does, need, base, make, read } = await asking("no");
  const address = await make();
  const first = await read(address);
  assert.match(first.headers.get("content-type") ?? "", /^application\/feed\+json/);
  const file = JSON.parse(first.text) as File;
  assert.equal(file.version, "https://jsonfeed.org/version/1.1");
  assert.deepEqual(
    file.items.map((one) => [one.title, one.content_text]),
    [["Soap", "missing 77 items"]],
    "and nothing of what is not published",
  );
  assert.doesNotMatch(first.text, /\d{4}-\d\d-\d\d|Tents/);
  // What is new is a new entry; what is not stays the one it was; the address says its language.
  assert.equal((await read(address)).text, first.text);
  const line = { need, sent: { of: "7", unit: "item" } };
  await does("deliveries.announce", { lines: [line] });
  const [now] = (JSON.parse((await read(address)).text) as File).items;
  assert.notEqual(now?.id, file.items[0]?.id);
  assert.match(now?.content_text ?? "", /on the way 7 items .* missing 70 items/);
  assert.match((await read(address.replace(".en.json", ".es.json"))).text, /en camino/);
  // A new one ends the old; ending it, or going, ends it.
  const second = await make();
  assert.deepEqual([(await read(address)).status, (await read(second)).status], [404, 200]);
  await bo.browser.submit(base, {}, `${base}/feed/end`);
  assert.equal((await read(second)).status, 404);
  const third = await make();
  await does("people.remove", { member: bo.member, forget: true });
  assert.equal((await read(third)).status, 404);
  assert.equal((await read(`/s/${ann.slug}/stock/where/feed/none.en.json`)).status, 404);
  assert.ok(node);
});

it("of a protected group it tells no title, no amount and no day", async () => {
  const { make, read } = await asking("yes");
  const { text: all } = await read(await make());
  const [only, ...more] = (JSON.parse(all) as File).items;
  assert.deepEqual([only?.title, only?.content_text], ["Something asked for", "some is missing"]);
  assert.deepEqual(more, []);
  assert.doesNotMatch(all, /Soap|77/);
});

it("answers as none while the group counts as silent: whoever reads it is outside", async () => {
  const { bo, ann, node, does, make, read } = await asking("no");
  const address = await make();
  const dates = `/s/${ann.slug}/dates`;
  const calendar =
    /(\/s\/[^"\s<]+\.ics)/.exec((await bo.browser.submit(dates, {}, `${dates}/feed`)).text)?.[1] ??
    assert.fail("an address");
  for (const path of [address, calendar]) assert.equal((await read(path)).status, 200, path);
  const name = [text("the kitchen")];
  const circle = String((await does("people.make-circle", { name })).answer["circle"]);
  const rule = { days: 5, circle, acts: ["answer"], name };
  const { joint } = (await does("spaces.propose-silence", rule)).answer;
  await node.does(ann.space, bo.member, "spaces.agree-joint", { joint });
  await does("spaces.go-dark", {});
  const none = await read(`/s/${ann.slug}/stock/where/feed/none.en.json`);
  for (const path of [address, calendar]) {
    const got = await read(path);
    assert.deepEqual([got.status, got.text], [none.status, none.text], path);
  }
});
