/** What a report of a book says beside it: what was handed in or approved, and is not paid. */
import type { Thing } from "../../house/facts.ts";
import type { Owed } from "../../house/room.ts";
import { type Amount, add, zero } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { book } from "../ledger/index.ts";
import { type ExpenseState, expense } from "./facts.ts";
import { asked } from "./sums.ts";

type Waits = { many: number; of: Amount };

/** How many of these there are in a currency, and what they come to. */
function waitsIn(all: readonly ExpenseState[], unit: string): Waits {
  const own = all.flatMap((state) => asked(state).filter((one) => one.unit === unit));
  return { many: own.length, of: own.reduce(add, zero(unit)) };
}

/** Expenses and advances of a book that are handed in, and that are approved, by currency. */
export function owedIn(all: readonly Pick<Thing<ExpenseState>, "state">[], id: string): Owed[] {
  const of = (status: ExpenseState["status"]) =>
    all.flatMap(({ state }) => (state.book === id && state.status === status ? [state] : []));
  const [submitted, approved] = [of("submitted"), of("approved")];
  const units = new Set([...submitted, ...approved].flatMap(asked).map(({ unit }) => unit));
  return [...units].sort().map((unit) => {
    return { unit, handedIn: waitsIn(submitted, unit), approved: waitsIn(approved, unit) };
  });
}

/** See {@link owedIn}; as far as the reader may open them. */
export async function owed(view: View, thing: Thing): Promise<readonly Owed[]> {
  if (thing.kind !== book.kind || (await view.space.countOfKind(expense.kind)) === 0) return [];
  return owedIn(await view.things(expense), thing.id);
}
