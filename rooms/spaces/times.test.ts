import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given, HOUR } from "../../house/testing.ts";
import { type MemberState, member } from "../people/index.ts";
import { charter, type SpaceState, space } from "./facts.ts";
import { JOINT_MS, joint } from "./joint.ts";
import { jointCommands } from "./joint-commands.ts";
import { daysAt, pendingAt, times, type Wanted } from "./times.ts";
import { timesCommands } from "./times-commands.ts";

const kinds = [space, member, joint, times];
const here = "5".repeat(32);
const [ann, bo, cy] = ["a", "b", "c"].map((one) => one.repeat(32)) as [string, string, string];
const [act, plan] = ["1".repeat(32), "2".repeat(32)] as [string, string];
const AT = Date.UTC(2026, 10, 2, 9);
const at = (ms: number) => ({ stamp: { at: AT + ms } });
const founded: Given = {
  thing: here,
  type: "space.founded/1",
  record: { safety: "yes", zone: "UTC", langs: ["es"] },
};
const joined = (thing: string, ...roles: string[]): Given => {
  return { thing, type: "member.joined/1", record: { roles, invitation: null } };
};
const alone = [founded, joined(ann, "coordination")];
const town = [...alone, joined(bo, "coordination"), joined(cy, "member")];
const set = (wanted: Wanted[], ms = 0): Given => {
  return { thing: here, type: "space.times-set/1", record: { wanted }, ...at(ms) };
};
const kept = (ms: number): Given => {
  return { thing: here, type: "space.times-kept/1", record: {}, ...at(ms) };
};
const planned = (wanted: Wanted[]): Given[] => [
  { thing: plan, type: "times.planned/1", record: { wanted } },
  {
    ...{ thing: act, type: "joint.asked/3" },
    record: { what: "times", of: [plan], member: ann, until: AT + JOINT_MS },
  },
];
const matches = ({ kind, state }: Thing, mark: string) =>
  kind === "member" && (state as MemberState).roles.some((role) => mark === `role:${role}`);

const facts = (decided: Decided | Refusal) => {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts;
};
const types = (decided: Decided | Refusal) => facts(decided).map(({ type }) => type);
const asks = (given: Given[], wanted: Wanted[], who = ann, now = AT + HOUR) =>
  decide(timesCommands.plan, kinds, given, { wanted }, { who, matches, now });
const agrees = (given: Given[], who = bo) =>
  decide(jointCommands.agreeJoint, kinds, given, { joint: act }, { who, matches });
const keeps = (given: Given[], who: string, now = AT + DAY) =>
  decide(timesCommands.keep, kinds, given, {}, { who, matches, now });
const state = (given: Given[]) => fold(kinds, given).get(here)?.state as SpaceState;
const days = (given: Given[], what: "needs" | "notes" | "givers", ms: number) =>
  daysAt(state(given).times, what, AT + ms);

