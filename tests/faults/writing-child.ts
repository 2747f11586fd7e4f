/**
 * Another process on the same PostgreSQL and key folder, started with a channel to its parent. It
 * sends commands under keys that its
 * sibling uses as well (`same`) and under its own, erases, ends epochs, and says what came of it.
 *
 *     node writing-child.ts <database url> <data folder> <space> <member> <name> <rounds>
 */
import { once } from "node:events";
import { openNode } from "../../cli/node.ts";
import type { Author, Done } from "../../house/command.ts";
import { isRefusal } from "../../house/refusal.ts";

/** What a child says of one command. */
export type Told = { key: string; id: string; entries: number; again: boolean };

const TRIES_MAX = 50;
const [databaseUrl, data, space, member, name, rounds] = process.argv.slice(2);
if (!databaseUrl || !data || !space || !member || !name) throw new Error("not called rightly");
const author: Author = { by: "member", member };
const node = await openNode({ data, databaseUrl, log: () => undefined });
const es = (text: string) => ({ lang: "es", text });

async function ask(command: string, input: unknown, key: string): Promise<Done> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const said = await node.house.dispatch({ space: space ?? "", command, input, author, key });
    if (!isRefusal(said)) return said;
    if (said.refused !== "house.try-again") throw new Error(`${command}: ${said.refused}`);
  }
  throw new Error(`${command} was tried too often`);
}

const told: Told[] = [];
async function tell(command: string, input: unknown, key: string): Promise<Told> {
  const { entries, again, answer, things } = await ask(command, input, key);
  const id = String(answer["id"] ?? things[0]?.id ?? "");
  const one = { key, id, entries, again };
  told.push(one);
  return one;
}

async function round(n: number): Promise<void> {
  const own = `${name}-round-${String(n).padStart(10, "0")}`;
  const lines = Array.from({ length: 60 }, (_, i) => ({
    ...{ title: es(`manta ${name} ${n} ${i}`), name: `persona ${i}` },
  }));
  const same = { title: es(`filtro ${n}`), quantity: { of: "3", unit: "item" } };
  const [opened] = await Promise.all([
    tell("needs.open", { ...same, title: es(`pala ${name} ${n}`) }, `${own}-open`),
    tell("needs.open-many", { lines, from: "pasted" }, `${own}-many`),
    tell("needs.open", same, `same-round-${String(n).padStart(10, "0")}`),
    tell("people.rename", { handle: `mano ${name} ${n}` }, `${own}-name`),
  ]);
  await tell("needs.revise", { ...same, id: opened.id }, `${own}-anew`);
  if (n % 3 === 2) await node.house.endDirtyEpochs(space ?? "");
}

// Both begin together, or one is done before the other is there.
await node.house.space(space);
process.send?.("ready");
await once(process, "message");
for (let n = 0; n < Number(rounds); n++) await round(n);
await node.close();
process.send?.(told);
process.disconnect?.();
