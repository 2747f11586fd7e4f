import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { Malformed } from "./malformed.ts";
import { type Fetch, folderReader, httpReader, Unreadable } from "./reader.ts";
import { commitmentsOf, filesOf } from "./test-kit.ts";
import { verifyLog } from "./verify.ts";

const folder = await mkdtemp(join(tmpdir(), "alongside-reader-"));
after(() => rm(folder, { recursive: true }));
const files = await filesOf(commitmentsOf(300));
for (const [path, bytes] of files) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), bytes);
}

test("a log in a folder verifies", async () => {
  assert.ok((await verifyLog(folderReader(folder))).ok);
});

test("a folder answers undefined for what is not there, and refuses what is too long", async () => {
  const read = folderReader(folder);
  assert.equal(await read("tile/5/000", 10), undefined);
  assert.equal(await read("tile/0/000/more", 10), undefined);
  assert.equal((await read("tile/0/000", 8192))?.length, 8192);
  await assert.rejects(read("tile/0/000", 8191), Malformed);
  await assert.rejects(read("tile/0", 10), Unreadable);
});

test("nothing outside the layout is read", async () => {
  for (const path of ["", "../key", "tile/../../key", "/etc/hosts", "key/../key", "tile/%2e"]) {
    await assert.rejects(folderReader(folder)(path, 10), RangeError, path);
    await assert.rejects(httpReader("https://a.example", respond())(path, 10), RangeError, path);
  }
});

/** A server of the files above; `turn` may answer in its stead. */
function respond(turn?: (url: string) => Response | undefined): Fetch {
  return async (url) => {
    const path = url.replace("https://a.example/log/", "");
    const bytes = files.get(path);
    const status = bytes === undefined ? 404 : 200;
    return turn?.(url) ?? new Response(bytes === undefined ? null : Buffer.from(bytes), { status });
  };
}

test("a log at an address verifies, with or without a slash at its end", async () => {
  for (const address of ["https://a.example/log", "https://a.example/log/"]) {
    assert.ok((await verifyLog(httpReader(address, respond()))).ok);
  }
});

test("an address that fails is unreadable; one that sends too much is refused early", async () => {
  const failing = httpReader("https://a.example/log", () => Promise.reject(new TypeError("gone")));
  await assert.rejects(failing("key", 10), Unreadable);
  const broken = httpReader(
    "https://a.example/log",
    respond(() => new Response("no", { status: 500 })),
  );
  await assert.rejects(broken("key", 10), Unreadable);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent++;
      controller.enqueue(new Uint8Array(1_000));
    },
  });
  const flood = httpReader(
    "https://a.example/log",
    respond(() => new Response(endless)),
  );
  await assert.rejects(flood("key", 5_000), Malformed);
  assert.ok(sent < 20, `${sent} chunks were taken`);
});

test("redirects are not followed", async () => {
  let asked: RequestInit | undefined;
  const read = httpReader("https://a.example/log", async (_url, init) => {
    asked = init;
    return new Response("x");
  });
  await read("key", 10);
  assert.equal(asked?.redirect, "error");
});

test("an address that never has done is unreadable in the end", async () => {
  // A socket would keep the process alive; the signal's own clock does not.
  const alive = setInterval(() => undefined, 1_000);
  const never = httpReader(
    "https://a.example/log",
    (_url, { signal }) =>
      new Promise((_answer, failed) => {
        signal?.addEventListener("abort", () => failed(signal.reason));
      }),
    20,
  );
  await assert.rejects(never("key", 10), Unreadable);
  clearInterval(alive);
});
