/** Forms that post: every one carries an idempotency key and the form's token. */
import { ErrorSummary, type Fault } from "./error-summary.tsx";
import { type FormKeys, HiddenKey } from "./hidden-key.tsx";
import { join, type Kids, type Translate } from "./types.ts";

/**
 * A form. The server checks and says what to put right, in the page's own language, so the
 * browser's bubbles are off. `faults` head the form and point at their fields.
 */
export function Form(props: {
  t: Translate;
  action: string;
  keys: FormKeys;
  faults?: readonly Fault[];
  /** Files are sent along. */
  files?: boolean;
  id?: string;
  class?: string;
  children?: Kids;
}) {
  const { t, action, keys, faults = [], files, id, children } = props;
  return (
    <form
      id={id}
      class={join("form", props.class)}
      method="post"
      action={action}
      novalidate
      enctype={files ? "multipart/form-data" : undefined}
    >
      <HiddenKey keys={keys} />
      {faults.length > 0 && <ErrorSummary t={t} faults={faults} />}
      {children}
    </form>
  );
}
