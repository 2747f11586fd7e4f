import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Decided } from "../../house/command.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, type Given } from "../../house/testing.ts";
import { commands } from "./commands.ts";
import { invitation, member } from "./facts.ts";
import { question } from "./newcomers.ts";

const testing = await import("../../web/testing.ts");
const { plan } = await import("../index.ts");
const { KINDS } = await import("./pages/kinds.ts");

const id = (letter: string) => letter.repeat(32);
const [f, a, b, q] = ["f", "a", "b", "1"].map(id) as [string, string, string, string];
const said = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "");

describe("seeing someone out", () => {
  const kinds = [member, invitation, question];
  const joined = (thing: string): Given => {
    const record = { roles: ["coordination"], invitation: null };
    return { thing, type: "member.joined/1", record, stamp: { who: thing } };
  };
  const made = (thing: string, by: string): Given => ({
    ...{ thing, type: "invitation.made/1", stamp: { who: by } },
    record: { hash: "0".repeat(64), roles: ["member"], until: 9e15, uses: 1 },
  });

  it("withdraws the invitations they made or signed, and no other", () => {
    const given = [joined(f), joined(a), made(id("2"), a), made(id("3"), f)];
    const matches = ({ state, kind }: { state: unknown; kind: string }, mark: string) =>
      kind === "member" || mark === `invitations-by:${(state as { by: string[] }).by[0]}`;
    const input = { member: a, forget: false, words: true };
    const done = decide(commands.remove, kinds, given, input, { who: f, matches }) as Decided;
    assert.deepEqual(
      done.facts.map(({ type, thing }) => `${type} ${thing[0]}`),
      ["member.removed/1 a", "member.words-recalled/1 a", "invitation.withdrawn/1 2"],
    );
  });

  it("takes only their own words, on the thing it names, and never the group's", () => {
    const asks = (thing: string, who: string): Given => {
      return { thing, type: "question.written/1", record: {}, stamp: { who } };
    };
    const renamed = (thing: string, who: string): Given => {
      return { thing, type: "member.renamed/1", record: {}, stamp: { who } };
    };
    const given = [joined(f), renamed(b, a), renamed(b, f), renamed(f, a), asks(q, a)];
    const take = (thing: string, entries: number[]) =>
      decide(
        commands.takeWords,
        kinds,
        given,
        { member: a, entries },
        {
          author: { by: "clock", thing },
        },
      );
    const erased = (decided: ReturnType<typeof take>) => {
      assert.ok(!isRefusal(decided));
      return decided.erases?.map(({ thing, at }) => [thing[0], at.index, at.n]);
    };
    assert.deepEqual(erased(take(b, [0, 1, 2, 3, 4, 99])), [["b", 1, 1]]);
    assert.deepEqual(erased(take(q, [4])), []);
    assertRefused(take(b, [2]), "people.no-such-words");
    assertRefused(take(b, [99]), "people.no-such-words");
  });
});

/** A group in which somebody wrote, and is about to be seen out. */
async function wrote() {
  const node = await testing.testNode();
  const founder = await node.found({ safety: "yes" });
  const gone = await node.join(founder.space, ["coordination"], "jacinta");
  const base = `/s/${founder.slug}`;
  const open = (who: string, text: string) =>
    node.does(founder.space, who, "needs.open", {
      ...{ title: { lang: "es", text }, quantity: { of: "4", unit: "item" }, publish: true },
    });
  await open(gone.member, "zumbadores");
  await open(founder.member, "mantas");
  const link = await node.does(founder.space, gone.member, "spaces.make-link", { days: 9 });
  const other = await node.does(founder.space, founder.member, "spaces.make-link", { days: 9 });
  const guest = node.browser();
  const opens = async (made: typeof link) => {
    guest.cookies.set(`__Host-link-${founder.space}`, String(made.answer["code"]));
    return (await guest.get(base)).status;
  };
  return { ...node, founder, gone, base, link, other, opens };
}

