/** For tests: facts of an expense in a book, by whom, and what deciders are asked. */
import type { Role } from "../../house/circles.ts";
import type { CommandRow } from "../../house/command.ts";
import { decide, type Given } from "../../house/testing.ts";
import { agreement } from "../agreements/index.ts";
import { ally } from "../allies/index.ts";
import { book } from "../ledger/index.ts";
import { need } from "../needs/index.ts";
import { member } from "../people/index.ts";
import { expense, type Line } from "./facts.ts";
import { type Rules, spendingRules } from "./rules.ts";

/** Who hands in, two who approve, and somebody else. */
export const ANN = "a".repeat(32);
/** See {@link ANN}. */
export const BO = "b".repeat(32);
/** See {@link ANN}. */
export const CY = "c".repeat(32);
/** Ids of a test: an expense, its book, the rules, an advance. */
export const ONE = "1".repeat(32);
/** See {@link ONE}. */
export const BOOK = "2".repeat(32);
/** See {@link ONE}. */
export const RULES = "3".repeat(32);
/** See {@link ONE}. */
export const ADVANCE = "4".repeat(32);

/** Kinds that deciders here look at. */
export const kinds = [expense, spendingRules, book, member, agreement, ally, need];

/** So much in euros. */
export const eur = (of: string) => ({ of, unit: "EUR" });
/** A line of so many euros under transport. */
export const line = (of: string, more: Partial<Line> = {}): Line => ({
  ...{ account: "uses:transport", of: eur(of), day: "2026-11-02", undocumented: null, ...more },
});

/** A fact of the expense by somebody. */
export const says = (what: string, record: object = {}, who = ANN, thing = ONE): Given => ({
  ...{ thing, type: `expense.${what}/1`, record: record as never, stamp: { who } },
});
/** Somebody is here, in these roles. */
export const here = (who: string, ...roles: Role[]): Given => ({
  ...{ thing: who, type: "member.joined/1", record: { roles, invitation: null } as never },
});
/** The book of money, and that so much came into it. */
export const books: Given[] = [
  { thing: BOOK, type: "book.opened/1", record: { purpose: "money" } },
  {
    ...{ thing: BOOK, type: "transfer.posted/1" },
    record: {
      lines: [
        { account: "elsewhere", of: eur("-500") },
        { account: "money", of: eur("500") },
      ],
    },
  },
];

/** Rules that two agreed to. */
export function rules(more: Partial<Rules> = {}): Given[] {
  const record = { approvers: ["treasurer"], alone: [eur("50")], undocumented: [], ...more };
  const on = (what: string, of: object, who: string): Given => ({
    ...{ thing: RULES, type: `spending-rules.${what}/1`, record: of as never, stamp: { who } },
  });
  return [on("proposed", record, BO), on("agreed", {}, CY)];
}

/** Handed in by ann, with a receipt of each line. */
export function handedIn(lines: readonly Line[], more: object = {}, thing = ONE): Given[] {
  const record = {
    ...{ as: "cost", book: BOOK, payee: null, agreement: null, need: null, budget: null },
    ...{ lines, ...more },
  };
  const shown = lines.map((_, i) =>
    says("receipt-added", { receipt: `${i}`.repeat(32), line: i + 1 }, ANN, thing),
  );
  return [says("submitted", record, ANN, thing), ...shown];
}

/** The group: a treasurer, one who coordinates, ann. */
export const group: Given[] = [
  ...[here(ANN, "member"), here(BO, "treasurer"), here(CY, "treasurer")],
  ...books,
];

/** Asks a decider, as somebody in some role. */
export function ask<I>(
  row: CommandRow<I>,
  given: readonly Given[],
  input: I,
  who: string,
  more: object = {},
) {
  const author = { by: "member", member: who };
  return decide(row, kinds as never, given, input, {
    ...{ who, author, roles: who === ANN ? ["member"] : ["treasurer"] },
    matches: ({ kind }: { kind: string }) => kind === spendingRules.kind,
    ...more,
  } as never);
}
