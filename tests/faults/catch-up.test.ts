/** Several processes on one store: what others wrote is read once, however many ask for it. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { assertDone, TestClock, type TestHouse, testHouse } from "../../house/testing.ts";
import { plan } from "../../rooms/index.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { openMemory } from "../../store/memory/open.ts";
import type { Store } from "../../store/port.ts";

const author = { by: "member", member: "f".repeat(32) } as const;
const line = (n: number) => ({
  ...{ title: { lang: "es", text: `agua ${n}` }, quantity: { of: String(1 + n), unit: "l" } },
});

/** A store whose answer to a write comes late, though what it wrote is there to be read. */
function late(inner: Store): Store {
  return {
    ...inner,
    append: async (...args) => {
      const said = await inner.append(...args);
      await sleep(3);
      return said;
    },
  };
}

async function written(store: Store) {
  const [keys, clock] = [memoryKeys(), new TestClock()];
  const made = testHouse(plan, "one", { store, keys, clock });
  const space = await made.house.begin("alongside.invalid");
  const founder = { by: "founder", member: author.member } as const;
  const name = { lang: "es", text: "Ría Viva" };
  const input = { name, handle: "lucero", safety: "no", zone: "UTC", langs: ["es"] };
  assertDone(await made.send({ space, command: "spaces.found", input, author: founder }));
  const opened = await made.send({ space, command: "needs.open", input: line(0), author });
  assertDone(opened);
  const id = String(opened.answer["id"]);
  const revise = async (n: number) =>
    assertDone(
      await made.send({ space, command: "needs.revise", input: { id, ...line(n) }, author }),
    );
  return { ...made, space, id, revise, more: { store, keys, clock } };
}

/** Fails unless a house has the space as one that only now opens it. */
async function same({ house }: TestHouse, made: Awaited<ReturnType<typeof written>>) {
  const fresh = await testHouse(plan, "fresh", made.more).house.space(made.space);
  const mine = await house.space(made.space);
  assert.ok(fresh && mine);
  assert.equal(mine.size, fresh.size);
  assert.deepEqual(mine.tree.root(), fresh.tree.root());
  assert.deepEqual(await mine.thing(made.id), await fresh.thing(made.id));
  const found = async (space: typeof mine) =>
    (await space.marks.find(space.marks.hash(`thing:${made.id}`))).toSorted((a, b) => a - b);
  assert.deepEqual(await found(mine), await found(fresh));
}

it("reads what another process wrote once, when many ask for it at a time", async () => {
  const made = await written(openMemory());
  const other = testHouse(plan, "other", made.more);
  await (await other.house.space(made.space))?.thing(made.id);
  for (let n = 1; n < 4; n++) {
    await made.revise(n);
    await Promise.all(Array.from({ length: 5 }, () => other.house.space(made.space)));
  }
  await same(other, made);
});

it("reads what it wrote itself once, when that is there before the store has said so", async () => {
  const made = await written(late(openMemory()));
  for (let n = 1; n < 12; n++) {
    let going = true;
    const writing = made.revise(n).finally(() => {
      going = false;
    });
    const reading = Array.from({ length: 3 }, async () => {
      for (; going; await sleep(0)) await made.house.space(made.space);
    });
    await Promise.all([writing, ...reading]);
  }
  await same(made, made);
});

it("refuses nothing for want of what another process has written", async () => {
  const made = await written(openMemory());
  const other = testHouse(plan, "other", made.more);
  other.house.parts.shared = true;
  const { space } = made;
  assert.ok(await other.house.space(space));
  const invite = { roles: ["member"], days: 1, uses: 1 };
  const invited = await made.send({ space, command: "people.invite", input: invite, author });
  assertDone(invited);
  const { invitation, code } = invited.answer as { invitation: string; code: string };
  const holder = { by: "holder", thing: invitation, code } as const;
  const input = { handle: "marea" };
  assertDone(await other.send({ space, command: "people.join", input, author: holder }));
  await other.house.space(space);
  await made.house.space(space);
  await same(other, made);
});
