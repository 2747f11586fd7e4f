/** What a command asks for beyond its log happens, whatever fails between the two. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Author } from "../../house/command.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal } from "../../house/refusal.ts";
import { DAY, testHouse } from "../../house/testing.ts";
import { plan } from "../../rooms/index.ts";
import { findReceipt } from "../../rooms/offers/receipts.ts";
import { addMembership, changeRow, nodeOf, readLogin } from "../../rooms/people/index.ts";
import { giveSlug } from "../../rooms/spaces/directory.ts";
import { END_WAIT_MS, findSpace, slugOf } from "../../rooms/spaces/index.ts";
import type { FaultKind } from "../../store/faulty.ts";
import type { DueItem } from "../../store/port.ts";
import { type Faults, Life, SOUND } from "./life.ts";
import { begin, COORDINATION } from "./story.ts";

const KINDS: readonly FaultKind[] = ["refused", "unheard", "stopped", "torn"];
const STRANGER: Author = { by: "stranger", id: "e".repeat(32) };

/** A life whose writes may fail, beside a house that sees the same store and never fails. */
function twoEyes(faults: Faults) {
  const life = new Life((at) => (at === 0 ? faults : SOUND));
  const { inner: store, innerKeys: keys, clock } = life;
  const { house } = testHouse(plan, "beside", { store, keys, clock });
  const send = async (command: string, input: unknown, by: Author = COORDINATION) => {
    const done = await life.send(command, input, by);
    assert.ok(!isRefusal(done), `${command}: ${JSON.stringify(done)}`);
    return done.answer as Record<string, string>;
  };
  /** Lets the runner work as long as it may take. */
  const run = async () => {
    for (let day = 0; day < 3; day++) {
      await life.until(({ house }) => house.runDue());
      life.clock.pass(DAY);
    }
  };
  return { life, house, parts: nodeOf(house), send, run };
}

/** A login straight into the records: making a real passphrase takes its time. */
async function loginIn({ parts }: ReturnType<typeof twoEyes>): Promise<string> {
  const login = "a".repeat(64);
  const value = { v: 1, phc: "", keeper: false, lang: null, digits: null, memberships: [] };
  await changeRow<object>(parts, `login/${login}`, () => ({ value, expires: null }));
  return login;
}

/** Lives once through everything that reaches beyond a log; fails unless all of it came about. */
async function livedThrough(faults: Faults, where: string): Promise<Life> {
  const all = twoEyes(faults);
  const { life, house, parts, send, run } = all;
  await begin(life);
  const { space } = life;
  const slug = await giveSlug(parts, space, "Ría Viva");
  const { invitation = "", code = "" } = await send("people.invite", {
    ...{ roles: ["member"], days: 2, uses: 1 },
  });
  const holder: Author = { by: "holder", thing: invitation, code };
  const { member = "" } = await send("people.join", { handle: "otra" }, holder);
  const login = await loginIn(all);
  await addMembership(parts, login, { space, member });

  const what = { lang: "es", text: "sillas" };
  const unasked = { what, quantity: null, name: "noor", reach: "tel", terms: null };
  const receipt = (await send("offers.offer-unasked", unasked, STRANGER))["code"] ?? "";
  await send("people.remove", { member, forget: false });
  await send("spaces.set-safety", { safety: "yes" });
  await run();
  assert.equal((await findReceipt(house, receipt))?.space, space, `${where}: the receipt`);
  assert.deepEqual((await readLogin(parts, login))?.memberships, [], `${where}: the login`);
  assert.equal(await findSpace(parts, slug), null, `${where}: the name in the address`);
  const hidden = (await slugOf(parts, space)) ?? "";
  assert.equal(await findSpace(parts, hidden), space, `${where}: an address`);

  await addMembership(parts, login, { space, member });
  await send("spaces.ask-joint", { what: "end" });
  life.clock.pass(END_WAIT_MS);
  await run();
  assert.equal(await life.inner.size(space), 0, `${where}: bytes`);
  assert.ok(!(await life.innerKeys.list()).includes(space), `${where}: keys`);
  assert.equal(await findReceipt(house, receipt), null, `${where}: the receipt's end`);
  assert.equal(await findSpace(parts, hidden), null, `${where}: the address's end`);
  assert.equal(await readLogin(parts, login), null, `${where}: a login for nothing else`);
  for (const queue of ["outbox", "due"])
    assert.equal((await life.inner.due.waiting(queue)).count, 0, `${where}: ${queue}`);
  assert.deepEqual(await house.outbox.stuck(), [], where);
  life.restart();
  return life;
}

it("no row of it says a word, holds a code or the hash of one", async () => {
  const { life, parts, send, run } = twoEyes(SOUND);
  const rows: string[] = [];
  const keep = (items: readonly DueItem[]) => {
    for (const { queue, id, value } of items)
      if (queue.startsWith("outbox")) rows.push(`${queue} ${id} ${Buffer.from(value)}`);
  };
  const { append, due, records } = life.inner;
  const { put } = due;
  const putRow = records.put;
  life.inner.append = (space, expected, batch) => {
    keep(batch.due);
    return append(space, expected, batch);
  };
  due.put = (items) => {
    keep(items);
    return put(items);
  };
  await begin(life);
  await giveSlug(parts, life.space, "Ría Viva");
  const what = { lang: "es", text: "sillas" };
  const unasked = { what, quantity: null, name: "noor", reach: "tel", terms: null };
  records.put = () => Promise.reject(new Error("no room for a row"));
  const { code = "" } = await send("offers.offer-unasked", unasked, STRANGER);
  await send("spaces.set-safety", { safety: "yes" });
  await run();
  records.put = putRow;
  await send("spaces.ask-joint", { what: "end" });
  life.clock.pass(END_WAIT_MS);
  await run();
  assert.ok(rows.length > 3 && rows.some((row) => row.startsWith("outbox-stuck/")), "some failed");
  const names = plan.rooms.flatMap(({ effects = [] }) => effects.map(({ name }) => name));
  const row = new RegExp(
    `^outbox\\S* ${life.space}/(\\d+)/(${names.join("|")}) ` +
      `\\{"effect":"\\2","index":\\1,"tries":\\d+\\}$`,
  );
  for (const one of rows) assert.match(one, row);
  assert.ok(code.length > 20 && !rows.join().includes(codeHash(code)));
});

it("receipts, logins, addresses and endings survive each write's failing, each way", async () => {
  const { writes } = await livedThrough(SOUND, "sound");
  assert.ok(writes.store > 20 && writes.keys > 1, JSON.stringify(writes));
  for (const where of ["store", "keys"] as const)
    for (let n = 1; n <= writes[where]; n++)
      for (const kind of KINDS)
        await livedThrough(
          { ...SOUND, [where]: new Map([[n, kind]]) },
          `${where} write ${n} was ${kind}`,
        );
});
