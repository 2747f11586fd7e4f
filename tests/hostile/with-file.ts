/** A command that comes with a file, as a form would bring one. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { isRefusal } from "../../house/refusal.ts";
import type { TestNode } from "../../web/testing.ts";

/** Commands whose file is a recording. */
const SPOKEN: ReadonlySet<string> = new Set([
  ...["listening.voice-question", "consent.keep-recording", "consent.keep-spoken"],
]);

/** Sends commands with a file of a member whose bytes say a word. */
export async function withFile(node: TestNode, space: string, member: string, seen: string) {
  const bytes = Buffer.from(seen.repeat(9));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const held = { sha256, bytes, size: bytes.length };
  const picture = { type: "image/jpeg", width: 4, height: 3 } as const;
  const sound = { type: "audio/mpeg", seconds: 4 } as const;
  return async (command: string, input: object) => {
    const about = SPOKEN.has(command) ? { ...held, ...sound } : { ...held, ...picture };
    const upload = await node.house.files.keep(space, member, [about]);
    assert.ok(!isRefusal(upload));
    return node.house.files.use(space, upload, (files) =>
      node.send({ space, command, input, author: { by: "member", member }, files }),
    );
  };
}
