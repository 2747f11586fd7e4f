/** A copy says until when it is to be kept; whoever reads it later hears that it is past it. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { copyUntil, isPastEnd, isUntil } from "../house/keep-until.ts";
import { isRefusal } from "../house/refusal.ts";
import { writeSpaceFile } from "../house/space-file.ts";
import { type Founding, foundSpace } from "../rooms/spaces/index.ts";
import { openNode } from "./node.ts";
import { alongside, assertSays, folder, found, IN, json } from "./test-kit.ts";

const DAY = 24 * 3_600_000;

test("days are days, and a copy is past its end when its day is over", () => {
  for (const day of ["2026-02-29", "2026-13-01", "26-01-01", "never", "", "2026-02-30"])
    assert.equal(isUntil(day), false, day);
  assert.ok(isUntil("2028-02-29"));
  const end = Date.UTC(2026, 10, 3);
  assert.deepEqual([isPastEnd("2026-11-02", end - 1), isPastEnd("2026-11-02", end)], [false, true]);
  assert.equal(isPastEnd(null, end), false);
  assert.equal(copyUntil(Date.UTC(2026, 10, 2, 23, 59)), "2027-01-31");
});

test("a copy carries a signed end; with codes, or without where asked for, none", async () => {
  await using made = await folder();
  const cwd = made.at;
  await found(cwd, "d");
  const put = (out: string, ...more: string[]) =>
    json(cwd, "export", "space", "--out", out, ...more, "--data", "d", ...IN);
  const said = await put("copy");
  assert.ok(isUntil(said["until"]) && !isPastEnd(said["until"], Date.now()));
  assert.equal((await put("kept", "--until", "never"))["until"], null);
  assert.equal((await put("codes", "--claims", "c"))["until"], null);
  assert.equal((await put("year", "--until", "2099-12-31"))["until"], "2099-12-31");
  for (const day of ["2020-01-01", "soon", "2099-02-30"]) {
    const ran = await alongside(
      ...[cwd, "export", "space", "--out", "x", "--until", day, "--data", "d", ...IN],
    );
    assertSays(ran, 2, /--until is a day to come/);
  }
  const good = await json(cwd, "verify", "year");
  assert.deepEqual([good["ok"], good["until"], good["pastEnd"]], [true, "2099-12-31", false]);

  const file = await readFile(join(cwd, "year"), "utf8");
  const lines = file.split("\n");
  const at = lines.findIndex((line) => line.startsWith('{"until"'));
  const other = lines.with(at, lines[at]?.replace("2099-12-31", "2199-12-31") ?? "");
  await writeFile(join(cwd, "moved"), other.join("\n"));
  const refused = await alongside(cwd, "verify", "moved");
  assert.equal(refused.code, 1);
  assert.match(refused.err, /the log's key did not sign it/);
  // Who has the file can take the line out: it is a request, and the documents say so.
  await writeFile(join(cwd, "without"), lines.toSpliced(at, 1).join("\n"));
  assert.equal((await json(cwd, "verify", "without"))["until"], null);

  const node = await openNode({ data: join(cwd, "d"), log: () => undefined });
  const space = await node.house.space(String(good["id"]));
  assert.ok(space);
  const late = await Array.fromAsync(
    writeSpaceFile(space, { keys: node.keys, now: Date.now() }, { until: "2020-01-01" }),
  );
  await node.close();
  await writeFile(join(cwd, "late"), late.join(""));
  const past = await alongside(cwd, "verify", "late");
  assert.deepEqual([past.code, /past its end: .* 2020-01-01/.test(past.out)], [0, true]);
  const brought = await alongside(cwd, "import", "space", "late", "--data", "late-node");
  assert.deepEqual([brought.code, /past its end/.test(brought.out)], [0, true]);

  const taken = await json(cwd, "import", "space", "year", "--data", "other");
  assert.deepEqual(
    [taken["state"], taken["until"], taken["pastEnd"]],
    ["copy", "2099-12-31", false],
  );
});

test("what is past its time goes into no file, on a node that stood still as well", async () => {
  await using made = await folder();
  const clock = { now: Date.now() - 40 * DAY };
  const at = { data: join(made.at, "d"), log: () => undefined, clock: () => clock.now };
  const node = await openNode(at);
  const login = { passphrase: "seven sheep walked slowly home" };
  const founding = { group: "River kitchen", lang: "en", handle: "lucero", safety: "no", login };
  const founded = await foundSpace(node.house, founding as Founding);
  assert.ok("member" in founded, JSON.stringify(founded));
  const { space, member } = founded;
  const author = { by: "member", member } as const;
  let n = 0;
  const does = async (command: string, input: unknown) => {
    const key = `${n++}`.padStart(16, "k");
    const done = await node.house.dispatch({ space, command, author, input, key });
    assert.ok(!isRefusal(done), JSON.stringify(done));
    return done;
  };
  const title = { lang: "en", text: "quixenda" };
  const { answer } = await does("needs.open", { title, publish: true });
  await does("needs.withdraw", { ids: [answer["id"]] });
  await does("spaces.plan-times", { wanted: [{ what: "needs", days: 20 }] });
  const opened = await node.house.space(space);
  assert.ok(opened);
  const on = { keys: node.keys, now: clock.now };
  assert.match((await Array.fromAsync(writeSpaceFile(opened, on))).join(""), /quixenda/);
  await node.close();
  const cwd = made.at;
  await json(cwd, "export", "space", "--out", "copy", "--data", "d", ...IN);
  assert.doesNotMatch(await readFile(join(cwd, "copy"), "utf8"), /quixenda/);
  const judged = await alongside(cwd, "verify", "copy");
  assert.deepEqual([judged.code, /\b1 parts were erased/.test(judged.out)], [0, true], judged.out);
});
