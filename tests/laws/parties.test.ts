/**
 * Two groups that differ in what the local one keeps for itself: whether a note lies on this
 * agreement or on another, of which of them its own draft writes and strikes clauses, what
 * somebody's words said that were taken back, whom an expense that both read is paid to, and what
 * else is spent, and how much. The other side and everybody outside are answered alike at every
 * address, pages, papers, files and feeds, byte for byte.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { meansOf, putDraft } from "../../house/drafts.ts";
import { dayOf, laterDay } from "../../house/values/index.ts";
import type { AgreementState } from "../../rooms/agreements/index.ts";
import {
  type Asked,
  asked,
  FEEDS,
  type Furnished,
  furnished,
  OUTSIDE as MEMBER,
} from "./answers.ts";
import { FOUNDER } from "./history.ts";
import { isDone } from "./sent.ts";

const es = (text: string) => ({ lang: "es", text });
const CLAUSE = {
  kind: "support",
  terms: { gives: "them", kinds: ["goods"], most: { of: "40", unit: "box" }, per: "month" },
};

/** Money of which both groups approve what is spent. */
const MONEY = {
  kind: "money",
  terms: {
    ...{ gives: "them", most: { of: "500", unit: "EUR" }, per: "month", use: "free" },
    ...{ approves: "both", alone: { of: "5", unit: "EUR" }, bare: null },
  },
};

/** Sends commands of a history, each with a key of its own; answers what came of each. */
function sender(history: Furnished) {
  let sent = 0;
  const founder = { by: "member", member: FOUNDER };
  return async (command: string, input: object, author: object = founder, more: object = {}) => {
    const key = `parties-${String(sent++).padStart(16, "0")}`;
    const done = await history.send({
      ...{ space: history.space, command, input, key, author: author as never, ...more },
    });
    assert.ok(isDone(done), `${command} ${JSON.stringify(done)}`);
    history.entries = await history.store.size(history.space);
    return done.answer as Record<string, string>;
  };
}
type Sends = ReturnType<typeof sender>;

/** An agreement that both have signed, and another one; a note of the local group on one. */
async function agreed(history: Furnished, does: Sends, secret: boolean): Promise<string> {
  const here = await history.house.space(history.space);
  const [ally = ""] = (await here?.idsOfKind("ally", 1)) ?? [];
  const [person = ""] = (await here?.idsOfKind("ally-person", 1)) ?? [];
  const begun = { with: ally, langs: ["es"] };
  const { agreement: deal = "" } = await does("agreements.begin", begun);
  const { agreement: other = "" } = await does("agreements.begin", begun);
  for (const agreement of [deal, other])
    await does("agreements.propose", {
      ...{ agreement, texts: [es("lo acordado")], differing: [] },
      clauses: [{ says: CLAUSE, said: [{ lang: "es", text: es("mantas") }] }, { says: MONEY }],
    });
  const state = (await here?.thing(deal))?.state as AgreementState | undefined;
  const { version, hash } = state?.proposed ?? { version: 0, hash: "" };
  const signs = { agreement: deal, version, hash, assembly: null, seen: true };
  const theirs = { by: "ally", ally, person, leads: true };
  await does("agreements.sign", signs);
  await does("agreements.sign", signs, theirs);
  await does("agreements.waive-rest", { agreement: deal, version });
  const [on, said] = secret ? [deal, "nos forzaron"] : [other, "todo en paz"];
  await does("agreements.note", { agreement: on, pressed: secret, said: es(said) });
  await struck(history, on);
  return deal;
}

