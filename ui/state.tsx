/** A state is always three things at once: an icon, a word, a colour. */
import { Icon, type IconName } from "./icons.tsx";
import type { Kids } from "./types.ts";

/** Each state's icon and tone; the word comes from the room, which knows what it is about. */
const STATES = {
  live: ["check", "live"],
  met: ["check", "ours"],
  here: ["here", "ours"],
  partly: ["half", "ours"],
  open: ["open", "ours"],
  moving: ["moving", "moving"],
  waiting: ["clock", "lapsing"],
  lapsing: ["hourglass", "lapsing"],
  said: ["said", "lapsing"],
  warn: ["warn", "lapsing"],
  stopped: ["stop", "stopped"],
  lost: ["gap", "stopped"],
  sealed: ["lock", "sealed"],
  withheld: ["withheld", "sealed"],
  quiet: ["open", "quiet"],
} as const satisfies Record<string, readonly [IconName, string]>;

/** Names of the states there are. */
export type StateKind = keyof typeof STATES;

/** Every state, in order, for lists that show them all. */
export const STATE_KINDS = Object.keys(STATES) as StateKind[];

/** A state: `<State is="live">in force until June</State>`. */
export function State({ is, children }: { is: StateKind; children?: Kids }) {
  const [icon, tone] = STATES[is];
  return (
    <span class={`state ${tone}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}
