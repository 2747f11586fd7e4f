/**
 * Passkeys, where this browser has them: shows the forms that ask for one, has the browser sign,
 * and sends what it signed as an ordinary form. Without this module they are not there, and every
 * other way in is.
 */

/** @param {ArrayBuffer} buffer */
function encoded(buffer) {
  const text = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} text */
function decoded(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** @param {string | undefined} list ids of passkeys, one after another */
function keysIn(list) {
  const ids = (list ?? "").split(" ").filter((id) => id !== "");
  return ids.map((id) => ({ type: /** @type {const} */ ("public-key"), id: decoded(id) }));
}

/**
 * What the browser answers for a form; what is asked of it stands on the form.
 * @param {HTMLFormElement} form
 * @param {BufferSource} challenge
 */
async function asked({ dataset, elements }, challenge) {
  const host = dataset["host"] ?? location.hostname;
  const known = keysIn(dataset["keys"]);
  if (dataset["passkey"] !== "add") {
    const publicKey = { challenge, rpId: host, allowCredentials: known };
    const got = await navigator.credentials.get({
      publicKey: { ...publicKey, userVerification: "required" },
    });
    return answerOf(/** @type {PublicKeyCredential} */ (got));
  }
  const typed = elements.namedItem("name");
  const name = (typed instanceof HTMLInputElement && typed.value.trim()) || host;
  const numbers = (dataset["algorithms"] ?? "").split(" ").map(Number);
  const made = await navigator.credentials.create({
    publicKey: {
      challenge,
      rp: { id: host, name: host },
      user: { id: decoded(dataset["handle"] ?? ""), name, displayName: name },
      pubKeyCredParams: numbers.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: known,
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    },
  });
  return answerOf(/** @type {PublicKeyCredential} */ (made));
}

/** @param {PublicKeyCredential} credential */
function answerOf({ id, rawId, type, response }) {
  /** @type {Record<string, string>} */
  const said = {};
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature"];
  for (const part of [...parts, "userHandle"]) {
    const value = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (response))[part];
    if (value instanceof ArrayBuffer) said[part] = encoded(value);
  }
  return { id, rawId: encoded(rawId), type, response: said };
}

/** @param {HTMLFormElement} form */
function offer(form) {
  const ticket = form.elements.namedItem("pass-ticket");
  const proof = form.elements.namedItem("passkey");
  const said = form.querySelector("[data-failed]");
  if (!(ticket instanceof HTMLInputElement && proof instanceof HTMLInputElement)) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (said instanceof HTMLElement) said.textContent = "";
    try {
      proof.value = JSON.stringify(await asked(form, decoded(ticket.value)));
    } catch {
      // Cancelled, no such passkey, too late: the browser does not say which.
      if (said instanceof HTMLElement) said.textContent = said.dataset["failed"] ?? "";
      return;
    }
    form.submit();
  });
}

if (window.PublicKeyCredential !== undefined && window.isSecureContext)
  for (const form of document.querySelectorAll("form[data-passkey]"))
    if (form instanceof HTMLFormElement) offer(form);
