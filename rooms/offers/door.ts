/** The room's addresses. What paper names lies on the node itself, so that it names no group. */
import type { Door, Route, SpaceVisit, Visit } from "../../house/door.ts";

const take = () => import("./pages/take.page.tsx");
const inbox = () => import("./pages/inbox.page.tsx");
const deliveries = () => import("./pages/deliveries.page.tsx");
const delivery = () => import("./pages/delivery.page.tsx");
const table = () => import("./pages/table.page.tsx");
const count = () => import("./pages/count.page.tsx");
const papers = () => import("./pages/papers.page.tsx");
const customs = () => import("./pages/customs.page.tsx");
const files = () => import("./pages/import.page.tsx");
const receipt = () => import("./pages/receipt.page.tsx");
const ours = () => import("./pages/ours.page.tsx");

type Answer<V extends Visit> = Route<V>["answer"];
const route =
  <V extends Visit>(method: Route["method"], open: Route["open"]) =>
  (path: string, answer: Answer<V>): Route<V> => ({ method, path, open, answer });

const asked = route<SpaceVisit>("GET", "everyone");
const given = route<SpaceVisit>("POST", "everyone");
const shown = route<SpaceVisit>("GET", "member");
const posted = route<SpaceVisit>("POST", "member");
const held = route<Visit>("POST", "everyone");
const allys = route<SpaceVisit>("POST", "ally");
const OURS = "/ally/contributions";

/** The routes. */
export const door: Door = {
  inSpace: [
    asked("/needs/:id/contributions/new", async (visit) => (await take()).takePage(visit)),
    given("/needs/:id/contributions/new", async (visit) => (await take()).take(visit)),
    asked("/contributions/new", async (visit) => (await take()).unaskedPage(visit)),
    given("/contributions/new", async (visit) => (await take()).offerUnasked(visit)),
    shown("/contributions", async (visit) => (await inbox()).inboxPage(visit)),
    shown("/quiet-box", async (visit) => (await inbox()).quietBoxPage(visit)),
    posted("/contributions/answers", async (visit) => (await inbox()).answer(visit)),
    route<SpaceVisit>("GET", "own-ally")(OURS, async (visit) => (await ours()).oursPage(visit)),
    allys(`${OURS}/:id/sent`, async (visit) => (await ours()).saySent(visit)),
    allys(`${OURS}/:id/change`, async (visit) => (await ours()).change(visit)),
    route<SpaceVisit>("POST", "own-ally")(`${OURS}/:id/withdrawal`, async (visit) =>
      (await ours()).withdraw(visit),
    ),
    shown("/deliveries", async (visit) => (await deliveries()).deliveriesPage(visit)),
    shown("/deliveries/deliveries-hxl.csv", async (visit) => (await table()).tableFile(visit)),
    posted("/deliveries", async (visit) => (await deliveries()).addDelivery(visit)),
    shown("/deliveries/new", async (visit) => (await deliveries()).newDeliveryPage(visit)),
    shown("/deliveries/import", async (visit) => (await files()).importPage(visit)),
    posted("/deliveries/import", async (visit) => (await files()).importFile(visit)),
    shown("/deliveries/:id", async (visit) => (await delivery()).deliveryPage(visit)),
    posted("/deliveries/:id/moves", async (visit) => (await delivery()).move(visit)),
    posted("/deliveries/:id/match", async (visit) => (await delivery()).match(visit)),
    shown("/deliveries/:id/count", async (visit) => (await count()).countPage(visit)),
    posted("/deliveries/:id/count", async (visit) => (await count()).count(visit)),
    shown("/deliveries/:id/tick-list", async (visit) => (await papers()).tickList(visit)),
    shown("/deliveries/:id/packing-list", async (visit) => (await papers()).packingList(visit)),
    shown("/deliveries/:id/customs-paper", async (visit) => (await customs()).customsPaper(visit)),
    {
      ...{ method: "POST", path: "/deliveries/:id/customs-paper", open: "member", unkept: true },
      answer: async (visit) => (await customs()).customsPaper(visit),
    },
  ],
  onNode: [
    route("GET", "everyone")("/labels/:label", async (visit) => (await papers()).label(visit)),
    route("GET", "everyone")("/receipt", async (visit) => (await receipt()).receiptPage(visit)),
    held("/receipt", async (visit) => (await receipt()).receipt(visit)),
    held("/receipt/change", async (visit) => (await receipt()).change(visit)),
    held("/receipt/sent", async (visit) => (await receipt()).saySent(visit)),
    held("/receipt/withdrawal", async (visit) => (await receipt()).withdraw(visit)),
    held("/receipt/erasure", async (visit) => (await receipt()).forget(visit)),
  ],
  nav: [
    { key: "offers.nav.contributions", path: "/contributions", open: "member" },
    { key: "offers.nav.deliveries", path: "/deliveries", open: "member" },
    { key: "offers.ours.title", path: OURS, open: "ally" },
  ],
};
