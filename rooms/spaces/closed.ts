/** Which closed groups a login may have a word in: of all doors, the one that is left to them. */
import type { Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import type { View } from "../../house/view.ts";
import { type Listed, members, nodeOf, readLogin, standings } from "../people/index.ts";
import { space as kind, type Shut, type SpaceState } from "./facts.ts";
import { type JointState, setAmong } from "./joint.ts";
import { liveJoints, spaceOf } from "./questions.ts";
import { reopensAt, shutters, shuttersOf } from "./shutters.ts";

/** Groups of one login that are looked at. */
const SPACES_MAX = 200;

/** A closed group as one of its named set sees it. */
export type Closed = {
  space: string;
  member: string;
  view: View;
  thing: Thing<SpaceState>;
  shut: Shut;
  here: readonly Listed[];
  set: readonly string[];
  /** That it opens again, as asked for since it closed. */
  joints: readonly Thing<JointState>[];
  /** That it ends, as asked for and not agreed to by enough so far. */
  ends: readonly Thing<JointState>[];
  /** From when on two may open it (ms). */
  from: number;
};

/** The closed groups in whose named set this login is; nothing for everybody else. */
export async function closedFor(house: House, login: string): Promise<Closed[]> {
  const memberships = (await readLogin(nodeOf(house), login))?.memberships ?? [];
  const found: Closed[] = [];
  for (const { space, member } of memberships.slice(0, SPACES_MAX)) {
    const closed = await closedAs(house, space, member);
    if (closed !== null) found.push(closed);
  }
  return found;
}

async function closedAs(house: House, space: string, member: string): Promise<Closed | null> {
  const opened = await house.space(space);
  const own = await opened?.thing(space);
  const shut = own?.kind === kind.kind ? (own.state as SpaceState).shut : null;
  if (opened === null || shut === null) return null;
  const mine = await opened.thing(member);
  const { membership } = house.parts.plan;
  if (mine?.kind !== membership.kind.kind || mine.parked) return null;
  const roles = membership.roles(mine as never);
  if (roles.length === 0) return null;
  const view = await house.viewBehind(space, { by: "member", member, roles });
  const thing = view === null ? undefined : await spaceOf(view);
  if (view === null || thing === undefined) return null;
  const here = (await members(view)).filter((one) => !one.gone && one.roles.length > 0);
  const set = setAmong(thing.state, await standings(view));
  if (!set.includes(member)) return null;
  const live = await liveJoints(view);
  const ends = live.filter(({ state }) => state.what === "end");
  const joints = live.filter(
    ({ state, first }) => state.what === "reopen" && first.index > shut.at,
  );
  const from = reopensAt(shut, await view.thing(shutters, shuttersOf(space)));
  return { space, member, view, thing, shut, here, set, joints, ends, from };
}
