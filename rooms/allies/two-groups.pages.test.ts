import assert from "node:assert/strict";
import { it } from "node:test";
import { HOUR } from "../../house/testing.ts";
import { testNode } from "../../web/testing.ts";
import { addMembership, nodeOf } from "../people/index.ts";
import { alliedBy } from "./testing.ts";

it("lets somebody of two allied groups act for the one they went in for last", async () => {
  const node = await testNode();
  const local = await node.found({ group: "Ría Viva", lang: "en" });
  const second = await node.join(local.space, ["coordination"], "bruma");
  const north = await node.found({ group: "Norra bron", lang: "en" });
  const south = await node.found({ group: "Södra bron", lang: "en" });
  const names = { second: second.member, lang: "en" };
  const one = await alliedBy(node, local, north, { ...names, name: "Northern bridge" });
  const two = await alliedBy(node, local, south, { ...names, name: "Southern bridge" });
  const { member } = await node.join(south.space, ["member"], "alba");
  await addMembership(nodeOf(node.house), north.login, { space: south.space, member });
  const more = { circle: two.circle, member, past: true };
  await node.does(south.space, south.member, "people.add-to-circle", more);
  node.clock.pass(HOUR);
  const { browser } = await node.signIn(north.login);
  const as = async () => (await browser.get(`/s/${local.slug}/ally`)).text;
  assert.match(await as(), /Northern bridge/);
  const goIn = async (slug: string, alliance: string, fields: Record<string, string>) => {
    const at = `/s/${slug}/alliances/${alliance}`;
    const got = await browser.submit(at, fields, `${at}/entry`);
    assert.equal(got.location, `/s/${local.slug}/ally`, got.text);
    node.clock.pass(1_000);
  };
  await goIn(south.slug, two.alliance, { handle: "alba there" });
  assert.match(await as(), /Southern bridge[\s\S]*alba there/);
  assert.doesNotMatch(await as(), /Northern bridge/);
  const now = await browser.get(`/s/${south.slug}/alliances/${two.alliance}`);
  assert.match(now.text, new RegExp(`href="/s/${local.slug}/ally"`), "no need to say it again");
  await goIn(north.slug, one.alliance, {});
  assert.match(await as(), /Northern bridge/);
  // Who goes on keeps the name they had there.
  await goIn(south.slug, two.alliance, {});
  assert.match(await as(), /Southern bridge[\s\S]*alba there/);
});
