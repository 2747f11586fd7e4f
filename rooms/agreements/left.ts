/**
 * What waits under an agreement that the other party ended, or whose party takes part no more:
 * lines that a member typed in for it, which it may not open itself, close by the clock. Nothing
 * waits for that: until then the gate lets none of them be accepted. What either side wrote and did
 * not propose is dropped.
 */
import type { Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { isRefusal } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import type { Space } from "../../house/space.ts";
import { type OfferState, offer } from "../offers/index.ts";
import { type AgreementState, agreement } from "./facts.ts";
import { type DrawingState, drawing, drawnOn } from "./facts-beside.ts";
import { dropBoth } from "./own-draft.ts";

/** Lines of one agreement that are looked at, at most. */
const LOOKED_AT_MAX = 10_000;

/** See the file's words. */
export const closeLeft: Effect = {
  name: "agreements.close-left",
  on: ["agreement.ended/1", "ally.ended/1"],
  act: async (house, id, { type, thing }) => {
    const space = await house.space(id);
    if (space === null) return;
    const over =
      type === "agreement.ended/1"
        ? [(await space.thing(thing)) as Thing<AgreementState>]
        : await agreementsWith(space, thing);
    for (const one of over) {
      await dropBoth(house, space, one);
      await closeUnder(house, space, one.id);
    }
  },
  keyless: async () => undefined,
};

async function agreementsWith(space: Space, other: string): Promise<Thing<AgreementState>[]> {
  const ids = await space.idsOfKind(agreement.kind, Number.MAX_SAFE_INTEGER);
  const all = (await space.things(ids)) as Thing<AgreementState>[];
  return all.filter(({ state, parked }) => !parked && state.with === other);
}

async function closeUnder(house: House, space: Space, on: string): Promise<void> {
  const entries = await space.marked(drawnOn(on), LOOKED_AT_MAX);
  for (const { header } of entries) {
    const line = (await space.thing(header.thing)) as Thing<DrawingState> | null;
    if (line?.kind !== drawing.kind || line.state.agreement !== on || line.state.released) continue;
    const made = (await space.thing(line.state.offer)) as Thing<OfferState> | null;
    if (made?.kind !== offer.kind || made.state.status !== "waiting") continue;
    const { id } = made;
    const done = await house.dispatch({
      ...{ space: space.id, command: "offers.ally-left", input: { id } },
      ...{ author: { by: "clock", thing: id }, key: `party-left-${id}` },
    });
    if (isRefusal(done) && done.because === "again") throw new Error("a line stays open");
  }
}
