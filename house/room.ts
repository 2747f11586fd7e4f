/** A room as the house sees it, and the floor plan: all rooms, looked up by their words. */
import type { SpaceId } from "../store/port.ts";
import type { Leaves } from "./beside.ts";
import type { CardRow } from "./cards.ts";
import type { Role } from "./circles.ts";
import type { CommandRow } from "./command.ts";
import type { OpenEntry } from "./entry.ts";
import type { FactShape, Kind, Mark, Thing } from "./facts.ts";
import type { House } from "./house.ts";
import type { Refusal } from "./refusal.ts";
import type { Part, StaysRow, TimeRow, Times } from "./times.ts";
import type { Amount, Text } from "./values/index.ts";
import type { View } from "./view.ts";

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

/** How the house learns which circles inside the group a member is in: `people` says so. */
export type CircleRow = {
  kind: Kind;
  /** The mark of the circles that a member ever came into. */
  mark: (member: string) => Mark;
  /** The index from which on the member opens what lies in it; null where they are not in it. */
  from: (circle: Thing<never>, member: Thing<never>) => number | null;
  /** Whether something new may lie in it. */
  takes: (circle: Thing<never>) => boolean;
};

/**
 * A text that each person is asked to accept before they read inside: its id, the entry that wrote
 * it, and by when (ms) those who were here then are asked to. Who came later is asked at once.
 */
export type Condition = { id: string; index: number; by: number };

/** How the house learns a member's roles and circles: the `people` room says so. */
export type Membership = {
  kind: Kind;
  roles: (thing: Thing<never>) => readonly Role[];
  /** Someone who came in, has no role yet and reads as a visitor; nobody where unsaid. */
  waits?: (thing: Thing<never>) => boolean;
  /** Whether a member has to accept what the group asks of each person first, now (ms). */
  heldBack?: (thing: Thing<never>, asks: readonly Condition[], now: number) => boolean;
  circles?: CircleRow;
};

/** How the house learns which groups came along, and who of them acts: room `allies` says so. */
export type AllyRow = {
  kind: Kind;
  person: Kind;
  /** Whether this person (nobody yet: whoever comes in first) acts for the ally now. */
  acts: (ally: Thing<never>, person: Thing<never> | undefined) => boolean;
  /** Whether this person has to accept what the host asks of each person first, now (ms). */
  heldBack: (person: Thing<never>, asks: readonly Condition[], now: number) => boolean;
  /**
   * The commands by which they accept it and take that back; where they go on from the page that
   * asks (paths and the keys of what they say): before they accepted, too, and only after; and how
   * they leave by it.
   */
  accepting: {
    accept: string;
    takeBack: string;
    ways: readonly { path: string; says: string; after?: true }[];
    leave: { path: string; says: string };
  };
  /** Whether something new may lie in what is shared with it. */
  takes: (ally: Thing<never>) => boolean;
};

/** How the house learns what a space is like, from the thing that has the space's id. */
export type Charter = {
  kind: Kind;
  protects: (thing: Thing<never>) => boolean;
  zone: (thing: Thing<never>) => string;
  langs: (thing: Thing<never>) => readonly string[];
  /** Whether its end came, at this time (ms): it is for nobody any more, but the clock ends it. */
  over?: (thing: Thing<never>, now: number) => boolean;
  /** Whether everything is closed: then every door answers as if there were no such space. */
  shut: (thing: Thing<never>) => boolean;
  /** What each person is asked to accept: the versions that stand, the one that holds now last. */
  asks?: (thing: Thing<never>) => readonly Condition[];
  dark?: Darkness;
  /** After how many days what goes, at this time (ms); null where nothing goes by time. */
  times?: (thing: Thing<never>, now: number) => Times | null;
};

/** How the house learns that a group counts as silent, from a thing beside the space's own. */
export type Darkness = {
  kind: Kind;
  /** Its id, of a space's. */
  of: (space: SpaceId) => string;
  /** Since when it is so, or from when on it will be unless somebody speaks (ms); null: never. */
  from: (thing: Thing<never>) => number | null;
  leaves: (thing: Thing<never>) => Leaves;
};

/** A use that needs somebody's permission: an activity, what is used by its id, and on what. */
export type Use = { consent: string; of: string; channel: string | null };

/** What a room knows of permissions in one space, in memory. */
export type StandingIndex = {
  /** Takes a thing of the row's kinds as it is now. */
  take: (thing: Thing<never>) => void;
  /** Whether it may be open to others than the host now (ms); true where nobody has to be asked. */
  mayShow: (thing: string, now: number) => boolean;
  /**
   * Until when what it stands on may hold, or held (ms), where that is not what the thing's own
   * facts say: the thing is open to more than the permission is. Null: it is as they say.
   */
  lasts: (thing: string) => number | null;
  /**
   * The permission a use stands on now, by its id, as a list of it alone: what a stamp takes, made
   * once. `staged` are things not durable yet.
   */
  find: (use: Use, now: number, staged: readonly Thing<never>[]) => readonly string[] | null;
};

