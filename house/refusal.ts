/** A no with its reason and its next step; a value, never a throw. */
export type Refusal = {
  /** Stable code, `room.reason-in-words`; its sentence is the message `refusal.<code>`. */
  refused: string;
  /** Why, coarse: what a door maps to an HTTP status. */
  because: "shape" | "who" | "not-found" | "state" | "limit" | "again" | "clause" | "consent";
  /** What the sentence needs. Never holds what the author may not open. */
  vars?: Record<string, string | number>;
  /** The field of the form it is about. */
  field?: string;
  /** What to do next, as a message key `next.<…>`. */
  next?: string;
};

/** Makes a refusal. */
export function refuse(
  refused: string,
  because: Refusal["because"],
  more: Omit<Refusal, "refused" | "because"> = {},
): Refusal {
  return { refused, because, ...more };
}

/** Tells a refusal from any other answer. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value;
}

/** The same words to everyone who may not know whether a thing exists. */
export const notHere: Refusal = refuse("house.not-here", "not-found", { next: "go-back" });
