/** The door of `skills`: what the house, the web and later rooms may use of it. */
import type { Kind } from "../../house/facts.ts";
import type { Room } from "../../house/room.ts";
import { table } from "./commands.ts";
import { due } from "./due.ts";
import { introduction, request, skill } from "./facts.ts";
import { endOwn } from "./own.ts";
import { waitsOn } from "./questions.ts";
import { dropSide } from "./sides.ts";
import { stays } from "./stays.ts";

export {
  type IntroductionState,
  introduction,
  request,
  type SkillState,
  skill,
} from "./facts.ts";
export { waitsOn as asksOf } from "./questions.ts";
export { door } from "./routes.ts";

/** The room as the house sees it. */
export const room: Room = {
  ...{ name: "skills", kinds: [skill, request, introduction] as readonly Kind[] },
  ...{ commands: table, due, effects: [endOwn, dropSide], stays, waitsOn },
};
