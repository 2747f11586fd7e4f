import assert from "node:assert/strict";
import { it } from "node:test";
import { PUBLIC, type Role } from "../house/circles.ts";
import { isRefusal } from "../house/refusal.ts";
import { TestClock, testHouse } from "../house/testing.ts";
import type { View } from "../house/view.ts";
import { plan } from "../rooms/index.ts";
import { book } from "../rooms/ledger/index.ts";
import { figuresOf, isStale, type NeedState, need } from "../rooms/needs/index.ts";
import { delivery, isUnmatched, offer } from "../rooms/offers/index.ts";
import { nodeOf, readLogin, readRow, recognise } from "../rooms/people/index.ts";
import { findSpace } from "../rooms/spaces/index.ts";
import { DEMO_ROW, fillDemo } from "./fill.ts";
import { DAYS } from "./walk.ts";

const filled = testHouse(plan, "demo");
const { signIns } = await fillDemo(filled);
const roles: readonly Role[] = ["coordination"];

async function viewOf(name: string, made = filled): Promise<View> {
  const slug = signIns.find((one) => one.name === name)?.space ?? "";
  const space = (await findSpace(nodeOf(made.house), slug)) ?? "";
  return made.view(space, { by: "member", member: "f".repeat(32), roles });
}

it("fills once: the second time nothing is written and the same is answered", async () => {
  const size = async () => (await viewOf("lucero")).space.size;
  const before = await size();
  assert.deepEqual(await fillDemo(filled), { signIns });
  assert.equal(await size(), before);
  assert.deepEqual(await readRow(nodeOf(filled.house), DEMO_ROW), signIns);
});

it("is the same each time but for ids", async () => {
  const again = testHouse(plan, "another chance", { clock: new TestClock() });
  await fillDemo(again);
  const sizes = async (made: typeof filled) => {
    const rings = await made.keys.list();
    const spaces = await Promise.all(rings.map((id) => made.house.space(id)));
    return spaces.map((space) => space?.size).sort();
  };
  assert.deepEqual(await sizes(again), await sizes(filled));
  const { house } = filled;
  const slug = await findSpace(nodeOf(house), "bahia-clara");
  const told = async (made: typeof filled, id: string) => {
    const entries = [];
    for await (const entry of (await made.house.space(id))?.entries([...Array(90).keys()]) ?? [])
      entries.push([entry.header.type, entry.stamp.at]);
    return entries;
  };
  const other = await findSpace(nodeOf(again.house), "bahia-clara");
  assert.deepEqual(await told(again, other ?? ""), await told(filled, slug ?? ""));
});

it("has people who can sign in by strong words, and nobody else", async () => {
  assert.equal(new Set(signIns.map(({ passphrase }) => passphrase)).size, signIns.length);
  assert.equal(new Set(signIns.map(({ space }) => space)).size, 5);
  const [first] = signIns;
  assert.ok(first);
  assert.equal(first.passphrase.split(" ").length, 5);
  const parts = nodeOf(filled.house);
  const login = await recognise(parts, first.name, first.passphrase);
  assert.ok(!isRefusal(login));
  assert.equal((await readLogin(parts, login))?.keeper, false);
  assert.ok(isRefusal(await recognise(parts, first.name, `${first.passphrase}x`)));
});

it("walks up to now and never past it", async () => {
  const { space, now } = await viewOf("lucero");
  const at: number[] = [];
  for await (const { stamp } of space.entries([...Array(space.size).keys()])) at.push(stamp.at);
  const days = (ms: number) => Math.floor((now - ms) / 86_400_000);
  assert.deepEqual([days(at[0] ?? 0), days(at.at(-1) ?? 0)], [DAYS, 0]);
  assert.ok(at.every((one, i) => one <= now && one >= (at[i - 1] ?? 0)));
});

it("tells the story: forty of sixty, thirty-eight counted, twenty-two still asked", async () => {
  const view = await viewOf("lucero");
  const needs = await view.things(need);
  const figures = figuresOf(needs[0]?.state as NeedState);
  assert.deepEqual([figures?.asked.of, figures?.counted.of, figures?.still.of], ["60", "38", "22"]);
  assert.ok(needs.some(({ state }) => state.told === "waiting"));
  assert.ok(needs.some(({ state }) => isStale(state, view.now)));
  assert.ok(needs.some(({ state }) => !isStale(state, view.now)));
  const offers = (await view.things(offer)).map(({ state }) => state);
  const statuses = new Set(offers.map(({ status }) => status));
  for (const status of ["waiting", "received", "declined", "withdrawn"] as const)
    assert.ok(statuses.has(status), status);
  assert.ok(offers.some(({ need: line }) => line === null));
  const shipments = (await view.things(delivery)).map(({ state }) => state);
  assert.equal(shipments.filter(isUnmatched).length, 1);
  const where = new Set(shipments.map(({ status }) => status));
  for (const status of ["on-the-way", "arrived", "counted"] as const) assert.ok(where.has(status));
  assert.equal((await view.things(book)).length, 3);
});

it("opens the town to everyone, and the kitchen to nobody without a link", async () => {
  const town = await viewOf("lucero");
  const kitchen = await viewOf("zaatar");
  const open = async (space: string) => (await filled.view(space, PUBLIC)).things(need);
  assert.ok((await open(town.space.id)).length > 5);
  assert.deepEqual(await open(kitchen.space.id), []);
});
