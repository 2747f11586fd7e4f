/**
 * Leaving quickly: the way out replaces this page in the history, and Shift pressed three times
 * takes it from anywhere. Without this module the link still works; "back" then shows the page.
 *
 * And not staying open: a page of somebody signed in asks every few seconds, while it is looked at,
 * whether they still are, and empties itself where they are not. A line that is down says nothing,
 * and neither does an answer that is not ours: then the page stays.
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

const EVERY_MS = 3000;
const PATIENCE_MS = 10_000;
const OURS = /^signed-in (nobody|[0-9a-f]{16})$/;

const isOwn = "signedIn" in document.documentElement.dataset;
/** @type {string | null} whose page it is: what the first answer said */
let mine = null;
let asking = false;

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

async function look() {
  if (asking || document.visibilityState !== "visible") return;
  asking = true;
  const patience = new AbortController();
  const late = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const { signal } = patience;
    const answer = await fetch("/signed-in", { cache: "no-store", redirect: "error", signal });
    const said = OURS.exec(answer.status === 200 ? (await answer.text()).trim() : "")?.[1];
    if (said === "nobody" || (said && mine !== null && said !== mine)) await signedOut();
    mine ??= said ?? null;
  } catch {
    // Offline is not signed out.
  }
  clearTimeout(late);
  asking = false;
}

if (isOwn) {
  look();
  setInterval(look, EVERY_MS);
  for (const event of ["focus", "pageshow"]) addEventListener(event, look);
  document.addEventListener("visibilitychange", look);
}
