/** Crowds among offers: what came together, so that it can be answered together. */
import type { Thing } from "../../house/facts.ts";
import type { OfferPeople, OfferState } from "./facts.ts";

type Offer = Thing<OfferState>;
/** Whom to reach for each offer, by its id; absent where it was not read or was erased. */
export type People = ReadonlyMap<string, OfferPeople>;

/** So many by one form, with the same name or reach, or in hours that follow each other. */
export type Crowd = { many: number } & (
  | { form: string }
  | { same: string }
  | { hour: number; until: number }
);

/** Offers from which on they count as a crowd. */
export const CROWD_MIN = 5;
/** How many crowds of each sort are named, the largest first. */
const NAMED = { form: 2, same: 3, nights: 1, hours: 3 };
const HOUR_MS = 3_600_000;

/** The hour an instant (ms) lies in, counted from 1970. */
export const hourOf = (at: number) => Math.floor(at / HOUR_MS);

/** A name or a reach as it is compared: letters alone, not their case or the space around. */
export const sameWords = (text: string) => text.normalize("NFKC").trim().toLowerCase();

function countBy<T, K>(list: readonly T[], keysOf: (one: T) => readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const one of list)
    for (const key of new Set(keysOf(one))) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const formOf = ({ id, state }: Offer) => [state.form ?? (state.hash || id)];
const madeIn = ({ state }: Offer) => [hourOf(state.madeAt)];
const wordsIn = (people: People) => (one: Offer) => {
  const said = people.get(one.id);
  return said === undefined ? [] : [sameWords(said.name), sameWords(said.reach)];
};

/**
 * What came alone before what came in a crowd: by one form or in the same words, then within one
 * hour; among equals the oldest first. Nothing is hidden, so a true one in a crowd only stands
 * further down.
 */
export function trueFirst(things: readonly Offer[], people: People = new Map()): Offer[] {
  const keys = wordsIn(people);
  const [forms, words, hours] = [
    countBy(things, formOf),
    countBy(things, keys),
    countBy(things, madeIn),
  ];
  const most = <K>(counts: Map<K, number>, some: readonly K[]) =>
    Math.max(0, ...some.map((key) => counts.get(key) ?? 0));
  const crowd = new Map(
    things.map((one) => {
      const alike = Math.max(most(forms, formOf(one)), most(words, keys(one)));
      return [one.id, { alike, hour: most(hours, madeIn(one)) }];
    }),
  );
  const of = ({ id }: Offer) => crowd.get(id) ?? { alike: 0, hour: 0 };
  return things.toSorted((a, b) => {
    const [left, right] = [of(a), of(b)];
    return left.alike - right.alike || left.hour - right.hour || a.state.madeAt - b.state.madeAt;
  });
}

const large = <C extends Crowd>(crowds: readonly C[], most: number): C[] =>
  crowds
    .filter(({ many }) => many >= CROWD_MIN)
    .sort((a, b) => b.many - a.many)
    .slice(0, most);

/** Crowds of five and more, the narrowest sort first: what can be answered together. */
export function crowdsOf(things: readonly Offer[], people: People = new Map()): Crowd[] {
  const forms = [...countBy(things, ({ state }) => (state.form === null ? [] : [state.form]))];
  const words = [...countBy(things, wordsIn(people))];
  const hours = [...countBy(things, madeIn)];
  const single = hours.map(([at, many]) => ({ hour: at * HOUR_MS, until: at * HOUR_MS, many }));
  return [
    ...large(
      forms.map(([form, many]) => ({ form, many })),
      NAMED.form,
    ),
    ...large(
      words.map(([same, many]) => ({ same, many })),
      NAMED.same,
    ),
    ...large(nightsOf(hours), NAMED.nights),
    ...large(single, NAMED.hours),
  ];
}

/** Hours in which many came, without a gap between them, taken as one: two hours at least. */
function nightsOf(hours: readonly (readonly [number, number])[]) {
  const busy = hours.filter(([, many]) => many >= CROWD_MIN).sort(([a], [b]) => a - b);
  const nights: { hour: number; until: number; many: number }[] = [];
  for (const [at, many] of busy) {
    const last = nights.at(-1);
    if (last !== undefined && hourOf(last.until) + 1 === at)
      Object.assign(last, { until: at * HOUR_MS, many: last.many + many });
    else nights.push({ hour: at * HOUR_MS, until: at * HOUR_MS, many });
  }
  return nights.filter(({ hour, until }) => until > hour);
}
