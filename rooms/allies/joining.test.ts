import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newId } from "../../house/ids.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, HOUR } from "../../house/testing.ts";
import { testNode } from "../../web/testing.ts";
import { comeAlong, invitedBy } from "./coming.ts";
import { invited, wentIn } from "./testing.ts";

const text = { lang: "en", text: "Norra bron" };

async function world() {
  const node = await testNode();
  const local = await node.found({ group: "Ría Viva", lang: "en" });
  const second = await node.join(local.space, ["coordination"], "bruma");
  const guest = await node.found({ group: "Norra bron", lang: "en" });
  const other = await node.found({ group: "Södra bron", lang: "en" });
  const { house } = node;
  const come = async (code: string, by = guest, key = newId(house.parts.random)) => {
    const found = await invitedBy(house, code, by.space);
    assert.ok(found);
    return comeAlong(house, by, { invited: found, code, name: text, key });
  };
  const code = async () => (await invited(node, local, second.member)).code;
  const page = async () => {
    const { browser } = await node.signIn(local.login);
    const list = (await browser.get(`/s/${local.slug}/allies`)).text;
    const at = /href="([^"]+\/allies\/[0-9a-f]{32})"/.exec(list)?.[1] ?? "";
    return (await browser.get(at)).text;
  };
  const theirs = async () => {
    const { browser } = await node.signIn(guest.login);
    return (await browser.get(`/s/${guest.slug}/allies`)).text.match(/\/alliances\/[0-9a-f]{32}/g);
  };
  const rows = async () =>
    (await node.store.records.list("node", "ally", 100, null, node.clock.now)).map(({ key }) =>
      key.replace(/\/.*/, ""),
    );
  return { ...node, local, guest, other, come, code, page, theirs, rows };
}

/** The process that was to do what follows dies before it does. */
function breaks(node: Awaited<ReturnType<typeof world>>): () => void {
  const { outbox } = node.house;
  const atOnce = outbox.atOnce.bind(outbox);
  outbox.atOnce = async () => undefined;
  return () => {
    outbox.atOnce = atOnce;
  };
}

describe("coming along, broken off between the two spaces", () => {
  it("is taken up again by itself, once, and is not said to be elsewhere meanwhile", async () => {
    const made = await world();
    const code = await made.code();
    const mend = breaks(made);
    assertRefused((await made.come(code)) as never, "allies.begun-soon");
    assert.match(await made.page(), /Takes part/);
    assert.doesNotMatch(await made.page(), /not on this server/);
    assert.equal(await made.theirs(), null);
    mend();
    made.clock.pass(HOUR);
    while ((await made.house.runDue()) > 0);
    const there = await made.theirs();
    assert.equal(new Set(there).size, 1);
    const person = await wentIn(made, there?.[0]?.slice(-32) ?? "", made.guest.member, "alba");
    assert.match(person, /^[0-9a-f]{32}$/);
    assert.match(await made.page(), /alba[\s\S]*Can come in/);
    assert.deepEqual(new Set(await made.rows()), new Set(["ally", "ally-pair", "ally-side"]));
  });

  it("can be done again by the same group until the host took it in, and by no other", async () => {
    const made = await world();
    const code = await made.code();
    const { house } = made;
    const dispatch = house.dispatch.bind(house);
    house.dispatch = async () => {
      throw new Error("broken off");
    };
    await assert.rejects(made.come(code));
    house.dispatch = dispatch;
    assertRefused((await made.come(code, made.other)) as never, "allies.no-such-code");
    assert.match(String(await made.come(code)), /^[0-9a-f]{32}$/);
    assert.equal(new Set(await made.theirs()).size, 1);
  });

  it("tells the host that nobody came where their own space says no", async () => {
    const made = await world();
    const code = await made.code();
    const nobody = { ...made.guest, member: "0".repeat(32) };
    assertRefused((await made.come(code, nobody)) as never, "allies.no-such-code");
    assert.match(await made.page(), /Ended by the other group/);
    assert.deepEqual(await made.rows(), []);
  });
});

it("takes a group in once, by whichever of two codes it came first", async () => {
  const made = await world();
  const [one, two] = [await made.code(), await made.code()];
  const got = await Promise.all([made.come(one), made.come(two)]);
  const came = got.filter((done) => !isRefusal(done));
  assert.equal(came.length, 1, JSON.stringify(got));
  const { browser } = await made.signIn(made.local.login);
  const list = (await browser.get(`/s/${made.local.slug}/allies`)).text;
  assert.equal(list.match(/Takes part/g)?.length, 1);
  assert.equal(new Set(await made.theirs()).size, 1);
});
