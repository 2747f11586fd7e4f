/**
 * Adds bands. Every figure is a sum of whole bands' lower ends, so any two of them, whatever was
 * left out, corrected or added between, differ by nothing or by five and more people.
 */
import { BANDS, type Band, GROUPS, type Group, type ListeningState } from "./facts.ts";

/** No figure about people is told below this. */
export const LEAST = 5;

/** The lower end of each band. */
export const LOWS: Readonly<Record<Band, number>> = {
  ...{ "5-9": LEAST, "10-19": 10, "20-49": 20, "50-99": 50, "100": 100 },
};

/** Those of whom nobody is both: where each was five and more, ten and more were heard. */
const APART: readonly Group[] = ["women", "men"];

/** Whether a band can hold five of each of these groups. */
export function bandHolds(band: Band, groups: readonly Group[]): boolean {
  const apart = APART.filter((one) => groups.includes(one)).length;
  const index = BANDS.findIndex((one) => LOWS[one] >= LEAST * apart);
  return BANDS.indexOf(band) >= index;
}

/** What several sessions come to: how many there were, and at least how many were heard. */
export type Heard = {
  sessions: number;
  /** Of how many of them it was said. */
  counted: number;
  /** At least so many; people who came twice are in it twice. */
  least: number;
  /** At least so many of each group: five for each session that named it. */
  groups: { group: Group; least: number }[];
};

type Counted = Pick<ListeningState, "band" | "groups" | "out">;

/** See {@link Heard}. */
export function heardIn(all: readonly Counted[]): Heard {
  const here = all.filter(({ out }) => !out);
  const counted = here.filter(({ band }) => band !== null);
  const groups = GROUPS.map((group) => {
    const many = counted.filter((one) => one.groups.includes(group)).length;
    return { group, least: many * LEAST };
  });
  return {
    ...{ sessions: here.length, counted: counted.length },
    least: counted.reduce((sum, { band }) => sum + (band === null ? 0 : LOWS[band]), 0),
    groups: groups.filter(({ least }) => least > 0),
  };
}
