/** The room's addresses. Pages load when first asked for. */
import type { Door } from "../../house/door.ts";
import { dutyRoutes } from "./door-duties.ts";
import { inPersonRoutes, recoveryRoutes } from "./door-recovery.ts";
import { waysIn } from "./door-ways-in.ts";

const claim = () => import("./pages/claim.page.tsx");
const sessions = () => import("./pages/sessions.page.tsx");
const passphrase = () => import("./pages/passphrase.page.tsx");
const members = () => import("./pages/members.page.tsx");
const invite = () => import("./pages/invite.page.tsx");
const join = () => import("./pages/join.page.tsx");
const newcomers = () => import("./pages/newcomers.page.tsx");
const waiting = () => import("./pages/waiting.page.tsx");
const removal = () => import("./pages/removal.page.tsx");
const questions = () => import("./pages/questions.page.tsx");
const held = () => import("./pages/held.page.tsx");
const circles = () => import("./pages/circles.page.tsx");
const circle = () => import("./pages/circle.page.tsx");
const membership = () => import("./pages/membership.page.tsx");
const leaving = () => import("./pages/leave.page.tsx");
const everyone = { open: "everyone" } as const;
const signedIn = { open: "signed-in" } as const;
const member = { open: "member" } as const;
/** What undoes, and what is held about oneself: whatever the group asks of each person first. */
const own = { open: "own" } as const;
const newcomer = { open: "newcomer" } as const;
const get = { method: "GET" } as const;
const post = { method: "POST" } as const;

