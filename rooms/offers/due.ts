/** What falls due of an offer: being freed after its notice, and forgetting who made it. */
import type { Thing } from "../../house/facts.ts";
import type { DueRow } from "../../house/room.ts";
import { forgetAt, lapseOf } from "./decider.ts";
import { type OfferState, offer } from "./facts.ts";

const stateOf = (thing: Thing<never>) => (thing as Thing<OfferState>).state;
const input = ({ id }: Thing<never>) => ({ id });

/** The rows. */
export const due: readonly DueRow[] = [
  {
    ...{ name: "lapse", kind: offer as DueRow["kind"], command: "offers.lapse", input },
    at: (thing) => lapseOf(stateOf(thing))?.at ?? null,
  },
  {
    ...{ name: "forget", kind: offer as DueRow["kind"], command: "offers.forget", input },
    at: (thing) => forgetAt(stateOf(thing)),
  },
];