describe("deciding how long things are kept", () => {
  it("takes two of those who decide, and is what was planned", () => {
    assert.deepEqual(types(asks(town, [{ what: "needs", days: 14 }])), [
      ...["times.planned/2", "joint.asked/3"],
    ]);
    assertRefused(asks(town, [{ what: "needs", days: 14 }], cy), "spaces.not-in-set");
    const wanted: Wanted[] = [{ what: "needs", days: 14 }];
    const done = facts(agrees([...town, ...planned(wanted)]));
    assert.deepEqual(
      done.map(({ type }) => type),
      ["joint.agreed/1", "joint.used/1", "space.times-set/2"],
    );
    assert.deepEqual(done[2]?.record, { wanted });
    assertRefused(agrees([...town, ...planned(wanted)], cy), "spaces.not-in-set");
    assert.deepEqual(
      facts(agrees([...town, ...planned(wanted)], ann)),
      [],
      "whoever asked says it once",
    );
  });

  it("is decided at once where one decides alone, and holds a week later there too", () => {
    const done = asks(alone, [{ what: "needs", days: 14 }]);
    assert.deepEqual(types(done), [
      ...["times.planned/2", "joint.asked/3", "joint.used/1", "space.times-set/2"],
    ]);
    const after = [...alone, set([{ what: "needs", days: 14 }])];
    assert.equal(days(after, "needs", 6 * DAY), null);
    assert.equal(days(after, "needs", 7 * DAY), 14);
  });

  it("is asked for with its plan alone", () => {
    const shape = jointCommands.askJoint.shape;
    assert.ok(!shape.safeParse({ what: "times", of: [plan] }).success);
    const other = { what: "times", of: ["9".repeat(32)], member: ann, until: AT + JOINT_MS };
    const given = [...town, { thing: act, type: "joint.asked/3", record: other }];
    assert.deepEqual(types(agrees(given)), ["joint.agreed/1"], "of no plan nothing follows");
  });

  it("refuses what changes nothing, what is longer than always, and a class twice", () => {
    assertRefused(asks(town, [{ what: "notes", days: null }]), "spaces.times-same");
    assertRefused(asks(town, [{ what: "givers", days: 30 }]), "spaces.times-same");
    assertRefused(asks(town, [{ what: "givers", days: 31 }]), "spaces.times-longer");
    const once: Wanted = { what: "notes", days: 3 };
    const shape = timesCommands.plan.shape;
    assert.ok(shape.safeParse({ wanted: [once] }).success);
    for (const wanted of [[], [once, once], [{ what: "notes", days: 0 }], [{ what: "x", days: 1 }]])
      assert.ok(!shape.safeParse({ wanted }).success, JSON.stringify(wanted));
    const pending = [...town, set([once])];
    assertRefused(asks(pending, [once]), "spaces.times-same");
    assert.equal(types(asks(pending, [{ what: "notes", days: null }])).length, 2, "back again");
  });
});

describe("what was decided", () => {
  const short: Wanted = { what: "needs", days: 10 };
  const given = [...town, set([short])];

  it("holds a week later where it is shorter, and is seen to wait", () => {
    assert.deepEqual(pendingAt(state(given).times, AT + DAY), [{ ...short, from: AT + 7 * DAY }]);
    assert.deepEqual(pendingAt(state(given).times, AT + 7 * DAY), []);
    const shorter = [...given, set([{ what: "needs", days: 2 }], 9 * DAY)];
    assert.deepEqual([days(shorter, "needs", 10 * DAY), days(shorter, "needs", 16 * DAY)], [10, 2]);
    const givers = [...town, set([{ what: "givers", days: 3 }])];
    assert.deepEqual([days(givers, "givers", DAY), days(givers, "givers", 7 * DAY)], [null, 3]);
  });

  it("holds at once where it is longer, or no time at all", () => {
    assert.equal(
      days([...given, set([{ what: "needs", days: 20 }], 8 * DAY)], "needs", 8 * DAY),
      20,
    );
    const off = [...given, set([{ what: "needs", days: null }], 8 * DAY)];
    assert.equal(days(off, "needs", 8 * DAY), null);
    assert.equal(charter.times?.(fold(kinds, off).get(here) as never, AT + 9 * DAY), null);
    const held = charter.times?.(fold(kinds, given).get(here) as never, AT + 8 * DAY);
    assert.deepEqual([...(held ?? [])], [["needs", 10]]);
  });

  it("is stopped by any one of those who decide while it waits, and by nobody later", () => {
    assert.deepEqual(types(keeps(given, bo)), ["space.times-kept/1"]);
    assertRefused(keeps(given, cy), "spaces.not-in-set");
    assert.deepEqual(facts(keeps(given, bo, AT + 8 * DAY)), []);
    const stopped = [...given, kept(DAY)];
    assert.equal(days(stopped, "needs", 30 * DAY), null);
    assert.deepEqual(pendingAt(state(stopped).times, AT + 2 * DAY), []);
    const later = [...given, kept(8 * DAY)];
    assert.equal(days(later, "needs", 9 * DAY), 10, "what held already goes on");
  });

  it("waits for nothing that was agreed to before everything was closed", () => {
    const shut: Given = { thing: here, type: "space.shuttered/1", record: {}, ...at(2 * DAY) };
    assert.equal(days([...given, shut], "needs", 30 * DAY), null);
    const held: Given = { ...shut, stamp: { at: AT + 8 * DAY } };
    assert.equal(days([...given, held], "needs", 30 * DAY), 10, "what held goes on while closed");
  });
});
