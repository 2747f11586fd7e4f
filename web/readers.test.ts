/** Who will read what is typed: said by each page for itself where the address does not say it. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { testNode } from "./testing.ts";

it("says who reads it under the keeper's form, a token's, and a name to end by", async () => {
  const node = await testNode();
  const { browser, slug, space } = await node.found({ keeper: true });
  const keeper = (await browser.get("/keeper")).text;
  assert.match(
    keeper,
    /Who reads what you write here:<\/b>\s*those who run this server\. Whoever signs in/,
  );
  const tokens = (await browser.get(`/s/${slug}/tokens`)).text;
  assert.match(
    tokens,
    /Who reads what you write here:<\/b>\s*you, and those who coordinate this group/,
  );
  assert.doesNotMatch(tokens, /whoever opens that/);
  const end = (await browser.get(`/s/${slug}/settings/end/confirmation`)).text;
  assert.match(end, /Who reads what you write here:<\/b>\s*nobody\. It is only compared/);
  // What a group's own page is typed into still says so, and a page of buttons says nothing.
  const { browser: plain } = await node.join(space, ["member"]);
  assert.match((await plain.get(`/s/${slug}/needs/new`)).text, /whoever opens that/);
  assert.doesNotMatch((await browser.get(`/s/${slug}/shutters`)).text, /Who reads what you write/);
});
