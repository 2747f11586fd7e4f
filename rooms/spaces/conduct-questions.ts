/** What pages ask of the code of conduct: its words, what changed in them, who accepted what. */

import type { SpaceHere } from "../../house/door.ts";
import { parsePart } from "../../house/entry.ts";
import type { Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { type Accepted, acceptBy, handles, member } from "../people/index.ts";
import { asksOf, type Version } from "./conduct.ts";
import type { SpaceState } from "./facts.ts";

/** The version that holds now, or null; whatever its reader may open of the space. */
export function holdsNow({ thing }: Pick<SpaceHere, "thing">): Version | null {
  return asksOf(thing.state as SpaceState).at(-1) ?? null;
}

/** A version by its id, also one that does not hold any more. */
export function versionOf({ thing }: Pick<SpaceHere, "thing">, id: string): Version | undefined {
  return (thing.state as SpaceState).conduct.versions.find((one) => one.id === id);
}

/**
 * The words of a version. They are open to the group's people, and to whoever is asked to accept
 * them: hand in only visits of those.
 */
export async function conductTexts(
  { space }: View,
  { at }: Pick<Version, "at">,
): Promise<readonly Text[]> {
  const part = (await space.parts([{ index: at.index, name: "words" }])).get(`${at.index}/words`);
  return part === undefined ? [] : (parsePart(part.bytes) as { texts: Text[] }).texts;
}

/** How somebody stands to the code of conduct: `n` is the version they accepted last. */
export type HowAsked = { by: number | null; n: number | null };

/** The same of whoever is asked, member or somebody of an ally; null: nothing is asked. */
export function howAsked(
  here: Pick<SpaceHere, "thing">,
  one: Parameters<typeof acceptBy>[0],
): HowAsked | null {
  const asks = asksOf(here.thing.state as SpaceState);
  const { accepted } = one.state;
  const n = accepted === null ? null : (versionOf(here, accepted.version)?.n ?? null);
  return asks.length === 0 ? null : { by: acceptBy(one, asks), n };
}

/** A line of a text, and whether it came in or went out since another wording. */
export type Line = { text: string; was: "same" | "new" | "gone" };

/** Lines compared at most, of each wording; what follows is shown as new. */
const LINES_MAX = 400;

/** What changed from one wording to another, line by line, in the order of the later one. */
export function changes(before: string, after: string): Line[] {
  const a = before.split("\n").slice(0, LINES_MAX);
  const all = after.split("\n");
  const b = all.slice(0, LINES_MAX);
  const long = common(a, b);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [was, is] = [a[i], b[j]];
    if (was !== undefined && was === is) {
      lines.push({ text: was, was: "same" });
      i++;
      j++;
    } else if (is === undefined || (was !== undefined && at(long, i + 1, j) >= at(long, i, j + 1)))
      lines.push({ text: a[i++] ?? "", was: "gone" });
    else lines.push({ text: b[j++] ?? "", was: "new" });
  }
  const rest = all.slice(LINES_MAX).map((text): Line => ({ text, was: "new" }));
  return [...lines, ...rest].filter(({ text, was }) => was === "same" || text.trim() !== "");
}

const at = (long: readonly number[][], i: number, j: number) => long[i]?.[j] ?? 0;

/** How many lines two texts have in common from each pair of places on. */
function common(a: readonly string[], b: readonly string[]): number[][] {
  const long = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (long[i] as number[])[j] =
        a[i] === b[j]
          ? at(long, i + 1, j + 1) + 1
          : Math.max(at(long, i + 1, j), at(long, i, j + 1));
  return long;
}

/** Somebody of the group, and what they accepted; newcomers too. */
export type Person = {
  id: string;
  handle: string | null;
  accepted: Accepted | null;
  /** By when they have to (ms; 0: before they read anything); null: they did, or nobody asks. */
  by: number | null;
};

/** Everyone who is here, whoever came first before. */
export async function people(view: View, here: Pick<SpaceHere, "thing">): Promise<Person[]> {
  const asks = asksOf(here.thing.state as SpaceState);
  const all = (await view.things(member)).filter(({ state }) => state.gone === null);
  const names = await handles(
    view,
    all.map(({ id }) => id),
  );
  return all.map((one) => ({
    ...{ id: one.id, handle: names.get(one.id) ?? null },
    ...{ accepted: one.state.accepted, by: acceptBy(one, asks) },
  }));
}
