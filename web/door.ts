/** Web's own pages, as a door like any room's: the first one, the keeper's, a kept form, tokens. */
import type { Door, Route } from "../house/door.ts";

const closed = () => import("./pages/closed.page.tsx");
const closedDue = () => import("./pages/closed-due.page.tsx");
const closedEnd = () => import("./pages/closed-end.page.tsx");

/** The routes; each page's module is loaded when it is first opened. */
export const webDoor: Door = {
  onNode: [
    {
      ...{ method: "GET", path: "/", open: "everyone" },
      answer: async (visit) => (await import("./pages/front.page.tsx")).frontPage(visit),
    },
    {
      ...{ method: "GET", path: "/spaces", open: "signed-in" },
      answer: async (visit) => (await import("./pages/spaces.page.tsx")).spacesPage(visit),
    },
    {
      ...{ method: "GET", path: "/closed", open: "signed-in" },
      answer: async (visit) => (await closed()).closedPage(visit),
    },
    ...(
      ["confirmation", "request", "agreement", "withdrawal", "reopening", "keeping"] as const
    ).map(
      (what): Route => ({
        ...{ method: "POST", path: `/closed/${what}`, open: "signed-in" },
        answer: async (visit) => (await closed()).actOnClosed(visit, what),
      }),
    ),
    {
      ...{ method: "GET", path: "/closed/end/:id", open: "signed-in" },
      answer: async (visit) => (await closedEnd()).closedEndPage(visit),
    },
    {
      ...{ method: "POST", path: "/closed/end/:id", open: "signed-in", unkept: true },
      answer: async (visit) => (await closedEnd()).endClosed(visit),
    },
    {
      ...{ method: "GET", path: "/closed/letter/:id/:breach/:line", open: "signed-in" },
      answer: async (visit) => (await closedDue()).closedLetter(visit),
    },
    {
      ...{ method: "GET", path: "/keeper", open: "keeper" },
      answer: async (visit) => (await import("./pages/keeper.page.tsx")).keeperPage(visit),
    },
  ],
  inSpace: [
    {
      ...{ method: "GET", path: "/elsewhere", open: "member" },
      answer: async (visit) => (await import("./pages/elsewhere.page.tsx")).elsewherePage(visit),
    },
    {
      ...{ method: "GET", path: "/files/:id", open: "everyone" },
      answer: async (visit) => (await import("./media.ts")).fileOf(visit),
    },
    {
      ...{ method: "GET", path: "/log", open: "everyone" },
      answer: async (visit) => (await import("./pages/log.page.tsx")).logPage(visit),
    },
    {
      ...{ method: "GET", path: "/kept-form", open: "party" },
      answer: async (visit) => (await import("./pages/kept-form.page.tsx")).keptFormPage(visit),
    },
    {
      ...{ method: "POST", path: "/kept-form/removal", open: "party" },
      answer: async (visit) => (await import("./pages/kept-form.page.tsx")).removeKept(visit),
    },
    {
      ...{ method: "GET", path: "/tokens", open: "member" },
      answer: async (visit) => (await import("./pages/tokens.page.tsx")).tokensPage(visit),
    },
    {
      ...{ method: "POST", path: "/tokens", open: "member" },
      answer: async (visit) => (await import("./pages/tokens.page.tsx")).makeOne(visit),
    },
    {
      ...{ method: "POST", path: "/tokens/:id/end", open: "member" },
      answer: async (visit) => (await import("./pages/tokens.page.tsx")).endOne(visit),
    },
  ],
};
