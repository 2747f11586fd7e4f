/** What pages ask about permissions that stand on others: what is beneath, and what is above. */
import type { Kind, Thing } from "../../house/facts.ts";
import type { Space } from "../../house/space.ts";
import { type ConsentState, consent, underMark } from "./facts.ts";
import { type SubjectState, subject } from "./facts-subject.ts";
import type { Bases } from "./status.ts";

/** How a thing is looked up by its id. */
type Load = <S>(kind: Kind<S>, id: string) => Promise<Thing<S> | undefined>;
/** How permissions are found by a mark. */
type Find = (mark: string) => Promise<readonly Thing<ConsentState>[]>;

/** All that lies beneath these, and whose it is. */
export async function basesOf(
  load: Load,
  all: readonly Pick<ConsentState, "under">[],
): Promise<Bases> {
  const permissions = new Map<string, ConsentState>();
  const persons = new Map<string, SubjectState>();
  let ids = all.flatMap(({ under }) => under);
  while (ids.length > 0) {
    const below: string[] = [];
    for (const id of ids) {
      if (permissions.has(id)) continue;
      const state = (await load(consent, id))?.state;
      const person = state && (await load(subject, state.subject));
      if (state === undefined || person === undefined) continue;
      permissions.set(id, state);
      persons.set(person.id, person.state);
      below.push(...state.under);
    }
    ids = below;
  }
  return { permission: (id) => permissions.get(id), person: (id) => persons.get(id) };
}

/** All that stands on a permission, and on what does, the nearest first: it ends with it. */
export async function endsWith(find: Find, id: string): Promise<Thing<ConsentState>[]> {
  const found = new Map<string, Thing<ConsentState>>();
  let ids = [id];
  while (ids.length > 0) {
    const above = (await Promise.all(ids.map((one) => find(underMark(one))))).flat();
    const fresh = above.filter((one) => !found.has(one.id) && one.id !== id);
    for (const one of fresh) found.set(one.id, one);
    ids = fresh.map((one) => one.id);
  }
  return [...found.values()];
}

/** The most that are found to stand on one permission. */
const FOUND_MAX = 200;

/** Looks in a space itself, for whoever has a code: they open nothing else of it. */
export function inSpace(space: Space): { load: Load; find: Find } {
  const load: Load = async <S>(kind: Kind<S>, id: string) => {
    const found = await space.thing(id);
    const fits = found?.kind === kind.kind && !found.parked;
    return fits ? (found as Thing<S>) : undefined;
  };
  const find: Find = async (mark) => {
    const ids = new Set((await space.marked(mark, FOUND_MAX)).map(({ thing }) => thing));
    const all = await Promise.all([...ids].map((id) => load(consent, id)));
    return all.filter((one) => one !== undefined);
  };
  return { load, find };
}
