/** Files as the command line reads and writes them. */

import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Malformed } from "../log/malformed.ts";
import { makeFolder } from "../store/make-folder.ts";
import { Unable } from "./args.ts";
import type { Streams } from "./subcommand.ts";

/** No passphrase file, key file or other small file is longer, in bytes. */
const SMALL_MAX = 1_048_576;
const OTHERS_MAY_READ = 0o077;

/** A small text file. Stops where it is large or no UTF-8. */
export async function readSmall(path: string, bytesMax = SMALL_MAX): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  // What is no plain file says no size: a pipe, which may be meant, or a device that never ends.
  for await (const piece of bytesOf(path)) {
    size += piece.length;
    if (size > bytesMax) throw new Unable(`${path}: longer than ${bytesMax} bytes`);
    pieces.push(piece);
  }
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
    return decoder.decode(Buffer.concat(pieces));
  } catch {
    throw new Unable(`${path}: not a text in UTF-8`);
  }
}

/** The first line of a passphrase file. Warns where others on this machine may read it. */
export async function readPassphrase(path: string, { err }: Streams): Promise<string> {
  const passphrase = (await readSmall(path)).split(/\r?\n/, 1)[0] ?? "";
  if (passphrase === "") throw new Unable(`${path}: its first line is empty`);
  const { mode } = await stat(path);
  if (process.platform !== "win32" && (mode & OTHERS_MAY_READ) !== 0)
    err(`warning: others on this machine may read ${path} (chmod 600 keeps them out)\n`);
  return passphrase;
}

/** A small file's JSON. Stops where it is none. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readSmall(path);
  try {
    return JSON.parse(text);
  } catch {
    throw new Unable(`${path}: not JSON`);
  }
}

/** A file's bytes from the beginning, in pieces. */
export function bytesOf(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 65_536 }) as AsyncIterable<Uint8Array>;
}

/** A file's first bytes. */
export async function beginningOf(path: string, length: number): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
  return buffer.subarray(0, bytesRead);
}

/**
 * Lines of UTF-8, one at a time, without their ends. A line longer than `max` is given cut off
 * just past it and is the last: whoever reads it sees that it is too long. Throws `Malformed` on
 * bytes that are no UTF-8, and where the last line has no end.
 */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  max: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let held: string[] = [];
  let length = 0;
  for await (const text of decoded(bytes, decoder)) {
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      yield held.join("") + text.slice(from, end);
      held = [];
      length = 0;
      from = end + 1;
    }
    held.push(text.slice(from));
    length += text.length - from;
    if (length <= max) continue;
    yield held.join("");
    return;
  }
  // What was cut off just there is as wrong as what was cut off anywhere else.
  if (held.join("") !== "") throw new Malformed("file", "its last line has no end");
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, decoder: TextDecoder) {
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (fault) {
    if (fault instanceof TypeError) throw new Malformed("file", "not UTF-8");
    throw fault;
  }
}

/**
 * Writes a new file that only its owner may read; nothing is at `path` until all of it is durable.
 * Stops where something is there already.
 */
export async function writeNew(
  path: string,
  pieces: AsyncIterable<Uint8Array | string>,
): Promise<void> {
  if (await isThere(path)) throw new Unable(`${path}: it is there already`);
  const fresh = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const file = await open(fresh, "wx", 0o600);
  try {
    try {
      for await (const piece of pieces) await file.appendFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (fault) {
    await rm(fresh, { force: true });
    throw fault;
  }
  await flushFolder(dirname(path));
}

async function flushFolder(path: string): Promise<void> {
  // Windows has no such call and needs none.
  if (process.platform === "win32") return;
  await using folder = await open(path);
  await folder.sync();
}

/** Whether something is at the path. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    if (code === "ENOENT") return false;
    throw fault;
  }
}

/** Makes a folder for what is exported; stops where it holds something already. */
export async function newFolder(path: string): Promise<void> {
  makeFolder(dirname(path), 0o777);
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== "EEXIST") throw fault;
    const { readdir } = await import("node:fs/promises");
    if ((await readdir(path)).length > 0) throw new Unable(`${path}: the folder is not empty`);
  }
}
