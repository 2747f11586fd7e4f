/** A space over the whole floor plan with somebody's words in every place that can erase them. */
import assert from "node:assert/strict";
import type { Reader } from "../../house/circles.ts";
import type { Author, Done } from "../../house/command.ts";
import type { Arrived } from "../../house/facts.ts";
import { assertDone, DAY, type TestHouse, testHouse } from "../../house/testing.ts";
import { plan } from "../../rooms/index.ts";
import { members } from "../../rooms/people/index.ts";
import { END_WAIT_MS } from "../../rooms/spaces/index.ts";
import { writeAllies } from "./allied.ts";
import { writeHours } from "./hours.ts";
import { writePictures } from "./pictures.ts";
import { writeSkills } from "./skills.ts";
import { writeSpent } from "./spent.ts";
import { writeStock } from "./stocked.ts";

const FOUNDER = "f".repeat(32);
/** The founder, who coordinates, as an author. */
export const AUTHOR: Author = { by: "member", member: FOUNDER };
/** The founder as a reader. */
export const COORDINATION: Reader = { by: "member", member: FOUNDER, roles: ["coordination"] };

/** A founded space and a way to send that fails unless it is done. */
export type World = TestHouse & {
  space: string;
  /** Who asks where nobody else is named. */
  founder: Author;
  ask: (
    command: string,
    input: unknown,
    author?: Author,
    more?: { arrived: Arrived },
  ) => Promise<Done>;
};

/** A space that is there already, with its founder as the one who asks unless said otherwise. */
export function worldIn(made: TestHouse, space: string, founder: Author = AUTHOR): World {
  const ask: World["ask"] = async (command, input, author = founder, more) => {
    const done = await made.send({ space, command, input, author, ...more });
    assertDone(done);
    return done;
  };
  return { ...made, space, founder, ask };
}

/** Founds a space that does not protect, on the given store and keys. */
export async function begin(on: NonNullable<Parameters<typeof testHouse>[2]>): Promise<World> {
  const made = testHouse(plan, 7, on);
  const space = await made.house.begin("alongside.invalid");
  const world = worldIn(made, space);
  const { ask } = world;
  const input = {
    ...{ name: { lang: "en", text: "River kitchen" }, handle: "lucero", safety: "no" },
    ...{ zone: "Europe/Athens", langs: ["en"] },
  };
  await ask("spaces.found", input, { by: "founder", member: FOUNDER });
  await ask("spaces.publish", {});
  return world;
}

/** The same store and keys under a house with nothing in memory. */
export function restarted(world: World, on: NonNullable<Parameters<typeof testHouse>[2]>): World {
  return { ...world, ...testHouse(plan, "again", { clock: world.clock, ...on }) };
}

/** Ends the space as its people do: asked for, agreed to by whom it takes, and waited for. */
export async function endWorld(world: World): Promise<void> {
  const { ask, clock, house, space, view } = world;
  const here = (await members(await view(space, COORDINATION))).filter(
    ({ id, roles }) => id !== FOUNDER && roles.some((role) => role !== "observer"),
  );
  let { answer } = await ask("spaces.ask-joint", { what: "end" });
  const { joint } = answer;
  for (const { id } of here)
    if (answer["agreed"] !== true)
      ({ answer } = await ask("spaces.agree-joint", { joint }, { by: "member", member: id }));
  assert.equal(answer["agreed"], true);
  clock.pass(END_WAIT_MS);
  while ((await house.runDue()) > 0);
}

/** Something somebody wrote here, and how it is erased. */
export type Written = {
  what: string;
  /** A made-up word that stands in it and nowhere else. */
  canary: string;
  /** Whether a search for the word finds it. */
  searched: boolean;
  erase: (world: World) => Promise<unknown>;
};

export const en = (text: string) => ({ lang: "en", text });
const some = { of: "4", unit: "item" };

type Someone = Author & { by: "member" };

async function joined({ ask }: World, handle: string, second?: Someone): Promise<Someone> {
  const made = await ask("people.invite", { roles: ["member"], days: 2, uses: 1 });
  const { invitation, code } = made.answer as { invitation: string; code: string };
  const holder: Author = { by: "holder", thing: invitation, code };
  if (second !== undefined) await ask("people.cosign-invitation", { invitation }, second);
  const { answer } = await ask("people.join", { handle }, holder);
  return { by: "member", member: String(answer["member"]) };
}

