import { Copy } from "../copy.tsx";
import { Steps } from "../steps.tsx";
import { Words } from "../words.tsx";
import { speaker } from "./frame.tsx";
import { type Lang, SAMPLES } from "./samples.ts";

/** What people said, how far a shipment is, what to paste. */
export function Told({ lang }: { lang: Lang }) {
  const s = SAMPLES[lang];
  const { t } = speaker(lang);
  const is = ["passed", "passed", "now", "later"] as const;
  const steps = s.steps.map((label, at) => ({ label, is: is[at] ?? "later", say: s.noorSay }));
  const other = SAMPLES[lang === "ar" ? "es" : "ar"];
  const from = { lang: lang === "ar" ? "es" : "ar", text: other.quote };
  const translation = { text: { lang, text: s.quote }, by: "lina" };
  return (
    <>
      <Words
        t={t}
        text={from}
        translations={[translation, { ...translation, checkedBy: "sami" }]}
      />
      <Words t={t} text={undefined} />
      <Steps t={t} steps={steps} />
      <Copy
        t={t}
        id="back"
        label={s.paste}
        text={{ lang, text: `${s.askNow}\n60 · ${s.blankets}` }}
      />
    </>
  );
}
