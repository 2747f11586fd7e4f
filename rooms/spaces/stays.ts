/** Words of the group's own that no schedule erases, and why; pages list them. */
import type { StaysRow } from "../../house/times.ts";

/** Of this room. */
export const stays: readonly StaysRow[] = [
  {
    why: "the-group",
    of: ["space.founded/1", "space.renamed/1", "space.described/1", "space.do-not-send/1"],
  },
  { why: "its-identifier", of: ["space.publisher-set/1"] },
  { why: "its-conduct", of: ["space.conduct-written/1"] },
  { why: "its-silence", of: ["silence.proposed/1"] },
  { why: "its-words", of: ["term.named/1", "term.renamed/1"] },
  { why: "its-copies", of: ["safekeeping.planned/1"] },
  { why: "its-move", of: ["departure.planned/1"] },
];
