/** Whatever is changed in a file that was handed out, `verify` finds it and says so in words. */
import assert from "node:assert/strict";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { deep, seeds } from "../tests/run/seeds.ts";
import { runCli } from "./run.ts";
import { folder, found, IN, json } from "./test-kit.ts";

const nobody = () => Promise.reject(new Error("verify needs no node"));

/** What `verify` says of something, in this process: a run a change is too slow elsewhere. */
async function verified(cwd: string, ...args: string[]) {
  const said = { out: [] as string[], err: [] as string[] };
  const streams = { out: (text: string) => said.out.push(text), cwd };
  const code = await runCli(["verify", ...args, "--json"], {
    streams: { ...streams, err: (text: string) => said.err.push(text) },
    ...{ house: nobody, handOver: nobody },
  });
  return { out: said.out.join(""), err: said.err.join(""), code };
}

/** One change somewhere in a file: a bit turned, a byte left out or doubled, the end cut off. */
const change = fc.record({
  place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  bit: fc.nat(7),
  how: fc.constantFrom("turn", "turn", "turn", "leave out", "double", "cut"),
});

function changed(bytes: Buffer, at: number, bit: number, how: string): Buffer {
  const before = bytes.subarray(0, at);
  if (how === "cut") return before;
  if (how === "leave out") return Buffer.concat([before, bytes.subarray(at + 1)]);
  if (how === "double") return Buffer.concat([bytes.subarray(0, at + 1), bytes.subarray(at)]);
  const turned = Buffer.from(bytes);
  turned[at] = (turned[at] ?? 0) ^ (1 << bit);
  return turned;
}

/** Files that were handed out, and what `verify` is told besides. */
async function handedOut(cwd: string) {
  await found(cwd, "d");
  const rows = Array.from({ length: 30 }, (_, i) => `Blanket ${i},${i + 1},Food`);
  await writeFile(join(cwd, "n.csv"), `item,quantity,category\n${rows.join("\n")}\n`);
  await json(cwd, "import", "needs", "n.csv", "--data", "d", ...IN);
  const identity = await generateX25519Identity();
  await writeFile(join(cwd, "identity"), `${identity}\n`, { mode: 0o600 });
  const put = (...what: string[]) => json(cwd, "export", ...what, "--data", "d", ...IN);
  await put("log", "--out", "log");
  await put("proof", "--entry", "5", "--out", "proof");
  await put("space", "--out", "plain", "--claims", "codes");
  const recipient = await identityToRecipient(identity);
  await put("space", "--out", "sealed", "--recipient", recipient);
  const log: string[] = [];
  for await (const file of glob("log/**", { cwd, withFileTypes: true }))
    if (file.isFile()) log.push(join(file.parentPath, file.name));
  return { log, opens: ["--identity-file", "identity"] };
}

test("no change to what was handed out is passed over, and none is a crash", async () => {
  await using dir = await folder();
  const { log, opens } = await handedOut(dir.at);
  const things: [string, string[], string[]][] = [
    ["log", log, []],
    ["proof", [join(dir.at, "proof")], []],
    ["plain", [join(dir.at, "plain")], []],
    ["sealed", [join(dir.at, "sealed")], opens],
  ];
  for (const [name, files, more] of things) {
    const well = await verified(dir.at, name, ...more);
    assert.equal(well.code, 0, well.err);
    for (const seed of seeds()) await holds(dir.at, { name, files, more, seed });
  }
});

type Trial = { name: string; files: string[]; more: string[]; seed: number };

async function holds(cwd: string, { name, files, more, seed }: Trial): Promise<void> {
  const numRuns = deep() ? 1_000 : 200;
  const law = fc.asyncProperty(fc.nat(files.length - 1), change, async (n, { place, bit, how }) => {
    const file = files[n] ?? "";
    const bytes = await readFile(file);
    const at = Math.floor(place * bytes.length);
    const worse = changed(bytes, at, bit, how);
    fc.pre(!worse.equals(bytes));
    await writeFile(file, worse);
    try {
      const { code, out, err } = await verified(cwd, name, ...more);
      assert.equal(code, 1, `${file} at ${at}: ${out}${err}`);
      assert.equal(JSON.parse(out).ok, false);
      assert.match(err, /^alongside verify: .+\n$/);
    } finally {
      await writeFile(file, bytes);
    }
  });
  await fc.assert(law, { seed, numRuns });
}
