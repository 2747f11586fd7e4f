/** What a recovery asks of the groups: who may stop it, and what happens when its time is over. */
import type { House } from "../../house/house.ts";
import { isRefusal } from "../../house/refusal.ts";
import { type MemberState, member, rolesOf } from "./facts.ts";
import {
  asleep,
  cameBack,
  changeLogin,
  type Login,
  type LoginMember,
  readLogin,
} from "./logins.ts";
import { handles } from "./questions.ts";
import { type NodeParts, nodeOf } from "./records.ts";
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
  const { login, phc, vouched } = one;
  // A word of somebody who is gone by now counts for nothing.
  for (const { space, member: who } of vouched) {
    const state = await stateOf(house, space, who);
    if (state === null || !mayVouch(state)) return dropRecoveries(parts, login);
  }
  const [to, ...others] = vouched.map(({ space, of }) => ({ space, member: of }));
  const before = await readLogin(parts, login);
  if (to === undefined || before === null) return dropRecoveries(parts, login);
  const isThere = (at: LoginMember) => at.space === to.space && at.member === to.member;
  // Two of two groups who typed at the same moment are nobody's two.
  if (!others.every(isThere)) return dropRecoveries(parts, login);
  const own = phc === null;
  // Who is signed in there already needs nobody's word.
  if (own && before.memberships.some(isThere)) return dropRecoveries(parts, login);
  const stays = await staying(house, before, own);
  // First the group: nobody is let in by the new passphrase where they have yet to be known.
  await setBack(house, one, to);
  if (!own) await endSessions(parts, login, null);
  if (!own) await dropSpoken(parts, login);
  await changeLogin(parts, login, (now) => renewed(parts, cameBack(now, to, stays), phc));
  if (!own) await endSessions(parts, login, null);
  await dropRecoveries(parts, login);
}

/** Nobody signs in by a login any more that is only dormant in what groups are left to it. */
export async function sleepLogin(parts: NodeParts, login: string): Promise<void> {
  await dropSpoken(parts, login);
  await changeLogin(parts, login, (before) => asleep(parts, before));
}

/** A second step is gone with the phone it was on; and nobody comes into keeping this way. */
function renewed(parts: NodeParts, login: Login, phc: string | null): Login {
  if (phc === null) return login;
  const { app: _app, codes: _codes, passkeys: _keys, ...rest } = login;
  return { ...rest, phc, changed: parts.clock(), keeper: false };
}

/**
 * Where else a login stays who it is: nowhere, for its groups have not said that it is hers; but
 * where nobody but her may vouch, since it would be lost for ever. Who proved who they are, and
 * brings one more group back, stays in the others.
 */
async function staying(house: House, before: Login, own: boolean): Promise<LoginMember[]> {
  const { memberships, dormant = [] } = before;
  const stays = own ? [...memberships] : [];
  for (const one of own ? dormant : [...memberships, ...dormant])
    if (!(await somebodyElse(house, one.space, one.member))) stays.push(one);
  return stays;
}

/** In the group whose people vouched she is as a newcomer, unless nobody could let her in again. */
async function setBack(house: House, { id, vouched }: Waiting, to: LoginMember): Promise<void> {
  const { space, member: who } = to;
  const state = await stateOf(house, space, who);
  if (state === null || rolesOf(state).length === 0) return;
  if (!(await somebodyElse(house, space, who))) return;
  const done = await house.dispatch({
    ...{ space, command: "people.set-back", key: `back-${id}`.slice(0, 64) },
    input: { by: vouched.map((one) => one.member) },
    author: { by: "clock", thing: who },
  });
  if (isRefusal(done)) throw new Error(`a member is not set back: ${done.refused}`);
}

async function somebodyElse(house: House, space: string, but: string): Promise<boolean> {
  const reader = { by: "member", member: but, roles: ["member"] } as const;
  const all = (await (await house.view(space, reader))?.things(member)) ?? [];
  return all.some(({ id, state }) => id !== but && mayVouch(state));
}
