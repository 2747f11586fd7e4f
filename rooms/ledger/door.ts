/** The room's routes; each page's module is loaded when it is first opened. */
import type { Door } from "../../house/door.ts";

const books = () => import("./pages/books.page.tsx");
const line = () => import("./pages/line.page.tsx");
const writing = () => import("./pages/new-line.page.tsx");
const files = () => import("./pages/files.ts");

const get = { method: "GET", open: "member" } as const;
const post = { method: "POST", open: "member" } as const;

/** The room's pages; all of them are for members. */
export const door: Door = {
  nav: [{ key: "ledger.nav", path: "/books", open: "member" }],
  inSpace: [
    { ...get, path: "/books", answer: async (visit) => (await books()).booksPage(visit) },
    { ...post, path: "/books", answer: async (visit) => (await books()).openNewBook(visit) },
    { ...get, path: "/books/new", answer: async (visit) => (await books()).newBookPage(visit) },
    {
      ...{ ...get, path: "/books/:id" },
      answer: async (visit) => (await import("./pages/book.page.tsx")).bookPage(visit),
    },
    {
      ...{ ...get, path: "/books/:id/lines" },
      answer: async (visit) => (await import("./pages/lines.page.tsx")).linesPage(visit),
    },
    {
      ...{ ...post, path: "/books/:id/lines" },
      answer: async (visit) => (await writing()).postLine(visit),
    },
    {
      ...{ ...get, path: "/books/:id/lines/:n" },
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
      ...{ ...get, path: "/books/:id/sheet" },
      answer: async (visit) => (await import("./pages/sheet.page.tsx")).sheetPage(visit),
    },
    {
      ...{ ...get, path: "/books/:id/table.csv" },
      answer: async (visit) => (await files()).tableFile(visit),
    },
    {
      ...{ ...get, path: "/books/:id/columns.txt" },
      answer: async (visit) => (await files()).columnsFile(visit),
    },
  ],
};
