/** The room's addresses. What paper names lies on the node itself, so that it names no group. */
import type { Door, Route, SpaceVisit, Visit } from "../../house/door.ts";

const list = () => import("./pages/permissions.page.tsx");
const person = () => import("./pages/person.page.tsx");
const asking = () => import("./pages/asking.page.tsx");
const one = () => import("./pages/permission.page.tsx");
const answers = () => import("./pages/answers.page.tsx");
const stopping = () => import("./pages/stopped.page.tsx");
const papers = () => import("./pages/papers.page.tsx");
const words = () => import("./pages/sayings.page.tsx");
const pictures = () => import("./pages/pictures.tsx");
const spoken = () => import("./pages/spoken.tsx");
const recordings = () => import("./pages/recordings.tsx");
const meeting = () => import("./pages/meeting.tsx");
const holding = () => import("./pages/holder.page.tsx");

type Answer<V extends Visit> = Route<V>["answer"];
const route =
  <V extends Visit>(method: Route["method"], open: Route["open"]) =>
  (path: string, answer: Answer<V>): Route<V> => ({ method, path, open, answer });

const get = route<SpaceVisit>("GET", "member");
const post = route<SpaceVisit>("POST", "member");
const open = route<SpaceVisit>("GET", "everyone");
const held = (path: string, answer: Answer<Visit>): Route => {
  return { method: "POST", open: "everyone", path: `/permission${path}`, answer };
};

/** What the room hands to `web/`. */
export const door: Door = {
  inSpace: [
    get("/permissions", async (v) => (await list()).permissionsPage(v)),
    get("/permissions/people", async (v) => (await list()).peoplePage(v)),
    get("/permissions/people/new", async (v) => (await list()).newPersonPage(v)),
    post("/permissions/people/new", async (v) => (await list()).notePerson(v)),
    get("/permissions/people/:id", async (v) => (await person()).personPage(v)),
    post("/permissions/people/:id/name", async (v) => (await person()).rename(v)),
    post("/permissions/people/:id/beside", async (v) => (await person()).nameBeside(v)),
    post("/permissions/people/:id/names/removal", async (v) => (await person()).takeNames(v)),
    post("/permissions/people/:id/absence", async (v) => (await person()).sayAbsent(v)),
    post("/permissions/people/:id/word", async (v) => (await person()).speakFor(v)),
    post("/permissions/people/:id/return", async (v) => (await person()).sayBack(v)),
    post("/permissions/people/:id/end", async (v) => (await person()).stopAll(v)),
    post("/permissions/people/:id/meeting", async (v) => (await meeting()).meet(v)),
    post("/permissions/people/:id/words", async (v) => (await person()).write(v)),
    get("/permissions/people/:id/asking", async (v) => (await asking()).askingPage(v)),
    post("/permissions/people/:id/asking", async (v) => (await asking()).ask(v)),
    get("/permissions/:id", async (v) => (await one()).permissionPage(v)),
    post("/permissions/:id/end", async (v) => (await stopping()).withdraw(v)),
    get("/permissions/:id/end", async (v) => (await stopping()).endPage(v)),
    post("/permissions/:id/group-end", async (v) => (await stopping()).groupEnd(v)),
    get("/permissions/:id/stopped", async (v) => (await stopping()).stoppedPage(v)),
    get("/permissions/:id/yes", async (v) => (await answers()).yesPage(v)),
    post("/permissions/:id/yes", async (v) => (await answers()).hear(v)),
    post("/permissions/:id/digits", async (v) => (await answers()).confirm(v)),
    post("/permissions/:id/no", async (v) => (await answers()).sayNo(v)),
    get("/permissions/:id/renewal", async (v) => (await answers()).renewalPage(v)),
    post("/permissions/:id/renewal", async (v) => (await answers()).renew(v)),
    post("/permissions/:id/code", async (v) => (await papers()).newCode(v)),
    post("/permissions/:id/notice/removal", async (v) => (await one()).takeNotice(v)),
    post("/permissions/:id/recording", async (v) => (await recordings()).keep(v)),
    post("/permissions/:id/recordings/:recording/removal", async (v) =>
      (await recordings()).wipe(v),
    ),
    get("/permissions/:id/sheet", async (v) => (await papers()).sheetPage(v)),
    get("/permissions/:id/record.json", async (v) => (await papers()).recordFile(v)),
    open("/sayings", async (v) => (await words()).sayingsPage(v)),
    open("/sayings/:id", async (v) => (await words()).sayingPage(v)),
    post("/sayings/:id/showing", async (v) => (await words()).show(v)),
    post("/sayings/:id/end", async (v) => (await words()).takeDown(v)),
    post("/sayings/:id/passing", async (v) => (await words()).passOn(v)),
    post("/sayings/:id/handing", async (v) => (await words()).handOn(v)),
    post("/sayings/:id/pictures", async (v) => (await pictures()).keep(v)),
    post("/sayings/:id/pictures/:picture/showing", async (v) => (await pictures()).show(v)),
    post("/sayings/:id/spoken", async (v) => (await spoken()).keep(v)),
    post("/sayings/:id/spoken/:spoken/showing", async (v) => (await spoken()).show(v)),
    post("/sayings/:id/spoken/:spoken/end", async (v) => (await spoken()).takeDown(v)),
    post("/sayings/:id/spoken/:spoken/removal", async (v) => (await spoken()).wipe(v)),
    post("/sayings/:id/pictures/:picture/end", async (v) => (await pictures()).takeDown(v)),
    post("/sayings/:id/pictures/:picture/removal", async (v) => (await pictures()).wipe(v)),
    post("/sayings/:id/removal", async (v) => (await words()).wipe(v)),
  ],
  onNode: [
    route("GET", "everyone")("/permission", async (v) => (await holding()).codePage(v)),
    route("GET", "everyone")("/permission/heard/:pass", async (v) =>
      (await import("./recordings.ts")).heardReply(v),
    ),
    held("", async (v) => (await holding()).lookUp(v)),
    held("/yes", async (v) => (await holding()).give(v)),
    held("/no", async (v) => (await holding()).refuseIt(v)),
    held("/later", async (v) => (await holding()).defer(v)),
    held("/end", async (v) => (await holding()).withdraw(v)),
    held("/renewal", async (v) => (await holding()).renew(v)),
    held("/record", async (v) => (await holding()).record(v)),
  ],
};
