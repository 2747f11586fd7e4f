/** Pieces that several pages of the room draw alike. */
import type { Words } from "../../../house/words/index.ts";
import { State, type StateKind } from "../../../ui/state.tsx";
import type { Translate } from "../../../ui/types.ts";
import type { OfferStatus } from "../facts.ts";
import {
  type DeliveryState as Delivery,
  type DeliveryStatus,
  isUnmatched,
} from "../facts-delivery.ts";

const OFFER: Record<OfferStatus, StateKind> = {
  ...{ waiting: "waiting", accepted: "live", received: "here", declined: "quiet" },
  ...{ aside: "quiet", withdrawn: "quiet", lapsed: "lapsing", lost: "lost", returned: "lost" },
};

/** How an offer stands: icon, word, colour. */
export function OfferState({ t, status }: { t: Translate; status: OfferStatus }) {
  return <State is={OFFER[status]}>{t(`offers.status.${status}`)}</State>;
}

const DELIVERY: Record<DeliveryStatus, StateKind> = {
  ...{ announced: "waiting", "on-the-way": "moving", "at-the-border": "moving" },
  ...{ arrived: "here", counted: "met", lost: "lost", returned: "lost" },
};

/** How a delivery stands; a difference that nobody settled is said beside it. */
export function DeliveryStanding({ t, state }: { t: Translate; state: Delivery }) {
  return (
    <>
      <State is={DELIVERY[state.status]}>{t(`offers.delivery.${state.status}`)}</State>
      {isUnmatched(state) && <State is="warn">{t("offers.delivery.unmatched")}</State>}
      {!state.announced && <State is="said">{t("offers.delivery.unannounced")}</State>}
    </>
  );
}

/** The day of a record, in words; a protected space's records hold months. */
export function sayRecordDay(words: Words, day: string): string {
  return day.length === 7
    ? words.month(day)
    : words.day({ date: day, zone: "UTC", instant: `${day}T00:00:00Z` }, "short");
}
