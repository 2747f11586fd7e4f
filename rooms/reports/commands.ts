/** What can be asked for about reports. Both are a person's own act: no program says them. */
import { type CommandRow, defineCommand } from "../../house/command.ts";
import * as decide from "./decider.ts";

const OWN = "none: a group tells of its own house what it wishes" as const;
const NO_PERSON = "none: it shows nothing of a person" as const;
const NEVER = "none: it stands on nothing that could lapse" as const;
const row = {
  ...({ clause: OWN, consent: NO_PERSON, onLapse: NEVER, byHand: true } as const),
  who: ["coordination", "treasurer"],
} as const;

/** The room's table of commands, by name for its own tests. */
export const commands = {
  share: defineCommand({
    ...{ ...row, kind: "act", name: "reports.share", shape: decide.shareShape },
    decide: decide.share,
  }),
  takeBack: defineCommand({
    ...{ ...row, kind: "undoing", name: "reports.take-back", shape: decide.wholeShape },
    decide: decide.takeBack,
  }),
};

/** The same as the house takes them. */
export const table: readonly CommandRow[] = Object.values(commands) as readonly CommandRow[];
