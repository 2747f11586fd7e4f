/** What pages ask about people: who is here, who is invited, whom a code lets in. */
import type { Role } from "../../house/circles.ts";
import type { Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import type { House } from "../../house/house.ts";
import type { View } from "../../house/view.ts";
import {
  type InvitationState,
  invitation,
  invitationMark,
  invites,
  isWaiting,
  type MemberState,
  member,
  rolesOf,
} from "./facts.ts";
import { hasSay, type Place, placeOf } from "./vouching.ts";

/** A member as a page lists them; `handle` is null where it was erased or is withheld. */
export type Listed = {
  id: string;
  handle: string | null;
  roles: readonly Role[];
  gone: boolean;
};

/** A member as far as several decide. */
export type Standing = {
  id: string;
  roles: readonly Role[];
  /** Where recovery set them back: what was given to them before (a named set) holds no more. */
  setBack: MemberState["setBack"];
  /** The place they have, or had until just now, where several decide; null: none. */
  say: Place | null;
  /** The same among those who coordinate. */
  coordinates: Place | null;
};

/** What is asked of a member where several decide, now (ms). */
export function standingOf({ id, state }: Thing<MemberState>, now: number): Standing {
  const roles = rolesOf(state);
  const say = placeOf(state.say, hasSay(roles), now);
  const coordinates = placeOf(state.coordinates, roles.includes("coordination"), now);
  return { id, roles, setBack: state.setBack, say, coordinates };
}

/** How all stand where several decide, those who are gone, or wait to be let in again, as well. */
export async function standings(view: View): Promise<Standing[]> {
  return (await view.things(member)).map((thing) => standingOf(thing, view.now));
}

/**
 * All members a reader may see, those who are here first, then as they came. Whoever waits to be
 * vouched in is none yet (newcomer-questions.ts).
 */
export async function members(view: View): Promise<Listed[]> {
  const things = (await view.things(member)).filter(({ state }) => !isWaiting(state));
  const handles = await handlesOf(view, things);
  const listed = things.map(({ id, state }) => {
    const gone = state.gone !== null;
    return { id, handle: handles.get(id) ?? null, roles: rolesOf(state), gone };
  });
  return [...listed.filter(({ gone }) => !gone), ...listed.filter(({ gone }) => gone)];
}

async function handlesOf(
  view: View,
  things: readonly Thing<MemberState>[],
): Promise<Map<string, string>> {
  const asked = things.flatMap((thing) =>
    thing.state.handle === null ? [] : [{ thing, at: thing.state.handle }],
  );
  const parts = await view.parts<{ handle: string }>(asked, "people");
  return new Map(
    parts.flatMap((part, i) => {
      const id = asked[i]?.thing.id;
      return typeof part === "string" || id === undefined ? [] : [[id, part.handle] as const];
    }),
  );
}

/** What members with these ids are called here; ids of nobody, and names erased, are left out. */
export async function handles(
  view: View,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found: Thing<MemberState>[] = [];
  for (const id of new Set(ids)) {
    const thing = await view.thing(member, id);
    if (thing !== undefined) found.push(thing);
  }
  return handlesOf(view, found);
}

/** Invitations that still let someone in, the one that ends last first. */
export async function openInvitations(view: View): Promise<Thing<InvitationState>[]> {
  const all = await view.things(invitation);
  const open = all.filter(({ state }) => invites(state, view.now));
  return open.sort((a, b) => b.state.until - a.state.until);
}

/**
 * The invitation whose code this is, where it still lets someone in (or with `over`, even where
 * it does not). The code is the proof: who
 * holds it reads the invitation as its holder, and nothing else.
 */
export async function invitationBy(
  house: House,
  space: string,
  code: string,
  { over = false }: { over?: boolean } = {},
): Promise<Thing<InvitationState> | null> {
  if (code.length > 60) return null;
  const opened = await house.space(space);
  const hash = codeHash(code);
  const [entry] = (await opened?.marked(invitationMark(hash), 1)) ?? [];
  if (entry === undefined) return null;
  const view = await house.view(space, { by: "receipt", thing: entry.header.thing });
  const found = await view?.thing(invitation, entry.header.thing);
  if (found?.state.hash !== hash) return null;
  // Nobody comes in while the group counts as silent; that it does is not said to who asks.
  if (view?.dark) return null;
  return over || invites(found.state, house.now) ? found : null;
}
