/**
 * A book for plain-text accounting: journals that hledger, ledger and Beancount read, so that a
 * program we did not write can add up our books. Figures only: no narration, no names.
 */
import type { Account } from "./accounts.ts";
import { sideOf } from "./accounts.ts";
import type { BookState, Line } from "./facts.ts";

/**
 * What of an entry a journal needs. Days of a protected space are months; then its first is told.
 */
export type Plain = { n: number; day: string; lines: readonly Line[]; corrects: number | null };

const fullDay = (day: string) => (day.length === 7 ? `${day}-01` : day);

/** One entry as a transaction of hledger and ledger; the code is its number in the book. */
export function hledgerEntry({ n, day, lines, corrects }: Plain): string {
  const tag = corrects === null ? "" : `  ; corrects: ${corrects}`;
  const posts = lines.map(({ account, of }) => `    ${account}  ${of.of} "${of.unit}"`);
  return `${fullDay(day)} * (${n})${tag}\n${posts.join("\n")}\n\n`;
}

/**
 * What goes before the transactions of a Beancount file: every account, opened on its first day.
 */
export function beancountHead(entries: readonly Plain[], state: BookState): string {
  const first = new Map<Account, string>();
  for (const { day, lines } of entries)
    for (const { account } of lines) {
      const known = first.get(account);
      const at = fullDay(day);
      if (known === undefined || at < known) first.set(account, at);
    }
  const opens = [...first].map(([one, at]) => `${at} open ${beancountAccount(one, state)}`);
  return `${opens.sort().join("\n")}\n\n`;
}

/** One entry as a Beancount transaction. */
export function beancountEntry({ n, day, lines, corrects }: Plain, state: BookState): string {
  const meta = corrects === null ? "" : `\n  corrects: ${corrects}`;
  const posts = lines.map(
    ({ account, of }) => `  ${beancountAccount(account, state)}  ${of.of} ${commodity(of.unit)}`,
  );
  return `${fullDay(day)} * ""\n  entry: ${n}${meta}\n${posts.join("\n")}\n\n`;
}

const ROOTS = { stock: "Assets", source: "Income", use: "Expenses" } as const;

/** The name of an account in Beancount, whose words begin with a capital or a digit. */
export function beancountAccount(account: Account, state: BookState): string {
  const root = ROOTS[sideOf(account, state.accounts) ?? "use"];
  const words = account.split(":").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return [root, ...words].join(":");
}

/** A unit as a Beancount commodity: capitals, two to 24 signs; currencies keep their code. */
export function commodity(unit: string): string {
  return /^[A-Z]{3}$/.test(unit) ? unit : `U.${unit.toUpperCase().slice(0, 22)}`;
}
