/**
 * Periods of a book that were closed. What happened in one and is written later counts in the open
 * one, and says so; nothing opens a closed one again.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { dayOf, type Month, monthOf } from "../../house/values/index.ts";
import {
  type BookState,
  book,
  postTransfer,
  type TransferRecord,
  type TransferWords,
} from "./facts.ts";
import type { ClosePeriod } from "./shapes.ts";

type At = Pick<Context, "now" | "happened" | "zone">;

/** The month of a closed period that this happened in; null where its period is open. */
export function lateIn(
  { closed }: Pick<BookState, "closed">,
  { happened, zone }: Pick<At, "happened" | "zone">,
): Month | null {
  if (closed === "") return null;
  const month = monthOf(dayOf(happened, zone));
  return month <= closed ? month : null;
}

/**
 * The fact that something was moved in a book, dated as its periods want it. `happened`: where it
 * is another moment than the command's. Whatever writes in a book writes by this.
 */
export function postIn(
  world: World,
  id: string,
  record: TransferRecord,
  words: TransferWords,
  at: At,
): NewFact {
  const thing = world.thing(book, id);
  const late = thing === undefined ? null : lateIn(thing.state, at);
  if (late === null) return postTransfer(id, record, words);
  // The month that runs is never closed, so it is the open one.
  return { ...postTransfer(id, { ...record, late }, words), countsAt: at.now };
}

/** Closes all months up to one that is over. */
export function closePeriod(
  world: World,
  { book: id, to, seen }: ClosePeriod,
  { now, zone }: Context,
): Decided | Refusal {
  const thing = world.thing(book, id);
  if (thing === undefined) return refuse("ledger.no-such-book", "not-found", { next: "go-back" });
  if (to >= monthOf(dayOf(now, zone)))
    return refuse("ledger.close-not-over", "state", { field: "to" });
  if (to <= thing.state.closed) return refuse("ledger.closed-already", "state", { field: "to" });
  if (seen !== thing.n) return refuse("ledger.written-before-close", "again", { next: "go-back" });
  const record = { to };
  return { facts: [{ kind: "book", thing: id, type: "book.period-closed/1", record }] };
}
