/** What of allied groups stays as long as its thing: no schedule erases it. */
import type { StaysRow } from "../../house/times.ts";

/** Names of persons go by themselves once they, or their group, are gone. */
export const stays: readonly StaysRow[] = [
  {
    why: "its-allies",
    of: [
      ...["ally.proposed/1", "ally.invited/1", "ally.came/1", "ally.renamed/1"],
      ...["ally-person.came/1", "ally-person.renamed/1", "ally-person.back/1"],
    ],
  },
];
