/** What every input shares: its name, its hint, its error, tied together by ids. */
import { Icon } from "./icons.tsx";
import { join, type Kids, type Translate } from "./types.ts";

/** Props common to all fields. Strings are already in the reader's language. */
export type FieldProps = {
  t: Translate;
  name: string;
  label: string;
  /** The id of the input; by default `f-<name>`. Hand one in where a name comes twice on a page. */
  id?: string;
  hint?: Kids;
  /** What to put right, in words. Present means the field is marked and announced as wrong. */
  error?: string | undefined;
  /** Absent: "optional". `"unsaid"` says neither, where the page says what an empty field means. */
  required?: boolean | "unsaid";
};

/** The ids a field uses, so that a summary can point at it. */
export function fieldId({ name, id }: { name: string; id?: string }): string {
  return id ?? `f-${name}`;
}

/** Attributes that tie an input to its hint and its error. */
export function wiring(props: FieldProps) {
  const id = fieldId(props);
  return {
    id,
    name: props.name,
    required: props.required === true ? true : undefined,
    "aria-invalid": props.error === undefined ? undefined : ("true" as const),
    "aria-describedby": describedBy(props),
  };
}

/** Ids of the hint and the error that exist, for `aria-describedby`. */
export function describedBy(props: FieldProps): string | undefined {
  const id = fieldId(props);
  return join(props.hint !== undefined && `${id}-hint`, props.error !== undefined && `${id}-error`);
}

/** "needed" or "optional", said in words: a star is not a word. */
export function Needed(props: { t: Translate; required: FieldProps["required"] | undefined }) {
  const { t, required } = props;
  if (required === "unsaid") return null;
  return <span class="needed">{t(required ? "ui.field.needed" : "ui.field.optional")}</span>;
}

/** The hint and the error, above the input so that a keyboard on a phone does not hide them. */
export function Says(props: FieldProps) {
  const id = fieldId(props);
  return (
    <>
      {props.hint !== undefined && (
        <div class="hint" id={`${id}-hint`}>
          {props.hint}
        </div>
      )}
      {props.error !== undefined && (
        <div class="error" id={`${id}-error`}>
          <Icon name="warn" />
          {props.error}
        </div>
      )}
    </>
  );
}

/** A label, what is said about it, and the input handed in as children. */
export function Field(props: FieldProps & { children?: Kids }) {
  return (
    <div class={props.error === undefined ? "field" : "field wrong"}>
      <label for={fieldId(props)}>
        {props.label} <Needed t={props.t} required={props.required} />
      </label>
      <Says {...props} />
      {props.children}
    </div>
  );
}
