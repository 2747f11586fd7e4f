/** Rules: which heading rows of bank files go under by themselves. */
import type { SpaceVisit } from "../../../house/door.ts";
import type { Refusal } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { HOLDS_MAX, WAYS } from "../extract-facts.ts";
import type { OpenSorting } from "../extract-questions.ts";
import { headings, type OpenBook } from "./naming.ts";
import { errorIn, faultsOf } from "./typed.ts";

/** Headings that a rule may name: not where the money itself is. */
export const offered = (open: OpenBook) =>
  headings(open).filter(({ value }) => value !== "money" && value !== "held");

/** The rules in use, ending one, making another. */
export function Sortings(props: {
  visit: SpaceVisit;
  open: OpenBook;
  sortings: readonly OpenSorting[];
  fault: Refusal | null;
}) {
  const { visit, open, sortings, fault } = props;
  const { t, keys, posted } = visit;
  const ways = WAYS.map((value) => ({ value, label: t(`ledger.sorting.way-${value}`) }));
  return (
    <section>
      <h2>{t("ledger.sorting.title")}</h2>
      <p>{t("ledger.sorting.lead")}</p>
      <Rows>
        {sortings.map((one) => (
          <OneSorting {...{ visit, open, one }} />
        ))}
      </Rows>
      <p>
        <a href={`${open.base}/sortings`}>{t("ledger.sorting.see")}</a>
      </p>
      {open.writes && (
        <Form
          {...{ t, keys, action: `${open.base}/sortings` }}
          faults={faultsOf(t, fault, ["holds", "account"])}
        >
          <TextField
            {...{ t, name: "holds", label: t("ledger.sorting.holds"), maxlength: HOLDS_MAX }}
            required
            value={posted.text("holds")}
            error={errorIn(t, fault, "holds")}
          />
          <SelectField
            {...{ t, name: "way", label: t("ledger.sorting.way"), options: ways, required: true }}
            value={posted.text("way") || "out"}
          />
          <SelectField
            {...{ t, name: "account", label: t("ledger.settle.heading"), required: true }}
            options={offered(open)}
            value={posted.text("account")}
            error={errorIn(t, fault, "account")}
          />
          <Button weight="quiet">{t("ledger.sorting.add")}</Button>
        </Form>
      )}
    </section>
  );
}

function OneSorting({ visit, open, one }: { visit: SpaceVisit; open: OpenBook; one: OpenSorting }) {
  const { t, keys } = visit;
  const { thing, holds } = one;
  const said = {
    text: holds?.text ?? t("ledger.sorting.erased"),
    heading: open.account(thing.state.account),
  };
  return (
    <Row
      title={t("ledger.sorting.said", said)}
      say={t(thing.state.off ? "ledger.sorting.is-off" : `ledger.sorting.way-${thing.state.way}`)}
    >
      {open.writes && (
        <Act action={`${open.base}/sortings/${thing.id}/end`} keys={keys} about={said.text}>
          {t("ledger.sorting.end")}
        </Act>
      )}
    </Row>
  );
}