/** What it keeps to itself: lines that it lets the other read, and others, which differ. */
async function kept({ clock }: Furnished, does: Sends, agreement: string, secret: boolean) {
  const opens = async (line: object) => String((await does("needs.open", line))["id"]);
  const until = laterDay(dayOf(clock.now, "Europe/Madrid"), { days: 20 });
  await does("agreements.tick", { agreement, kinds: [], reads: ["goods"], until });
  const quantity = { of: secret ? "7" : "3", unit: "item" };
  const lent = await opens({ title: es("jabón"), quantity: { of: "40", unit: "box" } });
  const own = { title: es(secret ? "abogada penal" : "silla alta"), quantity };
  const name = secret ? "salma" : "yusuf";
  const legal = await opens({ ...own, name, needKind: "legal" });
  return [lent, legal, await opens({ ...own, name, needKind: "stay" })];
}

/** The local group's own draft: a clause that it wrote, and one that it strikes. */
async function struck({ house, space }: Furnished, deal: string): Promise<void> {
  const here = await house.space(space);
  const state = (await here?.thing(deal))?.state as AgreementState | undefined;
  const [first] = state?.drafts ?? [];
  assert.ok(here && first);
  const said = [{ lang: "es", text: es("barricas de roble") }];
  const own = { clauses: [{ key: "e".repeat(32), says: CLAUSE, said }], struck: [first.clause] };
  const body = Buffer.from(JSON.stringify(own));
  const of = { owner: { group: "agreements/host" }, name: deal, body };
  assert.ok(await putDraft(here, meansOf(house), of));
}

/** An expense that both read and the other group said yes to; and one of the host's alone. */
async function spent(history: Furnished, does: Sends, agreement: string, secret: boolean) {
  const here = await history.house.space(history.space);
  const [ally = ""] = (await here?.idsOfKind("ally", 1)) ?? [];
  const [person = ""] = (await here?.idsOfKind("ally-person", 1)) ?? [];
  const lines = (of: string) => [
    { account: "uses:food", of: { of, unit: "EUR" }, undocumented: "none-given" },
  ];
  const name = secret ? "Taller Sol" : "Casa Luna";
  const said = { agreement, lines: lines("20"), what: es("gasóleo"), name };
  const { expense = "" } = await does("expenses.submit", said);
  const yes = { expense, lines: [1], revision: 1 };
  await does("expenses.approve", yes, { by: "ally", ally, person });
  const own = { lines: lines(secret ? "480" : "3"), what: es("de la casa"), name };
  await does("expenses.submit", own);
  return expense;
}

/** Words that everyone read until their permission was taken back; they are the group's again. */
async function takenBack(history: Furnished, does: Sends, quoted: string): Promise<string> {
  const who = { is: "person", name: "salma", reach: "junto al pozo" };
  const { subject = "" } = await does("consent.note-person", who);
  const { saying = "" } = await does("consent.write-words", { subject, quoted: es(quoted) });
  const from = dayOf(history.clock.now, "Europe/Madrid");
  const { consent = "" } = await does("consent.ask", {
    ...{ subject, activity: "publish", scope: [saying], data: ["words"], groups: [], roles: [] },
    ...{ channels: ["group-page"], named: "no-name", face: "none", place: 0, anyone: true },
    ...{ also: [], from, ends: laterDay(from, { days: 30 }), review: from, basis: "own-yes" },
    ...{ noCost: true, withdraw: ["code", "any-member"], country: null, lang: "es" },
    ...{ notice: es("¿Sí?"), purpose: es("Para la página") },
  });
  const yes = { consent, as: "self", retold: true, interpreted: false };
  await does("consent.hear-yes", yes, undefined, { arrived: "voice", readBack: true });
  await does("consent.show-words", { saying });
  await does("consent.withdraw", { consent });
  return saying;
}

/** What either could tell of it: their pages, lists, files and feeds. */
const SIDES =
  /\/agreements|\/expenses|\/ally|\/feed|\/dates|\/timeline|\/search|\.(csv|json|ics|txt|xml|md)$/;
const SPENT = /\/expenses(\/[0-9a-f]{32})?(\/\w+)?$/;
const OUTSIDE =
  /\/sayings|\/feed|\/dates|\/timeline|\/search|\/files|\.(csv|json|ics|txt|xml|md)$|^\/s\/[^/]+$/;

