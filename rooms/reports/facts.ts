/** The facts of reports for all allies: shared with each, and taken back. No words, no person. */
import { z } from "zod";
import { defineKind } from "../../house/facts.ts";
import { idSchema, type Month, monthSchema } from "../../house/values/index.ts";
import { monthsBetween, type StatementRecord, statedShape } from "../ledger/index.ts";
import { type HoursTold, hoursShape } from "./hours.ts";

/** Statements in one report. */
export const STATEMENTS_MAX = 40;

/** A report, folded: its content, whom it is shared with, and what it is one of. */
export type ReportState = {
  from: Month;
  to: Month;
  ally: string;
  /** The same for all that were shared with the same content. */
  whole: string;
  statements: StatementRecord[];
  hours: HoursTold;
  takenBack: boolean;
};

/** The mark of all reports of the first version: they have no other. */
export const ALL_REPORTS = "reports";
/** The mark of reports that tell of a month; all of them are of the same months. */
export const toldIn = (month: Month) => `reports-of:${month}`;
/** The mark of all that were shared with the same content. */
export const sharedAs = (whole: string) => `reports-as:${whole}`;

const shared = z.strictObject({
  ...{ from: monthSchema, to: monthSchema, ally: idSchema, whole: idSchema },
  ...{ statements: z.array(statedShape).max(STATEMENTS_MAX), hours: hoursShape },
});

/** A report as one allied group reads it. */
export const report = defineKind<ReportState>({
  kind: "report",
  inCircles: true,
  facts: [
    {
      type: "report.shared/1",
      record: shared,
      marks: () => ({ record: [ALL_REPORTS] }),
    },
    {
      type: "report.shared/2",
      record: shared,
      marks: ({ record }) => ({
        record: [
          ...monthsBetween(String(record["from"]), String(record["to"])).map(toldIn),
          sharedAs(String(record["whole"])),
        ],
      }),
    },
    { type: "report.taken-back/1", record: z.strictObject({}), moves: () => "host" },
  ],
  initial: {
    ...{ from: "", to: "", ally: "", whole: "", statements: [], takenBack: false },
    hours: { rows: [], leftOut: false },
  },
  evolve: (state, { type, record }) => {
    if (type.startsWith("report.shared/")) Object.assign(state, record);
    if (type === "report.taken-back/1") state.takenBack = true;
    return state;
  },
});
