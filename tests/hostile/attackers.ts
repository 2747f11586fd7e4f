/**
 * A group under attack: what it keeps, each piece with a made-up word in it, and five who want it.
 * An informer who was seen out with all he knew, a coordinator whose phone is in other hands, the
 * keeper, an ally on the same node, a stranger with links that are over; and one who waits.
 */
import assert from "node:assert/strict";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { assertDone, DAY, HOUR, type TestHouse } from "../../house/testing.ts";
import { makeCodes } from "../../rooms/people/factors.ts";
import { addMembership, changeLogin, nodeOf } from "../../rooms/people/index.ts";
import { makeFeed } from "../../rooms/today/feed.ts";
import {
  type Browser,
  PASSPHRASE,
  type Somebody,
  type TestNode,
  testNode,
} from "../../web/testing.ts";
import { makeToken } from "../../web/tokens.ts";
import { writeAgreement, writeAllied } from "./attackers-allied.ts";
import { writeSpent } from "./attackers-spent.ts";
import { asksWhere, STOCK, writeStock } from "./attackers-stock.ts";
import { writeVoice } from "./attackers-voice.ts";
import { withFile } from "./with-file.ts";

/** Words that stand in one place each, by who may read that place at most. */
export const CANARIES = {
  /** Whoever was handed the public list by a link; nobody without one. */
  link: {
    line: "quixenda",
    group: "zanquifor",
    about: "kromblast",
    term: "tulgaro",
    told: "pelvisto",
  },
  /** The group's own people, and whoever is asked to accept it. */
  asked: { conduct: "brelzunta" },
  /** The group's own people. */
  group: {
    ...{ ann: "vextrina", bo: "wolpanda", cy: "ostrevin", waits: "brindosa" },
    ...{ answer: "pelquista", caller: "zolmira", reach: "zolreach", key: "dranvole" },
    ...{ giver: "hulvadra", way: "smolgetti", ledger: "griffona", question: "ulfenda" },
    ...{ duty: "plimvorda", handed: "trosquell", left: "yordimac" },
    ...{ heard: "quastrello", unshown: "bremnavi", ally: "drelvanto" },
    ...{ clause: "tarquinosa", proposed: "velmodrant", pressed: "ulmandrico" },
    ...{ voice: "marsiblond", person: "quarvello", asked: "zentilora", called: "ombrellin" },
    ...{ picture: "wendrisco", pixels: "klaverunt", read: "tornavelle" },
    spoken: "grenvolda",
    ...{ spent: "ghorbanel", payee: "istravond", receipt: "jelmarqua", asksMore: "kuldrimpo" },
    ...{ plan: "norvalisk", monthly: "ulgrimonte" },
    ...STOCK,
  },
  /** The group's own people, and those of one group that came along. */
  ally: { name: "sproventa", person: "quillimbar", from: "zorvantil", offered: "trunvasko" },
  /** Those in the circle. */
  circle: {
    ...{ name: "krumbosa", line: "tharvello", details: "yastrell", caller: "mirrodel" },
    ...{ note: "felquorn", giver: "jandorve", reach: "jandreach", parcel: "obrantil" },
    ...{ book: "sivulka", entry: "perrogast", heading: "culvarent" },
    ...{ breach: "gremvolta", toCall: "hollispar", reason: "duncrave" },
    ...{ session: "lumbrasco", said: "ortagril", asked: "narvolin" },
    ...{ picture: "fustrimel", pixels: "dolquarse", spoken: "brimvolt" },
  },
  /** Its owner, and nobody of the group. */
  own: { passkey: "niffelgan", draft: "ravoltine" },
} as const;

/** How far each kind of word may go. */
export type Kept = keyof typeof CANARIES;
/** Every word that those who may read only `read` must not meet. */
export function beyond(read: readonly Kept[]): string[] {
  const kinds = (Object.keys(CANARIES) as Kept[]).filter((one) => !read.includes(one));
  return kinds.flatMap((one) => Object.values(CANARIES[one]));
}
/** All of them. */
export const ALL = beyond([]);

