/** What is asked about what is near: answers, what was bought there, and who gets first. */
import type { Thing } from "../../house/facts.ts";
import { billionths, type Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { shelf, type Why, whyMark } from "./facts.ts";
import type { LotLine } from "./lots.ts";
import {
  type Here,
  type NearbyState,
  nearby,
  nearbyMark,
  TURNS,
  type TurnState,
  turn,
} from "./nearby.ts";

/** The answer for something asked for; null where nobody answered, or it is not the reader's. */
export async function nearbyOf(
  view: View,
  need: string,
): Promise<{ who: Here; where: Text | null } | null> {
  const [found] = await view.find<NearbyState>(nearby, nearbyMark(need), 1);
  if (found === undefined) return null;
  const { who, where } = found.state;
  const part = where === null ? "erased" : await view.part<{ text: Text }>(found, where);
  return { who, where: typeof part === "string" ? null : (part?.text ?? null) };
}

/** Why goods come in; what was counted of a shipment is put away. */
const CAME: readonly Why[] = ["bought-nearby", "bought", "given", "made-here", "put-away"];
/** Steps of each kind that are added up: the newest. */
const STEPS_MAX = 2_000;

/** Of what came to places, what was bought or made nearby: unit by unit, in billionths. */
export async function boughtNearby(
  view: View,
): Promise<{ unit: string; came: bigint; nearby: bigint }[]> {
  const { marks, size } = view.space;
  const units = new Map<string, { came: bigint; nearby: bigint }>();
  for (const why of CAME) {
    const all = (await marks.find(marks.hash(whyMark(why)))).filter((index) => index < size);
    for await (const { header, record } of view.space.entries(all.slice(-STEPS_MAX))) {
      if (header.type !== "shelf.moved/1" || record["why"] !== why) continue;
      if ((await view.thing(shelf, header.thing)) === undefined) continue;
      for (const { unit, of } of record["lines"] as LotLine[]) {
        const own = units.get(unit) ?? { came: 0n, nearby: 0n };
        own.came += billionths(of);
        if (why === "bought-nearby" || why === "made-here") own.nearby += billionths(of);
        units.set(unit, own);
      }
    }
  }
  return [...units].map(([unit, own]) => ({ unit, ...own }));
}

/** Who gets first, in all languages it is written in, as the reader may open it. */
export async function turnOf(
  view: View,
): Promise<{ thing: Thing<TurnState>; texts: Text[] } | null> {
  const [thing] = await view.find<TurnState>(turn, TURNS, 1);
  if (thing === undefined) return null;
  const parts = await view.parts<{ text: Text }>(thing.state.said.map(({ at }) => ({ thing, at })));
  return { thing, texts: parts.flatMap((part) => (typeof part === "string" ? [] : part.text)) };
}
