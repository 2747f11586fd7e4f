/**
 * How fast pages may be opened. Who is signed in has a pace of their own; all others share one in
 * each space and one on the node, since behind Tor and proxies everyone has the same address.
 */
import { refuse } from "../house/refusal.ts";
import type { Ask } from "./ask.ts";
import { problem } from "./problem-json.ts";
import { slowReading } from "./problems.tsx";

/** What looks through a group's entries for one answer: who could read what, what is held. */
const LOOKS = /\/(membership\/held|breaches\/[^/]+\/exposed|members\/[^/]+\/(reading|removal))$/;

/** Files, feeds, searches and the like: each reads much for one answer. */
function isDear({ pathname, searchParams }: URL): boolean {
  const asked = (searchParams.get("q") ?? "") !== "";
  // Routes are found by the decoded path, so `needs%2Ecsv` is the same file.
  const path = pathname.replaceAll(/%[2-7][0-9a-f]/gi, (sign) =>
    String.fromCharCode(Number.parseInt(sign.slice(1), 16)),
  );
  return asked || LOOKS.test(path) || /\/dates\/[^/]+$|\.(csv|txt|ics|json|age)$/.test(path);
}

/** Never slowed: the ways in and out, our own files, and programs, whose token has its own pace. */
const FREE = /^\/(health|exit|sign-in|signed-in)$|^\/(api\/s|assets)\//;

/** Seconds to wait before this address may be opened, or 0. */
function waitOf({ node, session, url }: Ask, slug: string | undefined): number {
  const { limits } = node;
  const { pathname } = url;
  if (FREE.test(pathname)) return 0;
  const who = session === null ? `space/${slug ?? ""}` : `login/${session.login}`;
  const crowd = session === null ? limits.take("door", "all") : 0;
  if (crowd > 0) return crowd;
  if (/^\/s\/[^/]+\/log\//.test(pathname)) return limits.take("tiles", who);
  const dear = isDear(url) ? limits.take(session === null ? "dearCrowd" : "dear", who) : 0;
  return dear || limits.take(session === null ? "crowd" : "pages", who);
}

/**
 * The answer to one page too many, or null: a page for people, a problem document for programs.
 * It is the same for a space that is closed and for none.
 */
export async function tooFast(ask: Ask, slug: string | undefined): Promise<Response | null> {
  const seconds = ask.method === "GET" ? waitOf(ask, slug) : 0;
  if (seconds === 0) return null;
  const forPeople = (ask.request.headers.get("accept") ?? "text/html").includes("text/html");
  return forPeople
    ? slowReading(ask, seconds)
    : problem(ask, refuse("web.too-fast", "limit", { vars: { seconds } }));
}
