/** A file as an entry names it: what it is, never what it is called or what it shows. */
import { z } from "zod";
import { idSchema } from "./id.ts";

/** Bytes of one file, at most: what is kept was made here, and is far smaller. */
export const FILE_BYTES_MAX = 4 * 1024 * 1024;
/** Pixels of a side, at most. */
export const SIDE_MAX = 1_600;
/** Seconds of a recording, at most. */
export const SECONDS_MAX = 300;

/** What every file says of itself: a random id, its address; its bytes by length and SHA-256. */
const named = {
  id: idSchema,
  size: z.int().min(1).max(FILE_BYTES_MAX),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
};

/** Shape of a picture. A type of file is here once all that it carries beside can go. */
export const pictureFileSchema = z.strictObject({
  ...{ ...named, type: z.literal("image/jpeg") },
  width: z.int().min(1).max(SIDE_MAX),
  height: z.int().min(1).max(SIDE_MAX),
});
/** Shape of a recording. */
export const soundFileSchema = z.strictObject({
  ...{ ...named, type: z.literal("audio/mpeg") },
  seconds: z.int().min(1).max(SECONDS_MAX),
});

type Named = { id: string; size: number; sha256: string };
/** See {@link pictureFileSchema}. */
export type PictureRef = Named & { type: "image/jpeg"; width: number; height: number };
/** See {@link soundFileSchema}. */
export type SoundRef = Named & { type: "audio/mpeg"; seconds: number };
/** A file that is part of an entry. */
export type FileRef = PictureRef | SoundRef;

/** The files of one entry. Of a picture: as it is shown, and a smaller one for slow links. */
export type FilesPart<R extends FileRef = FileRef> = { list: R[] };

/** Shape of an entry's pictures, at most so many. */
export function filesPart(max: number) {
  return z.strictObject({ list: z.array(pictureFileSchema).min(1).max(max) });
}

/** Shape of an entry's one recording. */
export const soundPart = z.strictObject({ list: z.array(soundFileSchema).length(1) });

/** Those of files that are pictures, in their order. */
export const picturesOf = (files: readonly FileRef[]): PictureRef[] =>
  files.filter((one): one is PictureRef => one.type === "image/jpeg");

/** The recording among files, where it is the only one. */
export function soundOf(files: readonly FileRef[]): SoundRef | null {
  const [one, more] = files;
  return one?.type === "audio/mpeg" && more === undefined ? one : null;
}
