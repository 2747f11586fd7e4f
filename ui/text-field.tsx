/** One line of text, a passphrase, a way to be reached. */
import { Field, type FieldProps, wiring } from "./field.tsx";

/** Props of a one-line field. */
export type TextFieldProps = FieldProps & {
  value?: string | undefined;
  type?: "text" | "password" | "tel" | "email" | "url" | "search";
  /** The HTML autofill word (`username`, `current-password`, `one-time-code`, `off`). */
  autocomplete?: string;
  /** Digits only: a phone shows its number pad, and any script's digits are taken. */
  digits?: boolean;
  maxlength?: number;
  /** Language of what is typed, where it is known; without it the text's direction is guessed. */
  lang?: string;
  /** Codes and passphrases: no capital letters, no corrections. */
  exact?: boolean;
};

/** Nothing a phone does by itself may change a code or a passphrase. */
const EXACT: Record<string, string> = { autocapitalize: "none", spellcheck: "false" };

/** A one-line input. Its direction follows what is typed, not the page. */
export function TextField(props: TextFieldProps) {
  const { value, type = "text", autocomplete = "off", digits, maxlength, lang, exact } = props;
  const typed = exact || type === "password";
  return (
    <Field {...props}>
      <input
        {...wiring(props)}
        type={type}
        value={value}
        autocomplete={autocomplete}
        dir="auto"
        lang={lang}
        maxlength={maxlength}
        inputmode={digits ? "numeric" : undefined}
        {...(typed ? EXACT : {})}
      />
    </Field>
  );
}
