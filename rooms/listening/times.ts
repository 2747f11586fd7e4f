/** What of sessions goes by time: words, pictures, recordings, each so long after it was there. */
import type { StaysRow, TimeRow } from "../../house/times.ts";
import { eraseByTime } from "../../house/times.ts";
import { listening } from "./facts.ts";

const command = "listening.erase-by-time";

/** The rows. */
export const timeRows: readonly TimeRow[] = [
  {
    ...{ what: "listening", kind: listening as TimeRow["kind"], command },
    parts: ["words", "files"],
    of: [
      ...["listening.written/1", "listening.asked/1", "listening.heard/1"],
      ...["listening.pictured/1", "listening.voiced/1"],
    ],
    since: "each-entry",
    held: () => [],
  },
];

/** The clock's command for them. */
export const eraseTimed = eraseByTime(command, timeRows);

/** What to know before offering is of use as long as the group says so. */
export const stays: readonly StaysRow[] = [
  { why: "its-norms", of: ["norm.told/1", "norm.worded/1"] },
];
