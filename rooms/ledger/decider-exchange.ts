/**
 * Money changed into another currency: one entry that is balanced in each of the two, against
 * `exchanged`, and says at which rate, of which day, and who said so. Nothing else in the books is
 * ever reckoned from one currency into another: what stands in one stays in it.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import {
  type Amount,
  add,
  billionths,
  compare,
  dayOf,
  figure,
  fits,
  negate,
  subtract,
} from "../../house/values/index.ts";
import { sideOf } from "./accounts.ts";
import { mayWriteLines, noBook } from "./decider.ts";
import { EXCHANGED, type Rate } from "./exchange-facts.ts";
import { type BookState, book, type Line, postTransfer } from "./facts.ts";
import type { Exchange } from "./shapes.ts";

const ONE = 10n ** 9n;
/** A rate and the amounts may differ by this part of what came: whole notes are given out. */
const PART = 100n;

/** What was changed, without what somebody took for changing it. */
type Changed = { gave: Amount; got: Amount };

/** Writes down that money was changed. */
export function exchange(world: World, input: Exchange, context: Context): Decided | Refusal {
  const { from, to, gave, got, fee, narration } = input;
  const thing = world.thing(book, input.book);
  if (thing === undefined) return noBook;
  const no = mayChange(thing, input);
  if (no !== null) return no;
  const changed = {
    gave: fee?.unit === gave.unit ? subtract(gave, fee) : gave,
    got: fee?.unit === got.unit ? add(got, fee) : got,
  };
  if (billionths(changed.gave.of) <= 0n)
    return refuse("ledger.fee-takes-all", "shape", { field: "fee" });
  const rate = rateOf(changed, input, context);
  if ("refused" in rate) return rate;
  const lines: Line[] = [
    { account: from, of: negate(gave) },
    ...(fee === undefined ? [] : [{ account: "fees", of: fee }]),
    { account: EXCHANGED, of: changed.gave },
    { account: EXCHANGED, of: negate(changed.got) },
    { account: to, of: got },
  ];
  const fault = mayWriteLines(thing, lines, context);
  if (fault !== null) return fault;
  const words = narration === undefined ? {} : { narration };
  const fact = postTransfer(thing.id, { lines, rate }, words);
  return { facts: [fact], answer: { entry: thing.n + 1 } };
}

/** Whether this can be an exchange in this book, whatever the rate. */
function mayChange({ state }: Thing<BookState>, input: Exchange): Refusal | null {
  const { gave, got, fee } = input;
  if (state.purpose !== "money") return refuse("ledger.not-of-money", "state", { next: "go-back" });
  for (const field of ["from", "to"] as const)
    if (sideOf(input[field], state.accounts) !== "stock")
      return refuse("ledger.not-money-of-ours", "shape", { field });
  if (gave.unit === got.unit) return refuse("ledger.same-currency", "shape", { field: "got" });
  if (fee !== undefined && fee.unit !== gave.unit && fee.unit !== got.unit)
    return refuse("ledger.fee-of-neither", "shape", { field: "fee" });
  return null;
}

/**
 * The rate as it was said, where the amounts bear it out; unsaid, what the amounts come to, told so
 * that one is worth one or more where that can be, to nine places.
 */
function rateOf(changed: Changed, { rate }: Exchange, context: Context): Rate | Refusal {
  const { gave, got } = changed;
  const day = told(context, rate.day ?? dayOf(context.happened, context.zone).date);
  if (day > told(context, dayOf(context.now, context.zone).date))
    return refuse("ledger.rate-to-come", "shape", { field: "rate-day" });
  const { source, of, per = gave.unit } = rate;
  if (per !== gave.unit && per !== got.unit)
    return refuse("ledger.rate-of-neither", "shape", { field: "rate" });
  const [one, other] = per === gave.unit ? [gave, got] : [got, gave];
  if (of !== undefined) {
    if (!bearsOut(changed, { of, per })) {
      const vars = { rate: worth(one, other) };
      return refuse("ledger.rate-does-not-fit", "shape", { field: "rate", vars });
    }
    return { ...{ of, in: other.unit, per, day, source } };
  }
  const [less, more] = isMore(gave, got) ? [got, gave] : [gave, got];
  const worthOf = { of: worth(less, more), unit: more.unit };
  if (!fits(worthOf).ok) return refuse("amount.too-large", "shape", { field: "rate" });
  return { of: worthOf.of, in: more.unit, per: less.unit, day, source };
}

/** A day as far as the stamp tells it: the rate's would tell more. */
const told = ({ protects }: Context, day: string) => (protects ? day.slice(0, 7) : day);

const isMore = (a: Amount, b: Amount): boolean => compare(a, { ...b, unit: a.unit }) > 0;

/** What one of the first was worth in the other, as a figure to nine places, rounded. */
function worth(one: Amount, other: Amount): string {
  const [of, per] = [billionths(other.of), billionths(one.of)];
  return figure((of * ONE * 2n + per) / (per * 2n));
}

/** Whether what came is what was given at this rate, but for a hundredth of it. */
function bearsOut({ gave, got }: Changed, { of, per }: { of: string; per: string }): boolean {
  const [one, other] = per === gave.unit ? [gave, got] : [got, gave];
  const made = (billionths(one.of) * billionths(of)) / ONE;
  const apart = made - billionths(other.of);
  return (apart < 0n ? -apart : apart) * PART <= billionths(other.of);
}
