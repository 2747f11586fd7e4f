/** What this room says on the page of what is asked for: that what it cost can be handed in. */
import { isWithin } from "../../house/circles.ts";
import type { Thing } from "../../house/facts.ts";
import type { Beside } from "../../house/room.ts";
import type { View } from "../../house/view.ts";
import { createWords, LANGS, wordsFromFiles } from "../../house/words/index.ts";
import { moneyBooks } from "../ledger/index.ts";
import { need } from "../needs/index.ts";
import { hands } from "./commands.ts";

const load = wordsFromFiles(new URL("../../", import.meta.url));
const words = LANGS.map((lang) => createWords({ lang, load }));

/**
 * For whoever may hand in, where the group keeps money; nothing of what lies in a circle, which the
 * group's own book does not name.
 */
export async function beside(view: View, { kind, id, circle }: Thing): Promise<Beside | null> {
  const { reader } = view;
  if (kind !== need.kind || isWithin(circle) || reader.by !== "member") return null;
  if (!reader.roles.some((role) => hands.some((one) => one === role))) return null;
  if ((await moneyBooks(view)).length === 0) return null;
  const texts = words.map(({ lang, t }) => ({ lang, text: t("expenses.for-need.go") }));
  return { key: "expenses.for-need.spent", path: `/expenses/new?need=${id}`, texts };
}
