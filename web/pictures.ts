/**
 * Pictures made anew: decoded, turned upright, made small, and written again without anything a
 * camera or a phone had put beside them. `sharp` is loaded when the first picture comes.
 */
import { createHash } from "node:crypto";
import type { Sharp } from "sharp";
import type { Made } from "../house/files.ts";
import { isRefusal, type Refusal, refuse } from "../house/refusal.ts";
import { type PictureRef, SIDE_MAX } from "../house/values/index.ts";
import { isBareJpeg, type PictureKind, pictureKind } from "./jpeg.ts";
import { Turns } from "./turns.ts";

/** Pixels of a side of the smaller one, for slow links. */
export const SMALL_MAX = 480;
/** Pixels that are decoded at most: those of a JPEG take little, of the others all at once. */
const PIXELS_MAX: Readonly<Record<PictureKind, number>> = {
  ...{ jpeg: 50_000_000, png: 25_000_000, webp: 25_000_000 },
};
/** Pictures that may wait for their turn; one is drawn at a time. */
const WAITING_MAX = 16;
const SECONDS_MAX = 60;
/** What reads each kind; everything else that the library could read is switched off. */
const READERS = ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"];

type Load = typeof import("sharp").default;
let loading: Promise<Load> | null = null;

async function load(): Promise<Load> {
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: READERS });
  return sharp;
}

/** The library; null on a machine for which there is none. */
async function loaded(): Promise<Load | null> {
  loading ??= load();
  try {
    return await loading;
  } catch (fault) {
    loading = null;
    if (fault instanceof Error) return null;
    throw fault;
  }
}

const turns = new Turns(1);

/** A picture as it is shown, and a smaller one where that is smaller; or why it is not taken. */
export async function drawAnew(bytes: Uint8Array): Promise<Made<PictureRef>[] | Refusal> {
  const kind = pictureKind(bytes);
  if (kind === null) return refuse("web.picture-kind", "shape");
  if (turns.waiting >= WAITING_MAX) return refuse("house.busy", "again", { next: "again" });
  const release = await turns.take();
  try {
    const sharp = await loaded();
    if (sharp === null) return refuse("web.picture-cannot", "state");
    return await drawn(sharp, bytes, PIXELS_MAX[kind]);
  } finally {
    release();
  }
}

async function drawn(
  sharp: Load,
  bytes: Uint8Array,
  pixels: number,
): Promise<Made<PictureRef>[] | Refusal> {
  const open = (input: Uint8Array) =>
    sharp(input, { limitInputPixels: pixels, failOn: "error", sequentialRead: true });
  try {
    // The head alone is read here: how large it says that it is.
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > pixels) return refuse("web.picture-large", "shape");
    const shown = await written(open(bytes).autoOrient(), SIDE_MAX, 80);
    if (isRefusal(shown)) return shown;
    const isSmall = Math.max(shown.width, shown.height) <= SMALL_MAX;
    if (isSmall) return [shown];
    const small = await written(open(shown.bytes), SMALL_MAX, 72);
    return isRefusal(small) ? small : [shown, small];
  } catch (fault) {
    // The library's words name no place and hold no contents, and say what any decoder would.
    if (fault instanceof Error) return refuse("web.picture-broken", "shape");
    throw fault;
  }
}

async function written(
  image: Sharp,
  side: number,
  quality: number,
): Promise<Made<PictureRef> | Refusal> {
  const { data, info } = await image
    .timeout({ seconds: SECONDS_MAX })
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#fff" })
    .toColourspace("srgb")
    .jpeg({ quality, progressive: true, mozjpeg: side === SMALL_MAX })
    .toBuffer({ resolveWithObject: true });
  if (!isBareJpeg(data)) return refuse("web.picture-broken", "shape");
  const sha256 = createHash("sha256").update(data).digest("hex");
  const { width, height } = info;
  return { type: "image/jpeg", size: data.length, sha256, width, height, bytes: data };
}
