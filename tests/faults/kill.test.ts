import assert from "node:assert/strict";
import { it } from "node:test";
import { seededRandom } from "../../house/testing.ts";
import { emptyFolder } from "../../store/sqlite/testing.ts";
import { FIXED_SEED } from "../run/seeds.ts";
import { judge, killOnce, type Sent, settle } from "./kill.ts";

it("a node killed under load loses nothing it answered for", async (t) => {
  const { folder, remove } = emptyFolder();
  t.after(remove);
  const place = await settle(folder);
  const random = seededRandom(FIXED_SEED);
  const all: Sent[] = [];
  for (let n = 0; n < 4; n++) {
    const [draw = 0] = random(1);
    await killOnce(place, all, 60 + draw * 2);
    await judge(place, all);
  }
  assert.ok(all.filter(({ entries }) => entries !== null).length > 40, `${all.length} were sent`);
  assert.ok(
    all.some(({ code }) => code !== undefined),
    "receipts were handed out",
  );
  assert.ok(
    all.some(({ entries }) => entries === null),
    "some were on their way",
  );
});
