/** Making a folder and those above it. */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes the folder, and those above it, where they are missing; `mode` is for every one that is
 * made. Throws the system's fault where it may or can not. Node's own way of making several at
 * once never ends where the system says that a folder is not there and will not make it either,
 * as on `/proc`.
 */
export function makeFolder(path: string, mode = 0o700): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (fault) {
    // Another process may have made it meanwhile.
    if ((fault as NodeJS.ErrnoException).code !== "EEXIST" || !isFolder(path)) throw fault;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
