import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Decided } from "../../house/command.ts";
import { circleFault } from "../../house/gate.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, decide, fold, type Given } from "../../house/testing.ts";
import { type CircleState, circle, membership, standingIn } from "./circles.ts";
import { circleCommands as commands } from "./commands-circles.ts";
import { member } from "./facts.ts";

const kinds = [member, circle];
const [ann, bo, cy] = ["a".repeat(32), "b".repeat(32), "c".repeat(32)];
const C = "9".repeat(32);
const within = { circle: `circle:${C}` } as const;

const joins = (thing: string): Given => ({
  ...{ thing, type: "member.joined/1", record: { roles: ["member"], invitation: null } },
});
const made: Given = { thing: C, type: "circle.made/1", record: {}, ...within };
const comes = (who: string, past = true, again = false): Given => ({
  ...{ thing: C, type: "circle.member-in/1", record: { member: who, past, again } },
});
const goes = (who: string): Given => ({
  ...{ thing: C, type: "circle.member-out/1", record: { member: who } },
});
const ended: Given = { thing: C, type: "circle.ended/1", record: {} };
const people = [joins(ann), joins(bo), joins(cy)];
const name = [{ lang: "en", text: "Kitchen" }];

function facts(decided: Decided | Refusal) {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts.map(({ type, record }) => [type, record]);
}

describe("making a circle", () => {
  it("lies in itself from its first entry on, with its maker in it", () => {
    const decided = decide(commands.makeCircle, kinds, people, { name }) as Decided;
    const [first, second] = decided.facts;
    assert.equal(first?.circle, `circle:${first?.thing}`);
    assert.deepEqual([first?.type, first?.words], ["circle.made/1", { name }]);
    assert.deepEqual(second?.record, { member: ann, past: true, again: false });
    assert.equal(fold(kinds, [made]).get(C)?.circle, within.circle);
  });

  it("is called something else, and the name before is erased", () => {
    const input = { circle: C, name };
    const decided = decide(commands.renameCircle, kinds, [...people, made, comes(ann)], input);
    assert.deepEqual(facts(decided), [["circle.renamed/1", {}]]);
    assert.deepEqual((decided as Decided).erases?.[0]?.parts, ["words"]);
  });
});

describe("coming in", () => {
  const add = (given: Given[], input: { member: string; past: boolean }, who = ann) =>
    decide(
      commands.addToCircle,
      kinds,
      [...people, made, ...given],
      { circle: C, ...input },
      { who },
    );

  it("lets someone in with the past or without", () => {
    for (const past of [true, false]) {
      const record = { member: bo, past, again: false };
      const decided = add([comes(ann)], { member: bo, past });
      assert.deepEqual(facts(decided), [["circle.member-in/1", record]]);
    }
  });

  it("gives no past that is not one's own, neither to others nor to oneself", () => {
    const given = [comes(ann), comes(bo, false)];
    assertRefused(add(given, { member: cy, past: true }, bo), "people.past-not-yours");
    assertRefused(add(given, { member: bo, past: true }, bo), "people.past-not-yours");
    assert.equal(facts(add(given, { member: cy, past: false }, bo)).length, 1);
    assert.equal(facts(add(given, { member: bo, past: true })).length, 1);
  });

  it("writes nothing of someone who is in it, and says who came before", () => {
    assert.deepEqual(facts(add([comes(ann), comes(bo)], { member: bo, past: false })), []);
    const back = add([comes(ann), comes(bo), goes(bo)], { member: bo, past: false });
    assert.deepEqual(facts(back), [
      ["circle.member-in/1", { member: bo, past: false, again: true }],
    ]);
  });

  it("takes no one who is not here, and none into a circle that ended", () => {
    const left: Given = { thing: bo, type: "member.left/1", record: {} };
    assertRefused(add([comes(ann), left], { member: bo, past: false }), "people.no-such-member");
    assertRefused(add([comes(ann), ended], { member: bo, past: false }), "people.circle-ended");
  });
});

