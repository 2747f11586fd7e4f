/**
 * Leaving quickly: the way out replaces this page in the history, and Shift pressed three times
 * takes it from anywhere. Without this module the link still works; "back" then shows the page.
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
