/**
 * Where the keys' second copy lies. Said once, it is remembered in the data folder: a key that is
 * destroyed must be destroyed there too, whoever opens the folder next.
 */
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { makeFolder } from "../store/make-folder.ts";
import { Unable } from "./args.ts";

/** What is said instead of a folder to have none from now on. */
export const NO_BACKUP = "none";

const fileIn = (data: string) => join(data, "keys-backup");

/** The folder remembered for a data folder, or null. */
export async function rememberedBackup(data: string): Promise<string | null> {
  try {
    return (await readFile(fileIn(data), "utf8")).trimEnd();
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw fault;
  }
}

/**
 * The second copy's folder for this run: the one said, which is remembered, else that one.
 * Stops where that one is not there: keys destroyed now would live on in it.
 */
export async function backupFor(data: string, said: string | undefined): Promise<string | null> {
  if (said === NO_BACKUP) {
    await rm(fileIn(data), { force: true });
    return null;
  }
  if (said !== undefined) {
    const folder = resolve(said);
    makeFolder(data);
    await writeFile(fileIn(data), `${folder}\n`, { mode: 0o600 });
    return folder;
  }
  const folder = await rememberedBackup(data);
  if (folder === null) return null;
  const there = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (there) return folder;
  throw new Unable(
    `the keys' second copy is not at ${folder}: attach it, or say --keys-backup DIR ` +
      `(--keys-backup ${NO_BACKUP}: there is none any more, and you destroyed it)`,
  );
}
