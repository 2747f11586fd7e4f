/** How an offer stands to what is still asked for: said beside it, never in its way. */
import type { Thing } from "../../../house/facts.ts";
import { type Amount, compare, signOf, subtract } from "../../../house/values/index.ts";
import type { Translate } from "../../../ui/types.ts";
import { figuresOf, type NeedState } from "../../needs/index.ts";
import type { Say } from "../says.ts";

/** By how much an amount passes what a need still asks for; null where it does not. */
export function pastAsked(asked: Thing<NeedState> | undefined, much: Amount | null): Amount | null {
  const still = asked === undefined ? null : (figuresOf(asked.state)?.still ?? null);
  if (still === null || much === null || still.unit !== much.unit) return null;
  return compare(much, still) > 0 ? subtract(much, still) : null;
}

/** How much of the line is still asked for, and by how much accepting all of this would pass it. */
export function StillAsked(props: {
  t: Translate;
  say: Say;
  asked: Thing<NeedState> | undefined;
  much: Amount | null;
}) {
  const { t, say, asked, much } = props;
  const still = asked === undefined ? null : (figuresOf(asked.state)?.still ?? null);
  if (still === null) return null;
  const past = pastAsked(asked, much);
  if (signOf(still) === 0) return <p class="soft">{t("offers.inbox.none-asked")}</p>;
  return (
    <p class="soft">
      {t("offers.inbox.still", { amount: say.amount(still) })}{" "}
      {past !== null && t("offers.inbox.past", { amount: say.amount(past) })}
    </p>
  );
}
