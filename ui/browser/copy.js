/** Copying with one tap. Without this module the text can be selected and copied by hand. */

/**
 * Copies a text box; where the browser will not, selects it so that one press does.
 * @param {HTMLTextAreaElement} box
 * @returns {Promise<boolean>} whether the text is on the clipboard
 */
async function copy(box) {
  box.focus();
  box.select();
  if (!navigator.clipboard) return document.execCommand("copy");
  return navigator.clipboard.writeText(box.value).then(
    () => true,
    () => document.execCommand("copy"),
  );
}

/** @type {NodeListOf<HTMLButtonElement>} */
const buttons = document.querySelectorAll("button[data-copy]");

for (const button of buttons) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const box = document.getElementById(button.dataset["copy"] ?? "");
    const said = button.parentElement?.querySelector("[data-copied]");
    if (!(box instanceof HTMLTextAreaElement) || !(said instanceof HTMLElement)) return;
    said.textContent = (await copy(box)) ? (said.dataset["copied"] ?? "") : "";
  });
}