async function writeNeeds({ ask }: World): Promise<Written[]> {
  const line = {
    title: en("quixenda blankets"),
    quantity: some,
    name: "zolmira",
    reach: "zolreach",
  };
  const { answer } = await ask("needs.open", { ...line, publish: true });
  const { id } = answer as { id: string };
  const anew = { id, title: en("warm blankets"), quantity: some };
  const erase = async (world: World) => {
    const done = await world.ask("needs.revise", anew);
    assert.equal(done.answer["quiet"], true);
  };
  const both = { erase, searched: false };
  return [
    { what: "a need's words", canary: "quixenda", ...both, searched: true },
    { ...both, what: "whom to call", canary: "zolmira", erase: async () => undefined },
    { ...both, what: "how to reach them", canary: "zolreach", erase: async () => undefined },
  ];
}

/** Words of one who will be seen out: a line of their own, and a note on it. */
async function writeAs({ ask }: World, who: Someone): Promise<void> {
  const line = { title: en("tharvello stoves"), quantity: some, publish: true };
  const { answer } = await ask("needs.open", line, who);
  await ask("needs.note", { id: answer["id"], text: en("krumbosa after dark") }, who);
}

async function writePeople(world: World): Promise<Written[]> {
  const leaves = await joined(world, "vextrina");
  const renamed = await joined(world, "wolpanda");
  const removed = await joined(world, "yastrell", leaves);
  await writeAs(world, removed);
  return [
    {
      ...{ what: "the name of one who left", canary: "vextrina", searched: false },
      erase: (w) => w.ask("people.leave", { forget: true }, leaves),
    },
    {
      ...{ what: "a name before it was changed", canary: "wolpanda", searched: false },
      erase: (w) => w.ask("people.rename", { handle: "sol" }, renamed),
    },
    {
      ...{ what: "the name of one seen out", canary: "yastrell", searched: false },
      erase: (w) => w.ask("people.remove", { member: removed.member, forget: true, words: true }),
    },
    {
      ...{ what: "a line of one seen out", canary: "tharvello", searched: true },
      erase: async () => undefined,
    },
    {
      ...{ what: "a note of one seen out", canary: "krumbosa", searched: false },
      erase: async () => undefined,
    },
  ];
}

async function writeSpace({ ask }: World): Promise<Written[]> {
  await ask("spaces.describe", { block: "about", texts: [en("kromblast people")] });
  const texts = [en("tulgaro bales")];
  const term = { use: "unit", measures: "count", level: null, within: null, texts };
  const { answer } = await ask("spaces.name-term", term);
  const anew = { term: answer["term"], texts: [en("bales")] };
  const publisher = { organisation: "GB-CHC-ferrabund", type: "24", grants: null };
  await ask("spaces.set-publisher", publisher);
  return [
    {
      ...{ what: "what a register calls us", canary: "ferrabund", searched: false },
      erase: (w) => w.ask("spaces.drop-publisher", {}),
    },
    {
      ...{ what: "who we are", canary: "kromblast", searched: false },
      erase: (w) => w.ask("spaces.describe", { block: "about", texts: [en("neighbours")] }),
    },
    {
      ...{ what: "a word of the group's own", canary: "tulgaro", searched: false },
      erase: (w) => w.ask("spaces.rename-term", anew),
    },
  ];
}

async function writeBreach({ ask, clock }: World): Promise<Written[]> {
  const known = { what: "link", aware: clock.now, happened: null, law: "no", risk: "low" };
  const said = { name: [en("a drill")], happenedText: en("brelonda was sent on") };
  const { answer } = await ask("breaches.open", { ...known, ...said, drill: true, lang: "en" });
  const { breach } = answer;
  const contact = { name: "corvimel", reach: "on Thursdays" };
  await ask("breaches.name-contact", { breach, contact });
  const done = { breach, what: "other", text: en("mestrila was told") };
  const { measure } = (await ask("breaches.take-measure", done)).answer;
  return [
    {
      ...{ what: "what happened in a breach", canary: "brelonda", searched: false },
      erase: (w) => w.ask("breaches.write", { breach, block: "happened", text: null }),
    },
    {
      ...{ what: "whom to ask about a breach", canary: "corvimel", searched: false },
      erase: (w) => w.ask("breaches.name-contact", { breach, contact: null }),
    },
    {
      ...{ what: "what was done about a breach", canary: "mestrila", searched: false },
      erase: (w) => w.ask("breaches.take-measure-back", { breach, measure }),
    },
  ];
}

