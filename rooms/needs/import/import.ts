/** Brings a file of needs in; the house reads it, this says what its rows mean. */

import type { Imported, SendRows as Send } from "../../../house/import/bring.ts";
import { bringIn, type FileKind, type ImportOptions } from "../../../house/import/bring.ts";
import { ROWS_MAX } from "../shapes.ts";
import { mapRow, shape } from "./map.ts";

export type { Imported, ImportOptions, RowSays } from "../../../house/import/bring.ts";

/** Sends some rows as the importing member. */
export type SendRows = Send<"needs.import-rows">;

const kind: FileKind<"needs.import-rows"> = {
  ...{ command: "needs.import-rows", rowsMax: ROWS_MAX, shape, map: mapRow },
};

/** Imports a file of needs, as {@link bringIn} says; totals are per category as the file has it. */
export function importNeeds(
  send: SendRows,
  open: () => AsyncIterable<Uint8Array>,
  options?: ImportOptions,
): Promise<Imported> {
  return bringIn(kind, send, open, options);
}
