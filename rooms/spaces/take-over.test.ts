import assert from "node:assert/strict";
import { it } from "node:test";
import { makeClaims } from "../../house/claims.ts";
import { freshHead, logFiles } from "../../house/head.ts";
import { isRefusal } from "../../house/refusal.ts";
import { writeSpaceFile } from "../../house/space-file.ts";
import { verifySpaceFile } from "../../house/space-file-verdict.ts";
import { takeIn } from "../../house/take-in.ts";
import { assertDone, seededRandom, TestClock, testHouse } from "../../house/testing.ts";
import { verifyLog } from "../../log/verify.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { openMemory } from "../../store/memory/open.ts";
import type { Store } from "../../store/port.ts";
import { plan } from "../index.ts";
import { foundSpace, takeOverAs } from "./index.ts";

async function group() {
  const made = testHouse(plan, 3);
  const login = { passphrase: "una cosecha larga de aceitunas", name: "lucero" };
  const founding = { group: "Río", lang: "es", handle: "lucero", login, safety: "no" } as const;
  const founded = await foundSpace(made.house, founding);
  assert.ok(!isRefusal(founded));
  const { space, member: first } = founded;
  const seconds: string[] = [];
  const join = async (handle: string, role: string) => {
    const author = { by: "member", member: first } as const;
    const input = { roles: [role], days: 1, uses: 1 };
    const done = await made.send({ space, command: "people.invite", input, author });
    assertDone(done);
    const { invitation: thing, code } = done.answer as { invitation: string; code: string };
    const holder = { by: "holder", thing, code } as const;
    if (seconds.length > 0) {
      const [other] = seconds.map((member) => ({ by: "member", member }) as const);
      const cosigning = { space, command: "people.cosign-invitation", author: other as never };
      assertDone(await made.send({ ...cosigning, input: { invitation: thing } }));
    }
    const joined = await made.send({
      ...{ space, command: "people.join", input: { handle }, author: holder },
    });
    assertDone(joined);
    seconds.push(String(joined.answer["member"]));
    return String(joined.answer["member"]);
  };
  const second = await join("amapola", "coordination");
  const third = await join("jara", "member");
  const opened = await made.house.space(space);
  assert.ok(opened);
  const claims = makeClaims([first, second, third], seededRandom("codes"));
  const file = await Array.fromAsync(
    writeSpaceFile(opened, { keys: made.keys, now: made.house.now }, { claims }),
  );
  return { ...made, space, first, opened, file, codes: claims.map(({ code }) => code) };
}
type Group = Awaited<ReturnType<typeof group>>;

function elsewhere(file: readonly string[], codes: readonly string[] | null, store?: Store) {
  const kept = { store: store ?? openMemory(), keys: memoryKeys() };
  const clock = new TestClock();
  async function* lines() {
    yield* file;
  }
  const taken = () =>
    takeIn({
      ...{ ...kept, random: seededRandom("elsewhere"), now: clock.now, lines, plan },
      ...{ foldVersion: () => "test", receiveSeed: null },
      ...(codes === null ? {} : { takeOver: { codes, say: takeOverAs } }),
    });
  return { ...kept, clock, taken };
}

const filesOf = async (made: Pick<Group, "house" | "keys">, space: string) => {
  const opened = await made.house.space(space);
  assert.ok(opened);
  const all = await Array.fromAsync(logFiles(opened, made.keys));
  const files = new Map(all.map(({ path, bytes }) => [path, bytes]));
  return async (path: string) => files.get(path);
};

const write = (made: Group, member: string) =>
  made.send({
    ...{ space: made.space, command: "spaces.rename", author: { by: "member", member } },
    input: { name: { lang: "es", text: "Mar" } },
  });

