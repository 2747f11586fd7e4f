/** One unlocked phone of coordination, and a friend: every way to be two within three days. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertDone, assertRefused, DAY, HOUR } from "../../house/testing.ts";
import { testNode } from "../../web/testing.ts";

/** A group of some days: two who coordinate, a treasurer, a member, one who looks on. */
async function group() {
  const node = await testNode();
  const { space, member: ann, slug, login } = await node.found({ safety: "yes" });
  const join = async (role: string) => (await node.join(space, [role as "member"])).member;
  const bo = await join("coordination");
  const cy = await join("treasurer");
  const dee = await join("member");
  const eye = await join("observer");
  node.clock.pass(5 * DAY);
  const as = (member: string, command: string, input: object) =>
    node.send({ space, command, input, author: { by: "member", member } });
  const does = async (member: string, command: string, input: object) => {
    const done = await as(member, command, input);
    assertDone(done);
    return done.answer as Record<string, string>;
  };
  return { ...node, space, slug, login, ann, bo, cy, dee, eye, as, does };
}

type Group = Awaited<ReturnType<typeof group>>;

/** Whether ann and this friend of hers are enough for something. */
async function areTwo({ as, ann }: Group, friend: string, what: string, of: string[] = []) {
  const asked = await as(ann, "spaces.ask-joint", { what, of });
  if (isRefusal(asked)) return false;
  if (asked.answer["agreed"] === true) return true;
  const said = await as(friend, "spaces.agree-joint", { joint: asked.answer["joint"] });
  return !isRefusal(said) && said.answer["agreed"] === true;
}

/** Somebody of hers comes by a link she made, and she vouches, and whoever else would for her. */
async function letIn({ does, send, space, ann, as }: Group, role: string, ...others: string[]) {
  const way = { roles: [role], days: 14, uses: 5, way: "trusted" };
  const { invitation: thing = "", code = "" } = await does(ann, "people.invite", way);
  for (const one of others) await as(one, "people.cosign-invitation", { invitation: thing });
  const author = { by: "holder", thing, code } as const;
  const came = await send({ space, command: "people.join", input: { handle: "x" }, author });
  assertDone(came);
  const member = String(came.answer["member"]);
  await as(ann, "people.vouch", { member });
  return member;
}

async function setBack({ house, space }: Group, thing: string, ...by: string[]) {
  const author = { by: "clock", thing } as const;
  const envelope = { space, command: "people.set-back", author, key: `back-${thing}` };
  assertDone(await house.dispatch({ ...envelope, input: { by } }));
}

/** What she does first; answers who says the second yes. */
const WAYS: Record<string, (made: Group) => Promise<string[]>> = {
  "a member made coordination": async ({ does, ann, dee }) => {
    await does(ann, "people.set-roles", { member: dee, roles: ["coordination"] });
    return [dee];
  },
  "one who looked on made coordination": async ({ does, ann, eye }) => {
    await does(ann, "people.set-roles", { member: eye, roles: ["coordination", "member"] });
    return [eye];
  },
  "somebody let in by her link alone": async (made) => [await letIn(made, "coordination")],
  "somebody let in by her link and a careless word": async (made) => {
    return [await letIn(made, "coordination", made.cy), await letIn(made, "member", made.cy)];
  },
  "the other seen out": async ({ does, ann, bo, dee, cy }) => {
    await does(ann, "people.remove", { member: bo, forget: false });
    return [dee, cy];
  },
  "the other seen out, and one let in": async (made) => {
    const { does, ann, bo, dee } = made;
    const before = await letIn(made, "coordination", dee);
    await does(ann, "people.remove", { member: bo, forget: false });
    return [before, await letIn(made, "coordination", dee), dee];
  },
  "the other left to look on": async ({ does, ann, bo, dee }) => {
    await does(ann, "people.set-roles", { member: bo, roles: ["observer"] });
    return [dee, bo];
  },
  "the other left to look on and back, to be the newest": async ({ does, ann, bo, cy, dee }) => {
    for (const one of [bo, cy])
      for (const role of ["observer", "member"])
        await does(ann, "people.set-roles", { member: one, roles: [role] });
    return [dee];
  },
  "coordination taken from the other": async ({ does, ann, bo, dee }) => {
    await does(ann, "people.set-roles", { member: bo, roles: ["member"] });
    return [dee];
  },
  "coordination put down by herself": async ({ does, ann, dee }) => {
    await does(ann, "people.set-roles", { member: ann, roles: ["member"] });
    return [dee];
  },
  "the other come back by recovery, as a friend": async (made) => {
    const { does, ann, bo, dee, clock } = made;
    clock.pass(DAY);
    await setBack(made, bo, ann, dee);
    for (const one of [ann, dee]) await does(one, "people.vouch", { member: bo });
    return [bo, dee];
  },
  "the other come back by recovery, and gone again": async (made) => {
    const { does, ann, bo, dee } = made;
    await setBack(made, bo, ann, dee);
    for (const one of [ann, dee]) await does(one, "people.vouch", { member: bo });
    await does(bo, "people.leave", { forget: false });
    return [dee];
  },
  "the same, seen out by her": async (made) => {
    const { does, ann, bo, dee } = made;
    await setBack(made, bo, ann, dee);
    for (const one of [ann, dee]) await does(one, "people.vouch", { member: bo });
    made.clock.pass(HOUR);
    await does(ann, "people.remove", { member: bo, forget: false });
    return [dee];
  },
  "a set that she names": async (made) => {
    assert.equal(await areTwo(made, made.dee, "name-set", [made.ann, made.dee]), false);
    return [made.dee];
  },
  "her own second phone": async ({ ann }) => [ann],
  "taking over and moving from a phone": async ({ as, ann, dee }) => {
    const key = "0".repeat(64);
    const record = { by: [ann, dee], size: 9, generation: 2, key };
    for (const [name, input] of [
      ["spaces.take-over", record],
      ["spaces.move", { size: 9, key }],
    ] as const)
      assert.ok(isRefusal(await as(ann, name, input)), name);
    return [dee];
  },
};

