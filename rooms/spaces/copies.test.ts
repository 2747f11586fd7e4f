import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import type { Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given, HOUR } from "../../house/testing.ts";
import { signerFromSeed } from "../../log/note.ts";
import { type MemberState, member } from "../people/index.ts";
import { copy, copyDue, type SafekeepingState, safekeeping } from "./copies.ts";
import { copiesCommands } from "./copies-commands.ts";
import { departure } from "./departure.ts";
import { space } from "./facts.ts";
import { JOINT_MS, joint } from "./joint.ts";
import { jointCommands } from "./joint-commands.ts";

const kinds = [space, member, joint, copy, safekeeping, departure];
const here = "5".repeat(32);
const [ann, bo, cy] = ["a", "b", "c"].map((one) => one.repeat(32)) as [string, string, string];
const [it1, plan1] = ["1".repeat(32), "2".repeat(32)] as [string, string];
const AT = Date.UTC(2026, 10, 2, 9);
const key = await identityToRecipient(await generateX25519Identity());
const founded: Given = {
  thing: here,
  type: "space.founded/1",
  record: { safety: "no", zone: "UTC", langs: ["es"] },
};
const joined = (thing: string, ...roles: string[]): Given => {
  return { thing, type: "member.joined/1", record: { roles, invitation: null } };
};
const asked = (what: string, of: string[] = []): Given => {
  const record = { what, of, member: ann, until: AT + JOINT_MS };
  return { thing: it1, type: "joint.asked/1", record };
};
const agreed: Given = { thing: it1, type: "joint.agreed/1", record: { member: bo } };
const matches = ({ kind, state }: Thing, mark: string) =>
  (kind === "member" && (state as MemberState).roles.some((role) => mark === `role:${role}`)) ||
  (kind === "safekeeping" && mark === "safekeeping:begun" && (state as SafekeepingState).begun);
const two = [founded, joined(ann, "coordination"), joined(bo, "coordination")];
const town = [...two, joined(cy, "member")];

function facts(decided: Decided | Refusal): Given[] {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts as Given[];
}
const types = (decided: Decided | Refusal) => facts(decided).map(({ type }) => type);
const sends = <I>(row: never, given: Given[], input: I, who = ann, now = AT + HOUR) =>
  decide(row, kinds, given, input as never, { who, matches, now } as never);
const exporting = (given: Given[], who = ann, how = "key") =>
  sends(copiesCommands.exporting as never, given, { joint: it1, how }, who);

describe("handing out a copy", () => {
  it("takes two of the set, is written down, and is done once", () => {
    assertRefused(exporting([...town, asked("export")]), "spaces.not-agreed");
    const both = [...town, asked("export"), agreed];
    assertRefused(exporting(both, cy), "spaces.not-in-set");
    assert.deepEqual(types(exporting(both)), ["joint.used/1", "copy.handed-out/1"]);
    assert.deepEqual(facts(exporting(both, bo, "code"))[1]?.record, { how: "code", sealedTo: 1 });
    assertRefused(exporting([...both, ...facts(exporting(both))]), "spaces.joint-over");
  });

  it("does not stand on a yes to something else", () => {
    for (const other of [asked("move-away"), asked("end")])
      assertRefused(exporting([...town, other, agreed]), "spaces.no-such-joint");
    assertRefused(exporting([...town, asked("export", [plan1]), agreed]), "spaces.no-such-joint");
  });
});

const planned = (every = 7): Given => {
  return { thing: plan1, type: "safekeeping.planned/1", record: { every, sealedTo: 1 } };
};
const begun = (thing = plan1, next = AT + 7 * DAY): Given => {
  return { thing, type: "safekeeping.begun/1", record: { next } };
};

