/**
 * What closing asks of the node, and opening again: sessions end, the address and the codes of
 * members leave the places where they are looked up. Until that is done the folded state refuses.
 */
import type { House } from "../../house/house.ts";
import type { Effect } from "../../house/room.ts";
import { endSessions, loginsIn, nodeOf, putClaimsAway, putClaimsBack } from "../people/index.ts";
import { isShutWhole, noteShutWhole, showSlug, shutSlug } from "./directory.ts";
import { protectsPeople, type SpaceState, space } from "./facts.ts";

async function stateOf(house: House, id: string): Promise<SpaceState | null> {
  const thing = await (await house.space(id))?.thing(id);
  return thing?.kind === space.kind ? (thing.state as SpaceState) : null;
}

/** Everything closes: the address first, then every session of everyone who is in the group. */
export const shutDoors: Effect = {
  name: "spaces.shut-doors",
  on: ["space.shuttered/1"],
  act: async (house, id) => {
    const parts = nodeOf(house);
    const shut = (await stateOf(house, id))?.shut ?? null;
    // Opened again before this was done: then there is nothing to close any more.
    if (shut === null) return;
    // Sessions end once: whoever signed in since may be about to open it again.
    if (await isShutWhole(parts, id, shut.at)) return;
    await shutSlug(parts, id);
    for (const login of await loginsIn(parts, id, null)) await endSessions(parts, login, null);
    await putClaimsAway(parts, id);
    await noteShutWhole(parts, id, shut.at);
  },
  keyless: async () => undefined,
};

/** Everything is where it was, or under an address that says nothing where that was wished. */
export const openDoors: Effect = {
  name: "spaces.open-doors",
  on: ["space.reopened/1"],
  act: async (house, id, { record }) => {
    const parts = nodeOf(house);
    const state = await stateOf(house, id);
    if (state === null || state.shut !== null) return;
    await putClaimsBack(parts, id);
    const since = protectsPeople(state) ? state.protectedAt : 0;
    await showSlug(parts, id, { fresh: record["fresh"] === true, since });
  },
  keyless: async () => undefined,
};
