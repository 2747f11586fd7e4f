/** Every form of every page, sent by who may not: with a session and a token that are their own. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { plan } from "../../rooms/index.ts";
import { rolesIn } from "../../web/node.ts";
import type { Browser } from "../../web/testing.ts";
import { drawnForms, type Filled, formRoutes, sendAs, type Town } from "./drawn-forms.ts";
import { town } from "./town.ts";

const rows = new Map(plan.rooms.flatMap(({ commands }) => commands).map((row) => [row.name, row]));

/** The coordinator, signed in just now: looking at every page takes longer than a session lasts. */
const hers = async (made: Town) => (await made.signIn(made.open.login)).browser;

/** A town with what its pages need to draw their forms: a delivery, a line, a link, a way in. */
async function furnished(): Promise<Town> {
  const made = await town();
  const { does, open } = made;
  const one = (command: string, input: unknown) => does(open.space, open.member, command, input);
  await one("spaces.make-link", { days: 3 });
  await one("people.invite", { roles: ["member"], days: 1, uses: 1 });
  const line = { texts: [{ lang: "es", text: "ropa" }], category: null };
  await one("spaces.do-not-send", { lines: [line] });
  const forms = await drawnForms(made, open.browser, /^\/deliveries\/new$/);
  const arrived = forms.find(({ route }) => route === "/s/:slug/deliveries");
  assert.ok(arrived);
  // Of no line asked for; one of the buttons says where it is.
  const fields = arrived.fields.filter(([name]) => !/^(need-|circle$)/.test(name));
  const here = { ...arrived, fields: [...fields, ["where", "here"] as [string, string]] };
  const sent = await sendAs(await hers(made), made, here);
  const [, shipment] = /deliveries\/([0-9a-f]{32})/.exec(sent.location ?? "") ?? [];
  assert.ok(shipment, `${sent.status} instead of a shipment`);
  made.ids.push(shipment);
  return made;
}

/** Forms that no page drew in this town, sent with what any form may hold. */
function undrawn(made: Town, drawn: readonly Filled[]): Filled[] {
  const missing = formRoutes(made).filter((route) => !drawn.some((one) => one.route === route));
  return missing.flatMap((route) =>
    // Of the node's own addresses no field is such an id, and signing in is slow on purpose.
    made.ids.slice(0, route.startsWith("/s/") ? 12 : 2).map((id) => ({
      route,
      action: route.replace(":slug", made.open.slug).replace(/:\w+/, id).replaceAll(/:\w+/g, "1"),
      fields: [
        ...(["id", "line", "member", "need"].map((name) => [name, id]) as [string, string][]),
        ...(["quantity", "of-1", "days", "sent", "counted", "amount"].map((name) => [
          name,
          "2",
        ]) as [string, string][]),
        ["move", "arrived"],
        ["reason", "palabra"],
      ] as [string, string][],
    })),
  );
}

/** Rows of a repeat's answer, a limit, how long a session was unused, what ends by itself. */
const PASSING = /^(answers|limit|session|sessions-of|draft|spoken)\//;

/** Says whether anything but such rows was written since it was last asked. */
function writesOf({ store }: Town): () => boolean {
  let written = true;
  const { append } = store;
  const { put, delete: drop, sweep } = store.records;
  store.append = (...batch) => {
    written = true;
    return append(...batch);
  };
  store.records.put = (owner, row, ...more) => {
    written ||= !PASSING.test(row.key);
    return put(owner, row, ...more);
  };
  store.records.delete = (owner, key) => {
    written ||= !PASSING.test(key);
    return drop(owner, key);
  };
  store.records.sweep = (...which) => {
    written = true;
    return sweep(...which);
  };
  return () => {
    const since = written;
    written = false;
    return since;
  };
}

/** Everything that is kept anywhere, as one text: logs, records and the node's own rows. */
async function kept({ store, open, closed, clock }: Town): Promise<string> {
  const sizes = [await store.size(open.space), await store.size(closed.space)];
  const of = async (owner: string) =>
    (await store.records.list(owner, "", 10_000, null, clock.now))
      .map(({ key }) => key)
      .filter((key) => !PASSING.test(key));
  return JSON.stringify([sizes, await of(open.space), await of(closed.space), await of("node")]);
}

