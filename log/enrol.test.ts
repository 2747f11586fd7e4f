import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { keyFault } from "./enrol.ts";
import { signerOf } from "./test-kit.ts";

const hex = (digits: string) => Buffer.from(digits, "hex");

test("the reason a key is refused", () => {
  const rows: readonly [string, ReturnType<typeof keyFault>][] = [
    // Order 1, 2, 4 and 8, canonically written.
    [`01${"00".repeat(31)}`, "low order"],
    [`ec${"ff".repeat(30)}7f`, "low order"],
    ["00".repeat(32), "low order"],
    [`${"00".repeat(31)}80`, "low order"],
    ["26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "low order"],
    ["c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", "low order"],
    // y not below the field's prime, or a sign on x = 0.
    [`ed${"ff".repeat(30)}7f`, "non-canonical"],
    [`ee${"ff".repeat(31)}`, "non-canonical"],
    ["ff".repeat(32), "non-canonical"],
    [`01${"00".repeat(30)}80`, "non-canonical"],
    [`ec${"ff".repeat(31)}`, "non-canonical"],
    // An honest point plus one of low order.
    ["10eb7c3acfb2bed3e0d6ab89bf5a3d6afddd1176ce4812e38d9fd485058fdb1f", "mixed order"],
    ["fe894df18abf1c20088bfbe6c9ad45d42ec20663eaf7111eaea1d851da0d7f89", "mixed order"],
    [`02${"00".repeat(31)}`, "not a point"],
    ["00".repeat(31), "length"],
    ["00".repeat(33), "length"],
    // The base point, the honest key of the published cases, the key of RFC 8032 §7.1 test 1.
    [`58${"66".repeat(31)}`, undefined],
    ["ef75b20e7540e3dff77404193652ba2bd13df99c1508eee1515e27ae25f28076", undefined],
    ["d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", undefined],
  ];
  for (const [key, fault] of rows) assert.equal(keyFault(hex(key)), fault, key);
});

test("keys made by generating one are never refused", () => {
  for (let i = 0; i < 20; i++) assert.ok(signerOf("alongside.invalid/x", `key ${i}`));
  const { publicKey } = generateKeyPairSync("ed25519");
  const der = publicKey.export({ format: "der", type: "spki" });
  assert.equal(keyFault(der.subarray(-32)), undefined);
});
