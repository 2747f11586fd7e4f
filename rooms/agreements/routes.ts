/** The room's addresses. */
import type { Door, Route, SpaceVisit } from "../../house/door.ts";

const list = () => import("./pages/list.page.tsx");
const one = () => import("./pages/agreement.page.tsx");
const draft = () => import("./pages/draft.page.tsx");
const version = () => import("./pages/version.page.tsx");
const changes = () => import("./pages/changes.page.tsx");
const lines = () => import("./pages/lines.page.tsx");
const ticks = () => import("./pages/ticks.page.tsx");
const lent = () => import("./pages/lent.page.tsx");
const texts = () => import("./pages/texts.page.tsx");
const stopping = () => import("./pages/stop.page.tsx");
const papers = () => import("./pages/papers.page.tsx");

type Answer = Route<SpaceVisit>["answer"];
const route = (method: Route["method"], open: Route["open"]) => (path: string, answer: Answer) => {
  return { method, open, path: `/agreements${path}`, answer } as const;
};
const get = route("GET", "party");
const post = route("POST", "party");
/** The local group's alone. */
const local = { get: route("GET", "member"), post: route("POST", "member") };

/** What the room hands to `web/`. */
export const door: Door = {
  inSpace: [
    get("", async (v) => (await list()).agreementsPage(v)),
    get("/new", async (v) => (await list()).newPage(v)),
    post("/new", async (v) => (await list()).begin(v)),
    get("/:id", async (v) => (await one()).agreementPage(v)),
    local.post("/:id/notes", async (v) => (await one()).writeNote(v)),
    local.post("/:id/notes/:note/removal", async (v) => (await one()).takeNoteBack(v)),
    get("/:id/draft", async (v) => (await draft()).draftPage(v)),
    post("/:id/draft/removal", async (v) => (await draft()).dropDraft(v)),
    get("/:id/clauses/new", async (v) => (await draft()).clausePage(v)),
    post("/:id/clauses/new", async (v) => (await draft()).writeClause(v)),
    get("/:id/clauses/:clause", async (v) => (await draft()).clausePage(v)),
    post("/:id/clauses/:clause", async (v) => (await draft()).writeClause(v)),
    post("/:id/clauses/:clause/removal", async (v) => (await draft()).strike(v)),
    get("/:id/changes", async (v) => (await changes()).changesPage(v)),
    get("/:id/proposal", async (v) => (await version()).proposalPage(v)),
    post("/:id/proposal", async (v) => (await version()).propose(v)),
    get("/:id/signature", async (v) => (await version()).signPage(v)),
    post("/:id/signature", async (v) => (await version()).sign(v)),
    local.post("/:id/rest", async (v) => (await version()).waive(v)),
    post("/:id/refusal", async (v) => (await version()).decline(v)),
    local.get("/:id/ticks", async (v) => (await ticks()).ticksPage(v)),
    local.post("/:id/ticks", async (v) => (await ticks()).tick(v)),
    local.get("/:id/ticks/end", async (v) => (await ticks()).endTicksPage(v)),
    local.post("/:id/ticks/end", async (v) => (await ticks()).endTicks(v)),
    get("/:id/ticks/stopped", async (v) => (await ticks()).ticksStoppedPage(v)),
    get("/:id/kept", async (v) => (await lent()).keptPage(v)),
    get("/:id/lines", async (v) => (await lines()).takePage(v)),
    post("/:id/lines", async (v) => (await lines()).take(v)),
    local.post("/:id/lines/:line/arrival", async (v) => (await lines()).letCome(v)),
    get("/:id/end", async (v) => (await stopping()).endPage(v)),
    post("/:id/pause", async (v) => (await stopping()).pause(v)),
    post("/:id/end", async (v) => (await stopping()).end(v)),
    post("/:id/going-on", async (v) => (await stopping()).goOn(v)),
    get("/:id/stopped", async (v) => (await stopping()).stoppedPage(v)),
    local.get("/:id/texts", async (v) => (await texts()).textsPage(v)),
    local.post("/:id/texts/removal", async (v) => (await texts()).eraseText(v)),
    get("/:id/sheet", async (v) => (await papers()).sheetPage(v)),
    get("/:id/agreement.json", async (v) => (await papers()).fileOf(v)),
  ],
  nav: [{ key: "agreements.title", path: "/agreements", open: "ally" }],
};
