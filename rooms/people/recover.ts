/** What a recovery asks of the groups: who may stop it, and what happens when its time is over. */
import type { House } from "../../house/house.ts";
import { isRefusal } from "../../house/refusal.ts";
import { type MemberState, member, rolesOf } from "./facts.ts";
import { changeLogin } from "./logins.ts";
import { handles } from "./questions.ts";
import { nodeOf } from "./records.ts";
import { dropRecoveries, type Waiting, waitingRecoveries } from "./recovery.ts";
import { endSessions, type SignedIn } from "./sessions.ts";
import { dropSpoken } from "./spoken.ts";
import { mayVouch } from "./vouch.ts";

type Looks = Pick<SignedIn, "login" | "memberships">;

/** A recovery as its owner's sessions and coordination are told of it; `who` in their group. */
export type Told = { id: string; login: string; own: boolean; who: string | null; until: number };

/** Recoveries this session is told of on every page: its own, and those of its groups. */
export async function recoveriesFor(house: House, session: Looks): Promise<readonly Told[]> {
  const all = await waitingRecoveries(nodeOf(house));
  const told = await Promise.all(all.map((one) => toldOf(house, one, session)));
  return told.flatMap((one) => one ?? []);
}

/** The person herself, and whoever coordinates a group she is in. */
async function toldOf(house: House, one: Waiting, session: Looks): Promise<Told | null> {
  const { id, login, until, places } = one;
  if (session.login === login) return { id, login, until, own: true, who: null };
  for (const { space, member: whose } of places) {
    const own = session.memberships.find((other) => other.space === space);
    const state = own === undefined ? null : await stateOf(house, space, own.member);
    if (own === undefined || state === null || !rolesOf(state).includes("coordination")) continue;
    const reader = { by: "member", member: own.member, roles: rolesOf(state) } as const;
    const view = await house.view(space, reader);
    const who = view === null ? null : ((await handles(view, [whose])).get(whose) ?? null);
    return { id, login, until, own: false, who };
  }
  return null;
}

async function stateOf(house: House, space: string, id: string): Promise<MemberState | null> {
  const thing = await (await house.space(space))?.thing(id);
  return thing?.kind === member.kind && !thing.parked ? (thing.state as MemberState) : null;
}

/** Stops one at once; answers whether there was one that this session may stop. */
export async function stopRecovery(house: House, id: string, session: Looks): Promise<boolean> {
  const one = (await recoveriesFor(house, session)).find((other) => other.id === id);
  if (one === undefined) return false;
  await dropRecoveries(nodeOf(house), one.login);
  return true;
}

/**
 * Carries out those whose time is over. Asked before anybody's session or passphrase is looked at,
 * so that none of the old ones holds a moment longer; without any, it costs nothing.
 */
export async function settleRecoveries(house: House): Promise<void> {
  const parts = nodeOf(house);
  const all = await waitingRecoveries(parts);
  for (const one of all)
    if (one.until <= parts.clock())
      await settle(house, one).catch((fault: Error) => parts.onFault?.(fault));
}

async function settle(house: House, one: Waiting): Promise<void> {
  const parts = nodeOf(house);
  const { login, phc, vouched, places } = one;
  // A word of somebody who is gone by now counts for nothing.
  for (const { space, member: who } of vouched) {
    const state = await stateOf(house, space, who);
    if (state === null || !mayVouch(state)) return dropRecoveries(parts, login);
  }
  // First the groups: nobody is let in by the new passphrase where they have yet to be known.
  for (const place of places) await setBack(house, one, place);
  await endSessions(parts, login, null);
  await dropSpoken(parts, login);
  // A second step is gone with the phone it was on; and nobody comes into keeping this way.
  await changeLogin(parts, login, ({ app: _app, codes: _codes, passkeys: _keys, ...before }) => ({
    ...{ ...before, phc, changed: parts.clock(), keeper: false },
  }));
  await endSessions(parts, login, null);
  await dropRecoveries(parts, login);
}

type Place = Waiting["places"][number];

/** In each group she is as a newcomer, where there is somebody who could vouch for her again. */
async function setBack(house: House, { id, vouched }: Waiting, place: Place): Promise<void> {
  const { space, member: who } = place;
  const state = await stateOf(house, space, who);
  if (state === null || rolesOf(state).length === 0) return;
  if (!(await somebodyElse(house, space, who))) return;
  const by = vouched.filter((one) => one.space === space).map((one) => one.member);
  const done = await house.dispatch({
    ...{ space, command: "people.set-back", input: { by }, key: `back-${id}`.slice(0, 64) },
    author: { by: "clock", thing: who },
  });
  if (isRefusal(done)) throw new Error(`a member is not set back: ${done.refused}`);
}

async function somebodyElse(house: House, space: string, but: string): Promise<boolean> {
  const reader = { by: "member", member: but, roles: ["member"] } as const;
  const all = (await (await house.view(space, reader))?.things(member)) ?? [];
  return all.some(({ id, state }) => id !== but && mayVouch(state));
}
