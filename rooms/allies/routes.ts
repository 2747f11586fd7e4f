/** The room's addresses. Pages load when first asked for. */
import type { Door, Route, SpaceVisit } from "../../house/door.ts";

const list = () => import("./pages/allies.page.tsx");
const asking = () => import("./pages/invite.page.tsx");
const one = () => import("./pages/ally.page.tsx");
const ending = () => import("./pages/ending.page.tsx");
const coming = () => import("./pages/coming.page.tsx");
const alliance = () => import("./pages/alliance.page.tsx");
const home = () => import("./pages/home.page.tsx");

type Answer = Route<SpaceVisit>["answer"];
type Made = Route<SpaceVisit>;
const get = (path: string, answer: Answer): Made => ({
  ...{ method: "GET", open: "member", path, answer },
});
const post = (path: string, answer: Answer, more: { unkept?: true } = {}): Made => ({
  ...{ method: "POST", open: "member", path, answer, ...more },
});
/** For those of an allied group, in the space it came along with. */
const shown = (path: string, answer: Answer): Made => ({
  ...{ method: "GET", open: "ally", path, answer },
});
const sent = (path: string, answer: Answer): Made => ({
  ...{ method: "POST", open: "ally", path, answer },
});
/** A code opens what nobody else may: it is kept nowhere. */
const unkept = { unkept: true } as const;

/** What the room hands to `web/`. */
export const door: Door = {
  inSpace: [
    get("/allies", async (v) => (await list()).alliesPage(v)),
    get("/allies/new", async (v) => (await asking()).proposePage(v)),
    post("/allies/new", async (v) => (await asking()).propose(v)),
    get("/allies/coming", async (v) => (await coming()).comingPage(v)),
    post("/allies/coming", async (v) => (await coming()).look(v), unkept),
    post("/allies/coming/confirmation", async (v) => (await coming()).come(v), unkept),
    get("/allies/:id", async (v) => (await one()).allyPage(v)),
    post("/allies/:id/code", async (v) => (await asking()).makeCode(v), unkept),
    post("/allies/:id/limits", async (v) => (await one()).setLimits(v)),
    post("/allies/:id/people/:person/refusal", async (v) => (await one()).refusePerson(v)),
    post("/allies/:id/people/:person/readmission", async (v) => (await one()).readmitPerson(v)),
    get("/allies/:id/end", async (v) => (await ending()).endPage(v)),
    post("/allies/:id/end", async (v) => (await ending()).end(v)),
    get("/alliances/:id", async (v) => (await alliance()).alliancePage(v)),
    post("/alliances/:id/entry", async (v) => (await alliance()).goIn(v)),
    get("/alliances/:id/end", async (v) => (await ending()).endOursPage(v)),
    post("/alliances/:id/end", async (v) => (await ending()).endOurs(v)),
    shown("/ally", async (v) => (await home()).homePage(v)),
    sent("/ally/name", async (v) => (await home()).rename(v)),
    sent("/ally/handle", async (v) => (await home()).callMe(v)),
    // Whoever has yet to accept what the host asks of each person may leave all the same.
    { ...sent("/ally/leaving", async (v) => (await home()).stepOut(v)), open: "own-ally" },
  ],
  nav: [
    { key: "allies.title", path: "/allies", open: "member", place: "last" },
    { key: "allies.home.nav", path: "/ally", open: "ally", place: "first" },
  ],
};
