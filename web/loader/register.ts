/**
 * Lets Node load `.tsx`: import this file before the first page (`--import`, or the launcher).
 * Plain `.ts` is left to Node, which strips types itself.
 */
import { registerHooks, setSourceMapsSupport } from "node:module";
import { fileURLToPath } from "node:url";
import { compileTsx } from "./compile.ts";
import { finderIn } from "./find.ts";

// So that a trace names the line as written, in pages too.
setSourceMapsSupport(true);

// Zod brings its own words in sixty languages, a module each. Ours are in words files and none of
// zod's ever reaches a page, so a sixth of all modules need not be read at every start.
const UNSPOKEN = /\/node_modules\/zod\/v4\/locales\/index\.js$/;

registerHooks({
  resolve: finderIn(new URL("../../", import.meta.url).href),
  load(url, context, nextLoad) {
    if (UNSPOKEN.test(url)) return { format: "module", source: "export {}", shortCircuit: true };
    if (!url.endsWith(".tsx")) return nextLoad(url, context);
    return { format: "module", source: compileTsx(fileURLToPath(url)), shortCircuit: true };
  },
});