const answerAt = (all: readonly Asked[], path: RegExp): [number, string] => {
  const { head = "[0]", text = "" } = all.find((one) => path.test(one.asked)) ?? {};
  return [JSON.parse(head)[0], text];
};

it("non-interference: neither side's pages, papers, files and feeds tell it", async () => {
  const all = await Promise.all(
    [true, false].map(async (secret) => {
      const history = await furnished(false);
      const does = sender(history);
      const deal = await agreed(history, does, secret);
      const lines = await kept(history, does, deal, secret);
      const expense = await spent(history, does, deal, secret);
      const saying = await takenBack(history, does, secret ? "quinoa roja" : "lenteja gris");
      return { history, deal, saying, expense, lines };
    }),
  );
  const [one, other] = all;
  assert.ok(one && other);
  const ids = ({ deal, saying, expense, lines }: typeof one) => [deal, saying, expense, ...lines];
  assert.deepEqual(ids(other), ids(one));
  const side = async (history: Furnished) => [
    ...(await asked(history, "an ally's member", [one.deal], SIDES)),
    ...(await asked(history, "an ally's member", [one.expense], SPENT)),
    ...(await asked(history, "an ally's member", one.lines, /\/needs/)),
  ];
  const theirs = await side(one.history);
  assert.deepEqual(await side(other.history), theirs);
  // What was compared is their agreement, read, printed and taken away; and no note.
  for (const path of [
    /^GET \/s\/[^/]+\/agreements\/[0-9a-f]{32}$/,
    /agreements\/\w+\/sheet$/,
    /\/agreement\.json$/,
  ]) {
    const [status, text] = answerAt(theirs, path);
    assert.equal(status, 200, String(path));
    assert.match(text, /lo acordado/, String(path));
  }
  // The draft that each side reads is its own: what the local group strikes stands there still.
  const draft = answerAt(theirs, /agreements\/\w+\/draft$/);
  assert.equal(draft[0], 200);
  assert.match(draft[1], /mantas/);
  assert.doesNotMatch(JSON.stringify(theirs), /barricas/);
  // And the expense that both read, without whom it is paid to; and none of the others.
  const expenses = answerAt(theirs, new RegExp(`/expenses/${one.expense}$`));
  assert.equal(expenses[0], 200);
  assert.match(expenses[1], /gasóleo/);
  assert.doesNotMatch(JSON.stringify(theirs), /Taller Sol|Casa Luna|de la casa/);
  // And of what the local group keeps to itself the one line that it lets them read.
  const [lent, legal, stay] = one.lines.map((id) => answerAt(theirs, new RegExp(`/needs/${id}$`)));
  assert.deepEqual([lent?.[0], legal?.[0], stay?.[0]], [200, 404, 404]);
  assert.match(lent?.[1] ?? "", /jabón/);
  assert.match(answerAt(theirs, /\/needs$/)[1], /jabón/);
  for (const reader of ["a stranger", "a link's holder"] as const) {
    const outside = (history: Furnished): Promise<Asked[]> =>
      asked(history, reader, [one.saying], OUTSIDE);
    const told = await outside(one.history);
    assert.deepEqual(await outside(other.history), told, reader);
    assert.equal(answerAt(told, /GET \S+\/sayings\/\w+$/)[0], 404);
  }
  // What a reader of feeds fetches lies with whoever runs it: nothing of all this goes there.
  const feeds = (history: Furnished) => asked(history, MEMBER, [], FEEDS);
  const fetched = await feeds(one.history);
  assert.deepEqual(await feeds(other.history), fetched);
  assert.match(answerAt(fetched, /\.ics$/)[1], /BEGIN:VCALENDAR/);
  assert.match(answerAt(fetched, /\.json$/)[1], /manta gruesa/);
  assert.equal(fetched.length, 2);
});
