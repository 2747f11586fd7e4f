/** Routes of books that two parties read, of transfers between books, and of closing a period. */
import type { Route, SpaceVisit } from "../../house/door.ts";

const own = () => import("./pages/own.page.tsx");
const move = () => import("./pages/move.page.tsx");
const exchange = () => import("./pages/exchange.page.tsx");
const line = () => import("./pages/line.page.tsx");
const recount = () => import("./pages/recount.page.tsx");
const open = () => import("./pages/public.page.tsx");
const link = () => import("./pages/link.page.tsx");
const publishing = () => import("./pages/publishing.page.tsx");
const funder = () => import("./pages/funder-links.page.tsx");
const closing = () => import("./pages/close.page.tsx");

const get = { method: "GET", open: "member" } as const;
const post = { method: "POST", open: "member" } as const;
const both = { method: "GET", open: "party" } as const;

const giver = () => import("./pages/giver.page.tsx");
/** A code is posted, never in an address. */
const held = { method: "POST", open: "everyone" } as const;

/** The holder's, beside the page of their contribution. */
export const holderRoutes: readonly Route[] = [
  { ...held, path: "/receipt/proof", answer: async (v) => (await giver()).holderProof(v) },
  { ...held, path: "/receipt/proof/file", answer: async (v) => (await giver()).holderFile(v) },
];

/** The routes. */
export const ownRoutes: readonly Route<SpaceVisit>[] = [
  {
    ...{ ...both, path: "/agreements/:id/books" },
    answer: async (visit) => (await own()).ownBooksPage(visit),
  },
  {
    ...{ ...post, path: "/agreements/:id/books" },
    answer: async (visit) => (await own()).openOwn(visit),
  },
  { ...both, path: "/contributions/:id/proof", answer: async (v) => (await giver()).proofPage(v) },
  {
    ...{ ...both, path: "/contributions/:id/giver-proof.json" },
    answer: async (visit) => (await giver()).proofFile(visit),
  },
  {
    ...get,
    path: "/books/publishing",
    answer: async (v) => (await publishing()).publishingPage(v),
  },
  {
    ...{ ...get, path: "/books/publishing/file" },
    answer: async (visit) => (await publishing()).publishedFile(visit),
  },
  { ...get, path: "/books/links", answer: async (v) => (await funder()).funderLinksPage(v) },
  { ...post, path: "/books/links", answer: async (v) => (await funder()).makeFunderLink(v) },
  {
    ...{ ...post, path: "/books/links/:link/end" },
    answer: async (visit) => (await funder()).endFunderLink(visit),
  },
  { ...get, path: "/books/between", answer: async (v) => (await recount()).betweenPage(v) },
  { ...both, path: "/books/:id/check", answer: async (v) => (await recount()).recountPage(v) },
  { ...get, path: "/books/:id/transfer", answer: async (v) => (await move()).movePage(v) },
  { ...post, path: "/books/:id/transfers", answer: async (v) => (await move()).moveIt(v) },
  { ...get, path: "/books/:id/exchange", answer: async (v) => (await exchange()).exchangePage(v) },
  { ...post, path: "/books/:id/exchanges", answer: async (v) => (await exchange()).exchangeIt(v) },
  {
    ...{ ...post, path: "/books/:id/lines/:n/both-corrections" },
    answer: async (visit) => (await line()).correctBoth(visit),
  },
  { ...both, path: "/books/:id/links", answer: async (v) => (await link()).linksPage(v) },
  { ...post, path: "/books/:id/links", answer: async (v) => (await link()).makeLink(v) },
  {
    ...{ method: "POST", open: "party", path: "/books/:id/links/:link/end" },
    answer: async (visit) => (await link()).endLink(visit),
  },
  {
    ...{ method: "GET", open: "everyone", path: "/book-links/:code" },
    answer: async (visit) => (await link()).linkedBook(visit),
  },
  { ...get, path: "/books/:id/opening", answer: async (v) => (await open()).openingPage(v) },
  { ...post, path: "/books/:id/opening", answer: async (v) => (await open()).askOpening(v) },
  { ...post, path: "/books/:id/opening/yes", answer: async (v) => (await open()).makeOpen(v) },
  { ...post, path: "/books/:id/opening/end", answer: async (v) => (await open()).closeAgain(v) },
  {
    ...{ method: "GET", open: "everyone", path: "/open-books/:id" },
    answer: async (visit) => (await open()).openBookPage(visit),
  },
  { ...get, path: "/books/:id/closing", answer: async (v) => (await closing()).closingPage(v) },
  { ...post, path: "/books/:id/closings", answer: async (v) => (await closing()).closeIt(v) },
];
