/** The room's addresses. What paper names lies on the node itself, so that it names no group. */
import type { Door, Route, SpaceVisit, Visit } from "../../house/door.ts";

const list = () => import("./pages/shifts.page.tsx");
const asking = () => import("./pages/ask.page.tsx");
const one = () => import("./pages/shift.page.tsx");
const taking = () => import("./pages/take.tsx");
const changing = () => import("./pages/change.page.tsx");
const mine = () => import("./pages/mine.page.tsx");
const theirs = () => import("./pages/theirs.page.tsx");
const given = () => import("./pages/hours.page.tsx");
const saying = () => import("./pages/say.page.tsx");
const rota = () => import("./pages/rota.page.tsx");
const held = () => import("./pages/turn.page.tsx");

type Answer<V extends Visit> = Route<V>["answer"];
const route =
  <V extends Visit>(method: Route["method"], open: Route["open"]) =>
  (path: string, answer: Answer<V>): Route<V> => ({ method, path, open, answer });
const shown = route<SpaceVisit>("GET", "everyone");
const sent = route<SpaceVisit>("POST", "everyone");
const get = route<SpaceVisit>("GET", "member");
const post = route<SpaceVisit>("POST", "member");
const code = route<Visit>("POST", "everyone");
const own = route<SpaceVisit>("POST", "own-ally");
const OURS = "/ally/shifts";

/** The routes. */
export const door: Door = {
  inSpace: [
    shown("/shifts", async (v) => (await list()).shiftsPage(v)),
    get("/shifts/new", async (v) => (await asking()).askPage(v)),
    post("/shifts/new", async (v) => (await asking()).ask(v)),
    get("/shifts/mine", async (v) => (await mine()).minePage(v)),
    post("/shifts/mine/:id/leaving", async (v) => (await mine()).leave(v)),
    post("/shifts/mine/:id/search", async (v) => (await mine()).offerOn(v)),
    post("/shifts/mine/:id/search/end", async (v) => (await mine()).keep(v)),
    post("/shifts/mine/:id/paper", async (v) => (await mine()).letOnPaper(v)),
    post("/shifts/mine/:id/paper/end", async (v) => (await mine()).takeOffPaper(v)),
    post("/shifts/mine/:id/hours", async (v) => (await mine()).say(v)),
    shown("/shifts/:id", async (v) => (await one()).shiftPage(v)),
    sent("/shifts/:id/places", async (v) => (await taking()).take(v)),
    post("/shifts/:id/answers", async (v) => (await taking()).answer(v)),
    get("/shifts/:id/rota", async (v) => (await rota()).rotaPage(v)),
    post("/shifts/:id/relief", async (v) => (await taking()).takeOver(v)),
    get("/shifts/:id/revision", async (v) => (await changing()).changePage(v)),
    post("/shifts/:id/revision", async (v) => (await changing()).move(v)),
    post("/shifts/:id/limits", async (v) => (await changing()).setLimits(v)),
    post("/shifts/:id/showing", async (v) => (await changing()).show(v)),
    post("/shifts/:id/showing/end", async (v) => (await changing()).quiet(v)),
    post("/shifts/:id/end", async (v) => (await changing()).callOff(v)),
    post("/shifts/:id/removal", async (v) => (await changing()).empty(v)),
    get("/hours", async (v) => (await given()).hoursPage(v)),
    post("/hours", async (v) => (await given()).confirm(v)),
    get("/hours/new", async (v) => (await saying()).sayPage(v)),
    post("/hours/new", async (v) => (await saying()).say(v)),
    route<SpaceVisit>("GET", "own-ally")(OURS, async (v) => (await theirs()).theirsPage(v)),
    own(`${OURS}/:id/leaving`, async (v) => (await theirs()).leave(v)),
    own(`${OURS}/:id/hours`, async (v) => (await theirs()).say(v)),
  ],
  onNode: [
    route("GET", "everyone")("/turn", async (v) => (await held()).codePage(v)),
    code("/turn", async (v) => (await held()).turnPage(v)),
    code("/turn/leaving", async (v) => (await held()).leave(v)),
    code("/turn/search", async (v) => (await held()).offerOn(v)),
    code("/turn/search/end", async (v) => (await held()).keep(v)),
    code("/turn/paper", async (v) => (await held()).letOnPaper(v)),
    code("/turn/paper/end", async (v) => (await held()).takeOffPaper(v)),
    code("/turn/hours", async (v) => (await held()).say(v)),
    code("/turn/erasure", async (v) => (await held()).forget(v)),
  ],
  nav: [
    { key: "hours.nav", path: "/shifts", open: "member" },
    { key: "hours.theirs.title", path: OURS, open: "ally" },
  ],
};
