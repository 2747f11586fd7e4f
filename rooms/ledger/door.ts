/** The room's routes; each page's module is loaded when it is first opened. */
import type { Door } from "../../house/door.ts";
import { bankRoutes } from "./door-bank.ts";
import { holderRoutes, ownRoutes } from "./door-own.ts";

const books = () => import("./pages/books.page.tsx");
const line = () => import("./pages/line.page.tsx");
const writing = () => import("./pages/new-line.page.tsx");
const files = () => import("./pages/files.page.tsx");
const report = () => import("./pages/report.page.tsx");
const telling = () => import("./pages/new-statement.page.tsx");
const told = () => import("./pages/statement.page.tsx");

const get = { method: "GET", open: "member" } as const;
const post = { method: "POST", open: "member" } as const;
const all = { method: "GET", open: "everyone" } as const;
/** For whoever opens the book: the group, and the other party of the agreement whose own it is. */
const both = { method: "GET", open: "party" } as const;

/** The room's pages: books are for members, statements for those they are open to. */
export const door: Door = {
  nav: [{ key: "ledger.nav", path: "/books", open: "member" }],
  inSpace: [
    { ...get, path: "/books", answer: async (visit) => (await books()).booksPage(visit) },
    { ...post, path: "/books", answer: async (visit) => (await books()).openNewBook(visit) },
    { ...get, path: "/books/new", answer: async (visit) => (await books()).newBookPage(visit) },
    {
      ...{ ...both, path: "/books/:id" },
      answer: async (visit) => (await import("./pages/book.page.tsx")).bookPage(visit),
    },
    {
      ...{ ...both, path: "/books/:id/lines" },
      answer: async (visit) => (await import("./pages/lines.page.tsx")).linesPage(visit),
    },
    {
      ...{ ...post, path: "/books/:id/lines" },
      answer: async (visit) => (await writing()).postLine(visit),
    },
    {
      ...{ ...both, path: "/books/:id/lines/:n" },
      answer: async (visit) => (await line()).linePage(visit),
    },
    {
      ...{ ...post, path: "/books/:id/lines/:n/corrections" },
      answer: async (visit) => (await line()).correctLine(visit),
    },
    {
      ...{ ...get, path: "/books/:id/new-line" },
      answer: async (visit) => (await writing()).newLinePage(visit),
    },
    {
      ...{ ...get, path: "/books/:id/new-heading" },
      answer: async (visit) => (await writing()).newHeadingPage(visit),
    },
    {
      ...{ ...post, path: "/books/:id/headings" },
      answer: async (visit) => (await writing()).addHeading(visit),
    },
    {
      ...{ ...both, path: "/books/:id/sheet" },
      answer: async (visit) => (await import("./pages/sheet.page.tsx")).sheetPage(visit),
    },
    {
      ...{ ...both, path: "/books/:id/table.csv" },
      answer: async (visit) => (await files()).tableFile(visit),
    },
    {
      ...{ ...both, path: "/books/:id/columns.txt" },
      answer: async (visit) => (await files()).columnsFile(visit),
    },
    {
      ...{ ...get, path: "/books/:id/files" },
      answer: async (visit) => (await files()).filesPage(visit),
    },
    {
      ...{ ...get, path: "/books/:id/files/book" },
      answer: async (visit) => (await files()).chosenFile(visit),
    },
    {
      ...{ ...get, path: "/books/:id/report" },
      answer: async (visit) => (await report()).reportPage(visit),
    },
    {
      ...{ ...get, path: "/books/:id/report/sheet" },
      answer: async (visit) => (await report()).reportSheet(visit),
    },
    ...bankRoutes,
    ...ownRoutes,
    {
      ...{ ...get, path: "/books/:id/statement" },
      answer: async (visit) => (await telling()).newStatementPage(visit),
    },
    {
      ...{ ...post, path: "/books/:id/statements" },
      answer: async (visit) => (await telling()).makeStatement(visit),
    },
    {
      ...{ ...all, path: "/statements" },
      answer: async (visit) => (await import("./pages/statements.page.tsx")).statementsPage(visit),
    },
    {
      ...{ ...all, path: "/statements/:id" },
      answer: async (visit) => (await told()).statementPage(visit),
    },
    {
      ...{ ...all, path: "/statements/:id/sheet" },
      answer: async (visit) => (await told()).statementSheet(visit),
    },
    {
      ...{ ...all, path: "/statements/:id/table.csv" },
      answer: async (visit) => (await told()).statementFile(visit),
    },
    {
      ...{ ...both, path: "/statements/:id/check" },
      answer: async (visit) => (await import("./pages/check.page.tsx")).checkPage(visit),
    },
    {
      ...{ ...both, path: "/statements/:id/recheck.json" },
      answer: async (visit) => (await told()).recheckedFile(visit),
    },
    {
      ...{ method: "POST", open: "ally", path: "/statements/:id/rechecks" },
      answer: async (visit) => (await import("./pages/check.page.tsx")).sayRechecked(visit),
    },
    {
      ...{ ...post, path: "/statements/:id/opening" },
      answer: async (visit) => (await told()).openToOthers(visit),
    },
    {
      ...{ ...post, path: "/statements/:id/closing" },
      answer: async (visit) => (await told()).closeToOthers(visit),
    },
  ],
  onNode: holderRoutes,
};
