/** An amount, written once, the same everywhere. */
import { amount as say } from "./format.ts";
import type { Amount, UnitName } from "./types.ts";

/** A figure with its unit, digits in line, kept apart from the direction of the text around it. */
export function Figure(props: {
  amount: Amount;
  lang: string;
  unitName?: UnitName;
  large?: boolean;
}) {
  const { amount, lang, unitName, large } = props;
  return <bdi class={large ? "figure large" : "figure"}>{say(amount, lang, unitName)}</bdi>;
}
