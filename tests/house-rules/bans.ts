import { forTests, places, type Source } from "./tree.ts";

/** What the core may not reach for itself, and what to do instead. */
const BANNED: readonly [RegExp, string][] = [
  [/\bDate\.now\b|\bnew Date\(\s*\)|\bTemporal\.Now\b/, "the time is handed in"],
  [
    /\bMath\.random\b|\brandom(Bytes|UUID|Int|FillSync|Fill)\b|\bgetRandomValues\b/,
    "chance is too",
  ],
  [/(?<![.\w])fetch\(|\bnode:(http|https|net|dgram|tls)\b/, "the network is an adapter's"],
  [/\bnode:fs\b/, "files are an adapter's"],
  [/\bprocess\.env\b/, "settings are handed in"],
];
/** Adapters that live beside the core: their job is what is banned elsewhere. */
const ADAPTERS: Record<string, string> = {
  "log/reader.ts": "reads a copied log from a folder or an address, for verify",
};
const CORE = /^(log|house)\/|^rooms\/[^/]+\/(decider|facts|commands|questions|due)/;

/** Banned calls in the core, as "path:line: what instead"; `*.port.ts` are adapters by name. */
export function banned(files: readonly Source[]): string[] {
  return files
    .filter(({ path }) => CORE.test(path) && !forTests(path))
    .filter(({ path }) => !path.endsWith(".port.ts") && !(path in ADAPTERS))
    .flatMap((file) =>
      BANNED.flatMap(([pattern, instead]) => places(file, file.uncommented, pattern, instead)),
    );
}
