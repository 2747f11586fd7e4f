/** Addresses of signing in: its steps, its ways, and what is told of it. Pages load when asked. */
import type { Route } from "../../house/door.ts";

const signIn = () => import("./pages/sign-in.page.tsx");
const second = () => import("./pages/second-step.page.tsx");
const confirm = () => import("./pages/confirm.page.tsx");
const ways = () => import("./pages/ways-in.page.tsx");
const app = () => import("./pages/app.page.tsx");
const codes = () => import("./pages/recovery-codes.page.tsx");
const passkeys = () => import("./pages/passkeys.page.tsx");
const spoken = () => import("./pages/spoken.page.tsx");
const another = () => import("./pages/another-group.page.tsx");
const alerts = () => import("./pages/alerts.page.tsx");

type Answer = Route["answer"];
const door = (path: string, answer: Answer): Route => ({
  ...{ method: "GET", open: "everyone", path, answer },
});
const knock = (path: string, answer: Answer): Route => ({
  ...{ method: "POST", open: "everyone", path, answer },
});
const get = (path: string, answer: Answer): Route => ({
  ...{ method: "GET", open: "signed-in", path, answer },
});
const post = (path: string, answer: Answer): Route => ({
  ...{ method: "POST", open: "signed-in", path, answer },
});

/** The routes, all of the node: none is in a space. */
export const waysIn: readonly Route[] = [
  door("/sign-in", async (v) => (await signIn()).signInPage(v)),
  knock("/sign-in", async (v) => (await signIn()).signIn(v)),
  knock("/sign-in/passkey", async (v) => (await signIn()).signInByPasskey(v)),
  door("/sign-in/code", async (v) => (await second()).secondPage(v)),
  knock("/sign-in/code", async (v) => (await second()).secondStep(v)),
  door("/sign-in/spoken", async (v) => (await spoken()).spokenInPage(v)),
  knock("/sign-in/spoken", async (v) => (await spoken()).signInSpoken(v)),
  door("/sign-out", async (v) => (await signIn()).signOutPage(v)),
  knock("/sign-out", async (v) => (await signIn()).signOut(v)),
  get("/confirm", async (v) => (await confirm()).confirmPage(v)),
  post("/confirm", async (v) => (await confirm()).confirm(v)),
  post("/confirm/passkey", async (v) => (await confirm()).confirmByPasskey(v)),
  get("/alerts", async (v) => (await alerts()).alertsPage(v)),
  post("/alerts", async (v) => (await alerts()).answer(v)),
  get("/ways-in", async (v) => (await ways()).waysPage(v)),
  get("/ways-in/app", async (v) => (await app()).appPage(v)),
  post("/ways-in/app", async (v) => (await app()).setUpApp(v)),
  post("/ways-in/app/removal", async (v) => (await app()).removeApp(v)),
  get("/ways-in/recovery-codes", async (v) => (await codes()).codesPage(v)),
  post("/ways-in/recovery-codes", async (v) => (await codes()).makeThem(v)),
  get("/ways-in/passkeys", async (v) => (await passkeys()).passkeysPage(v)),
  post("/ways-in/passkeys", async (v) => (await passkeys()).addOne(v)),
  post("/ways-in/passkeys/:key", async (v) => (await passkeys()).changeOne(v)),
  get("/ways-in/spoken", async (v) => (await spoken()).spokenPage(v)),
  post("/ways-in/spoken", async (v) => (await spoken()).makeCode(v)),
  get("/ways-in/group", async (v) => (await another()).groupPage(v)),
  post("/ways-in/group", async (v) => (await another()).beginGroup(v)),
];
