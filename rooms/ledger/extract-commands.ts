/** The commands about extracts: what a bank says is testimony of whoever brings it in. */
import { type CommandRow, defineCommand } from "../../house/command.ts";
import * as decide from "./decider-extracts.ts";
import * as sortings from "./decider-sortings.ts";
import * as shapes from "./extract-shapes.ts";

const own = {
  clause: "none: a group keeps its own books",
  consent: "none: it shows nothing of a person",
  onLapse: "none: it stands on nothing that could lapse",
} as const;
const testimony = { ...own, kind: "testimony", who: ["coordination", "treasurer"] } as const;
const act = { ...own, kind: "act", who: ["coordination", "treasurer"] } as const;

/** The table. */
export const extractCommands = [
  defineCommand({
    ...{ ...testimony, name: "ledger.bring-rows", shape: shapes.bringShape },
    decide: decide.bringRows,
  }),
  defineCommand({
    ...{ ...testimony, name: "ledger.settle-row", shape: shapes.settleShape },
    decide: decide.settleRow,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.sort", shape: shapes.sortShape },
    decide: decide.sort,
  }),
  defineCommand({
    ...{ ...act, kind: "undoing", name: "ledger.drop-sorting", shape: shapes.dropShape },
    decide: decide.dropSorting,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.change-sorting", shape: shapes.changeSortingShape },
    decide: sortings.changeSorting,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.switch-sorting", shape: shapes.switchShape },
    decide: sortings.switchSorting,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.move-sorting", shape: shapes.moveShape },
    decide: sortings.moveSorting,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.say-columns", shape: shapes.columnsShape },
    decide: decide.sayColumns,
  }),
] as readonly CommandRow[];
