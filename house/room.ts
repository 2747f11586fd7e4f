/** A room as the house sees it, and the floor plan: all rooms, looked up by their words. */
import type { Role } from "./circles.ts";
import type { CommandRow, Done, Envelope } from "./command.ts";
import type { FactShape, Kind, Thing } from "./facts.ts";
import type { House } from "./house.ts";

/** Something that falls due about one thing; sent as an ordinary command by the clock. */
export type DueRow = {
  /** Unique for its thing, so that a later answer replaces an earlier one. */
  name: string;
  kind: Kind;
  /** When, ms since 1970, from the thing's state; null where nothing falls due. */
  at: (thing: Thing<never>) => number | null;
  /** The command to send and its input. */
  command: string;
  input: (thing: Thing<never>) => Record<string, unknown>;
};

/** How the house learns a member's roles: the `people` room says so. */
export type Membership = { kind: Kind; roles: (thing: Thing<never>) => readonly Role[] };

/** How the house learns what a space is like, from the thing that has the space's id. */
export type Charter = {
  kind: Kind;
  protects: (thing: Thing<never>) => boolean;
  zone: (thing: Thing<never>) => string;
};

/**
 * What a command asks for beyond the log (an address, a receipt's row), whichever door it came by.
 * Runs once it is durable, and again when it is sent again: it must stand being run twice.
 */
export type After = (house: House, envelope: Envelope, done: Done) => Promise<void>;

/** What a room hands to the house. Pages and routes go to `web` by the room's own door. */
export type Room = {
  name: string;
  kinds: readonly Kind[];
  commands: readonly CommandRow[];
  due?: readonly DueRow[];
  membership?: Membership;
  charter?: Charter;
  /** By the command's name. */
  after?: Readonly<Record<string, After>>;
};

/** All rooms in the order of the floor plan, with lookups. */
export type Plan = {
  rooms: readonly Room[];
  kind: (name: string) => Kind | undefined;
  command: (name: string) => CommandRow | undefined;
  fact: (type: string) => { shape: FactShape; kind: Kind } | undefined;
  due: (kind: string) => readonly DueRow[];
  after: (command: string) => After | undefined;
  membership: Membership;
  charter: Charter;
};

/** Facts that every kind of thing has: what was erased of it (by entry number and part). */
export const ERASED = "thing.erased/1";
/** The thing moved to another circle without a fact of its room. */
export const OPENED = "thing.opened-to/1";

/** Builds the plan; throws where two rooms claim one name (our bug). */
export function floorPlan(rooms: readonly Room[]): Plan {
  const kinds = new Map<string, Kind>();
  const commands = new Map<string, CommandRow>();
  const facts = new Map<string, { shape: FactShape; kind: Kind }>();
  const due = new Map<string, DueRow[]>();
  const after = new Map<string, After>();
  const claim = <V>(map: Map<string, V>, name: string, value: V) => {
    if (map.has(name)) throw new Error(`two rooms claim ${name}`);
    map.set(name, value);
  };
  for (const room of rooms) {
    for (const kind of room.kinds) {
      claim(kinds, kind.kind, kind);
      for (const shape of kind.facts) claim(facts, shape.type, { shape, kind });
    }
    for (const command of room.commands) claim(commands, command.name, command);
    for (const [name, act] of Object.entries(room.after ?? {})) claim(after, name, act);
    for (const row of room.due ?? [])
      due.set(row.kind.kind, [...(due.get(row.kind.kind) ?? []), row]);
  }
  const membership = rooms.find((room) => room.membership)?.membership;
  const charter = rooms.find((room) => room.charter)?.charter;
  if (!membership || !charter) throw new Error("a floor plan needs people and spaces");
  return {
    rooms,
    membership,
    charter,
    kind: (name) => kinds.get(name),
    command: (name) => commands.get(name),
    fact: (type) => facts.get(type),
    due: (kind) => due.get(kind) ?? [],
    after: (command) => after.get(command),
  };
}