/** One who attacks: what they read with, what programs of theirs bring, what they may read. */
export type Attacker = {
  name: string;
  read: readonly Kept[];
  browsers: readonly Browser[];
  tokens: readonly string[];
  /** Where else they knock, each with a code that was good once. */
  addresses: readonly string[];
};

/** A text in English. */
export const en = (text: string) => ({ lang: "en", text });
const item = (of: string) => ({ of, unit: "item" });
const came = [
  { account: "elsewhere", of: item("-3") },
  { account: "here", of: item("3") },
];

/** `seen` comes along as a file, where it is one. */
type Does = (command: string, input: object, seen?: string) => Promise<Record<string, string>>;

/** The group: two who coordinate, one member, one who waits, an informer. */
async function group(node: TestNode) {
  const { link, group: our } = CANARIES;
  const ours = await node.found({ group: link.group, safety: "yes", handle: our.ann, lang: "en" });
  const bo = await node.join(ours.space, ["coordination"], our.bo);
  const cy = await node.join(ours.space, ["member"], our.cy);
  const informer = await node.join(ours.space, ["member"], "lucero");
  /** What was asked for so far and waits for another yes. */
  const joints: string[] = [];
  const does: Does = async (command, input, seen) => {
    const send =
      seen === undefined
        ? node.does.bind(null, ours.space, ours.member)
        : await withFile(node, ours.space, ours.member, seen);
    const done = await send(command, input);
    assertDone(done);
    const { answer, things } = done;
    if ("joint" in answer) joints.push(String(answer["joint"]));
    return { ...(answer as Record<string, string>), first: things[0]?.id ?? "" };
  };
  const { question = "" } = await does("people.write-question", { texts: [en(our.question)] });
  const way = { roles: ["member"], days: 9, uses: 3, way: "questions" };
  const { invitation = "", code: invited = "" } = await does("people.invite", way);
  const answers = [{ question, text: our.answer }];
  const author = { by: "holder", thing: invitation, code: invited } as const;
  const joining = { command: "people.join", input: { handle: our.waits, answers }, author };
  const joined = await node.send({ space: ours.space, ...joining });
  assert.ok("answer" in joined, JSON.stringify(joined));
  const member = String(joined.answer["member"]);
  const { login } = await node.signIn();
  await addMembership(nodeOf(node.house), login, { space: ours.space, member });
  return { ours, bo, cy, informer, waits: { login, member }, does, joints, invited, invitation };
}
/** See {@link group}. */
export type Group = Awaited<ReturnType<typeof group>>;

/** What all of the group read, and what a link opens; the ids of it. */
async function writeOpen(made: Group) {
  const { does, waits } = made;
  const { link, group: our } = CANARIES;
  await does("spaces.describe", { block: "about", texts: [en(link.about)] });
  const unit = { use: "unit", measures: "count", level: null, within: null };
  const { term = "" } = await does("spaces.name-term", { ...unit, texts: [en(link.term)] });
  const some = (of: string) => ({ of, unit: term });
  const line = { title: en(link.line), quantity: some("4"), name: our.caller, reach: our.reach };
  const { id: need = "" } = await does("needs.open", { ...line, publish: true });
  const given = { need, quantity: some("1"), terms: null, name: our.giver, reach: "here" };
  const { id: offer = "" } = await does("offers.take", given);
  const sent = { lines: [{ need, sent: some("1") }], note: en(our.way) };
  const { id: delivery = "" } = await does("deliveries.announce", sent);
  const goods = { purpose: "goods", title: [en(our.ledger)] };
  const { book = "" } = await does("ledger.open-book", goods);
  const key = await identityToRecipient(await generateX25519Identity());
  const plan = { every: 7, keys: [{ key, label: our.key }] };
  const { joint = "", safekeeping = "" } = await does("spaces.plan-copies", plan);
  const ids = [term, need, offer, delivery, book, joint, safekeeping, waits.member];
  const lies = await writeStock(does, delivery, need);
  const more = [await writeRules(made), await writeHeard(does), lies];
  return [...ids, ...more.flat()];
}

