/** Says of a table which column is which; the next one with these columns is read the same way. */
import type { SpaceVisit } from "../../../house/door.ts";
import { Button } from "../../../ui/button.tsx";
import type { Fault } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { FIELDS, guess } from "../extracts/columns.ts";
import type { Asked } from "./kept-file.ts";
import type { OpenBook } from "./naming.ts";

/** Longest name of a column that is shown. */
const NAME_SHOWN = 60;
/** Columns that are offered: each stands in every list of the form. */
const COLUMNS_SHOWN = 60;

/** The form; `names` are the table's columns in order, as the file has them. */
export function ColumnsForm(props: {
  visit: SpaceVisit;
  open: OpenBook;
  names: readonly string[];
  hash: string;
  asked: Asked;
  faults: readonly Fault[];
}) {
  const { visit, open, names, hash, asked, faults } = props;
  const { t, keys, posted } = visit;
  const guessed = guess(names);
  const columns = names.slice(0, COLUMNS_SHOWN).map((name, at) => {
    return { value: String(at), label: `${at + 1} · ${name.slice(0, NAME_SHOWN).toWellFormed()}` };
  });
  const none = { value: "none", label: t("ledger.columns.none") };
  const any = { value: "any", label: t("ledger.columns.any") };
  const choose = (name: string, label: string, options: { value: string; label: string }[]) => (
    <SelectField
      {...{ t, name, label, options, required: "unsaid" as const }}
      value={posted.text(name) || "any"}
    />
  );
  return (
    <Form {...{ t, keys, action: `${open.base}/bank/columns`, faults }}>
      <h2>{t("ledger.columns.title")}</h2>
      <p>{t("ledger.columns.lead")}</p>
      <input type="hidden" name="hash" value={hash} />
      <input type="hidden" name="format" value={asked.format ?? "any"} />
      {FIELDS.map((field) => (
        <SelectField
          {...{ t, name: `column-${field}`, label: t(`ledger.columns.${field}`) }}
          required={field === "day" ? true : "unsaid"}
          options={[none, ...columns]}
          value={posted.text(`column-${field}`) || String(guessed[field] ?? "none")}
        />
      ))}
      {choose("order", t("ledger.columns.order"), [
        ...[any, { value: "dmy", label: t("ledger.columns.dmy") }],
        { value: "mdy", label: t("ledger.columns.mdy") },
      ])}
      {choose("decimal", t("ledger.columns.decimal"), [
        ...[any, { value: ".", label: t("ledger.columns.point") }],
        { value: ",", label: t("ledger.columns.comma") },
      ])}
      <TextField
        {...{ t, name: "currency", label: t("ledger.bank.currency"), maxlength: 3 }}
        value={asked.mapping.currency ?? posted.text("currency")}
      />
      <Button>{t("ledger.columns.go")}</Button>
    </Form>
  );
}
