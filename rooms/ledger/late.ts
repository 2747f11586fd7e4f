/** What a closed period takes: nothing. Whatever writes in a book is dated by this alone. */
import type { NewFact } from "../../house/facts.ts";
import { EXCHANGE } from "./exchange-facts.ts";
import type { BookState } from "./facts.ts";

/** The month of a closed period that this day lies in; null where its period is open. */
export function lateIn({ closed }: Pick<BookState, "closed">, day: string): string | null {
  const month = day.slice(0, 7);
  return closed !== "" && month <= closed ? month : null;
}

/** A transfer that happened in a closed period says of which month it is, and counts now. */
export function lateFact(
  state: Pick<BookState, "closed">,
  fact: NewFact,
  day: string,
): NewFact | null {
  const type = fact.type === EXCHANGE ? EXCHANGE : "transfer.posted/2";
  if (type !== EXCHANGE && !fact.type.startsWith("transfer.posted/")) return null;
  const late = lateIn(state, day);
  return late === null ? null : { ...fact, type, record: { ...fact.record, late } };
}
