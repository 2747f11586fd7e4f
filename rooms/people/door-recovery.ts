/** Addresses of coming back by the word of two. Pages load when asked. */
import type { Route, SpaceVisit } from "../../house/door.ts";

const recovery = () => import("./pages/recovery.page.tsx");
const inPerson = () => import("./pages/in-person.page.tsx");
const everyone = { open: "everyone" } as const;
const get = { method: "GET" } as const;
const post = { method: "POST" } as const;
const member = { open: "member", path: "/members/:id/recovery" } as const;

/** On the node: beginning, looking again, stopping. */
export const recoveryRoutes: readonly Route[] = [
  {
    ...{ ...get, ...everyone, path: "/recovery" },
    answer: async (v) => (await recovery()).recoveryPage(v),
  },
  {
    // A passphrase is kept nowhere but as its hash.
    ...{ ...post, ...everyone, path: "/recovery", unkept: true },
    answer: async (v) => (await recovery()).begin(v),
  },
  {
    ...{ ...post, ...everyone, path: "/recovery/look", unkept: true },
    answer: async (v) => (await recovery()).look(v),
  },
  {
    ...{ ...post, path: "/recovery/end", open: "signed-in" },
    answer: async (v) => (await recovery()).stop(v),
  },
];

/** In a space: a member says that somebody is there in person. */
export const inPersonRoutes: readonly Route<SpaceVisit>[] = [
  { ...get, ...member, answer: async (v) => (await inPerson()).inPersonPage(v) },
  { ...post, ...member, answer: async (v) => (await inPerson()).vouch(v) },
];