async function writeListening({ ask }: World): Promise<Written[]> {
  const held = { date: "2026-10-20", zone: "Europe/Athens", instant: "2026-10-19T21:00:00Z" };
  const known = { held, convened: "group", with: "everyone", langs: ["en"], use: "summary" };
  const { answer } = await ask("listening.open", { ...known, title: en("lumbrasco evening") });
  const { listening } = answer;
  const of = { listening };
  await ask("listening.write", { ...of, block: "summary", text: en("mirtavel in short") });
  const put = await ask("listening.ask", { ...of, text: en("narvolin or not?") });
  const said = await ask("listening.hear", { ...of, what: "risk", text: en("ortagril gate") });
  await ask("listening.show", of);
  const { norm } = (
    await ask("listening.tell-norm", { short: en("pelvisto first"), about: "norm" })
  ).answer;
  await ask("listening.show-norm", { norm });
  const item = ({ answer: { item: id } }: Done) => ({ ...of, item: id });
  return [
    {
      ...{ what: "a summary of a session", canary: "mirtavel", searched: true },
      erase: (w) => w.ask("listening.unwrite", { ...of, block: "summary", lang: "en" }),
    },
    {
      ...{ what: "a question of a session", canary: "narvolin", searched: true },
      erase: (w) => w.ask("listening.drop-question", item(put)),
    },
    {
      ...{ what: "something heard", canary: "ortagril", searched: true },
      erase: (w) => w.ask("listening.drop-heard", item(said)),
    },
    {
      ...{ what: "a session that is taken out", canary: "lumbrasco", searched: true },
      erase: (w) => w.ask("listening.take-out", of),
    },
    {
      ...{ what: "what to know first", canary: "pelvisto", searched: false },
      erase: (w) => w.ask("listening.take-norm-out", { norm }),
    },
  ];
}

/** Who somebody is, what they said, what they were asked: all of it words and people. */
async function writeVoice({ ask }: World): Promise<Written[]> {
  const who = { is: "person", name: "murganta", reach: "near the well" };
  const subject = (await ask("consent.note-person", who)).answer["subject"];
  const quoted = en("tilvandro we stay");
  const saying = (await ask("consent.write-words", { subject, quoted })).answer["saying"];
  const on = (date: string) => ({ date, zone: "Europe/Athens", instant: `${date}T00:00:00Z` });
  const { answer } = await ask("consent.ask", {
    ...{ subject, activity: "publish", scope: [saying], data: ["words"], place: 0, roles: [] },
    ...{ channels: ["group-page"], named: "no-name", face: "none", groups: [], anyone: true },
    ...{ also: [], from: on("2026-11-02"), ends: on("2026-12-31"), review: on("2026-12-01") },
    ...{ basis: "own-yes", noCost: true, withdraw: ["code", "any-member"], country: null },
    ...{ lang: "en", notice: en("brunswollo may we?"), purpose: en("harquessa page") },
  });
  const { consent, code } = answer as { consent: string; code: string };
  const holder: Author = { by: "holder", thing: consent, code };
  const heard = { consent, as: "self", retold: true, interpreted: false };
  await ask("consent.hear-yes", heard, undefined, { arrived: "voice" });
  await ask("consent.show-words", { saying });
  const notice = async (w: World) => {
    await w.ask("consent.withdraw", { consent }, holder);
    return w.ask("consent.take-notice-back", { consent });
  };
  const wipe = (w: World) => w.ask("consent.wipe-words", { saying });
  return [
    { what: "somebody's own words", canary: "tilvandro", searched: true, erase: wipe },
    {
      ...{ what: "who was asked for permission", canary: "murganta", searched: false },
      erase: (w) => w.ask("consent.take-names-back", { subject }),
    },
    { what: "what was read to them", canary: "brunswollo", searched: false, erase: notice },
    {
      ...{ what: "what it was for", canary: "harquessa", searched: false },
      erase: async () => undefined,
    },
  ];
}

