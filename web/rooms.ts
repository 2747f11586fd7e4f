/** The rooms of this house as `web/` needs them: their doors, sessions and addresses. */
import type { Door } from "../house/door.ts";
import type { House } from "../house/house.ts";
import type { Plan } from "../house/room.ts";
import { actingIn } from "../rooms/allies/index.ts";
import {
  anyLogin,
  endSession,
  holds,
  knownFor,
  nodeOf,
  readLogin,
  recoveriesFor,
  sessionId,
  sessionOf,
  settleRecoveries,
} from "../rooms/people/index.ts";
import {
  ALLY_CONDUCT,
  CONDUCT,
  findSpace,
  linkUntil,
  nameOf,
  slugOf,
} from "../rooms/spaces/index.ts";
import type { NamedDoor, People, Spaces } from "./node.ts";

/** What the people room answers for sessions of this house. */
export function peopleOf(house: House): People {
  const parts = nodeOf(house);
  return {
    session: (token) => sessionOf(parts, token),
    holds: (token) => holds(parts, token),
    settle: () => settleRecoveries(house),
    recoveries: (session) => recoveriesFor(house, session),
    idOf: sessionId,
    endSession: (id) => endSession(parts, id),
    device: (login, before) => knownFor(parts, before, login),
    changed: async (login) => {
      const kept = await readLogin(parts, login);
      return kept === null ? null : (kept.changed ?? 0);
    },
    anyLogin: () => anyLogin(parts),
    paths: {
      ...{ signIn: "/sign-in", signOut: "/sign-out" },
      ...{ firstRun: "/first-run", alerts: "/alerts", confirm: "/confirm" },
      stopRecovery: "/recovery/end",
    },
  };
}

/** What the spaces room answers for addresses of this house. */
export function spacesOf(house: House): Spaces {
  const parts = nodeOf(house);
  return {
    find: (slug) => findSpace(parts, slug),
    slugOf: (space) => slugOf(parts, space),
    name: (view) => nameOf(view),
    linkUntil: (space, code) => linkUntil(house, space, code),
    acting: (memberships, space) => actingIn(house, memberships, space),
    conduct: { member: CONDUCT, ally: ALLY_CONDUCT },
  };
}

/** The doors of a plan's rooms; a room without pages has none. */
export async function doorsOf(plan: Plan): Promise<NamedDoor[]> {
  const doors: NamedDoor[] = [];
  for (const { name } of plan.rooms) {
    const { door } = (await import(`../rooms/${name}/index.ts`)) as { door?: Door };
    if (door !== undefined) doors.push({ room: name, door });
  }
  return doors;
}
