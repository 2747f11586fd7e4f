import assert from "node:assert/strict";
import { it } from "node:test";
import { HELD_MAX, holdWhile } from "./held.ts";

/** A hold whose time goes by at once; `passed` says how much did. */
function quickly(longest = 20) {
  const hold = {
    ...{ longest, between: 5, passed: 0 },
    wait: async (ms: number) => {
      hold.passed += ms;
    },
  };
  return hold;
}
const never = new AbortController().signal;

it("holds until it changes, and not longer than it may", async () => {
  const changes = quickly();
  let looks = 0;
  await holdWhile("a", async () => ++looks < 3, never, changes);
  assert.deepEqual([looks, changes.passed], [3, 10]);
  const stays = quickly();
  await holdWhile("a", async () => true, never, stays);
  assert.equal(stays.passed, 20);
});

it("holds nothing when told to stop, and lets go of what it holds", async () => {
  const stop = new AbortController();
  let looks = 0;
  const same = async () => {
    looks += 1;
    if (looks === 2) stop.abort();
    return true;
  };
  await holdWhile("a", same, stop.signal, quickly());
  await holdWhile("a", same, stop.signal, quickly());
  assert.equal(looks, 2);
});

it("holds so many under one name and no more, whatever became of those before", async () => {
  const ended = new AbortController();
  const open = {
    ...quickly(),
    wait: () => new Promise<void>((done) => ended.signal.addEventListener("abort", () => done())),
  };
  const waiting = Array.from({ length: HELD_MAX }, () =>
    holdWhile("b", async () => !ended.signal.aborted, never, open),
  );
  await new Promise(setImmediate);
  let looked = false;
  const look = async () => {
    looked = true;
    return false;
  };
  await holdWhile("b", look, never, quickly());
  assert.equal(looked, false, "one too many");
  await holdWhile("c", look, never, quickly());
  assert.equal(looked, true, "another name");
  ended.abort();
  await Promise.all(waiting);
  await assert.rejects(holdWhile("b", () => Promise.reject(new Error("broken")), never, quickly()));
  looked = false;
  await holdWhile("b", look, never, quickly());
  assert.equal(looked, true, "all were let go");
});
