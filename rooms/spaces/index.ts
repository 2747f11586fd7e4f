/** The door of `spaces`: what the house and the other rooms may use of it. */
import type { Room } from "../../house/room.ts";
import { card, renewCard } from "./card.ts";
import { table } from "./commands.ts";
import { copy, copyDue, safekeeping } from "./copies.ts";
import { departure } from "./departure.ts";
import { elsewhere } from "./elsewhere.ts";
import { endDue } from "./end-commands.ts";
import { charter, space } from "./facts.ts";
import { effects } from "./found.ts";
import { joint } from "./joint.ts";
import { copyEffects, tendCopy } from "./kept-copy.ts";
import { link, withdrawLinks } from "./links.ts";
import { jointsFor } from "./questions.ts";
import { registerCheck } from "./register.ts";
import { shutters } from "./shutters.ts";
import { silence } from "./silence.ts";
import { stays } from "./stays.ts";
import { term } from "./terms.ts";
import { times } from "./times.ts";
import { eraseOver } from "./times-over.ts";

export type { SpaceCard } from "./card.ts";
export { type Closed, closedFor } from "./closed.ts";
export { ALLY_CONDUCT, CONDUCT } from "./conduct.ts";
export { type HowAsked, howAsked } from "./conduct-questions.ts";
export { findSpace, slugOf } from "./directory.ts";
export { door } from "./door.ts";
export { END_WAIT_MS, END_WAIT_SHUT_MS, endsAt, isNameTyped, LAST_NOTICE_MS } from "./ending.ts";
export {
  BLOCKS,
  type Block,
  doNotSend,
  protectsPeople,
  published,
  type SpaceState,
  space,
} from "./facts.ts";
export {
  endSpace,
  type Founded,
  type Founding,
  foundSpace,
  RECEIPT_ROWS,
  RECEIPTS_AWAY,
} from "./found.ts";
export { mayFound, type WhoFounds, whoFounds } from "./founding.ts";
export {
  agreedOf,
  isAgreed,
  isLive,
  type Joint,
  type JointState,
  joint,
  neededOf,
  setAmong,
  standOnJoint,
  used,
} from "./joint.ts";
export { askFor } from "./joint-commands.ts";
export { type KeeperActName, noteAct } from "./keeper-acts.ts";
export { type LinkState, link } from "./links.ts";
export { moveSpace, takeOverAs } from "./moving.ts";
export { Namer } from "./namer.ts";
export {
  GRANTS_PREFIX,
  ORG_ID,
  ORG_TYPES,
  type OrgType,
  type Publisher,
} from "./publisher.ts";
export {
  jointsFor,
  type ListedTerm,
  linkUntil,
  nameOf,
  type Profile,
  profileFor,
  publisherOf,
  setOf,
  spaceOf,
  standingTerms,
  terms,
  termTexts,
} from "./questions.ts";
export { registerChanged } from "./register.ts";
export { type TermState, type TermUse, term, termMark, termNamed } from "./terms.ts";

/** The room, for the floor plan. */
export const room: Room = {
  name: "spaces",
  kinds: [
    ...[space, term, link, joint, copy, safekeeping, departure, registerCheck, shutters, silence],
    times,
  ],
  commands: table,
  charter,
  // The card goes before what ends the space.
  effects: [renewCard, withdrawLinks, ...effects, ...copyEffects],
  due: [endDue, copyDue],
  // Words whose time is over go before a copy is made anew.
  tend: async (house, id) => {
    await eraseOver(house, id);
    await tendCopy(house, id);
  },
  stays,
  card,
  elsewhere,
  waitsOn: async (view, member) => (await jointsFor(view, member)).length,
};
