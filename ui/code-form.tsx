/** Where somebody without an account types the code on a paper: posted, never in an address. */
import { Acts, Button } from "./button.tsx";
import type { Fault } from "./error-summary.tsx";
import { Form } from "./form.tsx";
import type { FormKeys } from "./hidden-key.tsx";
import { TextField } from "./text-field.tsx";
import type { Translate } from "./types.ts";

/** One field and one button; `says` are the words of both. */
export function CodeForm(props: {
  t: Translate;
  action: string;
  keys: FormKeys;
  faults: readonly Fault[];
  error: string | undefined;
  says: { label: string; hint: string; go: string };
}) {
  const { t, action, keys, faults, error, says } = props;
  return (
    <Form {...{ t, action, keys, faults }}>
      <TextField
        {...{ t, name: "code", label: says.label, required: true, exact: true }}
        {...{ hint: says.hint, maxlength: 40, error }}
      />
      <Acts>
        <Button>{says.go}</Button>
      </Acts>
    </Form>
  );
}
