/** What a command leaves beside the log comes about by whichever door it was sent. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertDone, DAY } from "../../house/testing.ts";
import { changeLogin, nodeOf, readLogin } from "../../rooms/people/index.ts";
import { END_WAIT_MS, endSpace, findSpace, slugOf } from "../../rooms/spaces/index.ts";
import { ORIGIN, testNode } from "../../web/testing.ts";
import { makeToken } from "../../web/tokens.ts";

async function withToken(beginning = {}) {
  const node = await testNode();
  const group = await node.found(beginning);
  const space = await node.house.space(group.space);
  assert.ok(space);
  const { login, member } = group;
  const of = { login, member, scopes: ["*"], until: node.clock.now + DAY };
  const token = await makeToken(space, of, node.clock.now, node.random);
  assert.ok(token);
  let keys = 0;
  const post = async (command: string, input: unknown, envelope: object = {}) => {
    const address = `${ORIGIN}/api/s/${group.slug}/commands/${command}`;
    const key = `attack-key-${String(++keys).padStart(8, "0")}`;
    const body = JSON.stringify({ input, key, ...envelope });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answered = await node.app.request(address, { method: "POST", headers, body });
    const said = (await answered.json()) as { answer: Record<string, string>; code?: string };
    return { status: answered.status, ...said };
  };
  const rows = async (id = "node") =>
    (await node.store.records.list(id, "", 1_000, null, node.clock.now)).map(({ key }) => key);
  return { ...node, ...group, post, rows };
}

const text = (said: string) => ({ lang: "es", text: said });
const given = { by: null, name: "bo", reach: "bo@example.org", terms: null, form: null };

it("no program ends a space, and one that ends takes what programs made along", async () => {
  const { post, does, rows, space, member, slug, keys, store, house, clock } = await withToken();
  const title = text("agua");
  const need = (await post("needs.open", { title, quantity: { of: "5", unit: "l" } })).answer["id"];
  await post("offers.take", { ...given, need, quantity: { of: "2", unit: "l" } });
  assert.equal((await rows()).filter((key) => key.startsWith("receipt/")).length, 1);
  assert.equal((await post("spaces.ask-joint", { what: "end" })).code, "web.by-hand");
  await does(space, member, "spaces.ask-joint", { what: "end" });
  clock.pass(END_WAIT_MS);
  assert.equal((await post("spaces.keep", {})).status, 401, "too late, and no door is left");
  await house.runDue();
  assert.equal(await house.space(space), null);
  assert.equal(await store.size(space), 0);
  assert.deepEqual(
    (await keys.list()).filter((name) => name.includes(space)),
    [],
  );
  assert.equal(await findSpace(nodeOf(house), slug), null);
  const left = (await rows()).filter((key) => /^(receipt|slug|slug-of|login)\//.test(key));
  assert.deepEqual(left, [], "nothing of the node leads to it");
});

it("what a program takes in for someone is found by its receipt code", async () => {
  const { post, browser: mine } = await withToken();
  const opened = await post("offers.offer-unasked", {
    ...{ ...given, what: text("sillas"), quantity: { of: "2", unit: "item" } },
  });
  const code = opened.answer["code"] ?? "";
  assert.match(code, /^[0-9A-Z-]{29}$/);
  const found = await mine.submit("/receipt", { code });
  assert.equal(found.status, 200);
});

it("a space protected by a program loses the address that named it", async () => {
  const { post, slug, space, house } = await withToken({ group: "Casa Clara" });
  assert.equal(slug, "casa-clara");
  assert.equal((await post("spaces.set-safety", { safety: "unsure" })).status, 200);
  assert.equal(await findSpace(nodeOf(house), slug), null);
  const next = await slugOf(nodeOf(house), space);
  assert.match(String(next), /^[2-9a-z]{10}$/);
  assert.equal(await findSpace(nodeOf(house), String(next)), space);
});

it("an ending that was broken off is finished, another is not begun", async () => {
  const { house, does, send, space, member, store, clock } = await withToken();
  assert.equal(await endSpace(house, space), false);
  await does(space, member, "spaces.ask-joint", { what: "end" });
  assert.equal(await endSpace(house, space), false, "its wait is not over");
  clock.pass(END_WAIT_MS);
  const { atOnce } = house.outbox;
  house.outbox.atOnce = async () => undefined;
  const author = { by: "clock", thing: space } as const;
  assertDone(await send({ space, command: "spaces.carry-out-end", input: {}, author }));
  house.outbox.atOnce = atOnce;
  assert.ok((await store.size(space)) > 0, "stopped half way");
  await house.runDue();
  assert.equal(await store.size(space), 0);
});

it("who left by a program leaves their login, a token ends with the passphrase", async () => {
  const { house, space, login, member, join, does, post } = await withToken();
  const other = await join(space, ["coordination"]);
  await does(space, other.member, "people.leave", { forget: true });
  const parts = nodeOf(house);
  assert.deepEqual((await readLogin(parts, other.login))?.memberships, []);
  assert.deepEqual((await readLogin(parts, login))?.memberships, [{ space, member }]);
  const title = text("agua");
  assert.equal((await post("needs.open", { title })).status, 200);
  await changeLogin(parts, login, (before) => ({ ...before, changed: house.now + 1 }));
  assert.equal((await post("needs.open", { title })).status, 401);
});