/** How the house learns what stands on a person's permission. */
export type StandingRow = { kinds: readonly Kind[]; begin: () => StandingIndex };

/** A use of a clause: its kind, of which agreement, what it draws, and what a lapse does to it. */
export type ClauseUse = {
  clause: string;
  of: string;
  amount: Amount | null;
  onLapse: "stop" | "warn";
};
/** When it is asked (ms), and what is not durable yet. */
export type AskedAt = { now: number; staged: readonly Thing<never>[] };

/** The same of what is lent; `part`: the index of an entry, where a part of that is asked about. */
export type LentAt = AskedAt & { part?: number | undefined };

/** What a room knows of agreements in one space, in memory. */
export type AgreedIndex = {
  /** Takes a thing of the row's kinds, or one that it follows, as it is now. */
  take: (thing: Thing<never>) => void;
  /** Things of other kinds that it wants to be told of. */
  follows: ReadonlySet<string>;
  /** Whether a use stands on the clause it names, at that moment. */
  may: (use: ClauseUse, at: AskedAt) => Refusal | null;
  /** Whether a command of {@link AgreedRow.asks} may go on, as far as agreements say. */
  mayGoOn: (command: string, input: unknown, at: AskedAt) => Refusal | null;
  /** Whether a thing that is the host's alone is lent to a group that came along, to read. */
  lends: (ally: string, thing: Thing<never>, at: LentAt) => boolean;
};

/** How the house learns what is agreed: `asks` are commands of other rooms that limits touch. */
export type AgreedRow = {
  kinds: readonly Kind[];
  asks: readonly string[];
  begin: () => AgreedIndex;
};

/**
 * What a fact asks for beyond its log (an address, a receipt's row), by whichever door it came. It
 * is done once the fact is durable, again where nobody knows whether it was, and late where it
 * failed, by two at a time: all of that must come to the same. It is told of an entry and looks up
 * what it needs, and it ends by itself: whoever sent the command waits for it.
 */
export type Effect = {
  /** `room.verb` in the imperative; it stands on the keeper's page and in the node's own log. */
  name: string;
  /** The types of the facts that ask for it. */
  on: readonly string[];
  /** Does it. A throw means: not done, to be tried again. */
  act: (house: House, space: SpaceId, entry: OpenEntry) => Promise<void>;
  /** What is left of it where the space's keys are gone; unsaid, that is a fault. */
  keyless?: (house: House, space: SpaceId) => Promise<void>;
};

/** A way on from the group's own page, named by a message, where its reader finds something. */
export type WayOn = {
  key: string;
  path: string;
  isThere: (view: View) => Promise<boolean>;
  /** Words of people that stand on that page itself: a few, asked for at every reading. */
  voices?: (view: View) => Promise<readonly Quoted[]>;
};
/** Somebody's words, and what they want to be called under them. */
export type Quoted = { quoted: Text; called: Text | null };

/**
 * Copies of what is here that lie elsewhere, of one sort: a message key `<room>.elsewhere.<what>`,
 * how many, until when the last of them opens anything (ms; null: for good), and when the last one
 * was handed out, where that is known.
 */
export type Elsewhere = { what: string; n: number; until: number | null; last?: number };

/**
 * What whoever is about to offer or propose something is told first: short texts, each in all the
 * languages it was written in, the original first; how many more there are, and where they are.
 */
export type ToKnow = {
  all: readonly { texts: readonly Text[] }[];
  more: number;
  path: string;
};

/** What a later room says of a thing on its page: a message, what it is called, where it leads. */
export type Beside = { key: string; path: string; texts: readonly Text[] };

/** What becomes of a line when a group that came along takes part no more. */
export const MEETS = ["closed", "held", "goes-on", "sent"] as const;
/** A line that such an end meets: how much of what, and where it is; null where it has none. */
export type MetLine = {
  sort: (typeof MEETS)[number];
  amount: Amount | null;
  texts: readonly Text[];
  path: string | null;
};

/** Money of one currency that is asked for out of a book and not paid: how often, how much. */
export type Owed = { unit: string } & Record<"handedIn" | "approved", { many: number; of: Amount }>;

