/** Pieces that several pages of the room draw alike. */
import type { Words } from "../../../house/words/index.ts";
import { Go } from "../../../ui/button.tsx";
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
      {isUnannounced(state) && <State is="said">{t("offers.delivery.unannounced")}</State>}
    </>
  );
}

/** Nobody had said that it would come: neither as a delivery, nor by offering what is in it. */
function isUnannounced({ announced, lines }: Delivery): boolean {
  return !announced && lines.every(({ offer }) => offer === null);
}

/** The day of a record, in words; a protected space's records hold months. */
export function sayRecordDay(words: Words, day: string): string {
  return day.length === 7
    ? words.month(day)
    : words.day({ date: day, zone: "UTC", instant: `${day}T00:00:00Z` }, "short");
}

/** One page of a long list: what it shows, and the things that the pages beside it begin with. */
export type Leaf<T> = { shown: T[]; from: number; many: number; before?: T; after?: T };

/** The page that begins with the thing of this id; the first one where it is not in the list. */
export function leafOf<T extends { id: string }>(
  all: readonly T[],
  id: string | null,
  most: number,
): Leaf<T> {
  const from = Math.max(
    0,
    all.findIndex((one) => one.id === id),
  );
  const [before, after] = [all[Math.max(0, from - most)], all[from + most]];
  return {
    ...{ shown: all.slice(from, from + most), from, many: all.length },
    ...(from > 0 && before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}

/** Links to the pages before and after, and where one is; nothing where there is one page. */
export function Leaves(props: {
  t: Translate;
  leaf: Leaf<{ id: string }>;
  /** The address of the page that begins with this id. */
  to: (id: string) => string;
}) {
  const { t, leaf, to } = props;
  const { shown, from, many, before, after } = leaf;
  if (before === undefined && after === undefined) return null;
  return (
    <nav class="pager" aria-label={t("ui.pager.label")}>
      {before && (
        <Go href={to(before.id)} weight="quiet">
          {t("offers.pager.before")}
        </Go>
      )}
      <span class="soft">
        {t("offers.pager.here", { a: from + 1, b: from + shown.length, many })}
      </span>
      {after && (
        <Go href={to(after.id)} weight="quiet">
          {t("offers.pager.after")}
        </Go>
      )}
    </nav>
  );
}
