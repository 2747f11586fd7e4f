/** Everything a node answers to those outside: every address, as each of them, byte for byte. */
import assert from "node:assert/strict";
import type { Random } from "../../house/ports.ts";
import type { Space } from "../../house/space.ts";
import { DAY, HOUR, seededRandom } from "../../house/testing.ts";
import { beginSession, changeRow, loginOf, makeAddress, nodeOf } from "../../rooms/people/index.ts";
import { giveSlug } from "../../rooms/spaces/directory.ts";
import { WHERE } from "../../rooms/stock/feed.ts";
import { makeFeed } from "../../rooms/today/feed.ts";
import { createApp, entriesOf } from "../../web/app.ts";
import { createNode } from "../../web/create-node.ts";
import { createLimits } from "../../web/limits.ts";
import type { WebNode } from "../../web/node.ts";
import { makeToken } from "../../web/tokens.ts";
import "../run/argon2-once.ts";
import { alongside } from "./allied.ts";
import { begin, FOUNDER, type History } from "./history.ts";
import { isDone } from "./sent.ts";

/** One thing asked, and all that came back: status and headers as JSON, and the body. */
export type Asked = { asked: string; head: string; text: string };

/** Somebody of an allied group. */
const ALLYS = "an ally's member";
/** Who asks: nobody known, the holder of a link, of a receipt, a login that is no member here. */
export const READERS = [
  ...["a stranger", "a link's holder", "a taker", "another group's"],
  ALLYS,
] as const;
/** A member of the group who is in none of its circles: asks for every page, and as a program. */
export const OUTSIDE = "a member outside the circles";
/** Who asks, of all who do. */
export type By = (typeof READERS)[number] | typeof OUTSIDE;

/** A history with an address, a link with an end, a contribution, a need that is public. */
export type Furnished = History & {
  link: string;
  receipt: string;
  session: string;
  outside: { session: string; token: string; feeds: readonly string[] };
  /** The login of somebody of an allied group. */
  allied: string;
};

const ORIGIN = "https://alongside.example";
const VISITOR = "4".repeat(32);
const ABSENT = "0123456789abcdef".repeat(2);
const settings = {
  ...{ origins: [ORIGIN], hsts: false, onion: null, version: "test" },
  ...{ demo: false, exitTo: "https://elsewhere.example/" },
};
const CONDUCT = /\/ally\/conduct$/;
/** Hashes over what is closed too: leaves are salted, so they tell a size and nothing else. */
const COMMITMENTS = /\/log(\/(checkpoint|tile\/\*))?$/;

/** Begins such a history; two of them are the same, byte for byte. */
export async function furnished(protects: boolean): Promise<Furnished> {
  const history = await begin(9);
  const author = { by: "member", member: FOUNDER } as const;
  let sent = 0;
  const does = async (command: string, input: unknown, by: object = author) => {
    const key = `furnish-${String(sent++).padStart(16, "0")}`;
    const done = await history.send({
      ...{ space: history.space, command, input, key, author: by as never },
    });
    assert.ok(isDone(done), JSON.stringify(done));
    return done.answer;
  };
  const parts = nodeOf(history.house);
  await does("spaces.list", {});
  await giveSlug(parts, history.space, "Ría Viva");
  const title = { lang: "es", text: "manta gruesa" };
  const quantity = { of: "60", unit: "item" };
  const open = { title, quantity, publish: true, name: "lucero" };
  const need = String((await does("needs.open", open))["id"]);
  history.needs.push(need);
  const given = { quantity: { of: "9", unit: "item" }, terms: null, name: "bo", reach: "bo@x" };
  const taker = { by: "stranger", id: "7".repeat(32) };
  const taken = await does("offers.take", { need, ...given }, taker);
  history.offers.push(String(taken["id"]));
  if (protects) await does("spaces.set-safety", { safety: "yes" });
  const link = String((await does("spaces.make-link", { days: 80 }))["code"]);
  const allied = (await alongside(history)).session;
  const login = await loginOf(parts, "otra");
  const value = { v: 1, phc: "", keeper: false, lang: null, digits: null, memberships: [] };
  await changeRow<object>(parts, `login/${login}`, () => ({ value, expires: null }));
  history.entries = await history.store.size(history.space);
  const receipt = String(taken["code"]);
  const outside = await outsideOf(history);
  return { ...history, link, receipt, session: login, allied, outside };
}

