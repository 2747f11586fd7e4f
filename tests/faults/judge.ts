/** What is left after a life: told as a story without ids, verified, and its books added up. */
import assert from "node:assert/strict";
import { parsePart } from "../../house/entry.ts";
import { isRefusal } from "../../house/refusal.ts";
import type { Space } from "../../house/space.ts";
import { writeSpaceFile } from "../../house/space-file.ts";
import { verifySpaceFile } from "../../house/space-file-verdict.ts";
import type { TestHouse } from "../../house/testing.ts";
import { billionths } from "../../house/values/index.ts";
import { book } from "../../rooms/ledger/index.ts";
import { balances } from "../../rooms/ledger/totals.ts";
import { told } from "../laws/told.ts";
import type { Life } from "./life.ts";
import { COORDINATION } from "./story.ts";

/** Random ids and hashes named by the order in which they are first met. */
function named(text: string): string {
  const names = new Map<string, string>();
  return text.replaceAll(/[0-9a-f]{64}|[0-9a-f]{32}/g, (id) => {
    const name = names.get(id) ?? `#${names.size}`;
    names.set(id, name);
    return name;
  });
}

/** Every entry in order with its record, stamp, words and people: what happened, without ids. */
export async function tellAll({ house }: TestHouse, id: string): Promise<string> {
  const space = await house.space(id);
  assert.ok(space, "the space opens");
  const lines: string[] = [];
  const indexes = Array.from({ length: space.size }, (_, index) => index);
  for await (const { index, header, record, stamp } of space.entries(indexes)) {
    const refs = ["words", "people"].map((name) => ({ index, name }));
    const parts = await space.parts(refs);
    const said = refs.map(({ name }) => {
      const part = parts.get(`${index}/${name}`);
      if (part !== undefined) return parsePart(part.bytes);
      return name in header.parts ? "erased" : null;
    });
    lines.push(JSON.stringify([header.type, header.thing, record, stamp, said]));
  }
  return named(lines.join("\n"));
}

/** How many entries the clock wrote: what an effect tells another thing is asked for by nobody. */
async function byClock(space: Space): Promise<number> {
  let count = 0;
  const indexes = Array.from({ length: space.size }, (_, index) => index);
  for await (const { stamp } of space.entries(indexes)) if (stamp.by === "clock") count++;
  return count;
}

const TOLD = /^\["offer\.line-(closed|asked-again)\/1"/;

/**
 * What the clock tells several offers of one line comes in no order, since one of them may be told
 * again later than the others: such lines sorted by what they say, and their numbers dealt anew.
 */
export function inOrder(text: string): string {
  const lines = text.split("\n");
  for (let from = 0; from < lines.length; from++) {
    let to = from;
    while (TOLD.test(lines[to] ?? "")) to++;
    const run = lines.slice(from, to);
    const numbers = run.map((line) => /"k":\d+/.exec(line)?.[0] ?? "");
    const sorted = run.map((line) => line.replace(/"k":\d+/, '"k"')).sort();
    sorted.forEach((line, at) => {
      lines[from + at] = line.replace('"k"', numbers[at] ?? "");
    });
    from = Math.max(from, to);
  }
  return lines.join("\n");
}

/** Fails unless everything verifies, nothing is doubled and every book adds up to nothing. */
export async function judge(life: Life): Promise<string> {
  const made = await life.reopened();
  const { house } = made;
  const space = await house.space(life.space);
  assert.ok(space, "the space opens");
  const entries = life.answered.reduce(
    (sum, { result }) => sum + (isRefusal(result) ? 0 : result.entries),
    0,
  );
  const said = entries + (await byClock(space));
  assert.equal(space.size, said, "as many entries as were answered for, or the clock wrote");
  const verdict = await verifySpaceFile(
    writeSpaceFile(space, { keys: life.innerKeys, now: house.now }),
  );
  assert.ok(verdict.ok, JSON.stringify(verdict));
  assert.equal(verdict.checked.entries, space.size);
  const author = COORDINATION as { member: string };
  const view = await house.view(life.space, { by: "member", ...author, roles: ["coordination"] });
  assert.ok(view);
  for (const { state } of await view.things(book)) {
    const sums = new Map<string, bigint>();
    for (const { of } of balances(state))
      sums.set(of.unit, (sums.get(of.unit) ?? 0n) + billionths(of.of));
    assert.ok(
      [...sums.values()].every((sum) => sum === 0n),
      "the book balances",
    );
  }
  return inOrder(`${await tellAll(made, life.space)}\n${named(await told(view))}`);
}
