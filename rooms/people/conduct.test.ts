import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Context, Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import type { Condition } from "../../house/room.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { conductCommands as commands } from "./commands-conduct.ts";
import { acceptBy, heldBack } from "./conduct.ts";
import { type MemberState, member } from "./facts.ts";

const kinds = [member];
const [ann, bo] = ["a".repeat(32), "b".repeat(32)];
const [v1, v2] = ["1".repeat(32), "2".repeat(32)];
const AT = Date.UTC(2026, 10, 2, 9);
const joins = (thing: string): Given => ({
  ...{ thing, type: "member.joined/1", record: { roles: ["member"], invitation: null } },
});
const accepts = (version: string, heard: string | null = null): Given => ({
  ...{ thing: ann, type: "member.accepted-conduct/1", record: { version, lang: "es", heard } },
});
const takesBack: Given = { thing: ann, type: "member.unaccepted-conduct/1", record: {} };
const setBack: Given = { thing: ann, type: "member.set-back/1", record: { by: [] } };
const first: Condition = { id: v1, index: 5, by: AT + 14 * DAY };
const second: Condition = { id: v2, index: 9, by: AT + 20 * DAY };
const asks = [first, second];

function facts(decided: Decided | Refusal) {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts.map(({ thing, type, record }) => [thing, type, record]);
}

/** Ann as these facts leave her, having come by this entry. */
function annAfter(given: Given[], index = 0) {
  const found = fold(kinds, [joins(ann), ...given]).get(ann) as Thing<MemberState>;
  return { ...found, first: { ...found.first, index } };
}

describe("accepting", () => {
  const accept = (given: Given[], version: string, more: Partial<Context> = {}) =>
    decide(commands.acceptConduct, kinds, given, { version, lang: "es" }, { asks, ...more });

  it("names the version that holds, and the language it was shown in", () => {
    assert.deepEqual(facts(accept([joins(ann)], v2)), [
      [ann, "member.accepted-conduct/1", { version: v2, lang: "es", heard: null }],
    ]);
    assert.deepEqual(facts(accept([joins(ann), accepts(v2)], v2)), [], "once");
  });

  it("is of no other version, and of nothing where nothing is asked", () => {
    assertRefused(accept([joins(ann)], v1), "people.conduct-changed");
    assertRefused(accept([joins(ann)], v1, { asks: [] }), "people.no-conduct");
  });

  it("is taken back by whoever gave it, and by nobody twice", () => {
    const back = (given: Given[]) => decide(commands.unacceptConduct, kinds, given, {});
    assert.deepEqual(facts(back([joins(ann), accepts(v2)])), [
      [ann, "member.unaccepted-conduct/1", {}],
    ]);
    assert.deepEqual(facts(back([joins(ann), accepts(v2), takesBack])), []);
  });
});

describe("said by another", () => {
  const tell = (more: Partial<Context>, of = ann, given = [joins(ann), joins(bo)]) =>
    decide(
      commands.tellConduct,
      kinds,
      given,
      { member: of, version: v2, lang: "ar" },
      { who: bo, asks, ...more },
    );

  it("names who heard it", () => {
    assert.deepEqual(facts(tell({ arrived: "voice", readBack: true })), [
      [ann, "member.accepted-conduct/1", { version: v2, lang: "ar", heard: bo }],
    ]);
  });

  it("only where all of it was read, to somebody else who is here", () => {
    const read = { arrived: "voice", readBack: true } as const;
    assertRefused(tell({ arrived: "own-hand", readBack: true }), "people.read-it-to-them");
    assertRefused(tell({ arrived: "voice", readBack: false }), "people.read-it-to-them");
    assertRefused(tell(read, bo), "people.read-it-to-them");
    const gone: Given = { thing: ann, type: "member.left/1", record: {} };
    assertRefused(tell(read, ann, [joins(ann), joins(bo), gone]), "people.no-such-member");
  });
});

describe("by when", () => {
  const table: [what: string, given: Given[], came: number, by: number | null][] = [
    ["who was here has the time of the oldest they did not accept", [], 0, first.by],
    ["a newer version does not put it off", [accepts(v1)], 0, second.by],
    ["who accepted what holds is asked nothing", [accepts(v2)], 0, null],
    ["who came later is asked at once", [], 7, 0],
    ["and stays asked when another version is written", [], 6, 0],
    ["an acceptance taken back is none", [accepts(v2), takesBack], 0, first.by],
    ["who was set back is asked anew", [accepts(v2), setBack], 0, first.by],
    ["what was accepted before it was dropped is none", [accepts("3".repeat(32))], 0, first.by],
  ];
  for (const [what, given, came, by] of table)
    it(what, () => assert.equal(acceptBy(annAfter(given, came), asks), by));

  it("is over at its very moment", () => {
    assert.equal(heldBack(annAfter([]), asks, first.by - 1), false);
    assert.equal(heldBack(annAfter([]), asks, first.by), true);
    assert.equal(heldBack(annAfter([]), [], first.by), false);
  });
});
