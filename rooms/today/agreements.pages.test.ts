/** What of agreements waits for a group: a proposal to sign, and one to look at again. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../../house/testing.ts";
import { testNode } from "../../web/testing.ts";
import { otherParty, SAID, TEXTS } from "../agreements/testing.ts";

it("says that a proposal waits for coordination, and when to look again", async () => {
  const node = await testNode();
  const ann = await node.found();
  const { space, member, slug } = ann;
  const them = await otherParty(node, { space, member });
  const bo = await node.join(space, ["member"], "bruma");
  const does = async (command: string, input: object) =>
    (await node.does(space, member, `agreements.${command}`, input)).answer;
  const { agreement } = await does("begin", { with: them.ally, langs: ["en", "es"] });
  const clauses = [{ says: SAID.money }, { says: SAID["look-again"] }];
  const proposal = { agreement, texts: TEXTS, differing: [], clauses };
  const { version, hash } = await does("propose", proposal);
  const today = async (who: { login: string }) => {
    const { browser } = await node.signIn(who.login);
    return (await browser.get(`/s/${slug}/today`)).text.replaceAll(/[\u2066-\u2069]/g, "");
  };
  const asked = await today(ann);
  assert.match(asked, /1 agreement waits for your signature/);
  assert.ok(asked.includes(`href="/s/${slug}/agreements/${agreement}"`));
  assert.doesNotMatch(await today(bo), /waits for your signature/);
  const signing = { agreement, version, hash, assembly: null, seen: true };
  await does("sign", signing);
  assert.doesNotMatch(await today(ann), /waits for your signature/);
  const sent = { space, command: "agreements.sign", input: signing, author: them.author };
  assert.ok("answer" in (await node.send(sent)));
  assert.doesNotMatch(await today(bo), /looked at again/);
  // It lapses after 30 April 2027: two weeks before, whoever writes here is told.
  node.clock.pass(Date.UTC(2027, 3, 18) - node.clock.now);
  assert.match(await today(bo), /1 agreement is to be looked at again/);
  node.clock.pass(20 * DAY);
  assert.match(await today(bo), /looked at again/, "lapsed, and nobody ended it");
  await does("end", { agreement });
  assert.doesNotMatch(await today(bo), /looked at again/);
});
