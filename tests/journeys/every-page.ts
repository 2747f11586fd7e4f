/**
 * Every page that links lead to, looked at in a browser, in one process: to fill a node and to find
 * an address for each of its pages takes as long as to look at half of them.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { type DemoSignIn, fillDemo } from "../../cli/demo-world.ts";
import { isRefusal } from "../../house/refusal.ts";
import { plan } from "../../rooms/index.ts";
import { loginOf, nodeOf, readLogin } from "../../rooms/people/index.ts";
import { setWhoFounds } from "../../rooms/spaces/founding.ts";
import { doorsOf } from "../../web/rooms.ts";
import { seeds } from "../run/seeds.ts";
import { type Address, findAddresses, pageRoutes } from "./addresses.ts";
import { faultsOf } from "./judge.ts";
import {
  type Lang,
  type Looking,
  newPhone,
  openChromium,
  press,
  type Served,
  serveEmpty,
} from "./kit.ts";

/** Pages that no link may lead to: what a code or a first run opens, and files. */
const UNLINKED = [
  // A file, by the form of the page before it: rooms/ledger/files.pages.test.ts takes it.
  "/s/:slug/books/:id/files/book",
  // The same of files for the public: rooms/ledger/publishing.pages.test.ts.
  "/s/:slug/books/publishing/file",
  "/first-run",
  // Of a closed group, and for someone outside it: no page tells of them (shutters.test.ts).
  ...["/closed", "/closed/end/:id", "/closed/letter/:id/:breach/:line", "/word", "/word/noted"],
  "/sign-out",
  // What comes between two pages, or after a second step is set up; ways-in.test.ts comes to them.
  ...["/confirm", "/sign-in/code", "/ways-in/recovery-codes"],
  "/s/:slug/invitation/:code",
  ...["/labels/:label", "/boxes/:box"],
  // Until there is something to give out, or somebody wrote it down.
  "/s/:slug/who-first",
  // Of a place and an item, of which there is none here: rooms/stock comes to them.
  ...["", "/lines/:item/:unit/:until/:lot", "/count"].map(
    (page) => `/s/:slug/stock/places/:id${page}`,
  ),
  ...["", "/giving", "/setting"].map((page) => `/s/:slug/stock/items/:id${page}`),
  ...[
    "items/new",
    "giving",
    "arrivals",
    "arrivals/rest",
    "arrivals/:id",
    "coming",
    "where/agreements/:id",
    "where/feed/:code",
    "swaps",
  ].map((page) => `/s/:slug/stock/${page}`),
  ...["given", "check", "sheet", "nearby", "nearby/:id"].map((page) => `/s/:slug/stock/${page}`),
  "/s/:slug/dates/:code",
  // By the code of a turn: rooms/today/turn-feed.test.ts.
  "/turn/calendar/:code",
  // Of what was shared, or could be, with allied groups: rooms/reports comes to them.
  ...["sheet", ":id", ":id/sheet"].map((page) => `/s/:slug/reports/${page}`),
  // Of protected groups, which the one looked at here is not; demo/pages.test.ts comes to it.
  "/s/:slug/settings/protection",
  // Of who waits to be vouched in; people.test.ts comes to it.
  "/s/:slug/waiting",
  // The same page as /conduct, for whoever waits: rooms/spaces/conduct.test.ts comes to it.
  "/s/:slug/waiting/conduct",
  // Of an allied group whose host has a code of conduct: rooms/allies/conduct.pages.test.ts.
  "/s/:slug/ally/conduct",
  // The last step of what two agreed to: rooms/spaces/copies-pages.test.ts comes to them.
  "/s/:slug/copies/:id",
  "/s/:slug/leaving/:id",
  // Of the permissions one is looked at, asked for or given: rooms/consent comes to the others, and
  // permission.test.ts to what is asked for by a code.
  ...["yes", "renewal", "end", "stopped"].map((page) => `/s/:slug/permissions/:id/${page}`),
  // No page, but what its text sounds like, for who typed a code: rooms/consent/recordings.test.ts.
  "/permission/heard/:pass",
  // Of an agreement one is looked at that nobody signed yet: rooms/agreements comes to the others.
  ...[
    "changes",
    "ticks",
    "ticks/end",
    "ticks/stopped",
    "lines",
    "stopped",
    "books",
    "texts",
    "kept",
  ].map((page) => `/s/:slug/agreements/:id/${page}`),
  "/s/:slug/agreements/:id/expenses",
  // Of a rule for bank rows: rooms/ledger/bank.pages.test.ts.
  "/s/:slug/books/:id/sortings/:sorting",
  // Of a second book, a link's code, and what arrived: rooms/ledger comes to them.
  ...["books/between", "book-links/:code", "open-books/:id", "contributions/:id/proof"].map(
    (page) => `/s/:slug/${page}`,
  ),
  // Of what was sent back for one thing: rooms/expenses/pages.test.ts.
  "/s/:slug/expenses/:id/revision",
  // What would go by other times, once they are typed: rooms/spaces/times.pages.test.ts.
  "/s/:slug/times/preview",
];
/** The page, and at most two modules of ours. */
const REQUESTS = 3;
const FILES = /\.(csv|txt|ics|json|age)$|\/files\/[^/]+$/;

