/**
 * Keys of files: each has one of its own, in the key folder, beside the ring of its space and in
 * no database. They lie in small bundles, so that a group's thousandth picture costs what its
 * first did. Whoever changes a bundle has locked the space.
 */
import type { KeyFolder, Random } from "./ports.ts";

/** Keys in one bundle; there are 256 of them, and a file's id is drawn by chance. */
const BUNDLE_MAX = 64;
const KEY_BYTES = 32;

type Bundle = Record<string, string>;

const prefixOf = (space: string) => `files-${space}-`;
const nameOf = (space: string, file: string) => `${prefixOf(space)}${file.slice(0, 2)}`;

async function readBundle(folder: KeyFolder, name: string): Promise<Bundle> {
  const bytes = await folder.read(name);
  if (bytes === null) return {};
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as Bundle;
}

async function writeBundle(folder: KeyFolder, name: string, bundle: Bundle): Promise<void> {
  if (Object.keys(bundle).length === 0) await folder.destroy(name);
  else await folder.write(name, Buffer.from(JSON.stringify(bundle)));
}

/** The key of a file; null where it was destroyed, or never was. */
export async function fileKey(
  folder: KeyFolder,
  space: string,
  file: string,
): Promise<Uint8Array | null> {
  const key = (await readBundle(folder, nameOf(space, file)))[file];
  return key === undefined ? null : Buffer.from(key, "base64");
}

/** Makes a key for a file and keeps it; null, and nothing is kept, where there are too many. */
export async function makeFileKey(
  folder: KeyFolder,
  space: string,
  file: string,
  random: Random,
): Promise<Uint8Array | null> {
  const name = nameOf(space, file);
  const bundle = await readBundle(folder, name);
  if (Object.keys(bundle).length >= BUNDLE_MAX) return null;
  const key = Buffer.from(random(KEY_BYTES));
  await writeBundle(folder, name, { ...bundle, [file]: key.toString("base64") });
  return key;
}

/** Destroys a file's key: its bytes open for nobody any more, in no copy of the database. */
export async function endFileKey(folder: KeyFolder, space: string, file: string): Promise<void> {
  const name = nameOf(space, file);
  const { [file]: key, ...rest } = await readBundle(folder, name);
  if (key !== undefined) await writeBundle(folder, name, rest);
}

/** Destroys all of a space's, as it ends. Without a file there is nothing to destroy. */
export async function endFileKeys(folder: KeyFolder, space: string): Promise<void> {
  for (const name of await folder.list())
    if (name.startsWith(prefixOf(space))) await folder.destroy(name);
}
