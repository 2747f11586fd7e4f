/** The room's commands: who may send them, on what they stand, and which decider answers. */
import { type CommandRow, defineCommand } from "../../house/command.ts";
import * as decide from "./decider.ts";
import { eraseNote, eraseWords } from "./decider-erase.ts";
import { importRows } from "./decider-import.ts";
import * as shapes from "./shapes.ts";
import { eraseTimed } from "./times.ts";

const OWN = "none: a group says by itself what it asks for" as const;
const NO_PERSON = "none: it shows nothing of a person" as const;
const NEVER = "none: it stands on nothing that could lapse" as const;

const own = { clause: OWN, consent: NO_PERSON, onLapse: NEVER } as const;
const act = { ...own, kind: "act", who: ["coordination", "member"] } as const;
const testimony = { ...act, kind: "testimony" } as const;
const undoing = { ...own, kind: "undoing", who: ["coordination", "member"] } as const;
const erasing = { ...undoing, who: ["coordination"] } as const;

/** The table. */
export const commands = [
  defineCommand({ ...act, name: "needs.open", shape: shapes.lineShape, decide: decide.open }),
  defineCommand({
    ...{ ...act, name: "needs.open-many", shape: shapes.manyShape },
    decide: decide.openMany,
  }),
  defineCommand({ ...act, name: "needs.revise", shape: shapes.reviseShape, decide: decide.revise }),
  defineCommand({ ...act, name: "needs.publish", shape: shapes.someShape, decide: decide.publish }),
  defineCommand({
    ...{ ...undoing, name: "needs.quiet", whileDark: "close-lines" },
    ...{ shape: shapes.someShape, decide: decide.quiet },
  }),
  defineCommand({ ...act, name: "needs.rank", shape: shapes.rankShape, decide: decide.rank }),
  defineCommand({
    ...{ ...act, name: "needs.confirm-many", shape: shapes.answersShape },
    whileDark: "still-needed",
    decide: decide.confirmMany,
  }),
  defineCommand({
    ...{ ...undoing, name: "needs.withdraw", shape: shapes.someShape },
    whileDark: "close-lines",
    decide: decide.withdraw,
  }),
  defineCommand({
    ...{ ...act, name: "needs.meet", whileDark: "close-lines" },
    ...{ shape: shapes.someShape, decide: decide.meet },
  }),
  defineCommand({ ...act, name: "needs.reopen", shape: shapes.someShape, decide: decide.reopen }),
  defineCommand({
    ...{ ...act, name: "needs.confirm-told", shape: shapes.someShape },
    whileDark: "still-needed",
    decide: decide.confirmTold,
  }),
  defineCommand({ ...act, name: "needs.note", shape: shapes.noteShape, decide: decide.writeNote }),
  defineCommand({
    ...{ ...erasing, name: "needs.erase-words", shape: shapes.oneShape },
    whileDark: "erase",
    decide: eraseWords,
  }),
  defineCommand({
    ...{ ...erasing, name: "needs.erase-note", shape: shapes.oneShape },
    whileDark: "erase",
    decide: eraseNote,
  }),
  defineCommand({
    ...{ ...testimony, name: "needs.import-rows", shape: shapes.rowsShape },
    decide: importRows,
  }),
  eraseTimed,
] as readonly CommandRow[];
