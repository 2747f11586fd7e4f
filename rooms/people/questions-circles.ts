/** What pages ask about circles: always of a view, so nobody is told of one they are not in. */
import type { Circle } from "../../house/circles.ts";
import { CIRCLE, isWithin } from "../../house/circles.ts";
import type { Thing } from "../../house/facts.ts";
import { chooseText, type Lang, type Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { type CircleState, circle, type InCircle, standingIn } from "./circles.ts";
import { type MemberState, member } from "./facts.ts";
import { handles } from "./questions.ts";

/** A circle as a page names it; `name` is null where it was erased. */
export type NamedCircle = { thing: Thing<CircleState>; name: Text | null };

/** The circles the reader is in, oldest first; those that have ended come last. */
export async function myCircles(view: View, lang: Lang): Promise<NamedCircle[]> {
  const all = await named(view, await view.things(circle), lang);
  const over = ({ thing }: NamedCircle) => thing.state.ended;
  return [...all.filter((one) => !over(one)), ...all.filter(over)];
}

/** Those of them that something new may lie in. */
export async function openCircles(view: View, lang: Lang): Promise<NamedCircle[]> {
  if (view.reader.by !== "member" || !view.reader.circles?.size) return [];
  return (await myCircles(view, lang)).filter(({ thing }) => !thing.state.ended);
}

/** One circle; undefined alike where there is none and where the reader is not in it. */
export async function oneCircle(
  view: View,
  id: string,
  lang: Lang,
): Promise<NamedCircle | undefined> {
  const thing = await view.thing(circle, id);
  return thing && (await named(view, [thing], lang))[0];
}

/** What a circle is called that something lies in; null where it lies in none. */
export async function circleName(view: View, of: Circle, lang: Lang): Promise<Text | null> {
  if (!isWithin(of)) return null;
  return (await oneCircle(view, of.slice(CIRCLE.length), lang))?.name ?? null;
}

async function named(
  view: View,
  things: readonly Thing<CircleState>[],
  lang: Lang,
): Promise<NamedCircle[]> {
  const asked = things.flatMap((thing) =>
    thing.state.name === null ? [] : [{ thing, at: thing.state.name }],
  );
  const parts = await view.parts<{ name: Text[] }>(asked);
  const names = new Map(
    parts.flatMap((part, i) =>
      typeof part === "string"
        ? []
        : [[asked[i]?.thing.id, chooseText(part.name, [lang]) ?? null] as const],
    ),
  );
  return things.map((thing) => ({ thing, name: names.get(thing.id) ?? null }));
}

/** Someone in a circle, by the name they use here; null where it was erased. */
export type Within = { id: string; handle: string | null; held: InCircle };

/** Who is in a circle now, in the order they came in. */
export async function whoIn(view: View, { state }: Thing<CircleState>): Promise<Within[]> {
  const here: { id: string; held: InCircle }[] = [];
  for (const id of Object.keys(state.members)) {
    const one = await view.thing<MemberState>(member, id);
    const held = one === undefined ? null : standingIn(state, one);
    if (held !== null) here.push({ id, held });
  }
  const called = await handles(
    view,
    here.map(({ id }) => id),
  );
  return here
    .map((one) => ({ ...one, handle: called.get(one.id) ?? null }))
    .sort((a, b) => a.held.index - b.held.index);
}
