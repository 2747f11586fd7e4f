/**
 * The commands that join offers, needs and the goods book: what was counted is written on all of
 * them in one step. They live here because this room is the last of the three in the floor plan.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact } from "../../house/facts.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { type Amount, negate, type Text } from "../../house/values/index.ts";
import {
  type Count,
  countFacts,
  type ImportedDelivery,
  type ImportRows,
  importFacts,
} from "../offers/index.ts";
import { bookFor } from "./decider.ts";
import { type Line, postTransfer, type TransferWords } from "./facts.ts";

/** What came here from elsewhere; less than nothing goes back to where it was said to come from. */
function cameHere(amount: Amount): Line[] {
  return [
    { account: "elsewhere", of: negate(amount) },
    { account: "here", of: amount },
  ];
}

/**
 * Counts a delivery: what `countFacts` says of delivery, offers and needs, and a transfer in the
 * goods book for each difference. A second count posts what it found more or less.
 */
export function countDelivery(world: World, input: Count, context: Context): Decided | Refusal {
  const counted = countFacts(world, input, context);
  if (isRefusal(counted)) return counted;
  const { facts, delivery, within, deltas } = counted;
  if (deltas.length === 0) return { facts, answer: { delivery } };
  const goods = bookFor(world, "goods", context, within);
  const transfers = deltas.map(({ amount, need }) =>
    postTransfer(goods.id, {
      lines: cameHere(amount),
      for: { delivery, ...(need !== null && { need }) },
    }),
  );
  const answer = { delivery, book: goods.id };
  return { facts: [...facts, ...goods.facts, ...transfers], answer };
}

/**
 * Brings in rows of a file of deliveries as counted deliveries, each row with a transfer from
 * `elsewhere` in the goods book; who it came from is what the file says, in words. Rows that look
 * the same are entries of their own.
 */
export function importCounted(
  world: World,
  input: ImportRows,
  context: Context,
): Decided | Refusal {
  const imported = importFacts(world, input, context);
  if (isRefusal(imported)) return imported;
  const { facts, deliveries, answer } = imported;
  if (facts.length === 0) return { facts, answer };
  const goods = bookFor(world, "goods", context);
  const transfers = deliveries.flatMap((one) => {
    const called = calledIn(facts, one.delivery);
    return one.lines.map(({ line, amount }) => {
      const record = { lines: cameHere(amount), for: { delivery: one.delivery } };
      return postTransfer(goods.id, record, wordsOf(one, called.get(line)));
    });
  });
  const all = [...facts, ...goods.facts, ...transfers];
  return { facts: all, answer: { ...answer, book: goods.id } };
}

function wordsOf({ reference }: ImportedDelivery, narration: Text | undefined): TransferWords {
  return { party: reference, ...(narration && { narration }) };
}

/** What the lines of a delivery are called in the fact that brings them in, by line. */
function calledIn(facts: readonly NewFact[], delivery: string): Map<number, Text> {
  const own = facts.find(({ thing }) => thing === delivery);
  const { whats = [] } = (own?.words ?? {}) as { whats?: { line: number; what: Text }[] };
  return new Map(whats.map(({ line, what }) => [line, what]));
}
