/** What of this room no schedule erases: it goes on the day that whoever said it said. */
import type { StaysRow } from "../../house/times.ts";

/** Skills and introductions end by themselves, and their words with them. */
export const stays: readonly StaysRow[] = [
  { why: "until-their-day", of: ["skill.said/1", "introduction.asked/1", "introduction.asked/2"] },
];
