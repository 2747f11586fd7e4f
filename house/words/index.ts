/** The product's own words: MessageFormat 2 messages per room, in a reader's language. */
export * from "./catalog.ts";
export * from "./check.ts";
export * from "./files.port.ts";
export * from "./library.ts";
export * from "./never.ts";
export type { WordPart } from "./parts.ts";
export * from "./words.ts";
