import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { seededRandom, TestClock } from "../../house/testing.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { openSqlite } from "../../store/sqlite/open.ts";
import { makeLogin } from "./logins.ts";
import { hashed, type NodeParts } from "./records.ts";
import { beginSession, endSession, sessionOf } from "./sessions.ts";

it("a session that ended is nobody's at once, and after a new start", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "sessions-"));
  const [keys, random] = [memoryKeys(), seededRandom("sessions")];
  const clock = new TestClock();
  const last: { close: () => Promise<void> } = { close: async () => undefined };
  t.after(async () => {
    await last.close();
    await rm(folder, { recursive: true });
  });
  const open = async () => {
    await last.close();
    const store = await openSqlite(folder);
    last.close = () => store.close();
    const { records, lock } = store;
    const parts: NodeParts = { records, lock, clock: clock.read, random, keys };
    return parts;
  };
  const parts = await open();
  const login = await makeLogin(parts, { name: "Lucero", passphrase: "tres gatos en la azotea" });
  assert.ok(!isRefusal(login));
  const tokens: string[] = [];
  for (let i = 0; i < 8; i++) tokens.push(await beginSession(parts, login));
  for (const token of tokens) {
    const id = (await sessionOf(parts, token))?.id ?? "";
    clock.pass(61_000);
    // Its use is noted, it is read and it ends, all on the way to the disk together.
    const reads = [1, 2, 3].map(() => sessionOf(parts, token));
    await Promise.all([...reads, endSession(parts, id), sessionOf(parts, token)]);
    assert.equal(await sessionOf(parts, token), null);
  }
  const again = await open();
  for (const token of tokens) assert.equal(await sessionOf(again, token), null);
  const token = await beginSession(again, login);
  // Asked for while it is being ended: the answer given last must not be the one remembered.
  const cold = await open();
  const reading = sessionOf(cold, token);
  await cold.records.delete("node", `session/${hashed("session", token)}`);
  await reading;
  assert.equal(await sessionOf(cold, token), null);
});
