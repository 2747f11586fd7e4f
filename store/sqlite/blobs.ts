/** Blobs in a space's file: chunks come under an upload's number, and its last step names it. */
import type { SpaceId } from "../port.ts";
import type { File } from "./file.ts";
import type { Folder } from "./folder.ts";

/** Where a blob's chunks are. */
export type BlobPlace = { upload: number; chunks: number };

function dropUpload(file: File, upload: number): void {
  file.run("DELETE FROM chunk WHERE upload = ?", upload);
  file.run("DELETE FROM blob WHERE upload = ?", upload);
}

function placeOf(file: File | null, id: string): BlobPlace | null {
  const sql = "SELECT upload, chunks FROM blob WHERE id = ? AND chunks IS NOT NULL";
  return file?.get<BlobPlace>(sql, id) ?? null;
}

/** The calls of blobs, as the worker answers them. */
export function blobCalls(folder: Folder) {
  const coming = (space: SpaceId, upload: number) => {
    const file = folder.existing(space);
    const sql = "SELECT 1 FROM blob WHERE upload = ? AND chunks IS NULL";
    if (file?.get(sql, upload) === undefined) throw new Error("the space ended meanwhile");
    return folder.writable(space);
  };

  return {
    blobBegin(space: SpaceId, id: string): number {
      const sql = "INSERT INTO blob (id) VALUES (?) RETURNING upload";
      return folder.writable(space).get<{ upload: number }>(sql, id)?.upload ?? 0;
    },

    blobChunks(space: SpaceId, upload: number, first: number, chunks: Uint8Array[]): void {
      const file = coming(space, upload);
      file.transaction(() => {
        for (const [n, bytes] of chunks.entries()) {
          const sql = "INSERT INTO chunk (upload, n, bytes) VALUES (?, ?, ?)";
          file.run(sql, upload, first + n, bytes);
        }
      });
    },

    blobEnd(space: SpaceId, id: string, upload: number, chunks: number): void {
      const file = coming(space, upload);
      file.transaction(() => {
        const old = placeOf(file, id);
        if (old !== null) dropUpload(file, old.upload);
        file.run("UPDATE blob SET chunks = ? WHERE upload = ?", chunks, upload);
      });
    },

    blobDrop(space: SpaceId, upload: number): void {
      const file = folder.existing(space);
      file?.transaction(() => dropUpload(file, upload));
    },

    blobFind(space: SpaceId, id: string): BlobPlace | null {
      return placeOf(folder.existing(space), id);
    },

    blobRead(space: SpaceId, upload: number, from: number, to: number): Uint8Array[] {
      const rows = folder
        .existing(space)
        ?.all<{ bytes: Uint8Array }>(
          "SELECT bytes FROM chunk WHERE upload = ? AND n >= ? AND n < ? ORDER BY n",
          upload,
          from,
          to,
        );
      return (rows ?? []).map((row) => row.bytes);
    },

    blobDelete(space: SpaceId, id: string): void {
      const file = folder.existing(space);
      const place = placeOf(file, id);
      if (file === null || place === null) return;
      folder.writable(space);
      file.transaction(() => dropUpload(file, place.upload));
      void folder.truncate(() => folder.existing(space));
    },
  };
}
