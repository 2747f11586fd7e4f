/**
 * The group's own rules of spending: who approves, up to how much one of them is enough, and how
 * much a month may be spent that no paper shows. One proposes, another agrees; before that two
 * people approve everything, and nothing goes without a paper.
 */
import { z } from "zod";
import type { World } from "../../house/command.ts";
import { defineKind, type Thing } from "../../house/facts.ts";
import type { Amount } from "../../house/values/index.ts";
import { moneySchema } from "./facts.ts";

/** Who can be named to approve. */
export const APPROVERS = ["treasurer", "coordination"] as const;
/** Currencies that a rule can name. */
export const CURRENCIES_MAX = 8;

const amounts = z
  .array(moneySchema)
  .max(CURRENCIES_MAX)
  .refine((all) => new Set(all.map(({ unit }) => unit)).size === all.length, "expenses.unit-twice");
/** Shape of the rules. */
export const rulesFields = {
  approvers: z
    .array(z.enum(APPROVERS))
    .min(1, "expenses.say-approvers")
    .max(APPROVERS.length)
    .refine((all) => new Set(all).size === all.length, "expenses.say-approvers"),
  alone: amounts,
  undocumented: amounts,
};

/** The rules. */
export type Rules = {
  approvers: (typeof APPROVERS)[number][];
  /** By currency: up to this much one is enough. */
  alone: Amount[];
  /** By currency: so much a month may go that no paper shows. */
  undocumented: Amount[];
};
/** What holds, and what somebody proposed. */
export type RulesState = {
  now: Rules | null;
  proposed: (Rules & { by: string[] }) | null;
};

/** What holds where nothing was agreed. */
export const FIRST: Rules = { approvers: [...APPROVERS], alone: [], undocumented: [] };
/** The mark of the rules. */
export const RULES_MARK = "spending-rules";

const nothing = z.strictObject({});

/** The rules of a group; it has one thing of this kind. */
export const spendingRules = defineKind<RulesState>({
  kind: "spending-rules",
  facts: [
    {
      type: "spending-rules.proposed/1",
      record: z.strictObject(rulesFields),
      marks: () => ({ record: [RULES_MARK] }),
    },
    { type: "spending-rules.agreed/1", record: nothing },
    { type: "spending-rules.dropped/1", record: nothing },
  ],
  initial: { now: null, proposed: null },
  evolve: (state, { type, record, stamp }) => {
    const { approvers, alone, undocumented } = record as unknown as Rules;
    const by = [stamp.who, ...(stamp.typedBy === null ? [] : [stamp.typedBy])];
    if (type === "spending-rules.proposed/1")
      state.proposed = { approvers, alone, undocumented, by };
    if (type === "spending-rules.agreed/1" && state.proposed !== null) {
      const { by: _, ...rules } = state.proposed;
      state.now = rules;
    }
    if (type !== "spending-rules.proposed/1") state.proposed = null;
    return state;
  },
});

/** The rules' thing, the oldest where two were begun at once. */
export function rulesThing(world: World): Thing<RulesState> | undefined {
  return oldest(world.find(spendingRules, RULES_MARK));
}

/** The one that holds of several: the first that was begun. */
export function oldest(all: readonly Thing<RulesState>[]): Thing<RulesState> | undefined {
  return [...all].sort((a, b) => a.first.index - b.first.index)[0];
}

/** The rules that hold now. */
export const rulesNow = (thing: Thing<RulesState> | undefined): Rules => thing?.state.now ?? FIRST;
