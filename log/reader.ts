import { open } from "node:fs/promises";
import { join } from "node:path";
import { Malformed } from "./malformed.ts";

/**
 * Reads one file of a log's layout: undefined where there is none. Throws Malformed when it is
 * longer than `bytesMax` and Unreadable when the place itself fails.
 */
export type LogReader = (path: string, bytesMax: number) => Promise<Uint8Array | undefined>;

/** The place a log lies in did not answer, or answered with something other than the file. */
export class Unreadable extends Error {
  override name = "Unreadable";
}

const layoutPath = /^(checkpoint|key|tile\/[0-9a-z/.]+)$/;

function checkPath(path: string): void {
  if (!layoutPath.test(path) || path.includes("..")) throw new RangeError("not in the layout");
}

/** Reads a log from a folder. */
export function folderReader(folder: string): LogReader {
  return async (path, bytesMax) => {
    checkPath(path);
    try {
      await using file = await open(join(folder, path));
      const stat = await file.stat();
      if (!stat.isFile()) throw new Unreadable(`${path}: not a file`);
      if (stat.size > bytesMax) throw new Malformed(path, "too long");
      return await file.readFile();
    } catch (error) {
      if (error instanceof Malformed || error instanceof Unreadable) throw error;
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "ENOENT" || code === "ENOTDIR") return undefined;
      throw new Unreadable(`${path}: ${code ?? error}`);
    }
  };
}

/** What of `fetch` the reader needs, handed in. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A file of a log that is not there whole after this long (ms) does not come. */
const WAIT_MS = 300_000;

/** Reads a log from the address its paths hang under. Redirects are not followed. */
export function httpReader(address: string, fetch: Fetch, waitMs = WAIT_MS): LogReader {
  const base = address.replace(/\/*$/, "/");
  return async (path, bytesMax) => {
    checkPath(path);
    let response: Response;
    try {
      response = await fetch(base + path, {
        redirect: "error",
        signal: AbortSignal.timeout(waitMs),
      });
    } catch (error) {
      throw new Unreadable(`${path}: no answer (${whyOf(error)})`);
    }
    if (response.status === 404 || response.status === 410) return undefined;
    if (response.status !== 200) throw new Unreadable(`${path}: status ${response.status}`);
    return readBody(path, response, bytesMax);
  };
}

async function readBody(path: string, response: Response, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > bytesMax) throw new Malformed(path, "too long");
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Malformed) throw error;
    throw new Unreadable(`${path}: the answer broke off (${whyOf(error)})`);
  }
  return Buffer.concat(chunks);
}

/** The system's code where there is one: what `fetch` says by itself is always the same. */
function whyOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : {};
  const { code, message } = (cause ?? error) as NodeJS.ErrnoException;
  return code ?? message ?? String(error);
}
