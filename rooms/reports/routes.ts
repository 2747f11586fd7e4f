/** The room's addresses. */
import type { Door, Route, SpaceVisit } from "../../house/door.ts";

const made = () => import("./pages/reports.page.tsx");
const one = () => import("./pages/report.page.tsx");

type Answer = Route<SpaceVisit>["answer"];
const route =
  (method: Route["method"], open: Route["open"]) =>
  (path: string, answer: Answer): Route<SpaceVisit> => ({ method, path, open, answer });

/** The routes. */
export const door: Door = {
  inSpace: [
    route("GET", "member")("/reports", async (v) => (await made()).reportsPage(v)),
    route("GET", "member")("/reports/sheet", async (v) => (await made()).reportsSheet(v)),
    route("POST", "member")("/reports", async (v) => (await made()).share(v)),
    route("POST", "member")("/reports/:id/end", async (v) => (await one()).takeBack(v)),
    route("GET", "party")("/reports/:id", async (v) => (await one()).reportPage(v)),
    route("GET", "party")("/reports/:id/sheet", async (v) => (await one()).reportSheet(v)),
    route("GET", "ally")("/ally/reports", async (v) => (await one()).theirsPage(v)),
  ],
  nav: [],
};
