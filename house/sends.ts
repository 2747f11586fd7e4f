/** What most forms come to: one command and then a page, or the form with what to put right. */
import type { Reply, SpaceVisit } from "./door.ts";
import { isRefusal, type Refusal } from "./refusal.ts";

/** Where it goes then (under the space's own address), and what draws the form again. */
export type Sent = { goto: string; notice: string; again: (refusal: Refusal) => Promise<Reply> };

/**
 * Sends what a form says. Refused, `again` draws its page with what was typed; what is not there
 * is answered as such.
 */
export async function sends(
  visit: SpaceVisit,
  [command, input, more = {}]: [string, object, Parameters<SpaceVisit["send"]>[2]?],
  { goto, notice, again }: Sent,
): Promise<Reply> {
  const done = await visit.send(command, input, more);
  if (isRefusal(done)) return done.because === "not-found" ? done : again(done);
  return { goto: `${visit.space.base}${goto}`, notice };
}
