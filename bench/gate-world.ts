/**
 * A space whose gate is measured: permissions by the thousand, and agreements negotiated, signed
 * and drawn from by the rooms' own commands.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { pooledRandom } from "../cli/random.ts";
import type { Role } from "../house/circles.ts";
import { type Author, type CommandRow, defineCommand } from "../house/command.ts";
import type { NewFact } from "../house/facts.ts";
import { House } from "../house/house.ts";
import { isRefusal } from "../house/refusal.ts";
import { floorPlan, type Room } from "../house/room.ts";
import { type Day, parseDay } from "../house/values/index.ts";
import { CHANNELS, type Terms } from "../rooms/consent/terms.ts";
import { plan as rooms } from "../rooms/index.ts";
import { joined } from "../rooms/people/facts.ts";
import { memoryKeys } from "../store/key-folder.ts";
import { newMemory, openMemory } from "../store/memory/open.ts";

const DAY_MS = 24 * 3_600_000;
/** When all of it is set up, and when the gate is asked: after some agreements lapsed. */
const BEGUN = Date.UTC(2026, 10, 2, 9);
/** See {@link BEGUN}. */
export const ASKED_AT = BEGUN + 7 * DAY_MS;
const none = "none: a bench" as const;
/** Channels that words can be passed on to; the group's own pages are another command. */
export const ELSEWHERE = CHANNELS.filter((one) => one !== "group-page");

/** The id of the n-th of something, as random as any. */
function idOf(what: string, n: number): string {
  return createHash("sha256").update(`${what}/${n}`).digest("hex").slice(0, 32);
}

const days = new Map<number, Day>();

/** The n-th day from the first, in UTC. */
function day(n: number): Day {
  const known = days.get(n);
  if (known !== undefined) return known;
  const read = parseDay(new Date(BEGUN + n * DAY_MS).toISOString().slice(0, 10), "UTC");
  if (!read.ok) throw new Error(read.reason);
  days.set(n, read.value);
  return read.value;
}

/** Members by the role they have; the first founded the space. */
export const MEMBERS: readonly { member: string; role: Role }[] = Array.from(
  { length: 30 },
  (_, i) => {
    const roles = ["coordination", "member", "member", "treasurer", "observer"] as const;
    return { member: idOf("member", i), role: roles[i % roles.length] as Role };
  },
);
const FOUNDER = MEMBERS[0]?.member ?? "";
const SECOND = MEMBERS[5]?.member ?? "";

/** Where the n-th person's words may be passed on to: three to five places. */
function channelsOf(n: number): readonly (typeof CHANNELS)[number][] {
  return ELSEWHERE.slice(n % 2, 3 + (n % 3) + (n % 2));
}

const words = (text: string) => ({ lang: "en", text });

/** Somebody, words of theirs, and their yes by voice: as the consent room writes them. */
function permission(n: number, id: () => string): NewFact[] {
  const [subject, saying, consent] = [id(), id(), id()];
  const terms: Terms = {
    ...{ activity: "publish", scope: [saying], data: ["words"] },
    channels: ["group-page", ...channelsOf(n)],
    ...{
      named: "no-name",
      face: "none",
      voice: "none",
      place: 0,
      groups: [],
      roles: [],
      anyone: true,
      also: [],
    },
    ...{ from: day(-(n % 5)), ends: day(30 + (n % 90)) },
    ...{ review: day(20), basis: "own-yes", noCost: true, country: null, uses: null, under: [] },
    withdraw: ["code", "any-member"],
  };
  const hash = createHash("sha256").update(`code/${n}`).digest("hex");
  const asked = { subject, ...terms, lang: "en", notice: hash, needs: "self", hash };
  const said = { as: "self", how: "voice", heard: FOUNDER, interpreted: false, assembly: null };
  const all = [
    ["subject", subject, "subject.noted/1", { is: "person" }],
    ["saying", saying, "saying.written/1", { subject }],
    ["consent", consent, "consent.asked/4", { ...asked, replaces: null }],
    ["consent", consent, "consent.given/1", said],
  ] as const;
  return all.map(([kind, thing, type, record]) => ({ kind, thing, type, record }) as NewFact);
}

const posted = { kind: "act", who: ["coordination"], clause: none, consent: none } as const;
const PER_COMMAND = 50;
const post = defineCommand({
  ...{ ...posted, onLapse: none, name: "bench.post-permissions" },
  shape: z.strictObject({ from: z.int(), count: z.int() }),
  decide: (_world, { from, count }, { id }) => ({
    facts: Array.from({ length: count }, (_, i) => permission(from + i, id)).flat(),
  }),
});
const join = defineCommand({
  ...{ ...posted, onLapse: none, name: "bench.join" },
  shape: z.strictObject({}),
  decide: () => ({
    facts: MEMBERS.slice(1).map(({ member, role }, i) =>
      joined(member, [role], `member ${i}`, null),
    ),
  }),
});

/** The floor plan of every node, and two commands that fill a space quickly. */
const bench: Room = { name: "bench", kinds: [], commands: [post, join] as never };
const plan = floorPlan([...rooms.rooms, bench]);

/** What a command of the plan is called, as its row. */
export function rowOf(name: string): CommandRow {
  const row = plan.command(name);
  if (row === undefined) throw new Error(`there is no ${name}`);
  return row;
}

const clause = (kind: string, terms: object) => ({ kind, terms });
const BOXES = clause("support", {
  ...{ gives: "them", kinds: ["goods", "hours"], most: { of: "400", unit: "box" }, per: "month" },
});
const MONEY = clause("money", {
  ...{ gives: "them", most: { of: "900.5", unit: "EUR" }, per: "quarter", use: "free" },
});
const LOOK = clause("look-again", { on: day(3) });
const WHOLE = clause("support", {
  ...{ gives: "both", kinds: ["goods"], most: { of: "700", unit: "box" }, per: "whole" },
});

