/** The room's addresses. Page modules load when first asked for. */
import type { Door, Reply, Route, SpaceVisit } from "../../house/door.ts";

type SpaceRoute = Route<SpaceVisit>;
type Page<M> = { load: () => Promise<M>; answer: (module: M, visit: SpaceVisit) => Promise<Reply> };

function route<M>(
  method: "GET" | "POST",
  path: string,
  open: Route["open"],
  { load, answer }: Page<M>,
): SpaceRoute {
  return { method, path, open, answer: async (visit) => answer(await load(), visit) };
}

const paste = () => import("./pages/paste.page.tsx");
const form = () => import("./pages/form.page.tsx");
const share = () => import("./pages/share.page.tsx");
const list = () => import("./pages/list.page.tsx");
const still = () => import("./pages/still.page.tsx");
const table = () => import("./pages/table.page.tsx");
const files = () => import("./pages/import.page.tsx");
const calls = () => import("./pages/calls.page.tsx");
const sheet = () => import("./pages/sheet.page.tsx");
const tables = () => import("./pages/export.ts");
const acts = () => import("./pages/need.acts.ts");
const erasure = () => import("./pages/erasure.page.tsx");
const one = () => import("./pages/need.page.tsx");
const page = () => import("./pages/public.page.tsx");

const get = <M>(path: string, open: Route["open"], of: Page<M>) => route("GET", path, open, of);
const post = <M>(path: string, of: Page<M>) => route("POST", path, "member", of);

/** The room's pages: fixed names before `:id`. */
export const door: Door = {
  inSpace: [
    get("", "everyone", { load: page, answer: (m, visit) => m.publicPage(visit) }),
    get("/needs", "everyone", { load: list, answer: (m, visit) => m.listPage(visit) }),
    post("/needs", { load: form, answer: (m, visit) => m.openNeed(visit) }),
    post("/needs/order", { load: list, answer: (m, visit) => m.setOrder(visit) }),
    get("/needs/new", "member", { load: form, answer: (m, visit) => m.newPage(visit) }),
    get("/needs/message", "member", { load: paste, answer: (m, visit) => m.messagePage(visit) }),
    post("/needs/message", { load: paste, answer: (m, visit) => m.readLines(visit) }),
    post("/needs/message/removal", { load: paste, answer: (m, visit) => m.removeMessage(visit) }),
    post("/needs/message/lines", { load: paste, answer: (m, visit) => m.saveLines(visit) }),
    get("/needs/table", "member", { load: table, answer: (m, visit) => m.tablePage(visit) }),
    post("/needs/table", { load: table, answer: (m, visit) => m.openTable(visit) }),
    get("/needs/still", "member", { load: still, answer: (m, visit) => m.stillPage(visit) }),
    post("/needs/still", { load: still, answer: (m, visit) => m.answerStill(visit) }),
    get("/needs/calls", "member", { load: calls, answer: (m, visit) => m.callsPage(visit) }),
    get("/needs/sheet", "member", { load: sheet, answer: (m, visit) => m.sheetPage(visit) }),
    get("/needs/import", "member", { load: files, answer: (m, visit) => m.importPage(visit) }),
    post("/needs/import", { load: files, answer: (m, visit) => m.previewImport(visit) }),
    post("/needs/import/rows", { load: files, answer: (m, visit) => m.runImport(visit) }),
    get("/needs/needs.csv", "everyone", {
      load: tables,
      answer: (m, visit) => m.exportNeeds(visit, false),
    }),
    get("/needs/needs-hxl.csv", "everyone", {
      load: tables,
      answer: (m, visit) => m.exportNeeds(visit, true),
    }),
    get("/share", "member", { load: share, answer: (m, visit) => m.sharePage(visit) }),
    post("/share/opening", { load: share, answer: (m, visit) => m.openPage(visit) }),
    post("/share/links", { load: share, answer: (m, visit) => m.shareLink(visit) }),
    get("/needs/:id", "everyone", { load: one, answer: (m, visit) => m.needPage(visit) }),
    get("/needs/:id/revision", "member", {
      load: form,
      answer: (m, visit) => m.revisionPage(visit),
    }),
    post("/needs/:id/revision", { load: form, answer: (m, visit) => m.reviseNeed(visit) }),
    get("/needs/:id/erasure", "member", {
      load: erasure,
      answer: (m, visit) => m.erasurePage(visit),
    }),
    post("/needs/:id/erasure", { load: erasure, answer: (m, visit) => m.erase(visit) }),
    post("/needs/:id/state", { load: acts, answer: (m, visit) => m.changeState(visit) }),
    post("/needs/:id/notes", { load: acts, answer: (m, visit) => m.writeNote(visit) }),
  ],
  nav: [{ key: "needs.nav.list", path: "/needs", open: "member" }],
};
