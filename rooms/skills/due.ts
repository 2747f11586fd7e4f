/** What falls due in this room: ends that nobody has to think of. */
import type { Thing } from "../../house/facts.ts";
import type { DueRow } from "../../house/room.ts";
import { endsAt } from "./decider-introduction.ts";
import { type IntroductionState, introduction, overAt, type SkillState, skill } from "./facts.ts";

/** The rows. */
export const due: readonly DueRow[] = [
  {
    ...{ name: "end", kind: skill as DueRow["kind"], command: "skills.end" },
    at: (thing) => overAt((thing as Thing<SkillState>).state),
    input: ({ id }) => ({ skill: id }),
  },
  {
    ...{ name: "end", kind: introduction as DueRow["kind"], command: "skills.end-introduction" },
    at: (thing) => endsAt((thing as Thing<IntroductionState>).state),
    input: ({ id }) => ({ introduction: id }),
  },
];
