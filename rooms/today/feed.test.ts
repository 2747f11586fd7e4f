import assert from "node:assert/strict";
import { it } from "node:test";
import { codeHash } from "../../house/gate.ts";
import { DAY } from "../../house/testing.ts";
import { testNode } from "../../web/testing.ts";
import { elsewhere } from "./elsewhere.ts";
import { endFeed, FEED_DAYS, feedMember, hasFeed, makeFeed } from "./feed.ts";

/** A group of two, and all that its own rows and the node's hold, as a copy of the database. */
async function group() {
  const node = await testNode();
  const { space: id, member: ann } = await node.found({ safety: "yes" });
  const { member: bo } = await node.join(id, ["member"]);
  const space = (await node.house.space(id)) ?? assert.fail();
  const view = await node.view(id, { by: "member", member: ann, roles: ["coordination"] });
  const copied = async () => {
    const all = await node.store.records.list(id, "", 1_000, null, node.clock.now);
    const rows = all.map(({ key, value }) => `${key} ${Buffer.from(value).toString("latin1")}`);
    return rows.filter((row) => row.includes("feed"));
  };
  const make = (member: string) => makeFeed(space, member, node.clock.now, node.random);
  return { ...node, space, view, ann, bo, copied, make };
}

it("tells nobody with the database who has an address, or of which code", async () => {
  const { copied, make, ann, bo } = await group();
  const codes = [await make(ann), await make(bo)];
  const rows = await copied();
  assert.equal(rows.length, 4);
  for (const told of [ann, bo, ...codes, ...codes.map(codeHash), "member", "hash"])
    assert.ok(!rows.join("\n").includes(told), told);
});

it("opens for its code alone, in its space alone, until it is ended or made anew", async () => {
  const { space, make, ann, bo, clock, found, house, view } = await group();
  const [first, his] = [await make(ann), await make(bo)];
  const whose = (code: string, of = space) => feedMember(of, code, clock.now);
  assert.deepEqual([await whose(first), await whose(his)], [ann, bo]);
  const until = clock.now + FEED_DAYS * DAY;
  assert.deepEqual(await elsewhere(view), [{ what: "today.elsewhere.feeds", n: 2, until }]);
  clock.pass(300 * DAY);
  assert.equal(await whose(first), ann, "it stays until it is ended");
  const second = await make(ann);
  assert.deepEqual([await whose(first), await whose(second)], [null, ann]);
  const other = (await house.space((await found({ group: "Otra" })).space)) ?? assert.fail();
  assert.equal(await whose(second, other), null);
  assert.equal(await whose("0000-0000-0000-0000-0000-0000"), null);
  await endFeed(space, ann, clock.now);
  assert.deepEqual([await whose(second), await hasFeed(space, ann, clock.now)], [null, false]);
  assert.deepEqual([await whose(his), await hasFeed(space, bo, clock.now)], [bo, true]);
  clock.pass(65 * DAY);
  assert.deepEqual([await whose(his), await hasFeed(space, bo, clock.now)], [null, false]);
});