/** What the n-th agreement says, and what became of it: of twenty, three hold no more. */
function sortOf(n: number) {
  const stopped = n % 20 === 7 ? "pause" : n % 20 === 13 ? "end" : null;
  const clauses = [n % 3 === 0 ? WHOLE : BOXES, ...(n % 4 === 0 ? [] : [MONEY])];
  return { stopped, clauses: n % 20 === 17 ? [...clauses, LOOK] : clauses };
}

const hasMoney = (n: number) => n % 4 !== 0;

/** How commands are sent to one space. */
type Send = (command: string, input: object, author?: Author) => Promise<Record<string, unknown>>;

/** A group that came along, and somebody of it who coordinates it. */
async function otherParty(send: Send): Promise<Author> {
  const proposed = await send("allies.propose", { name: words("Northern bridge") });
  const from = words("River kitchen");
  const { ally, joint } = proposed;
  // Two of those who coordinate ask a group to come along.
  await send("spaces.agree-joint", { joint }, { by: "member", member: SECOND });
  const { code } = await send("allies.invite", { ally, joint, from });
  const holder = { by: "holder", thing: String(ally), code: String(code) } as const;
  await send("allies.come", { name: words("Northern bridge") }, holder);
  const person = idOf("person", 0);
  const author = { by: "ally", ally: String(ally), person, leads: true } as const;
  await send("allies.enter", { handle: "alba" }, author);
  return author;
}

/** Negotiates the n-th agreement, signs it on both sides, and draws from its limits. */
async function agree(send: Send, other: Author & { by: "ally" }, lines: Lines, n: number) {
  const { agreement } = await send("agreements.begin", { with: other.ally, langs: ["en"] });
  const { stopped, clauses } = sortOf(n);
  const texts = [words(`Agreement ${n}`)];
  const wanted = clauses.map((says) => ({ says }));
  const proposal = { agreement, texts, differing: [], clauses: wanted };
  const proposed = await send("agreements.propose", proposal);
  const { version, hash } = proposed;
  const signing = { agreement, version, hash, assembly: null, seen: true };
  await send("agreements.sign", signing);
  await send("agreements.sign", signing, other);
  await send("agreements.waive-rest", { agreement, version });
  const kinds = ["goods", ...(hasMoney(n) ? ["money"] : [])];
  await send("agreements.tick", { agreement, kinds, until: day(60) });
  for (const [line, of, unit] of [
    [lines.boxes, String(50 + (n % 9) * 35), "box"],
    [lines.money, `${100 + (n % 11) * 60}.25`, "EUR"],
  ] as const) {
    if (unit === "EUR" && !hasMoney(n)) continue;
    const taken = { agreement, need: line, quantity: { of, unit } };
    const { id } = await send("agreements.take-line-as-party", taken, other);
    await send("offers.answer-many", { answers: [{ id, answer: "accept" }] });
  }
  if (stopped !== null) await send(`agreements.${stopped}`, { agreement });
  return String(agreement);
}

/** Lines that are asked for: things, and money. */
export type Lines = { boxes: string; money: string };

async function askFor(send: Send): Promise<Lines> {
  const open = async (needKind: string, unit: string) => {
    const quantity = { of: "100000000", unit };
    const line = { needKind, title: words("Blankets"), quantity, urgency: "weeks", publish: true };
    return String((await send("needs.open", line))["id"]);
  };
  return { boxes: await open("goods", "box"), money: await open("money", "EUR") };
}

/** A space with so many permissions and agreements, and how commands are sent to it. */
export async function gateWorld(permissions: number, agreements: number) {
  let now = BEGUN;
  const store = openMemory(newMemory());
  const house = new House({
    ...{ store, keys: memoryKeys(), clock: () => now, random: pooledRandom(), plan },
    foldVersion: () => "bench",
    onFault: (fault) => {
      throw fault;
    },
  });
  const id = await house.begin("alongside.invalid");
  let sent = 0;
  const dispatch = (command: string, input: object, author: Author) => {
    const key = `gate-${String(++sent).padStart(16, "0")}`;
    return house.dispatch({ space: id, command, input, author, key });
  };
  const us: Author = { by: "member", member: FOUNDER };
  const send: Send = async (command, input, author = us) => {
    const done = await dispatch(command, input, author);
    if (isRefusal(done)) throw new Error(`${command}: ${JSON.stringify(done)}`);
    return done.answer;
  };
  const found = { name: words("River kitchen"), handle: "lucero", safety: "no", zone: "UTC" };
  await send("spaces.found", { ...found, langs: ["en"] }, { by: "founder", member: FOUNDER });
  await send("bench.join", {});
  const other = (await otherParty(send)) as Author & { by: "ally" };
  const lines = await askFor(send);
  const deals: string[] = [];
  for (let n = 0; n < agreements; n++) deals.push(await agree(send, other, lines, n));
  for (let from = 0; from < permissions; from += PER_COMMAND)
    await send("bench.post-permissions", {
      from,
      count: Math.min(PER_COMMAND, permissions - from),
    });
  await house.idle();
  now = ASKED_AT;
  const space = await house.space(id);
  if (space === null) throw new Error("the space is gone");
  return { house, space, plan, other, lines, deals, permissions, dispatch };
}

/** See {@link gateWorld}. */
export type GateWorld = Awaited<ReturnType<typeof gateWorld>>;
