/**
 * Decides every command twice: on its author's view, and as if the author might open everything
 * but what the command names and is closed to them.
 */
import assert from "node:assert/strict";
import type { Author, Context, Envelope } from "../../house/command.ts";
import { Commit } from "../../house/commit.ts";
import { type Lets, mayCommand, opens, readerOf, shapeOf, whoOf } from "../../house/gate.ts";
import { newCode, newId } from "../../house/ids.ts";
import { isRefusal } from "../../house/refusal.ts";
import { seededRandom } from "../../house/testing.ts";
import { Loaded, Missing, worldFor } from "../../house/world.ts";
import type { History, Step } from "./history.ts";
import { amount, pick, title } from "./said.ts";

/**
 * Tries every command of the plan that takes ids, as each member, and as an ally where there is
 * one.
 */
export async function bothWays(
  history: History,
  step: Step,
  ally: Author | null = null,
): Promise<void> {
  const id = history.needs[step.which % Math.max(1, history.needs.length)] ?? "0".repeat(32);
  const text = { lang: "es", text: "agua" };
  const inputs: [string, unknown][] = [
    ["needs.publish", { ids: [id] }],
    ["needs.quiet", { ids: [id] }],
    ["needs.withdraw", { ids: [id] }],
    ["needs.note", { id, text }],
    ["needs.revise", { id, title: text, quantity: { of: "3", unit: "item" } }],
    ["needs.confirm-many", { answers: [{ id, answer: "no" }] }],
    ["people.set-roles", { member: history.members[step.who]?.id, roles: ["observer"] }],
    ["people.leave", {}],
    ["spaces.describe", { block: "terms", texts: [text] }],
    ["consent.withdraw", { consent: id }],
    ["consent.stop-person", { subject: id }],
    ["consent.write-words", { subject: id, quoted: text }],
    ...hours(history, step),
    ["agreements.pause", { agreement: id }],
    ["agreements.note", { agreement: id, pressed: true }],
    ["consent.keep-picture", { saying: id, face: "none", alt: text }],
    ["consent.wipe-picture", { picture: id }],
    ["consent.keep-spoken", { saying: id, voice: "shown", known: true }],
    ["consent.wipe-spoken", { spoken: id }],
  ];
  const key = "law".padEnd(16, "-");
  for (const [command, input] of [...inputs, ...circled(history, step)])
    for (const member of history.members) {
      const author = { by: "member", member: member.id } as const;
      const envelope = { space: history.space, command, input, author, key };
      const mine = await decided(history, envelope, true);
      assert.equal(await decided(history, envelope, false), mine, `${command} as ${member.roles}`);
    }
  if (ally === null) return;
  for (const [command, input] of asAlly(history, step)) {
    const author: Author = ally;
    const envelope: Envelope = { space: history.space, command, input, author, key };
    const mine = await decided(history, envelope, true);
    assert.equal(await decided(history, envelope, false), mine, `${command} as an ally`);
  }
}

/** Shifts, places in them and hours given, named by whoever. */
function hours({ occasions, turns, efforts }: History, { which }: Step): [string, unknown][] {
  const absent = "0".repeat(32);
  const [occasion, turn] = [pick(occasions, which) ?? absent, pick(turns, which) ?? absent];
  const of = { of: "2", unit: "hour" };
  const name = "sami";
  return [
    ["hours.take", { occasion, role: "any", name }],
    ["hours.call-off", { occasion }],
    ["hours.accept", { turn }],
    ["hours.leave", { turn }],
    ["hours.offer-on", { turn }],
    ["hours.take-over", { turn, name }],
    ["hours.say", { work: "hours", of, turn }],
    ["hours.confirm", { said: [{ effort: pick(efforts, which) ?? absent }] }],
    ["hours.confirm", { counted: [{ turn, of }] }],
  ];
}

/** What an allied group sends, naming what it may open and what it may not. */
function asAlly(
  { needs, offers, occasions, turns }: History,
  { which, figure }: Step,
): [string, unknown][] {
  const absent = "0".repeat(32);
  const [need, id] = [pick(needs, which) ?? absent, pick(offers, which) ?? absent];
  const quantity = amount(figure);
  const what = title(figure);
  return [
    ["offers.take-as-group", { need, quantity, terms: null }],
    ["offers.offer-as-group", { what, quantity, terms: null, sort: "support" }],
    ["offers.change-as-group", { id, quantity, by: null }],
    ["offers.say-sent", { id, sent: true }],
    ["offers.withdraw", { id }],
    ["hours.come", { occasion: pick(occasions, which) ?? absent, role: "any" }],
    ["hours.leave", { turn: pick(turns, which) ?? absent }],
    ["allies.rename", { name: what }],
    ["allies.step-out", {}],
  ];
}

