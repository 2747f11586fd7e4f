/** Closing periods of a book; what a closed one takes is in late.ts. */
import type { Context, Decided, World } from "../../house/command.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { dayOf, monthOf } from "../../house/values/index.ts";
import { book } from "./facts.ts";
import type { ClosePeriod } from "./shapes.ts";

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
