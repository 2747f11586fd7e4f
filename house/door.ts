/**
 * Doors: what a room's pages get for one request and what they answer. `web/` makes the visit and
 * turns the reply into HTTP; rooms list their routes as data, so that a test can try every one of
 * them as everyone (docs/architecture.md).
 */
import type { Role } from "./circles.ts";
import type { Author, Done, Envelope } from "./command.ts";
import type { Thing } from "./facts.ts";
import type { Upload } from "./files.ts";
import type { House } from "./house.ts";
import type { Refusal } from "./refusal.ts";
import type { FileRef } from "./values/index.ts";
import type { View } from "./view.ts";
import type { Words } from "./words/index.ts";

/** The space a visit is in. */
export type SpaceHere = {
  id: string;
  slug: string;
  /** Where this space's addresses begin, without a slash at the end: `/s/<slug>`. */
  base: string;
  /** The space's own thing; its state is the `spaces` room's. */
  thing: Thing;
  /** True: aliases, months and regions only, neutral titles, no public page. */
  protects: boolean;
  zone: string;
};

/** Who is signed in. */
export type Session = {
  /** The session's own random id, for the list of sessions. */
  id: string;
  login: string;
  /** The member this login is in the visited space, or null. */
  member: string | null;
  roles: readonly Role[];
  /** The member this login is there once it is vouched in; until then it reads as a visitor. */
  waiting: string | null;
  /** Whether this login keeps the node. */
  keeper: boolean;
  /** When its owner was last proved (sign-in, or asked again), in ms; 0 never. */
  proved: number;
  /** On a phone that several people use: it ends soon, and leaves nothing there. */
  shared: boolean;
  /** The allied group they act for in the visited space, and who they are there; or null. */
  ally: { ally: string; person: string; leads: boolean } | null;
};

/** What was posted: fields by name, already limited in size and made well-formed NFC. */
export type Posted = {
  /** The trimmed value, or the empty string. */
  text: (name: string) => string;
  /** All values of a name, in order. */
  all: (name: string) => string[];
  has: (name: string) => boolean;
  /** An uploaded file's name and bytes, or null. */
  file: (name: string) => { name: string; bytes: Uint8Array } | null;
};

/** One request, as a page sees it. */
export type Visit = {
  method: "GET" | "POST";
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  lang: "en" | "es" | "ar";
  /** This room's and the shared words in the visitor's language, with number and day formats. */
  words: Words;
  t: Words["t"];
  now: number;
  house: House;
  /** `https://name`, without a slash, for links and square codes. */
  origin: string;
  /** Null outside a space. */
  space: SpaceHere | null;
  /** The reader's view of the space; null outside one. */
  view: View | null;
  session: Session | null;
  /** Who commands are sent as. */
  author: Author;
  posted: Posted;
  /**
   * The picture chosen under this name, drawn anew and kept for this member; null where there is
   * none. One that waits since the form was refused is found again. Asked once, before all else.
   */
  picture: (name: string) => Promise<Upload | null | Refusal>;
  /** The same of a recording. */
  sound: (name: string) => Promise<Upload | null | Refusal>;
  /** The one that waits under this name, for the form to be drawn again; "" where none does. */
  waits: (name: string) => string;
  /** For forms: a fresh idempotency key and the visitor's token (`ui/hidden-key.tsx`). */
  keys: { key: string; token: string };
  /** Sends a command in this space as this visitor, with the posted form's key. */
  send: (
    command: string,
    input: unknown,
    more?: Partial<Pick<Envelope, "author" | "arrived" | "happened" | "readBack" | "typedBy">> & {
      /** Tells several commands of one form apart. */
      part?: string;
      /** What `picture` or `sound` answered: becomes part of the entry. */
      upload?: Upload | null;
    },
  ) => Promise<Done | Refusal>;
};

/** A visit to a page of a space: `space` and `view` are there. */
export type SpaceVisit = Visit & { space: SpaceHere; view: View };

