/** The door of `today`: pages over all other rooms, and no facts of its own. */
import type { Door } from "../../house/door.ts";
import type { Room } from "../../house/room.ts";
import { elsewhere } from "./elsewhere.ts";
import { dropFeed } from "./feed.ts";

/** The room as the house sees it. */
export const room: Room = {
  name: "today",
  kinds: [],
  commands: [],
  effects: [dropFeed],
  elsewhere,
};

/** The room's pages; each module is loaded when it is first opened. */
export const door: Door = {
  nav: [{ key: "today.nav", path: "/today", open: "member", place: "first" }],
  inSpace: [
    {
      ...{ method: "GET", path: "/today", open: "member" },
      answer: async (visit) => (await import("./pages/today.page.tsx")).todayPage(visit),
    },
    {
      ...{ method: "GET", path: "/take-along", open: "member" },
      answer: async (visit) => (await import("./pages/along.page.tsx")).alongPage(visit),
    },
    {
      ...{ method: "GET", path: "/timeline", open: "everyone" },
      answer: async (visit) => (await import("./pages/timeline.page.tsx")).timelinePage(visit),
    },
    {
      ...{ method: "GET", path: "/search", open: "everyone" },
      answer: async (visit) => (await import("./pages/search.page.tsx")).searchPage(visit),
    },
    {
      ...{ method: "GET", path: "/circles/:id/things", open: "member" },
      answer: async (visit) =>
        (await import("./pages/circle-things.page.tsx")).circleThingsPage(visit),
    },
    {
      ...{ method: "GET", path: "/dates", open: "member" },
      answer: async (visit) => (await import("./pages/dates.page.tsx")).datesPage(visit),
    },
    {
      ...{ method: "POST", path: "/dates/feed", open: "member" },
      answer: async (visit) => (await import("./pages/dates.page.tsx")).makeMine(visit),
    },
    {
      ...{ method: "POST", path: "/dates/feed/end", open: "member" },
      answer: async (visit) => (await import("./pages/dates.page.tsx")).endMine(visit),
    },
    {
      // A calendar has no session: the code in the address is what opens it.
      ...{ method: "GET", path: "/dates/:code", open: "everyone" },
      answer: async (visit) => (await import("./pages/dates.page.tsx")).datesFeed(visit),
    },
  ],
  // Of who has no account but the code of a turn: the addresses name no group.
  onNode: [
    {
      ...{ method: "POST", path: "/turn/calendar", open: "everyone" },
      answer: async (visit) => (await import("./pages/turn-feed.page.tsx")).turnCalendar(visit),
    },
    {
      ...{ method: "POST", path: "/turn/calendar/address", open: "everyone" },
      answer: async (visit) => (await import("./pages/turn-feed.page.tsx")).makeTurns(visit),
    },
    {
      ...{ method: "POST", path: "/turn/calendar/end", open: "everyone" },
      answer: async (visit) => (await import("./pages/turn-feed.page.tsx")).endTurns(visit),
    },
    {
      ...{ method: "GET", path: "/turn/calendar/:code", open: "everyone" },
      answer: async (visit) => (await import("./pages/turn-feed.page.tsx")).turnsFeed(visit),
    },
  ],
};
