/** What one person who coordinates can do alone, with the phone unlocked, that should take two. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertDone, assertRefused, DAY } from "../../house/testing.ts";
import { testNode } from "../../web/testing.ts";

/** A group with two who coordinate, one treasurer and one member. */
async function group() {
  const node = await testNode();
  const { space, member: ann, browser, slug, login } = await node.found({ safety: "yes" });
  const { member: bo } = await node.join(space, ["coordination"]);
  const { member: cy } = await node.join(space, ["treasurer"]);
  const { member: dee } = await node.join(space, ["member"]);
  const as = (member: string, command: string, input: object) =>
    node.send({ space, command, input, author: { by: "member", member } });
  return { ...node, space, slug, login, browser, ann, bo, cy, dee, as };
}

type Group = Awaited<ReturnType<typeof group>>;

/** Whether ann alone gets as far as a copy of everything, or an end of the space. */
async function standsAlone({ as, ann }: Group, what: string): Promise<boolean> {
  const asked = await as(ann, "spaces.ask-joint", { what, of: [] });
  return !isRefusal(asked) && asked.answer["agreed"] === true;
}

async function named(made: Group, ...of: string[]) {
  const { ann, bo, as } = made;
  const asked = await as(ann, "spaces.ask-joint", { what: "name-set", of });
  assertDone(asked);
  assertDone(await as(bo, "spaces.agree-joint", { joint: asked.answer["joint"] }));
}

const OBSERVER = { roles: ["observer"] };

it("who sees the others of the named set out does not stand alone by it", async () => {
  for (const how of ["people.remove", "people.set-roles"]) {
    const made = await group();
    const { ann, bo, as } = made;
    await named(made, ann, bo);
    const more = how === "people.remove" ? { forget: false } : OBSERVER;
    assertDone(await as(ann, how, { member: bo, ...more }));
    for (const what of ["export", "end", "move-away"])
      assert.equal(await standsAlone(made, what), false, `${what} after ${how}`);
  }
});

it("a set that one named while alone is not the set of a group that grew", async () => {
  const node = await testNode();
  const { space, member } = await node.found({ safety: "yes" });
  const as = (command: string, input: object) =>
    node.send({ space, command, input, author: { by: "member", member } });
  assertDone(await as("spaces.ask-joint", { what: "name-set", of: [member] }));
  await node.join(space, ["member"]);
  await node.join(space, ["member"]);
  const asked = await as("spaces.ask-joint", { what: "export", of: [] });
  assertDone(asked);
  assert.equal(asked.answer["agreed"], false);
});

it("who sees everybody out, or leaves them to look on, is not alone at once", async () => {
  for (const how of ["people.remove", "people.set-roles"]) {
    const made = await group();
    const { ann, bo, cy, dee, as, clock } = made;
    const more = how === "people.remove" ? { forget: false } : OBSERVER;
    for (const member of [bo, cy, dee]) assertDone(await as(ann, how, { member, ...more }));
    for (const what of ["export", "end", "move-away"])
      assert.equal(await standsAlone(made, what), false, `${what} after ${how}`);
    clock.pass(4 * DAY);
    assert.equal(await standsAlone(made, "export"), true, "whoever is left is not locked out");
  }
});

it("nor does their word alone let in somebody of their own instead", async () => {
  for (const how of ["people.remove", "people.set-roles"]) {
    const made = await group();
    const { ann, bo, cy, dee, as, space, send, clock } = made;
    const more = how === "people.remove" ? { forget: false } : OBSERVER;
    for (const member of [bo, cy, dee]) assertDone(await as(ann, how, { member, ...more }));
    const way = { roles: ["coordination"], days: 14, uses: 5, way: "trusted" };
    const made1 = await as(ann, "people.invite", way);
    assertDone(made1);
    const { invitation, code } = made1.answer as { invitation: string; code: string };
    const author = { by: "holder", thing: invitation, code } as const;
    const came = await send({ space, command: "people.join", input: { handle: "x" }, author });
    assertDone(came);
    assert.equal(came.answer["in"], false, how);
    const member = came.answer["member"] as string;
    const vouched = await as(ann, "people.vouch", { member });
    assertDone(vouched);
    assert.equal(vouched.answer["in"], false, how);
    assertRefused(await as(member, "spaces.ask-joint", { what: "export" }), "house.not-here");
    clock.pass(4 * DAY);
    const later = await as(ann, "people.vouch", { member });
    assertDone(later);
    assert.equal(later.answer["in"], true, "after a wait a group of one may begin anew");
  }
});
