/** The room's addresses. Pages load when first asked for. */
import type { Door, Route, SpaceVisit } from "../../house/door.ts";
import { above } from "./above.ts";
import { ALLY_CONDUCT, CONDUCT } from "./conduct.ts";

const firstRun = () => import("./pages/first-run.page.tsx");
const newGroup = () => import("./pages/new-group.page.tsx");
const settings = () => import("./pages/settings.page.tsx");
const protection = () => import("./pages/protection.page.tsx");
const profile = () => import("./pages/profile.page.tsx");
const finding = () => import("./pages/finding.page.tsx");
const words = () => import("./pages/words.page.tsx");
const end = () => import("./pages/end.page.tsx");
const shutters = () => import("./pages/shutters.page.tsx");
const word = () => import("./pages/word.page.tsx");
const joint = () => import("./pages/joint.page.tsx");
const copies = () => import("./pages/copies.page.tsx");
const kept = () => import("./pages/safekeeping.page.tsx");
const keepers = () => import("./pages/keepers.page.tsx");
const publisher = () => import("./pages/publisher.page.tsx");
const silence = () => import("./pages/silence.page.tsx");
const register = () => import("./pages/register.page.tsx");
const times = () => import("./pages/times.page.tsx");
const timesPreview = () => import("./pages/times-preview.page.tsx");
const leaving = () => import("./pages/leaving.page.tsx");
const conduct = () => import("./pages/conduct.page.tsx");
const conductWords = () => import("./pages/conduct-words.page.tsx");
const accepted = () => import("./pages/accepted.page.tsx");

type Answer = Route<SpaceVisit>["answer"];
const get = (path: string, answer: Answer): Route<SpaceVisit> => ({
  ...{ method: "GET", open: "member", path: `/settings${path}`, answer },
});
const post = (path: string, answer: Answer): Route<SpaceVisit> => ({
  ...{ method: "POST", open: "member", path: `/settings${path}`, answer },
});
/** Routes beside the settings, for every member. */
const beside = (
  method: "GET" | "POST",
  path: string,
  answer: Answer,
  more: { unkept?: true } = {},
): Route<SpaceVisit> => ({ method, open: "member", path, answer, ...more });
const unkept = { unkept: true } as const;