/** What takes two, and can be asked for by itself while the group is open. */
const ALONE = ["export", "move-away", "end", "name-set"] as const;

for (const [way, begin] of Object.entries(WAYS))
  it(`is not two by ${way}`, async () => {
    const made = await group();
    const friends = await begin(made);
    for (const hours of [1, 46]) {
      for (const friend of friends)
        for (const what of ALONE) {
          const of = what === "name-set" ? [made.ann, made.cy] : [];
          assert.equal(
            await areTwo(made, friend, what, of),
            false,
            `${what}, ${hours} hours later`,
          );
        }
      made.clock.pass(hours * HOUR);
    }
  });

it("is not two by the named seen out, with one whom nobody named", async () => {
  const made = await group();
  const { ann, bo, cy, dee, does } = made;
  const { joint = "" } = await does(ann, "spaces.ask-joint", { what: "name-set", of: [bo, cy] });
  await does(bo, "spaces.agree-joint", { joint });
  await does(ann, "people.set-roles", { member: dee, roles: ["coordination"] });
  made.clock.pass(5 * DAY);
  for (const member of [bo, cy]) {
    await does(ann, "people.remove", { member, forget: false });
    for (const what of ALONE)
      assert.equal(
        await areTwo(made, dee, what, what === "name-set" ? [ann, dee] : []),
        false,
        what,
      );
  }
  made.clock.pass(3 * DAY);
  assert.equal(await areTwo(made, dee, "export"), true, "whoever is left is not locked out");
});

it("opens nothing closed, and decides on no times or silence, by one made a second", async () => {
  const made = await group();
  const { ann, bo, dee, does, as } = made;
  await does(ann, "people.set-roles", { member: dee, roles: ["coordination"] });
  const name = [{ lang: "es", text: "unos pocos" }];
  const { circle = "" } = await does(ann, "people.make-circle", { name });
  const rule = { days: 5, circle, acts: ["answer"], name };
  const wanted = [{ what: "answers", days: 30 }];
  for (const [command, input] of [
    ["spaces.propose-silence", rule],
    ["spaces.plan-times", { wanted }],
  ] as const) {
    const { joint } = await does(ann, command, input);
    assertRefused(await as(dee, "spaces.agree-joint", { joint }), "spaces.not-in-set");
  }
  await does(ann, "spaces.close-shutters", {});
  made.clock.pass(25 * HOUR);
  const asked = await does(ann, "spaces.ask-joint", { what: "reopen", of: [] });
  assertRefused(
    await as(dee, "spaces.agree-joint", { joint: asked["joint"] }),
    "spaces.not-in-set",
  );
  assertRefused(await as(ann, "spaces.reopen", { joint: asked["joint"] }), "spaces.not-agreed");
  await does(bo, "spaces.agree-joint", { joint: asked["joint"] });
  assertDone(await as(ann, "spaces.reopen", { joint: asked["joint"] }));
});

it("counts who was made coordination three days later, and at once by two", async () => {
  const made = await group();
  const { ann, dee, does, clock } = made;
  await does(ann, "people.set-roles", { member: dee, roles: ["coordination"] });
  clock.pass(3 * DAY);
  assert.equal(await areTwo(made, dee, "export"), true);
  const other = await group();
  const of = [other.ann, other.dee];
  const { joint = "" } = await other.does(other.ann, "spaces.ask-joint", { what: "name-set", of });
  await other.does(other.bo, "spaces.agree-joint", { joint });
  assert.equal(await areTwo(other, other.dee, "export"), true);
});
