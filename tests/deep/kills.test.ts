import assert from "node:assert/strict";
import { it } from "node:test";
import { seededRandom } from "../../house/testing.ts";
import { emptyFolder } from "../../store/sqlite/testing.ts";
import { judge, killOnce, type Sent, settle } from "../faults/kill.ts";
import { seeds } from "../run/seeds.ts";

/** Kills of each folder: its log grows, and is verified from its beginning each time. */
const KILLS_A_FOLDER = 15;
const FOLDERS = 20;

it("300 real kills lose nothing that was answered", async (t) => {
  const random = seededRandom(`kills ${seeds().at(-1)}`);
  let kills = 0;
  for (let folders = 0; folders < FOLDERS; folders++) {
    const { folder, remove } = emptyFolder();
    t.after(remove);
    const place = await settle(folder);
    const all: Sent[] = [];
    for (let n = 0; n < KILLS_A_FOLDER; n++, kills++) {
      const [draw = 0] = random(1);
      await killOnce(place, all, draw * 2);
      if (n % 3 === 2) await judge(place, all);
    }
    remove();
  }
  assert.equal(kills, KILLS_A_FOLDER * FOLDERS);
});
