/** Fills an empty node with a made-up world: two local groups, three solidarity groups, weeks. */
import type { House } from "../house/house.ts";
import { changeRow, nodeOf, readRow } from "../rooms/people/index.ts";
import { amount, describe } from "./acts.ts";
import { agree } from "./agree.ts";
import { fillAllied } from "./allied.ts";
import { fillKitchen } from "./kitchen.ts";
import { fillTown } from "./town.ts";
import { type Group, type SignIn, Walk } from "./walk.ts";
import { CIRCLES } from "./words.ts";

/** The node's row that says that its world is made up, and who can be signed in as. */
export const DEMO_ROW = "demo-world";

/**
 * Fills the world, once: a node that holds one already answers its sign-ins. All of it is written
 * by ordinary commands under a clock that walks up to the node's own; ids and passphrases are the
 * node's chance, everything else is the same each time. Throws where a fill before was broken off.
 */
export async function fillDemo({ house }: { house: House }): Promise<{ signIns: SignIn[] }> {
  const parts = nodeOf(house);
  const before = await readRow<SignIn[]>(parts, DEMO_ROW);
  if (before !== null && before.length > 0) return { signIns: before };
  const mark = (signIns: SignIn[]) =>
    changeRow<SignIn[]>(parts, DEMO_ROW, () => ({ value: signIns, expires: null }));
  await mark([]);
  const walk = new Walk(house);
  // One clock for all: each group's weeks are told on a walk of their own.
  const town = await fillTown(walk);
  const kitchen = new Walk(house);
  await fillKitchen(kitchen);
  const circles = new Walk(house);
  const [beside] = await fillCircles(circles);
  const along = new Walk(house);
  const member = walk.members.get("marea");
  if (beside !== undefined && member !== undefined) {
    const them = await fillAllied(along, { group: town, member }, beside);
    await agree(along, town, them);
  }
  for (const one of [walk, kitchen, circles, along]) await one.house.idle();
  const signIns = [walk, kitchen, circles].flatMap((one) => one.signIns);
  await mark(signIns);
  return { signIns };
}

/** The solidarity groups: each in a house of its own, with the hours its people gave. */
async function fillCircles(walk: Walk): Promise<Group[]> {
  const groups: Group[] = [];
  walk.to(23);
  for (const { about, work, ...founding } of CIRCLES) {
    const group = await walk.found({ ...founding, safety: "no" });
    await describe(group, { about });
    await group.lead("spaces.publish", {});
    await group.lead("spaces.list", {});
    const opened = await group.lead("ledger.open-book", { purpose: "hours", title: work });
    const lines = [
      { account: "elsewhere", of: { of: "-36", unit: "hour" } },
      { account: "uses:transport", of: amount(36, "hour") },
    ];
    const narration = work[0];
    await group.lead("ledger.post", { book: opened.answer["book"], lines, narration });
    groups.push(group);
  }
  return groups;
}
