/** The way something goes: what is done, what is now, what comes. */
import type { Kids, Translate } from "./types.ts";

/** A step of the way. */
export type Step = { label: Kids; say?: Kids; is: "passed" | "now" | "later" };

/** Steps in order. The state is said in words to those who do not see the line. */
export function Steps({ t, steps }: { t: Translate; steps: readonly Step[] }) {
  return (
    <ol class="steps">
      {steps.map(({ label, say, is }) => (
        <li
          class={is === "passed" ? "passed" : undefined}
          aria-current={is === "now" ? "step" : undefined}
        >
          <span>
            <b>{label}</b>
            {is === "passed" && <span class="unseen"> ({t("ui.steps.passed")})</span>}
          </span>
          {say && <span class="soft">{say}</span>}
        </li>
      ))}
    </ol>
  );
}
