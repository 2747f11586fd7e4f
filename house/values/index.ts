/** The values every record is made of; `specs/values.md` is their law. */
export * from "./amount.ts";
export * from "./codes.ts";
export * from "./day.ts";
export * from "./digits.ts";
export * from "./file.ts";
export * from "./format-amount.ts";
export * from "./format-day.ts";
export * from "./id.ts";
export * from "./lang.ts";
export * from "./parsed.ts";
export * from "./place.ts";
export * from "./read-amount.ts";
export * from "./text.ts";
