/** What of people goes by time: names of who is gone, answers of who came new; and what stays. */
import type { EntryRef, Thing } from "../../house/facts.ts";
import { eraseByTime, type StaysRow, type TimeRow } from "../../house/times.ts";
import { type MemberState, member } from "./facts.ts";

const command = "people.erase-by-time";
const stateOf = (thing: Thing<never>) => (thing as Thing<MemberState>).state;
const one = (at: EntryRef | null): readonly EntryRef[] => (at === null ? [] : [at]);

/** The rows. */
export const timeRows: readonly TimeRow[] = [
  {
    ...{ what: "answers", kind: member as TimeRow["kind"], parts: ["people"], command },
    of: ["member.answered/1"],
    // Once they are in, or gone without having been let in, nobody has to weigh them any more.
    since: (thing) => (stateOf(thing).since ?? stateOf(thing).until)?.at ?? null,
    held: (thing) => one(stateOf(thing).answers),
  },
  {
    ...{ what: "names", kind: member as TimeRow["kind"], parts: ["people"], command },
    of: ["member.joined/1", "member.joined/2", "member.renamed/1"],
    since: (thing) => stateOf(thing).until?.at ?? null,
    held: (thing) => (stateOf(thing).until === null ? [] : one(stateOf(thing).handle)),
  },
];

/** The clock's command for them. */
export const eraseTimed = eraseByTime(command, timeRows);

/** What stays as long as its thing. */
export const stays: readonly StaysRow[] = [
  { why: "its-circles", of: ["circle.made/1", "circle.renamed/1"] },
  { why: "its-duties", of: ["duty.named/1", "duty.renamed/1", "duty.handed-over/1"] },
  { why: "its-questions", of: ["question.written/1"] },
];
