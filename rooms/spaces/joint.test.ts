import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Context, Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given, HOUR } from "../../house/testing.ts";
import { type MemberState, member } from "../people/index.ts";
import { type SpaceState, space } from "./facts.ts";
import { isAgreed, JOINT_MS, type JointState, joint, neededOf, standOnJoint } from "./joint.ts";
import { jointCommands } from "./joint-commands.ts";

const kinds = [space, member, joint];
const here = "5".repeat(32);
const [ann, bo, cy, dee] = ["a", "b", "c", "d"].map((one) => one.repeat(32)) as string[];
const it1 = "1".repeat(32);
const AT = Date.UTC(2026, 10, 2, 9);
const founded: Given = {
  thing: here,
  type: "space.founded/1",
  record: { safety: "no", zone: "Europe/Madrid", langs: ["es"] },
};
const joined = (thing = "", ...roles: string[]): Given => {
  return { thing, type: "member.joined/1", record: { roles, invitation: null } };
};
const left = (thing = ""): Given => ({ thing, type: "member.left/1", record: {} });
const asked = (what: string, by = ann, of: string[] = []): Given => {
  return {
    thing: it1,
    type: "joint.asked/1",
    record: { what, of, member: by, until: AT + JOINT_MS },
  };
};
const agreed = (by = bo): Given => ({ thing: it1, type: "joint.agreed/1", record: { member: by } });
const named = (...members: (string | undefined)[]): Given => {
  return { thing: here, type: "space.named-set/1", record: { members } };
};
const matches = ({ kind, state }: Thing, mark: string) =>
  kind === "member" && (state as MemberState).roles.some((role) => mark === `role:${role}`);
const two = [founded, joined(ann, "coordination"), joined(bo, "coordination")];
const town = [...two, joined(cy, "member"), joined(dee, "observer")];

function facts(decided: Decided | Refusal) {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts as Given[];
}
const types = (decided: Decided | Refusal) => facts(decided).map(({ type }) => type);
const ask = (
  given: Given[],
  who: string | undefined,
  what: Exclude<JointState["what"], "times">,
  of: string[] = [],
) => decide(jointCommands.askJoint, kinds, given, { what, of }, { who: who ?? "", matches });
const agree = (given: Given[], who: string | undefined, more: Partial<Context> = {}) =>
  decide(
    jointCommands.agreeJoint,
    kinds,
    given,
    { joint: it1 },
    { who: who ?? "", matches, ...more },
  );
/** Stands on the joint act as a command of its own would. */
const stand = (given: Given[], who = ann, what: JointState["what"] = "export", now = AT + HOUR) => {
  const row = {
    ...jointCommands.agreeJoint,
    decide: (world: never, _i: object, at: Context) => {
      const found = standOnJoint(world, at, { id: it1, what });
      return isRefusal(found) ? found : { facts: [] };
    },
  };
  return decide(row as never, kinds, given, { joint: it1 } as never, {
    who: who ?? "",
    matches,
    now,
  });
};

