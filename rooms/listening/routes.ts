/** The room's addresses. Pages load when first asked for. */
import type { Door, Route, SpaceVisit } from "../../house/door.ts";

const list = () => import("./pages/sessions.page.tsx");
const form = () => import("./pages/form.page.tsx");
const one = () => import("./pages/session.page.tsx");
const asking = () => import("./pages/questions.page.tsx");
const picturing = () => import("./pages/pictures.tsx");
const voicing = () => import("./pages/sounds.tsx");
const hearing = () => import("./pages/heard.page.tsx");
const growing = () => import("./pages/grow.page.tsx");
const numbers = () => import("./pages/numbers.page.tsx");
const texts = () => import("./pages/texts.page.tsx");
const showing = () => import("./pages/showing.page.tsx");
const files = () => import("./pages/files.page.tsx");
const knowing = () => import("./pages/norms.page.tsx");
const norm = () => import("./pages/norm.page.tsx");

type Answer = Route<SpaceVisit>["answer"];
const open = (path: string, answer: Answer): Route<SpaceVisit> => {
  return { method: "GET", open: "everyone", path, answer };
};
const get = (path: string, answer: Answer): Route<SpaceVisit> => {
  return { method: "GET", open: "member", path, answer };
};
const post = (path: string, answer: Answer): Route<SpaceVisit> => {
  return { method: "POST", open: "member", path, answer };
};

/** What the room hands to `web/`. */
export const door: Door = {
  inSpace: [
    open("/listening", async (v) => (await list()).sessionsPage(v)),
    get("/listening/new", async (v) => (await form()).newPage(v)),
    post("/listening/new", async (v) => (await form()).openOne(v)),
    get("/listening/figures.csv", async (v) => (await files()).figuresFile(v)),
    open("/listening/:id", async (v) => (await one()).sessionPage(v)),
    get("/listening/:id/revision", async (v) => (await form()).revisionPage(v)),
    post("/listening/:id/revision", async (v) => (await form()).correct(v)),
    get("/listening/:id/questions", async (v) => (await asking()).questionsPage(v)),
    post("/listening/:id/questions", async (v) => (await asking()).ask(v)),
    post("/listening/:id/questions/:item/removal", async (v) => (await asking()).drop(v)),
    post("/listening/:id/questions/:item/picture", async (v) => (await picturing()).picture(v)),
    post("/listening/:id/questions/:item/picture/removal", async (v) =>
      (await picturing()).unpicture(v),
    ),
    post("/listening/:id/questions/:item/sound", async (v) => (await voicing()).voice(v)),
    post("/listening/:id/questions/:item/sound/removal", async (v) => (await voicing()).unvoice(v)),
    get("/listening/:id/sheet", async (v) => (await files()).sheetPage(v)),
    get("/listening/:id/heard", async (v) => (await hearing()).heardPage(v)),
    post("/listening/:id/heard", async (v) => (await hearing()).hear(v)),
    get("/listening/:id/heard/:item", async (v) => (await hearing()).itemPage(v)),
    post("/listening/:id/heard/:item", async (v) => (await hearing()).reword(v)),
    post("/listening/:id/heard/:item/removal", async (v) => (await hearing()).drop(v)),
    get("/listening/:id/heard/:item/need", async (v) => (await growing()).growPage(v)),
    post("/listening/:id/heard/:item/need", async (v) => (await growing()).grow(v)),
    get("/listening/:id/numbers", async (v) => (await numbers()).numbersPage(v)),
    post("/listening/:id/numbers", async (v) => (await numbers()).sayNumbers(v)),
    get("/listening/:id/texts", async (v) => (await texts()).textsPage(v)),
    post("/listening/:id/texts", async (v) => (await texts()).write(v)),
    get("/listening/:id/showing", async (v) => (await showing()).showingPage(v)),
    post("/listening/:id/showing", async (v) => (await showing()).show(v)),
    post("/listening/:id/showing/end", async (v) => (await showing()).quiet(v)),
    post("/listening/:id/use", async (v) => (await showing()).sayUse(v)),
    get("/listening/:id/removal", async (v) => (await showing()).removalPage(v)),
    post("/listening/:id/removal", async (v) => (await showing()).takeOut(v)),
    open("/to-know", async (v) => (await knowing()).normsPage(v)),
    get("/to-know/new", async (v) => (await norm()).newPage(v)),
    post("/to-know/new", async (v) => (await norm()).tell(v)),
    get("/to-know/:id", async (v) => (await norm()).normPage(v)),
    post("/to-know/:id", async (v) => (await norm()).change(v)),
    post("/to-know/:id/texts", async (v) => (await norm()).word(v)),
    post("/to-know/:id/showing", async (v) => (await norm()).show(v)),
    post("/to-know/:id/showing/end", async (v) => (await norm()).quiet(v)),
    post("/to-know/:id/removal", async (v) => (await norm()).takeOut(v)),
  ],
  nav: [{ key: "listening.nav", path: "/listening", open: "member" }],
};
