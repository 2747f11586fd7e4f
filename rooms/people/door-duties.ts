/** The addresses of duties, and of a member's own time. */
import type { Route, SpaceVisit } from "../../house/door.ts";

const duties = () => import("./pages/duties.page.tsx");
const duty = () => import("./pages/duty.page.tsx");
const time = () => import("./pages/own-time.page.tsx");

type Answer = Route<SpaceVisit>["answer"];
const get = (path: string, answer: Answer): Route<SpaceVisit> => ({
  ...{ method: "GET", open: "member", path, answer },
});
const post = (path: string, answer: Answer): Route<SpaceVisit> => ({
  ...{ method: "POST", open: "member", path, answer },
});

/** All of them. */
export const dutyRoutes: readonly Route<SpaceVisit>[] = [
  get("/duties", async (v) => (await duties()).dutiesPage(v)),
  post("/duties", async (v) => (await duties()).nameDuty(v)),
  get("/duties/:id", async (v) => (await duty()).dutyPage(v)),
  post("/duties/:id/places", async (v) => (await duty()).takePlace(v)),
  post("/duties/:id/leaving", async (v) => (await duty()).putDown(v)),
  post("/duties/:id/giving", async (v) => (await duty()).givePlace(v)),
  post("/duties/:id/cover", async (v) => (await duty()).coverDuty(v)),
  post("/duties/:id/cover/end", async (v) => (await duty()).endCover(v)),
  post("/duties/:id/handing-over", async (v) => (await duty()).handOver(v)),
  post("/duties/:id/name", async (v) => (await duty()).renameDuty(v)),
  post("/duties/:id/end", async (v) => (await duty()).endDuty(v)),
  post("/duties/:id/hours", async (v) => (await duty()).setHours(v)),
  get("/membership/time", async (v) => (await time()).ownTimePage(v)),
  post("/membership/time/rest", async (v) => (await time()).rest(v)),
  post("/membership/time/rest/end", async (v) => (await time()).endRest(v)),
  post("/membership/time/quiet", async (v) => (await time()).setQuiet(v)),
  post("/membership/time/quiet/end", async (v) => (await time()).endQuiet(v)),
];
