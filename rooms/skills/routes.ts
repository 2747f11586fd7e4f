/** The room's addresses. What a code opens lies on the node itself, so that it names no group. */
import type { Door, Route, SpaceVisit, Visit } from "../../house/door.ts";

const list = () => import("./pages/skills.page.tsx");
const saying = () => import("./pages/say.page.tsx");
const one = () => import("./pages/skill.page.tsx");
const mine = () => import("./pages/mine.page.tsx");
const theirs = () => import("./pages/theirs.page.tsx");
const asked = () => import("./pages/introductions.page.tsx");
const held = () => import("./pages/introduction.page.tsx");

type Answer<V extends Visit> = Route<V>["answer"];
const route =
  <V extends Visit>(method: Route["method"], open: Route["open"]) =>
  (path: string, answer: Answer<V>): Route<V> => ({ method, path, open, answer });
const get = route<SpaceVisit>("GET", "member");
const post = route<SpaceVisit>("POST", "member");
const shown = route<SpaceVisit>("GET", "ally");
const sent = route<SpaceVisit>("POST", "ally");
const code = route<Visit>("POST", "everyone");
const OURS = "/ally/skills";
const ASKED = "/ally/introductions";

/** The routes. */
export const door: Door = {
  inSpace: [
    get("/skills", async (v) => (await list()).skillsPage(v)),
    get("/skills/new", async (v) => (await saying()).sayPage(v)),
    post("/skills/new", async (v) => (await saying()).say(v)),
    get("/skills/mine", async (v) => (await mine()).minePage(v)),
    post("/skills/mine/:id/term", async (v) => (await mine()).keep(v)),
    post("/skills/mine/:id/end", async (v) => (await mine()).end(v)),
    post("/skills/mine/:id/answers", async (v) => (await mine()).answer(v)),
    get("/skills/:id", async (v) => (await one()).skillPage(v)),
    post("/skills/:id/requests", async (v) => (await one()).ask(v)),
    post("/skills/:id/requests/end", async (v) => (await one()).withdraw(v)),
    post("/skills/:id/end", async (v) => (await one()).end(v)),
    get("/introductions", async (v) => (await asked()).introductionsPage(v)),
    post("/introductions", async (v) => (await asked()).introduce(v)),
    post("/introductions/between", async (v) => (await asked()).between(v)),
    post("/introductions/:id/passing", async (v) => (await asked()).passOn(v)),
    post("/introductions/:id/end", async (v) => (await asked()).end(v)),
    shown(OURS, async (v) => (await theirs()).theirsPage(v)),
    sent(OURS, async (v) => (await theirs()).say(v)),
    sent(`${OURS}/:id/term`, async (v) => (await theirs()).keep(v)),
    sent(`${OURS}/:id/end`, async (v) => (await theirs()).end(v)),
    sent(`${OURS}/:id/answers`, async (v) => (await theirs()).answer(v)),
    shown(ASKED, async (v) => (await asked()).introductionsPage(v)),
    sent(ASKED, async (v) => (await asked()).introduce(v)),
    sent(`${ASKED}/:id/end`, async (v) => (await asked()).end(v)),
  ],
  onNode: [
    route("GET", "everyone")("/introduction", async (v) => (await held()).codePage(v)),
    code("/introduction", async (v) => (await held()).sidePage(v)),
    code("/introduction/answer", async (v) => (await held()).answer(v)),
  ],
  nav: [],
};
