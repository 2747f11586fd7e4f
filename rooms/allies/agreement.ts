/**
 * What an ally begins that takes an agreement first: money over what the host allows, data, media,
 * a visit, repeated support. Later rooms ask before they let an ally begin it; of their own things
 * they say what there is already.
 */
import { type Refusal, refuse } from "../../house/refusal.ts";
import { type Amount, add, compare, isCurrency } from "../../house/values/index.ts";
import type { AllyState } from "./facts.ts";

/** What may begin. */
export const SORTS = ["support", "money", "visit", "media", "data"] as const;
/** See {@link SORTS}. */
export type Sort = (typeof SORTS)[number];

/**
 * What an ally begins, and what of its stands already: those it offered that were not turned down.
 */
export type Begins = {
  sort: Sort;
  amount: Amount | null;
  before: readonly (Amount | null)[];
};

/** What an amount or a kind of support (`house.kind`) comes to. */
export function sortOf(kind: string | null, unit: string | null): Sort {
  if (kind === "money" || (unit !== null && isCurrency(unit))) return "money";
  if (unit === "visit") return "visit";
  return kind === "amplification" ? "media" : "support";
}

const needed = (why: string, vars?: Refusal["vars"]) =>
  refuse(`allies.agreement-${why}`, "clause", {
    next: "allies.ask-agreement",
    ...(vars === undefined ? {} : { vars }),
  });

/**
 * The refusal that this takes an agreement, or null where it goes without. What is taken under one
 * is another command's, of the room of agreements.
 */
export function agreementFault(state: AllyState, { sort, amount, before }: Begins): Refusal | null {
  if (sort === "visit" || sort === "media" || sort === "data") return needed(sort);
  if (sort === "money" && !isAllowed(state.limits.money, amount, before)) return needed("money");
  const { times } = state.limits;
  return before.length < times ? null : needed("repeated", { n: times });
}

/** Whether money stays within the limit, with what was offered of the same before. */
function isAllowed(
  limit: Amount | null,
  amount: Amount | null,
  before: readonly (Amount | null)[],
): boolean {
  if (limit === null || amount === null || amount.unit !== limit.unit) return false;
  const same = before.filter((one) => one?.unit === limit.unit) as Amount[];
  return compare(same.reduce(add, amount), limit) <= 0;
}
