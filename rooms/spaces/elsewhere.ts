/** Which copies of this room's things lie elsewhere: of everything, and links that still open. */
import type { Elsewhere } from "../../house/room.ts";
import type { View } from "../../house/view.ts";
import { copy, isKept, safekeeping } from "./copies.ts";
import { openLinks } from "./questions.ts";

/** Copies of everything, by how many hold their keys; links with an end. */
export async function elsewhere(view: View): Promise<readonly Elsewhere[]> {
  const copies = await view.things(copy);
  const kept = (await view.things(safekeeping)).filter(({ state }) => isKept(state));
  const links = await openLinks(view);
  const found: Elsewhere[] = [
    { what: "spaces.elsewhere.copies", n: sum(copies), until: null },
    { what: "spaces.elsewhere.safekeeping", n: sum(kept), until: null },
    { what: "spaces.elsewhere.links", n: links.length, until: links[0]?.state.until ?? null },
  ];
  const last = copies.at(-1)?.last.at;
  if (last !== undefined) Object.assign(found[0] as Elsewhere, { last });
  return found.filter(({ n }) => n > 0);
}

const sum = (all: readonly { state: { sealedTo: number } }[]) =>
  all.reduce((n, { state }) => n + state.sealedTo, 0);