/** What the group asks of everyone, how long it keeps what, who does what; the ids of it. */
async function writeRules({ does, bo }: Group): Promise<string[]> {
  const { asked, group: our } = CANARIES;
  await does("spaces.write-conduct", { texts: [en(asked.conduct)], days: 60 });
  const wanted = [{ what: "notes", days: 300 }];
  const { times = "", joint = "" } = await does("spaces.plan-times", { wanted });
  const { first: duty = "" } = await does("people.name-duty", { name: [en(our.duty)] });
  await does("people.take-duty", { duty, place: "holder" });
  await does("people.hand-over-duty", { duty, member: bo.member, note: en(our.handed) });
  return [times, joint, duty];
}

const HELD = { date: "2026-10-20", zone: "UTC", instant: "2026-10-20T00:00:00Z" };
const SESSION = { held: HELD, convened: "group", with: "women", langs: ["en"], use: "summary" };

/** A session that is shown, with what was heard in it; and what to know first, of which one is. */
async function writeHeard(does: Does): Promise<string[]> {
  const { link, group: our } = CANARIES;
  const { listening = "" } = await does("listening.open", SESSION);
  await does("listening.hear", { listening, what: "risk", text: en(our.heard) });
  await does("listening.write", { listening, block: "summary", text: en("in short") });
  await does("listening.show", { listening });
  const { norm = "" } = await does("listening.tell-norm", { short: en(link.told), about: "norm" });
  await does("listening.show-norm", { norm });
  const kept = { short: en(our.unshown), about: "tried" };
  const { norm: unshown = "" } = await does("listening.tell-norm", kept);
  return [listening, norm, unshown];
}

/** What lies in the circle of two; the ids of it. */
async function writeInCircle({ does, cy }: Group): Promise<string[]> {
  const { circle: its } = CANARIES;
  const { circle = "" } = await does("people.make-circle", { name: [en(its.name)] });
  await does("people.add-to-circle", { circle, member: cy.member, past: true });
  const words = { title: en(its.line), details: [en(its.details)], name: its.caller, reach: "x" };
  const { id: need = "" } = await does("needs.open", { ...words, quantity: item("5"), circle });
  const { first: note = "" } = await does("needs.note", { id: need, text: en(its.note) });
  const given = { need, quantity: item("2"), terms: null, name: its.giver, reach: its.reach };
  const { id: offer = "" } = await does("offers.take", given);
  const sent = { lines: [{ need, sent: item("2") }], note: en(its.parcel) };
  const { id: delivery = "" } = await does("deliveries.announce", sent);
  const opened = { purpose: "goods", title: [en(its.book)], circle };
  const { book = "" } = await does("ledger.open-book", opened);
  const heading = { book, side: "use", name: [en(its.heading)] };
  const { first: term = "" } = await does("ledger.add-account", heading);
  await does("ledger.post", { book, lines: came, narration: en(its.entry) });
  // Of a rule of silence the whole group reads what the circle is called.
  const left = { days: 9, circle, acts: ["answer"], name: [en(CANARIES.group.left)] };
  await does("spaces.propose-silence", left);
  const heard = await writeSession(does, circle);
  return [circle, need, note, offer, delivery, book, term, ...heard, ...(await writeBreach(does))];
}