describe("the page of seeing someone out", () => {
  it("shows what they could read since when, and keeps it; words and links go", async () => {
    const made = await wrote();
    const { founder, gone, base, link, other, opens } = made;
    assert.deepEqual([await opens(link), await opens(other)], [200, 200]);
    const at = `${base}/members/${gone.member}/removal`;
    const page = said((await founder.browser.get(at)).text);
    assert.match(page, /What this person could read/);
    assert.match(page, /What is asked for/);
    assert.match(page, /entries: 1\)/, "so many entries hold their words; their name is apart");
    assert.doesNotMatch(page, /zumbadores|mantas/, "no content");
    const sent = await founder.browser.submit(at, { goes: ["name", "words"] }, at);
    assert.equal(sent.location, `${base}/members`);
    assert.match((await founder.browser.get(`${base}/members`)).text, /members\/\w+\/reading/);
    assert.deepEqual([await opens(link), await opens(other)], [404, 200]);
    const needs = (await founder.browser.get(`${base}/needs`)).text;
    assert.doesNotMatch(needs, /zumbadores/);
    assert.match(needs, /mantas/);
    assert.equal((await gone.browser.get(`${base}/members`)).status, 404);
    assert.doesNotMatch((await gone.browser.get("/spaces")).text, /Río Abierto/);
    const kept = await founder.browser.get(`${base}/members/${gone.member}/reading`);
    assert.match(said(kept.text), /What is asked for[\s\S]*?2/);
    const before = kept.text;
    await made.does(founder.space, founder.member, "needs.open", {
      ...{ title: { lang: "es", text: "palas" }, quantity: { of: "4", unit: "item" } },
    });
    const later = await founder.browser.get(`${base}/members/${gone.member}/reading`);
    assert.equal(rows(later.text), rows(before), "what came after they were gone is not on it");
  });

  it("is for coordination, also of somebody who waits", async () => {
    const made = await wrote();
    const { founder, gone, base } = made;
    const plain = await made.join(founder.space, ["member"], "amapola");
    for (const page of ["removal", "reading"]) {
      const at = `${base}/members/${gone.member}/${page}`;
      assert.equal((await plain.browser.get(at)).status, 404);
    }
    const waits = await made.join(founder.space, ["member"], "salitre", { known: false });
    const at = `${base}/members/${waits.member}/removal`;
    assert.equal((await founder.browser.get(at)).status, 200);
    assert.equal((await founder.browser.submit(at, {}, at)).status, 303);
    assert.equal((await waits.browser.get(`${base}/waiting`)).status, 404);
  });
});

/** A link's address as a page shows it. */
const LINK = /\/l\/[\w-]+\/([0-9A-Z-]{24,29})/g;

describe("what somebody who is gone, or coordinates no more, knew", () => {
  it("ends links that others made, where wished, and hands out as many new ones", async () => {
    const made = await wrote();
    const { founder, gone, base, link, other, opens } = made;
    const at = `${base}/members/${gone.member}/removal`;
    const sent = await founder.browser.submit(at, { goes: [], links: ["renew"] }, at);
    assert.equal(sent.status, 200);
    assert.match(sent.text, /shown this once/);
    assert.deepEqual([await opens(link), await opens(other)], [404, 404]);
    // Who was seen out made one of the two: that one is not made anew.
    const codes = [...sent.text.matchAll(LINK)].map(([, code]) => code);
    assert.equal(new Set(codes).size, 1);
    assert.equal(await opens({ answer: { code: codes[0] } } as never), 200);
    assert.equal((await gone.browser.get(`${base}/members`)).status, 404);
  });

  it("takes the links of whoever is demoted, and what one set back made or signed", async () => {
    const made = await wrote();
    const { founder, gone, link, other, opens, send, does } = made;
    const { space } = founder;
    const roles = ["member"];
    await does(space, founder.member, "people.set-roles", { member: gone.member, roles });
    assert.deepEqual([await opens(link), await opens(other)], [404, 200]);
    const invite = { roles, days: 3, uses: 9 };
    const mine = (await does(space, founder.member, "people.invite", invite)).answer;
    const { invitation } = mine;
    await does(space, gone.member, "people.cosign-invitation", { invitation });
    const author = { by: "clock", thing: gone.member } as const;
    const back = { space, command: "people.set-back", input: { by: [] }, author };
    assert.ok("done" in (await send(back)));
    const holder = { by: "holder", thing: invitation, code: mine["code"] } as never;
    const came = { space, command: "people.join", input: { handle: "otra" }, author: holder };
    const joined = await send(came);
    assert.equal("refused" in joined && joined.refused, "people.invitation-over");
    assert.equal(await opens(other), 200, "what others made is theirs");
  });
});

const rows = (text: string) => /<tbody[\s\S]*<\/tbody>/.exec(text)?.[0];

it("has a word for every kind of thing in the house", () => {
  const kinds = plan.rooms.flatMap((room) => room.kinds.map(({ kind }) => kind));
  for (const kind of KINDS) assert.ok(kinds.includes(kind), kind);
  for (const kind of kinds) assert.ok(KINDS.includes(kind), kind);
});
