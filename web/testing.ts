/**
 * For tests: a whole node in memory, and browsers without a screen. Pages are asked for as a
 * browser asks, forms are sent as they were drawn.
 *
 *     const node = await testNode();
 *     const { slug, space, browser } = await node.found();     // its founder, signed in
 *     const { browser: bo } = await node.join(space, ["treasurer"]);
 *     const sent = await browser.submit(`/s/${slug}/needs/new`, { title: "Blankets" });
 *     const page = await node.browser().get(`/s/${slug}`);     // a stranger
 */
import type { Hono } from "hono";
import { ROLES, type Role } from "../house/circles.ts";
import type { Author, Done } from "../house/command.ts";
import { newId } from "../house/ids.ts";
import { isRefusal, type Refusal } from "../house/refusal.ts";
import type { Plan } from "../house/room.ts";
import { assertDone, type TestHouse, testHouse } from "../house/testing.ts";
import { plan as wholePlan } from "../rooms/index.ts";
import { addMembership, beginSession, changeRow, loginOf, nodeOf } from "../rooms/people/index.ts";
import { foundSpace } from "../rooms/spaces/index.ts";
import { createApp } from "./app.ts";
import { createNode } from "./create-node.ts";
import type { LogLine, NamedDoor, Settings, WebNode } from "./node.ts";
import { Browser } from "./testing-browser.ts";

export { Browser, forms, type Got, type Typed } from "./testing-browser.ts";

/** Where the tests' node is. */
export const ORIGIN = "https://alongside.example";

/** The passphrase of everybody in these tests, and its hash: making one takes a while. */
export const PASSPHRASE = "tres gatos en la azotea";
const PHC = [
  "$argon2id$v=19$m=65536,t=2,p=1$WC+mR23tHujm9vEznZjloQ",
  "32/YjyoKngKQhy+H4Yb2QbgtD1t3aF2/RMPJ0l5O4k4",
].join("$");

/** Somebody signed in, who they are in the space, and their browser. */
export type Somebody = { browser: Browser; login: string; member: string };

/** A space with its founder, who is in coordination. */
export type FoundedSpace = Somebody & { space: string; slug: string };

/** How a test's space begins; an open one with its page published unless said otherwise. */
export type Beginning = {
  group?: string;
  lang?: string;
  handle?: string;
  /** `yes` and `unsure` protect it: no public page. */
  safety?: "yes" | "no" | "unsure";
  zone?: string;
  keeper?: boolean;
  published?: boolean;
  /** Whether its name stands on the first page; not unless said. */
  listed?: boolean;
};

/** A node for tests, all of it in reach. */
export type TestNode = TestHouse & {
  app: Hono;
  node: WebNode;
  /** What the node wrote to its own log. */
  lines: LogLine[];
  /** A fresh browser: a stranger. */
  browser: () => Browser;
  found: (beginning?: Beginning) => Promise<FoundedSpace>;
  /**
   * Somebody new comes into a space by an invitation that two signed and is signed in; where they
   * are not `known`, by one that one signed: they wait for a second word.
   */
  join: (
    space: string,
    roles?: readonly Role[],
    handle?: string,
    how?: { known?: boolean },
  ) => Promise<Somebody>;
  /** A browser signed in as a login; a new login where none is said. */
  signIn: (
    login?: string,
    more?: { keeper?: boolean },
  ) => Promise<{ browser: Browser; login: string }>;
  /** Sends a command as a member; fails unless it is done. */
  does: (space: string, member: string, command: string, input: unknown) => Promise<Done>;
};

/** What a test may say about its node. */
export type TestNodeOptions = {
  plan?: Plan;
  seed?: string | number;
  settings?: Partial<Settings>;
  doors?: readonly NamedDoor[];
  /** Answer a fault of ours as a real node would, instead of throwing it in the test. */
  faults?: "answer";
  /** A store and keys of the test's own, instead of memory. */
  on?: Parameters<typeof testHouse>[2];
};

