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
  what: Exclude<JointState["what"], "times" | "ally" | "book">,
  of: string[] = [],
) => decide(jointCommands.askJoint, kinds, given, { what, of }, { who: who ?? "", matches });
const agree = (given: Given[], who: string | undefined, more: Parameters<typeof decide>[4] = {}) =>
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
    assertRefused(agree(alone, bo), "spaces.not-in-set");
    const later = { now: AT + 3 * DAY };
    assert.deepEqual(types(agree(alone, bo, later)), ["joint.agreed/1"], "coordination");
    assert.deepEqual(stand([...town, ...back, named(ann, bo), asked("export"), agreed(bo)]), {
      facts: [],
    });
  });

  it("falls back to coordination when all of it are gone", () => {
    const set = [...town, named(cy), left(cy)];
    assert.deepEqual(types(ask(set, ann, "export")), ["joint.asked/1"]);
  });
});

describe("from when somebody counts", () => {
  it("counts who came to it three days ago, by the hour", () => {
    const at = (hours: number) => ({ at: AT + hours * HOUR });
    const roles = (thing: string | undefined, by: string | undefined, ...some: string[]): Given => {
      const stamp = { ...at(100), who: by ?? "" };
      return { thing: thing ?? "", type: "member.roles-set/1", record: { roles: some }, stamp };
    };
    const newest = { ...joined("e".repeat(32), "coordination"), stamp: at(99) };
    const later = { ...asked("export").record, until: AT + 300 * HOUR };
    const ask1: Given = { ...asked("export"), record: later, stamp: at(101) };
    const made = (more: Given[]) => [...town, ...more, ask1];
    const agrees = (more: Given[], who: string | undefined, hours = 102) => {
      // A mark stays where it was once set: everybody is found who ever had a say.
      const found = { matches: ({ kind }: Thing) => kind === "member" };
      const done = agree(made(more), who, { now: AT + hours * HOUR, ...found });
      return isRefusal(done) ? done.refused : done.answer?.["agreed"];
    };
    const out = "spaces.not-in-set";
    const promoted = [roles(cy, ann, "coordination")];
    assert.equal(agrees(promoted, cy), out);
    assert.equal(agrees(promoted, bo), true);
    assert.equal(agrees(promoted, cy, 100 + 71), out);
    assert.equal(agrees(promoted, cy, 100 + 72), true);
    assert.equal(agrees([newest], newest.thing), out);
    // A place that another took stays in the set: nobody steps into it meanwhile.
    for (const some of [["observer"], ["member"]])
      assert.equal(agrees([roles(bo, ann, ...some)], cy), out);
    assert.equal(agrees([roles(bo, ann, "observer")], bo), out);
    assert.equal(agrees([roles(bo, ann, "member")], bo), true, "their own word is theirs still");
    assert.equal(agrees([roles(ann, ann, "member")], cy), out, "nor by putting one's own down");
    const back = [roles(bo, ann, "observer"), roles(bo, ann, "coordination")];
    assert.equal(agrees(back, bo), true, "given back within days it is as old as before");
    assert.equal(agrees([...promoted, named(ann, cy)], cy), true, "two named them");
  });

  it("is of the two who came first where no two have been here three days", () => {
    const came = (thing: string | undefined, hours: number, ...roles: string[]): Given => ({
      ...joined(thing, ...roles),
      stamp: { at: AT + hours * HOUR },
    });
    const young = [founded, came(ann, 0, "coordination"), came(bo, 1, "member")];
    const more = [came(cy, 2, "coordination"), asked("export")];
    const now = { now: AT + 3 * HOUR };
    assertRefused(agree([...young, ...more], cy, now), "spaces.not-in-set");
    assert.deepEqual(types(agree([...young, ...more], bo, now)), ["joint.agreed/1"]);
    const old = { now: AT + 75 * HOUR };
    assert.deepEqual(types(agree([...young, ...more], cy, old)), ["joint.agreed/1"]);
    // Alone for long: the first who comes is the second, and nobody who comes after them.
    const alone = [founded, came(ann, 0, "coordination"), came(bo, 400, "member")];
    const late = { now: AT + 402 * HOUR };
    const then = {
      ...asked("export"),
      record: { ...asked("export").record, until: AT + 500 * HOUR },
    };
    const third = [came(cy, 401, "coordination"), then];
    assertRefused(agree([...alone, ...third], cy, late), "spaces.not-in-set");
    assert.deepEqual(types(agree([...alone, ...third], bo, late)), ["joint.agreed/1"]);
    assertRefused(stand([...alone, ...third], ann, "export", late.now), "spaces.not-agreed");
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
