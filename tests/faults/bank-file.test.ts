import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { openNode } from "../../cli/node.ts";
import { DATA, folder, found, IN, json, PROGRAM } from "../../cli/test-kit.ts";
import { seededRandom } from "../../house/testing.ts";
import { moneyBooks } from "../../rooms/ledger/index.ts";
import { balances } from "../../rooms/ledger/totals.ts";
import { deep, FIXED_SEED } from "../run/seeds.ts";

const FILE = join(DATA, "ledger/open-collective.csv");
const BRING = ["import", "transactions", FILE, "--data", "d", ...IN];
/** Bytes by which the store has grown when the program is killed: some half of what it grows by. */
const GROWN_MAX = 1_200_000;
const LOOK_MS = 2;

/** Bytes of a folder and those in it, as far as they are there when they are looked at. */
function sizeOf(data: string): number {
  const names = readdirSync(data, { recursive: true, encoding: "utf8" });
  const sizes = names.map((name) => statSync(join(data, name), { throwIfNoEntry: false })?.size);
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

/** Starts bringing the file in, and kills the program once the store has grown so far. */
async function killedAt(cwd: string, grown: number): Promise<void> {
  const data = join(cwd, "d");
  const before = sizeOf(data);
  const child = spawn(process.execPath, [PROGRAM, ...BRING], { cwd, stdio: "ignore" });
  const look = setInterval(() => {
    if (sizeOf(data) - before > grown) child.kill("SIGKILL");
  }, LOOK_MS);
  await once(child, "exit");
  clearInterval(look);
}

/** The balances of the one book of money, as the node has them after it was opened anew. */
async function held(data: string, space: string): Promise<string[]> {
  const node = await openNode({ data, log: () => undefined });
  const reader = { by: "member", member: "f".repeat(32), roles: ["coordination"] } as const;
  const view = await node.house.view(space, reader);
  assert.ok(view);
  const all = (await moneyBooks(view)).flatMap(({ state }) => balances(state));
  await node.close();
  return all.map(({ account, of }) => `${account} ${of.of} ${of.unit}`);
}

it("a bank's file stands in the book once, however often its program is killed", async () => {
  const random = seededRandom(FIXED_SEED);
  let midst = 0;
  for (let n = 0; n < (deep() ? 25 : 1); n++) {
    await using dir = await folder();
    const { id } = await found(dir.at, "d");
    for (const [draw = 0] of [random(1), random(1)])
      await killedAt(dir.at, Math.round((draw / 255) * GROWN_MAX));
    const last = await json(dir.at, ...BRING);
    assert.equal(last.accepted + last.skipped.length, 1208);
    if (last.accepted > 0 && last.accepted < 1208) midst += 1;
    assert.deepEqual(last.totals.closing, { USD: "7465.73" });
    assert.deepEqual(await held(join(dir.at, "d"), id), [
      ...["money 7465.73 USD", "elsewhere -11014.9 USD", "given-out 600 USD"],
      ...["fees 880.6 USD", "uses:other 2068.57 USD"],
    ]);
  }
  assert.ok(midst > 0, "it was killed in the midst of it");
});