async function writeOffers({ ask }: World): Promise<Written[]> {
  const opened = await ask("needs.open", { title: en("tents"), quantity: some, publish: true });
  const take = async (n: number, name: string, reach: string) => {
    const stranger: Author = { by: "stranger", id: String(n).padStart(32, "e") };
    const given = { need: opened.answer["id"], quantity: some, by: null, name, reach, terms: null };
    const { answer } = await ask("offers.take", given, stranger);
    const { id, code } = answer as { id: string; code: string };
    return { id, holder: { by: "holder", thing: id, code } as const };
  };
  const [early, late] = [await take(1, "brindosa", "brindreach"), await take(2, "ostrevin", "x")];
  const changed = await take(3, "pelquista", "y");
  const anew = { id: changed.id, quantity: some, by: null, name: "someone", reach: "z" };
  return [
    {
      ...{ what: "a taker who asks to be forgotten", canary: "brindosa", searched: false },
      erase: (w) => w.ask("offers.forget", { id: early.id }, early.holder),
    },
    {
      ...{ what: "their reach", canary: "brindreach", searched: false },
      erase: async () => undefined,
    },
    {
      ...{ what: "what a taker wrote before", canary: "pelquista", searched: false },
      erase: (w) => w.ask("offers.change", anew, changed.holder),
    },
    {
      ...{ what: "a taker thirty days after the end", canary: "ostrevin", searched: false },
      erase: async (w) => {
        await w.ask("offers.withdraw", { id: late.id }, late.holder);
        w.clock.pass(31 * DAY);
        await w.house.runDue();
      },
    },
  ];
}

/** Lines, notes, shipments and books that nobody erases: their time goes by. */
async function writeTimed({ ask }: World): Promise<Written[]> {
  const line = { title: en("dwindelar stoves"), quantity: some, name: "frumolda", reach: "x" };
  const { id } = (await ask("needs.open", { ...line, publish: true })).answer;
  await ask("needs.note", { id, text: en("glimpario nights") });
  const stranger: Author = { by: "stranger", id: "d".repeat(32) };
  const given = { what: en("hostrenda piano"), name: "x", reach: "y", quantity: null, by: null };
  const took = await ask("offers.offer-unasked", { ...given, terms: null }, stranger);
  const lines = [{ need: id, sent: some }];
  const sent = await ask("deliveries.announce", { lines, from: en("jubrandel harbour") });
  const { book } = (await ask("ledger.open-book", { purpose: "goods" })).answer;
  const moved = [
    { account: "elsewhere", of: { of: "-4", unit: "item" } },
    { account: "here", of: { of: "4", unit: "item" } },
  ];
  await ask("ledger.post", { book, lines: moved, narration: en("kestrivon crates") });
  const erase = async (world: World) => {
    const [answers, [delivery]] = [[{ id: took.answer["id"], answer: "decline" }], sent.things];
    await world.ask("offers.answer-many", { answers });
    await world.ask("deliveries.lose", { id: delivery?.id });
    await world.ask("needs.withdraw", { ids: [id] });
    world.clock.pass(90 * DAY);
    for (const { tend } of plan.rooms) await tend?.(world.house, world.space);
  };
  const rest = { searched: false, erase: async () => undefined };
  return [
    { what: "a line after its time", canary: "dwindelar", searched: true, erase },
    { ...rest, what: "whom to call about it", canary: "frumolda" },
    { ...rest, what: "a note after its time", canary: "glimpario" },
    { ...rest, what: "what was offered unasked", canary: "hostrenda" },
    { ...rest, what: "whom a shipment is from", canary: "jubrandel" },
    { ...rest, what: "what a line in the books says", canary: "kestrivon" },
  ];
}

/** Writes all of it. Erase in the order given: the last ones let months pass. */
export async function writeAll(world: World): Promise<Written[]> {
  // Decided while the founder is alone: later it would take two.
  const wanted = ["needs", "notes", "offered", "shipments", "lines", "expenses"].map((what) => {
    return { what, days: 60 };
  });
  await world.ask("spaces.plan-times", { wanted });
  const allies = await writeAllies(world);
  return [
    ...allies,
    ...(await writeNeeds(world)),
    ...(await writePeople(world)),
    ...(await writeSpace(world)),
    ...(await writeBreach(world)),
    ...(await writeListening(world)),
    ...(await writeHours(world)),
    ...(await writeVoice(world)),
    ...(await writePictures(world, world.founder)),
    ...(await writeStock(world)),
    ...(await writeSkills(world)),
    ...(await writeOffers(world)),
    ...(await writeTimed(world)),
    ...(await writeSpent(world)),
  ];
}
