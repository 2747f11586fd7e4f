import assert from "node:assert/strict";
import { argon2 } from "node:crypto";
import { test } from "node:test";
import { checkPassphrase, hashPassphrase } from "../../rooms/people/hasher.ts";

const real = argon2;
await import("./argon2-once.ts");

const input = { message: "gatos", nonce: new Uint8Array(16), memory: 64, passes: 1 };
const costs = { parallelism: 1, tagLength: 32 };
const work = (by: typeof real, some: Partial<typeof input> = {}) =>
  new Promise<Buffer>((done, failed) => {
    by("argon2id", { ...input, ...costs, ...some }, (fault, tag) =>
      fault === null ? done(tag) : failed(fault),
    );
  });

test("every input is answered as argon2 answers it, the first time and later", async () => {
  assert.notEqual(argon2, real);
  const nonce = new Uint8Array(16).fill(1);
  const others = [{ message: "perros" }, { nonce }, { memory: 65 }, { passes: 2 }];
  for (const some of [{}, ...others]) {
    const right = await work(real, some);
    const first = await work(argon2, some);
    assert.deepEqual(first, right);
    // Who writes into an answer changes no later one.
    first.fill(0);
    assert.deepEqual(await work(argon2, some), right);
  }
});

test("a passphrase known before is answered in no time, and a wrong one is wrong", async () => {
  const phc = await hashPassphrase("tres gatos", () => new Uint8Array(16));
  assert.ok(await checkPassphrase("tres gatos", phc));
  const start = process.cpuUsage();
  for (let i = 0; i < 20; i++) assert.ok(await checkPassphrase("tres gatos", phc));
  const { user, system } = process.cpuUsage(start);
  assert.ok(user + system < 1_000_000, `${user + system} µs for twenty`);
  assert.ok(!(await checkPassphrase("tres perros", phc)));
  assert.ok(!(await checkPassphrase("tres gatos", null)));
});
