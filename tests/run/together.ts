/** What a process of one or several test files runs. */
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { describe } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, "../..");

/**
 * Runs these test files, given by their whole paths, one after another in this process: several
 * each as a suite, so that the hooks of one are not the others'.
 */
export async function together(files: readonly string[]): Promise<void> {
  const alone = files.length === 1;
  const waiting = alone ? files : files.filter((file) => !readAtOnce(file));
  for (const file of waiting) await import(pathToFileURL(file).href);
}

/** Whether a file could be read as a suite: not if it awaits something before its first test. */
function readAtOnce(file: string): boolean {
  let read = true;
  describe(relative(root, file), () => {
    try {
      require(file);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code !== "ERR_REQUIRE_ASYNC_MODULE") throw error;
      read = false;
    }
  });
  return read;
}
