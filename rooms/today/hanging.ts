/** What hangs on lines of what is asked for: contributions, and shipments that hold them. */
import type { Thing } from "../../house/facts.ts";
import type { Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { delivery, deliveryFroms, deliveryMakers, offer, offerLines } from "../offers/index.ts";

/** Things of a kind that are named for one line; the others are only counted. */
const NAMED_MAX = 5;

/** What a thing is called: in someone's own words, or by a name; null where neither is there. */
export type Called = Text | string | null;

/** Things of one kind: the newest, each with what it is called, and how many there are in all. */
export type Hung = { named: { id: string; called: Called }[]; many: number };

/** By line: the contributions and the shipments that the reader may open. */
export async function hangingOn(
  view: View,
  lines: readonly string[],
): Promise<Map<string, { offers: Hung; deliveries: Hung }>> {
  if (lines.length === 0) return new Map();
  const [offers, deliveries] = [await view.things(offer), await view.things(delivery)];
  const offersOf = byLine(lines, offers, ({ state }) => [state.need]);
  const shipmentsOf = byLine(lines, deliveries, ({ state }) => state.lines.map((one) => one.need));
  const called = new Map([
    ...(await offersCalled(view, newestOf(offersOf))),
    ...(await deliveriesCalled(view, newestOf(shipmentsOf))),
  ]);
  const hung = (things: readonly Thing[]): Hung => ({
    named: things.slice(0, NAMED_MAX).map(({ id }) => ({ id, called: called.get(id) ?? null })),
    many: things.length,
  });
  return new Map(
    lines.map((line) => [
      line,
      { offers: hung(offersOf.get(line) ?? []), deliveries: hung(shipmentsOf.get(line) ?? []) },
    ]),
  );
}

/** Things by the lines they are about, the newest first. */
function byLine<S>(
  lines: readonly string[],
  things: readonly Thing<S>[],
  about: (thing: Thing<S>) => readonly (string | null)[],
): Map<string, Thing<S>[]> {
  const found = new Map<string, Thing<S>[]>(lines.map((line) => [line, []]));
  for (const thing of things.toReversed())
    for (const line of new Set(about(thing))) if (line !== null) found.get(line)?.push(thing);
  return found;
}

/** Those that are named, each once: a shipment may hold several lines. */
function newestOf<S>(found: ReadonlyMap<string, readonly Thing<S>[]>): Thing<S>[] {
  const named = [...found.values()].flatMap((things) => things.slice(0, NAMED_MAX));
  return [...new Map(named.map((thing) => [thing.id, thing])).values()];
}

async function offersCalled(view: View, things: Parameters<typeof offerLines>[1]) {
  const lines = await offerLines(view, things);
  return lines.map(({ thing, people }): [string, Called] => [thing.id, people?.name ?? null]);
}

async function deliveriesCalled(view: View, things: Parameters<typeof deliveryFroms>[1]) {
  const froms = await deliveryFroms(view, things);
  const makers = await deliveryMakers(view, things);
  return things.map(({ id }, at): [string, Called] => {
    const names = makers[at]?.map(({ name }) => name).join(" · ");
    return [id, froms[at] ?? (names || null)];
  });
}