/** A session of the circle's, and a need that grew out of it; the ids of them. */
async function writeSession(does: Does, circle: string): Promise<string[]> {
  const { circle: its } = CANARIES;
  const opened = { ...SESSION, circle, title: en(its.session) };
  const { listening = "" } = await does("listening.open", opened);
  const { item: question = "" } = await does("listening.ask", { listening, text: en(its.asked) });
  const shows = { listening, item: question, alt: en(its.picture), nobody: true };
  await does("listening.picture-question", shows, its.pixels);
  const read = { listening, item: question, lang: "en", own: true };
  await does("listening.voice-question", read, its.spoken);
  const said = { listening, what: "request", text: en(its.said) };
  const { item = "" } = await does("listening.hear", said);
  const line = { listening, item, circle, title: en(its.said) };
  const { id = "", growth = "" } = await does("listening.grow", line);
  return [listening, id, growth];
}

/** A breach, known to whoever opened it and to nobody else; its ids. */
async function writeBreach(does: Does): Promise<string[]> {
  const { circle: its } = CANARIES;
  const kind = { what: "device", aware: 1, happened: null, law: "no", risk: "low" };
  const opened = { ...kind, drill: false, lang: "en", name: [en("x")] };
  const { breach = "" } = await does("breaches.open", opened);
  await does("breaches.write", { breach, block: "happened", text: en(its.breach) });
  await does("breaches.name-contact", { breach, contact: { name: its.toCall, reach: "x" } });
  const measure = { breach, what: "other", text: en(its.reason) };
  const { measure: taken = "" } = await does("breaches.take-measure", measure);
  return [breach, taken];
}

/** A token for everything, of this member. */
async function tokenOf(node: TestNode, id: string, of: Omit<Somebody, "browser">) {
  const space = await node.house.space(id);
  assert.ok(space);
  const { login, member } = of;
  const more = { scopes: ["*", "read"], until: node.clock.now + 300 * DAY };
  const token = await makeToken(space, { login, member, ...more }, node.clock.now, node.random);
  assert.ok(token);
  return token;
}

/** What the informer carried away: every cookie and code that opened something. */
async function carryAway(node: TestNode, made: Group) {
  const { ours, informer, does, invited, invitation } = made;
  const space = (await node.house.space(ours.space)) ?? assert.fail();
  const feed = await makeFeed(space, informer.member, node.clock.now, node.random);
  const where = await asksWhere(node, ours, informer.member);
  // One that goes on: it lies on the disk as long as it holds.
  const hers = await makeFeed(space, ours.member, node.clock.now, node.random);
  const token = await tokenOf(node, ours.space, informer);
  const { browser } = await node.signIn(informer.login);
  const { code = "", link = "" } = await does("spaces.make-link", { days: 9 });
  const linked = node.browser();
  await linked.get(`/l/${ours.slug}/${code}`);
  assert.equal((await linked.get(`/s/${ours.slug}`)).status, 200, "the link held");
  assert.equal((await browser.get(`/s/${ours.slug}/dates/${feed}.ics`)).status, 200);
  const app = { key: Buffer.alloc(20, "app-key!").toString("base64"), last: 0, since: 0 };
  const passkey = { id: "cGFzcw", key: "a2V5", counter: 0, host: "alongside.example" };
  const parts = nodeOf(node.house);
  const passkeys = [{ ...passkey, name: CANARIES.own.passkey, added: 0, used: null }];
  await changeLogin(parts, ours.login, (before) => ({ ...before, app, passkeys }));
  const recovery = await makeCodes(parts, ours.login);
  await does("people.remove", { member: informer.member, forget: true });
  // What others made and he knew by heart is withdrawn by hand, as the page of removal says.
  await does("spaces.withdraw-link", { link });
  await does("people.withdraw-invitation", { invitation });
  const codes = [code, invited, where, ...recovery.slice(0, 1)];
  return { feed, hers, token, browser, linked, codes, app: app.key, recovery };
}

/** Addresses a code could be good for. */
const knocks = (slug: string, codes: readonly string[]) =>
  codes.flatMap((code) => [
    ...[`/l/${slug}/${code}`, `/s/${slug}/invitation/${code}`, `/s/${slug}/dates/${code}.ics`],
    ...[`/labels/${code}`, `/s/${slug}/stock/where/feed/${code}.en.json`],
  ]);

