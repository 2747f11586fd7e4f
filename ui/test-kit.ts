/** For the tests of `ui/`: load a component and draw it alone. */
import { jsx } from "hono/jsx";
import { createWords, wordsFromFiles } from "../house/words/index.ts";
import type { Translate } from "./types.ts";
import "../web/loader/register.ts";

/** Words and amounts of a language, strictly: a missing message throws. */
export function speak(lang: string) {
  const load = wordsFromFiles(new URL("../", import.meta.url));
  return createWords({ lang, load, strict: true });
}

/** A stand-in for words that shows which key was asked, and with what. */
export const echo: Translate = (key, vars) =>
  vars === undefined ? key : `${key}(${Object.values(vars).join(",")})`;

/** Draws a component to HTML. `children` go in as its children, escaped unless drawn themselves. */
export function draw<P>(component: (props: P) => unknown, props: P, ...children: unknown[]) {
  return String(jsx(component as never, props as never, ...(children as never[])));
}

/** The attributes of the first tag of a name, or of the one that holds `having`. */
export function attributes(html: string, tag: string, having = ""): Record<string, string> {
  const tags = html.match(new RegExp(`<${tag}\\b[^>]*>`, "g")) ?? [];
  const found = tags.find((one) => one.includes(having));
  if (found === undefined) throw new Error(`no <${tag}> with ${having} in ${html}`);
  const pairs = found.matchAll(/([\w-]+)="([^"]*)"/g);
  return Object.fromEntries([...pairs].map(([, name, value]) => [name, value]));
}
