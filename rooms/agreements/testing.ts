/** For tests: clauses, facts given to a decider, a founded space and a group that came along. */
import type { Reader } from "../../house/circles.ts";
import type { Author } from "../../house/command.ts";
import { newId } from "../../house/ids.ts";
import { assertDone, DAY, type Given, type TestHouse, testHouse } from "../../house/testing.ts";
import { type Day, parseDay } from "../../house/values/index.ts";
import type { Store } from "../../store/port.ts";
import { invited } from "../allies/testing.ts";
import { plan } from "../index.ts";
import type { Agreed } from "./facts.ts";
import { clauseHash } from "./hash.ts";
import { HOST, type Side } from "./parties.ts";
import type { Change } from "./shapes.ts";
import type { Approves, Clause, Frame, Said } from "./terms.ts";

/** Ids of a test: the allied group, an agreement with it, and a member of the host. */
export const THEM = "e".repeat(32);
/** See {@link THEM}. */
export const DEAL = "d".repeat(32);
/** See {@link THEM}. */
export const MEMBER = "a".repeat(32);
/** When tests of deciders begin: 2 November 2026, 9:00 in UTC. */
export const AT = Date.UTC(2026, 10, 2, 9);

/** A day in UTC. */
export function day(date: string, zone = "UTC"): Day {
  const read = parseDay(date, zone);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

/** One clause of each kind, by its kind. */
export const SAID: { readonly [K in Said["kind"]]: Extract<Said, { kind: K }> } = {
  aims: { kind: "aims", terms: { of: ["relief", "care"] } },
  support: {
    kind: "support",
    terms: {
      gives: "them",
      kinds: ["goods", "hours"],
      most: { of: "100", unit: "box" },
      per: "month",
    },
  },
  money: {
    kind: "money",
    terms: { gives: "them", most: { of: "500", unit: "EUR" }, per: "month", use: "free" },
  },
  "not-wanted": { kind: "not-wanted", terms: { categories: ["clothing"], kinds: [] } },
  people: { kind: "people", terms: { most: 2, days: 10, asked: true } },
  data: { kind: "data", terms: { what: ["counts"], months: 6, onward: false } },
  media: { kind: "media", terms: { what: ["words"], each: true } },
  decisions: { kind: "decisions", terms: { how: "local", days: 7 } },
  measures: { kind: "measures", terms: { what: ["arrived"], by: "local", every: "quarter" } },
  timeline: { kind: "timeline", terms: { from: day("2026-11-02"), ends: day("2027-10-31") } },
  "look-again": { kind: "look-again", terms: { on: day("2027-04-30") } },
  "way-out": { kind: "way-out", terms: { money: "stays", goods: "talk" } },
};

/** A clause on money that says who approves; up to so much one is enough, so much goes bare. */
export function approvedBy(
  approves: Approves,
  alone: string | null = "50",
  bare: string | null = null,
): Extract<Said, { kind: "money" }> {
  const of = (figure: string | null) => (figure === null ? null : { of: figure, unit: "EUR" });
  return {
    kind: "money",
    terms: { ...SAID.money.terms, approves, alone: of(alone), bare: of(bare) },
  };
}

/** An id of a clause, of a figure. */
export const idOf = (n: number) => n.toString(16).padStart(32, "c");

/** All of them as clauses. */
export const ALL: readonly Clause[] = Object.values(SAID).map((one, n) => {
  return { ...one, clause: idOf(n) } as Clause;
});

/** A fact of the agreement. */
export const says = (what: string, record: object = {}, more: Partial<Given> = {}): Given => {
  return { thing: DEAL, type: `agreement.${what}/1`, record: record as never, ...more };
};
/** It is begun, in English and Spanish; English prevails. */
export const begun = says("begun", { side: HOST, with: THEM, langs: ["en", "es"], prevails: "en" });
/** A clause is written by a side. */
export const wrote = (written: Clause, side: Side = HOST) => ({
  ...says("clause-written", { side, written }),
  type: "agreement.clause-written/2",
});

/** The days of a test's versions. */
export const FRAME: Frame = {
  ...{ from: day("2026-11-02"), review: day("2027-04-30"), ends: day("2027-10-31") },
};

/** A version proposed of these clauses, and its hash. */
export function proposed(clauses: readonly Clause[] = ALL, version = 1, more: object = {}) {
  const agreed = clauses.map((one) => ({ ...one, side: HOST })) as Agreed[];
  const hash = clauseHash({ clauses: agreed, frame: FRAME });
  const record = {
    ...{ side: HOST, version, hash, replaces: null, frame: FRAME, differing: [] },
    clauses: clauses.map((one) => ({ side: HOST, agreed: one })),
    texts: ["en", "es"].map((lang) => ({ lang, hash: "f".repeat(64) })),
    ...more,
  };
  return { given: { ...says("proposed", record), type: "agreement.proposed/2" }, hash };
}

/** A side's signature by own hand, over a hash; `at` ms. */
export const signs = (side: Side, hash: string, version = 1, at = AT): Given =>
  says("signed", { side, version, hash, how: "own-hand", assembly: null }, { stamp: { at } });

/** A draft of all clauses, proposed and signed by both. */
export function signedByBoth(clauses: readonly Clause[] = ALL): Given[] {
  const { given, hash } = proposed(clauses);
  const drafts = clauses.map((one) => wrote(one));
  return [begun, ...drafts, given, signs(HOST, hash), signs(THEM, hash)];
}

/** Somebody of the other party, and the one of them who coordinates their group. */
const PERSON = "f".repeat(32);
/** The other party as the author of a command in a decider's test. */
export const BY_THEM = {
  author: { by: "ally", ally: THEM, person: PERSON, leads: true } as Author,
};
/** The same by somebody who only acts for it. */
export const BY_ONE_OF_THEM = { author: { by: "ally", ally: THEM, person: PERSON } as Author };

/** That it came along. */
export const came: Given = { thing: THEM, type: "ally.came/1", record: {} };

/** What a test house and a test node both can. */
type On = Pick<TestHouse, "house" | "send">;

/** A group that came along, by commands alone: no space of its own stands behind it. */
export async function otherParty(on: On, host: { space: string; member: string }) {
  const { ally, code } = await invited(on, host);
  const { space } = host;
  const person = newId(on.house.parts.random);
  const author: Author = { by: "ally", ally, person, leads: true };
  const name = { lang: "es", text: "Puente Norte" };
  const holder: Author = { by: "holder", thing: ally, code };
  assertDone(await on.send({ space, command: "allies.come", input: { name }, author: holder }));
  assertDone(await on.send({ space, command: "allies.enter", input: { handle: "alba" }, author }));
  const eyes: Reader = { by: "ally", ally, person };
  return { ally, author, eyes };
}

/** Texts as a page would make them. */
export const TEXTS = ["en", "es"].map((lang) => ({ lang, text: `An agreement in ${lang}` }));

/** Drafts that are not proposed yet, by agreement; and what a proposal of one says. */
function drafting() {
  const drafts = new Map<string, readonly Said[]>();
  /** The clauses of its draft, once, and what changes. */
  const proposal = (agreement: string, change: Change = {}) => {
    const first = (drafts.get(agreement) ?? []).map((says) => ({ says }));
    drafts.delete(agreement);
    const clauses = [...first, ...(change.clauses ?? [])];
    return { agreement, texts: TEXTS, differing: [], struck: change.struck ?? [], clauses };
  };
  return { drafts, proposal };
}

/** A founded space of both parties' hands, with ways to ask and to look. */
export async function agreedSpace(
  seed: number | string = 1,
  safety: "yes" | "no" = "no",
  on: { plan?: typeof plan; store?: Store } = {},
) {
  const { plan: rooms = plan, ...more } = on;
  const made = testHouse(rooms, seed, more);
  const at = await made.house.begin("alongside.invalid");
  const founder: Author = { by: "founder", member: MEMBER };
  const input = {
    ...{ name: { lang: "en", text: "River kitchen" }, handle: "lucero", safety },
    ...{ zone: "UTC", langs: ["en"] },
  };
  assertDone(await made.send({ space: at, command: "spaces.found", input, author: founder }));
  const us: Author = { by: "member", member: MEMBER };
  const other = await otherParty(made, { space: at, member: MEMBER });
  const send = (command: string, given: unknown, author: Author = us, more: object = {}) => {
    const name = command.includes(".") ? command : `agreements.${command}`;
    return made.send({ space: at, command: name, input: given, author, ...more });
  };
  const ask = async (command: string, given: unknown, author: Author = us, more: object = {}) => {
    const done = await send(command, given, author, more);
    assertDone(done);
    return done.answer as Record<string, string & number>;
  };
  const insider: Reader = { by: "member", member: MEMBER, roles: ["coordination"] };
  const view = (reader: Reader = insider) => made.view(at, reader);

  const { drafts, proposal } = drafting();
  /** Begins one, to be proposed with these clauses; answers its id. */
  const draft = async (clauses: readonly Said[]) => {
    const { agreement = "" } = await ask("begin", { with: other.ally, langs: ["en", "es"] });
    drafts.set(agreement, clauses);
    return agreement as string;
  };
  /** Proposes it, with what changes, and has both sign; answers the version and its hash. */
  const sign = async (agreement: string, change: Change = {}, waived = true) => {
    const { version, hash } = await ask("propose", proposal(agreement, change));
    const signing = { agreement, version, hash, assembly: null, seen: true };
    await ask("sign", signing);
    await ask("sign", signing, other.author);
    if (waived) await ask("waive-rest", { agreement, version });
    return { version: Number(version), hash: String(hash) };
  };
  /** One in force, with all that the other gives ticked for three months. */
  const inForce = async (clauses: readonly Said[] = Object.values(SAID)) => {
    const agreement = await draft(clauses);
    await sign(agreement);
    const kinds = clauses.flatMap((one): string[] =>
      one.kind === "money" ? ["money"] : one.kind === "support" ? one.terms.kinds : [],
    );
    const until = day(new Date(made.clock.now + 90 * DAY).toISOString().slice(0, 10));
    if (kinds.length > 0) await ask("tick", { agreement, kinds: [...new Set(kinds)], until });
    return agreement;
  };
  /** Something asked for, by its id. */
  const need = async (quantity = { of: "1000", unit: "box" }, kind = "goods") => {
    const { id = "" } = await ask("needs.open", {
      ...{ needKind: kind, title: { lang: "en", text: "blankets" }, quantity, urgency: "weeks" },
      ...{ publish: true },
    });
    return id as string;
  };
  /** A line taken under an agreement, typed by a member for the other party. */
  const take = async (agreement: string, line: string, of: string, unit = "box") => {
    const given = { agreement, need: line, quantity: { of, unit }, name: "noor", reach: "here" };
    return send("take-line", given);
  };
  return {
    ...made,
    at,
    us,
    other,
    send,
    ask,
    view,
    insider,
    draft,
    proposal,
    sign,
    inForce,
    need,
    take,
  };
}
