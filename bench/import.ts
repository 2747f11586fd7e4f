/** Bringing in a large file: what is held at its end against what was held early on. */
import { join } from "node:path";
import { run } from "./books.ts";
import type { Row } from "./row.ts";

/** One line of the table for a file of so many rows. */
export async function importing(rows: number): Promise<Row> {
  const script = join(import.meta.dirname, "work", "import.ts");
  const { out, peakKib } = await run(process.execPath, ["--expose-gc", script, String(rows)]);
  const { ratio, note } = JSON.parse(out) as { ratio: number; note: string };
  return {
    what: `memory held at the end of an import of ${rows} rows`,
    against: "the same import after 10,000 rows",
    ...{ ratio, reach: { most: 1.5 } },
    note: `${note}, peak of the process ${peakKib >> 10} MiB`,
  };
}
