/** One tap: a whole form that is only a button. */
import { Button, type Weight } from "./button.tsx";
import { type FormKeys, HiddenKey } from "./hidden-key.tsx";
import type { Kids } from "./types.ts";

/** Posts `fields` to `action`. `label` names what it is about where the button's words repeat. */
export function Act(props: {
  action: string;
  keys: FormKeys;
  fields?: Readonly<Record<string, string>>;
  weight?: Weight;
  /** Said to screen readers after the visible words: "Accept" + "40 blankets from Noor". */
  about?: string;
  children?: Kids;
}) {
  const { action, keys, fields = {}, weight = "quiet", about, children } = props;
  return (
    <form class="act" method="post" action={action}>
      <HiddenKey keys={keys} />
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Button weight={weight}>
        {children}
        {about !== undefined && <span class="unseen"> {about}</span>}
      </Button>
    </form>
  );
}
