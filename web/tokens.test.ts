import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../house/testing.ts";
import { testNode } from "./testing.ts";
import { endToken, listTokens, makeToken, readToken, TOKENS_MAX } from "./tokens.ts";

it("of tokens made at once no more are there than a list holds: all can be ended", async () => {
  const { house, found } = await testNode();
  const { space: id, login, member } = await found();
  const space = await house.space(id);
  assert.ok(space !== null);
  const { now } = house;
  const of = { login, member, scopes: ["read"], until: now + DAY };
  const all = Array.from({ length: TOKENS_MAX + 30 }, () =>
    makeToken(space, of, now, house.parts.random),
  );
  const made = (await Promise.all(all)).filter((one) => one !== null);
  assert.equal(made.length, TOKENS_MAX);
  for (const token of await listTokens(space, now))
    await endToken(space, token.id, () => true, now);
  for (const token of made) assert.equal(await readToken(space, token, now), null);
});
