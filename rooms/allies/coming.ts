/**
 * Coming along: two spaces, one step in each. The host's first, since the code works once there;
 * the guest's own follows by an effect of that, so that nothing stays half done.
 */
import type { Author } from "../../house/command.ts";
import type { House } from "../../house/house.ts";
import { newId } from "../../house/ids.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../house/refusal.ts";
import type { Text } from "../../house/values/index.ts";
import { nodeOf } from "../people/index.ts";
import { takesPart } from "./acting.ts";
import { noSuchCode } from "./decider.ts";
import { isHere } from "./facts.ts";
import { type OneAlly, oneAlly } from "./questions.ts";
import {
  endWay,
  findByCode,
  noteEntry,
  onTheWay,
  personFor,
  type Relation,
  relationOf,
  relationOfTwo,
  setOut,
} from "./relation.ts";

const begunSoon = refuse("allies.begun-soon", "again", { next: "allies.look-again" });

/** An invitation as its holder may read it. */
export type Invited = { space: string; ally: string; from: Text | null };

/** The invitation behind a code, where a group of this space may come along by it; else null. */
export async function invitedBy(
  house: House,
  code: string,
  guest: string,
): Promise<Invited | null> {
  const found = await findByCode(house, code);
  if (found === null || found.space === guest) return null;
  const view = await house.view(found.space, { by: "receipt", thing: found.ally });
  // A group that counts as silent takes nobody in; that it does is not said to who asks.
  if (view === null || view.dark) return null;
  const one: OneAlly | undefined = await oneAlly(view, found.ally);
  return one?.status === "invited" ? { ...found, from: one.from } : null;
}

/** Whether this group is that one's ally already. */
export async function isAlready(house: House, host: string, guest: string): Promise<boolean> {
  const of = await relationOfTwo(nodeOf(house), host, guest);
  if (of === null) return false;
  const thing = await (await house.space(host))?.thing(of.ally);
  return thing != null && isHere(thing.state as never);
}

/**
 * A member of the guest goes in for it, under a name they choose. Answers who they are there; as if
 * there were nothing where they take no part.
 */
export async function goInFor(
  house: House,
  of: Relation,
  { member, handle, key }: { member: string; handle: string; key: string },
): Promise<{ ally: string; person: string } | Refusal> {
  if (!(await takesPart(house, of, member))) return notHere;
  const fresh = newId(house.parts.random);
  const person = await personFor(nodeOf(house), of, member, fresh);
  if (person === null) return notHere;
  const { host: space, ally } = of;
  const author: Author = { by: "ally", ally, person };
  const done = await house.dispatch({
    ...{ space, command: "allies.enter", input: { handle }, author, key },
  });
  if (isRefusal(done)) return done;
  await noteEntry(nodeOf(house), of, member);
  return { ally, person };
}

/** Who comes along, by which code, under which name for their group. */
export type Coming = { invited: Invited; code: string; name: Text; key: string };

/**
 * Comes along. The host takes the group in, by the code; the rest, in the group's own space,
 * follows from that as an effect (`joining`). Answers the alliance.
 */
export async function comeAlong(
  house: House,
  { space: guest, member }: { space: string; member: string },
  { invited, code, name, key }: Coming,
): Promise<string | Refusal> {
  const { space, ally } = invited;
  const parts = nodeOf(house);
  const going = { guest, member, key: newId(house.parts.random) };
  // Whoever else has the same code comes too late from here on.
  if ((await setOut(parts, ally, going)).guest !== guest) return noSuchCode;
  const author: Author = { by: "holder", thing: ally, code };
  const came = await house.dispatch({
    ...{ space, command: "allies.come", input: { name }, author, key },
  });
  if (isRefusal(came)) {
    if (came.because !== "again") await endWay(parts, ally);
    return came.because === "not-found" ? noSuchCode : came;
  }
  const of = await relationOf(parts, ally);
  if (of !== null) return of.alliance;
  // Broken off: it is taken up again by itself. Or their own space said no, and it is over.
  return (await onTheWay(parts, ally)) === null ? noSuchCode : begunSoon;
}
