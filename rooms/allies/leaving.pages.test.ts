import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertDone } from "../../house/testing.ts";
import { testNode } from "../../web/testing.ts";
import { addMembership, nodeOf } from "../people/index.ts";
import { alliedBy, wentIn } from "./testing.ts";

async function world() {
  const node = await testNode();
  const local = await node.found({ group: "Ría Viva", lang: "en" });
  const second = await node.join(local.space, ["coordination"], "bruma");
  const guest = await node.found({ group: "Norra bron", lang: "en", safety: "yes" });
  const friend = await node.join(guest.space, ["member"], "sten");
  const all = await alliedBy(node, local, guest, { second: second.member });
  const own = (command: string, input: object) =>
    node.does(guest.space, guest.member, command, input);
  const inCircle = { circle: all.circle, member: friend.member };
  await own("people.add-to-circle", { ...inCircle, past: true });
  await wentIn(node, all.alliance, friend.member, "sten there");
  const page = async () =>
    (await (await node.signIn(local.login)).browser.get(`/s/${local.slug}/allies/${all.ally}`))
      .text;
  const comesIn = async ({ login }: { login: string }) =>
    (await (await node.signIn(login)).browser.get(`/s/${local.slug}/ally`)).status;
  return { ...node, ...all, local, guest, friend, own, page, comesIn };
}

describe("who acts for a group elsewhere", () => {
  it("is nobody once its circle is ended, and both sides read that it is over", async () => {
    const { own, circle, guest, friend, comesIn, page, alliance, signIn } = await world();
    await own("people.end-circle", { circle });
    assert.deepEqual([await comesIn(guest), await comesIn(friend)], [404, 404]);
    assert.match(await page(), /Ended by the other group/);
    const { browser } = await signIn(guest.login);
    const theirs = (await browser.get(`/s/${guest.slug}/alliances/${alliance}`)).text;
    assert.match(theirs, /Your group ended it/);
  });

  it("is nobody once the last went from the circle: then it is over", async () => {
    const { own, guest, friend, circle, page, comesIn } = await world();
    await own("people.put-out-of-circle", { circle, member: guest.member });
    assert.match(await page(), /Takes part[\s\S]*Not for this group any more/);
    assert.deepEqual([await comesIn(guest), await comesIn(friend)], [404, 200]);
    await own("people.remove", { member: friend.member, forget: false });
    assert.match(await page(), /Ended by the other group/);
  });

  it("is nobody who looks on at home, said at once", async () => {
    const { own, friend, page, comesIn } = await world();
    await own("people.set-roles", { member: friend.member, roles: ["observer"] });
    assert.equal(await comesIn(friend), 404);
    assert.match(await page(), /Not for this group any more/);
  });
});

describe("that a group closed, asks its people something, or fell silent", () => {
  it("is nothing its host reads", async () => {
    const { own, guest, friend, page, comesIn } = await world();
    assert.equal((await page()).match(/Can come in/g)?.length, 2);
    await own("spaces.close-shutters", {});
    assert.deepEqual([await comesIn(guest), await comesIn(friend)], [404, 404]);
    assert.equal((await page()).match(/Can come in/g)?.length, 2);
  });

  it("lets nobody in meanwhile, and nobody is said to have left but who did", async () => {
    const { own, send, guest, friend, page, comesIn, clock } = await world();
    const texts = [{ lang: "en", text: "What we read here stays here." }];
    await own("spaces.write-conduct", { texts, days: 0 });
    clock.pass(1);
    assert.deepEqual([await comesIn(guest), await comesIn(friend)], [404, 404]);
    const author = { by: "member", member: friend.member } as const;
    const input = { forget: false };
    assertDone(await send({ space: guest.space, command: "people.leave", input, author }));
    assert.equal((await page()).match(/Can come in/g)?.length, 1);
  });

  it("stops its people elsewhere while it counts as silent", async () => {
    const { own, send, circle, guest, friend, page, comesIn } = await world();
    const name = [{ lang: "en", text: "those who act" }];
    const asked = await own("spaces.propose-silence", { days: 30, circle, acts: ["answer"], name });
    const author = { by: "member", member: friend.member } as const;
    const { joint } = asked.answer;
    for (const [command, input] of [
      ["spaces.agree-joint", { joint }],
      ["spaces.go-dark", {}],
    ] as const)
      assertDone(await send({ space: guest.space, command, input, author }));
    assert.deepEqual([await comesIn(guest), await comesIn(friend)], [404, 404]);
    assert.equal((await page()).match(/Can come in/g)?.length, 2);
  });
});

it("sends nobody of the host's own group through the door of another", async () => {
  const made = await world();
  const { guest, local, alliance, circle, own, page } = made;
  // Somebody of the host is of the guest too, and in its circle.
  const both = await made.join(guest.space, ["member"], "lucero");
  const membership = { space: guest.space, member: both.member };
  await addMembership(nodeOf(made.house), local.login, membership);
  await own("people.add-to-circle", { circle, member: both.member, past: true });
  const { browser } = await made.signIn(local.login);
  const at = `/s/${guest.slug}/alliances/${alliance}`;
  const got = await browser.get(at);
  assert.match(got.text, /You belong to that group yourself/);
  assert.doesNotMatch(got.text, /\/entry"/);
  const before = await page();
  assert.equal(before.match(/Can come in/g)?.length, 2);
});
