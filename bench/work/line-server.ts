/**
 * The whole application with a page more, on which a signed-in member writes lines by form. Says
 * on stdout where it listens and what a form needs; checks its log when stdin ends.
 */
import { once } from "node:events";
import { join } from "node:path";
import { pooledRandom } from "../../cli/random.ts";
import type { Door, SpaceVisit } from "../../house/door.ts";
import { House } from "../../house/house.ts";
import { isRefusal } from "../../house/refusal.ts";
import { floorPlan, type Room } from "../../house/room.ts";
import { plan as rooms } from "../../rooms/index.ts";
import { beginSession, nodeOf, offerPassphrase } from "../../rooms/people/index.ts";
import { foundSpace } from "../../rooms/spaces/index.ts";
import { diskKeys } from "../../store/key-folder.ts";
import { openSqlite } from "../../store/sqlite/open.ts";
import { createApp } from "../../web/app.ts";
import { createNode } from "../../web/create-node.ts";
import { createLimits } from "../../web/limits.ts";
import { judge, lineKind, writeLine } from "../durable.ts";
import { listening } from "../load.ts";

/**
 * Limits are asked as ever, but an hour of their clock goes by in 36 ms: the bench is no visitor.
 */
const HASTE = 100_000;

const [folder = ""] = process.argv.slice(2);
const store = await openSqlite(folder);
const keys = await diskKeys(join(folder, "keys"));
// What is written here joins a room that is there, so that its pages are found as ever.
const [last, ...others] = rooms.rooms.toReversed();
if (last === undefined) throw new Error("a house without rooms");
const room: Room = {
  ...last,
  kinds: [...last.kinds, lineKind(3) as never],
  commands: [...last.commands, writeLine("coordination") as never],
};
const house = new House({
  ...{ store, keys, clock: Date.now, random: pooledRandom() },
  ...{ plan: floorPlan([...others.toReversed(), room]), foldVersion: () => "bench" },
  onFault: (fault) => {
    throw fault;
  },
});
const parts = nodeOf(house);
const login = { passphrase: offerPassphrase(parts.random, "en") };
const founding = { group: "Bench", lang: "en", handle: "bench", safety: "no", login } as const;
const made = await foundSpace(house, founding as never);
if (isRefusal(made)) throw new Error(made.refused);
const opened = await house.space(made.space);
const before = opened?.size ?? 0;

const write = async (visit: SpaceVisit) => {
  const done = await visit.send("bench.write", { of: Number(visit.posted.text("of")) });
  return isRefusal(done) ? done : { goto: `${visit.space.base}/lines` };
};
const form = async ({ keys: { token } }: SpaceVisit) => ({ file: token, type: "text/plain" });
const door: Door = {
  inSpace: [
    { ...{ method: "GET", path: "/lines", open: "member" }, answer: form },
    { ...{ method: "POST", path: "/lines", open: "member" }, answer: write },
  ],
};
const settings = { origins: [], hsts: false, onion: null, version: "bench", demo: false };
const node = await createNode(house, {
  settings: { ...settings, exitTo: "https://elsewhere.example/" },
  log: ({ event }) => process.stderr.write(`${event}\n`),
  doors: [{ room: last.name, door }],
});
const limits = createLimits(() => Date.now() * HASTE);
const { server, port } = await listening(createApp({ ...node, limits }).fetch);
const cookie = `session=${await beginSession(parts, made.login)}`;
const path = `/s/${made.slug}/lines`;
const asked = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } });
console.log(JSON.stringify({ port, path, cookie, token: await asked.text() }));
process.stdin.resume();
await once(process.stdin, "end");
server.closeAllConnections();
server.close();
await house.idle();
const entries = opened?.size ?? 0;
await judge(house, made.space, entries);
console.log(JSON.stringify({ entries: entries - before }));
await store.close();
