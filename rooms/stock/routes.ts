/** The room's addresses. Pages load when first asked for. */
import type { Door, Route, SpaceVisit } from "../../house/door.ts";

const list = () => import("./pages/stock.page.tsx");
const place = () => import("./pages/place.page.tsx");
const line = () => import("./pages/line.page.tsx");
const item = () => import("./pages/item.page.tsx");
const setting = () => import("./pages/setting.page.tsx");
const giving = () => import("./pages/give.page.tsx");
const coming = () => import("./pages/arrivals.page.tsx");
const counting = () => import("./pages/count.page.tsx");
const packing = () => import("./pages/pack.page.tsx");
const papers = () => import("./pages/papers.page.tsx");
const where = () => import("./pages/where.page.tsx");
const agreed = () => import("./pages/where-agreed.page.tsx");
const feeds = () => import("./pages/where-feed.page.tsx");
const near = () => import("./pages/nearby.page.tsx");
const turns = () => import("./pages/turn.page.tsx");
const swapping = () => import("./pages/swaps.page.tsx");
const legs = () => import("./pages/legs.page.tsx");
const checking = () => import("./pages/check.page.tsx");

type Answer = Route<SpaceVisit>["answer"];
const get = (path: string, answer: Answer): Route<SpaceVisit> => {
  return { method: "GET", open: "member", path, answer };
};
const post = (path: string, answer: Answer): Route<SpaceVisit> => {
  return { method: "POST", open: "member", path, answer };
};

/** What the room hands to `web/`. */
export const door: Door = {
  inSpace: [
    get("/stock", async (v) => (await list()).stockPage(v)),
    get("/stock/places/new", async (v) => (await place()).newPlacePage(v)),
    post("/stock/places/new", async (v) => (await place()).openPlace(v)),
    get("/stock/places/:id", async (v) => (await place()).placePage(v)),
    post("/stock/places/:id/name", async (v) => (await place()).renamePlace(v)),
    post("/stock/places/:id/first", async (v) => (await place()).preferPlace(v)),
    post("/stock/places/:id/end", async (v) => (await place()).closePlace(v)),
    get("/stock/places/:id/lines/:item/:unit/:until/:lot", async (v) => (await line()).linePage(v)),
    post("/stock/places/:id/moves", async (v) => (await line()).moveLine(v)),
    post("/stock/places/:id/changes", async (v) => (await line()).changeLine(v)),
    get("/stock/places/:id/count", async (v) => (await counting()).countPage(v)),
    post("/stock/places/:id/count", async (v) => (await counting()).count(v)),
    post("/stock/places/:id/look", async (v) => (await counting()).confirm(v)),
    post("/stock/places/:id/look/end", async (v) => (await counting()).drop(v)),
    get("/stock/items/new", async (v) => (await item()).newItemPage(v)),
    post("/stock/items/new", async (v) => (await item()).nameItem(v)),
    get("/stock/items/:id", async (v) => (await item()).itemPage(v)),
    get("/stock/items/:id/giving", async (v) => (await giving()).givePage(v)),
    post("/stock/items/:id/giving", async (v) => (await giving()).giveOut(v)),
    post("/stock/items/:id/packing", async (v) => (await packing()).pack(v)),
    get("/stock/items/:id/setting", async (v) => (await setting()).settingPage(v)),
    post("/stock/items/:id/levels", async (v) => (await setting()).setLevels(v)),
    post("/stock/items/:id/packs", async (v) => (await setting()).setPacks(v)),
    post("/stock/items/:id/kit", async (v) => (await setting()).setKit(v)),
    post("/stock/items/:id/notes", async (v) => (await setting()).setNotes(v)),
    post("/stock/items/:id/name", async (v) => (await setting()).rename(v)),
    post("/stock/items/:id/end", async (v) => (await setting()).retire(v)),
    get("/stock/giving", async (v) => (await giving()).givingPage(v)),
    get("/stock/arrivals", async (v) => (await coming()).arrivalsPage(v)),
    get("/stock/arrivals/rest", async (v) => (await coming()).restPage(v)),
    post("/stock/arrivals/rest", async (v) => (await coming()).putRest(v)),
    get("/stock/arrivals/:id", async (v) => (await coming()).putAwayPage(v)),
    post("/stock/arrivals/:id", async (v) => (await coming()).putAway(v)),
    get("/stock/coming", async (v) => (await coming()).comingPage(v)),
    post("/stock/coming", async (v) => (await coming()).takeIn(v)),
    get("/stock/where", async (v) => (await where()).wherePage(v)),
    post("/stock/where/feed", async (v) => (await feeds()).makeMine(v)),
    post("/stock/where/feed/end", async (v) => (await feeds()).endMine(v)),
    // A reader of feeds has no session: the code in the address is what opens it.
    {
      ...get("/stock/where/feed/:code", async (v) => (await feeds()).whereFeed(v)),
      open: "everyone",
    },
    get("/stock/where/agreements/:id", async (v) => (await agreed()).whereAgreed(v)),
    get("/stock/where/:id", async (v) => (await where()).whereOne(v)),
    get("/stock/nearby", async (v) => (await near()).sharePage(v)),
    get("/stock/nearby/:id", async (v) => (await near()).askPage(v)),
    post("/stock/nearby/:id", async (v) => (await near()).answer(v)),
    get("/stock/ways/:id", async (v) => (await legs()).legsPage(v)),
    post("/stock/ways/:id", async (v) => (await legs()).plan(v)),
    post("/stock/ways/:id/moves", async (v) => (await legs()).move(v)),
    post("/stock/ways/:id/end", async (v) => (await legs()).drop(v)),
    { ...get("/who-first", async (v) => (await turns()).turnPage(v)), open: "everyone" },
    post("/who-first", async (v) => (await turns()).write(v)),
    post("/who-first/showing", async (v) => (await turns()).show(v)),
    post("/who-first/showing/end", async (v) => (await turns()).quiet(v)),
    get("/stock/swaps", async (v) => (await swapping()).swapsPage(v)),
    post("/stock/swaps", async (v) => (await swapping()).switchThem(v)),
    get("/stock/given", async (v) => (await checking()).givenPage(v)),
    get("/stock/check", async (v) => (await checking()).checkPage(v)),
    get("/stock/sheet", async (v) => (await papers()).sheetPage(v)),
  ],
  onNode: [
    {
      ...{ method: "GET", path: "/boxes/:box", open: "everyone" },
      answer: async (v) => (await papers()).boxPage(v),
    },
  ],
  nav: [{ key: "stock.title", path: "/stock", open: "member" }],
};