/** What the room hands to `web/`. */
export const door: Door = {
  above,
  nav: [
    {
      ...{ key: "spaces.settings.title", path: "/settings", open: "member", place: "end" },
      role: "coordination",
    },
  ],
  onNode: [
    {
      ...{ method: "GET", path: "/first-run", open: "everyone" },
      answer: async (v) => (await firstRun()).firstRunPage(v),
    },
    {
      ...{ method: "POST", path: "/first-run", open: "everyone" },
      answer: async (v) => (await firstRun()).firstRun(v),
    },
    {
      ...{ method: "GET", path: "/word", open: "everyone" },
      answer: async (v) => (await word()).wordPage(v),
    },
    {
      ...{ method: "POST", path: "/word", open: "everyone", unkept: true },
      answer: async (v) => (await word()).leaveWord(v),
    },
    {
      ...{ method: "GET", path: "/word/noted", open: "everyone" },
      answer: async (v) => (await word()).notedPage(v),
    },
    {
      ...{ method: "GET", path: "/groups/new", open: "signed-in" },
      answer: async (v) => (await newGroup()).newGroupPage(v),
    },
    {
      ...{ method: "POST", path: "/groups/new", open: "signed-in" },
      answer: async (v) => (await newGroup()).newGroup(v),
    },
    {
      ...{ method: "POST", path: "/groups/founders", open: "keeper" },
      answer: async (v) => (await newGroup()).setFounders(v),
    },
  ],
  inSpace: [
    {
      ...{ method: "GET", open: "own", path: "/shutters" },
      answer: async (v) => (await shutters()).closePage(v),
    },
    {
      ...{ method: "POST", open: "own", path: "/shutters" },
      answer: async (v) => (await shutters()).close(v),
    },
    get("/shutters", async (v) => (await shutters()).shuttersPage(v)),
    post("/shutters/wait", async (v) => (await shutters()).setWait(v)),
    {
      ...post("/shutters/sentence", async (v) => (await shutters()).setSentence(v)),
      unkept: true,
    },
    post("/shutters/sentence/removal", async (v) => (await shutters()).endSentence(v)),
    get("", async (v) => (await settings()).settingsPage(v)),
    get("/group", async (v) => (await settings()).groupPage(v)),
    post("/group", async (v) => (await settings()).setGroup(v)),
    post("/safety", async (v) => (await settings()).setSafety(v)),
    get("/protection", async (v) => (await protection()).protectionPage(v)),
    post("/protection", async (v) => (await protection()).setAlias(v)),
    get("/profile/:block", async (v) => (await profile()).blockPage(v)),
    post("/profile/:block", async (v) => (await profile()).setBlock(v)),
    get("/not-wanted", async (v) => (await profile()).notWantedPage(v)),
    post("/not-wanted", async (v) => (await profile()).addNotWanted(v)),
    post("/not-wanted/:line/removal", async (v) => (await profile()).removeNotWanted(v)),
    get("/finding", async (v) => (await finding()).findingPage(v)),
    post("/finding", async (v) => (await finding()).makeLink(v)),
    post("/finding/opening", async (v) => (await finding()).open(v)),
    post("/finding/closing", async (v) => (await finding()).close(v)),
    post("/finding/listing", async (v) => (await finding()).list(v)),
    post("/finding/unlisting", async (v) => (await finding()).unlist(v)),
    post("/finding/:id/withdrawal", async (v) => (await finding()).withdrawLink(v)),
    get("/words", async (v) => (await words()).wordsPage(v)),
    post("/words", async (v) => (await words()).addWord(v)),
    post("/words/:id/removal", async (v) => (await words()).retireWord(v)),
    get("/publisher", async (v) => (await publisher()).publisherPage(v)),
    post("/publisher", async (v) => (await publisher()).setPublisher(v)),
    post("/publisher/removal", async (v) => (await publisher()).dropPublisher(v)),
    get("/end", async (v) => (await end()).endPage(v)),
    get("/end/confirmation", async (v) => (await end()).confirmPage(v)),
    post("/end/confirmation", async (v) => (await end()).end(v)),
    {
      ...post("/end/withdrawal", async (v) => (await end()).keep(v)),
      open: "own",
    },
    {
      ...{ method: "GET", open: "member", path: "/joint" },
      answer: async (v) => (await joint()).jointPage(v),
    },
    {
      ...{ method: "POST", open: "member", path: "/joint" },
      answer: async (v) => (await joint()).askSet(v),
    },
    {
      ...{ method: "POST", open: "member", path: "/joint/:id/agreement" },
      answer: async (v) => (await joint()).agree(v),
    },
    {
      ...{ method: "POST", open: "own", path: "/joint/:id/withdrawal" },
      answer: async (v) => (await joint()).withdraw(v),
    },
    {
      ...{ method: "GET", open: "own", path: CONDUCT },
      answer: async (v) => (await conduct()).conductPage(v),
    },
    {
      ...{ method: "POST", open: "own", path: CONDUCT },
      answer: async (v) => (await conduct()).accept(v),
    },
    {
      ...{ method: "POST", open: "own", path: `${CONDUCT}/withdrawal` },
      answer: async (v) => (await conduct()).takeBack(v),
    },
    {
      ...{ method: "GET", open: "newcomer", path: `/waiting${CONDUCT}` },
      answer: async (v) => (await conduct()).conductPage(v),
    },
    {
      ...{ method: "POST", open: "newcomer", path: `/waiting${CONDUCT}` },
      answer: async (v) => (await conduct()).accept(v),
    },
    {
      ...{ method: "GET", open: "own-ally", path: ALLY_CONDUCT },
      answer: async (v) => (await conduct()).conductPage(v),
    },
    {
      ...{ method: "POST", open: "own-ally", path: ALLY_CONDUCT },
      answer: async (v) => (await conduct()).accept(v),
    },
    {
      ...{ method: "POST", open: "own-ally", path: `${ALLY_CONDUCT}/withdrawal` },
      answer: async (v) => (await conduct()).takeBack(v),
    },
    beside("GET", `${CONDUCT}/told`, async (v) => (await accepted()).toldPage(v)),
    beside("POST", `${CONDUCT}/told`, async (v) => (await accepted()).told(v)),
    beside("GET", `${CONDUCT}/accepted`, async (v) => (await accepted()).acceptedPage(v)),
    get(CONDUCT, async (v) => (await conductWords()).conductWordsPage(v)),
    post(CONDUCT, async (v) => (await conductWords()).writeConduct(v)),
    post(`${CONDUCT}/end`, async (v) => (await conductWords()).dropConduct(v)),
    beside("GET", "/copies", async (v) => (await copies()).copiesPage(v)),
    beside("POST", "/copies", async (v) => (await copies()).askCopy(v)),
    beside("GET", "/copies/newest.age", async (v) => (await kept()).newestCopy(v)),
    beside("POST", "/copies/schedule", async (v) => (await kept()).planCopies(v)),
    beside("POST", "/copies/end", async (v) => (await kept()).stopCopies(v)),
    beside("GET", "/copies/:id", async (v) => (await copies()).takePage(v)),
    beside("POST", "/copies/:id/file", async (v) => (await copies()).takeCopy(v), unkept),
    beside("GET", "/silence", async (v) => (await silence()).silencePage(v)),
    beside("POST", "/silence", async (v) => (await silence()).askRule(v)),
    beside("POST", "/silence/end", async (v) => (await silence()).askNoRule(v)),
    beside("POST", "/silence/sign", async (v) => (await silence()).sayHere(v)),
    beside("POST", "/silence/beginning", async (v) => (await silence()).goDark(v)),
    beside("POST", "/silence/lifting", async (v) => (await silence()).askLifting(v)),
    beside("POST", "/silence/links/:id/end", async (v) => (await silence()).endLink(v)),
    beside("POST", "/silence/invitations/:id/end", async (v) => (await silence()).endInvitation(v)),
    beside("GET", "/register", async (v) => (await register()).registerPage(v)),
    beside("POST", "/register", async (v) => (await register()).check(v)),
    beside("POST", "/register/reading", async (v) => (await register()).read(v)),
    beside("GET", "/times", async (v) => (await times()).timesPage(v)),
    beside("POST", "/times", async (v) => (await times()).chooseTimes(v)),
    beside("GET", "/times/preview", async (v) => (await timesPreview()).previewPage(v)),
    beside("POST", "/times/decision", async (v) => (await timesPreview()).askTimes(v)),
    beside("POST", "/times/keeping", async (v) => (await times()).keepTimes(v)),
    beside("GET", "/keeper", async (v) => (await keepers()).keepersPage(v)),
    beside("GET", "/leaving", async (v) => (await leaving()).leavingPage(v)),
    beside("POST", "/leaving", async (v) => (await leaving()).askLeaving(v)),
    beside("GET", "/leaving/left.age", async (v) => (await leaving()).leavingFile(v)),
    beside("GET", "/leaving/:id", async (v) => (await leaving()).departurePage(v)),
    beside("POST", "/leaving/:id/departure", async (v) => (await leaving()).leave(v), unkept),
  ],
};
