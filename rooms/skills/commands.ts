/** What can be asked for about skills and introductions, by whom, and on what it stands. */
import { type CommandRow, defineCommand } from "../../house/command.ts";
import * as decide from "./decider.ts";
import * as introducing from "./decider-introduction.ts";
import * as requests from "./decider-request.ts";
import * as shapes from "./shapes.ts";

const OWN_WORD = "none: it is said of oneself, and promises nothing" as const;
const GROUND = "none: the local group asks for what it wishes" as const;
const ANSWER = "none: the yes to that occasion is itself the permission" as const;
const BOTH = "none: nothing is shown before the yes of both" as const;
const OWN = "none: undoing what is one's own needs nothing" as const;
const NO_PERSON = "none: it shows nothing of a person" as const;
const NEVER = "none: it stands on nothing that could lapse" as const;

const rest = { consent: NO_PERSON, onLapse: NEVER } as const;
const hosts = ["coordination", "member"] as const;
const people = ["coordination", "treasurer", "member"] as const;
// What is one's own is taken back in any role.
const anyone = [...people, "observer"] as const;
const saying = { ...rest, kind: "act", clause: OWN_WORD } as const;
const answering = { ...rest, kind: "act", clause: ANSWER } as const;
const undoing = { ...rest, kind: "undoing", clause: OWN } as const;

/** The room's table of commands, by name for its own tests. */
export const commands = {
  // By hand: what keeps it for whoever says it, and ends it when they leave, lies beside the log,
  // where no program reaches; so does the side of who asks to be introduced.
  say: defineCommand({
    ...{ ...saying, who: [...people, "ally"], name: "skills.say", byHand: true },
    ...{ shape: shapes.sayShape, decide: decide.say },
  }),
  keep: defineCommand({
    ...{ ...saying, who: [...people, "ally"], name: "skills.keep" },
    ...{ shape: shapes.keepShape, decide: decide.keep },
  }),
  end: defineCommand({
    ...{ ...undoing, who: ["clock", "holder", "ally", ...anyone], name: "skills.end" },
    ...{ shape: shapes.ownShape, decide: decide.end },
  }),
  ask: defineCommand({
    ...{ ...rest, kind: "act", clause: GROUND, who: hosts, name: "skills.ask" },
    ...{ shape: shapes.requestShape, decide: requests.ask },
  }),
  sayYes: defineCommand({
    ...{ ...answering, who: people, name: "skills.say-yes" },
    ...{ shape: shapes.yesShape, decide: requests.sayYes },
  }),
  sayYesAsGroup: defineCommand({
    ...{ ...answering, who: ["ally"], name: "skills.say-yes-as-group" },
    ...{ shape: shapes.oneRequestShape, decide: requests.sayYesAsGroup },
  }),
  sayNo: defineCommand({
    ...{ ...undoing, who: ["ally", ...anyone], name: "skills.say-no" },
    ...{ shape: shapes.answerShape, decide: requests.sayNo },
  }),
  withdraw: defineCommand({
    ...{ ...undoing, who: hosts, name: "skills.withdraw" },
    ...{ shape: shapes.oneRequestShape, decide: requests.withdraw },
  }),
  introduce: defineCommand({
    ...{ ...saying, clause: BOTH, who: [...people, "ally"], byHand: true },
    name: "skills.introduce",
    ...{ shape: shapes.introduceShape, decide: introducing.introduce },
  }),
  endIntroduction: defineCommand({
    ...{ ...undoing, who: ["clock", "holder", "ally", ...anyone], name: "skills.end-introduction" },
    ...{ shape: shapes.introductionShape, decide: introducing.endIntroduction },
  }),
  // By hand alone, for the same reason.
  between: defineCommand({
    ...{ ...rest, kind: "act", clause: BOTH, who: hosts, name: "skills.between", byHand: true },
    ...{ shape: shapes.betweenShape, decide: introducing.between },
  }),
};

/** The same as the house takes them. */
export const table: readonly CommandRow[] = Object.values(commands) as readonly CommandRow[];
