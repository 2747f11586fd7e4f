/**
 * Recordings made anew: decoded, and written again as sound and nothing else, whatever a recorder
 * had put beside it. Each in a thread of its own that has so much memory and so much time.
 */
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { Made } from "../house/files.ts";
import { type Refusal, refuse } from "../house/refusal.ts";
import { SECONDS_MAX, type SoundRef } from "../house/values/index.ts";
import { bareSeconds, soundKind } from "./mp3.ts";
import type { SoundDone, SoundTask } from "./sound-worker.ts";
import { Turns } from "./turns.ts";
import { oggOf } from "./webm.ts";

/** Recordings that may wait for their turn; one is made at a time. */
const WAITING_MAX = 8;
/** How long one may take, ms. */
const TIME_MAX = 90_000;
/** What JavaScript of the thread may take, MB; WebAssembly's is bounded in it. */
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

const turns = new Turns(1);
const broken = refuse("web.sound-broken", "shape");

/**
 * A recording as it is kept, alone in a list as pictures are; or why it is not taken, which it is
 * not either where it takes longer than so many ms.
 */
export async function soundAnew(
  bytes: Uint8Array,
  timeMax = TIME_MAX,
): Promise<Made<SoundRef>[] | Refusal> {
  const kind = soundKind(bytes);
  // What decodes reads no WebM; of what is in one, only sound is passed on.
  const taken = kind === "webm" ? oggOf(bytes) : bytes;
  if (kind === null || taken === null) return refuse("web.sound-kind", "shape");
  if (turns.waiting >= WAITING_MAX) return refuse("house.busy", "again", { next: "again" });
  const release = await turns.take();
  try {
    return kept(await inThread({ bytes: taken, secondsMax: SECONDS_MAX }, timeMax));
  } finally {
    release();
  }
}

function kept(done: SoundDone): Made<SoundRef>[] | Refusal {
  if (done === "long")
    return refuse("web.sound-long", "shape", { vars: { minutes: SECONDS_MAX / 60 } });
  const seconds = done === "broken" ? null : bareSeconds(done);
  if (done === "broken" || seconds === null) return broken;
  const sha256 = createHash("sha256").update(done).digest("hex");
  const whole = Math.min(SECONDS_MAX, Math.max(1, Math.round(seconds)));
  return [{ type: "audio/mpeg", size: done.length, sha256, seconds: whole, bytes: done }];
}

/** What a thread makes of it; one that fails, or takes too long, is ended and made nothing. */
async function inThread(task: SoundTask, timeMax: number): Promise<SoundDone> {
  const worker = new Worker(new URL("./sound-worker.ts", import.meta.url), {
    // What the decoder prints of what it finds wrong is for nobody.
    ...{ workerData: task, env: {}, execArgv: [], stdout: true, stderr: true },
    resourceLimits: LIMITS,
  });
  const { promise, resolve } = Promise.withResolvers<SoundDone>();
  const timer = setTimeout(resolve, timeMax, "broken");
  worker.once("message", resolve);
  worker.once("error", () => resolve("broken"));
  worker.once("exit", () => resolve("broken"));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
