/** A side's draft when it is proposed, twice or while somebody writes, and when nothing follows. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { getDraft, meansOf, putDraft } from "../../house/drafts.ts";
import { assertDone } from "../../house/testing.ts";
import { type OwnDraft, writeOwn } from "./own-draft.ts";
import { HOST } from "./parties.ts";
import {
  begun,
  group,
  type Made,
  MONEY,
  main,
  proposes,
  SUPPORT,
  signed,
  writes,
} from "./testing-pages.ts";

/** Drafts of either side that lie in the space. */
async function drafts({ house, space }: Made): Promise<number> {
  const opened = await house.space(space);
  return (await opened?.store.records.list(space, "draft/g/", 9, null, 0))?.length ?? 0;
}

async function written(): Promise<{ made: Made; deal: string; to: string }> {
  const made = await group();
  const deal = await begun(made);
  await writes(made, deal, "support", SUPPORT);
  return { made, deal, to: `${made.at}/${deal}` };
}

describe("a proposal that is sent again", () => {
  it("is one: after the first, and at the same time", async () => {
    const { made, deal, to } = await written();
    const preview = await made.browser.get(`${to}/proposal`);
    const press = () => made.browser.submitOn(preview, {}, `${to}/proposal`);
    for (const got of [...(await Promise.all([press(), press()])), await press()]) {
      assert.equal(got.status, 303, main(got));
      assert.match(got.location ?? "", new RegExp(`/agreements/${deal}`));
    }
    assert.equal((await made.stateOf(deal)).versions, 1);
  });

  it("is one where nothing was changed, and where the other said no meanwhile", async () => {
    const { made, deal, to } = await written();
    await proposes(made, deal);
    const preview = await made.browser.get(`${to}/proposal`);
    const press = () => made.browser.submitOn(preview, {}, `${to}/proposal`);
    assert.equal((await press()).status, 303);
    await made.they("decline", deal, { version: 2 });
    assert.equal((await press()).status, 303);
    assert.equal((await made.stateOf(deal)).versions, 2);
  });

  it("by two of a side leads to what the first proposed, signatures and all", async () => {
    const { made, deal, to } = await written();
    const [mine, hers] = [`${to}/proposal`, `${to}/proposal`];
    const [first, second] = [await made.browser.get(mine), await made.browser.get(hers)];
    assert.equal((await made.browser.submitOn(first, {}, mine)).status, 303);
    await signed(made, deal);
    // Both have signed: nothing waits, and what was read is shown anew.
    assert.equal((await made.browser.submitOn(second, {}, hers)).status, 422);
    const other = await written();
    const to2 = `${other.to}/proposal`;
    const pages = [await other.made.browser.get(to2), await other.made.browser.get(to2)] as const;
    for (const page of pages) {
      const got = await other.made.browser.submitOn(page, {}, to2);
      assert.equal(got.status, 303, main(got));
    }
    assert.equal((await other.made.stateOf(other.deal)).versions, 1);
  });
});

describe("a clause that somebody writes while another proposes", () => {
  it("stays in the draft", async () => {
    const { made, deal, to } = await written();
    const { house, space } = made;
    const preview = await made.browser.get(`${to}/proposal`);
    const opened = await house.space(space);
    assert.ok(opened);
    const name = { owner: { group: `agreements/${HOST}` }, name: deal };
    const dispatch = house.dispatch.bind(house);
    house.dispatch = async (envelope) => {
      const done = await dispatch(envelope);
      if (envelope.command !== "agreements.propose") return done;
      // As another process does it: in between.
      const kept = await getDraft(opened, meansOf(house), name);
      const draft = JSON.parse(Buffer.from(kept ?? []).toString()) as OwnDraft;
      const terms = { of: ["care"] as ["care"] };
      draft.clauses.push({ key: "c".repeat(32), says: { kind: "aims", terms }, said: [] });
      const body = Buffer.from(JSON.stringify(draft));
      assert.ok(await putDraft(opened, meansOf(house), { ...name, body }));
      return done;
    };
    const got = await made.browser.submitOn(preview, {}, `${to}/proposal`);
    assert.equal(got.status, 303, main(got));
    const kept = await getDraft(opened, meansOf(house), name);
    const { clauses } = JSON.parse(Buffer.from(kept ?? []).toString()) as OwnDraft;
    assert.deepEqual(
      clauses.map(({ key }) => key),
      ["c".repeat(32)],
    );
  });
});

describe("what a side wrote and did not propose", () => {
  /** Both sides write something on top of what was proposed. */
  async function both() {
    const { made, deal, to } = await written();
    await proposes(made, deal);
    await writes(made, deal, "money", MONEY);
    await writes({ ...made, browser: made.theirs }, deal, "money", MONEY);
    assert.equal(await drafts(made), 2);
    return { made, deal, to };
  }

  it("goes with the agreement that ends, and nothing is written after", async () => {
    const { made, deal, to } = await both();
    const before = await (await made.house.space(made.space))?.thing(deal);
    assert.ok(before);
    const stale = structuredClone(before) as Parameters<typeof writeOwn>[1];
    const ended = await made.browser.submit(`${to}/end`, {}, `${to}/end`);
    assert.equal(ended.status, 303, main(ended));
    assert.equal(await drafts(made), 0);
    const { house, view, space, ann } = made;
    const eyes = await view(space, { by: "member", member: ann.member, roles: ["coordination"] });
    const says = { kind: "aims" as const, terms: { of: ["care"] as ["care"] } };
    const clause = { key: "c".repeat(32), says, said: [] };
    const late = await writeOwn({ view: eyes, house, session: null }, stale, clause);
    assert.equal(late?.refused, "agreements.over");
    assert.equal(await drafts(made), 0);
  });

  it("goes with the group that takes part no more", async () => {
    const { made } = await both();
    const { space, ann, ally } = made;
    const author = { by: "member", member: ann.member } as const;
    assertDone(await made.send({ space, command: "allies.end", input: { ally }, author }));
    assert.equal(await drafts(made), 0);
  });
});
