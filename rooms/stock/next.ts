/** For the day's page: where is what is needed next? */
import type { Thing } from "../../house/facts.ts";
import type { Text } from "../../house/values/index.ts";
import { endOf } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import type { Words } from "../../house/words/index.ts";
import { findNeeds, type NeedState, sayFor, withWords } from "../needs/index.ts";
import { sayCodes } from "../offers/index.ts";
import { sayWhere, unitsIn, wheresOf } from "./where.ts";

/** What is asked for, what it is called, and where it is in one line. */
export type SaidNext = { id: string; title: Text; told: string };

/** What has a day comes first, the soonest first; of the rest, the newest. */
const when = ({ state }: Thing<NeedState>) =>
  state.by === null ? Number.POSITIVE_INFINITY : endOf(state.by);

/** At most so many lines; nothing of what nobody asks a figure of. */
export async function sayNext(
  view: View,
  words: Words,
  { zone }: { zone: string },
  most: number,
): Promise<SaidNext[]> {
  const asked = (await findNeeds(view)).filter(({ state }) => state.asked !== null);
  const first = asked.toSorted((a, b) => when(a) - when(b) || b.first.index - a.first.index);
  const next = first.slice(0, most);
  if (next.length === 0) return [];
  const lines = await withWords(view, next);
  const say = await sayFor(view, words, lines);
  const wheres = await wheresOf(
    view,
    zone,
    lines.map(({ thing }) => thing),
  );
  const { unit } = await sayCodes(view, words, wheres.flatMap(unitsIn));
  return lines.flatMap((line, i) => {
    const where = wheres[i];
    if (where === undefined) return [];
    return [
      { id: line.thing.id, title: say.title(line), told: sayWhere(words, where, false, unit) },
    ];
  });
}