describe("going out", () => {
  const given = [...people, made, comes(ann), comes(bo)];

  it("is never refused to one of several, nor to the last of an ended one", () => {
    const leave = (some: Given[]) =>
      decide(commands.leaveCircle, kinds, some, { circle: C, last: false });
    assert.deepEqual(facts(leave(given)), [["circle.member-out/1", { member: ann }]]);
    assert.equal(facts(leave([...given, goes(bo), ended])).length, 1);
  });

  it("asks the last one to end it or to say so; who left the group is no one", () => {
    const left: Given = { thing: bo, type: "member.left/1", record: {} };
    for (const alone of [goes(bo), left]) {
      const leave = (last: boolean) =>
        decide(commands.leaveCircle, kinds, [...given, alone], { circle: C, last });
      assertRefused(leave(false), "people.last-in-circle");
      assert.equal(facts(leave(true)).length, 1);
    }
  });

  it("puts another out, and ends once", () => {
    const out = decide(commands.putOutOfCircle, kinds, given, { circle: C, member: bo });
    assert.deepEqual(facts(out), [["circle.member-out/1", { member: bo }]]);
    const end = (some: Given[]) => decide(commands.endCircle, kinds, some, { circle: C });
    assert.deepEqual(facts(end(given)), [["circle.ended/1", {}]]);
    assert.deepEqual(facts(end([...given, ended])), []);
  });
});

describe("what being in it opens", () => {
  const from = (some: Given[]) => {
    const things = fold(kinds, [...people, made, ...some]);
    const one = things.get(bo);
    return membership.circles?.from(things.get(C) as never, one as never);
  };

  it("is everything with the past, without it what began since", () => {
    assert.equal(from([comes(ann), comes(bo)]), 0);
    assert.equal(from([comes(ann), comes(bo, false)]), 5);
    assert.equal(from([comes(ann), comes(bo), goes(bo)]), null);
    assert.equal(from([comes(ann), comes(bo), goes(bo), comes(bo, false, true)]), 7);
    assert.equal(from([comes(ann)]), null);
  });

  it("stays after its end, and ends with leaving the group", () => {
    assert.equal(from([comes(bo), ended]), 0);
    const left: Given = { thing: bo, type: "member.left/1", record: {} };
    assert.equal(from([comes(bo), left]), null);
  });

  it("is lost by whoever got their place back, until they are let in again", () => {
    const back: Given[] = [
      { thing: bo, type: "member.set-back/1", record: { by: [ann] } },
      { thing: bo, type: "member.let-in/1", record: {} },
    ];
    assert.equal(from([comes(bo), ...back]), null);
    assert.equal(from([...back, comes(bo)]), 0);
    assert.equal(from([comes(bo), ...back, comes(bo)]), 0);
  });

  it("is nobody's by a name that every object has", () => {
    const { state } = fold(kinds, [made]).get(C) as { state: CircleState };
    const one = fold(kinds, people).get(ann);
    assert.equal(standingIn(state, { ...one, id: "constructor" } as never), null);
  });
});

it("takes a thing that begins in the step in which it was made, behind it, and no other", () => {
  const [circle, ring] = [`circle:${C}`, `circle:${"8".repeat(32)}`] as const;
  const thing = { kind: "breach", thing: "7".repeat(32), type: "breach.opened/1", record: {} };
  const begun = { ...thing, circle };
  const makes = { kind: "circle", thing: C, type: "circle.made/1", record: {}, circle };
  const reader = { by: "member", member: ann, roles: ["member"] } as const;
  const fault = (facts: Parameters<typeof circleFault>[1]) =>
    circleFault(reader, facts, () => true)?.refused ?? null;
  assert.equal(fault([makes, begun]), null);
  assert.equal(fault([begun, makes]), "house.no-such-circle");
  assert.equal(fault([makes, { ...begun, circle: ring }]), "house.no-such-circle");
  assert.equal(fault([begun]), "house.no-such-circle");
});
