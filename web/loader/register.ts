/**
 * Lets Node load `.tsx`: import this file before the first page (`--import`, or the launcher).
 * Plain `.ts` is left to Node, which strips types itself.
 */
import { registerHooks, setSourceMapsSupport } from "node:module";
import { fileURLToPath } from "node:url";
import { compileTsx } from "./compile.ts";

// So that a trace names the line as written, in pages too.
setSourceMapsSupport(true);

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith(".tsx")) return nextLoad(url, context);
    return { format: "module", source: compileTsx(fileURLToPath(url)), shortCircuit: true };
  },
});
