/** Every field, right and wrong, filled and empty. */
import { AmountField } from "../amount-field.tsx";
import { AreaField } from "../area-field.tsx";
import { Acts, Button } from "../button.tsx";
import { DateField } from "../date-field.tsx";
import { Form } from "../form.tsx";
import { SelectField } from "../select-field.tsx";
import { TextField } from "../text-field.tsx";
import { Choices } from "./choices.tsx";
import { Frame, KEYS, speaker } from "./frame.tsx";
import { type Lang, SAMPLES } from "./samples.ts";

/** A form with a fault, then every field there is. */
export function FormsPage({ lang, scripts = [] }: { lang: Lang; scripts?: readonly string[] }) {
  const s = SAMPLES[lang];
  const { t } = speaker(lang);
  const kinds = [
    { value: "goods", label: s.goods },
    { value: "money", label: s.money },
    { value: "hours", label: s.hours },
  ];
  const units = [
    { value: "item", label: s.blankets },
    { value: "kg", label: "kg" },
  ];
  const faults = [{ name: "reach", text: s.reachError }];
  return (
    <Frame
      lang={lang}
      title={s.answer}
      scripts={scripts}
      notices={[{ kind: "info", text: s.stale }]}
    >
      <h1>{s.answer}</h1>
      <Form t={t} action="?take" keys={KEYS} faults={faults}>
        <TextField
          t={t}
          name="name"
          label={s.name}
          hint={s.nameHint}
          required
          value="نور & <Noor>"
        />
        <TextField t={t} name="reach" type="tel" label={s.reach} error={s.reachError} required />
        <AmountField
          t={t}
          name="much"
          label={s.howMuch}
          units={units}
          value={{ of: "40" }}
          required
        />
        <AmountField
          t={t}
          name="eur"
          label={s.howMuch}
          units={[{ value: "EUR", label: "€" }]}
          error={s.reachError}
        />
        <DateField t={t} name="when" label={s.when} />
        <DateField t={t} name="month" label={s.when} month value="2026-12" />
        <AreaField t={t} name="message" label={s.message} value={s.messageText} />
        <SelectField t={t} name="kind" label={s.category} options={kinds} />
        <SelectField t={t} name="kind2" label={s.category} options={kinds} value="money" />
        <Choices t={t} s={s} />
        <Acts>
          <Button>{s.save}</Button>
          <Button weight="quiet">{s.later}</Button>
          <Button weight="grave">{s.end}</Button>
        </Acts>
      </Form>
    </Frame>
  );
}
