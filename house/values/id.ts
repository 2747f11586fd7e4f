import { z } from "zod";

/** How every id is written: 128 random bits as 32 lower-case hex digits (specs/values.md §1). */
export const ID_PATTERN = /^[0-9a-f]{32}$/;

/** A random id: of a thing, an entry, a circle. Never ordered by time, never derived from data. */
export type Id = string;

/** A person as this space knows them: a random id that means nothing in any other space. */
export type Someone = Id;

/** What a group calls something (a category, an item, a unit, a place): the id of that thing. */
export type Term = Id;

/** Shape of an {@link Id}. */
export const idSchema = z.string().regex(ID_PATTERN, "id.shape").meta({ id: "Id" });

/** Shape of a {@link Term}. */
export const termSchema = z.string().regex(ID_PATTERN, "id.shape").meta({ id: "Term" });

/** Whether a code is the id of a term rather than a built-in code. */
export function isTerm(code: string): boolean {
  return ID_PATTERN.test(code);
}
