/** How a form says what is to be put right: the refusal's words, beside the field it is about. */
import { isWithin } from "../../house/circles.ts";
import type { SpaceVisit, Visit } from "../../house/door.ts";
import type { Thing } from "../../house/facts.ts";
import type { Refusal } from "../../house/refusal.ts";

/** What a form shows of a refusal: a list that heads it, and the words for one field. */
export type Says = {
  faults: { name?: string; text: string }[];
  error: (field: string) => string | undefined;
  status: number;
};

/**
 * The words of a refusal for a form. `names` leads from the field the command calls so to the
 * field of the form, where they differ. Null: all is well.
 */
export function saysOf(
  { t }: Pick<Visit, "t">,
  refusal: Refusal | null,
  names: Readonly<Record<string, string>> = {},
): Says {
  if (refusal === null) return { faults: [], error: () => undefined, status: 200 };
  const { refused, vars, field, next } = refusal;
  const said = t(`refusal.${refused}`, vars);
  const text = next === undefined ? said : `${said} ${t(`next.${next}`)}`;
  const name = field === undefined ? undefined : (names[field] ?? field);
  return {
    faults: [name === undefined || name === "" ? { text } : { name, text }],
    error: (asked) => (asked === name ? text : undefined),
    status: 422,
  };
}

/** Whether the group asks each person to accept something before they read inside. */
export function asksSomething({ house, space }: Pick<SpaceVisit, "house" | "space">): boolean {
  const asks = house.parts.plan.charter.asks?.(space.thing as never) ?? [];
  return asks.length > 0;
}

/** Of a page about what lies in a circle: who can read it, and what is typed there. */
export function readersIn(
  { t }: Pick<Visit, "t">,
  { circle }: Pick<Thing, "circle">,
): { readers?: string; typed?: string } {
  if (!isWithin(circle)) return {};
  const readers = t("people.circle.readers");
  return { readers, typed: readers };
}

/** A way back into our own pages out of an address; `/` where it would lead elsewhere. */
export function ownPath(typed: string): string {
  const plain = /^\/(?![/\\])[^\s\\]{0,500}$/.test(typed);
  return plain && !typed.includes("://") ? typed : "/";
}

/** Where this visit's addresses begin: `https://name`, or nothing where web did not say. */
export function originOf(visit: Visit & { origin?: string }): string {
  return visit.origin ?? "";
}

/** What stands for this browser: what is sealed for one opens for no other. */
export function browserIn(visit: Visit & { browser?: string }): string {
  return visit.browser ?? "";
}

/** What the browser keeps of a sign-in that is half done, or null. */
export function halfwayIn(visit: Visit & { halfway?: string | null }): string | null {
  return visit.halfway ?? null;
}

/** Whether this browser was last used as one that several people use. */
export function isSharedPhone(visit: Visit & { shares?: boolean }): boolean {
  return visit.shares ?? false;
}

/** What the browser keeps of having signed in before, or null; `web/` reads and keeps it. */
export function deviceIn(visit: Visit & { device?: string | null }): string | null {
  return visit.device ?? null;
}