/** The same of what lies in circles, and of what could find its way into one. */
function circled(history: History, { which, figure, who }: Step): [string, unknown][] {
  const absent = "0".repeat(32);
  const of = (kind: string) => history.within.filter((one) => one.kind === kind);
  const one = (kind: string) => pick(of(kind), which)?.id ?? absent;
  const circle = pick(history.circles, which)?.id ?? absent;
  const [own, need] = [{ circle }, one("need")];
  const [delivery, book] = [pick(history.deliveries, which)?.id ?? absent, one("book")];
  const member = history.members[who]?.id;
  const about = { breach: one("breach") };
  const line = { need, sent: amount(figure) };
  const heard = { listening: one("listening") };
  const shown = { listening: pick(history.sessions, which) ?? absent };
  const said = { what: "works", text: title(figure) };
  const goods = [
    { account: "elsewhere", of: { of: "-1", unit: "item" } },
    { account: "here", of: { of: "1", unit: "item" } },
  ];
  return [
    ["needs.open", { title: title(figure), ...own }],
    ["needs.note", { id: need, text: title(figure) }],
    ["needs.quiet", { ids: [need] }],
    ["needs.rank", { order: [need, pick(history.needs, which) ?? absent] }],
    ["deliveries.announce", { lines: [line] }],
    ["deliveries.announce", { lines: [line], ...own }],
    ["ledger.open-book", { purpose: "goods", ...own }],
    ["ledger.count-delivery", { id: delivery, lines: [{ line: 1, counted: amount(figure) }] }],
    ["ledger.add-account", { book, side: "here", name: [title(figure)] }],
    ["ledger.post", { book, lines: goods, for: { need, delivery } }],
    ["people.add-to-circle", { ...own, member, past: figure % 2 === 0 }],
    ["people.rename-circle", { ...own, name: [title(figure)] }],
    ["people.leave-circle", own],
    ["people.put-out-of-circle", { ...own, member }],
    ["people.end-circle", own],
    ["breaches.write", { ...about, block: "happened", text: title(figure) }],
    ["breaches.take-measure", { ...about, what: "links" }],
    ["breaches.close", about],
    ["breaches.close-as-mistake", about],
    ["listening.hear", { ...heard, ...said }],
    ["listening.hear", { ...shown, ...said }],
    ["listening.show", heard],
    ["listening.show", shown],
    ["listening.quiet", shown],
    ["listening.say-use", { ...shown, use: "here" }],
    ["listening.unpicture-question", { ...heard, item: absent }],
    ["listening.take-out", heard],
    ["listening.take-out", shown],
    ["listening.tell-norm", { short: title(figure), about: "tried" }],
    ["listening.show-norm", { norm: pick(history.norms, which) ?? absent }],
  ];
}

async function decided(history: History, envelope: Envelope, asAuthor: boolean): Promise<string> {
  const space = await history.house.space(history.space);
  assert.ok(space);
  const shaped = shapeOf(space.plan, envelope);
  if (isRefusal(shaped)) return JSON.stringify(shaped);
  const { author } = envelope;
  const thing = await space.thing(whoOf(author));
  const isMember = thing?.kind === space.plan.membership.kind.kind;
  const roles = isMember ? space.plan.membership.roles(thing as never) : [];
  const gate = mayCommand(shaped.row, author, roles);
  if (gate !== null) return JSON.stringify(gate);
  const circles = await space.within.of(author.by === "member" ? author.member : "");
  const reader = readerOf(author, roles, circles);
  // Which things a command names is its author's own word; the law is about what it finds itself.
  const named = JSON.stringify(envelope.input);
  const { agreed } = space.standing;
  const lets: Lets = { mayShow: () => true, lends: (ally, t, at) => agreed.lends(ally, t, at) };
  const { now } = history.clock;
  const random = seededRandom("law");
  const commit = new Commit(space, random);
  const loaded = new Loaded();
  for (;;) {
    const fresh = seededRandom("ids");
    const context: Context = {
      ...{ now, happened: now, author, who: whoOf(author), roles, arrived: "own-hand" },
      ...{ readBack: false, protects: false, dark: false },
      ...{ zone: "Europe/Madrid", langs: ["es"], space: history.space },
      asks: space.plan.charter.asks?.((await space.thing(space.id)) as never) ?? [],
      ...{ id: () => newId(fresh), code: () => newCode(fresh) },
    };
    const world = worldFor(commit, loaded, (t) =>
      asAuthor || named.includes(t.id) ? opens(reader, t, context, lets) : true,
    );
    try {
      return JSON.stringify(shaped.row.decide(world, shaped.input as never, context));
    } catch (signal) {
      if (!(signal instanceof Missing)) throw signal;
      await loaded.load(space, signal);
    }
  }
}
