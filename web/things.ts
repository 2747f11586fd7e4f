/** Reading things as JSON: what the bearer may open, words beside states, a page at a time. */
import type { EntryRef, Kind, Part, Thing } from "../house/facts.ts";
import { notHere, type Refusal, refuse } from "../house/refusal.ts";
import type { Plan } from "../house/room.ts";
import type { View } from "../house/view.ts";
import type { Caller } from "./api.ts";
import type { Ask } from "./ask.ts";
import { rolesIn } from "./node.ts";

const PAGE_MAX = 200;
const PAGE = 50;

/** A page of things of a kind, oldest first: `after` is the last id of the page before. */
export async function readThings(
  ask: Ask,
  { kind: name = "" }: Record<string, string>,
  caller: Caller,
): Promise<object | Refusal> {
  const opened = await openedFor(ask, name, caller);
  if (opened === null) return notHere;
  const { view, kind } = opened;
  const { plan } = ask.node.house.parts;
  const asked = Number(ask.url.searchParams.get("limit") ?? PAGE);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, PAGE_MAX) : PAGE;
  const said = ask.url.searchParams.get("after");
  const after = said === null ? null : await view.thing(kind, said);
  if (after === undefined) return refuse("web.no-such-page", "shape", { field: "after" });
  // One more than a page tells whether there is another.
  const found = await view.thingsAfter(kind, after, limit + 1);
  const things = await Promise.all(
    found.slice(0, limit).map((thing) => sayThing(view, plan, thing)),
  );
  const next = found.length > limit ? (found[limit - 1]?.id ?? null) : null;
  return { things, next };
}

/** One thing. */
export async function readThing(
  ask: Ask,
  { kind: name = "", id = "" }: Record<string, string>,
  caller: Caller,
): Promise<object | Refusal> {
  const opened = await openedFor(ask, name, caller);
  const thing = opened === null ? undefined : await opened.view.thing(opened.kind, id);
  return opened === null || thing === undefined
    ? notHere
    : sayThing(opened.view, ask.node.house.parts.plan, thing);
}

async function openedFor(
  ask: Ask,
  name: string,
  { token, space }: Caller,
): Promise<{ view: View; kind: Kind } | null> {
  const { house } = ask.node;
  const kind = house.parts.plan.kind(name);
  const roles = await rolesIn(house, space, token.member);
  const view = await house.view(space, { by: "member", member: token.member, roles });
  return kind === undefined || view === null ? null : { view, kind };
}

/** A thing as JSON. Where an entry lies in the log stays here; its number in the thing goes out. */
async function sayThing(view: View, plan: Plan, thing: Thing): Promise<object> {
  const refs = refsIn(thing.state);
  const asked = refs.map((at) => ({ thing, at }));
  const of = (name: Part) => view.parts(asked, name);
  const [words, people, files] = [await of("words"), await of("people"), await of("files")];
  const names = new Map<number, string[]>();
  for await (const { index, header } of view.space.entries(refs.map(({ index }) => index)))
    names.set(index, Object.keys(header.parts));
  // What an entry never had is not said to be erased.
  const parts = refs.map(({ n, index }, i) => ({
    n,
    ...(names.get(index)?.includes("words") ? { words: words[i] ?? "erased" } : {}),
    ...(names.get(index)?.includes("people") ? { people: people[i] ?? "erased" } : {}),
    ...(names.get(index)?.includes("files") ? { files: files[i] ?? "erased" } : {}),
  }));
  const { kind, id, n, first, last } = thing;
  // What a program passes on must not outlive a permission: its circle is the one that holds now.
  const circle = view.circleOf(thing);
  return {
    ...{ kind, id, circle, n, since: first.day, changed: last.day },
    ...{ state: withoutIndexes(plan.tell(thing)), parts },
  };
}

function isRef(value: unknown): value is EntryRef {
  return typeof value === "object" && value !== null && "index" in value && "type" in value;
}

/** All pointers to entries in a state, each entry once. */
function refsIn(state: unknown): EntryRef[] {
  const found = new Map<number, EntryRef>();
  const walk = (value: unknown) => {
    if (typeof value !== "object" || value === null) return;
    if (isRef(value)) found.set(value.index, value);
    else for (const one of Object.values(value)) walk(one);
  };
  walk(state);
  return [...found.values()].sort((a, b) => a.n - b.n);
}

function withoutIndexes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIndexes);
  if (typeof value !== "object" || value === null) return value;
  const ref = isRef(value);
  const entries = Object.entries(value).filter(([name]) => !(ref && name === "index"));
  return Object.fromEntries(entries.map(([name, one]) => [name, withoutIndexes(one)]));
}
