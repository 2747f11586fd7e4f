/** From a request to a route and back: who may come in, what was posted, how fast. */
import type { Open, Reply, Route, SpaceVisit, Visit } from "../house/door.ts";
import { isRefusal } from "../house/refusal.ts";
import { type Ask, bindingOf, hasToken, isForeign, isOwnForm } from "./ask.ts";
import { type Form, mayBeLarge, NOTHING_POSTED, readForm } from "./body.ts";
import { dropKept, keepForm } from "./kept-form.ts";
import { sentKeys } from "./pages/typed.tsx";
import { again, notFound, unwanted } from "./problems.tsx";
import { answer } from "./reply.ts";
import { redirect } from "./respond.ts";
import { roomFor } from "./turns.ts";
import { makeVisit, type Standing, standIn } from "./visit.ts";

/** A route with the room it is of; `inSpace` says which kind of visit it takes. */
export type Entry = { room: string } & (
  | { inSpace: true; route: Route<SpaceVisit> }
  | { inSpace: false; route: Route }
);

/** Answers a request to a route. */
export async function enter(
  ask: Ask,
  entry: Entry,
  params: Record<string, string>,
): Promise<Response> {
  if (ask.method === "GET" || ask.session === null || !mayBeLarge(ask.request))
    return entered(ask, entry, params);
  // Few large forms at once: until it is somebody's turn nothing of theirs is read.
  const leave = await roomFor(ask.session.login);
  try {
    return await entered(ask, entry, params);
  } finally {
    leave();
  }
}

async function entered(ask: Ask, entry: Entry, params: Record<string, string>): Promise<Response> {
  const own = entry.route.open === "own" || entry.route.open === "own-ally";
  const standing = entry.inSpace ? await standIn(ask, params["slug"] ?? "", own) : null;
  const closed = keptOut(ask, entry, standing, params);
  if (closed !== null) return closed;
  if (ask.method === "GET") return visit(ask, entry, standing, params, null);
  const form = await formOf(ask);
  if (form instanceof Response) return form;
  const slow = checked(ask, form, standing, params["slug"]);
  if (slow !== null) return slow;
  return entry.inSpace && standing === null
    ? notFound(ask)
    : visit(ask, entry, standing, params, form);
}

async function visit(
  ask: Ask,
  entry: Entry,
  standing: Standing | null,
  params: Record<string, string>,
  form: Form | null,
): Promise<Response> {
  const fields = form?.fields ?? [];
  const { key, kept } = sentKeys(form?.posted ?? NOTHING_POSTED);
  const post = form === null ? null : { posted: form.posted, key };
  const made = makeVisit(ask, standing, params, post);
  const route = entry.route as Route<Visit>;
  const reply = await route.answer(made);
  // A code that opens nothing leads nowhere: as where there is no such space.
  const inside = standing?.member != null || standing?.ally != null;
  const shut = standing !== null && !standing.open && !inside;
  if (shut && isRefusal(reply) && reply.because === "not-found") return notFound(ask);
  const { open, unkept } = route;
  const at = { room: entry.room, open, unkept, standing, fields };
  if (kept === "" || standing === null || !("goto" in reply)) return answer(ask, at, reply);
  const response = await answer(ask, at, reply);
  await dropKept(ask, standing.view.space);
  for (const cookie of ask.cookies.headers.filter((one) => one.includes("kept=")))
    response.headers.append("set-cookie", cookie);
  return response;
}

/** An answer for who may not come in, or null. */
function keptOut(
  ask: Ask,
  { route, room, inSpace }: Entry,
  standing: Standing | null,
  params: Record<string, string>,
): Promise<Response> | Response | null {
  const { open } = route;
  if (open === "everyone") {
    if (!inSpace) return null;
    if (standing?.open) return null;
    // A code opens its own page, which looks it up. What is posted is judged before anything says
    // whether there is such a space.
    const entered = "code" in params && (standing !== null || ask.method === "POST");
    return entered ? null : notFound(ask);
  }
  if (ask.session === null) return signInFirst(ask, params["slug"], route);
  if (open === "keeper") return ask.session.keeper ? null : notFound(ask);
  if (!inSpace) return null;
  if (standing?.heldBack != null && (open === standing.accepts || open === "party"))
    return acceptFirst(ask, standing, route);
  if (open === "newcomer" && ask.method === "GET" && standing?.member != null)
    return answer(ask, { room, open, standing, fields: [] }, letIn(standing));
  return isInside(open, standing) ? null : notFound(ask);
}

