/** An amount, written once, the same everywhere. */
import type { Amount } from "../house/values/index.ts";
import type { SayAmount } from "./types.ts";

/** A figure with its unit, digits in line, kept apart from the direction of the text around it. */
export function Figure(props: { amount: Amount; say: SayAmount; large?: boolean }) {
  const { amount, say, large } = props;
  return <bdi class={large ? "figure large" : "figure"}>{say(amount)}</bdi>;
}
