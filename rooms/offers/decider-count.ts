/**
 * What a count says of deliveries, offers and needs. The command around it lives in `ledger`, which
 * adds what it means for the goods book, so that one commit holds all of it.
 */
import { withinOf } from "../../house/circles.ts";
import type { Context, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { type Amount, add, compare, negate, subtract } from "../../house/values/index.ts";
import { offerFact, Progress } from "./decider.ts";
import {
  deliveryFact,
  farther,
  noDelivery,
  type WrittenLine,
  wordsOf,
  written,
} from "./decider-delivery.ts";
import { type OfferState, offer } from "./facts.ts";
import {
  DELIVERY_LINES_MAX,
  type DeliveryLine,
  type DeliveryState,
  delivery,
  differs,
} from "./facts-delivery.ts";
import type { Count } from "./shapes.ts";

/** A difference that a count makes to what is here: what the goods book posts. */
export type CountedDelta = {
  line: number;
  category: string | null;
  need: string | null;
  offer: string | null;
  /** Whether the line was counted before. */
  again: boolean;
  /** More than before where positive; a second count may find less. Never nothing. */
  amount: Amount;
};

/** The facts of a count for deliveries, offers and needs, and what it changes of the goods. */
export type CountFacts = {
  facts: NewFact[];
  delivery: string;
  /** Where the delivery lies, if it is a circle inside the group: its book lies there too. */
  within: ReturnType<typeof withinOf>;
  deltas: CountedDelta[];
};

type CountedLine = Pick<DeliveryLine, "line" | "offer" | "need" | "category" | "sent"> & {
  counted: Amount;
};
type Step = { line: CountedLine; before: DeliveryLine | null };

/**
 * Counts lines of a delivery, and what else was in it. Lines not named stay as they are. Refuses a
 * delivery, line, offer or need that is not there, an offer on two lines, and more than 60 lines.
 */
export function countFacts(world: World, input: Count, _context: Context): CountFacts | Refusal {
  const found = world.thing(delivery, input.id);
  if (found === undefined) return noDelivery;
  const steps = stepsOf(world, found, input);
  if (isRefusal(steps)) return steps;
  const progress = new Progress();
  const offers = steps.flatMap((step) => countLine(world, found, step, progress));
  const lines = steps.map(({ line }) => line);
  const first = nextLine(found.state);
  const counted = {
    ...deliveryFact(found.id, "counted", { lines }),
    ...wordsOf({ lines: input.extra }, first),
  };
  const hurt = damagedIn(input);
  const settled = isAllDamage(found.state, steps, hurt);
  return {
    facts: [
      ...[
        counted,
        ...(hurt.length > 0 ? [deliveryFact(found.id, "damaged", { lines: hurt })] : []),
      ],
      ...(settled ? [deliveryFact(found.id, "matched", { how: "damaged" })] : []),
      ...offers,
      ...progress.facts(),
    ],
    delivery: found.id,
    within: withinOf(found),
    deltas: steps.flatMap(deltasOf),
  };
}

type Damaged = { line: number; damaged: Amount };

/** What came of lines and is of no use; of a line named twice the last holds. */
function damagedIn({ lines }: Count): Damaged[] {
  const last = new Map(lines.map((one) => [one.line, one]));
  return [...last.values()].flatMap(({ line, counted, damaged }) =>
    damaged === undefined ? [] : [{ line, damaged: { of: damaged, unit: counted.unit } }],
  );
}

/** Whether all that differs now between sent and counted is what was damaged, and something is. */
function isAllDamage(state: DeliveryState, steps: readonly Step[], hurt: readonly Damaged[]) {
  const now = new Map(state.lines.map((one) => [one.line, one]));
  for (const { line, before } of steps)
    if (before !== null)
      now.set(line.line, { ...before, counted: line.counted, damaged: undefined });
  for (const { line, damaged } of hurt)
    now.set(line, { ...now.get(line), damaged } as DeliveryLine);
  const off = [...now.values()].filter(differs);
  return (
    off.length > 0 &&
    off.every(({ sent, counted, damaged }) => {
      if (sent === null || counted === null || damaged === undefined) return false;
      return sent.unit === counted.unit && compare(add(counted, damaged), sent) === 0;
    })
  );
}

const nextLine = ({ lines }: DeliveryState) =>
  lines.reduce((most, { line }) => Math.max(most, line), 0) + 1;

function stepsOf(
  world: World,
  { state, circle }: Thing<DeliveryState>,
  input: Count,
): Step[] | Refusal {
  const many = input.lines.length + input.extra.length;
  if (many === 0) return refuse("offers.no-lines", "shape");
  if (many > DELIVERY_LINES_MAX)
    return refuse("offers.too-many-lines", "limit", { vars: { most: DELIVERY_LINES_MAX } });
  const known = new Map(state.lines.map((line) => [line.line, line]));
  const steps: Step[] = [];
  for (const { line: at, counted } of new Map(input.lines.map((one) => [one.line, one])).values()) {
    const before = known.get(at);
    if (before === undefined)
      return refuse("offers.no-such-delivery-line", "shape", { field: `counted-${at}` });
    const { line, offer: of, need, category, sent } = before;
    steps.push({ before, line: { line, offer: of, need, category, sent, counted } });
  }
  const taken = state.lines.flatMap(({ offer: of }) => of ?? []);
  const typed = input.extra.map(({ counted: _counted, ...line }) => ({ ...line, sent: null }));
  const extra = written(world, typed, nextLine(state), taken);
  if (isRefusal(extra)) return extra;
  const far = farther(extra, circle);
  if (far !== null) return far;
  return [...steps, ...extra.map((one, at) => added(one, input.extra[at]?.counted))];
}

function added({ record }: WrittenLine, counted: Amount | undefined): Step {
  if (counted === undefined) throw new Error("a line was counted without a count");
  return { line: { ...record, counted }, before: null };
}

/** The facts of a line's offer; what it changes of its need is added up. */
function countLine(
  world: World,
  { id, state }: Thing<DeliveryState>,
  { line, before }: Step,
  progress: Progress,
): NewFact[] {
  const { need, counted, sent } = line;
  progress.add(need, "counted", counted);
  const earlier = before?.counted ?? null;
  if (earlier !== null) progress.add(need, "counted", negate(earlier));
  if (before?.awaited && sent !== null) progress.add(need, "onTheWay", negate(sent));
  if (line.offer === null) return [];
  const offered = world.thing(offer, line.offer);
  // Nobody had said what was sent of it: what is here is all there was to come.
  const closes = before === null || (!state.announced && earlier === null);
  if (closes && offered !== undefined) progress.add(need, "accepted", openOf(offered.state));
  const record = { delivery: id, quantity: counted, closes };
  return [offerFact(line.offer, "received", record)];
}

const openOf = ({ status, open }: OfferState) =>
  status === "accepted" && open !== null ? negate(open) : null;

function deltasOf({
  line: { line, category, need, offer: of, counted },
  before,
}: Step): CountedDelta[] {
  const earlier = before?.counted ?? null;
  const amounts =
    earlier === null
      ? [counted]
      : earlier.unit === counted.unit
        ? [subtract(counted, earlier)]
        : [counted, negate(earlier)];
  const some = amounts.filter(({ of }) => of !== "0");
  const again = earlier !== null;
  return some.map((amount) => ({ line, category, need, offer: of, again, amount }));
}
