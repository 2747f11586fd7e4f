import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { it } from "node:test";

const { testNode } = await import("../../web/testing.ts");
const { DAY } = await import("../../house/testing.ts");
const { nodeOf } = await import("../people/index.ts");
const { ACTS_MAX, actsFor, dropActs, KEEPER_ACTS, noteAct } = await import("./keeper-acts.ts");

it("shows every member what was done with the server, and with this space alone", async () => {
  const { house, found, join, browser } = await testNode();
  const parts = nodeOf(house);
  const [one, two] = [await found(), await found({ group: "Otra", handle: "trigo" })];
  const bo = await join(one.space);
  await noteAct(parts, "start", { version: "1.2.3" });
  await noteAct(parts, "export", { space: one.space });
  await noteAct(parts, "erase", { space: two.space });
  const page = await bo.browser.get(`/s/${one.slug}/keeper`);
  assert.match(page.text, /Started the server/);
  assert.match(page.text, /Began to run version .*1\.2\.3/);
  assert.match(page.text, /Wrote a file out of this group/);
  assert.doesNotMatch(page.text, /Erased something/);
  assert.match(page.text, /could change the list/, "what could be hidden is said");
  assert.doesNotMatch(page.text, /\d\d:\d\d/, "days, and no hours");
  const other = await two.browser.get(`/s/${two.slug}/keeper`);
  assert.match(other.text, /Erased something/);
  assert.doesNotMatch(other.text, /Wrote a file/);
  const stranger = await browser().get(`/s/${one.slug}/keeper`);
  assert.equal(stranger.status, 303, "who is not signed in reads none of it");
  for (const lang of ["es", "ar"]) {
    await bo.browser.get(`/s/${one.slug}?lang=${lang}`);
    assert.equal((await bo.browser.get(`/s/${one.slug}/keeper`)).status, 200);
  }
});

it("is bounded, counts what came often, and takes nothing out but at its end", async () => {
  const { house, found, clock, store } = await testNode();
  const parts = nodeOf(house);
  const { space } = await found();
  for (let n = 0; n < 3; n++) await noteAct(parts, "export", { space });
  assert.deepEqual(
    (await actsFor(parts, space)).map(({ what, times }) => [what, times]),
    [["export", 3]],
  );
  for (let n = 0; n < ACTS_MAX + 5; n++) {
    clock.now += DAY;
    await noteAct(parts, "start", { version: "1" });
  }
  const acts = await actsFor(parts, space);
  assert.equal(acts.length, ACTS_MAX + 1, "what filled the server's list left the space's alone");
  assert.ok((acts[0]?.day ?? "") > (acts.at(-1)?.day ?? ""));
  const rows = await store.records.list("node", "keeper-acts/", 10, null, clock.now);
  for (const { key, value } of rows) {
    assert.ok(!key.includes(space), "a row's name tells no space");
    assert.ok(!Buffer.from(value).includes("export"), "and it is sealed");
  }
  await dropActs(parts, space);
  assert.ok((await actsFor(parts, space)).every(({ what }) => what === "start"));
});

it("has words for every act", async () => {
  const { node } = await testNode();
  for (const lang of ["en", "es", "ar"] as const)
    for (const what of KEEPER_ACTS)
      assert.ok(node.library(lang).has(`spaces.keepers.did-${what}`), `${what} ${lang}`);
});
