/** The field for a second step: six digits of the app, or a recovery code. */
import type { Visit } from "../../../house/door.ts";
import { TextField } from "../../../ui/text-field.tsx";
import type { Translate } from "../../../ui/types.ts";
import { CODE_TYPED_MAX } from "../factors.ts";

/** Which of the two is typed; either field takes both. */
export type CodeKind = "app" | "recovery";

/** Which the page was asked for. */
export function kindAsked({ query, posted }: Visit): CodeKind {
  return query.get("with") === "recovery" || posted.text("with") === "recovery"
    ? "recovery"
    : "app";
}

/** The field `passcode`: never shown again, as nothing is whose name begins so. */
export function CodeField(props: { t: Translate; kind: CodeKind; error: string | undefined }) {
  const { t, kind, error } = props;
  const app = kind === "app";
  return (
    <>
      <input type="hidden" name="with" value={kind} />
      <TextField
        t={t}
        name="passcode"
        label={t(`people.second.${kind}`)}
        hint={t(`people.second.${kind}-hint`)}
        autocomplete={app ? "one-time-code" : "off"}
        digits={app}
        maxlength={CODE_TYPED_MAX}
        exact
        required
        error={error}
      />
    </>
  );
}
