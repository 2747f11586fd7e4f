/**
 * Arrow keys along a list whose links have the focus. Only there: a page never takes keys that
 * belong to the browser, and Tab works as always.
 */

/** @type {Record<string, (at: number, count: number) => number>} */
const MOVES = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** @type {NodeListOf<HTMLElement>} */
const lists = document.querySelectorAll("[data-keys]");

for (const list of lists) {
  list.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    const { target } = event;
    if (!move || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    /** @type {HTMLElement[]} */
    const links = [...list.querySelectorAll(".lead a")].filter((a) => a instanceof HTMLElement);
    const at = links.indexOf(/** @type {HTMLElement} */ (target));
    if (at < 0) return;
    event.preventDefault();
    links[move(at, links.length)]?.focus();
  });
}
