/** A file that was chosen on a form that was refused: it waits, and need not be chosen again. */
import type { Words } from "../house/words/index.ts";

/** The field that names a file which waits. */
export const waitingField = (name: string) => `${name}-waits`;

/** That it waits, and which. */
export function Waits(props: { t: Words["t"]; name: string; waits: string; says: string }) {
  const { t, name, waits, says } = props;
  if (waits === "") return null;
  return (
    <p class="soft">
      <input type="hidden" name={waitingField(name)} value={waits} />
      {t(says)}
    </p>
  );
}
