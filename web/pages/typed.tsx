/** What was typed, shown again with one button to send it: nothing anyone wrote is lost. */
import type { Posted } from "../../house/door.ts";
import { Acts, Button } from "../../ui/button.tsx";
import { FORM_KEY, FORM_TOKEN, type FormKeys, HiddenKey } from "../../ui/hidden-key.tsx";
import type { Kids, Translate } from "../../ui/types.ts";

/** A form's fields in their order. */
export type Fields = readonly (readonly [string, string])[];

/** Fields that belong to the form itself, and what is never shown again or kept: passphrases. */
const LEFT_OUT = /^form-|^pass/i;

/** Chosen from a list or carried along: a code of ours, sent again and not worth reading. */
const LISTS = "as lang unit kind needKind role category urgency arrived use where how";
const CARRIED = "id hash seen terms count safety publish present digits tick answer warning";
const CHOSEN = new RegExp(
  `^(?:${`${LISTS} ${CARRIED} readings?`.replaceAll(" ", "|")})(?:-\\w+)?$|-unit$`,
);
const CODE = /^(?:yes|no|on|[0-9a-f]{32})$/;

/** Whether it is somebody's own words or figures. */
const isOwn = ([name, value]: Fields[number]) =>
  value !== "" && !CHOSEN.test(name) && !CODE.test(value);

/** The fields worth keeping of a form. */
export function typedFields(fields: Fields): Fields {
  return fields.filter(([name]) => !LEFT_OUT.test(name));
}

/** The form as it was typed. `kept` names the record it was kept in, to be dropped when sent. */
export function Typed(props: {
  t: Translate;
  action: string;
  keys: FormKeys;
  fields: Fields;
  kept?: string;
  children?: Kids;
}) {
  const { t, action, keys, fields, kept, children } = props;
  const shown = typedFields(fields).filter(isOwn);
  return (
    <form method="post" action={action} class="form">
      <HiddenKey keys={keys} />
      {kept !== undefined && <input type="hidden" name="form-kept" value={kept} />}
      {typedFields(fields).map(([name, value]) => (
        <HiddenValue name={name} value={value} />
      ))}
      {children}
      {shown.length > 0 && (
        <section>
          <h2>{t("web.typed.title")}</h2>
          <ul>
            {shown.map(([, value]) => (
              <li>
                <bdi>{value}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Acts>
        <Button>{t("web.typed.send")}</Button>
      </Acts>
    </form>
  );
}

/** Several lines do not survive in an input; a hidden text area keeps them. */
function HiddenValue({ name, value }: { name: string; value: string }) {
  if (!value.includes("\n")) return <input type="hidden" name={name} value={value} />;
  return (
    <textarea name={name} hidden>
      {`\n${value}`}
    </textarea>
  );
}

/** The posted key and token, whatever else was posted. */
export function sentKeys({ text }: Posted): { key: string; token: string; kept: string } {
  return { key: text(FORM_KEY), token: text(FORM_TOKEN), kept: text("form-kept") };
}
