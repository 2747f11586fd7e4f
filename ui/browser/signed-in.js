/**
 * Not staying open: a page of somebody signed in asks, while it is looked at, whether they still
 * are, and empties itself where they are not. The answer is held back until that changes, or for
 * half a minute. A line that is down says nothing, and neither does an answer that is not ours:
 * then the page stays.
 */

/** Between an answer and the next question: with the server's own look, five seconds at most. */
const AGAIN_MS = 2500;
/** Longer than an answer is held, on a slow line too. */
const PATIENCE_MS = 40_000;
const OURS = /^signed-in (nobody|[0-9a-f]{16})$/;

/** @type {string | null} whose page it is: what the first answer said */
let mine = null;
/** Counts the times it began to ask: an earlier one goes on no more. */
let turn = 0;
let patience = new AbortController();

/** What was typed into a form and not sent; passphrases and files are left out of it. */
function typed() {
  const own = [...document.forms].find((form) => {
    if (form.method !== "post" || form.querySelector("[type=password], [type=file]")) return false;
    /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */
    const fields = form.querySelectorAll("input:not([type=hidden]), textarea");
    return [...fields].some(({ value, defaultValue }) => value !== defaultValue);
  });
  if (own === undefined) return null;
  const { pathname, search } = new URL(own.action);
  const fields = [...new FormData(own)].filter(([, value]) => typeof value === "string");
  const all = /** @type {[string, string][]} */ (fields);
  return new URLSearchParams([...all, ["form-action", pathname + search]]);
}

/** Empties the page, leaves what was typed where it is kept, and asks for the page anew. */
async function signedOut() {
  const body = typed();
  const { pathname, search } = location;
  document.title = "";
  document.documentElement.replaceChildren();
  if (body !== null) await fetch("/signed-in", { method: "POST", body }).catch(() => null);
  location.replace(pathname + search);
}

/** Asks once; what was said, or null where nothing of ours was heard. */
async function ask() {
  patience = new AbortController();
  const { signal } = patience;
  const late = setTimeout(() => patience.abort(), PATIENCE_MS);
  const address = mine === null ? "/signed-in" : `/signed-in?still=${mine}`;
  try {
    const answer = await fetch(address, { cache: "no-store", redirect: "error", signal });
    return OURS.exec(answer.status === 200 ? (await answer.text()).trim() : "")?.[1] ?? null;
  } catch {
    // Offline is not signed out.
    return null;
  } finally {
    clearTimeout(late);
  }
}

/** Asks anew, and goes on while the page is looked at. */
async function watch() {
  const own = ++turn;
  patience.abort();
  while (own === turn && document.visibilityState === "visible") {
    const said = await ask();
    if (said === "nobody" || (said && mine !== null && said !== mine)) return signedOut();
    mine ??= said;
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
}

watch();
for (const event of ["focus", "pageshow"]) addEventListener(event, watch);
document.addEventListener("visibilitychange", watch);
