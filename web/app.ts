/** The application: every address of the node, from the doors of the rooms and web's own. */
import type { IncomingMessage } from "node:http";
import { type Context, Hono } from "hono";
import { LANGS } from "../house/words/index.ts";
import { registerApi } from "./api.ts";
import { type Ask, readAsk } from "./ask.ts";
import type { Arrived } from "./body.ts";
import { webDoor } from "./door.ts";
import { type Entry, enter } from "./enter.ts";
import { registerFixed } from "./fixed.ts";
import { headersFor } from "./headers.ts";
import { registerLog } from "./log.ts";
import type { WebNode } from "./node.ts";
import { tooFast } from "./pace.ts";
import { faulty, notFound } from "./problems.tsx";
import { redirect } from "./respond.ts";
import { registerSignedIn } from "./signed-in.ts";

/** Answers one request of which everything common is known. */
export type Handler = (ask: Ask, params: Record<string, string>) => Promise<Response> | Response;

/** Registers an address; `web/` uses no other way into the application. */
export type Register = (method: "GET" | "POST", path: string, handler: Handler) => void;

/** Builds the application of a node. `fetch` of it is what the server calls. */
export function createApp(node: WebNode): Hono {
  const app = new Hono();
  const register: Register = (method, path, handler) => {
    const paced: Handler =
      method === "POST"
        ? handler
        : async (ask, params) => (await tooFast(ask, params["slug"])) ?? handler(ask, params);
    app.on(method, path, (c) =>
      answered(node, arrived(c), (ask) => paced(ask, c.req.param() as Record<string, string>)),
    );
  };
  registerFixed(register);
  registerLog(register);
  registerSignedIn(register);
  registerApi(register, node);
  for (const entry of entriesOf(node)) {
    const path = `${entry.inSpace ? "/s/:slug" : ""}${entry.route.path}` || "/";
    register(entry.route.method, path, (ask, params) => enter(ask, entry, params));
  }
  app.notFound((c) => answered(node, arrived(c), notFound));
  return app;
}

/** The request; behind a server of Node's, with the one that it is made from. */
function arrived({ req, env }: Context): Arrived {
  const { incoming = null } = (env ?? {}) as { incoming?: IncomingMessage };
  return { request: req.raw, incoming };
}

/** Every route of every room and web's own, the plainest path first: `/new` before `/:id`. */
export function entriesOf(node: Pick<WebNode, "doors">): Entry[] {
  const doors = [...node.doors, { room: "web", door: webDoor }];
  const entries = doors.flatMap(({ room, door }): Entry[] => [
    ...door.inSpace.map((route) => ({ room, inSpace: true, route }) as const),
    ...(door.onNode ?? []).map((route) => ({ room, inSpace: false, route }) as const),
  ]);
  const ranked = entries.map((entry) => ({ entry, rank: rank(entry.route.path) }));
  // By the signs themselves: asking how a language sorts them brings its tables at every start.
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return ranked.map(({ entry }) => entry);
}

/** Sorts what is fixed before what is a parameter, segment by segment. */
function rank(path: string): string {
  return path
    .split("/")
    .map((part) => (part.startsWith(":") ? "1" : "0"))
    .join("");
}

async function answered(
  node: WebNode,
  arrived: Arrived,
  handler: (ask: Ask) => Promise<Response> | Response,
): Promise<Response> {
  let ask: Ask | null = null;
  try {
    ask = await readAsk(node, arrived);
    if (ask === null) return bare(node, 421, "not this host");
    return chosenLang(ask) ?? (await handler(ask));
  } catch (fault) {
    return answerFault(node, ask, fault);
  }
}

/** `?lang=` is a choice: it is kept, and the address without it is where one goes on. */
function chosenLang(ask: Ask): Response | null {
  if (ask.method !== "GET") return null;
  const lang = LANGS.find((one) => one === ask.url.searchParams.get("lang"));
  if (lang === undefined) return null;
  ask.cookies.set("lang", lang, { maxAge: 365 * 24 * 3_600 });
  const rest = new URLSearchParams(ask.url.searchParams);
  rest.delete("lang");
  return redirect(ask, `${ask.url.pathname}${rest.size > 0 ? `?${rest}` : ""}`, 302);
}

/** Our bug: logged by a random id and where it was thrown, never with what it was about. */
async function answerFault(node: WebNode, ask: Ask | null, fault: unknown): Promise<Response> {
  const id = node.secrets.id().slice(0, 8);
  node.onFault?.(fault);
  node.log({ event: "fault", id, ...whereOf(fault) });
  return ask === null ? bare(node, 500, id) : faulty(ask, id);
}

/** A line of text, where too little is known of the request for a page. */
function bare({ settings }: WebNode, status: number, line: string): Response {
  const headers = {
    ...headersFor(settings, false, { keep: "never" }),
    "content-type": "text/plain; charset=utf-8",
  };
  return new Response(`${line}\n`, { status, headers });
}

/** What may be said of a fault: its name and its places. A message may hold contents. */
export function whereOf(fault: unknown): { name: string; at: string } {
  if (!(fault instanceof Error)) return { name: typeof fault, at: "" };
  const { message, stack = "" } = fault;
  // A message of several lines may hold one that looks like a place.
  const told = stack.slice(Math.max(0, stack.indexOf(message)) + message.length);
  const places = told.split("\n").filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return { name: fault.name, at: places.slice(0, 8).join(" <").replaceAll(/\s+/g, " ") };
}
