/**
 * Whether this browser is still signed in: asked again and again by pages that lie open, so that
 * they empty themselves (ui/browser/exit.js). An answer that would say what the page knows is
 * held back for a while, since a phone pays for each. Asking counts as no use of the session and is
 * told nothing but whose page it may go on showing. What was typed meanwhile is kept as if it were
 * sent.
 */
import { hash } from "node:crypto";
import type { Register } from "./app.ts";
import { type Ask, isForeign, isOwnForm, SIGNED_IN } from "./ask.ts";
import { readForm } from "./body.ts";
import { headersFor } from "./headers.ts";
import { holdWhile } from "./held.ts";
import { keepForm } from "./kept-form.ts";
import type { WebNode } from "./node.ts";
import { sentKeys } from "./pages/typed.tsx";
import { respond } from "./respond.ts";

/** The field that says where a form was to go; never kept with it. */
const ACTION = "form-action";

/** What asking answers while a session is there: whose it is, to tell one login from another. */
function markOf(login: string): string {
  return hash("sha256", `alongside/signed-in/v1\n${login}`, "hex").slice(0, 16);
}

/** Registers both. */
export function registerSignedIn(register: Register): void {
  register("GET", SIGNED_IN, answer);
  register("POST", SIGNED_IN, leaveTyped);
}

/** Whose session this is, without counting as its use; null: nobody is signed in. */
function loginOf({ node, cookies }: Ask): Promise<string | null> | null {
  const token = cookies.get("session");
  return token === null ? null : node.people.holds(token);
}

async function answer(ask: Ask): Promise<Response> {
  const said = async () => {
    const login = await loginOf(ask);
    return login === null ? "nobody" : markOf(login);
  };
  const still = ask.url.searchParams.get("still");
  let now = await said();
  if (still === now && still !== "nobody") {
    const { stopping } = ask.node;
    const ends = [ask.request.signal, ...(stopping === undefined ? [] : [stopping])];
    await holdWhile(now, async () => (await said()) === still, AbortSignal.any(ends));
    now = await said();
  }
  const body = `signed-in ${now}\n`;
  return respond(ask, { body, type: "text/plain; charset=utf-8" }, { keep: "never" });
}

/**
 * Keeps what was typed on a page that found itself signed out, by the rule for a form that is sent
 * then: a draft of this browser, in a space that is there and open. It does nothing else, whatever
 * the form was for, and answers the same whether or not anything was kept.
 */
async function leaveTyped(ask: Ask): Promise<Response> {
  const { node } = ask;
  if (!isForeign(ask) && node.limits.take("node", "all") === 0) {
    const form = await readForm(ask, false);
    if (!("bad" in form)) await keepTyped(ask, form.fields, sentKeys(form.posted).token);
  }
  const headers = new Headers(headersFor(node.settings, ask.secure, { keep: "never" }));
  for (const cookie of ask.cookies.headers) headers.append("set-cookie", cookie);
  return new Response(null, { status: 204, headers });
}

type Fields = readonly (readonly [string, string])[];

async function keepTyped(ask: Ask, fields: Fields, token: string): Promise<void> {
  const action = fields.find(([name]) => name === ACTION)?.[1] ?? "";
  const slug = slugOf(ask.node, action);
  // Signed in again meanwhile: then the form is there to be sent. A shared phone keeps nothing.
  const may = slug !== null && ask.cookies.get("shared") === null && isOwnForm(ask, token);
  if (!may || (await loginOf(ask)) !== null) return;
  await keepForm(ask, slug, fields, { action });
}

/** The space that a form goes to, where what is typed into it may be kept; or null. */
function slugOf({ doors }: WebNode, action: string): string | null {
  const [, slug = "", path = ""] =
    /^\/s\/([\w~-]{1,80})(\/[\w~/-]{1,400})(?:\?|$)/.exec(action) ?? [];
  const parts = path.split("/");
  const fits = (route: string) => {
    const wanted = route.split("/");
    const same = (part: string, at: number) => part.startsWith(":") || part === parts[at];
    return wanted.length === parts.length && wanted.every(same);
  };
  const routes = doors.flatMap(({ door }) => door.inSpace);
  const found = routes.filter(({ method, path: route }) => method === "POST" && fits(route));
  return found.length > 0 && found.every(({ unkept }) => unkept !== true) ? slug : null;
}
