/**
 * What runs on of breaches while everything of a group is closed: of those a reader knows, whom is
 * still to be told and by when, and a letter of figures and days. Words and names stay closed.
 */
import type { Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { dueOf } from "./clock.ts";
import { type BreachState, breach, type Line } from "./facts.ts";
import { headingIn, letterFor } from "./letter.ts";
import { breachesKnown } from "./questions.ts";

/** Somebody who is still to be told of a breach; `due` (ms) is null where no hour was set. */
export type Untold = {
  breach: string;
  line: string;
  drill: boolean;
  whom: Line["whom"];
  lang: string;
  due: number | null;
};

const untoldIn = ({ over, lines }: BreachState) =>
  over === null ? lines.filter(({ end }) => end === null) : [];

/** All who are still to be told, of breaches the reader knows; what is due first comes first. */
export async function untold(view: View): Promise<Untold[]> {
  const all = (await breachesKnown(view)).flatMap(({ id, state }) =>
    untoldIn(state).map((line): Untold => {
      const { whom, lang } = line;
      const due = dueOf(state, line);
      return { breach: id, line: line.id, drill: state.drill, whom, lang, due };
    }),
  );
  return all.sort((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity));
}

/** A letter with its heading, in the language nearest to the line's. */
export type BareLetter = { drill: boolean; heading: Text; letter: Text };

/**
 * The letter for one of them, without the group's words or names of people: what it would say of
 * those stands in brackets. Null alike where there is none and where the reader knows of none.
 */
export async function bareLetter(
  view: View,
  at: { breach: string; line: string },
  of: { group: string; zone: string },
): Promise<BareLetter | null> {
  const thing = await view.thing(breach, at.breach);
  const line = thing && untoldIn(thing.state).find(({ id }) => id === at.line);
  if (thing === undefined || line === undefined) return null;
  const { state } = thing;
  const recorded = { state, line, said: new Map(), contact: null, now: view.now };
  const letter = letterFor({ ...recorded, ...of });
  return { drill: state.drill, heading: headingIn(letter.lang, state.drill), letter };
}
