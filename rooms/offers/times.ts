/** What of offers and deliveries goes by time: who made them, and what was said of them. */
import type { EntryRef, Thing } from "../../house/facts.ts";
import { eraseByTime, type TimeRow } from "../../house/times.ts";
import { closedSince } from "./decider.ts";
import { type OfferState, offer } from "./facts.ts";
import { type DeliveryState, delivery } from "./facts-delivery.ts";

const command = "offers.erase-by-time";
const offerOf = (thing: Thing<never>) => (thing as Thing<OfferState>).state;
const deliveryOf = (thing: Thing<never>) => (thing as Thing<DeliveryState>).state;

/** The rows. */
export const timeRows: readonly TimeRow[] = [
  {
    ...{ what: "givers", kind: offer as TimeRow["kind"], parts: ["people"], command },
    of: ["offer.made/1", "offer.changed/1"],
    since: (thing) => closedSince(offerOf(thing)),
    held: (thing) => {
      const { people, forgotten } = offerOf(thing);
      return people === null || forgotten ? [] : [people];
    },
  },
  {
    ...{ what: "offered", kind: offer as TimeRow["kind"], parts: ["words"], command },
    of: ["offer.made/1", "offer.made-by-ally/1"],
    since: (thing) => offerOf(thing).closedAt,
    held: (thing) => {
      const { what } = offerOf(thing);
      return what === null ? [] : [what];
    },
  },
  {
    ...{ what: "shipments", kind: delivery as TimeRow["kind"], parts: ["words"], command },
    of: [
      ...["delivery.announced/1", "delivery.recorded/1"],
      ...["delivery.counted/1", "delivery.imported/1"],
    ],
    since: (thing) => deliveryOf(thing).closedAt,
    held: (thing) => {
      const { words, lines } = deliveryOf(thing);
      const all = [words, ...lines.map(({ what }) => what)].filter((at) => at !== null);
      return [...new Map(all.map((at: EntryRef) => [at.n, at])).values()];
    },
  },
];

/** The clock's command for them. */
export const eraseTimed = eraseByTime(command, timeRows);
