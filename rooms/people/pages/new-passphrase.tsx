/** The field for a new passphrase: five words are written in already, to keep or to replace. */
import type { Visit } from "../../../house/door.ts";
import { TextField } from "../../../ui/text-field.tsx";
import { offerPassphrase, PASSPHRASE_MAX, PASSPHRASE_MIN } from "../passphrase.ts";

/** The field `passphrase`. What was typed stays; otherwise fresh words are offered. */
export function NewPassphrase({ visit, error }: { visit: Visit; error?: string | undefined }) {
  const { t, house, lang, posted } = visit;
  const typed = posted.text("passphrase");
  const offered = offerPassphrase(house.parts.random, lang);
  const said = t("people.passphrase.offered", { min: PASSPHRASE_MIN });
  // A narrow phone cuts the field's last word; above it all five can be read and copied down.
  const hint = typed === "" ? [said, <br />, <strong>{offered}</strong>] : said;
  return (
    <TextField
      t={t}
      name="passphrase"
      label={t("people.passphrase.new")}
      hint={hint}
      autocomplete="new-password"
      maxlength={PASSPHRASE_MAX}
      exact
      required
      value={typed === "" ? offered : typed}
      error={error}
    />
  );
}
