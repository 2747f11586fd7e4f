/** A link with an end to one book: who holds it reads its sums, and none of its lines. */
import { z } from "zod";
import { defineKind } from "../../house/facts.ts";
import { idSchema } from "../../house/values/index.ts";

/** A link to a book holds at most this many days. */
export const LINK_DAYS_MAX = 90;
/** Links to one book that hold at a time. */
export const LINKS_MAX = 20;

/** A link to a book, folded; whether it still opens is asked with the time. */
export type BookLinkState = {
  book: string;
  until: number;
  ended: boolean;
  /** The member who made it. */
  by: string;
};

/** The mark that a link is found by: the SHA-256 of its code. */
export const bookLinkMark = (hash: string): string => `book-link:${hash}`;
/** The mark of the links to a book. */
export const bookLinksMark = (book: string): string => `book-links:${book}`;

/** Lies where its book lies, so that whoever opens the book reads who else does. */
export const bookLink = defineKind<BookLinkState>({
  kind: "book-link",
  inCircles: true,
  facts: [
    {
      type: "book-link.made/1",
      record: z.strictObject({
        ...{ book: idSchema, hash: z.string().regex(/^[0-9a-f]{64}$/), until: z.int().positive() },
      }),
      marks: ({ record }) => ({
        record: [bookLinkMark(String(record["hash"])), bookLinksMark(String(record["book"]))],
      }),
    },
    { type: "book-link.ended/1", record: z.strictObject({}) },
  ],
  initial: { book: "", until: 0, ended: false, by: "" },
  evolve: (state, { type, record, stamp }) => {
    if (type === "book-link.ended/1") return { ...state, ended: true };
    const { book, until } = record as Pick<BookLinkState, "book" | "until">;
    return { book, until, ended: false, by: stamp.who };
  },
});

/** Whether it still opens now (ms), as far as itself says. */
export const holds = ({ ended, until }: BookLinkState, now: number): boolean =>
  !ended && now < until;
