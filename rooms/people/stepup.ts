/**
 * Step-up: before what could outlast a session or cannot be taken back, its owner is asked again
 * for what they sign in with, unless that was less than 15 minutes ago (ASVS 5.0.0, 7.5). What was
 * typed waits meanwhile, for that login alone.
 */
import type { Reply, Visit } from "../../house/door.ts";
import { notHere } from "../../house/refusal.ts";

/** How long a proof holds, ms. */
export const PROVED_MS = 15 * 60_000;

/** Where one is asked again. */
export const CONFIRM = "/confirm";

/**
 * Null where the session's owner was proved within 15 minutes; else the reply that leads there and
 * back. `const asked = stepUp(visit); if (asked !== null) return asked;` is all a page has to do:
 * on GET it comes back to the same address, a form posted in a space is kept and shown again.
 * `back` is where to go after a form outside a space, where that is another address.
 */
export function stepUp(visit: Visit, back?: string): Reply | null {
  const { session, now, path, query, method } = visit;
  if (session === null) return notHere;
  if (now - session.proved < PROVED_MS) return null;
  const here = method === "GET" && query.size > 0 ? `${path}?${query}` : path;
  return { goto: `${CONFIRM}?${new URLSearchParams({ to: back ?? here })}`, wait: true };
}
