/** What of needs goes by time: words of what is asked for no more, and private notes. */
import type { Thing } from "../../house/facts.ts";
import { eraseByTime, type TimeRow } from "../../house/times.ts";
import { type NeedState, type NoteState, need, note } from "./facts.ts";

const command = "needs.erase-by-time";
const needOf = (thing: Thing<never>) => (thing as Thing<NeedState>).state;
const noteOf = (thing: Thing<never>) => (thing as Thing<NoteState>).state;

/** The rows. */
export const timeRows: readonly TimeRow[] = [
  {
    ...{ what: "needs", kind: need as TimeRow["kind"], parts: ["words", "people"], command },
    of: ["need.opened/1", "need.revised/1", "need.corrected/1"],
    since: (thing) => needOf(thing).inside.closedAt,
    held: (thing) => {
      const { words, earlier } = needOf(thing);
      return words === null ? earlier : [...earlier, words];
    },
  },
  {
    ...{ what: "notes", kind: note as TimeRow["kind"], parts: ["words"], command },
    of: ["note.written/1"],
    since: ({ first }) => first.at,
    held: (thing) => {
      const { words } = noteOf(thing);
      return words === null ? [] : [words];
    },
  },
];

/** The clock's command for them. */
export const eraseTimed = eraseByTime(command, timeRows);