/** What a room hands to the house. Pages and routes go to `web` by the room's own door. */
export type Room = {
  name: string;
  kinds: readonly Kind[];
  commands: readonly CommandRow[];
  due?: readonly DueRow[];
  membership?: Membership;
  charter?: Charter;
  standing?: StandingRow;
  allies?: AllyRow;
  agreed?: AgreedRow;
  effects?: readonly Effect[];
  /** What this room says of a space on pages over many spaces. */
  card?: CardRow;
  /** What it looks after in each space by the hour; nothing allowed or forbidden waits for it. */
  tend?: (house: House, space: SpaceId) => Promise<void>;
  /** What of its things may be erased by time, and what stays as long as its thing. */
  times?: readonly TimeRow[];
  stays?: readonly StaysRow[];
  /** Where the group's own page leads on to, in this room. */
  wayOn?: WayOn;
  /** What is said on forms of earlier rooms before somebody offers something; null: nothing. */
  toKnow?: (view: View) => Promise<ToKnow | null>;
  /** What is said beside a thing of an earlier room, where its reader finds something. */
  beside?: (view: View, thing: Thing) => Promise<Beside | readonly Beside[] | null>;
  /**
   * Lines that the end of a group that came along meets, or met since a time (ms), as far as this
   * reader may open them.
   */
  meets?: (view: View, ally: string, since: number | null) => Promise<readonly MetLine[]>;
  /** What is to be paid out of a book and is not yet, by currency: its report says so. */
  owed?: (view: View, book: Thing) => Promise<readonly Owed[]>;
  /** How many things of this room wait for a word of this very member: told to them alone. */
  waitsOn?: (view: View, member: string) => Promise<number>;
  /** What of this room lies elsewhere as of now: for whoever closed everything. */
  elsewhere?: (view: View) => Promise<readonly Elsewhere[]>;
  /**
   * By kind, a thing's state as programs are told it, where it is folded in a shape of its own:
   * figures as exact decimals.
   */
  tells?: Readonly<Record<string, (state: never) => object>>;
};

/** All rooms in the order of the floor plan, with lookups. */
export type Plan = {
  rooms: readonly Room[];
  kind: (name: string) => Kind | undefined;
  command: (name: string) => CommandRow | undefined;
  fact: (type: string) => { shape: FactShape; kind: Kind } | undefined;
  due: (kind: string) => readonly DueRow[];
  /** What facts of a type ask for. */
  effects: (type: string) => readonly Effect[];
  effect: (name: string) => Effect | undefined;
  /** What goes by time, and of which class a part of a fact is. */
  times: readonly TimeRow[];
  timeOf: (type: string, part: Part) => TimeRow | undefined;
  /** A thing's state as programs are told it. */
  tell: (thing: Thing) => unknown;
  membership: Membership;
  charter: Charter;
  /** What stands on a permission; undefined where no room knows of any. */
  standing: StandingRow | undefined;
  /** Who acts for a group that came along; undefined where none can. */
  allies: AllyRow | undefined;
  /** What stands on a clause of an agreement; undefined where no room knows of any. */
  agreed: AgreedRow | undefined;
};

/** Facts that every kind of thing has: what was erased of it (by entry number and part). */
export const ERASED = "thing.erased/1";
/** The thing moved to another circle without a fact of its room. */
export const OPENED = "thing.opened-to/1";

const NO_EFFECTS: readonly Effect[] = [];

/** Builds the plan; throws where two rooms claim one name (our bug). */
export function floorPlan(rooms: readonly Room[]): Plan {
  const kinds = new Map<string, Kind>();
  const commands = new Map<string, CommandRow>();
  const facts = new Map<string, { shape: FactShape; kind: Kind }>();
  const due = new Map<string, DueRow[]>();
  const effects = new Map<string, Effect>();
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
    for (const effect of room.effects ?? []) claim(effects, effect.name, effect);
    for (const row of room.due ?? [])
      due.set(row.kind.kind, [...(due.get(row.kind.kind) ?? []), row]);
  }
  const asked = new Map<string, Effect[]>();
  for (const effect of effects.values())
    for (const type of effect.on) asked.set(type, [...(asked.get(type) ?? []), effect]);
  for (const type of asked.keys())
    if (!facts.has(type)) throw new Error(`an effect is on ${type}, which no room has`);
  const times = rooms.flatMap((room) => room.times ?? []);
  const timed = new Map<string, TimeRow>();
  for (const row of times)
    for (const type of row.of) for (const part of row.parts) claim(timed, `${type} ${part}`, row);
  const tells = Object.assign(Object.create(null), ...rooms.map((room) => room.tells)) as Record<
    string,
    (state: never) => object
  >;
  const membership = rooms.find((room) => room.membership)?.membership;
  const charter = rooms.find((room) => room.charter)?.charter;
  if (!membership || !charter) throw new Error("a floor plan needs people and spaces");
  return {
    rooms,
    membership,
    charter,
    standing: rooms.find((room) => room.standing)?.standing,
    allies: rooms.find((room) => room.allies)?.allies,
    agreed: rooms.find((room) => room.agreed)?.agreed,
    kind: (name) => kinds.get(name),
    command: (name) => commands.get(name),
    fact: (type) => facts.get(type),
    due: (kind) => due.get(kind) ?? [],
    effects: (type) => asked.get(type) ?? NO_EFFECTS,
    effect: (name) => effects.get(name),
    times,
    timeOf: (type, part) => timed.get(`${type} ${part}`),
    tell: ({ kind, state }) => tells[kind]?.(state as never) ?? state,
  };
}
