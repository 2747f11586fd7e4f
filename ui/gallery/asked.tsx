import { Figure } from "../figure.tsx";
import { Meter, MeterLevel } from "../meter.tsx";
import { Row, Rows } from "../rows.tsx";
import { State } from "../state.tsx";
import { speaker } from "./frame.tsx";
import { type Lang, SAMPLES } from "./samples.ts";

/** What is asked for, with how far each line has come. */
export function Asked({ lang }: { lang: Lang }) {
  const s = SAMPLES[lang];
  const { t, amount } = speaker(lang);
  const meter = { t, say: amount, unit: "item" };
  const figure = (of: string, unit = "item") => <Figure amount={{ of, unit }} say={amount} />;
  return (
    <Rows keyed>
      <Row title={s.blankets} href="?1" say={s.blanketsSay} end={figure("60")}>
        <Meter {...meter} asked="60" counted="30" onTheWay="8" accepted="2" still="20" />
      </Row>
      <Row title={s.electricians} href="?2" say={s.electriciansSay} end={figure("2")}>
        <Meter {...meter} asked="2" accepted="1" still="1" />
      </Row>
      <Row title={s.rent} href="?3" say={s.rentSay} end={figure("1350", "EUR")}>
        <Meter {...meter} unit="EUR" asked="1350" counted="900.5" still="449.5" />
      </Row>
      <Row title={s.filters} href="?4" end={<State is="met">{t("ui.meter.met")}</State>}>
        <Meter {...meter} asked="600" counted="640" still="0" />
        <MeterLevel t={t} level="most" />
      </Row>
    </Rows>
  );
}
