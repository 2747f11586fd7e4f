/** What the index of agreements answers where something may not go: each is worded once. */
import { type Refusal, refuse } from "../../house/refusal.ts";
import type { Amount } from "../../house/values/index.ts";
import type { Standing } from "./status.ts";

/** Where there is no such agreement. */
export const nothingHere = refuse("house.nothing-to-stand-on", "clause");
/** Where what holds has no such clause. */
export const noClause = refuse("agreements.no-clause", "clause", { next: "agreements.agree-more" });

/** Both sides open the agreement: why it does not hold is nothing new to either. */
const notNow = (reason: string): Refusal =>
  refuse(`agreements.${reason}`, "clause", { next: "agreements.see-it" });
const [unsigned, early] = [notNow("not-signed"), notNow("not-yet")];
/** Why nothing stands on an agreement now, by how it stands. */
export const NOT_NOW: Readonly<Record<Standing, Refusal>> = {
  ...{ draft: unsigned, proposed: unsigned, signed: early, "in-force": unsigned },
  ...{ lapsed: notNow("lapsed"), paused: notNow("is-paused"), ended: notNow("is-ended") },
};

/** What is left of a limit is said to whoever wanted more. */
export function overLimit(left: string, { of, unit }: Amount): Refusal {
  const refused = left === "0" ? "agreements.limit-reached" : "agreements.over-limit";
  // Put together as it is, not by `refuse`: nothing else is refused as often.
  return {
    refused,
    because: "limit",
    vars: { left, most: of, unit },
    next: "agreements.less-or-later",
  };
}

/** That a group takes part here no more is on the page of each of its agreements. */
export const theyLeft = refuse("agreements.they-left", "clause", { next: "agreements.see-it" });
