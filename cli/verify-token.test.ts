import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { DAY } from "../house/testing.ts";
import { testNode } from "../web/testing.ts";
import { makeToken } from "../web/tokens.ts";
import { serverFor } from "./listen.ts";
import { alongside, assertSays, folder, json } from "./test-kit.ts";

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

test("the log of a closed group is verified where it lies, by a token that may read", async () => {
  await using dir = await folder();
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const node = await testNode({ settings: { origins: [address] } });
  const { space, slug, login, member } = await node.found({ safety: "yes" });
  const opened = await node.house.space(space);
  assert.ok(opened);
  const until = node.clock.now + 9 * DAY;
  for (const [file, scopes] of [
    ["read", ["read"]],
    ["needs", ["needs.*"]],
  ] as const) {
    const of = { login, member, scopes, until };
    const token = await makeToken(opened, of, node.clock.now, node.random);
    await writeFile(join(dir.at, file), `${token}\n`, { mode: 0o600 });
  }
  await writeFile(join(dir.at, "wrong"), `alongside_${"A".repeat(43)}\n`, { mode: 0o600 });
  const server = serverFor(node.app.fetch);
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  try {
    for (const at of [`${address}/s/${slug}`, `${address}/s/${slug}/log`]) {
      const { ok, size } = await json(dir.at, "verify", at, "--token-file", "read");
      assert.deepEqual([ok, size], [true, opened.size]);
    }
    const at = `${address}/s/${slug}/log`;
    const bare = await alongside(dir.at, "verify", at);
    assert.deepEqual([bare.code, /--token-file/.test(bare.err)], [1, true], bare.err);
    const wrong = await alongside(dir.at, "verify", at, "--token-file", "wrong");
    assert.match(wrong.err, /key: missing .*not for this token/);
    const narrow = await alongside(dir.at, "verify", at, "--token-file", "needs");
    assert.match(narrow.err, /the token's scopes do not hold `read`/);
    assert.deepEqual([wrong.code, narrow.code], [1, 1]);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

test("a token goes over no line that others may read, and to no folder", async () => {
  await using dir = await folder();
  await writeFile(join(dir.at, "token"), `alongside_${"A".repeat(43)}\n`, { mode: 0o600 });
  const by = ["--token-file", "token"];
  assertSays(await alongside(dir.at, "verify", "http://group.example/s/x", ...by), 2, /https/);
  assertSays(await alongside(dir.at, "verify", ".", ...by), 2, /is for an address/);
  const none = ["verify", "http://127.0.0.1:9/x", "--token-file"];
  assertSays(await alongside(dir.at, ...none, "nowhere"), 1, /nowhere: there is no such file/);
  await writeFile(join(dir.at, "words"), "three words here\n", { mode: 0o600 });
  assertSays(await alongside(dir.at, ...none, "words"), 1, /words: its first line is no API token/);
});
