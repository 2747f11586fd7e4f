/** What a group says of what lies where and whom it looks for: for its own people alone. */
import assert from "node:assert/strict";
import { makeAddress } from "../../rooms/people/index.ts";
import { WHERE } from "../../rooms/stock/feed.ts";
import type { TestNode } from "../../web/testing.ts";
import { SKILLS, writeSkills } from "./attackers-skills.ts";

const en = (text: string) => ({ lang: "en", text });

/** A word of each. */
export const STOCK = {
  ...{ place: "glompavia", goods: "stirvandel", lot: "frescomint", route: "wolmastra" },
  ...{ seller: "tarbolino", carrier: "vondrasko", turn: "sempligatto" },
  ...SKILLS,
} as const;

type Does = (command: string, input: object) => Promise<Record<string, string>>;

/** Writes all of it; the ids of it. */
export async function writeStock(does: Does, delivery: string, need: string): Promise<string[]> {
  const { shelf = "" } = await does("stock.open-place", { name: en(STOCK.place) });
  const line = { name: en(STOCK.goods), unit: "item", of: "7", code: en(STOCK.lot) };
  const { first = "" } = await does("stock.take-in", { shelf, came: "given", lines: [line] });
  await does("stock.note-item", { item: first, about: "route", text: en(STOCK.route) });
  const near = { need, who: "sells", where: en(STOCK.seller) };
  const { nearby = "" } = await does("stock.answer-nearby", near);
  const way = { delivery, way: en("over the pass"), carrier: en(STOCK.carrier), by: null };
  const { leg = "" } = await does("stock.plan-leg", { ...way, papers: ["customs"] });
  const rules = { how: "assembly", text: en(STOCK.turn) };
  const { turn = "" } = await does("stock.write-turn", rules);
  return [shelf, first, nearby, leg, turn, ...(await writeSkills(does))];
}

/** A member's own address of the feed that says where things are; its code. */
export async function asksWhere(
  node: TestNode,
  { space, slug }: { space: string; slug: string },
  member: string,
): Promise<string> {
  const opened = (await node.house.space(space)) ?? assert.fail();
  const at = { now: node.clock.now, random: node.random };
  const code = await makeAddress(opened, WHERE, member, at);
  const asks = `/s/${slug}/stock/where/feed/${code}.en.json`;
  assert.equal((await node.browser().get(asks)).status, 200, "it opens something");
  return code;
}