/** What was kept before, without the recoveries whose days went by since: trying takes long. */
function without(before: string, after: string): string {
  const [sizes, ...keys] = JSON.parse(before) as [number[], ...string[][]];
  const isOver = (key: string) => key.startsWith("recovery") && !after.includes(`"${key}"`);
  return JSON.stringify([sizes, ...keys.map((list) => list.filter((key) => !isOver(key)))]);
}

/** Notes every command that pages send, and what came of it. */
function watched(made: Town) {
  const sent: { command: string; done: boolean; may: boolean }[] = [];
  const { house } = made;
  const dispatch = house.dispatch.bind(house);
  house.dispatch = async (envelope) => {
    const { author, space, command } = envelope;
    const roles = author.by === "member" ? await rolesIn(house, space, author.member) : [];
    const who: readonly string[] = rows.get(command)?.who ?? [];
    const may =
      author.by === "member" ? roles.some((role) => who.includes(role)) : who.includes(author.by);
    const answered = await dispatch(envelope);
    sent.push({ command, done: !isRefusal(answered), may });
    return answered;
  };
  return sent;
}

/** One who tries, and a browser of theirs, signed in just now. */
type Knocker = [string, () => Promise<Browser>];

/** Those who try, from outside in. Each is tried against the same town. */
function knockers(made: Town): Knocker[] {
  const logins: [string, string][] = [
    ["a member of another group", made.closed.login],
    ["one who left", made.gone.login],
    ["one of an allied group", made.ally.login],
    ...made.people
      .filter(({ role }) => role !== "coordination")
      .map(({ role, login }): [string, string] => [`one in ${role}`, login]),
  ];
  return [
    ["a stranger", async () => made.browser()],
    ...logins.map(
      ([name, login]): Knocker => [name, async () => (await made.signIn(login)).browser],
    ),
  ];
}

it("changes nothing and breaks nothing when the wrong ones send it, token and all", async () => {
  const made = await furnished();
  const drawn = await drawnForms(made, await hers(made));
  const all = [...drawn, ...undrawn(made, drawn)];
  const routes = new Set(drawn.map(({ route }) => route));
  assert.ok(routes.size > 35, `only ${routes.size} routes drew a form`);
  const sent = watched(made);
  const wrote = writesOf(made);
  let [refused, turnedAway] = [0, 0];
  for (const [name, come] of knockers(made)) {
    const browser = await come();
    let before = await kept(made);
    for (const filled of all) {
      sent.length = 0;
      const got = await sendAs(browser, made, filled);
      const what = `${filled.action} by ${name}: ${got.status} ${JSON.stringify(sent)}`;
      assert.ok(got.status < 500 || got.status === 503, what);
      for (const { done, may } of sent) if (!may) assert.ok(!done, what);
      refused += sent.filter(({ may, done }) => !may && !done).length;
      if (sent.length === 0 && got.status >= 400) turnedAway++;
      // Who is in none of a command's roles leaves everything as it was.
      const own = sent.some(({ may }) => may) || OWN.test(filled.route);
      if (!wrote()) continue;
      const after = await kept(made);
      if (!own) assert.equal(after, without(before, after), what);
      before = after;
    }
  }
  assert.ok(refused > 20, `${refused} commands were refused by role`);
  assert.ok(turnedAway > 150, `${turnedAway} forms were turned away at the door`);
});

/** What anyone signed in may do about themselves, and what keeps a stranger's typing. */
const OWN =
  /^\/(sign-|sessions|reading|passphrase|ways-in|confirm|alerts|claim|receipt|permission|first-run)|tokens|dates\/feed|where\/feed|membership\/time|hours/;

it("the same forms do what they say for a coordinator", async () => {
  const made = await furnished();
  const drawn = await drawnForms(made, await hers(made));
  const browser = await hers(made);
  const sent = watched(made);
  const done = new Set<string>();
  for (const filled of drawn.filter(({ route }) => !/safety|sign-|membership\/end/.test(route))) {
    sent.length = 0;
    const got = await sendAs(browser, made, filled);
    assert.ok(got.status < 500, `${filled.action}: ${got.status}`);
    for (const one of sent) if (one.done) done.add(one.command);
  }
  // Were hardly any of them right, the wrong ones would have been turned away for their shape.
  assert.ok(done.size >= 15, `only ${[...done]} were done`);
});
