/**
 * What a group's coming asks for in its own space: the circle of those who take part, what stands
 * in it, and the rows that lead from one to the other. It follows from the host's taking it in, so
 * that whatever breaks off between the two is done later, by whoever runs what is left.
 */
import type { House } from "../../house/house.ts";
import { newId } from "../../house/ids.ts";
import { isRefusal } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import type { Text } from "../../house/values/index.ts";
import { CIRCLE_NAME_MAX, nodeOf } from "../people/index.ts";
import { type AllyState, ally, isHere } from "./facts.ts";
import { oneAlly } from "./questions.ts";
import {
  claimPair,
  dropRelation,
  endWay,
  keepRelation,
  type OnTheWay,
  onTheWay,
  relationOf,
} from "./relation.ts";

/** What the circle is called at first: what the host is called to them; it can be renamed. */
async function nameFor(house: House, host: string, id: string): Promise<Text> {
  const view = await house.view(host, { by: "receipt", thing: id });
  const from = view === null ? null : (await oneAlly(view, id))?.from;
  if (from == null) return { lang: "en", text: "…" };
  // Half a sign at the end would be none.
  const cut = from.text.slice(0, CIRCLE_NAME_MAX).replace(/[\ud800-\udbff]$/, "");
  return { ...from, text: cut };
}

/** Whether an ally here goes on. */
async function goesOn(house: House, host: string, id: string): Promise<boolean> {
  const thing = await (await house.space(host))?.thing(id);
  return thing?.kind === ally.kind && isHere(thing.state as AllyState);
}

async function join(house: House, host: string, id: string, going: OnTheWay): Promise<void> {
  const { guest: space, member, key } = going;
  const parts = nodeOf(house);
  const two = { host, guest: space, ally: id };
  const began = (await claimPair(parts, two, (other) => goesOn(house, host, other)))
    ? await house.dispatch({
        ...{ space, command: "allies.go-along", key },
        ...{ author: { by: "member", member }, input: { name: [await nameFor(house, host, id)] } },
      })
    : null;
  if (began === null || isRefusal(began)) {
    if (began?.because === "again") throw new Error("the group's own space has no time now");
    // Their own space says no, or they are here already: the host is told that nobody came.
    const author = { by: "clock", thing: id } as const;
    const ended = await house.dispatch({
      ...{ space: host, command: "allies.end", input: { ally: id }, author },
      key: newId(house.parts.random),
    });
    if (isRefusal(ended) && ended.because === "again") throw new Error("the host was not told");
    return dropRelation(parts, two);
  }
  const { alliance, circle } = began.answer as { alliance: string; circle: string };
  await keepRelation(parts, { ...two, alliance, circle, people: {} });
}

/** See above. Done again, or late, it changes nothing. */
export const joining: Effect = {
  name: "allies.join",
  on: ["ally.came/1"],
  act: async (house, host, { thing: id }) => {
    const parts = nodeOf(house);
    const going = await onTheWay(parts, id);
    if (going === null) return;
    const of = await relationOf(parts, id);
    if (of !== null) await keepRelation(parts, of);
    else if (await goesOn(house, host, id)) await join(house, host, id, going);
    await endWay(parts, id);
  },
  keyless: async () => undefined,
};
