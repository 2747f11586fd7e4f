/** The key folder on disk (and one in memory for tests): whole files, replaced or destroyed. */
import { constants } from "node:fs";
import { access, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "./make-folder.ts";

/** See `KeyFolder` in `house/ports.ts`; written again here so that `store/` imports no house. */
export type Keys = {
  read(name: string): Promise<Uint8Array | null>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  destroy(name: string): Promise<void>;
  list(): Promise<string[]>;
};

/** Times a file that is being replaced is read again. */
const READS_MAX = 20;
const NAME = /^[a-z0-9-]{1,64}$/;

/** A key folder that forgets when the process ends. */
export function memoryKeys(): Keys {
  const rings = new Map<string, Uint8Array>();
  return {
    read: async (name) => rings.get(name) ?? null,
    write: async (name, bytes) => void rings.set(name, Uint8Array.from(bytes)),
    destroy: async (name) => void rings.delete(name),
    list: async () => [...rings.keys()].sort(),
  };
}

/**
 * The key folder at `folder` (0700, files 0600), with one second copy at `backup` where given. A
 * write goes to a new file that is flushed and renamed; the old file is overwritten first, since
 * what it held may be a key that was meant to be destroyed. On flash storage overwriting is no
 * promise: `docs/security.md` says so.
 */
export async function diskKeys(folder: string, backup?: string): Promise<Keys> {
  const places = backup === undefined ? [folder] : [folder, backup];
  for (const place of places) makeFolder(place);
  const path = (place: string, name: string) => {
    if (!NAME.test(name)) throw new RangeError("not a ring's name");
    return join(place, `${name}.json`);
  };
  return {
    read: async (name) => {
      const file = path(folder, name);
      for (let tries = 0; await exists(file); tries++) {
        const bytes = await readFile(file);
        // Opened just before another process replaced it: what was there is overwritten by now.
        if (bytes[0] !== 0 || tries === READS_MAX) return bytes;
      }
      return null;
    },
    write: async (name, bytes) => {
      for (const place of places) await replace(place, path(place, name), bytes);
    },
    destroy: async (name) => {
      for (const place of places) {
        await overwrite(path(place, name));
        await rm(path(place, name), { force: true });
        await flushFolder(place);
      }
    },
    list: async () => {
      const files = await readdir(folder);
      return files.flatMap((file) => /^([a-z0-9-]+)\.json$/.exec(file)?.[1] ?? []).sort();
    },
  };
}

async function exists(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => true,
    () => false,
  );
}

async function replace(place: string, file: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${file}.new`;
  const handle = await open(fresh, "w", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  // The handle keeps the old bytes in reach until the new are in place; then they go.
  const old = (await exists(file)) ? await open(file, "r+") : null;
  await rename(fresh, file);
  await flushFolder(place);
  if (old === null) return;
  try {
    const { size } = await old.stat();
    await old.write(Buffer.alloc(size), 0, size, 0);
    await old.sync();
  } finally {
    await old.close();
  }
}

async function overwrite(file: string): Promise<void> {
  if (!(await exists(file))) return;
  const { size } = await stat(file);
  const handle = await open(file, "r+");
  try {
    await handle.write(Buffer.alloc(size), 0, size, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function flushFolder(place: string): Promise<void> {
  const handle = await open(place, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
