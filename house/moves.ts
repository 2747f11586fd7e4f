/**
 * What moving and taking over say on the log. The room that keeps the space's own thing declares
 * these facts; the house knows their names, since a file and its keys are judged by them.
 */
import { hash } from "node:crypto";
import { z } from "zod";
import type { Verifier } from "../log/note.ts";
import { idSchema } from "./values/index.ts";

/** The fact that a space goes on under a key of another node. */
export const MOVED = "space.moved/1";
/** The first fact of a new generation: the node before is gone. */
export const TAKEN_OVER = "space.taken-over/1";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Record of {@link MOVED}: entries there were when it was said, SHA-256 of the next key. */
export const movedRecord = z.strictObject({ size: z.int().nonnegative(), key: sha256 });

/**
 * Record of {@link TAKEN_OVER}: which generation begins, size and root of the last head known,
 * and the two members who took over. Entries after that size may be missing.
 */
export const takenOverRecord = z.strictObject({
  ...{ generation: z.int().min(2), size: z.int().min(1), root: sha256 },
  by: z.array(idSchema).length(2),
});

/** Record of {@link TAKEN_OVER}. */
export type TakenOverRecord = z.output<typeof takenOverRecord>;

/** What a moved entry names a key by: SHA-256 of the 32 bytes of the public key, hex. */
export function keyHash(key: Uint8Array): string {
  return hash("sha256", key, "hex");
}

/** The 32 bytes of a verifier's public key. */
export function publicBytes({ key }: Verifier): Uint8Array {
  return key.export({ format: "der", type: "spki" }).subarray(-32);
}
