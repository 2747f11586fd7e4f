/** The room's addresses. Pages load when first asked for. */
import type { Door, Route, SpaceVisit } from "../../house/door.ts";

const list = () => import("./pages/breaches.page.tsx");
const main = () => import("./pages/breach.page.tsx");
const knowing = () => import("./pages/knowing.page.tsx");
const exposing = () => import("./pages/exposed.page.tsx");
const lines = () => import("./pages/lines.page.tsx");
const telling = () => import("./pages/telling.page.tsx");
const measures = () => import("./pages/measures.page.tsx");
const files = () => import("./pages/files.page.tsx");

type Answer = Route<SpaceVisit>["answer"];
const get = (path: string, answer: Answer): Route<SpaceVisit> => {
  return { method: "GET", open: "member", path: `/breaches${path}`, answer };
};
const post = (path: string, answer: Answer, more: { unkept?: true } = {}): Route<SpaceVisit> => {
  return { method: "POST", open: "member", path: `/breaches${path}`, answer, ...more };
};

/** What the room hands to `web/`. */
export const door: Door = {
  inSpace: [
    get("", async (v) => (await list()).breachesPage(v)),
    get("/new", async (v) => (await list()).newPage(v)),
    post("/new", async (v) => (await list()).open(v)),
    get("/:id", async (v) => (await main()).breachPage(v)),
    get("/:id/known", async (v) => (await main()).knownPage(v)),
    post("/:id/known", async (v) => (await main()).correct(v)),
    post("/:id/contact", async (v) => (await main()).nameContact(v)),
    post("/:id/words", async (v) => (await main()).write(v)),
    post("/:id/closing", async (v) => (await main()).close(v)),
    post("/:id/mistake", async (v) => (await main()).closeAsMistake(v)),
    post("/:id/reopening", async (v) => (await main()).reopen(v)),
    get("/:id/knowing", async (v) => (await knowing()).knowingPage(v)),
    post("/:id/knowing", async (v) => (await knowing()).letKnow(v)),
    post("/:id/knowing/:member/end", async (v) => (await knowing()).putOut(v)),
    get("/:id/exposed", async (v) => (await exposing()).exposedPage(v)),
    post("/:id/exposed", async (v) => (await exposing()).count(v)),
    get("/:id/lines", async (v) => (await lines()).linesPage(v)),
    post("/:id/lines", async (v) => (await lines()).addLine(v)),
    get("/:id/lines/:line", async (v) => (await telling()).linePage(v)),
    post("/:id/lines/:line/sheet", async (v) => (await telling()).sheet(v), { unkept: true }),
    post("/:id/lines/:line/telling", async (v) => (await telling()).told(v)),
    post("/:id/lines/:line/reason", async (v) => (await telling()).notNeeded(v)),
    post("/:id/lines/:line/reopening", async (v) => (await telling()).reopenLine(v)),
    get("/:id/measures", async (v) => (await measures()).measuresPage(v)),
    post("/:id/measures", async (v) => (await measures()).take(v)),
    post("/:id/measures/:measure/removal", async (v) => (await measures()).takeBack(v)),
    get("/:id/history", async (v) => (await files()).historyPage(v)),
    get("/:id/sheet", async (v) => (await files()).sheetPage(v)),
    get("/:id/breach.json", async (v) => (await files()).jsonFile(v)),
    get("/:id/breach.csv", async (v) => (await files()).csvFileOf(v)),
  ],
};
