/** One coordinator's unlocked phone, with all she knows, against what takes more than one. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertDone, DAY, HOUR } from "../../house/testing.ts";
import { nodeOf } from "../../rooms/people/index.ts";
import { findSpace } from "../../rooms/spaces/index.ts";
import { forms } from "../../web/testing.ts";
import { type Attacked, attacked, CANARIES } from "./attackers.ts";
import { drawnForms, sendAs, type Town } from "./drawn-forms.ts";

/** What a log holds only where two or more said yes. */
const TAKES_MORE = new RegExp(
  [
    ...["^joint.used", "copy.", "safekeeping.begun", "departure.left", "silence.agreed"],
    ...["space.named-set", "space.moved", "space.end", "space.reopened"],
  ].join("|^"),
);

/** Types of everything on the space's log from an index on. */
async function since({ house, ours }: Attacked, from: number): Promise<string[]> {
  const space = await house.space(ours.space);
  assert.ok(space);
  const indexes = Array.from({ length: space.size - from }, (_, n) => from + n);
  const types: string[] = [];
  for await (const { type } of space.entries(indexes)) types.push(type);
  return types;
}

/** Her phone, signed in just now: whoever holds it knows the passphrase and has the app. */
const phone = async (made: Attacked) => (await made.signIn(made.bo.login)).browser;

const asTown = (made: Attacked) => ({ ...made, open: made.ours }) as unknown as Town;

it("no form that any page draws for her does alone what takes two", async () => {
  const made = await attacked();
  const { house, ours, clock, theirs, does } = made;
  // What another of the set asked for is not to be agreed to: that would be two.
  for (const joint of made.joints) await does("spaces.withdraw-joint", { joint });
  const town = asTown(made);
  const all = await drawnForms(town, await phone(made));
  assert.ok(new Set(all.map(({ route }) => route)).size > 40, `${all.length} forms`);
  const from = (await house.space(ours.space))?.size ?? 0;
  const done = new Set<string>();
  // Closing everything and signing out end the session; they are tried below.
  const late = /:slug\/shutters$|sign-out|sessions|passphrase|membership\/end/;
  for (const filled of all.filter(({ route }) => !late.test(route))) {
    const got = await sendAs(await phone(made), town, filled);
    assert.ok(got.status < 500, `${filled.action}: ${got.status}`);
    if (got.status === 303) done.add(filled.route);
  }
  assert.ok(done.size > 15, `${[...done]} were done`);
  clock.pass(15 * DAY);
  await house.runDue();
  const types = await since(made, from);
  assert.ok(types.includes("joint.asked/1"), "she asked");
  assert.deepEqual(
    types.filter((type) => TAKES_MORE.test(type)),
    [],
  );
  assert.equal(await findSpace(nodeOf(house), theirs.slug), theirs.space);
});

it("closed by her, it is opened by nobody alone, whatever she sends and however long", async () => {
  const made = await attacked();
  const { house, ours, clock, does, bo, send } = made;
  // Asked for beforehand, by both: of no use for a closing that comes after.
  const author = { by: "member", member: bo.member } as const;
  const early = await send({
    ...{ space: ours.space, command: "spaces.ask-joint", author, input: { what: "reopen" } },
  });
  assert.ok("refused" in early, "there is nothing to open yet");
  await does("spaces.close-shutters", {});
  const from = (await house.space(ours.space))?.size ?? 0;
  const tried = new Set<string>();
  for (let n = 0; n < 4; n++) {
    const browser = await phone(made);
    const { text } = await browser.get("/closed");
    const pages = [text];
    for (const [, href = ""] of text.matchAll(/href="(\/closed\/[^"]+)"/g))
      pages.push((await browser.get(href)).text);
    const all = pages.flatMap((page) => forms(page));
    for (const { action, fields } of all.filter((one) => one.action.startsWith("/closed/"))) {
      const own = fields
        .filter(([name]) => !name.startsWith("form-"))
        // What is to be typed is the group's name: she knows it.
        .map(([name, value]): [string, string] => [name, value || CANARIES.link.group]);
      tried.add(action);
      await sendAs(browser, asTown(made), { route: action, action, fields: own });
    }
    clock.pass(40 * HOUR);
  }
  assert.deepEqual(
    (await since(made, from)).filter((type) => TAKES_MORE.test(type)),
    [],
  );
  assert.equal(await findSpace(nodeOf(house), ours.slug), null);
  for (const way of ["/closed/request", `/closed/end/${ours.space}`])
    assert.ok(tried.has(way), `${way} among ${[...tried]}`);
});

it("an ally she lets in is nobody of the set, and vouches with her for nobody", async () => {
  const made = await attacked();
  const { ours, bo, send, clock } = made;
  const as = (member: string, command: string, input: object) =>
    send({ space: ours.space, command, input, author: { by: "member", member } });
  const way = { roles: ["coordination"], days: 14, uses: 5, way: "trusted" };
  const made1 = await as(bo.member, "people.invite", way);
  assertDone(made1);
  const { invitation, code } = made1.answer as { invitation: string; code: string };
  const author = { by: "holder", thing: invitation, code } as const;
  const come = async () => {
    const input = { handle: "x" };
    const came = await send({ space: ours.space, command: "people.join", input, author });
    assertDone(came);
    return String(came.answer["member"]);
  };
  const [one, two] = [await come(), await come()];
  for (let n = 0; n < 3; n++) {
    for (const member of [one, two]) {
      await as(bo.member, "people.vouch", { member });
      for (const other of [one, two]) await as(member, "people.vouch", { member: other });
      const asked = await as(member, "spaces.ask-joint", { what: "export" });
      assert.ok("refused" in asked && asked.refused === "house.not-here", JSON.stringify(asked));
    }
    clock.pass(2 * DAY);
  }
});