/** The whole of it; on the given store and keys, or in memory. */
export async function attacked(on?: Pick<TestHouse, "store" | "keys"> & { shared?: boolean }) {
  const node = await testNode({ faults: "answer", ...(on === undefined ? {} : { on }) });
  const made = await group(node);
  const { ours, bo, cy, informer, waits, does } = made;
  const { code: short = "" } = await does("spaces.make-link", { days: 1 });
  const stranger = node.browser();
  await stranger.get(`/l/${ours.slug}/${short}`);
  node.clock.pass(25 * HOUR);
  const { guest, ids: beside } = await writeAllied(node, made);
  const agreed = await writeAgreement(node, made);
  const heard = await writeVoice(node, made);
  const written = [...(await writeOpen(made)), ...heard, ...agreed];
  written.push(...(await writeSpent(node, made)));
  const open = [...written, ...beside];
  const lying = await writeInCircle(made);
  const ann = await node.signIn(ours.login);
  const message = { message: `3 ${CANARIES.own.draft}` };
  const draft = await ann.browser.submit(`/s/${ours.slug}/needs/message`, message);
  assert.equal(draft.status, 200);
  const theirs = await node.found({ group: "Casa Clara", handle: "noor" });
  const known = await carryAway(node, made);
  const enter = async (login?: string, keeper = false) =>
    (await node.signIn(login, { keeper })).browser;
  const none = { read: [], tokens: [], addresses: [] } as const;
  const old = knocks(ours.slug, [short, ...known.codes.slice(0, 1)]);
  const attackers: Attacker[] = [
    {
      ...{ ...none, name: "an informer who was seen out", tokens: [known.token] },
      browsers: [known.browser, await enter(informer.login), known.linked],
      addresses: knocks(ours.slug, [known.feed, ...known.codes]),
    },
    {
      ...{ ...none, name: "a stranger with links that are over", addresses: old },
      browsers: [stranger],
    },
    { ...none, name: "the keeper", browsers: [await enter(undefined, true)] },
    {
      ...{ ...none, name: "an ally on the same node", browsers: [theirs.browser] },
      tokens: [await tokenOf(node, theirs.space, theirs)],
    },
    {
      ...{ ...none, name: "somebody of an allied group", read: ["link", "asked", "ally"] },
      ...{ browsers: [await enter(guest.login)] },
      tokens: [await tokenOf(node, guest.space, guest)],
    },
    {
      ...none,
      name: "one who waits",
      read: ["link", "asked"],
      browsers: [await enter(waits.login)],
    },
    {
      ...{ ...none, name: "a coordinator's phone", read: ["link", "asked", "group", "ally"] },
      ...{ browsers: [await enter(bo.login)], tokens: [await tokenOf(node, ours.space, bo)] },
    },
  ];
  const people = [ours.member, cy.member, informer.member];
  const ids = [...open, ...people];
  return { ...node, ...made, theirs, known, attackers, lying, ids, ann, stranger };
}

/** The group under attack, with everything in reach. */
export type Attacked = Awaited<ReturnType<typeof attacked>>;

/** What opens something, as it is typed and as it may be kept: none of it lies in clear. */
export function secretsOf({ known, ann, stranger, ours }: Attacked): string[] {
  const codes = [known.feed, known.hers, ...known.codes, ...known.recovery];
  const session = (browser: Browser) => browser.cookies.get("__Host-session") ?? "";
  const held = stranger.cookies.get(`__Host-link-${ours.space}`) ?? "";
  const typed = [...codes, held].flatMap((code) => [code, code.replaceAll("-", "")]);
  const all = [...typed, known.token, known.app, session(ann.browser), "somebody-", PASSPHRASE];
  assert.ok(
    all.every((one) => one.length > 8),
    JSON.stringify(all),
  );
  return all;
}
