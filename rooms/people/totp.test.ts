import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { seededRandom } from "../../house/testing.ts";
import { base32, codeAt, newKey, otpauth, plainCode, STEP_MS, stepOf, stepTyped } from "./totp.ts";

/** The key of RFC 6238's vectors for SHA-1. */
const KEY = Buffer.from("12345678901234567890");

describe("codes of an app", () => {
  it("are those of RFC 6238, appendix B", () => {
    const vectors: [number, string][] = [
      [59, "94287082"],
      [1_111_111_109, "07081804"],
      [1_111_111_111, "14050471"],
      [1_234_567_890, "89005924"],
      [2_000_000_000, "69279037"],
      [20_000_000_000, "65353130"],
    ];
    for (const [seconds, code] of vectors) {
      const step = stepOf(seconds * 1_000);
      assert.equal(codeAt(KEY, step, 8), code);
      assert.equal(codeAt(KEY, step), code.slice(2));
    }
  });

  it("are taken one step early or late, and never after one that was used", () => {
    const now = 1_700_000_000_000;
    const here = stepOf(now);
    for (const [off, found] of [
      [-2, null],
      [-1, here - 1],
      [0, here],
      [1, here + 1],
      [2, null],
    ] as const)
      assert.equal(stepTyped(KEY, codeAt(KEY, here + off), now, -1), found, `${off}`);
    assert.equal(stepTyped(KEY, codeAt(KEY, here), now, here), null, "used");
    assert.equal(stepTyped(KEY, codeAt(KEY, here - 1), now, here), null, "older than one used");
    assert.equal(stepTyped(KEY, codeAt(KEY, here), now + STEP_MS, here - 1), here);
  });

  it("are read in any script's digits, however they are grouped, and nothing else is", () => {
    for (const typed of ["123 456", "١٢٣٤٥٦", "١٢٣ ٤٥٦", "۱۲۳۴۵۶", " 123-456 "])
      assert.equal(plainCode(typed), "123456", typed);
    for (const typed of ["", "12345", "1234567", "12345a", "ABCDEF", "1e5000"])
      assert.equal(plainCode(typed), null, typed);
  });

  it("come of a key an app can take, and of an address that names nobody", () => {
    assert.equal(base32(Buffer.from("foobar")), "MZXW6YTBOI");
    assert.equal(base32(Buffer.from("fooba")), "MZXW6YTB");
    assert.equal(newKey(seededRandom(1)).length, 20);
    const address = otpauth(KEY, "alongside.example");
    assert.match(address, /^otpauth:\/\/totp\/alongside\.example\?secret=[A-Z2-7]{32}&/);
    const { searchParams } = new URL(address);
    assert.equal(searchParams.get("secret"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert.deepEqual(
      [...searchParams.keys()],
      ["secret", "issuer", "algorithm", "digits", "period"],
    );
  });
});