/** A page to draw in the shell. */
export type PageReply = {
  /** What goes inside `<main>`: a hono/jsx node. */
  page: unknown;
  title: string;
  status?: number;
  /** One plain sentence for link previews; never sent for protected spaces. */
  description?: string;
  /** `sheet`: paper, with neither bar nor foot. */
  shape?: "page" | "sheet";
  /** Who can read this very answer, where the route does not say it: "only you, …". */
  readers?: string;
  /** Who will read what is typed here, where the route does not say it: "only you, …". */
  typed?: string;
  /** Classes of what is typed here: where a time was decided for them, the page says so. */
  keeps?: readonly string[];
  /** File names of this room's `browser/` modules that the page may use. */
  scripts?: readonly string[];
};

/** A file to hand out. */
export type FileReply = {
  file: string | Uint8Array | AsyncIterable<Uint8Array>;
  type: string;
  /** Offered under this name; shown in place where absent. */
  name?: string;
};

/** A file that is part of an entry, shown in place and in stretches: nothing else on an answer. */
export type MediaReply = {
  media: FileRef;
  /** For whoever asks alone: no browser keeps it. */
  own?: boolean;
  /** Its bytes from one to another (exclusive); null where it was erased a moment ago. */
  read: (from: number, to: number) => Promise<AsyncIterable<Uint8Array> | null>;
};

/** What a route answers. A refusal is drawn with its next step; what was typed is kept. */
export type Reply =
  | PageReply
  | FileReply
  | MediaReply
  /** Post, redirect, get: `notice` is a message key shown once on the page gone to. */
  | {
      goto: string;
      notice?: string;
      vars?: Record<string, string | number>;
      /** A link under the notice: an address of this server, and the message key of its words. */
      next?: { href: string; says: string };
      /** A fresh session token to keep, or null to clear the session; only `people` answers so. */
      session?: string | null;
      /** What was posted waits for this login until they come back (`stepUp` of people). */
      wait?: true;
    }
  | Refusal;

/**
 * Who may come in; what they may see and do is still asked of every thing and command. `own`: for
 * members, also those who have yet to accept what the group asks of each person. `ally`: for those
 * of a group that came along, `own-ally`: also those of it who have yet to accept; `party`: for
 * members and for those of a group that came along.
 */
export type Open =
  | ("everyone" | "signed-in" | "newcomer" | "own" | "member" | "keeper")
  | ("ally" | "own-ally" | "party");

/** One address. In a space it lies under the space's base; otherwise under the node's root. */
export type Route<V extends Visit = Visit> = {
  method: "GET" | "POST";
  /** `/needs/:id`; nouns only, a new verb is a new noun. */
  path: string;
  open: Open;
  /** What is posted here is kept nowhere, not even where the session had ended: it is shown. */
  unkept?: true;
  /** Loads the page's module on first use. */
  answer: (visit: V) => Promise<Reply>;
};

/** An entry of the bar: a message key, who sees it (and in which role), where it stands. */
export type NavEntry = {
  key: string;
  path: string;
  open: Open;
  /** Only for members in this role: the page would turn everyone else away. */
  role?: string;
  place?: "first" | "last" | "end";
};

/** What a room has every page of a space say first; the words are the reader's. */
export type Above = {
  kind: "info" | "warn";
  text: string;
  /** One tap: an address under the space's base that is posted to, and what the button says. */
  act?: { path: string; says: string };
  /** A link under it, the same way. */
  next?: { path: string; says: string };
};
/** Where it is said: a member's view of the space, and the space's own thing. */
export type AboveAt = { view: View; thing: Thing; words: Words };

/** A room's door: what it hands to `web/`. */
export type Door = {
  /** Routes under `/s/<slug>`. */
  inSpace: readonly Route<SpaceVisit>[];
  /** Routes under the root. */
  onNode?: readonly Route[];
  /** Entries of the signed-in bar. */
  nav?: readonly NavEntry[];
  /** What every page in a space says to its members first; asked for at every page. */
  above?: (at: AboveAt) => Promise<readonly Above[]>;
};
