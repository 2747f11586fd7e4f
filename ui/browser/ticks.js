/** Says how many boxes are ticked. Without this module the boxes are simply ticked. */

const count = new Intl.NumberFormat(document.documentElement.lang);

/**
 * Puts a counter under a group and keeps it true.
 * @param {HTMLFieldSetElement} group
 */
function watch(group) {
  const said = document.createElement("p");
  said.className = "soft";
  said.setAttribute("role", "status");
  group.append(said);
  const say = () => {
    const boxes = [...group.querySelectorAll("input[type=checkbox]")];
    const ticked = boxes.filter((box) => /** @type {HTMLInputElement} */ (box).checked);
    said.textContent = (group.dataset["ticks"] ?? "")
      .replace("{n}", count.format(ticked.length))
      .replace("{of}", count.format(boxes.length));
  };
  group.addEventListener("change", say);
  say();
}

/** @type {NodeListOf<HTMLFieldSetElement>} */
const groups = document.querySelectorAll("fieldset[data-ticks]");
for (const group of groups) watch(group);
