/**
 * Deciding about permissions that stand on others: they reach no further than each of these, last
 * no longer, and hold only while all of them do.
 */
import type { World } from "../../house/command.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { endOf, startOf } from "../../house/values/index.ts";
import { type ConsentState, consent } from "./facts.ts";
import { subject } from "./facts-subject.ts";
import { type Bases, isHeldUp } from "./status.ts";
import { FACE, NAMED_AS, type Terms, UNDER_MAX } from "./terms.ts";

const wrong = (why: string, field: string, vars = {}) =>
  refuse(`consent.${why}`, "shape", { field, vars });

const basesIn = (world: World): Bases => ({
  permission: (id) => world.thing(consent, id)?.state,
  person: (id) => world.thing(subject, id)?.state,
});

/** Why a yes to it opens nothing now (ms): something that it stands on does not hold. */
export function heldUpFault(
  world: World,
  state: Pick<ConsentState, "under">,
  now: number,
): Refusal | null {
  if (isHeldUp(state, basesIn(world), now)) return null;
  return refuse("consent.under-over", "state", { next: "consent.under-first" });
}

/** Why it cannot last until then; null where all that it stands on does. */
export function lastsFault(
  world: World,
  { under, ends }: Pick<Terms, "under" | "ends">,
  now: number,
): Refusal | null {
  const fallen = heldUpFault(world, { under }, now);
  if (fallen !== null) return fallen;
  const sooner = under.some((id) => {
    const base = world.thing(consent, id);
    return base === undefined || endOf(base.state.ends) < endOf(ends);
  });
  return sooner ? wrong("under-ends", "ends") : null;
}

/** How many permissions lie beneath one in all, each as often as something stands on it. */
function countBeneath(world: World, { under }: Pick<Terms, "under">, most: number): number {
  let n = 0;
  for (const id of under) {
    n += 1;
    const base = n > most ? undefined : world.thing(consent, id);
    if (base !== undefined) n += countBeneath(world, base.state, most - n);
    if (n > most) break;
  }
  return n;
}

const within = (some: readonly string[], all: readonly string[]) =>
  some.every((one) => all.includes(one));

/** The field in which it goes further than one that it stands on; null where it nowhere does. */
function widerIn(terms: Terms, base: Terms): string | null {
  const lists = (["data", "channels", "groups", "roles", "also"] as const).find(
    (field) => !within(terms[field], base[field]),
  );
  if (terms.activity !== base.activity) return "activity";
  if (lists !== undefined) return lists;
  if (terms.anyone && !base.anyone) return "roles";
  if (NAMED_AS.indexOf(terms.named) > NAMED_AS.indexOf(base.named)) return "named";
  const known = (["face", "voice"] as const).find(
    (field) => FACE.indexOf(terms[field]) > FACE.indexOf(base[field]),
  );
  if (known !== undefined) return known;
  if (terms.place > base.place) return "place";
  return startOf(terms.from) < startOf(base.from) ? "from" : null;
}

/** Why it cannot stand on what it names; null where it can, or names nothing. */
export function underFault(world: World, terms: Terms, now: number): Refusal | null {
  const { under } = terms;
  if (under.length === 0) return null;
  const bases = under.flatMap((id) => world.thing(consent, id)?.state ?? []);
  if (bases.length < under.length) return wrong("no-such-permission", "under");
  if (countBeneath(world, terms, UNDER_MAX) > UNDER_MAX)
    return wrong("under-many", "under", { n: UNDER_MAX });
  // What may be used so often only is counted by itself: what stands on it would not be.
  if (bases.some(({ uses }) => uses !== null)) return wrong("under-counted", "under");
  for (const base of bases) {
    const field = widerIn(terms, base);
    if (field !== null) return wrong("under-wider", field);
  }
  return lastsFault(world, terms, now);
}
