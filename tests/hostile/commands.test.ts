import assert from "node:assert/strict";
import { it } from "node:test";
import type { Role } from "../../house/circles.ts";
import type { Author } from "../../house/command.ts";
import { isRefusal } from "../../house/refusal.ts";
import { plan } from "../../rooms/index.ts";
import { rolesIn, waitsIn } from "../../web/node.ts";
import { runs, seeds } from "../run/seeds.ts";
import { sample } from "./sample.ts";
import { drawsFrom, NASTY, town } from "./town.ts";

/** Latest rooms first: whoever leaves or loses a role by the people room's has tried the others. */
const commands = [...plan.rooms].reverse().flatMap((room) => room.commands);

/** Whether the table lets this author send the row at all. */
function listed(
  who: readonly string[],
  author: Author,
  roles: readonly Role[],
  waits: boolean,
): boolean {
  if (author.by !== "member") return who.includes(author.by);
  return roles.some((role) => who.includes(role)) || (waits && who.includes("newcomer"));
}

/** Whether the author came in and waits to be vouched in. */
async function isWaiting({ house, open }: Awaited<ReturnType<typeof town>>, author: Author) {
  const space = await house.space(open.space);
  return author.by === "member" && space !== null && waitsIn(space, author.member);
}

/** Sends every command as everyone in a fresh town; answers which were ever done. */
async function knock(seed: string): Promise<Set<string>> {
  const made = await town();
  const { open, ids, knockers } = made;
  const done = new Set<string>();
  let sent = 0;
  for (const row of commands)
    for (const { name, author } of knockers) {
      const draw = drawsFrom(`${seed} ${row.name} ${name}`, ids);
      for (let n = 0; n < 6; n++) {
        const input = n === 0 ? {} : sample(row.shape, draw);
        const size = await made.store.size(open.space);
        const key = `hostile-${String(sent++).padStart(20, "0")}`;
        // Coordination may have given somebody another role a moment ago.
        const roles =
          author.by === "member" ? await rolesIn(made.house, open.space, author.member) : [];
        const waits = await isWaiting(made, author);
        const envelope = { space: open.space, command: row.name, input, author, key };
        const said = await made.send(envelope);
        const what = `${row.name} by ${name}: ${JSON.stringify(said)}`;
        assert.ok(!isRefusal(said) || said.refused !== "house.try-again", what);
        const grown = (await made.store.size(open.space)) - size;
        if (isRefusal(said)) assert.equal(grown, 0, what);
        else done.add(row.name);
        if (!listed(row.who, author, roles, waits)) assert.ok(isRefusal(said), what);
      }
    }
  return done;
}

it("no command works for who is not in its row, or breaks for anyone", async () => {
  const done = new Set<string>();
  for (const seed of seeds())
    for (let n = 0; n < runs(2); n++)
      for (const name of await knock(`${seed}/${n}`)) done.add(name);
  // If hardly anything were let through, nothing above would have been tried.
  assert.ok(done.size > 15, `only ${[...done]} were ever done`);
});

it("half a character is refused wherever a command takes text", async () => {
  const { send, open, ids } = await town();
  const author = { by: "member", member: open.member } as const;
  let halves = 0;
  for (const row of commands)
    for (let n = 0; n < 40; n++) {
      // One text at a time: whichever is refused first would hide the others.
      let at = n % 8;
      const text = () => (at-- === 0 ? "manta \uD83D" : "manta");
      const draw = { ...drawsFrom(`half ${row.name} ${n}`, ids), text };
      const input = sample(row.shape, draw);
      if (!JSON.stringify(input).includes("\\ud83d")) continue;
      halves++;
      const key = `half-${String(halves).padStart(20, "0")}`;
      const said = await send({ space: open.space, command: row.name, input, author, key });
      assert.ok(isRefusal(said), `${row.name} took half a character`);
    }
  assert.ok(halves > 200, `only ${halves} were sent`);
});

it("what is closed and what is absent are refused in the same words", async () => {
  const { house, open, hidden, closed, knockers, newcomer } = await town();
  const absent = "0123456789abcdef".repeat(2);
  let sent = 0;
  for (const row of commands)
    for (const { name, author } of knockers.filter(({ roles }) => roles.length === 0)) {
      // Their own doing, done the first time: it names nothing that could be closed.
      const own = author.by === "member" && author.member === newcomer.member;
      if (own && row.who.includes("newcomer")) continue;
      const ask = async (id: string, space: string) => {
        const input = sample(
          row.shape,
          drawsFrom(`same ${row.name}`, [id, id, id, id, id, id, id]),
        );
        const by =
          author.by === "holder" || author.by === "clock" ? { ...author, thing: id } : author;
        const key = `closed-${String(sent++).padStart(20, "0")}`;
        const said = await house.dispatch({ space, command: row.name, input, author: by, key });
        return isRefusal(said) ? JSON.stringify(said).replaceAll(id, "the id") : "done";
      };
      // The clock may open exactly the thing it names, and nobody sends its commands from outside.
      if (author.by !== "clock")
        assert.equal(
          await ask(hidden, open.space),
          await ask(absent, open.space),
          `${row.name} by ${name}`,
        );
      if (author.by === "stranger")
        assert.equal(await ask(closed.space, open.space), await ask(absent, open.space), row.name);
    }
});

it("input that is nowhere near its shape is refused, whatever it is", async () => {
  const { house, store, open } = await town();
  const author = { by: "member", member: open.member } as const;
  const deep = JSON.parse(`${'{"a":['.repeat(400)}1${"]}".repeat(400)}`) as unknown;
  const inputs = [
    null,
    7,
    true,
    [],
    "x",
    deep,
    { ...NASTY },
    { id: deep },
    1e308,
    [[[[]]]],
    ...NASTY,
  ];
  const size = await store.size(open.space);
  let sent = 0;
  for (const { name } of commands.filter(({ shape }) => !shape.safeParse({}).success))
    for (const input of inputs) {
      const key = `nowhere-${String(sent++).padStart(20, "0")}`;
      const said = await house.dispatch({ space: open.space, command: name, input, author, key });
      assert.ok(isRefusal(said) && said.because === "shape", `${name}: ${JSON.stringify(said)}`);
    }
  for (const command of ["", "constructor", "__proto__", "needs.nothing", "needs"]) {
    const envelope = { space: open.space, command, input: {}, author, key: "k".repeat(20) };
    const said = await house.dispatch(envelope);
    assert.ok(isRefusal(said) && said.refused === "house.no-such-command");
  }
  assert.equal(await store.size(open.space), size);
});
