/** Waiting for a reader that is slower than what is told it. */
import { once } from "node:events";
import type { Writable } from "node:stream";

/** Resolves once the stream takes more, or takes nothing any more. */
export async function drained(stream: Writable): Promise<void> {
  if (!stream.writable || !stream.writableNeedDrain) return;
  const over = new AbortController();
  const { signal } = over;
  const either = [once(stream, "drain", { signal }), once(stream, "close", { signal })];
  // A fault of the stream is told to whoever writes, and here it is an end like another.
  await Promise.race(either).catch(() => undefined);
  over.abort();
}
