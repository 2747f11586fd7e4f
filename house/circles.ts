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

/** Who is looking, made by the door (session, link, code) and never by the one who asks. */
export type Reader =
  | { by: "public" }
  | { by: "link"; until: number }
  | { by: "member"; member: string; roles: readonly Role[] }
  | { by: "receipt"; thing: string }
  | { by: "clock"; thing: string };

/** The reader everyone is. */
export const PUBLIC: Reader = { by: "public" };

/**
 * Whether the reader may open a part in this circle of this thing, now (ms since 1970).
 * Unknown circles are closed: a circle this version does not know opens for nobody.
 */
export function mayOpen(reader: Reader, circle: Circle, thing: string, now: number): boolean {
  if (circle === "sealed") return false;
  if (circle === "public") return true;
  switch (reader.by) {
    case "public":
      return false;
    case "link":
      return circle === "link" && now < reader.until;
    case "member":
      return circle === "link" || circle === "host";
    case "receipt":
    case "clock":
      return reader.thing === thing;
  }
}

/**
 * The circle as it holds now: while a space protects its people nothing in it is for everyone, so
 * what was published before is for holders of a link, like what is published since.
 */
export function circleNow(circle: Circle, protects: boolean): Circle {
  return protects && circle === "public" ? "link" : circle;
}