/** A login and a program of the member who is in no circle. */
async function outsideOf(history: History): Promise<Furnished["outside"]> {
  const { space, house, members, clock } = history;
  const member = members.at(-1)?.id ?? "";
  const parts = nodeOf(house);
  const session = await loginOf(parts, "fuera");
  const memberships = [{ space, member }];
  const value = { v: 1, phc: "", keeper: false, lang: null, digits: null, memberships };
  await changeRow<object>(parts, `login/${session}`, () => ({ value, expires: null }));
  const opened = await house.space(space);
  assert.ok(opened);
  const until = clock.now + 300 * DAY;
  const of = { login: session, member, scopes: ["*"], until };
  const token = await makeToken(opened, of, clock.now, seededRandom("token"));
  assert.ok(token);
  const feeds = await feedsOf(opened, member, clock.now);
  return { session, token, feeds };
}

/** Where readers of feeds ask by codes of a member, as the address goes on behind the group's. */
async function feedsOf(space: Space, member: string, now: number): Promise<string[]> {
  const dates = await makeFeed(space, member, now, seededRandom("dates"));
  const where = await makeAddress(space, WHERE, member, { now, random: seededRandom("where") });
  return [`/dates/${dates}.ics`, `/stock/where/feed/${where}.es.json`];
}

/** Those addresses as what is asked, by the code in them. */
export const FEEDS = /\/(dates|stock\/where\/feed)\/[^/:]{20,}\.(ics|json)$/;

/** What is asked for with words and choices, beside the plain address. */
const QUERIES: readonly [RegExp, readonly string[]][] = [
  [/\/search$/, ["?q=manta", "?q=filtro+12", "?q=street", "?q=jab"]],
  [/\/needs$/, ["?q=manta", "?sort=urgency", "?status=met", "?show=all", "?kind=goods"]],
  [/\.csv$/, ["?q=manta"]],
];

/** Ids to ask for: needs above all, one of each other kind, a code, and one that is nowhere. */
export function idsOf(history: Furnished): string[] {
  const { needs, offers, deliveries, books, members, receipt, within, sessions, norms } = history;
  const kinds = ["circle", "need", "note", "offer", "delivery", "book", "statement", "breach"];
  const heard = ["listening", "growth"];
  const lying = [...kinds, ...heard].flatMap(
    (kind) => within.find((one) => one.kind === kind)?.id ?? [],
  );
  const others = [offers[0], deliveries[0]?.id, books[0], members[0]?.id, ABSENT, receipt];
  others.push(...sessions.slice(0, 3), norms[0], ...history.files.slice(0, 6));
  const all = [...lying, ...needs.slice(0, 5), ...others.filter((id) => id !== undefined)];
  // One may be what lies in a circle and the first of its kind.
  return [...new Set(all)];
}

/** Every address of the node; what everyone may ask for with every id, the others with one. */
async function addresses(
  { space, outside }: Furnished,
  node: WebNode,
  ids: readonly string[],
  by: By,
): Promise<[string, string][]> {
  const slug = await node.spaces.slugOf(space);
  const routes = entriesOf(node).map(({ route, inSpace }) => ({
    ...route,
    path: `${inSpace ? `/s/${slug}` : ""}${route.path}` || "/",
  }));
  const feeds = by === OUTSIDE ? outside.feeds.map((path) => `/s/${slug}${path}`) : [];
  const fixed = ["/health", "/robots.txt", `/l/${slug}/:code`, `/s/${slug}/log/key`];
  const kinds = node.house.parts.plan.rooms.flatMap((room) => room.kinds.map(({ kind }) => kind));
  const api = by === OUTSIDE ? kinds : ["need"];
  const things = api.map((kind) => `/api/s/${slug}/things/${kind}`);
  const single = by === OUTSIDE ? things.map((path) => `${path}/:id`) : [];
  const more = [...fixed, ...feeds, ...things, ...single].map((path) => {
    return { method: "GET", open: "everyone", path } as const;
  });
  return [...routes, ...more].flatMap(({ method, open, path }): [string, string][] => {
    if (COMMITMENTS.test(path)) return [];
    // What the host asks of each person is read by whoever is to accept it.
    if (by === ALLYS && CONDUCT.test(path)) return [];
    // A member's forms do what they say: what refusals tell is asked of the commands themselves.
    if ((by === OUTSIDE || by === ALLYS) && method === "POST") return [];
    const queries = QUERIES.find(([fits]) => fits.test(path))?.[1] ?? [];
    if (!path.includes(":")) return ["", ...queries].map((query) => [method, path + query]);
    const some = open === "everyone" || by === OUTSIDE ? ids : ids.slice(0, 1);
    return some.map((id) => [method, path.replaceAll(/:\w+/g, id)]);
  });
}