/** Builds a node in memory over the whole floor plan. A fault of ours throws where it happens. */
export async function testNode(options: TestNodeOptions = {}): Promise<TestNode> {
  const { plan = wholePlan, seed = 1, doors = [] } = options;
  const base = testHouse(plan, seed, options.on ?? {});
  const lines: LogLine[] = [];
  const settings: Settings = {
    ...{ origins: [ORIGIN], hsts: false, onion: null, version: "test", demo: false },
    ...{ exitTo: "https://elsewhere.example/", ...options.settings },
  };
  const log = (line: LogLine) => void lines.push(line);
  const faults: unknown[] = [];
  const onFault = (fault: unknown) => void faults.push(fault);
  const node = await createNode(base.house, { settings, log, doors, strict: true, onFault });
  const app = createApp(node);
  const fetch = async (request: Request) => {
    const response = await app.fetch(request);
    const fault = faults.pop();
    if (fault !== undefined && options.faults === undefined) throw fault;
    return response;
  };
  const parts = nodeOf(base.house);
  let people = 0;

  const browser = () => new Browser(settings.origins[0] ?? "http://localhost", fetch);
  const signIn: TestNode["signIn"] = async (known, { keeper = false } = {}) => {
    const login = known ?? (await loginOf(parts, `somebody-${++people}`));
    // Straight into the records: making a real passphrase takes a sixth of a second each.
    const value = { v: 1, phc: PHC, keeper, lang: null, digits: null, memberships: [] };
    await changeRow<object>(parts, `login/${login}`, (before) =>
      before === null ? { value, expires: null } : null,
    );
    const signedIn = browser();
    const secure = settings.origins[0]?.startsWith("https:") === true;
    const token = await beginSession(parts, login);
    signedIn.cookies.set(secure ? "__Host-session" : "session", token);
    return { browser: signedIn, login };
  };
  const does: TestNode["does"] = async (space, member, command, input) => {
    const author: Author = { by: "member", member };
    const done = await base.send({ space, command, input, author });
    assertDone(done);
    return done;
  };
  const found: TestNode["found"] = async (beginning = {}) => {
    const { group = "Río Abierto", lang = "es", handle = "lucero", zone = "UTC" } = beginning;
    const { safety = "no", keeper = false, published = safety === "no" } = beginning;
    const { listed = false } = beginning;
    const somebody = await signIn(undefined, { keeper });
    const about = { group, lang, handle, safety, zone, origin: "alongside.example" };
    const made = unrefused(await foundSpace(base.house, { ...about, login: somebody.login }));
    if (published) await does(made.space, made.member, "spaces.publish", {});
    if (listed) await does(made.space, made.member, "spaces.list", {});
    return { ...somebody, ...made };
  };
  const join: TestNode["join"] = async (
    space,
    roles = ["member"],
    handle,
    { known = true } = {},
  ) => {
    const somebody = await signIn();
    const coordinator = await coordinatorOf(base, space);
    const made = await does(space, coordinator, "people.invite", { roles, days: 1, uses: 1 });
    const { invitation, code } = made.answer as { invitation: string; code: string };
    const second = await secondOf(base, space, coordinator);
    if (second !== null && known)
      await does(space, second, "people.cosign-invitation", { invitation });
    const author: Author = { by: "holder", thing: invitation, code };
    const input = { handle: handle ?? `member-${people}` };
    const done = await base.send({ space, command: "people.join", input, author });
    assertDone(done);
    const member = String(done.answer["member"]);
    await addMembership(parts, somebody.login, { space, member });
    return { ...somebody, member };
  };
  return { ...base, app, node, lines, browser, found, join, signIn, does };
}

/** Everybody in a space who has a role there. */
async function membersOf({ house, view }: TestHouse, space: string) {
  const { kind, roles } = house.parts.plan.membership;
  const all = { by: "member", member: newId(house.parts.random), roles: ROLES } as const;
  const members = await (await view(space, all)).things(kind);
  return members.map((thing) => ({ id: thing.id, roles: roles(thing as never) }));
}

async function coordinatorOf(on: TestHouse, space: string): Promise<string> {
  const one = (await membersOf(on, space)).find(({ roles }) => roles.includes("coordination"));
  if (one === undefined) throw new Error("the space has no coordination");
  return one.id;
}

/** Somebody who may vouch beside this member; null in a group that has nobody else yet. */
async function secondOf(on: TestHouse, space: string, but: string): Promise<string | null> {
  const may = (roles: readonly Role[]) => roles.some((role) => role !== "observer");
  const found = (await membersOf(on, space)).find(({ id, roles }) => id !== but && may(roles));
  return found?.id ?? null;
}

function unrefused<T extends object>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`refused: ${value.refused}`);
  return value;
}