describe("asking and agreeing", () => {
  it("is for the named set: coordination, unless others were named", () => {
    assert.deepEqual(types(ask(town, ann, "export")), ["joint.asked/1"]);
    for (const who of [cy, dee]) assertRefused(ask(town, who, "export"), "spaces.not-in-set");
    const set = [...town, named(bo, cy)];
    assertRefused(ask(set, ann, "export"), "spaces.not-in-set");
    assert.deepEqual(types(ask(set, cy, "export")), ["joint.asked/1"]);
  });

  it("takes two: one alone stands on nothing, whoever asked", () => {
    const one = [...town, asked("export")];
    assertRefused(stand(one), "spaces.not-agreed");
    assert.deepEqual(facts(agree(one, ann)), [], "the same person twice is one");
    const both = [...one, ...facts(agree(one, bo))];
    assert.deepEqual(stand(both), { facts: [] });
    assertRefused(stand(both, ann, "end"), "spaces.no-such-joint");
    assertRefused(stand(both, cy), "spaces.not-in-set");
  });

  it("lets nobody stand alone for a group of several", () => {
    const lone = [founded, joined(ann, "coordination"), joined(cy, "member"), asked("export")];
    assertRefused(stand(lone), "spaces.not-agreed");
    assert.deepEqual(stand([...lone, agreed(cy)]), { facts: [] });
    const alone = [founded, joined(ann, "coordination"), joined(dee, "observer"), asked("export")];
    assert.deepEqual(stand(alone), { facts: [] }, "who is alone has nobody to ask");
  });

  it("counts only who is of the set and here at the moment of use", () => {
    const both = [...town, asked("export"), agreed(bo)];
    assert.deepEqual(stand(both), { facts: [] });
    assertRefused(
      stand([...both, joined("e".repeat(32), "coordination"), left(bo)]),
      "spaces.not-agreed",
    );
    assertRefused(stand([...both, named(ann, cy)]), "spaces.not-agreed");
  });

  it("is over after its week, when taken back and when used", () => {
    const both = [...town, asked("export"), agreed(bo)];
    assertRefused(stand(both, ann, "export", AT + JOINT_MS), "spaces.joint-over");
    for (const type of ["joint.withdrawn/1", "joint.used/1"]) {
      const over = [...both, { thing: it1, type, record: {} }];
      assertRefused(stand(over), "spaces.joint-over");
      assertRefused(agree(over, bo), "spaces.joint-over");
    }
    assertRefused(
      agree([...town, asked("export")], bo, { now: AT + 8 * DAY }),
      "spaces.joint-over",
    );
  });

  it("is taken back by any of the set, once", () => {
    const back = (given: Given[], who = "") =>
      decide(jointCommands.withdrawJoint, kinds, given, { joint: it1 }, { who, matches });
    const one = [...town, asked("end")];
    assert.deepEqual(types(back(one, bo)), ["joint.withdrawn/1"]);
    assertRefused(back(one, cy), "spaces.not-in-set");
    assert.deepEqual(facts(back([...one, ...facts(back(one, bo))], ann)), []);
  });
});

describe("who the set is", () => {
  it("is changed by two of the set before, in the commit of the second yes", () => {
    const of = [bo, cy] as string[];
    const first = ask(town, ann, "name-set", of);
    assert.deepEqual(types(first), ["joint.asked/1"]);
    const second = agree([...town, asked("name-set", ann, of)], bo);
    assert.deepEqual(types(second), ["joint.agreed/1", "joint.used/1", "space.named-set/1"]);
    const after = fold(kinds, [...town, asked("name-set", ann, of), ...facts(second)]);
    assert.deepEqual((after.get(here) as Thing<SpaceState>).state.set?.members, of);
  });

  it("is of members who are here and do more than look; two where there are two", () => {
    for (const some of [[], [ann], [ann, ann], [ann, dee], [ann, "f".repeat(32)]] as string[][])
      assertRefused(ask(town, ann, "name-set", some), "spaces.set-of-members");
    const gone = [...town, asked("name-set", ann, [bo, cy] as string[]), left(cy)];
    assertRefused(agree(gone, bo), "spaces.set-of-members");
  });

  it("loses whoever was set back by recovery, until they are named again", () => {
    const back: Given[] = [
      { thing: bo ?? "", type: "member.set-back/1", record: { by: [ann] } },
      { thing: bo ?? "", type: "member.let-in/1", record: {} },
    ];
    const set = [...town, named(ann, bo), asked("export"), agreed(bo)];
    assert.deepEqual(stand(set), { facts: [] });
    assertRefused(agree([...set, ...back], bo), "spaces.not-in-set");
    const alone = [...town, named(bo, dee), ...back, asked("export")];
    assert.deepEqual(types(agree(alone, bo)), ["joint.agreed/1"], "none left: coordination");
    assert.deepEqual(stand([...town, ...back, named(ann, bo), asked("export"), agreed(bo)]), {
      facts: [],
    });
  });

  it("falls back to coordination when all of it are gone", () => {
    const set = [...town, named(cy), left(cy)];
    assert.deepEqual(types(ask(set, ann, "export")), ["joint.asked/1"]);
  });
});

it("takes three to end a space, two for all else, all of a smaller set", () => {
  const table = [1, 2, 3, 4, 12].map((size) => [neededOf("end", size), neededOf("export", size)]);
  assert.deepEqual(table, [
    [1, 1],
    [2, 2],
    [3, 2],
    [3, 2],
    [3, 2],
  ]);
  const state: JointState = { what: "end", of: [], agreed: [], until: AT, over: null };
  assert.equal(
    isAgreed({ ...state, until: AT + 1 }, [], AT),
    false,
    "an empty set agrees to nothing",
  );
});
