/** Names the way things are folded, by the source that folds them. */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../house/room.ts";

const ROOT = join(import.meta.dirname, "..");

/**
 * For each kind of a plan, the SHA-256 over the sources of `house/` and of its room: a snapshot
 * under any other name is folded anew. All of a room's own files count, since a fold may lean on
 * any of them; pages and words do not.
 */
export function foldVersions(plan: Plan): (kind: string) => string {
  const known = new Map<string, string>();
  let house: string | undefined;
  return (kind) => {
    const room = plan.rooms.find(({ kinds }) => kinds.some((one) => one.kind === kind))?.name;
    if (room === undefined) throw new Error(`no room has ${kind}`);
    house ??= hashOf("{house,log}/**/*.ts");
    const version = known.get(room) ?? digest(`${house}\n${hashOf(`rooms/${room}/*.ts`)}`);
    known.set(room, version);
    return version;
  };
}

function hashOf(pattern: string): string {
  const files = globSync(pattern, { cwd: ROOT }).filter((path) => !/\.test\.ts$/.test(path));
  const sources = files.sort().map((path) => `${path}\n${readFileSync(join(ROOT, path), "utf8")}`);
  return digest(sources.join("\n"));
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
