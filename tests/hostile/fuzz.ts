/** Bodies, headers, paths and files nobody meant well with, drawn from a seed, in process. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { isRefusal } from "../../house/refusal.ts";
import { plan } from "../../rooms/index.ts";
import { entriesOf } from "../../web/app.ts";
import { ORIGIN } from "../../web/testing.ts";
import { makeToken } from "../../web/tokens.ts";
import { type Draw, sample } from "./sample.ts";
import { drawsFrom, NASTY, town } from "./town.ts";

/** Inputs one town takes before another is built: what was let in would else pile up. */
const TOWN_INPUTS = 4_000;
/** Bytes of heap the process may hold after any town. */
const HEAP_MAX = 1_200_000_000;
/** One input in so many goes over HTTP, which costs as much as fifty that do not. */
const HTTP_EVERY = 40;

const commands = plan.rooms.flatMap((room) => room.commands);
type Town = Awaited<ReturnType<typeof town>> & { token: string };

/** Throws inputs at the node; fails at the first that breaks it. Answers how many were thrown. */
export async function fuzz(seed: string, count: number): Promise<number> {
  for (let from = 0; from < count; from += TOWN_INPUTS) {
    const made = await town();
    const space = await made.house.space(made.open.space);
    assert.ok(space);
    const { login, member } = made.open;
    const until = made.clock.now + 1e9;
    const of = { login, member, scopes: ["*"], until };
    const token = await makeToken(space, of, made.clock.now, made.random);
    assert.ok(token !== null);
    const draw = drawsFrom(`${seed} ${from}`, made.ids);
    for (let n = from; n < Math.min(count, from + TOWN_INPUTS); n++)
      await (n % HTTP_EVERY === 0 ? request({ ...made, token }, draw) : command(made, draw, n));
    const { heapUsed } = process.memoryUsage();
    assert.ok(heapUsed < HEAP_MAX, `${heapUsed} bytes of heap`);
  }
  return count;
}

/** One command: now in shape, now with one of its values spoilt, now nothing like it. */
async function command(made: Awaited<ReturnType<typeof town>>, draw: Draw, n: number) {
  const row = commands[draw.below(commands.length)];
  const knocker = made.knockers[draw.below(made.knockers.length)];
  assert.ok(row && knocker);
  const input = spoilt(sample(row.shape, draw), draw);
  const key = `fuzz-${String(n).padStart(20, "0")}`;
  const { author } = knocker;
  const space = made.open.space;
  const happened = draw.below(8) === 0 ? { happened: draw.below(9e6) * 1e9 - 1e15 } : {};
  // The test house throws a fault of ours as it is.
  const said = await made.send({ space, command: row.name, input, author, key, ...happened });
  const why = `${row.name} ${JSON.stringify(input).slice(0, 400)}`;
  assert.ok(!isRefusal(said) || said.refused !== "house.try-again", why);
}

/** The value with one thing in it exchanged, in half of the cases. */
function spoilt(value: unknown, draw: Draw): unknown {
  if (draw.below(2) === 0) return value;
  if (typeof value !== "object" || value === null || draw.below(6) === 0) return odd(draw);
  if (Array.isArray(value)) return value.map((one, i) => (i === 0 ? spoilt(one, draw) : one));
  const names = Object.keys(value);
  const name = names[draw.below(names.length)] ?? draw.text();
  return { ...value, [name]: spoilt((value as Record<string, unknown>)[name], draw) };
}

function odd(draw: Draw): unknown {
  const text = draw.text();
  const many = Array.from({ length: 300 }, () => text.slice(0, 20));
  const odds = [null, true, -1, 1e308, 0.1, 2 ** 53, [], {}, [[[]]], text, many];
  return odds[draw.below(odds.length)];
}

const TYPES = [
  ...["application/json", "application/x-www-form-urlencoded", "text/plain", "", "a/b; charset=x"],
  ...["multipart/form-data; boundary=b", "multipart/form-data", "application/json; charset=utf-16"],
];

function bodyOf(draw: Draw): Uint8Array<ArrayBuffer> {
  const text = draw.text();
  const name = text.slice(0, 50);
  const file = `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n`;
  const bodies = [
    () => Buffer.from(text),
    () => Buffer.from(`${'{"a":'.repeat(20_000)}1`),
    () => Buffer.from(JSON.stringify({ input: odd(draw), key: "k".repeat(20) })),
    () => Buffer.from(`a=${encodeURIComponent(text.toWellFormed())}&`.repeat(40)),
    () => Buffer.from("%ff%fe=%c0%80&a=%"),
    () => Buffer.from(text, "utf16le"),
    () => Buffer.from(`${file}content-type: text/csv\r\n\r\n${text}\r\n--b--\r\n`),
    () => Buffer.concat([Buffer.from(`${file}\r\n`), gzipSync(Buffer.alloc(1_000_000))]),
    () => Buffer.from([0xff, 0xfe, 0, 0, 0xc3, 0x28]),
  ];
  return Uint8Array.from(bodies[draw.below(bodies.length)]?.() ?? []);
}

/** One request to any address, with odd headers, as somebody signed in or nobody. */
async function request(made: Town, draw: Draw): Promise<void> {
  const entries = entriesOf(made.node);
  const entry = entries[draw.below(entries.length)];
  assert.ok(entry);
  const { slug } = made.open;
  const path = entry.route.path.replaceAll(/:\w+/g, () =>
    draw.below(2) === 0 ? draw.id() : encodeURIComponent(draw.text().slice(0, 90).toWellFormed()),
  );
  const api = draw.below(3) === 0;
  const name = commands[draw.below(commands.length)]?.name ?? "";
  const there = api
    ? `/api/s/${slug}/commands/${name}`
    : `${entry.inSpace ? `/s/${slug}` : ""}${path}`;
  const query = new URLSearchParams([
    [["q", "sort", "before", "page", "lang"][draw.below(5)] ?? "q", draw.text().slice(0, 300)],
  ]);
  const posts = api || draw.below(2) === 0;
  const header = headerOf(draw);
  const { cookies } = made.open.browser;
  const headers = new Headers({
    ...{ "content-type": TYPES[draw.below(TYPES.length)] ?? "", "accept-language": header },
    ...{ cookie: [...cookies].map((one) => one.join("=")).join("; "), "if-none-match": header },
    ...(api ? { authorization: `Bearer ${made.token}` } : {}),
  });
  const sent = new Request(`${ORIGIN}${there}?${query}`, {
    ...{ method: posts ? "POST" : "GET", headers },
    ...(posts ? { body: bodyOf(draw) } : {}),
  });
  const size = await made.store.size(made.open.space);
  const response = await made.app.fetch(sent);
  const said = `${response.status} ${(await response.text()).slice(0, 300)}`;
  assert.ok(response.status < 500, `${sent.method} ${sent.url}: ${said}`);
  if (!api) assert.equal(await made.store.size(made.open.space), size, "without a token");
}

/** What a header can carry of an odd text: single bytes without line ends. */
function headerOf(draw: Draw): string {
  const text = NASTY[draw.below(NASTY.length)] ?? "";
  return [...text.slice(0, 2_000)]
    .filter((sign) => sign >= " " && sign <= "~")
    .join("")
    .trim();
}
