import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { seededRandom, TestClock } from "../../house/testing.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { newMemory, openMemory } from "../../store/memory/open.ts";
import { knownFor } from "./devices.ts";
import { hashPassphrase } from "./hasher.ts";
import { countRight, RIGHT_AT_ONCE, RIGHT_MS } from "./limits.ts";
import * as logins from "./logins.ts";
import { canonicalPassphrase } from "./passphrase.ts";
import type { NodeParts } from "./records.ts";

const GOOD = "una cosecha larga de aceitunas";

async function withLogin() {
  const clock = new TestClock();
  const { records, lock } = openMemory(newMemory());
  const random = seededRandom("passphrase-harm");
  const parts: NodeParts = { records, lock, clock: clock.read, random, keys: memoryKeys() };
  const login = await logins.makeLogin(parts, { name: "Lucero", passphrase: GOOD });
  assert.ok(!isRefusal(login));
  return { clock, parts, login };
}
const code = (answer: unknown) => (isRefusal(answer) ? answer.refused : "no refusal");

describe("who has a passphrase and tries to harm with it", () => {
  it("is not recognised by one that was changed while it was worked on", async () => {
    const { parts, login } = await withLogin();
    const phc = await hashPassphrase(
      canonicalPassphrase("otra cosecha de almendras"),
      parts.random,
    );
    const { records } = parts;
    // Counting the try comes after the login was read, and before the slow work.
    const put: typeof records.put = async (owner, row, ...rest) => {
      if (row.key === "limit/node") await logins.changeLogin(parts, login, (b) => ({ ...b, phc }));
      return records.put(owner, row, ...rest);
    };
    const changing = { ...parts, records: { ...records, put } };
    const late = await logins.recognise(changing, "lucero", GOOD);
    assert.equal(code(late), "people.not-recognised");
  });

  it("cannot keep the door busy by signing in rightly again and again", async () => {
    const { clock, parts, login } = await withLogin();
    const cookie = await knownFor(parts, null, login);
    assert.equal(await logins.recognise(parts, "lucero", GOOD, cookie), login);
    for (let i = 1; i < RIGHT_AT_ONCE; i++) await countRight(parts, login);
    const again = await logins.recognise(parts, "lucero", GOOD, cookie);
    assert.equal(code(again), "people.too-many-tries");
    const asked = await logins.confirmPassphrase(parts, login, GOOD);
    assert.equal(code(asked), "people.too-many-tries");
    clock.pass(RIGHT_MS);
    assert.equal(await logins.confirmPassphrase(parts, login, GOOD), null);
    const other = await logins.makeLogin(parts, { name: "Olmo", passphrase: GOOD });
    assert.equal(await logins.recognise(parts, "olmo", GOOD), other, "nobody else waits");
  });
});
