/**
 * Who may open what. A circle is folded from the thing's own facts, never stamped on an entry, and
 * is asked about at every read (docs/architecture.md, "Reading").
 */

/** Who may open a thing or a part of it. `link` is for holders of a link with an end. */
export type Circle =
  | "public"
  | "link"
  | "host"
  | "sealed"
  | `circle:${string}`
  | `parties:${string}`;

/** What a member may do here. Coordination is not above the others: it holds more keys. */
export type Role = "coordination" | "treasurer" | "member" | "observer";

/** All roles, in the order pages show them. */
export const ROLES: readonly Role[] = ["coordination", "treasurer", "member", "observer"];

/**
 * The circles of the space that a member is in: of each the index of the first entry from which on
 * things in it are theirs to open (0: with the past).
 */
export type Circles = ReadonlyMap<string, number>;

/** What someone is in who is in no circle: the same one everywhere, so that none is made anew. */
export const NO_CIRCLES: Circles = new Map();

/** How the name of a circle inside a group begins. */
export const CIRCLE = "circle:";

/** Whether it is a circle inside the group. */
export function isWithin(circle: Circle): circle is `circle:${string}` {
  return circle.startsWith(CIRCLE);
}

/** How the name of the circle of a group and one that came along with it begins. */
export const PARTIES = "parties:";

/** Whether it is one that the group shares with an allied one. */
export function isShared(circle: Circle): circle is `parties:${string}` {
  return circle.startsWith(PARTIES);
}

/** Whether a thing in this circle can be opened by others than members. */
export function isOutside(circle: Circle): boolean {
  return circle === "public" || circle === "link";
}

/** The same, or by those of an allied group. */
export function isBeyond(circle: Circle): boolean {
  return isOutside(circle) || isShared(circle);
}

/** The circle of a thing, where it lies in one inside the group; to begin something beside it. */
export function withinOf({ circle }: { circle: Circle }): { circle?: `circle:${string}` } {
  return isWithin(circle) ? { circle } : {};
}

/** A thing as it is asked about: its id, and the index of its first entry. */
export type Asked = { id: string; first: { index: number } };

/** Who is looking, made by the door (session, link, code) and never by the one who asks. */
export type Reader =
  | { by: "public" }
  | { by: "link"; until: number }
  | { by: "member"; member: string; roles: readonly Role[]; circles?: Circles }
  /** Somebody of a group that came along: both ids are of this space alone. */
  | { by: "ally"; ally: string; person: string }
  | { by: "receipt"; thing: string }
  | { by: "clock"; thing: string };

/** The reader everyone is. */
export const PUBLIC: Reader = { by: "public" };

/**
 * Whether the reader may open a part in this circle of this thing, now (ms since 1970).
 * Unknown circles are closed: a circle this version does not know opens for nobody.
 */
export function mayOpen(reader: Reader, circle: Circle, thing: Asked, now: number): boolean {
  if (circle === "sealed") return false;
  if (circle === "public") return true;
  switch (reader.by) {
    case "public":
      return false;
    case "link":
      return circle === "link" && now < reader.until;
    case "member":
      return isHosts(circle) || isIn(reader.circles, circle, thing);
    case "ally":
      return circle === "link" || circle === `${PARTIES}${reader.ally}`;
    case "receipt":
    case "clock":
      return reader.thing === thing.id;
  }
}

/** Whether all of the group open it: what the host shares with another party is the host's too. */
const isHosts = (circle: Circle) => circle === "link" || circle === "host" || isShared(circle);

/**
 * Whether the thing is open to someone in these circles: it lies in one of them and was begun when
 * they were in it, or they came with the past. A circle itself is open to all in it.
 */
function isIn(circles: Circles | undefined, circle: Circle, { id, first }: Asked): boolean {
  if (circles === undefined || circles.size === 0 || !isWithin(circle)) return false;
  const within = circle.slice(CIRCLE.length);
  const from = circles.get(within);
  return from !== undefined && (first.index >= from || id === within);
}

/**
 * Whether it can be lent to the reader at all: what the host keeps for itself, to another group.
 * What somebody's permission opened and holds no more is not, nor anything of a silent group.
 */
export function isLendable(
  reader: Reader,
  { circle }: { circle: Circle },
  dark: boolean,
): reader is Extract<Reader, { by: "ally" }> {
  return reader.by === "ally" && circle === "host" && !dark;
}

/**
 * The circle as it holds now: while a space protects its people nothing in it is for everyone, so
 * what was published before is for holders of a link, like what is published since. While its group
 * counts as silent nothing is for anybody outside.
 */
export function circleNow(circle: Circle, protects: boolean, dark = false): Circle {
  if (dark && isBeyond(circle)) return "host";
  return protects && circle === "public" ? "link" : circle;
}
