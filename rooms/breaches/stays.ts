/** What no schedule erases of a breach, and why; pages list it. */
import type { StaysRow } from "../../house/times.ts";

/** Who was told what, when and why is asked for long after; it lies in a circle of its own. */
export const stays: readonly StaysRow[] = [
  {
    why: "its-breaches",
    of: [
      ...["breach.written/1", "breach.contact-named/1", "breach.line-set/1"],
      ...["breach.line-ended/1", "breach.measure-taken/1"],
    ],
  },
];