/**
 * Asks every address of a node made anew, or `only` some, as one of those outside; posts bring a
 * form's keys.
 */
export async function asked(
  history: Furnished,
  by: By,
  ids: readonly string[] = idsOf(history),
  only = /./,
): Promise<Asked[]> {
  await history.house.cards.renewTouched();
  // What pages draw by chance is drawn alike; what was written before drew as it did.
  const chance = drawnAlike();
  history.house.parts.random = chance.random;
  const node = await createNode(history.house, { settings, log: () => undefined, strict: true });
  node.secrets.id = () => "5".repeat(32);
  node.secrets.token = (binding) => binding;
  node.secrets.isToken = (binding, token) => binding === token;
  // Whoever asks has all the time there is: what is answered "too fast" is not asked.
  let asking = 0;
  const app = createApp({ ...node, limits: createLimits(() => asking * HOUR) });
  const cookies = [`__Host-visitor=${VISITOR}`];
  if (by === "a link's holder") cookies.push(`__Host-link-${history.space}=${history.link}`);
  if (by === "another group's") {
    const token = await beginSession(nodeOf(history.house), history.session);
    cookies.push(`__Host-session=${token}`);
  }
  if (by === ALLYS) {
    const token = await beginSession(nodeOf(history.house), history.allied);
    cookies.push(`__Host-session=${token}`);
  }
  if (by === OUTSIDE) {
    const token = await beginSession(nodeOf(history.house), history.outside.session);
    cookies.push(`__Host-session=${token}`);
  }
  const answers: Asked[] = [];
  for (const [method, path] of await addresses(history, node, ids, by)) {
    if (!only.test(path)) continue;
    const program = by === OUTSIDE && path.startsWith("/api/");
    const bearer = program ? { authorization: `Bearer ${history.outside.token}` } : {};
    const headers = { ...bearer, cookie: cookies.join("; "), "accept-language": "es" };
    const code = by === "a taker" && path === "/receipt" ? history.receipt : "";
    const body = method === "GET" ? null : form(answers.length, code, ids[0]);
    chance.beginAnew(`${method} ${path}`);
    asking += 1;
    const size = history.entries;
    const got = await app.fetch(new Request(`${ORIGIN}${path}`, { method, headers, body }));
    const text = await got.text();
    assert.ok(got.status < 500 && got.status !== 429, `${method} ${path}: ${got.status}`);
    assert.equal(await history.store.size(history.space), size, `${method} ${path} wrote`);
    const head = JSON.stringify([got.status, [...got.headers]]);
    answers.push({ asked: `${method} ${path}`, head, text });
  }
  return answers;
}

/**
 * Chance that is the same for every asking, and begins anew with each question: a key that falls
 * due while a form is kept (an epoch's week was over) moves nothing that is drawn for a later one.
 */
function drawnAlike(): { random: Random; beginAnew: (question: string) => void } {
  let stream = seededRandom("asked");
  const beginAnew = (question: string) => {
    stream = seededRandom(`asked ${question}`);
  };
  return { random: (n) => stream(n), beginAnew };
}

/** A form that is refused for what it says, never for its keys: nothing is written by asking. */
function form(n: number, code: string, id = ""): URLSearchParams {
  return new URLSearchParams({
    ...{ "form-key": n.toString(16).padStart(32, "0"), "form-token": `visitor/${VISITOR}` },
    ...{ code, id, quantity: "muchas", q: "manta" },
  });
}
