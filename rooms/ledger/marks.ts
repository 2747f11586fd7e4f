/** The marks by which books and their entries are found. */
import type { Mark } from "../../house/facts.ts";
import type { Month } from "../../house/values/index.ts";
import type { Account } from "./accounts.ts";
import type { Purpose } from "./facts.ts";

/** The mark of a book's entries on an account, in a month, or both; each may be left out. */
export function entryMark(book: string, account: Account | null, month: Month | null): Mark {
  return `book:${book}:${account ?? ""}:${month ?? ""}`;
}

/** The mark of what is about a delivery, an offer or a need. */
export const aboutMark = (id: string): Mark => `about:${id}`;

/** The mark of the books of an agreement. */
export const ownBookMark = (agreement: string): Mark => `book-of:${agreement}`;

/** The mark of both ends of a transfer between books. */
export const linkMark = (link: string): Mark => `between:${link}`;

/** The mark of books of one purpose that are of no agreement. */
export const purposeMark = (purpose: Purpose): Mark => `books:${purpose}`;

type Lines = readonly { account: Account }[];
type Lasting = { book: string; month: Month; lines: Lines; marks: readonly Mark[] };

/** Those of the entry before: what a bank's file brings in lies on the same accounts, mostly. */
let last: Lasting = { book: "", month: "", lines: [], marks: [] };

/** The marks of an entry with such lines, for its book, month and accounts. */
export function linesMarks(book: string, month: Month, lines: Lines): readonly Mark[] {
  const isLast = last.book === book && last.month === month && lines.length === last.lines.length;
  if (isLast && lines.every(({ account }, at) => account === last.lines[at]?.account))
    return last.marks;
  const accounts = [...new Set(lines.map(({ account }) => account))];
  const marks = [
    entryMark(book, null, month),
    ...accounts.flatMap((one) => [entryMark(book, one, null), entryMark(book, one, month)]),
  ];
  last = { book, month, lines: lines.map(({ account }) => ({ account })), marks };
  return marks;
}
