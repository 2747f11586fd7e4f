import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, fold, type Given } from "../../house/testing.ts";
import { commands as table } from "./commands.ts";
import { type SpaceState, space } from "./facts.ts";
import { ORG_ID, publisherSchema } from "./publisher.ts";
import { publisherCommands as commands } from "./publisher-commands.ts";
import { publisherOf } from "./questions.ts";

const testing = await import("../../web/testing.ts");

const here = "5".repeat(32);
const founded = (safety: string): Given => ({
  ...{ thing: here, type: "space.founded/1", record: { safety, zone: "UTC", langs: ["en"] } },
});
const words = { organisation: "GB-CHC-1234567", type: "24", grants: null } as const;
const set: Given = { thing: here, type: "space.publisher-set/1", record: {} };
const ask = (name: keyof typeof commands, given: Given[], input: object) =>
  decide(commands[name] as never, [space], given, input as never, { space: here });
const stateAfter = (...given: Given[]) =>
  (fold([space], [founded("no"), ...given]).get(here) as Thing<SpaceState>).state;

describe("what a group is called in files for the public", () => {
  it("is erasable words and no record; another takes its place, and erases it", () => {
    const first = ask("setPublisher", [founded("no")], words) as Decided;
    assert.deepEqual(first.facts[0]?.record, {});
    assert.deepEqual(first.facts[0]?.words, words);
    assert.deepEqual(first.erases, []);
    const other = { ...words, organisation: "KE-NCB-218.051" };
    const again = ask("setPublisher", [founded("no"), set], other) as Decided;
    assert.deepEqual(
      again.erases?.map(({ at, parts }) => [at.n, parts]),
      [[2, ["words"]]],
    );
  });

  it("is taken back once, and goes in the step by which the group protects its people", () => {
    const drop = ask("dropPublisher", [founded("no"), set], {}) as Decided;
    assert.deepEqual([drop.facts[0]?.type, drop.erases?.length], ["space.publisher-dropped/1", 1]);
    const dropped: Given = { thing: here, type: "space.publisher-dropped/1", record: {} };
    assert.deepEqual(ask("dropPublisher", [founded("no"), set, dropped], {}), { facts: [] });
    const safety = decide(
      table.setSafety as never,
      ...([[space], [founded("no"), set], { safety: "yes" } as never, { space: here }] as const),
    );
    assert.ok(!isRefusal(safety) && safety.erases?.length === 1);
    const guarded: Given = { thing: here, type: "space.protected/1", record: { safety: "yes" } };
    assert.equal(stateAfter(set, guarded).publisher, null);
    assert.equal(stateAfter(set).publisher?.n, 2);
  });

  it("is none of a group that protects its people, and no free text", () => {
    assertRefused(ask("setPublisher", [founded("yes")], words), "spaces.publisher-protected");
    for (const organisation of ["", "noor", "GB-CHC-", "gb-chc-1", "GB-CHC-1/2", "GB-CHC-a b"])
      assert.equal(publisherSchema.safeParse({ ...words, organisation }).success, false);
    for (const good of ["GB-CHC-1234567", "XM-DAC-903-SG", "KE-NCB-218.051", "XI-IATI-x_1"])
      assert.match(good, ORG_ID);
    const bad = { ...words, grants: "riverkitchen" };
    assert.equal(publisherSchema.safeParse(bad).success, false);
  });
});

it("is said and erased on a page of coordination's, and read by nobody outside", async () => {
  const node = await testing.testNode();
  const at = await node.found({ lang: "en" });
  const page = `/s/${at.slug}/settings/publisher`;
  const typed = { organisation: "KE-NCB-218-051", type: "24", grants: "360G-river" };
  const empty = await at.browser.submit(page, { organisation: "" }, page);
  assert.equal(empty.status, 422);
  assert.match(empty.text, /org-id\.guide lists the registers/);
  const bad = await at.browser.submit(page, { ...typed, grants: "river" }, page);
  assert.match(bad.text, /begins with 360G-[\s\S]*KE-NCB-218-051/);
  assert.equal((await at.browser.submit(page, typed, page)).status, 303);
  const kept = (await at.browser.get(page)).text;
  for (const one of Object.values(typed)) assert.match(kept, new RegExp(one));
  const view = await node.view(at.space, {
    ...{ by: "member", member: at.member, roles: ["coordination"] },
  });
  assert.deepEqual(await publisherOf(view), typed);
  await node.does(at.space, at.member, "spaces.publish", {});
  assert.equal(await publisherOf(await node.view(at.space, { by: "public" })), null);
  const other = await node.join(at.space, ["member"], "bruma");
  assert.equal((await other.browser.get(page)).status, 403);
  await at.browser.submit(page, {}, `${page}/removal`);
  assert.doesNotMatch((await at.browser.get(page)).text, /218-051|Erase it here/);
});
