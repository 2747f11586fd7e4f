/** The door of `hours`: what the house, the web and later rooms may use of it. */
import type { Kind } from "../../house/facts.ts";
import type { Room } from "../../house/room.ts";
import { table } from "./commands.ts";
import { due } from "./due.ts";
import { occasion } from "./facts.ts";
import { effort, turn } from "./facts-turn.ts";
import { dropOwn } from "./mine.ts";
import { isAsking } from "./questions.ts";
import { timeRows } from "./times.ts";
import { elsewhere, keepCode } from "./turn-codes.ts";

export { type EffortKind, ROLES, type RoleCode } from "./codes.ts";
export { isComing, isOver, keptDay, noOccasion, occasionFact } from "./decider.ts";
export { come } from "./decider-ally.ts";
export { take, turnFact } from "./decider-turn.ts";
export { type OccasionState, OF_ONE_PERSON, occasion } from "./facts.ts";
export { effort, NAME_MAX, REACH_MAX, turn } from "./facts-turn.ts";
export { type HeldTurn, heldTurn, turnIn } from "./held.ts";
export { keepTurn } from "./mine.ts";
export {
  coming,
  countedByWork,
  hoursByWork,
  type MyTurn,
  oneOccasion,
  type Said,
  standsNow,
  toAnswer,
  toConfirm,
  turnsFor,
} from "./questions.ts";
export { door } from "./routes.ts";
export { calledOf, spanOf, whenOf } from "./say.ts";

/** The room as the house sees it. */
export const room: Room = {
  name: "hours",
  kinds: [occasion, turn, effort] as readonly Kind[],
  commands: table,
  due,
  effects: [keepCode, dropOwn],
  times: timeRows,
  elsewhere,
  wayOn: { key: "hours.way-on", path: "/shifts", isThere: isAsking },
};
