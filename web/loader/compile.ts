import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { threadId } from "node:worker_threads";
import type { TransformOptions } from "esbuild";

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, "../..");
const folder = join(process.env["ALONGSIDE_CACHE"] ?? join(root, "data/cache"), "pages");
const options: TransformOptions = {
  loader: "tsx",
  format: "esm",
  target: "esnext",
  jsx: "automatic",
  jsxImportSource: "hono/jsx",
  sourcemap: "inline",
  sourcesContent: false,
};
/** What the output depends on beside the source: read without loading the compiler. */
const recipe = `${require("esbuild/package.json").version}\n${JSON.stringify(options)}\n`;

/**
 * The JavaScript of one `.tsx` file, from the cache when this very source was compiled before.
 * The cache is named by content, so nothing in it is ever stale and all of it may be deleted.
 * Throws what the compiler throws when the source is not valid.
 */
export function compileTsx(file: string): string {
  const source = readFileSync(file, "utf8");
  const name = basename(file);
  const hash = createHash("sha256").update(`${recipe}${name}\n${source}`).digest("hex");
  const kept = join(folder, `${hash}.js`);
  return readIfThere(kept) ?? keep(kept, compile(name, source));
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return undefined;
    throw error;
  }
}

function compile(name: string, source: string): string {
  // Loaded here, not above: a warm start never pays for it.
  const esbuild: typeof import("esbuild") = require("esbuild");
  return esbuild.transformSync(source, { ...options, sourcefile: name }).code;
}

/** Writes beside and renames, so that another process never reads half a file. */
function keep(file: string, code: string): string {
  const draft = `${file}.${process.pid}.${threadId}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, code);
    renameSync(draft, file);
  } catch (error) {
    // A folder we may not write to, or a full disk, costs time at the next start and no more.
    if (!["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR"].includes(codeOf(error))) throw error;
  }
  return code;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
