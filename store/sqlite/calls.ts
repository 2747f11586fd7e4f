/** Everything the worker thread can be asked, by name. */
import type { SpaceId } from "../port.ts";
import { blobCalls } from "./blobs.ts";
import { dueCalls } from "./due.ts";
import type { Folder } from "./folder.ts";
import { logCalls, partCalls } from "./log.ts";
import { derivedCalls, recordCalls } from "./rows.ts";

function spaceCalls(folder: Folder) {
  return {
    spaces(limit: number, after: SpaceId | null): SpaceId[] {
      const rows = folder.node.all<{ id: string }>(
        "SELECT id FROM space WHERE entries = 1 AND id > ? ORDER BY id LIMIT ?",
        after ?? "",
        limit,
      );
      return rows.map((row) => row.id);
    },

    async end(space: SpaceId): Promise<void> {
      folder.end(space);
      if (!(await folder.truncate(() => folder.node))) {
        throw new Error("the store closed before the bytes of a space were gone");
      }
    },

    bytes(owner: SpaceId | "node"): number {
      const file = owner === "node" ? folder.node : folder.existing(owner);
      return file?.bytes() ?? 0;
    },

    close(): void {
      folder.close();
    },
  };
}

/** The calls on one folder. */
export function callsOn(folder: Folder) {
  return {
    ...logCalls(folder),
    ...partCalls(folder),
    ...derivedCalls(folder),
    ...recordCalls(folder),
    ...dueCalls(folder),
    ...blobCalls(folder),
    ...spaceCalls(folder),
  };
}

/** The calls by name, with what each takes and answers. */
export type Calls = ReturnType<typeof callsOn>;
