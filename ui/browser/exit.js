/**
 * Leaving quickly: the way out replaces this page in the history, and Shift pressed three times
 * takes it from anywhere. Without this module the link still works; "back" then shows the page.
 *
 * And not staying open: a page of somebody signed in asks, while it is looked at, whether they
 * still are, and empties itself where they are not. The answer is held back until that changes, or
 * for half a minute. A line that is down says nothing, and neither does an answer that is not ours.
 */

const PRESSES = 3;
const WITHIN_MS = 1500;

/** @type {HTMLAnchorElement | null} */
const link = document.querySelector("a[data-exit]");

/** Nothing of this page is to be seen any more, before the next one has come. */
function blank() {
  document.title = "";
  document.documentElement.replaceChildren();
}

/** Empties the page, then goes. */
function leave() {
  if (link === null) return;
  const { href } = link;
  blank();
  location.replace(href);
}

/** @type {number[]} when Shift went up by itself, in milliseconds */
let presses = [];
/** Whether another key came while Shift was held: then it was a capital letter. */
let mixed = false;

addEventListener("keydown", (event) => {
  if (event.key === "Shift") mixed = event.repeat ? mixed : false;
  else {
    mixed = true;
    presses = [];
  }
});

addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || mixed) return;
  const now = event.timeStamp;
  presses = [...presses.filter((at) => now - at < WITHIN_MS), now];
  if (presses.length >= PRESSES) leave();
});

link?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

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
  blank();
  if (body !== null) await fetch("/signed-in", { method: "POST", body }).catch(() => null);
  location.replace(pathname + search);
}

/** Asks once; what was said, or null where nothing of ours was heard: offline is not signed out. */
async function ask() {
  patience = new AbortController();
  const { signal } = patience;
  const late = setTimeout(() => patience.abort(), PATIENCE_MS);
  const address = mine === null ? "/signed-in" : `/signed-in?still=${mine}`;
  const asked = fetch(address, { cache: "no-store", redirect: "error", signal });
  const said = await asked.then((got) => (got.ok ? got.text() : "")).catch(() => "");
  clearTimeout(late);
  return OURS.exec(said.trim())?.[1] ?? null;
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

if ("signedIn" in document.documentElement.dataset) {
  watch();
  for (const event of ["focus", "pageshow"]) addEventListener(event, watch);
  document.addEventListener("visibilitychange", watch);
}
