/** Every form that pages draw for a coordinator, filled in: what anybody else may try to send. */
import assert from "node:assert/strict";
import { entriesOf } from "../../web/app.ts";
import type { Entry } from "../../web/enter.ts";
import { type Browser, forms, type Got } from "../../web/testing.ts";
import type { DrawnForm } from "../../web/testing-browser.ts";
import { Openable } from "./openable.ts";
import type { town } from "./town.ts";

/** A town with everyone in it. */
export type Town = Awaited<ReturnType<typeof town>>;

/** A form as somebody filled it in, with the route it is for; no keys of anyone in it. */
export type Filled = { route: string; action: string; fields: [string, string][] };

/** Longer than any pace asks between two forms, in ms. */
export const A_WHILE = 8_000;
/** After so long the one who looks signs in again, in ms. */
const SIGNED_IN = 6 * 3_600_000;
/** The same between two pages: of all there are, one after another, within a session's day. */
const A_LOOK = 2_000;
/** Pages of one route that are looked at. */
const PAGES_A_ROUTE = 4;

const TYPED: readonly [RegExp, string][] = [
  [/^(form-|pass)/, ""],
  [/day|date|until|when|by$/, "2026-11-20"],
  [/^place-|^still-/, "1"],
  [/^of(-\d+)?$|sum|quantity|amount|number|count|sent|days|uses|from|to|level|figure/, "2"],
  [/lang/, "es"],
  [/./, "palabra"],
];

function typed(name: string): string {
  return TYPED.find(([fits]) => fits.test(name))?.[1] ?? "";
}

/** The pattern of an entry's whole address. */
function patternOf({ route, inSpace }: Entry): RegExp {
  const path = `${inSpace ? "/s/:slug" : ""}${route.path}` || "/";
  return new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+")}$`);
}

const openables = new WeakMap<Town["house"], Openable>();

/** What is known of a town's pages, kept from one look to the next. */
export function openableIn(made: Town): Openable {
  const known = openables.get(made.house) ?? new Openable(made, made.open);
  openables.set(made.house, known);
  return known;
}

/**
 * The forms of every page that a browser can open, or of those at `only` such addresses; one of
 * each action and set of fields.
 */
export async function drawnForms(
  made: Town,
  browser: Browser,
  only: RegExp = /./,
): Promise<Filled[]> {
  const posts = entriesOf(made.node)
    .filter(({ route }) => route.method === "POST")
    .map((entry) => ({ ...entry, pattern: patternOf(entry) }));
  const found = new Map<string, Filled>();
  const keep = ({ action, method, fields }: DrawnForm) => {
    const to = action.replace(/[?#].*/, "");
    const entry = posts.find(({ pattern }) => pattern.test(to));
    if (method !== "post" || entry === undefined) return;
    const own = fields.filter(([name]) => !name.startsWith("form-"));
    const filled = own.map(([name, value]): [string, string] => [name, value || typed(name)]);
    const route = `${entry.inSpace ? "/s/:slug" : ""}${entry.route.path}`;
    const names = new Set(own.map(([name]) => name.replaceAll(/\d+/g, "#")));
    const key = `${route} ${[...names].join()}`;
    if (!found.has(key)) found.set(key, { route, action, fields: filled });
  };
  let [looking, since] = [browser, made.clock.now];
  const ask = (path: string) => {
    made.clock.pass(A_LOOK);
    return looking.get(path);
  };
  const openable = openableIn(made);
  await openable.look();
  const ids = [...made.ids, "1", "who-we-are", "terms"];
  for (const entry of openable.entries()) {
    if (!only.test(entry.route.path || "/")) continue;
    let pages = 0;
    // All of it takes longer than a session lasts.
    if (made.clock.now - since > SIGNED_IN) {
      looking = (await made.signIn(made.open.login)).browser;
      since = made.clock.now;
    }
    for await (const { text } of openable.of(entry, ids, ask)) {
      for (const form of forms(text)) keep(form);
      if (++pages === PAGES_A_ROUTE) break;
    }
  }
  return [...found.values()].sort((a, b) => lateness(a) - lateness(b));
}

/**
 * What ends a session, a membership or the space is tried when everything else was; and when that
 * was, what closes everything.
 */
function lateness({ route }: Filled): number {
  if (CLOSES.test(route)) return 2;
  return Number(/removal|\/end|sign-|sessions|passphrase|safety|withdrawal/.test(route));
}

/** Behind it nothing is there any more. */
export const CLOSES = /:slug\/shutters$/;

/** Routes that take a form, as written in the table. */
export function formRoutes(made: Town): string[] {
  const posts = entriesOf(made.node).filter(({ route }) => route.method === "POST");
  return posts.map(({ route, inSpace }) => `${inSpace ? "/s/:slug" : ""}${route.path}`);
}

/**
 * Types words wherever a page takes words, one word after another in every form that closes
 * nothing; answers what came of each. To look for the forms takes longest: once for all of these
 * words. All of it takes longer than a session lasts: who types signs in anew.
 */
export async function typeEverywhere(made: Town, words: readonly string[]): Promise<Got[]> {
  const hers = async () => (await made.signIn(made.open.login)).browser;
  const safe = ({ route }: { route: string }) =>
    !/\/end|sign-|safety|removal|pass/.test(route) && !CLOSES.test(route);
  const all = (await drawnForms(made, await hers())).filter(safe);
  const done: Got[] = [];
  for (const word of words) {
    const browser = await hers();
    for (const filled of all) {
      const fields = filled.fields.map(([name, value]): [string, string] => [
        name,
        value === "palabra" || value.startsWith("quixenda") ? word : value,
      ]);
      const sent = await sendAs(browser, made, { ...filled, fields });
      assert.ok(sent.status < 500, `${filled.action}: ${sent.status}`);
      done.push(sent);
    }
  }
  return done;
}

let drawn = 0;
const drawnTokens = new WeakMap<Browser, { of: string; token: string }>();

/**
 * The token of a form on a page as this browser has it now: of a page that is drawn for it, once
 * for each session and, where there is none, for each browser.
 */
async function tokenOf(browser: Browser, made: Town): Promise<string> {
  const cookie = browser.cookies.get("__Host-session");
  const session = cookie === undefined ? null : await made.node.people.session(cookie);
  const of = session?.id ?? browser.cookies.get("__Host-visitor") ?? "";
  const before = drawnTokens.get(browser);
  if (before?.of === of && of !== "") return before.token;
  const page = await browser.get("/sign-out");
  const token = /name="form-token" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
  drawnTokens.set(browser, { of, token });
  return token;
}

/** Sends a filled form as a browser of one's own would: with one's own key and token. */
export async function sendAs(browser: Browser, made: Town, filled: Filled) {
  made.clock.pass(A_WHILE);
  const token = await tokenOf(browser, made);
  const key = (++drawn).toString(16).padStart(32, "0");
  return browser.post(filled.action, [...filled.fields, ["form-key", key], ["form-token", token]]);
}
