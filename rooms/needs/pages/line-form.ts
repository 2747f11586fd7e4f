/** What another room needs for a form of one line: its fields, its lists, and how it is read. */
export { faultOf } from "./form.page.tsx";
export { listsFor, MainFields, MoreFields } from "./line-fields.tsx";
export { PlaceField, placeName, placesFor } from "./places.tsx";
export { emptyLine, readLine, type TypedLine, typedLine } from "./read-line.ts";
