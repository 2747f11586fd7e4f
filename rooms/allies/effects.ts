/**
 * What happens in one of two spaces reaches the other: by the clock, on the one thing it is about.
 */
import type { House } from "../../house/house.ts";
import { newId } from "../../house/ids.ts";
import { MOVED } from "../../house/moves.ts";
import { isRefusal } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import { nodeOf } from "../people/index.ts";
import { takesPart } from "./acting.ts";
import { alliance } from "./alliance.ts";
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
  on: ["alliance.ended/1"],
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

/** Who takes part no more is said to have left; who may come in is asked at the door. */
const letGo: Effect = {
  name: "allies.let-go",
  on: [
    ...["member.left/1", "member.removed/1", "member.set-back/1"],
    ...["circle.member-out/1", "circle.ended/1"],
  ],
  act: async (house, id) => {
    const space = await house.space(id);
    if (space === null || (await space.countOfKind(alliance.kind)) === 0) return;
    const parts = nodeOf(house);
    for (const of of await relationsWith(parts, id)) {
      if (of.guest !== id) continue;
      for (const [member, person] of Object.entries(of.people))
        if (!(await takesPart(house, of, member)))
          await tell(house, of.host, person, ["allies.person-left", { person }]);
    }
  },
  keyless: async () => undefined,
};

/** The room's effects. */
export const effects: readonly Effect[] = [keepCode, endTheirs, endOurs, endAll, letGo];
