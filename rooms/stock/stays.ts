/** Words of this room that no schedule erases, and why; pages list them. */
import type { StaysRow } from "../../house/times.ts";

/** What places and items are called is erased with them, or by calling them otherwise. */
export const stays: readonly StaysRow[] = [
  {
    why: "its-stock",
    of: [
      ...["shelf.opened/1", "shelf.renamed/1", "lot.named/1"],
      ...["goods.named/1", "goods.renamed/1", "goods.noted/1"],
      ...["nearby.answered/1", "precedence.written/1"],
    ],
  },
];
