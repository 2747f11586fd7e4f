/** Whether somebody has to accept what their group asks of each person before they read inside. */
import type { Space } from "./space.ts";

/**
 * As of now (ms), of a member or of somebody of an allied group; where the group asks nothing,
 * nobody is looked at.
 */
export async function isHeldBack(space: Space, who: string, now: number): Promise<boolean> {
  const { charter, membership, allies } = space.plan;
  const own = space.known(space.id) ?? (await space.thing(space.id));
  if (own === null || own.kind !== charter.kind.kind) return false;
  const asks = charter.asks?.(own as never) ?? [];
  if (asks.length === 0) return false;
  const thing = space.known(who) ?? (await space.thing(who));
  if (thing === null || thing.parked) return false;
  if (thing.kind === allies?.person.kind) return allies.heldBack(thing as never, asks, now);
  return (
    thing.kind === membership.kind.kind && membership.heldBack?.(thing as never, asks, now) === true
  );
}
