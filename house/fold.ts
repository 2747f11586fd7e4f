/** Folding: one thing's entries become its state, the same for every reader. */
import { type Circle, isWithin } from "./circles.ts";
import { type OpenEntry, seenOf } from "./entry.ts";
import type { Kind, NewFact, Thing } from "./facts.ts";
import { ERASED, OPENED, type Plan } from "./room.ts";

/** Folds an entry into a thing (null: its first). Changes and returns `thing`. */
export function foldIn(plan: Plan, thing: Thing | null, entry: OpenEntry): Thing {
  return lastIs(foldOn(plan, thing, entry), entry);
}

/** The same without saying when it was and by whom: for many in a row; `lastIs` ends it. */
export function foldOn(plan: Plan, thing: Thing | null, entry: OpenEntry): Thing {
  const seen = seenOf(entry);
  const found = plan.fact(seen.type);
  const kind = found?.kind ?? plan.kind(thing?.kind ?? "");
  const next = thing ?? begun(kind, entry);
  if (next.n + 1 !== seen.n) throw new Error(`entry ${entry.index} is out of its thing's order`);
  next.n = seen.n;
  moveTo(next, entry);
  if (seen.type === ERASED || seen.type === OPENED) return next;
  if (found === undefined || kind === undefined) next.parked = true;
  else if (!next.parked) next.state = kind.evolve(next.state, seen as never);
  return next;
}

/** The circle is the entry's; one inside the group that was left is kept in mind. */
function moveTo(thing: Thing, { index, record: { circle } }: OpenEntry): void {
  const before = thing.circle;
  thing.circle = circle;
  if (circle !== before && thing.n > 1 && isWithin(before)) thing.left = { circle: before, index };
}

/** Says of a thing that this entry is its last. */
export function lastIs(thing: Thing, entry: OpenEntry): Thing {
  thing.last = { ...momentOf(entry), who: entry.stamp.who };
  return thing;
}

function momentOf({ index, type, record: { n, day }, stamp: { at } }: OpenEntry): Thing["first"] {
  return { index, n, type, at, day };
}

function begun(kind: Kind | undefined, entry: OpenEntry): Thing {
  const first = momentOf(entry);
  return {
    ...{ kind: kind?.kind ?? "", id: entry.thing, n: 0, parked: kind === undefined, first },
    state: kind === undefined ? {} : copyState(kind, kind.initial),
    circle: kind?.circle ?? "host",
    last: { ...first, who: entry.stamp.who },
  };
}

/** A copy of a state that may be changed: the kind's own way, else flat ones quickly. */
export function copyState<S>(kind: Kind<S>, state: S): S {
  if (kind.copy !== undefined) return kind.copy(state);
  for (const value of Object.values(state as object))
    if (typeof value === "object" && value !== null) return structuredClone(state);
  return { ...state };
}

/** The circle a thing is in after a fact. */
export function circleAfter(
  plan: Plan,
  thing: Thing | null,
  fact: Pick<NewFact, "type" | "kind" | "record" | "circle" | "thing">,
): Circle {
  if (fact.type === OPENED) return fact.record["to"] as Circle;
  const moved = plan.fact(fact.type)?.shape.moves?.(fact.record, fact.thing);
  if (fact.circle === undefined)
    return moved ?? thing?.circle ?? plan.kind(fact.kind)?.circle ?? "host";
  if (thing !== null || moved !== undefined || !plan.kind(fact.kind)?.inCircles)
    throw new Error(`${fact.type} begins nothing in a circle`);
  return fact.circle;
}
