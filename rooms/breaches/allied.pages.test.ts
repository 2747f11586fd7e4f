import assert from "node:assert/strict";
import { it } from "node:test";
import { assertDone } from "../../house/testing.ts";
import { testNode } from "../../web/testing.ts";
import { alliedBy } from "../allies/testing.ts";

it("counts what lies open to an allied group apart, and says which it is", async () => {
  const node = await testNode();
  const local = await node.found({ group: "Ría Viva", lang: "en" });
  const second = await node.join(local.space, ["coordination"], "bruma");
  const guest = await node.found({ group: "Norra bron", lang: "en" });
  const names = { second: second.member, name: "Puente Norte", lang: "es" };
  const { ally, person } = await alliedBy(node, local, guest, names);
  const offered = await node.send({
    ...{ space: local.space, command: "offers.offer-as-group" },
    author: { by: "ally", ally, person },
    input: {
      ...{ what: { lang: "en", text: "a tent" }, sort: "support", quantity: null, by: null },
      terms: null,
    },
  });
  assertDone(offered);
  const aware = node.clock.now;
  const known = { what: "link", aware, happened: null, law: "no", risk: "low" };
  const opened = await node.does(local.space, local.member, "breaches.open", {
    ...{ ...known, drill: false, lang: "en", name: [{ lang: "en", text: "the lost phone" }] },
  });
  const { browser } = await node.signIn(local.login);
  const at = `/s/${local.slug}/breaches/${String(opened.answer["breach"])}/exposed`;
  const page = (await browser.get(`${at}?of=all`)).text
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");
  const to = "The group&#39;s people and a solidarity group: Puente Norte";
  for (const kind of ["Contributions", "Solidarity groups that take part", "Who acts for"])
    assert.match(page, new RegExp(`${kind}[^:]{0,60} ${to}`), kind);
  const kept = await browser.submit(`${at}?of=all`, {}, at);
  assert.equal(kept.status, 303, kept.text);
  const space = await node.house.space(local.space);
  const thing = await space?.thing(String(opened.answer["breach"]));
  type Row = { kind: string; to: string; n: number };
  assert.ok(thing);
  const [count] = (thing.state as { counts: { rows: Row[] }[] }).counts;
  const shared = count?.rows.filter(({ to: open }) => open === "ally") ?? [];
  assert.deepEqual(shared.map(({ kind, n }) => [kind, n]).sort(), [
    ["ally", 1],
    ["ally-person", 1],
    ["offer", 1],
  ]);
});
