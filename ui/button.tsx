/** Buttons, and the row they stand in. */
import type { Kids } from "./types.ts";

/** `main` one per form · `quiet` everything else · `grave` what cannot be taken back. */
export type Weight = "main" | "quiet" | "grave";

/** A button of a form. `name` and `value` tell the server which of several was pressed. */
export function Button(props: {
  children?: Kids;
  weight?: Weight;
  name?: string;
  value?: string;
  /** Id of the form it belongs to, when it stands outside. */
  form?: string;
}) {
  const { children, weight = "main", name, value, form } = props;
  return (
    <button type="submit" class={`button ${weight}`} name={name} value={value} form={form}>
      {children}
    </button>
  );
}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function Go(props: { href: string; children?: Kids; weight?: Weight }) {
  return (
    <a class={`button ${props.weight ?? "main"}`} href={props.href}>
      {props.children}
    </a>
  );
}

/** Links to pages of the same weight, in columns: two on a phone. */
export function Links({ children }: { children?: Kids }) {
  return <div class="acts links">{children}</div>;
}

/** Buttons side by side, wrapping where the screen is narrow. */
export function Acts({ children }: { children?: Kids }) {
  return <div class="acts">{children}</div>;
}
