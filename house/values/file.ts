/** A file as an entry names it: what it is, never what it is called or what it shows. */
import { z } from "zod";
import { idSchema } from "./id.ts";

/** Bytes of one file, at most: what is kept was made here, and is far smaller. */
export const FILE_BYTES_MAX = 4 * 1024 * 1024;
/** Pixels of a side, at most. */
export const SIDE_MAX = 1_600;
/** Media types that are kept. A type is in the list once all that it carries beside can go. */
export const FILE_TYPES = ["image/jpeg"] as const;

/** Shape of a file: a random id, which is its address; its bytes by length and SHA-256 in hex. */
export const fileSchema = z.strictObject({
  id: idSchema,
  type: z.enum(FILE_TYPES),
  size: z.int().min(1).max(FILE_BYTES_MAX),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  width: z.int().min(1).max(SIDE_MAX),
  height: z.int().min(1).max(SIDE_MAX),
});
/** See {@link fileSchema}. */
export type FileRef = {
  id: string;
  type: (typeof FILE_TYPES)[number];
  size: number;
  sha256: string;
  width: number;
  height: number;
};

/** The files of one entry. Of a picture: as it is shown, and a smaller one for slow links. */
export type FilesPart = { list: FileRef[] };

/** Shape of an entry's files, at most so many. */
export function filesPart(max: number) {
  return z.strictObject({ list: z.array(fileSchema).min(1).max(max) });
}
