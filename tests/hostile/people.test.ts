/** What one person who coordinates can do alone, with the phone unlocked, that should take two. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertDone, assertRefused, DAY } from "../../house/testing.ts";
import { addMembership, makeLogin, nodeOf, readLogin } from "../../rooms/people/index.ts";
import { makeFeed } from "../../rooms/today/feed.ts";
import { Browser, ORIGIN, PASSPHRASE, testNode } from "../../web/testing.ts";

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

it("whoever made many invitations leaves none behind that lets somebody in", async () => {
  const { as, ann, bo, slug, clock, app } = await group();
  const invite = async (days: number) => {
    const done = await as(bo, "people.invite", { roles: ["member"], days, uses: 1 });
    assertDone(done);
    return `/s/${slug}/invitation/${done.answer["code"]}`;
  };
  for (let n = 0; n < 100; n++) await invite(1);
  const more = { roles: ["member"], days: 1, uses: 1 };
  assertRefused(await as(bo, "people.invite", more), "people.invitations-full");
  clock.pass(2 * DAY);
  const address = await invite(14);
  const stranger = () => new Browser(ORIGIN, async (request) => app.fetch(request));
  assert.equal((await stranger().get(address)).status, 200);
  assertDone(await as(ann, "people.remove", { member: bo, forget: false }));
  assert.equal((await stranger().get(address)).status, 404);
});

it("a feed address of before does not open again for who was given her place back", async () => {
  const { as, ann, bo, cy, dee, space, slug, house, app, clock, random } = await group();
  const opened = await house.space(space);
  assert.ok(opened);
  const code = await makeFeed(opened, dee, clock.now, random);
  const stranger = new Browser(ORIGIN, async (request) => app.fetch(request));
  const feed = async () => (await stranger.get(`/s/${slug}/dates/${code}.ics`)).status;
  assert.equal(await feed(), 200);
  const author = { by: "clock", thing: dee } as const;
  const key = "set-back-0000000000";
  const input = { by: [ann, bo] };
  assertDone(await house.dispatch({ space, command: "people.set-back", input, author, key }));
  for (const one of [ann, cy]) assertDone(await as(one, "people.vouch", { member: dee }));
  assert.equal(await feed(), 404);
});

it("whoever is in already does not come in a second time beside themselves", async () => {
  const node = await group();
  const { as, ann, slug, house, app, space } = node;
  const parts = nodeOf(house);
  const login = await makeLogin(parts, { name: "jacinta", passphrase: PASSPHRASE, lang: "es" });
  assert.ok(!isRefusal(login));
  const member = node.bo;
  await addMembership(parts, login, { space, member });
  const done = await as(ann, "people.invite", { roles: ["member"], days: 1, uses: 1 });
  assertDone(done);
  const stranger = new Browser(ORIGIN, async (request) => app.fetch(request));
  const address = `/s/${slug}/invitation/${done.answer["code"]}`;
  await stranger.submit(address, { handle: "jacinta", passphrase: PASSPHRASE });
  const kept = (await readLogin(parts, login))?.memberships;
  assert.deepEqual(kept, [{ space, member }]);
});

it("whoever may coordinate no more lets nobody in by what they made or signed before", async () => {
  for (const roles of [["observer"], ["member"]]) {
    const { as, ann, bo, cy, space, send } = await group();
    const way = { roles: ["coordination"], days: 9, uses: 5 };
    const done = await as(bo, "people.invite", way);
    assertDone(done);
    const { invitation, code } = done.answer as { invitation: string; code: string };
    assertDone(await as(cy, "people.cosign-invitation", { invitation }));
    assertDone(await as(ann, "people.set-roles", { member: bo, roles }));
    const author = { by: "holder", thing: invitation, code } as const;
    const came = await send({ space, command: "people.join", input: { handle: "x" }, author });
    assertRefused(came, "people.invitation-over");
  }
});
