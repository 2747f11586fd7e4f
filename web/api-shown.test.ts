import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../house/refusal.ts";
import { assertDone, DAY } from "../house/testing.ts";
import { madeFile } from "../house/testing-files.ts";
import { ORIGIN, testNode } from "./testing.ts";
import { makeToken } from "./tokens.ts";

const es = (text: string) => ({ lang: "es", text });
const on = (date: string) => ({ date, zone: "UTC", instant: `${date}T00:00:00Z` });

it("tells a program that what was shown is the group's once its permission ended", async () => {
  const node = await testNode();
  const one = await node.found({ safety: "no" });
  const space = await node.house.space(one.space);
  assert.ok(space);
  const of = { login: one.login, member: one.member, scopes: ["read"] };
  const { now } = node.clock;
  const token = await makeToken(space, { ...of, until: now + 90 * DAY }, now, node.random);
  const does = async (command: string, input: object) =>
    (await node.does(one.space, one.member, `consent.${command}`, input)).answer;
  const who = { is: "person", name: "salma", reach: "x" };
  const { subject } = await does("note-person", who);
  const { saying } = await does("write-words", { subject, quoted: es("Nos quedamos") });
  const upload = await node.house.files.keep(one.space, one.member, [madeFile("door", 900)]);
  assert.ok(!isRefusal(upload));
  const kept = await node.house.files.use(one.space, upload, (files) =>
    node.house.dispatch({
      ...{ space: one.space, command: "consent.keep-picture", files },
      ...{ author: { by: "member", member: one.member }, key: "0123456789abcdeg" },
      input: { saying, face: "none", alt: es("La puerta") },
    }),
  );
  assertDone(kept);
  const { picture } = kept.answer as { picture: string };
  const terms = {
    ...{ activity: "publish", scope: [saying, picture], channels: ["group-page"] },
    data: ["words", "picture"],
    ...{ named: "no-name", face: "none", place: 0, groups: [], roles: [], anyone: true, also: [] },
    ...{ from: on("2026-11-02"), ends: on("2026-11-20"), review: on("2026-11-15"), noCost: true },
    ...{ basis: "own-yes", withdraw: ["code", "any-member"], country: null, lang: "es" },
  };
  const asked = { subject, ...terms, notice: es("¿Sí?"), purpose: es("Para la página") };
  const { consent } = await does("ask", asked);
  const heard = { consent, as: "self", retold: true, interpreted: false };
  await node.house.dispatch({
    ...{ space: one.space, command: "consent.hear-yes", input: heard, arrived: "voice" },
    ...{ author: { by: "member", member: one.member }, key: "0123456789abcdef" },
  });
  await does("show-words", { saying });
  await does("show-picture", { picture });
  const headers = { authorization: `Bearer ${token}` };
  const circles = async (kind: string) => {
    const path = `${ORIGIN}/api/s/${one.slug}/things/${kind}`;
    const got = await (await node.app.request(path, { headers })).json();
    return (got as { things: { circle: string }[] }).things.map((each) => each.circle);
  };
  const bytes = `${ORIGIN}/s/${one.slug}/files/${upload.list[0]?.id}`;
  const given = async () => (await node.app.request(bytes, { headers })).status;
  for (const kind of ["saying", "picture"]) assert.deepEqual(await circles(kind), ["public"], kind);
  assert.equal(await given(), 200);
  node.clock.pass(40 * DAY);
  for (const kind of ["saying", "picture"]) assert.deepEqual(await circles(kind), ["host"], kind);
  assert.equal(await given(), 404, "a program is given no picture that is the group's alone");
});
