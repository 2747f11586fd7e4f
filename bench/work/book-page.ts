/** The page of a large book and of a small one, as a signed-in member is given it, in turn. */
import { createHash } from "node:crypto";
import { addMembership, beginSession, makeLogin, nodeOf } from "../../rooms/people/index.ts";
import { giveSlug } from "../../rooms/spaces/directory.ts";
import { createApp } from "../../web/app.ts";
import { createNode } from "../../web/create-node.ts";
import { createLimits } from "../../web/limits.ts";
import { BOOK, openHouse, WHO } from "../books.ts";
import { median } from "../row.ts";

const [large = "", largeId = "", small = "", smallId = ""] = process.argv.slice(2);
const ROUNDS = 300;
/** Rounds that only warm up. */
const FIRST = 100;
/** As in line-server: an hour of the limits' clock goes by in 36 ms. */
const HASTE = 100_000;

async function opened(folder: string, space: string) {
  const { house, store } = await openHouse(folder);
  const parts = nodeOf(house);
  const passphrase = createHash("sha256").update(folder).digest("hex");
  const login = await makeLogin(parts, {
    ...{ name: "bench", passphrase, keeper: false, lang: "en", onMachine: false },
  });
  if (typeof login !== "string") throw new Error("no login");
  const slug = await giveSlug(parts, space, "Bench");
  await addMembership(parts, login, { space, member: WHO });
  const cookie = `session=${await beginSession(parts, login)}`;
  const settings = { origins: [], hsts: false, onion: null, version: "bench", demo: false };
  const node = await createNode(house, {
    settings: { ...settings, exitTo: "https://elsewhere.example/" },
    log: ({ event }) => process.stderr.write(`${event}\n`),
  });
  const app = createApp({ ...node, limits: createLimits(() => Date.now() * HASTE) });
  const address = `http://localhost/s/${slug}/books/${BOOK}`;
  const times: number[] = [];
  const one = async () => {
    const started = performance.now();
    const answer = await app.fetch(new Request(address, { headers: { cookie } }));
    const html = await answer.text();
    times.push(performance.now() - started);
    if (answer.status !== 200 || !html.includes("</html>")) throw new Error(`${answer.status}`);
  };
  return { one, times, close: () => store.close() };
}

const [a, b] = [await opened(large, largeId), await opened(small, smallId)];
for (let i = 0; i < ROUNDS; i++) {
  await a.one();
  await b.one();
}
const [us, them] = [median(a.times.slice(FIRST)), median(b.times.slice(FIRST))];
const note = `${us.toFixed(2)} ms against ${them.toFixed(2)} ms`;
console.log(JSON.stringify({ ratio: us / them, note }));
await a.close();
await b.close();
