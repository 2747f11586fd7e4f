/** The routes of bank files; each page's module is loaded when it is first opened. */
import type { Route, SpaceVisit } from "../../house/door.ts";

const bank = () => import("./pages/bank.page.tsx");
const match = () => import("./pages/match.page.tsx");
const settle = () => import("./pages/settle.page.tsx");
const rules = () => import("./pages/rules.page.tsx");
const sortings = () => import("./pages/sortings.acts.ts");

const get = { method: "GET", open: "member" } as const;
const post = { method: "POST", open: "member" } as const;

/** The routes. */
export const bankRoutes: readonly Route<SpaceVisit>[] = [
  { ...get, path: "/books/:id/bank", answer: async (visit) => (await bank()).bankPage(visit) },
  { ...post, path: "/books/:id/bank", answer: async (visit) => (await bank()).lookAtFile(visit) },
  {
    ...{ ...post, path: "/books/:id/bank/columns" },
    answer: async (visit) => (await bank()).sayColumns(visit),
  },
  {
    ...{ ...post, path: "/books/:id/bank/rows" },
    answer: async (visit) => (await bank()).bringFile(visit),
  },
  {
    ...{ ...get, path: "/books/:id/bank/:extract" },
    answer: async (visit) => (await match()).matchPage(visit),
  },
  {
    ...{ ...post, path: "/books/:id/bank/:extract/opening" },
    answer: async (visit) => (await import("./pages/opening.tsx")).writeOpening(visit),
  },
  {
    ...{ ...get, path: "/books/:id/bank/:extract/rows" },
    answer: async (visit) => (await match()).rowsPage(visit),
  },
  {
    ...{ ...get, path: "/books/:id/bank/:extract/rows/:row" },
    answer: async (visit) => (await settle()).settlePage(visit),
  },
  {
    ...{ ...post, path: "/books/:id/bank/:extract/rows/:row" },
    answer: async (visit) => (await settle()).settleRow(visit),
  },
  {
    ...{ ...post, path: "/books/:id/sortings" },
    answer: async (visit) => (await sortings()).makeSorting(visit),
  },
  { ...get, path: "/books/:id/sortings", answer: async (v) => (await rules()).rulesPage(v) },
  {
    ...get,
    path: "/books/:id/sortings/:sorting",
    answer: async (v) => (await rules()).rulePage(v),
  },
  {
    ...{ ...post, path: "/books/:id/sortings/:sorting" },
    answer: async (visit) => (await rules()).changeRule(visit),
  },
  {
    ...{ ...post, path: "/books/:id/sortings/:sorting/place" },
    answer: async (visit) => (await rules()).placeRule(visit),
  },
  {
    ...{ ...post, path: "/books/:id/sortings/:sorting/switch" },
    answer: async (visit) => (await rules()).switchRule(visit),
  },
  {
    ...{ ...post, path: "/books/:id/sortings/:sorting/end" },
    answer: async (visit) => (await sortings()).endSorting(visit),
  },
];
