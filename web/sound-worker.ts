/**
 * A thread for one recording: decodes what came and writes it anew, then ends. Both decoder and
 * encoder are WebAssembly: what goes wrong in them goes wrong in memory of their own, which cannot
 * grow past a bound, and which leads to no file, no network and nothing of the node.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { createMp3Encoder } from "wasm-media-encoders";
import { KBITS, RATE } from "./mp3.ts";

/** As far as it is bounded here: no library that is loaded says what it is. */
type Grows = { readonly buffer: ArrayBufferLike; grow: (pages: number) => number };
declare const WebAssembly: { Memory: { prototype: Grows } };

/** What the thread is given: the bytes as they came, and how many seconds are taken. */
export type SoundTask = { bytes: Uint8Array; secondsMax: number };
/** What it answers: an MP3, that it is too long, or that it cannot be read. */
export type SoundDone = Uint8Array | "long" | "broken";

/** Bytes that a decoder or an encoder may have: five minutes, as they come out, are 60 MB. */
const MEMORY_MAX = 176 * 1_048_576;
/** What a phone's recorder writes; the decoder could read more. */
const CODED = /^(aac|mp3|opus|vorbis|pcm_(s16|s24|s32|f32)le|pcm_u8)$/;
/** Samples that are encoded at once. */
const STRETCH = 48_000;

function bound(): void {
  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (this: Grows, pages: number) {
    if (this.buffer.byteLength + pages * 65_536 > MEMORY_MAX) throw new RangeError("too much");
    return grow.call(this, pages);
  };
}

/** The decoder finds no Node around it, and no network: it fetches what it brought along. */
async function decoder(bytes: Uint8Array) {
  const at = import.meta.resolve("audio-file-decoder/decode-audio.wasm");
  const wasm = await readFile(fileURLToPath(at));
  const headers = { "content-type": "application/wasm" };
  Object.assign(globalThis, { fetch: async () => new Response(wasm, { headers }) });
  for (const name of ["process", "WebSocket", "EventSource"])
    Reflect.deleteProperty(globalThis, name);
  const { getAudioDecoder } = await import("audio-file-decoder");
  return getAudioDecoder("decode-audio.wasm", bytes.slice().buffer);
}

async function made({ bytes, secondsMax }: SoundTask): Promise<SoundDone> {
  bound();
  const encoder = await createMp3Encoder();
  const from = await decoder(bytes);
  const { sampleRate, encoding, duration } = from;
  if (!CODED.test(encoding) || !(sampleRate >= 8_000 && sampleRate <= 96_000)) return "broken";
  if (duration > secondsMax + 1) return "long";
  // From before its beginning, or the decoder would look for it and miss some of it.
  const samples = from.decodeAudioData(-1, secondsMax + 2);
  const seconds = samples.length / sampleRate;
  if (seconds > secondsMax) return "long";
  if (seconds < 0.1) return "broken";
  for (let i = 0; i < samples.length; i++) {
    const at = samples[i] ?? 0;
    if (!(at >= -1 && at <= 1)) samples[i] = at > 1 ? 1 : at < -1 ? -1 : 0;
  }
  encoder.configure({ sampleRate, channels: 1, bitrate: KBITS, outputSampleRate: RATE });
  const out: Uint8Array[] = [];
  for (let at = 0; at < samples.length; at += STRETCH)
    out.push(encoder.encode([samples.subarray(at, at + STRETCH)]).slice());
  out.push(encoder.finalize().slice());
  return new Uint8Array(Buffer.concat(out));
}

made(workerData as SoundTask).then(
  (done) => parentPort?.postMessage(done),
  () => parentPort?.postMessage("broken" satisfies SoundDone),
);
