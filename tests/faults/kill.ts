/** A real node on SQLite, killed with SIGKILL under load, again and again. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { openNode } from "../../cli/node.ts";
import { isRefusal } from "../../house/refusal.ts";
import { writeSpaceFile } from "../../house/space-file.ts";
import { verifySpaceFile } from "../../house/space-file-verdict.ts";
import { billionths } from "../../house/values/index.ts";
import { book } from "../../rooms/ledger/index.ts";
import { balances } from "../../rooms/ledger/totals.ts";
import { findReceipt } from "../../rooms/offers/receipts.ts";
import { makeLogin, nodeOf } from "../../rooms/people/index.ts";
import { foundSpace } from "../../rooms/spaces/index.ts";
import { makeToken } from "../../web/tokens.ts";

const ROOT = join(import.meta.dirname, "../..");
const DAY_MS = 86_400_000;
const quiet = () => undefined;

/** A space in a folder, and the key to its API. */
export type Place = { data: string; space: string; slug: string; token: string; size: number };

/** Sets a node up in an empty folder. */
export async function settle(data: string): Promise<Place> {
  const node = await openNode({ data, log: quiet });
  const { house, random } = node;
  const passphrase = "una frase bastante larga de prueba";
  const login = await makeLogin(nodeOf(house), { name: "lucero", passphrase });
  assert.ok(!isRefusal(login));
  const founding = {
    group: "Ría Viva",
    lang: "es",
    handle: "lucero",
    login,
    safety: "no",
  } as const;
  const founded = await foundSpace(house, founding);
  assert.ok(!isRefusal(founded));
  const { space: id, slug, member } = founded;
  const space = await house.space(id);
  assert.ok(space);
  const until = house.now + 30 * DAY_MS;
  const token = await makeToken(space, { login, member, scopes: ["*"], until }, house.now, random);
  assert.ok(token);
  const { size } = space;
  await node.close();
  return { data, space: id, slug, token, size };
}

/** One command on its way: what it came to, and the receipt's code, once anyone heard. */
export type Sent = {
  command: string;
  input: unknown;
  key: string;
  entries: number | null;
  code?: string;
};

async function serve({ data }: Place): Promise<{ child: ChildProcess; address: string }> {
  const args = [join(ROOT, "bin/alongside"), "serve", "--data", data, "--port", "0", "--json"];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] });
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    once(lines, "line"),
    once(child, "exit").then(() => Promise.reject(new Error("the node did not start"))),
  ]);
  return { child, address: `http://127.0.0.1:${JSON.parse(String(line)).port}` };
}

type Answer = { id?: string; code?: string };

/** Sends one command; null where the connection broke before an answer came. */
async function post(place: Place, address: string, sent: Sent) {
  const { command, input, key } = sent;
  let status = 0;
  let text = "";
  try {
    const response = await fetch(`${address}/api/s/${place.slug}/commands/${command}`, {
      method: "POST",
      headers: { authorization: `Bearer ${place.token}`, "content-type": "application/json" },
      body: JSON.stringify({ input, key }),
    });
    status = response.status;
    text = await response.text();
  } catch (fault) {
    // A killed node answers nothing: that is what is tried here.
    if (fault instanceof TypeError) return null;
    throw fault;
  }
  assert.equal(status, 200, `${command}: ${text}`);
  const said = JSON.parse(text) as { entries: number; again: boolean; answer: Answer };
  const { id = "", code } = said.answer;
  if (sent.entries !== null) assert.ok(said.again, `${key} was answered before`);
  sent.entries = said.entries;
  if (code !== undefined) sent.code = code;
  return { id };
}

let made = 0;
const item = (of: number) => ({ of: String(of), unit: "item" });
const es = (text: string) => ({ lang: "es", text });

/** One hand that goes on until the node is gone: asks, words anew, receives, counts. */
async function hand(place: Place, address: string, all: Sent[]): Promise<void> {
  const ask = (command: string, input: unknown) => {
    const key = `kill-${String(++made).padStart(20, "0")}`;
    const sent: Sent = { command, input, key, entries: null };
    all.push(sent);
    return post(place, address, sent);
  };
  for (;;) {
    const line = { title: es(`manta ${made}`), quantity: item(40), name: "persona" };
    const opened = await ask("needs.open", { ...line, publish: true });
    if (opened === null) return;
    const { id } = opened;
    if ((await ask("needs.revise", { ...line, id, title: es(`filtro ${made}`) })) === null) return;
    const arrival = { lines: [{ need: id, sent: item(9) }] };
    const arrived = await ask("deliveries.record-arrival", arrival);
    if (arrived === null) return;
    const counted = { id: arrived.id, lines: [{ line: 1, counted: item(8) }] };
    if ((await ask("ledger.count-delivery", counted)) === null) return;
    const given = { what: es(`sillas ${made}`), quantity: null, terms: null };
    const offer = { ...given, name: "persona", reach: "tel" };
    if ((await ask("offers.offer-unasked", offer)) === null) return;
  }
}

/** Serves, loads, kills after `ms`; what was answered before is asked again first. */
export async function killOnce(place: Place, all: Sent[], ms: number): Promise<void> {
  const { child, address } = await serve(place);
  const gone = once(child, "exit");
  try {
    for (const sent of all.slice(-12)) assert.ok(await post(place, address, sent), "it answers");
    for (const sent of all) if (sent.entries === null) await post(place, address, sent);
    const hands = Array.from({ length: 6 }, () => hand(place, address, all));
    await sleep(ms);
    child.kill("SIGKILL");
    await Promise.all(hands);
  } finally {
    child.kill("SIGKILL");
    await gone;
  }
}

/**
 * Opens what is left: everything answered is there once, the log verifies, the books balance, and
 * every code that was handed out leads to its receipt.
 */
export async function judge(place: Place, all: readonly Sent[]): Promise<void> {
  const node = await openNode({ data: place.data, log: quiet });
  try {
    const space = await node.house.space(place.space);
    assert.ok(space);
    const answered = all.reduce((sum, { entries }) => sum + (entries ?? 0), place.size);
    // A command nobody heard of may have been done: at most what one of ours can write.
    const unheard = all.filter(({ entries }) => entries === null).length;
    assert.ok(space.size >= answered, `${space.size} entries, ${answered} answered`);
    assert.ok(space.size <= answered + unheard * 5, `${space.size} entries, ${answered} answered`);
    const verdict = await verifySpaceFile(
      writeSpaceFile(space, { keys: node.keys, now: node.house.now }),
    );
    assert.ok(verdict.ok, JSON.stringify(verdict));
    const reader = { by: "member", member: "f".repeat(32), roles: ["coordination"] } as const;
    const view = await node.house.view(place.space, reader);
    for (const { state } of (await view?.things(book)) ?? []) {
      const sum = balances(state).reduce((all, { of }) => all + billionths(of.of), 0n);
      assert.equal(sum, 0n, "the book balances");
    }
    await node.house.runDue();
    for (const { code } of all)
      if (code !== undefined)
        assert.equal((await findReceipt(node.house, code))?.space, place.space, "the receipt");
    assert.equal((await node.store.due.waiting("outbox")).count, 0, "nothing waits");
  } finally {
    await node.close();
  }
}
