/** Whether somebody has to accept what their group asks of each person before they read inside. */
import type { Space } from "./space.ts";

/** As of now (ms); where the group asks nothing, nobody is looked at. */
export async function isHeldBack(space: Space, member: string, now: number): Promise<boolean> {
  const { charter, membership } = space.plan;
  const own = space.known(space.id) ?? (await space.thing(space.id));
  if (own === null || own.kind !== charter.kind.kind) return false;
  const asks = charter.asks?.(own as never) ?? [];
  if (asks.length === 0) return false;
  const thing = space.known(member) ?? (await space.thing(member));
  if (thing?.kind !== membership.kind.kind || thing.parked) return false;
  return membership.heldBack?.(thing as never, asks, now) === true;
}
