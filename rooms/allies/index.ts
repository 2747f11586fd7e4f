/** The door of `allies`: what the house, the web and later rooms may use of it. */
import type { Kind } from "../../house/facts.ts";
import type { Room } from "../../house/room.ts";
import { alliance } from "./alliance.ts";
import { table } from "./commands.ts";
import { effects } from "./effects.ts";
import { ally, allyRow, person, tellPerson } from "./facts.ts";
import { stays } from "./stays.ts";

export { type Acting, actingIn } from "./acting.ts";
export {
  agreementFault,
  type Begins,
  SORTS,
  type Sort,
  sortOf,
} from "./agreement.ts";
export { alliance } from "./alliance.ts";
export { comeAlong, goInFor, invitedBy } from "./coming.ts";
export {
  type AllyState,
  type AllyStatus,
  ally,
  isHere,
  type PersonState,
  person,
  placeOf,
  statusOf,
} from "./facts.ts";
export {
  alliancesOf,
  alliesOf,
  allyNames,
  calledOf,
  type OneAlly,
  oneAlly,
  onePerson,
  type Person,
  personNames,
  personsFor,
} from "./questions.ts";
export { guestOf, relationAt } from "./relation.ts";
export { door } from "./routes.ts";

/** The room as the house sees it. */
export const room: Room = {
  name: "allies",
  kinds: [ally, person, alliance] as readonly Kind[],
  commands: table,
  allies: allyRow,
  effects,
  stays,
  tells: { [person.kind]: tellPerson },
};