it("two of coordination go on with it; the old node come back is a fork", async () => {
  const old = await group();
  const [a = "", b = ""] = old.codes;
  const there = elsewhere(old.file, [a.toLowerCase().replaceAll("-", " "), b]);
  const taken = await there.taken();
  const known = old.opened.size;
  assert.ok(taken.ok, JSON.stringify(taken));
  assert.deepEqual([taken.state, taken.size, taken.claims], ["live", known + 1, 3]);
  const next = { ...old, ...testHouse(plan, 12, there) };
  const view = await next.view(old.space, { by: "member", member: old.first, roles: [] });
  const { entries } = await view.latest(1, null);
  assert.equal(entries[0]?.entry.type, "space.taken-over/1");
  const { size, generation, by } = entries[0]?.entry.record ?? {};
  assert.deepEqual([size, generation, (by as string[]).length], [known, 2, 2]);
  assertDone(await write(next, old.first));
  const read = await filesOf(next, old.space);
  const good = await verifyLog(read, { older: [await freshHead(old.opened, old.keys)] });
  assert.ok(good.ok, JSON.stringify(good));
  assert.deepEqual(
    good.keys.map(({ from }) => from),
    [0, known],
  );
  assertDone(await write(old, old.first));
  const back = await verifyLog(read, { older: [await freshHead(old.opened, old.keys)] });
  assert.ok(!back.ok && back.fault === "of a fork of this log");
  assert.match(back.why ?? "", new RegExp(`at size ${known}$`));
  // What the new generation carries away says the same, and is a third one's beginning.
  const opened = await next.house.space(old.space);
  assert.ok(opened);
  const claims = makeClaims(by as string[], seededRandom("more"));
  const file = await Array.fromAsync(
    writeSpaceFile(opened, { keys: next.keys, now: next.house.now }, { claims }),
  );
  const third = elsewhere(
    file,
    claims.map(({ code }) => code),
  );
  const again = await third.taken();
  assert.ok(again.ok && again.size === known + 4, JSON.stringify(again));
  const after = await testHouse(plan, 13, third).house.space(old.space);
  assert.match(after?.ring.keyFile ?? "", /taken-over .*\n.* taken-over /);
});

it("a member without coordination, and a code of another file, take nothing over", async () => {
  const old = await group();
  const [a = "", , c = ""] = old.codes;
  const { taken, store, keys } = elsewhere(old.file, [a, c]);
  const said = await taken();
  assert.ok(!said.ok && said.refusal?.refused === "spaces.only-coordination");
  assert.deepEqual([await store.size(old.space), await keys.list()], [0, []]);
  const [strange] = makeClaims([old.first], seededRandom("other"));
  const other = await elsewhere(old.file, [a, strange?.code ?? ""]).taken();
  assert.ok(!other.ok && /not codes of this file/.test(other.fault));
});

it("a list of keys that says another past than the log is a fault of the file", async () => {
  const old = await group();
  const there = elsewhere(old.file, old.codes.slice(0, 2));
  assert.ok((await there.taken()).ok);
  const next = await testHouse(plan, 12, there).house.space(old.space);
  assert.ok(next);
  const file = await Array.fromAsync(writeSpaceFile(next, { keys: there.keys, now: 0 }));
  async function* lines(all: readonly string[]) {
    yield* all;
  }
  assert.ok((await verifySpaceFile(lines(file))).ok);
  const head = JSON.parse(file[0] ?? "") as { key: string };
  const [, , takenOver = ""] = head.key.split("\n");
  const forgotten = { ...head, key: head.key.replace(`${takenOver}\n`, "") };
  const bad = await verifySpaceFile(lines([`${JSON.stringify(forgotten)}\n`, ...file.slice(1)]));
  assert.ok(!bad.ok, "a generation without its key");
  assert.match(bad.fault, /taken over/);
  const { key: before, ...more } = JSON.parse(old.file[0] ?? "") as { key: string };
  const early = JSON.stringify({ ...more, key: `${before}${takenOver}\n` });
  const bare = await verifySpaceFile(lines([`${early}\n`, ...old.file.slice(1)]));
  assert.ok(!bare.ok, "a key without its generation");
  assert.match(bare.fault, /its log does not say so/);
});
