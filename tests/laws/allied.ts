/**
 * A group that came along with a history's, on the same node: somebody of it reads, and sends what
 * is for allies. What a step does of it is the host's alone: whom it thinks of inviting.
 */
import assert from "node:assert/strict";
import { newId } from "../../house/ids.ts";
import { isRefusal } from "../../house/refusal.ts";
import { alliedBy } from "../../rooms/allies/testing.ts";
import { changeRow, loginOf, nodeOf } from "../../rooms/people/index.ts";
import { foundSpace } from "../../rooms/spaces/index.ts";
import type { Does, History } from "./history.ts";
import { title } from "./said.ts";

/** Who acts for it: as an author, and the login behind. */
export type Alongside = { author: { by: "ally"; ally: string; person: string }; session: string };

/** Founds the other group and has it come along; two histories of one seed stay the same. */
export async function alongside(history: History): Promise<Alongside> {
  const { house, space } = history;
  const parts = nodeOf(house);
  const session = await loginOf(parts, "alba");
  const value = { v: 1, phc: "", keeper: false, lang: null, digits: null, memberships: [] };
  await changeRow<object>(parts, `login/${session}`, () => ({ value, expires: null }));
  const guest = await foundSpace(house, {
    ...{ group: "Puente Norte", lang: "es", handle: "alba", login: session, safety: "yes" },
  });
  assert.ok(!isRefusal(guest), JSON.stringify(guest));
  const [first, other] = history.members;
  const host = { space, member: first?.id ?? "" };
  const second = other?.id ?? null;
  const { ally, person } = await alliedBy(history, host, guest, { second });
  // What waits for the group is read by it; whatever else is begun is as closed as before.
  const author = { by: "ally", ally, person } as const;
  const what = { lang: "es", text: "un piano" };
  const input = { what, sort: "support", terms: null, quantity: null, by: null };
  const command = "offers.offer-as-group";
  const key = newId(house.parts.random);
  const done = await house.dispatch({ space, command, input, author, key });
  assert.ok(!isRefusal(done), JSON.stringify(done));
  history.entries = await history.store.size(space);
  return { author, session };
}

/** See the file's words. */
export const ALLIED: readonly Does[] = [
  (_history, { word }, secret) => ["allies.propose", { name: title(word + secret) }],
];
