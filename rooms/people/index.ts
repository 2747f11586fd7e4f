/** The door of `people`: what the house and the other rooms may use of it. */
import { dropDraftsOf, meansOf } from "../../house/drafts.ts";
import type { Effect, Room } from "../../house/room.ts";
import type { View } from "../../house/view.ts";
import { circle, membership } from "./circles.ts";
import { INVITATION_DAYS_MAX, table } from "./commands.ts";
import { duty } from "./duties.ts";
import { invitation, invitationsBy, invites, isWaiting, member } from "./facts.ts";
import { dropFromLogins } from "./logins.ts";
import { question } from "./newcomers.ts";
import { dropOwnTime } from "./own-time.ts";
import { takeWords } from "./reading.ts";
import { nodeOf } from "./records.ts";
import { tellMember } from "./tell.ts";
import { stays, timeRows } from "./times.ts";
import { mayVouch } from "./vouch.ts";
import { endWays } from "./ways.ts";

export {
  ADDRESS_DAYS,
  type AddressSort,
  addressesOf,
  endAddress,
  hasAddress,
  makeAddress,
  memberAt,
  readAs,
} from "./addresses.ts";
export { type AlertKind, tellSessions } from "./alerts.ts";
export {
  CIRCLE_NAME_MAX,
  type CircleState,
  circle,
  circleMade,
  circleNameSchema,
  placeOf,
  standingIn,
} from "./circles.ts";
export { dropClaims, keepClaims, putClaimsAway, putClaimsBack } from "./claims.ts";
export { notAsked, versionShape } from "./commands-conduct.ts";
export { type Accepted, acceptBy, heldBack } from "./conduct.ts";
export { circleOf, openToAllFrom } from "./decider-circles.ts";
export { DEVICE_MS, knownFor } from "./devices.ts";
export { areSpoken, inGroups, spokenDigits } from "./digits.ts";
export { door } from "./door.ts";
export { type DutyState, duty } from "./duties.ts";
export { hasSecond, turnAppOff } from "./factors.ts";
export { handleSchema, joined, type MemberState, member, rolesOf } from "./facts.ts";
export { checkPassphrase, hashPassphrase, TooMany } from "./hasher.ts";
export { countSpoken } from "./limits.ts";
export {
  addMembership,
  anyLogin,
  changeLogin,
  dropFromLogins,
  dropLogin,
  type Login,
  loginOf,
  loginsIn,
  makeLogin,
  readLogin,
  recognise,
} from "./logins.ts";
export { toVouchFor } from "./newcomer-questions.ts";
export { remindAt } from "./own-time.ts";
export { ON_MACHINE_MIN, offerPassphrase, PASSPHRASE_MIN, passphraseFault } from "./passphrase.ts";
export {
  handles,
  type Listed,
  members,
  openInvitations,
  type Standing,
  standingOf,
  standings,
} from "./questions.ts";
export { circleName, oneCircle, openCircles, type Within, whoIn } from "./questions-circles.ts";
export { type Could, type Readable, readableBy, tallied } from "./reading.ts";
export {
  changeRow,
  keyed,
  moveRows,
  type NodeParts,
  nodeOf,
  readRow,
  rowsUnder,
} from "./records.ts";
export { recoveriesFor, settleRecoveries, sleepLogin, type Told } from "./recover.ts";
export { originOf, ownPath, readersIn, type Says, saysOf } from "./says.ts";
export {
  beginSession,
  endSession,
  endSessions,
  holds,
  type SignedIn,
  sessionId,
  sessionOf,
} from "./sessions.ts";
export { PROVED_MS, stepUp } from "./stepup.ts";
export { hasSay, holdsSince, MAY_VOUCH, type Place } from "./vouching.ts";
export { endWays } from "./ways.ts";

/** The fields of whoever comes in new, a passphrase offered; loaded on first use. */
export const loginFields = () => import("./pages/login-fields.tsx");

/** The field that says who will read what a form is given; loaded on first use. */
export const reads = () => import("./pages/reads.tsx");

/** Who is gone from a space is gone from their login too, by whichever door they went. */
const leaveLogin: Effect = {
  name: "people.leave-login",
  on: ["member.left/1", "member.removed/1"],
  act: async (house, space, { thing }) => {
    // A member's id is never given again: nobody who came in later is meant by it.
    await dropFromLogins(nodeOf(house), space, thing);
  },
};

/**
 * Who came back by others' word may be somebody else: what they made or signed lets nobody in. For
 * whoever is gone that is done in the step by which they go, as far as one step reaches.
 */
const endInvitations: Effect = {
  name: "people.end-ways",
  on: ["member.set-back/1", "member.left/1", "member.removed/1"],
  act: (house, id, { thing: who }) =>
    endWays(house, id, {
      ...{ mark: invitationsBy(who), longest: INVITATION_DAYS_MAX * 24 * 3_600_000 },
      isOpen: ({ kind, state }) => kind === invitation.kind && invites(state as never, house.now),
      command: "people.withdraw-invitation",
      input: (one) => ({ invitation: one }),
    }),
};

/** Who is gone leaves no draft here, and no picture that waits for a form. */
const dropDrafts: Effect = {
  name: "people.drop-drafts",
  on: ["member.left/1", "member.removed/1"],
  act: async (house, id, { thing }) => {
    const space = await house.space(id);
    if (space !== null) await dropDraftsOf(space, meansOf(house), { member: thing });
    await house.files.forget(id, thing);
  },
};

/** Who is gone leaves nothing of their own time here. */
const dropTime: Effect = {
  name: "people.drop-own-time",
  on: ["member.left/1", "member.removed/1"],
  act: async (house, id, { thing }) => {
    const space = await house.space(id);
    if (space !== null) await dropOwnTime(space, thing);
  },
};

/** Newcomers for whom this member has not said a word yet. */
async function waitsOn(view: View, whose: string): Promise<number> {
  const thing = await view.thing(member, whose);
  if (thing === undefined || !mayVouch(thing.state)) return 0;
  const all = (await view.things(member)).filter(({ state }) => isWaiting(state));
  return all.filter(({ state }) => !state.vouchers.includes(whose)).length;
}

/** The room, for the floor plan. */
export const room: Room = {
  name: "people",
  kinds: [member, invitation, question, circle, duty],
  commands: table,
  membership,
  effects: [leaveLogin, endInvitations, dropDrafts, dropTime, takeWords],
  waitsOn,
  tells: { [member.kind]: tellMember },
  times: timeRows,
  stays,
};
