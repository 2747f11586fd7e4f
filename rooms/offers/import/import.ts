/** Brings a file of deliveries in; the house reads it, this says what its rows mean. */

import type { Imported, SendRows as Send } from "../../../house/import/bring.ts";
import { bringIn, type FileKind, type ImportOptions } from "../../../house/import/bring.ts";
import { ROWS_MAX } from "../shapes.ts";
import { mapRow, shape } from "./map.ts";

export type {
  Imported as ImportedManifests,
  ImportOptions,
  RowSays,
} from "../../../house/import/bring.ts";

/** Sends some rows as the importing member. */
export type SendRows = Send<"ledger.import-counted">;

const kind: FileKind<"ledger.import-counted"> = {
  ...{ command: "ledger.import-counted", rowsMax: ROWS_MAX, shape, map: mapRow },
};

/** Imports a file of deliveries, as {@link bringIn} says; totals are per delivery as called. */
export function importManifests(
  send: SendRows,
  open: () => AsyncIterable<Uint8Array>,
  options?: ImportOptions,
): Promise<Imported> {
  return bringIn(kind, send, open, options);
}
