/** An expense opened for one visit, and what its forms show of a refusal. */
import type { SpaceVisit } from "../../../house/door.ts";
import { notHere, type Refusal } from "../../../house/refusal.ts";
import { saysOf } from "../../people/index.ts";
import { expense } from "../facts.ts";
import type { Expense, Opened } from "../questions.ts";
import type { Rules } from "../rules.ts";

/** One expense, opened for one visit. */
export type Shown = {
  visit: SpaceVisit;
  one: Expense;
  said: Opened;
  rules: Rules;
  heading: (account: string) => string;
  who: (member: string) => string;
  /** What was refused, and by which form it was sent. */
  refusal: Refusal | null;
  form: string;
};

/** The expense of the address, or as if it were not there. */
export async function oneOf({ view, params }: SpaceVisit): Promise<Expense | Refusal> {
  return (await view.thing(expense, params["id"] ?? "")) ?? notHere;
}

/** What a form on the page shows of a refusal: only its own. */
export function saysIn({ visit, refusal, form }: Shown, own: string) {
  return saysOf(visit, form === own ? refusal : null);
}
