import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { it } from "node:test";
import { openNode } from "../../cli/node.ts";
import { isRefusal } from "../../house/refusal.ts";
import { writeSpaceFile } from "../../house/space-file.ts";
import { verifySpaceFile } from "../../house/space-file-verdict.ts";
import { makeLogin, nodeOf } from "../../rooms/people/index.ts";
import { foundSpace } from "../../rooms/spaces/index.ts";
import { startPostgres } from "../../store/postgres/testing.ts";
import { emptyFolder } from "../../store/sqlite/testing.ts";
import { deep } from "../run/seeds.ts";
import type { Told } from "./writing-child.ts";

const LOADER = join(import.meta.dirname, "../../web/loader/register.ts");
const CHILD = join(import.meta.dirname, "writing-child.ts");

type Child = { ready: Promise<unknown>; go: () => Promise<Told[]> };

function child(args: readonly string[]): Child {
  const made = fork(CHILD, args, { execArgv: ["--import", LOADER] });
  const go = async () => {
    made.send("go");
    const [[told], [code]] = await Promise.all([once(made, "message"), once(made, "exit")]);
    assert.equal(code, 0);
    return told as Told[];
  };
  return { ready: once(made, "message"), go };
}

it("two processes on one PostgreSQL lose nothing and do nothing twice", async (t) => {
  const server = await startPostgres();
  t.after(() => server.stop());
  const { folder, remove } = emptyFolder();
  t.after(remove);
  const options = { data: folder, databaseUrl: server.url, log: () => undefined };
  const first = await openNode(options);
  const passphrase = "una frase bastante larga de prueba";
  const login = await makeLogin(nodeOf(first.house), { name: "lucero", passphrase });
  assert.ok(!isRefusal(login));
  const founded = await foundSpace(first.house, {
    ...{ group: "Ría Viva", lang: "es", handle: "lucero", login, safety: "no" },
  });
  assert.ok(!isRefusal(founded));
  const { space, member } = founded;
  const before = (await first.house.space(space))?.size ?? 0;
  await first.close();

  const rounds = String(deep() ? 40 : 6);
  const args = (name: string) => [server.url, folder, space, member, name, rounds];
  const both = [child(args("one")), child(args("other"))];
  await Promise.all(both.map(({ ready }) => ready));
  const [one = [], other = []] = await Promise.all(both.map(({ go }) => go()));
  const all = [...one, ...other];
  const byKey = Map.groupBy(all, ({ key }) => key);
  let entries = before;
  for (const [key, said] of byKey) {
    assert.equal(said.length, key.startsWith("same-") ? 2 : 1, key);
    assert.equal(said.filter(({ again }) => !again).length, 1, `${key} was done once`);
    assert.equal(new Set(said.map(({ id }) => id)).size, 1, `${key} has one answer`);
    entries += said[0]?.entries ?? 0;
  }

  const after = await openNode(options);
  try {
    const opened = await after.house.space(space);
    assert.ok(opened);
    assert.equal(opened.size, entries);
    assert.ok(opened.ring.epoch.now > 2, "epochs were turned on the way");
    const verdict = await verifySpaceFile(
      writeSpaceFile(opened, { keys: after.keys, now: after.house.now }),
    );
    assert.ok(verdict.ok, JSON.stringify(verdict));
    // Quiet revisions erase words, new names erase old ones; every other part still opens.
    const renames = 2 * Number(rounds);
    assert.equal(verdict.checked.erased, 2 * Number(rounds) + renames);
  } finally {
    await after.close();
  }
});
