/**
 * What brings files into books and writes books as files: for the command line. Apart from the
 * room's own door, so that a node that starts need not read what reads and writes every format.
 */
export { tellBooks } from "./exports/figures.ts";
export {
  formatFault,
  mayLeaveAs,
  PUBLIC,
  PUBLIC_FORMATS,
  type PublicFormat,
  TAKEN,
  TAKEN_FORMATS,
  type TakenFormat,
} from "./exports/formats.ts";
export { type Publication, publish, publishFault } from "./exports/published.ts";
export type { Called } from "./exports/table.ts";
export { type TakenBook, takeBooks } from "./exports/taken.ts";
export { bareGround, groundOf, remembered } from "./extract-questions.ts";
export { type Brought, bringExtract } from "./extracts/bring.ts";
export { columnsSaid, type Mapping } from "./extracts/columns.ts";
export { FORMATS, type Format } from "./extracts/line.ts";
