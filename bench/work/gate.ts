/**
 * Asks the gate about many commands, with permissions taken back between them; where `peers` is
 * said, other engines the same, answer by answer. Then some of the commands are really sent.
 */
import assert from "node:assert/strict";
import type { CommandRow } from "../../house/command.ts";
import { Commit } from "../../house/commit.ts";
import type { OpenEntry } from "../../house/entry.ts";
import type { Thing } from "../../house/facts.ts";
import { mayCommand, rolesNow } from "../../house/gate.ts";
import { entriesAt } from "../../house/read-entries.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { Standing } from "../../house/standing.ts";
import {
  type Command,
  chance,
  commandsOver,
  heldReady,
  shuffle,
  type Words,
} from "../gate-commands.ts";
import { casbin, cedarWasm, type Peer } from "../gate-peers.ts";
import { ASKED_AT, type GateWorld, gateWorld, MEMBERS, rowOf } from "../gate-world.ts";
import { median } from "../row.ts";

/** One permission is taken back for so many commands. */
const PER_WITHDRAWAL = 1_000;
/** Commands that are really sent in the end. */
const SENT = 300;
const NOTHING: ReadonlyMap<string, Thing> = new Map();

const [permissions = 0, agreements = 0, each = 0, rounds = 0] = process.argv
  .slice(2, 6)
  .map(Number);
const withPeers = process.argv[6] === "peers";
const random = chance(20_261_127);

type Answer = readonly string[] | Refusal;
/** A permission taken back: the entry that says so, and its thing as it was before. */
type Withdrawal = { words: Words; entry: () => OpenEntry; before: Thing };

/** Processor time of this process, all threads counted, in seconds. */
function spent(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

/** Takes permissions back in the space itself, and answers what was written. */
async function withdrawn(world: GateWorld, words: readonly Words[]): Promise<Withdrawal[]> {
  const { space, dispatch } = world;
  const all: Withdrawal[] = [];
  const holder = MEMBERS[0]?.member ?? "";
  for (const one of words) {
    const [found] = await space.things([one.consent]);
    const before = structuredClone(found) as Thing;
    const index = space.size;
    const author = { by: "member", member: holder } as const;
    const done = await dispatch("consent.withdraw", { consent: one.consent }, author);
    assert.ok(!isRefusal(done) && done.entries === 1);
    const [entry] = (await Array.fromAsync(entriesAt(space, [index]))).flat();
    assert.equal(entry?.thing, one.consent);
    all.push({ words: one, entry: () => entry as OpenEntry, before });
  }
  return all;
}

/** As many commands as come between two withdrawals, as they arrive: just read from their JSON. */
type Block = () => readonly (Command & { row: CommandRow })[];

/** Seconds of one core that something takes for each of the blocks, reading them not counted. */
function timed(blocks: readonly Block[], work: (block: ReturnType<Block>, n: number) => void) {
  let seconds = 0;
  for (const [n, read] of blocks.entries()) {
    const block = read();
    const started = process.cpuUsage();
    work(block, n);
    seconds += spent(started);
  }
  return seconds;
}

/** What the gate answers to all of them, and the seconds of one core that it took. */
function askAll(
  { space, plan, house }: GateWorld,
  standing: Standing,
  blocks: readonly Block[],
  withdrawals: readonly Withdrawal[],
): { answers: Answer[]; seconds: number } {
  const commit = new Commit(space, house.parts.random);
  const answers: Answer[] = [];
  const entries = withdrawals.map(({ entry }) => [{ entry: entry() }]);
  const seconds = timed(blocks, (block, n) => {
    standing.take(entries[n] ?? [], NOTHING);
    for (const { row, author, input } of block) {
      const roles = author.by === "member" ? rolesNow(plan, commit.thing(author.member)) : [];
      answers.push(mayCommand(row, author, roles) ?? standing.ask(row, input, ASKED_AT, commit));
    }
  });
  return { answers, seconds };
}

/** The same with another engine. */
function askPeer(
  peer: Peer,
  blocks: readonly Block[],
  withdrawals: readonly Withdrawal[],
): { answers: boolean[]; seconds: number } {
  const answers: boolean[] = [];
  const seconds = timed(blocks, (block, n) => {
    peer.withdraw(withdrawals[n]?.words.id ?? "");
    for (const command of block) answers.push(peer.may(command, ASKED_AT));
  });
  return { answers, seconds };
}

/** Both said yes to the same, command by command. */
function same(commands: readonly Command[], ours: readonly Answer[], theirs: readonly boolean[]) {
  for (const [i, answer] of ours.entries())
    if (isRefusal(answer) === theirs[i])
      throw new Error(`${JSON.stringify([commands[i], answer])}, and the other ${theirs[i]}`);
}

/** Sends some of them: what the gate answered is what comes back. */
async function reallySend(world: GateWorld, standing: Standing, commands: readonly Command[]) {
  const rows = commands.map((one) => ({ ...one, row: rowOf(one.name) }));
  const { answers } = askAll(world, standing, [() => rows], []);
  for (const [i, { name, input, author }] of commands.entries()) {
    const done = await world.dispatch(name, input, author);
    const answer = answers[i] as Answer;
    if (isRefusal(answer)) assert.deepEqual(done, answer);
    else assert.ok(!isRefusal(done), `${name}: ${JSON.stringify([input, done])}`);
  }
}

const world = await gateWorld(permissions, agreements);
const ready = await heldReady(world);
const text = commandsOver(world, ready, each, random);
const all = JSON.parse(text) as Command[];
const count = all.length;
/** Read anew for each round, so that no string in them was looked up before. */
const blocks = Array.from({ length: count / PER_WITHDRAWAL }, (_, n): Block => {
  const block = JSON.stringify(all.slice(n * PER_WITHDRAWAL, (n + 1) * PER_WITHDRAWAL));
  return () => (JSON.parse(block) as Command[]).map((one) => ({ ...one, row: rowOf(one.name) }));
});
const standing = new Standing(world.space);
await standing.open();
const taken = shuffle([...ready.words], random).slice(0, Math.ceil(count / PER_WITHDRAWAL));
const withdrawals = await withdrawn(world, taken);
await world.space.things(MEMBERS.map(({ member }) => member));
const peers = withPeers ? [await casbin(ready), cedarWasm(ready)] : [];

const rates: number[] = [];
let first: Answer[] = [];
for (let round = 0; round <= rounds; round++) {
  // What was taken back in the round before is given again.
  for (const { before } of withdrawals) standing.take([], new Map([[before.id, before]]));
  const { answers, seconds } = askAll(world, standing, blocks, withdrawals);
  if (round === 0) first = answers;
  else rates.push(count / seconds);
  assert.deepEqual(answers, first);
}
const theirs: Record<string, number> = {};
for (const peer of peers) {
  const { answers, seconds } = askPeer(peer, blocks, withdrawals);
  same(all, first, answers);
  theirs[peer.name] = count / seconds;
}
await reallySend(world, standing, shuffle([...all], random).slice(0, SENT));
const refused = first.filter(isRefusal).length / count;
assert.ok(refused > 0.32 && refused < 0.36, `${refused} were refused`);
console.log(JSON.stringify({ rate: median(rates), theirs, count, refused }));
process.exit(0);
