/**
 * The register: what is held here, who can open it, what it is for and until when. What it counts
 * is what its reader may open. Coordination says when it was checked; a member who has read it says
 * so, which is kept in the space's own rows and on no log.
 */
import { z } from "zod";
import { type Circle, circleNow } from "../../house/circles.ts";
import {
  type CommandRow,
  type Context,
  type Decided,
  defineCommand,
  OWN_HOUSE,
} from "../../house/command.ts";
import { defineKind, ERASABLE, type Kind, type Part } from "../../house/facts.ts";
import type { Random } from "../../house/ports.ts";
import type { Plan } from "../../house/room.ts";
import { keyFor, seal, unseal } from "../../house/seal.ts";
import type { Times } from "../../house/times.ts";
import type { View } from "../../house/view.ts";
import { isKept, safekeeping } from "./copies.ts";
import { spaceOf } from "./questions.ts";

/** A check of the register, as folded. */
export type CheckState = { changed: boolean };

/** That coordination looked whether the register is right, and whether anything changed. */
export const registerCheck = defineKind<CheckState>({
  kind: "register-check",
  facts: [{ type: "register.checked/1", record: z.strictObject({ changed: z.boolean() }) }],
  initial: { changed: false },
  evolve: (_state, { record }) => ({ changed: record["changed"] as boolean }),
});

/** Says that the register was checked. */
export const checkRegister = defineCommand({
  ...{ name: "spaces.check-register", kind: "act", who: ["coordination"] },
  ...OWN_HOUSE,
  shape: z.strictObject({ changed: z.boolean() }),
  decide: (_world, { changed }, context: Context): Decided => {
    const thing = context.id();
    const record = { changed };
    return { facts: [{ kind: "register-check", thing, type: "register.checked/1", record }] };
  },
});

/** The same as the house takes it. */
export const registerTable = [checkRegister] as unknown as readonly CommandRow[];

/** One line of the register. */
export type Held = {
  kind: string;
  count: number;
  /** Circles of those things, each once: who can open them. */
  circles: Circle[];
  /** The parts that can be erased. */
  erasable: Part[];
  until: Until;
  /** Classes of it that go by time here, with their days. */
  times: { what: string; days: number }[];
};

/** Until when something is held, as pages say it (`spaces.register.until.<until>`). */
export type Until = "group" | "thirty-days" | "its-end" | "leaves";

const UNTIL: Readonly<Record<string, Until>> = {
  ...{ offer: "thirty-days", link: "its-end", invitation: "its-end", joint: "its-end" },
  ...{ times: "its-end", member: "leaves", turn: "thirty-days" },
};

/** Until when things of a kind are held: by themselves, and by what the group decided. */
export function untilOf(
  plan: Plan,
  kind: string,
  times: Times | null,
): Pick<Held, "until" | "times"> {
  const decided = plan.times.flatMap(({ what, kind: of }) => {
    const days = of.kind === kind ? times?.get(what) : undefined;
    return days === undefined ? [] : [{ what, days }];
  });
  const sooner = decided.some(({ what }) => what === "givers" || what === "helpers");
  return { until: sooner ? "group" : (UNTIL[kind] ?? "group"), times: decided };
}

/** What is held of each kind, of what the reader may open; kinds with nothing are left out. */
export async function heldIn(view: View, protects: boolean): Promise<Held[]> {
  const held: Held[] = [];
  const times = await view.times();
  for (const { kinds } of view.space.plan.rooms)
    for (const kind of kinds) {
      const things = await view.things(kind as Kind);
      if (things.length === 0) continue;
      const circles = things.map((thing) => circleNow(view.circleOf(thing), protects));
      const has = (part: Part) => kind.facts.some((fact) => part in fact);
      held.push({
        ...{ kind: kind.kind, count: things.length },
        ...untilOf(view.space.plan, kind.kind, times),
        circles: [...new Set(circles)],
        erasable: ERASABLE.filter(has),
      });
    }
  return held;
}

/** What of it is the same for every member: once it differs, members are asked to look. */
async function printOf(view: View): Promise<string> {
  const here = await spaceOf(view);
  const kept = (await view.things(safekeeping)).find(({ state }) => isKept(state))?.state;
  return JSON.stringify([
    ...[here?.circle, here?.state.safety === "no", here?.state.listed],
    ...[kept?.sealedTo ?? 0, kept?.every ?? 0],
    // Unsaid where nothing was ever decided, as it was before anything could be.
    ...Object.entries(here?.state.times ?? {}).map(([what, { days }]) => [what, days]),
  ]);
}

/** The last check that found a change, or null. */
async function lastChange(view: View): Promise<string | null> {
  const checks = await view.things(registerCheck);
  return checks.findLast(({ state }) => state.changed)?.id ?? null;
}

type Seen = { change: string | null; print: string };

const rowOf = ({ space }: View, member: string) =>
  `register-seen/${Buffer.from(keyFor(`register-seen/${member}`, space.key)).toString("hex")}`;

async function seenBy(view: View, member: string): Promise<Seen | null> {
  const { space } = view;
  const key = rowOf(view, member);
  const row = await space.store.records.get(space.id, key, view.now);
  if (row === null) return null;
  return JSON.parse(Buffer.from(unseal(space.key, key, row.value)).toString()) as Seen;
}

/** Notes that a member has read the register as it is now. */
export async function noteSeen(view: View, member: string, random: Random): Promise<void> {
  const { space, now } = view;
  const key = rowOf(view, member);
  const seen: Seen = { change: await lastChange(view), print: await printOf(view) };
  const value = seal(space.key, key, Buffer.from(JSON.stringify(seen)), random);
  await space.store.records.put(space.id, { key, value, expires: null }, "any", now);
}

/** Whether the register changed since this member read it; who never did hears of changes alone. */
export async function registerChanged(view: View, member: string): Promise<boolean> {
  const [seen, change] = [await seenBy(view, member), await lastChange(view)];
  if (seen === null) return change !== null;
  return seen.change !== change || seen.print !== (await printOf(view));
}
