import { imports, type Source } from "./tree.ts";

/** Files started by something other than an import. */
const ENTRIES = [
  /^cli\/main\.ts$/,
  /^tests\/run\/(main|reporter)\.ts$/,
  /^web\/loader\/register\.ts$/,
  /^bench\/(work\/)?[^/]+\.ts$/,
  /^tests\/[^/]+\/work\/[^/]+\.ts$/,
  /\.test\.ts$/,
];

/** Files no entry point and no test leads to. */
export function unreachable(files: readonly Source[]): string[] {
  const all = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const waiting = [...all.keys()].filter((path) => ENTRIES.some((entry) => entry.test(path)));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = all.get(path);
    if (!file || reached.has(path)) continue;
    reached.add(path);
    waiting.push(...imports(file).map((one) => one.path));
  }
  return [...all.keys()].filter((path) => !reached.has(path));
}
