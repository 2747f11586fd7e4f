/** A command that comes with a file, as a form would bring one. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { isRefusal } from "../../house/refusal.ts";
import type { TestNode } from "../../web/testing.ts";

/** Sends commands with a file of a member whose bytes say a word. */
export async function withFile(node: TestNode, space: string, member: string, seen: string) {
  const bytes = Buffer.from(seen.repeat(9));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const about = { type: "image/jpeg", size: bytes.length, width: 4, height: 3 } as const;
  const upload = await node.house.files.keep(space, member, [{ ...about, sha256, bytes }]);
  assert.ok(!isRefusal(upload));
  return (command: string, input: object) =>
    node.house.files.use(space, upload, (files) =>
      node.send({ space, command, input, author: { by: "member", member }, files }),
    );
}
