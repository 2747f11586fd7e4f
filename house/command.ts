/**
 * Commands: what someone wants, asked at the gate, decided by a pure function. A room lists its
 * commands in one table whose rows say kind, shape, who, clause and consent (docs/architecture.md).
 */
import type { z } from "zod";
import type { Circle, Role } from "./circles.ts";
import type {
  Arrived,
  CommandKind,
  EntryRef,
  Erase,
  Kind,
  Mark,
  NewFact,
  Part,
  Thing,
} from "./facts.ts";
import type { Refusal } from "./refusal.ts";
import type { Condition } from "./room.ts";
import type { FileRef } from "./values/index.ts";

/** Who sends a command. Made by a door from a session, a code or a form; roles are looked up. */
export type Author =
  | { by: "member"; member: string }
  /** Somebody of a group that came along, who acts for it; `leads`: who coordinates it at home. */
  | { by: "ally"; ally: string; person: string; leads?: boolean }
  /** Someone without an account; `id` is fresh for each thing they make, `link` is its end. */
  | { by: "stranger"; id: string; link?: number }
  /** Someone who holds the code of one thing (a receipt, an invitation). */
  | { by: "holder"; thing: string; code: string }
  /** A due item about exactly one thing. */
  | { by: "clock"; thing: string }
  /** The one who starts an empty space, or a member for whom its machine moves or takes it over. */
  | { by: "founder"; member: string };

/** Who may send a command: roles, one who waits to be vouched in, or other kinds of author. */
export type Who = Role | "newcomer" | "ally" | "stranger" | "holder" | "clock" | "founder";

/** What a group may leave to one of its circles for the time it counts as silent: all there is. */
export const LEFT = [
  ...(["arrivals", "still-needed", "answer", "close-lines", "end-links", "erase"] as const),
  "close-all",
] as const;
/** See {@link LEFT}. */
export type Left = (typeof LEFT)[number];

/** Why a column of the table is empty, in words; an empty cell is not an answer. */
export type None = `none: ${string}`;

const OWN = "none: a group's own house" as const;
/** What a group does in its own house stands on no clause and on nobody's consent. */
export const OWN_HOUSE = { clause: OWN, consent: OWN, onLapse: OWN } as const;

/**
 * The consent that an act needs: the activity; the field of its input that names what is used (an
 * id or several); and the channel, by a field too or always the same.
 */
export type Needs = { consent: string; of: string; channel?: string; on?: string };

/**
 * The clause of an agreement that an act stands on: its kind; the field of its input that names the
 * agreement; and the field with the amount that it draws from what is agreed.
 */
export type Clause = { clause: string; of: string; amount?: string };

/** What a decider knows of the moment. Everything in it is handed in; nothing is looked up. */
export type Context = {
  now: number;
  /** When it really happened, ms, never after now; `now` where it was not said. */
  happened: number;
  author: Author;
  /** The author's member id, stranger id, the ally's, or the thing for holder and clock. */
  who: string;
  roles: readonly Role[];
  arrived: Arrived;
  readBack: boolean;
  /** Whether the space protects its people and group (months and regions only). */
  protects: boolean;
  /** The space's time zone, an IANA name. */
  zone: string;
  /** The languages that the group named, its own first (BCP 47). */
  langs: readonly string[];
  /** What the group asks each person to accept, the version that holds now last. */
  asks: readonly Condition[];
  space: string;
  /** Whether the group counts as silent: nothing of it is open to others than members. */
  dark: boolean;
  /** Until when what a thing stands on holds at most, where its own facts do not say that (ms). */
  lasts?: (thing: string) => number | null;
  /** The permissions that the gate found the act to stand on, one for each thing it names. */
  permissions?: readonly string[];
  /** The files that came along with the command: kept already, and of no entry yet. */
  files?: readonly FileRef[];
  /** A fresh random id, 32 hex characters. */
  id: () => string;
  /** A fresh random code for a receipt or link, 24 Crockford characters (120 bits). */
  code: () => string;
};

/**
 * What a decider may look at: things its author may open, in their state at this moment (with the
 * batch's earlier commands applied). Answers undefined alike for what is absent and what is closed.
 */
export type World = {
  thing<S>(kind: Kind<S>, id: string): Thing<S> | undefined;
  /** Things of a kind with an entry that carries the mark; at most 1,000, the newest. */
  find<S>(kind: Kind<S>, mark: Mark): Thing<S>[];
  /** Who wrote these entries, and what of them can be erased; those of closed things left out. */
  wrote(indexes: readonly number[]): Wrote[];
};

/** An entry as a decider that erases looks at it: whose it is, never what it says. */
export type Wrote = EntryRef & {
  thing: string;
  kind: string;
  who: string;
  /** When it was written, ms since 1970. */
  at: number;
  parts: readonly Part[];
};

/** What a decider answers: facts (maybe none), or a refusal. `answer` goes back to the door. */
export type Decided = {
  facts: NewFact[];
  erases?: Erase[];
  /** Said by the group as such, of this moment (ms): the stamps name nobody and no other moment. */
  ofGroup?: { happened: number };
  /** Small, JSON, no words: kept 48 hours to answer the same command again. */
  answer?: Record<string, string | number | boolean | null>;
};

/** One row of a room's command table. */
export type CommandRow<I = never> = {
  /** `room.verb` in the imperative: `needs.open`. */
  name: string;
  kind: CommandKind;
  shape: z.ZodType;
  who: readonly Who[];
  /** The clause of an agreement it needs, or why none. */
  clause: None | Clause;
  /** The consent it needs, or why none. */
  consent: None | Needs;
  /** What a lapse of what it stands on does. */
  onLapse: "stop" | "warn" | None;
  /**
   * May be sent while everything is closed; all others wait until it is open again. `only`: then
   * and at no other time, so that no program is told of it.
   */
  whileShut?: true | "only";
  /**
   * Somebody's own word, as one of two or where a page asks again who they are: no program says it,
   * whatever its token is for. Or what takes a file: those come by a form alone.
   */
  byHand?: true;
  /** May be sent by who has yet to accept what the group asks of each person. */
  whileHeldBack?: true;
  /**
   * While the group counts as silent acts wait, and everything else goes on. `true`: an act that
   * goes on. `never`: an undoing that waits, or a holder's act. `elsewhere`: an undoing that waits
   * in the circle that may act then (`circle` of its input). Or what it is of those things that a
   * group may leave to one of its circles, whatever the role of whoever is in that.
   */
  whileDark?: true | "never" | "elsewhere" | Left;
  decide: (world: World, input: I, context: Context) => Decided | Refusal;
};

/** A command on its way in. */
export type Envelope = {
  space: string;
  command: string;
  input: unknown;
  author: Author;
  /** Repeats with the same key within 48 hours get the first answer. 16 to 64 characters. */
  key: string;
  arrived?: Arrived;
  happened?: number;
  readBack?: boolean;
  typedBy?: string;
  /** Files that the door keeps for its author (files.ts); no input can name one. */
  files?: readonly FileRef[];
};

/** What came of a command. */
export type Done = {
  done: true;
  answer: NonNullable<Decided["answer"]>;
  /** The things it wrote on, in order, each once. */
  things: { kind: string; id: string; circle: Circle }[];
  /** How many entries. */
  entries: number;
  /** True where the same command had been answered before. */
  again: boolean;
};

/** Ties a row's shape to its decider's input type; it only returns what it was given. */
export function defineCommand<S extends z.ZodType>(
  row: Omit<CommandRow<z.output<S>>, "shape"> & { shape: S },
): CommandRow<z.output<S>> {
  return row;
}