describe("sealed copies on a schedule", () => {
  const plan = (given: Given[], who = ann, keys = [{ key, label: "Ann, at home" }], every = 7) =>
    sends(copiesCommands.plan as never, given, { every, keys }, who);
  const agree = (given: Given[], who = bo) =>
    sends(jointCommands.agreeJoint as never, given, { joint: it1 }, who);

  it("begin with the second yes, in its commit", () => {
    assert.deepEqual(types(plan(town)), ["safekeeping.planned/1", "joint.asked/1"]);
    assertRefused(plan(town, cy), "spaces.not-in-set");
    const second = agree([...town, planned(), asked("export", [plan1])]);
    assert.deepEqual(types(second), ["joint.agreed/1", "joint.used/1", "safekeeping.begun/1"]);
    assert.deepEqual(facts(second)[2]?.record, { next: AT + HOUR + 7 * DAY });
  });

  it("begin at once where one decides alone", () => {
    const alone = [founded, joined(ann, "coordination")];
    assert.deepEqual(types(plan(alone)), [
      ...["safekeeping.planned/1", "joint.asked/1", "safekeeping.begun/1", "joint.used/1"],
    ]);
  });

  it("take the place of those before, whose keys' names are erased", () => {
    const old = "3".repeat(32);
    const before = { ...planned(), thing: old };
    const given = [...town, before, begun(old), planned(), asked("export", [plan1])];
    const second = agree(given);
    assert.deepEqual(types(second).slice(2), ["safekeeping.ended/1", "safekeeping.begun/1"]);
    assert.ok(!isRefusal(second));
    assert.deepEqual(
      second.erases?.map(({ thing, parts }) => [thing, parts]),
      [[old, ["words"]]],
    );
  });

  it("are called for by the clock, and by nobody else", () => {
    const given = [...town, planned(), begun()];
    const call = (now: number) => sends(copiesCommands.call as never, given, {}, plan1, now);
    assert.deepEqual(facts(call(AT + DAY)), [], "it is not due yet");
    const due = facts(call(AT + 8 * DAY));
    assert.deepEqual(
      [due[0]?.type, due[0]?.record],
      ["safekeeping.called-for/1", { next: AT + 15 * DAY }],
    );
    assert.deepEqual(copiesCommands.call.who, ["clock"]);
    const thing = fold(kinds, given).get(plan1) as never;
    assert.equal(copyDue.at(thing), AT + 7 * DAY);
    assert.equal(copyDue.at(fold(kinds, [...town, planned()]).get(plan1) as never), null);
  });

  it("stop at one person's word", () => {
    const given = [...town, planned(), begun()];
    const stop = (all: Given[], who = bo) => sends(copiesCommands.stop as never, all, {}, who);
    assert.deepEqual(types(stop(given)), ["safekeeping.ended/1"]);
    assertRefused(stop(given, cy), "spaces.not-in-set");
    assert.deepEqual(facts(stop([...given, ...facts(stop(given))])), []);
  });

  it("are for keys that age knows, each once, and not for too many", () => {
    const shape = (keys: unknown, every: unknown = 7) =>
      copiesCommands.plan.shape.safeParse({ every, keys });
    const fault = (keys: unknown, every?: unknown) => shape(keys, every).error?.issues[0]?.message;
    assert.ok(shape([{ key, label: "" }]).success);
    const bad = `${key.slice(0, -1)}${key.endsWith("q") ? "p" : "q"}`;
    for (const one of ["", "age1", bad, key.toUpperCase(), `${key} `])
      assert.equal(fault([{ key: one, label: "" }]), "spaces.no-recipient", one);
    assert.equal(
      fault([
        { key, label: "" },
        { key, label: "x" },
      ]),
      "spaces.key-twice",
    );
    assert.equal(fault([{ key, label: "a\nb" }]), "spaces.one-line");
    for (const every of [0, 91, 1.5, Number.NaN])
      assert.ok(!shape([{ key, label: "" }], every).success);
  });
});

describe("leaving", () => {
  const { vkey } = signerFromSeed("alongside.invalid/receive", Buffer.alloc(32, 4)).verifier;
  const other = signerFromSeed("alongside.invalid/receive", Buffer.alloc(32, 5)).verifier.vkey;
  const offer = (to = vkey) =>
    sends(copiesCommands.planLeaving as never, town, { vkey: to, recipient: key, address: "" });
  const planFact = { ...(facts(offer())[0] as Given), thing: plan1 };
  const leave = (given: Given[], who = ann) =>
    sends(copiesCommands.leave as never, given, { joint: it1, size: 9, claims: [] }, who);

  it("goes where two said, and nowhere else", () => {
    assert.deepEqual(types(offer()), ["departure.planned/1", "joint.asked/1"]);
    const one = [...town, planFact, asked("move-away", [plan1])];
    assertRefused(leave(one), "spaces.not-agreed");
    const left = leave([...one, agreed]);
    assert.deepEqual(types(left), ["joint.used/1", "departure.left/1", "space.moved/1"]);
    const record = planFact.record as { key: string };
    assert.deepEqual(facts(left)[2]?.record, { size: 9, key: record.key });
    assert.notEqual(facts(offer(other))[0]?.record, planFact.record);
    assertRefused(leave([...one, agreed], cy), "spaces.not-in-set");
  });

  it("needs a plan that is there, and goes once", () => {
    assertRefused(leave([...town, asked("move-away"), agreed]), "spaces.no-such-joint");
    const left = { thing: plan1, type: "departure.left/1", record: { claims: [] } };
    const again = [...town, planFact, left, asked("move-away", [plan1]), agreed];
    assertRefused(leave(again), "spaces.no-such-joint");
  });

  it("takes a key of another machine alone", () => {
    const shape = (to: unknown) =>
      copiesCommands.planLeaving.shape.safeParse({ vkey: to, recipient: key, address: "" });
    assert.ok(shape(vkey).success);
    for (const bad of ["", "x", vkey.slice(0, -2), `${vkey}\n`, vkey.replace("receive", "other")])
      assert.ok(!shape(bad).success, bad);
  });
});