/** Who was vouched in while their page of waiting lay open comes in by it. */
const letIn = ({ here }: Standing): Reply => ({ goto: here.base, notice: "people.join.done" });

function isInside(open: Open, standing: Standing | null): boolean {
  if (open === "member" || open === "own") return standing?.member != null;
  if (open === "newcomer") return standing?.waiting != null;
  if (open === "ally" || open === "own-ally") return standing?.ally != null;
  if (open === "party") return standing?.member != null || standing?.ally != null;
  return standing?.open === true;
}

/** Who has yet to accept what the group asks of each person is led there; what was typed waits. */
async function acceptFirst(
  ask: Ask,
  standing: Standing,
  { unkept }: Entry["route"],
): Promise<Response> {
  const to = standing.here.base + ask.node.spaces.conduct[standing.accepts];
  if (ask.method === "GET" || ask.session === null) return redirect(ask, to);
  const form = await formOf(ask);
  if (form instanceof Response) return form;
  const slow = checked(ask, form, standing, standing.slug);
  if (slow !== null) return slow;
  // Kept forms are shown to members.
  const member = standing.accepts === "member";
  const keeps = member && unkept !== true && ask.session.shared !== true;
  const { login } = ask.session;
  if (keeps && (await keepForm(ask, standing.slug, form.fields, { login, waited: "accepting" })))
    return redirect(ask, to);
  return again(ask, "stale", form.fields, { standing });
}

/** Nobody is signed in: the same whether or not there is such a space; what was typed is kept. */
async function signInFirst(
  ask: Ask,
  slug: string | undefined,
  { unkept }: Entry["route"],
): Promise<Response> {
  const { signIn } = ask.node.people.paths;
  if (ask.method === "GET") {
    const to = `${ask.url.pathname}${ask.url.search}`;
    return redirect(ask, `${signIn}?${new URLSearchParams({ to })}`);
  }
  const form = await formOf(ask);
  if (form instanceof Response) return form;
  const own = unkept !== true && isOwnForm(ask, sentKeys(form.posted).token);
  // On a shared phone nothing is kept beyond the session: it stands on the answer alone.
  if (ask.cookies.get("shared") !== null)
    return again(ask, "over", form.fields, { standing: null });
  if (own && slug !== undefined && (await keepForm(ask, slug, form.fields)))
    return redirect(ask, `${signIn}?${new URLSearchParams({ to: `/s/${slug}/kept-form` })}`);
  return again(ask, "stale", form.fields, { standing: null });
}

/** The posted form, or the answer to what is none. */
async function formOf(ask: Ask): Promise<Form | Response> {
  if (isForeign(ask)) return unwanted(ask, 403, "foreign");
  // Who is signed in has a pace of their own: a crowd at the door must not stop those inside.
  const wait = ask.session === null ? ask.node.limits.take("node", "all") : 0;
  const form = await readForm(ask, ask.session !== null);
  if ("bad" in form) return unwanted(ask, form.bad === "too-large" ? 413 : 400, form.bad);
  if (wait > 0) return again(ask, "slow", form.fields, { standing: null, waitSeconds: wait });
  return form;
}

/** Token, key and pace; null where all is well. Says the same of a closed space and of none. */
function checked(
  ask: Ask,
  form: Form,
  found: Standing | null,
  slug: string | undefined,
): Promise<Response> | null {
  const isIn = found?.open || found?.member != null || found?.ally != null;
  const standing = isIn ? found : null;
  const { key, token } = sentKeys(form.posted);
  if (!/^[0-9a-f]{32}$/.test(key) || !hasToken(ask, token))
    return again(ask, "stale", form.fields, { standing });
  const { limits } = ask.node;
  const strangers = slug !== undefined && found?.member == null && found?.ally == null;
  const waitSeconds =
    limits.take("visitor", bindingOf(ask)) || (strangers ? limits.take("strangers", slug) : 0);
  return waitSeconds > 0 ? again(ask, "slow", form.fields, { standing, waitSeconds }) : null;
}
