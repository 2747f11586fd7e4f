import "./loader/register.ts";
import assert from "node:assert/strict";
import { it } from "node:test";

const { testNode } = await import("./testing.ts");
const { publicBytes } = await import("../house/moves.ts");
const { signerFromSeed } = await import("../log/note.ts");
const { moveSpace } = await import("../rooms/spaces/index.ts");

const key = publicBytes(signerFromSeed("x.example/next", Buffer.alloc(32, 4)).verifier);

it("every page of a space that moved says so in each language; forms refuse and keep", async () => {
  const { found, house, browser } = await testNode();
  const { slug, space, member, browser: founder } = await found();
  const stranger = browser();
  assert.doesNotMatch((await stranger.get(`/s/${slug}`)).text, /moved to another server/);
  assert.equal(await moveSpace(house, space, { by: member, key }, async () => undefined), null);
  for (const [lang, says] of [
    ["en", /This group has moved to another server/],
    ["es", /Este grupo se mudó a otro servidor/],
    ["ar", /انتقلت هذه المجموعة إلى خادم آخر/],
  ] as const) {
    for (const one of [stranger, founder]) {
      await one.get(`/s/${slug}?lang=${lang}`);
      assert.match((await one.get(`/s/${slug}`)).text, says);
    }
    assert.match((await founder.get(`/s/${slug}/settings/group`)).text, says);
  }
  await founder.get(`/s/${slug}?lang=en`);
  const path = `/s/${slug}/settings/group`;
  const sent = await founder.submit(path, { name: "Mar Abierto" });
  assert.match(sent.text, /Not possible here, because this group has moved/);
  assert.match(sent.text, /Mar Abierto/);
});

it("where nobody may open the space, nothing says that it was there", async () => {
  const { found, house, browser } = await testNode();
  const { slug, space, member } = await found({ safety: "yes" });
  const before = await browser().get(`/s/${slug}`);
  assert.equal(await moveSpace(house, space, { by: member, key }, async () => undefined), null);
  const after = await browser().get(`/s/${slug}`);
  assert.deepEqual([after.status, after.location], [before.status, before.location]);
  assert.doesNotMatch(after.text, /moved/);
});
