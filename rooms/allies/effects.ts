/**
 * What happens in one of two spaces reaches the other: by the clock, on the one thing it is about.
 */
import type { House } from "../../house/house.ts";
import { newId } from "../../house/ids.ts";
import { MOVED } from "../../house/moves.ts";
import { isRefusal } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import type { Space } from "../../house/space.ts";
import { type CircleState, circle, nodeOf } from "../people/index.ts";
import { isOf } from "./acting.ts";
import { alliance } from "./alliance.ts";
import { joining } from "./joining.ts";
import {
  dropRelation,
  keepCode,
  type Relation,
  relationAt,
  relationOf,
  relationsWith,
} from "./relation.ts";

/**
 * Sends one of the clock's commands. A space that is gone, or went away, has nothing to be told.
 */
async function tell(house: House, space: string, thing: string, sent: [string, object]) {
  const opened = await house.space(space);
  if (opened === null || opened.ring.state !== "live") return;
  const [command, input] = sent;
  const author = { by: "clock", thing } as const;
  const done = await house.dispatch({
    ...{ space, command, input, author, key: newId(house.parts.random) },
  });
  if (isRefusal(done) && done.because !== "not-found")
    throw new Error(`the other side was not told: ${done.refused}`);
}

const endAtHost = (house: House, { host, ally }: Relation) =>
  tell(house, host, ally, ["allies.end", { ally }]);
const endAtGuest = (house: House, { guest, alliance: id }: Relation) =>
  tell(house, guest, id, ["allies.end-alliance", { alliance: id }]);

/** Nothing leads from one to the other any more, and names of who acted go. */
async function undo(house: House, of: Relation): Promise<void> {
  for (const person of Object.values(of.people))
    await tell(house, of.host, person, ["allies.person-left", { person }]);
  await dropRelation(nodeOf(house), of);
}

/** The host ended it: the other side reads so. */
const endTheirs: Effect = {
  name: "allies.end-theirs",
  on: ["ally.ended/1"],
  act: async (house, _id, { thing }) => {
    const of = await relationOf(nodeOf(house), thing);
    if (of === null) return;
    await endAtGuest(house, of);
    await undo(house, of);
  },
  keyless: async () => undefined,
};

/** The group that came along ended it. */
const endOurs: Effect = {
  name: "allies.end-ours",
  on: ["alliance.ended/1", "alliance.ended/2"],
  act: async (house, _id, { thing }) => {
    const of = await relationAt(nodeOf(house), thing);
    if (of === null) return;
    await endAtHost(house, of);
    await undo(house, of);
  },
  keyless: async () => undefined,
};

/** A space that ends or moves away is nobody's ally here, and no host. */
async function leave(house: House, id: string): Promise<void> {
  const parts = nodeOf(house);
  for (const of of await relationsWith(parts, id)) {
    if (of.guest === id) await endAtHost(house, of);
    await undo(house, of);
  }
}

const endAll: Effect = {
  name: "allies.end-all",
  on: ["space.ended/1", MOVED],
  act: (house, id) => leave(house, id),
  keyless: leave,
};

/**
 * Who takes part no more is said to have left; who may come in is asked at the door. Where nobody
 * is left who could let others into the circle, or it is ended, the group takes part no more.
 */
const letGo: Effect = {
  name: "allies.let-go",
  on: [
    ...["member.left/1", "member.removed/1", "member.set-back/1", "member.roles-set/1"],
    ...["circle.member-out/1", "circle.ended/1"],
  ],
  act: async (house, id, { stamp }) => {
    const guest = await house.space(id);
    if (guest === null || (await guest.countOfKind(alliance.kind)) === 0) return;
    const parts = nodeOf(house);
    for (const of of await relationsWith(parts, id)) {
      if (of.guest !== id) continue;
      if (await isForsaken(guest, of)) await endForsaken(house, of, stamp.who);
      else
        for (const [member, person] of Object.entries(of.people))
          if (!(await isOf(guest, of, member)))
            await tell(house, of.host, person, ["allies.person-left", { person }]);
    }
  },
  keyless: async () => undefined,
};

/** Whether the circle has ended, or nobody is in it any more. */
async function isForsaken(guest: Space, of: Relation): Promise<boolean> {
  const found = await guest.thing(of.circle);
  if (found?.kind !== circle.kind) return false;
  const { ended, members } = found.state as CircleState;
  if (ended) return true;
  for (const member of Object.keys(members))
    if ((await guest.within.of(member)).has(of.circle)) return false;
  return true;
}

/** By whoever ended the circle, where they may say it; else the host is told, and says it back. */
async function endForsaken(house: House, of: Relation, by: string): Promise<void> {
  const done = await house.dispatch({
    ...{ space: of.guest, command: "allies.end-alliance", input: { alliance: of.alliance } },
    ...{ author: { by: "member", member: by }, key: newId(house.parts.random) },
  });
  if (isRefusal(done) && done.because === "again") throw new Error("the alliance goes on");
  if (isRefusal(done)) await endAtHost(house, of);
}

/** The room's effects. */
export const effects: readonly Effect[] = [keepCode, joining, endTheirs, endOurs, endAll, letGo];
