/** Who comes in new: the name they use, and the passphrase that goes with it. */
import type { Visit } from "../../../house/door.ts";
import { TextField } from "../../../ui/text-field.tsx";
import { HANDLE_MAX } from "../facts.ts";
import { LOGIN_NAME_MAX } from "../logins.ts";
import { NewPassphrase } from "./new-passphrase.tsx";

/**
 * The fields `handle` (the name used in a group, signed in with too) or `name` (for signing in
 * alone), and `passphrase`; without the passphrase for whoever is signed in already.
 */
export function LoginFields(props: {
  visit: Visit;
  as: "handle" | "name";
  error: (field: string) => string | undefined;
}) {
  const { visit, as, error } = props;
  const { t, posted, session } = visit;
  const own = as === "handle";
  return (
    <>
      <TextField
        t={t}
        name={as}
        label={t(own ? "people.handle" : "people.login.name")}
        hint={t(own && session !== null ? "people.handle-hint-known" : "people.handle-hint")}
        autocomplete="username"
        maxlength={own ? HANDLE_MAX : LOGIN_NAME_MAX}
        exact={!own}
        required
        value={posted.text(as)}
        error={error(as)}
      />
      {session === null && <NewPassphrase visit={visit} error={error("passphrase")} />}
    </>
  );
}
