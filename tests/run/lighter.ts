/**
 * Read by every test file's process before `node:test`. Node's runner follows each promise, so that
 * it can name the test a stray fault came from, and that took a quarter of the time of all tests.
 * Here it follows tests, timers and sockets, and no promises. A stray fault still fails the file it
 * is in; to have its test named, run that file by itself (`node --test`).
 */
import hooks from "node:async_hooks";
import { isMainThread } from "node:worker_threads";

// Threads, and processes that tests start, may be given this file too and have no tests.
if (isMainThread && process.env["NODE_TEST_CONTEXT"] !== undefined) {
  const { createHook } = hooks;
  hooks.createHook = (callbacks) => createHook({ ...callbacks, trackPromises: false });
  // The runner keeps the way to make hooks that it finds at this moment.
  await import("node:test");
  hooks.createHook = createHook;
}