let browser: Browser;
let served: Served;
let host: DemoSignIn;
let routes: string[];
let found: Record<"member" | "stranger", Address[]>;

before(async () => {
  [browser, served] = await Promise.all([openChromium(), serveEmpty()]);
  const [first] = (await fillDemo(served.node)) ?? [];
  assert.ok(first);
  host = first;
  // Where its keeper allows it, everyone signed in begins groups: from a page of web's own.
  await setWhoFounds(nodeOf(served.node.house), "everyone");
  await settleIn(served, host);
  routes = pageRoutes(await doorsOf(plan));
  const base = `/s/${host.space}`;
  const pagesOf = async ({ context }: Looking, from: readonly string[]) => {
    const all = await findAddresses(routes, from, async (path) => {
      const response = await context.request.get(path);
      assert.equal(response.status(), 200, path);
      return response.text();
    });
    await context.close();
    return all.filter(({ path }) => !FILES.test(path));
  };
  found = {
    member: await pagesOf(await signedIn("en", true), [
      ...["/", `${base}/today`, `${base}/search`, "/groups/new"],
    ]),
    stranger: await pagesOf(await newPhone(browser, served), [
      "/",
      base,
      "/receipt",
      "/turn",
      "/permission",
      "/sign-in",
    ]),
  };
});
after(async () => {
  await browser.close();
  await served[Symbol.asyncDispose]();
});

/** The group has a duty, and asks each person to accept a code of conduct, which nobody has yet. */
async function settleIn({ node: { house } }: Served, { name }: DemoSignIn): Promise<void> {
  const login = await readLogin(nodeOf(house), await loginOf(nodeOf(house), name));
  const { space = "", member = "" } = login?.memberships[0] ?? {};
  const text = { lang: "es", text: "Nos tratamos con respeto." };
  for (const [command, input] of [
    ["people.name-duty", { name: [{ lang: "es", text: "Guardar llaves" }] }],
    ["spaces.write-conduct", { texts: [text], days: 60 }],
  ] as const) {
    const author = { by: "member", member } as const;
    const key = command.padEnd(24, "-");
    const said = await house.dispatch({ space, command, input, author, key });
    assert.ok(!isRefusal(said), JSON.stringify(said));
  }
}

async function signedIn(lang: Lang, script: true | "blocked"): Promise<Looking> {
  const phone = await newPhone(browser, served, { lang, script });
  await phone.page.goto(`/sign-in?lang=${lang}`);
  await phone.page.fill("[name=name]", host.name);
  await phone.page.fill("[name=passphrase]", host.passphrase);
  await press(phone.page, "form[action^='/sign-in'] button");
  await phone.page.goto(`/s/${host.space}?lang=${lang}`);
  return phone;
}

/** Tries that links lead to every page. */
export function linksLeadEverywhere(): void {
  test("links lead to every page", () => {
    const led = new Set([...found.member, ...found.stranger].map(({ route }) => route));
    const missed = routes.filter((route) => !led.has(route) && !FILES.test(route));
    assert.deepEqual(
      missed.filter((route) => !UNLINKED.includes(route)),
      [],
    );
  });
}

/** Every second page: all of them are more than one test has time for. */
const HALVES = [0, 1] as const;

/** Tries that every page holds, in a language, with script or without, for both who look. */
export function everyPageHolds(lang: Lang, script: true | "blocked"): void {
  for (const half of HALVES) pagesHold(lang, script, half);
}

/**
 * The same of every second page: which, says the seed of the run, and English takes those that
 * Arabic leaves. So every page is looked at in each run, in one way and the next time in the other.
 */
export function halfOfThemHold(lang: Lang, script: true | "blocked"): void {
  const even = (seeds().at(-1) ?? 0) % 2 === 0;
  pagesHold(lang, script, even === (lang === "en") ? 0 : 1);
}

function pagesHold(lang: Lang, script: true | "blocked", half: 0 | 1): void {
  const on = script === true ? "on" : "off";
  test(`every page holds in ${lang}, script ${on}, half ${half + 1}`, async () => {
    const stranger = await newPhone(browser, served, { lang, script });
    await stranger.page.goto(`/sign-in?lang=${lang}`);
    const phones = { stranger, member: await signedIn(lang, script) };
    const faults: string[] = [];
    for (const who of ["stranger", "member"] as const)
      for (const { route, path } of found[who].filter((_, at) => at % 2 === half)) {
        const { page, requests } = phones[who];
        requests.length = 0;
        const own = () => requests.filter((asked) => !/\/signed-in(\?|$)/.test(asked));
        const response = await page.goto(path);
        const status = response?.status();
        const all = [
          ...(status === 200 ? [] : [`status ${status}`]),
          ...(await faultsOf(page, lang, (await response?.text()) ?? "")),
          ...(own().length > REQUESTS ? [`${own().length} requests`] : []),
        ];
        faults.push(...all.map((fault) => `${route} (${who}): ${fault}`));
      }
    for (const { context, complaints } of Object.values(phones)) {
      faults.push(...complaints);
      await context.close();
    }
    assert.deepEqual(faults, []);
  });
}
