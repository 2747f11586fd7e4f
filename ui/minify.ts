/** A small, safe minifier for our own style sheets: takes out what a browser does not read. */

/** Strings, comments, white space, punctuation, words: in the order they are looked for. */
const PIECES =
  /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\/\*[\s\S]*?\*\/|\s+|[{};,/"']|[^\s"'/{};,]+/g;

/** The nought that stands before the point of a number. */
const BARE_ZERO = /(?<![\w.#-])0(?=\.\d)/g;

/**
 * CSS without comments and without white space that has no meaning. Strings stay as they are;
 * a number below one begins with its point;
 * a space stays wherever two pieces would otherwise become one, and around `+`, `-`, `*` and
 * `/`, where `calc()` needs it. Doing it twice changes nothing.
 */
export function minify(css: string): string {
  const out: string[] = [];
  let gap = false;
  for (const [piece] of css.matchAll(PIECES)) {
    if (piece.startsWith("/*") || piece.trim() === "") {
      gap = true; // A comment between two words parts them, as a space does.
      continue;
    }
    const before = out.at(-1);
    if (gap && before !== undefined && parts(before, piece)) out.push(" ");
    while (piece === "}" && out.at(-1) === ";") out.pop();
    out.push(/["']/.test(piece) ? piece : piece.replaceAll(BARE_ZERO, ""));
    gap = false;
  }
  return out.join("");
}

/** Whether the space between two pieces has a meaning: ` :hover` is not `:hover`. */
function parts(before: string, after: string): boolean {
  const last = before.at(-1) ?? "";
  const first = after[0] ?? "";
  return !"{};,>:".includes(last) && !"{};,>".includes(first);
}
