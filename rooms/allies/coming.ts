/**
 * Coming along: two spaces, one step in each. The host's first, since the code works once there;
 * where the guest's own is refused then, the host is told that nobody came.
 */
import type { Author, Done } from "../../house/command.ts";
import type { House } from "../../house/house.ts";
import { newId } from "../../house/ids.ts";
import { isRefusal, notHere, type Refusal } from "../../house/refusal.ts";
import type { Text } from "../../house/values/index.ts";
import { nodeOf } from "../people/index.ts";
import { takesPart } from "./acting.ts";
import { noSuchCode } from "./decider.ts";
import { isHere } from "./facts.ts";
import { type OneAlly, oneAlly } from "./questions.ts";
import { findByCode, keepRelation, personFor, type Relation, relationOfTwo } from "./relation.ts";

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
  return isRefusal(done) ? done : { ally, person };
}

/** What is typed by whoever comes along: the code, what their group is to be called. */
export type Coming = { invited: Invited; code: string; name: Text; key: string };

/** Comes along; `own` sends the command of the guest's own space. Answers the alliance. */
export async function comeAlong(
  house: House,
  guest: string,
  { invited, code, name, key }: Coming,
  own: () => Promise<Done | Refusal>,
): Promise<string | Refusal> {
  const { space, ally } = invited;
  const author: Author = { by: "holder", thing: ally, code };
  const came = await house.dispatch({
    ...{ space, command: "allies.come", input: { name }, author, key },
  });
  if (isRefusal(came)) return came.because === "not-found" ? noSuchCode : came;
  const begun = await own();
  if (isRefusal(begun)) {
    await house.dispatch({
      ...{ space, command: "allies.end", input: { ally }, author: { by: "clock", thing: ally } },
      key: newId(house.parts.random),
    });
    return begun;
  }
  const { alliance, circle } = begun.answer as { alliance: string; circle: string };
  const people: Record<string, string> = {};
  await keepRelation(nodeOf(house), { host: space, ally, guest, alliance, circle, people });
  return alliance;
}
