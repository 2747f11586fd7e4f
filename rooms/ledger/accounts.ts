/** Accounts: where something is, came from, or went. Their words are `ledger.account.<code>`. */
import { z } from "zod";
import { CATEGORIES, type CategoryCode, isTerm, termSchema } from "../../house/values/index.ts";

/** What an account is in a book: it holds what is ours, things come from it, or are used there. */
export const SIDES = ["stock", "source", "use"] as const;
/** See {@link SIDES}. */
export type Side = (typeof SIDES)[number];

const BUILT_IN = {
  here: "stock",
  "on-the-way": "stock",
  money: "stock",
  held: "stock",
  frozen: "stock",
  advanced: "stock",
  elsewhere: "source",
  between: "source",
  exchanged: "source",
  repacked: "source",
  "given-out": "use",
  lost: "use",
  fees: "use",
} as const satisfies Record<string, Side>;

/** A built-in account. Frozen: a code is never renamed, only added to. */
export type AccountCode = keyof typeof BUILT_IN | `uses:${CategoryCode}`;

/** All built-in accounts in the order a form offers them. */
export const ACCOUNTS: readonly AccountCode[] = [
  ...(Object.keys(BUILT_IN) as (keyof typeof BUILT_IN)[]),
  ...CATEGORIES.map((category) => `uses:${category}` as const),
];

/** A built-in code, or the id of a term that the group uses for an account. */
export type Account = string;

/** Shape of an {@link Account}. */
export const accountSchema = z
  .union([z.enum(ACCOUNTS as [AccountCode, ...AccountCode[]]), termSchema])
  .meta({ id: "Account" });

/** The side of an account, given what a book says of its own; null where it says nothing. */
export function sideOf(account: Account, own: Readonly<Record<string, Side>>): Side | null {
  if (isTerm(account)) return own[account] ?? null;
  if (account.startsWith("uses:")) return "use";
  return (BUILT_IN as Record<string, Side>)[account] ?? null;
}

const INSIDE: ReadonlySet<Account> = new Set(["between", "exchanged", "repacked"]);

/**
 * Whether what moves against a source stays with us: between books of ours, changed into another
 * currency, packed in another way. Nothing came by it and nothing went.
 */
export const staysInside = (account: Account): boolean => INSIDE.has(account);
