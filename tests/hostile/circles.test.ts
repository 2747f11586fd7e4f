/** A circle, tried by everyone in its group who is not in it: against every command and page. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { plan } from "../../rooms/index.ts";
import { entriesOf } from "../../web/app.ts";
import { sample } from "./sample.ts";
import { drawsFrom, town } from "./town.ts";

const ABSENT = "0123456789abcdef".repeat(2);

/** A town with a circle in it, and one thing of each kind that can lie in one, by kind. */
async function watch() {
  const made = await town();
  const { open } = made;
  const does = async (command: string, input: object) =>
    (await made.does(open.space, open.member, command, input)).answer;
  const title = { lang: "en", text: "kept in the circle" };
  const item = { of: "5", unit: "item" };
  const { circle } = await does("people.make-circle", { name: [title] });
  const { id: need } = await does("needs.open", { title, quantity: item, circle });
  await does("needs.note", { id: need, text: title });
  const given = { need, quantity: item, terms: null, name: "noor", reach: "noor@x" };
  const terms = (await made.house.space(open.space))?.known(open.space)?.state as { terms: string };
  const { id: offer } = await does("offers.take", { ...given, terms: terms.terms ?? null });
  const { id: delivery } = await does("deliveries.announce", { lines: [{ need, sent: item }] });
  const { book } = await does("ledger.open-book", { purpose: "goods", circle });
  const known = { what: "link", aware: made.clock.now, happened: null, law: "yes", risk: "low" };
  const opened = { ...known, drill: false, name: [title], lang: "en", happenedText: title };
  const { breach, circle: knows } = await does("breaches.open", opened);
  const held = { date: "2026-10-20", zone: "UTC", instant: "2026-10-20T00:00:00Z" };
  const session = { held, convened: "group", with: "everyone", langs: ["en"], circle };
  const { listening } = await does("listening.open", { ...session, use: "summary", title });
  const { item: heard } = await does("listening.hear", { listening, what: "risk", text: title });
  const { growth } = await does("listening.grow", { listening, item: heard, title });
  const lies = [circle, need, offer, delivery, book, breach, knows, listening, growth];
  const all = lies.map(String);
  assert.ok(all.every((id) => /^[0-9a-f]{32}$/.test(id)));
  return { ...made, lying: all };
}

it("no command tells a member outside a circle that something lies in it", async () => {
  const { house, open, people, lying, store } = await watch();
  let sent = 0;
  let told = 0;
  for (const row of plan.rooms.flatMap(({ commands }) => commands))
    for (const { role, member } of people)
      for (const lies of lying)
        for (let n = 0; n < 2; n++) {
          const ask = async (id: string) => {
            const ids = Array.from({ length: 7 }, () => id);
            const input = sample(row.shape, drawsFrom(`${row.name} ${n}`, ids));
            if (id === lies && !JSON.stringify(input).includes(id)) return null;
            const author = { by: "member", member } as const;
            const key = `circle-${String(sent++).padStart(20, "0")}`;
            const said = await house.dispatch({
              ...{ space: open.space, command: row.name, input, author, key },
            });
            return isRefusal(said) ? JSON.stringify(said).replaceAll(id, "the id") : "done";
          };
          // What is done whatever it names, as a word of the group's is, would not be done twice.
          const nowhere = await ask(ABSENT);
          const there = nowhere === "done" ? null : await ask(lies);
          if (there === null) continue;
          told += 1;
          assert.equal(there, nowhere, `${row.name} as ${role}`);
        }
  assert.ok(told > 200, `only ${told} were sent`);
  assert.ok((await store.size(open.space)) > 0);
});

it("no page tells a member outside a circle that something lies in it", async () => {
  const { open, people, lying, node } = await watch();
  for (const { route, inSpace } of entriesOf(node)) {
    if (!inSpace || route.method !== "GET" || !route.path.includes(":")) continue;
    for (const { role, browser } of people)
      for (const lies of lying) {
        const ask = async (id: string) => {
          const got = await browser.get(`/s/${open.slug}${route.path.replaceAll(/:\w+/g, id)}`);
          const text = got.text.replaceAll(id, "*").replaceAll(/value="[^"]{20,}"/g, "");
          return [got.status, got.location?.replaceAll(id, "*"), text];
        };
        assert.deepEqual(await ask(lies), await ask(ABSENT), `${route.path} as ${role}`);
      }
  }
});
