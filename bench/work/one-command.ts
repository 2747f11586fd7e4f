/** One command at a time in a large space and in a small one, in turn; the ratio of the medians. */
import { isRefusal } from "../../house/refusal.ts";
import { openHouse, WHO } from "../books.ts";
import { median } from "../row.ts";

const [large = "", largeId = "", small = "", smallId = ""] = process.argv.slice(2);
const ROUNDS = 400;

async function opened(folder: string, space: string) {
  const { house, store } = await openHouse(folder);
  const times: number[] = [];
  const one = async (i: number) => {
    const title = { lang: "en", text: `line ${i}` };
    const author = { by: "member", member: WHO } as const;
    const input = { title, quantity: { of: "3", unit: "item" } };
    const key = `one-${String(i).padStart(16, "0")}`;
    const started = performance.now();
    const done = await house.dispatch({ space, command: "needs.open", input, author, key });
    times.push(performance.now() - started);
    if (isRefusal(done)) throw new Error(done.refused);
  };
  return { one, times, close: () => store.close() };
}

const [a, b] = [await opened(large, largeId), await opened(small, smallId)];
for (let i = 0; i < ROUNDS; i++) {
  await a.one(i);
  await b.one(i);
}
const [us, them] = [median(a.times.slice(50)), median(b.times.slice(50))];
console.log(
  JSON.stringify({ ratio: us / them, note: `${us.toFixed(3)} ms against ${them.toFixed(3)} ms` }),
);
await a.close();
await b.close();