/** What the room hands to `web/`. */
export const door: Door = {
  nav: [
    { key: "people.members.title", path: "/members", open: "member", place: "last" },
    { key: "people.membership.title", path: "/waiting", open: "newcomer" },
  ],
  onNode: [
    ...recoveryRoutes,
    ...waysIn,
    { ...get, ...everyone, path: "/claim", answer: async (v) => (await claim()).claimPage(v) },
    { ...post, ...everyone, path: "/claim", answer: async (v) => (await claim()).claimIn(v) },
    {
      ...{ ...get, ...signedIn, path: "/sessions" },
      answer: async (v) => (await sessions()).sessionsPage(v),
    },
    { ...post, ...signedIn, path: "/sessions", answer: async (v) => (await sessions()).endOne(v) },
    {
      ...post,
      ...signedIn,
      path: "/reading",
      answer: async (v) => (await sessions()).keepReading(v),
    },
    {
      ...{ ...get, ...signedIn, path: "/passphrase" },
      answer: async (v) => (await passphrase()).passphrasePage(v),
    },
    {
      ...{ ...post, ...signedIn, path: "/passphrase" },
      answer: async (v) => (await passphrase()).setPassphrase(v),
    },
  ],
  inSpace: [
    {
      ...{ ...get, ...own, path: "/membership/held" },
      answer: async (v) => (await held()).heldPage(v),
    },
    {
      ...{ ...get, ...own, path: "/membership/held.json" },
      answer: async (v) => (await held()).heldFile(v),
    },
    {
      ...{ ...post, ...own, path: "/membership/held/erasure" },
      answer: async (v) => (await held()).eraseHeld(v),
    },
    ...inPersonRoutes,
    ...dutyRoutes,
    { ...get, ...member, path: "/members", answer: async (v) => (await members()).membersPage(v) },
    {
      ...{ ...get, ...member, path: "/members/:id" },
      answer: async (v) => (await members()).memberPage(v),
    },
    {
      ...post,
      ...member,
      path: "/members/:id",
      answer: async (v) => (await members()).setRoles(v),
    },
    {
      ...{ ...get, ...member, path: "/members/:id/removal" },
      answer: async (v) => (await removal()).removalPage(v),
    },
    {
      ...{ ...post, ...member, path: "/members/:id/removal" },
      answer: async (v) => (await removal()).removeMember(v),
    },
    {
      ...{ ...get, ...member, path: "/members/:id/reading" },
      answer: async (v) => (await removal()).readingPage(v),
    },
    {
      ...{ ...post, ...own, path: "/invitations/:id/withdrawal" },
      answer: async (v) => (await members()).withdraw(v),
    },
    {
      ...{ ...get, ...member, path: "/invitations/new" },
      answer: async (v) => (await invite()).invitePage(v),
    },
    {
      ...{ ...post, ...member, path: "/invitations/new" },
      answer: async (v) => (await invite()).invite(v),
    },
    {
      ...{ ...get, ...everyone, path: "/invitation/:code" },
      answer: async (v) => (await join()).joinPage(v),
    },
    {
      ...{ ...post, ...everyone, path: "/invitation/:code" },
      answer: async (v) => (await join()).join(v),
    },
    { ...get, ...member, path: "/circles", answer: async (v) => (await circles()).circlesPage(v) },
    { ...post, ...member, path: "/circles", answer: async (v) => (await circles()).makeCircle(v) },
    {
      ...{ ...get, ...member, path: "/circles/:id" },
      answer: async (v) => (await circle()).circlePage(v),
    },
    {
      ...{ ...post, ...member, path: "/circles/:id/members" },
      answer: async (v) => (await circle()).addMember(v),
    },
    {
      ...{ ...post, ...member, path: "/circles/:id/members/:member/end" },
      answer: async (v) => (await circle()).putOut(v),
    },
    {
      ...{ ...post, ...member, path: "/circles/:id/name" },
      answer: async (v) => (await circle()).rename(v),
    },
    {
      ...{ ...post, ...own, path: "/circles/:id/leaving" },
      answer: async (v) => (await circle()).leave(v),
    },
    {
      ...{ ...post, ...member, path: "/circles/:id/end" },
      answer: async (v) => (await circle()).end(v),
    },
    {
      ...{ ...post, ...member, path: "/invitations/:id/cosigning" },
      answer: async (v) => (await members()).cosign(v),
    },
    {
      ...{ ...get, ...newcomer, path: "/waiting" },
      answer: async (v) => (await waiting()).waitingPage(v),
    },
    {
      ...{ ...post, ...newcomer, path: "/waiting/end" },
      answer: async (v) => (await waiting()).leaveWaiting(v),
    },
    {
      ...{ ...get, ...member, path: "/newcomers" },
      answer: async (v) => (await newcomers()).newcomersPage(v),
    },
    {
      ...{ ...get, ...member, path: "/newcomers/:id" },
      answer: async (v) => (await newcomers()).newcomerPage(v),
    },
    {
      ...{ ...post, ...member, path: "/newcomers/:id" },
      answer: async (v) => (await newcomers()).vouch(v),
    },
    {
      ...{ ...post, ...own, path: "/newcomers/:id/withdrawal" },
      answer: async (v) => (await newcomers()).withdrawVouch(v),
    },
    {
      ...{ ...get, ...member, path: "/questions" },
      answer: async (v) => (await questions()).questionsPage(v),
    },
    {
      ...{ ...post, ...member, path: "/questions" },
      answer: async (v) => (await questions()).writeQuestion(v),
    },
    {
      ...{ ...post, ...member, path: "/questions/:id/withdrawal" },
      answer: async (v) => (await questions()).dropQuestion(v),
    },
    {
      ...{ ...get, ...member, path: "/membership" },
      answer: async (v) => (await membership()).membershipPage(v),
    },
    {
      ...post,
      ...member,
      path: "/membership",
      answer: async (v) => (await membership()).rename(v),
    },
    {
      ...{ ...get, ...own, path: "/membership/end" },
      answer: async (v) => (await leaving()).leavePage(v),
    },
    {
      ...{ ...post, ...own, path: "/membership/end" },
      answer: async (v) => (await leaving()).leave(v),
    },
  ],
};
