/** Links with an end to one book, or to several: who holds one reads sums, and no lines. */
import { z } from "zod";
import { isShared, isWithin } from "../../house/circles.ts";
import type { Thing } from "../../house/facts.ts";
import { defineKind } from "../../house/facts.ts";
import { idSchema } from "../../house/values/index.ts";

/** A link to a book holds at most this many days. */
export const LINK_DAYS_MAX = 90;
/** Links to one book that hold at a time. */
export const LINKS_MAX = 20;

/** Books that one link opens. */
export const LINK_BOOKS_MAX = 12;

/** A link to books, folded; whether it still opens is asked with the time. */
export type BookLinkState = {
  books: string[];
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
    {
      type: "book-link.made/2",
      record: z.strictObject({
        ...{ hash: z.string().regex(/^[0-9a-f]{64}$/), until: z.int().positive() },
        books: z.array(idSchema).min(1).max(LINK_BOOKS_MAX),
      }),
      marks: ({ record }) => ({
        record: [
          bookLinkMark(String(record["hash"])),
          ...(record["books"] as string[]).map(bookLinksMark),
        ],
      }),
    },
    { type: "book-link.ended/1", record: z.strictObject({}) },
  ],
  initial: { books: [], until: 0, ended: false, by: "" } as BookLinkState,
  evolve: (state, { type, record, stamp }) => {
    if (type === "book-link.ended/1") return { ...state, ended: true };
    const { until, ...said } = record as { until: number; book?: string; books?: string[] };
    const books = said.books ?? (said.book === undefined ? [] : [said.book]);
    return { books, until, ended: false, by: stamp.who };
  },
});

/**
 * Whether a link over several books may open it: the host's own. What two parties read has links of
 * its own, which both read of; a link that named other books there would tell of those.
 */
export const isLinkable = ({ circle }: Pick<Thing, "circle">): boolean =>
  !isShared(circle) && !isWithin(circle);

/** Whether it still opens now (ms), as far as itself says. */
export const holds = ({ ended, until }: BookLinkState, now: number): boolean =>
  !ended && now < until;
