/** An expense opened for one visit, and what its forms show of a refusal. */
import type { SpaceVisit } from "../../../house/door.ts";
import { notHere, type Refusal } from "../../../house/refusal.ts";
import { saysOf } from "../../people/index.ts";
import type { Ask } from "../agreed.ts";
import { expense } from "../facts.ts";
import type { Expense, Opened } from "../questions.ts";
import type { Rules } from "../rules.ts";

/** One expense, opened for one visit. */
export type Shown = {
  visit: SpaceVisit;
  one: Expense;
  said: Opened;
  rules: Rules;
  /** What its agreement says of who approves it; nothing where it goes under none. */
  asks: readonly Ask[];
  /** Whether enough said yes, and it only has to be taken up. */
  enough: boolean;
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

/** Whether it is looked at by somebody of the other group. */
export const isTheirs = ({ view }: Pick<SpaceVisit, "view">): boolean => view.reader.by === "ally";

/** What a form on the page shows of a refusal: only its own. */
export function saysIn({ visit, refusal, form }: Shown, own: string) {
  return saysOf(visit, form === own ? refusal : null);
}
