/** The whole look as one inline style sheet, with the hash a content security policy names. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { minify } from "./minify.ts";

/** The layers in the order they are read; a later one may lean on an earlier one. */
export const LAYERS: readonly URL[] = [
  "tokens",
  "base",
  "shell",
  "forms",
  "parts",
  "charts",
  "print",
].map((name) => new URL(`./look/${name}.css`, import.meta.url));

/** A style sheet and its source expression for `style-src`, quotes included. */
export type Styles = { css: string; source: string };

/** Reads and minifies the layers; throws when a file is missing, which is our bug. */
export function readStyles(layers: readonly URL[] = LAYERS): Styles {
  const css = minify(layers.map((layer) => readFileSync(layer, "utf8")).join("\n"));
  return { css, source: `'sha256-${createHash("sha256").update(css).digest("base64")}'` };
}
