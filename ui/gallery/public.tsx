/** A local group's public page, as strangers meet it. */
import { Acts, Go } from "../button.tsx";
import { Card, Cards } from "../cards.tsx";
import { Figure } from "../figure.tsx";
import { Meter, MeterLevel } from "../meter.tsx";
import { Row, Rows } from "../rows.tsx";
import { State } from "../state.tsx";
import { Frame, translator } from "./frame.tsx";
import { type Lang, SAMPLES } from "./samples.ts";

/** What is asked for, with how far each line has come. */
function Asked({ lang }: { lang: Lang }) {
  const s = SAMPLES[lang];
  const t = translator(lang);
  const meter = { t, lang };
  const item = (of: string) => ({ of, unit: "item" });
  return (
    <Rows keyed>
      <Row
        title={s.blankets}
        href="?1"
        say={s.blanketsSay}
        end={<Figure lang={lang} amount={item("60")} unitName={s.blanketsUnit} />}
      >
        <Meter
          {...meter}
          unit="item"
          unitName={s.blanketsUnit}
          asked="60"
          counted="30"
          onTheWay="8"
          accepted="2"
          still="20"
        />
      </Row>
      <Row
        title={s.electricians}
        href="?2"
        say={s.electriciansSay}
        end={<Figure lang={lang} amount={item("2")} unitName={s.people} />}
      >
        <Meter {...meter} unit="item" unitName={s.people} asked="2" accepted="1" still="1" />
      </Row>
      <Row
        title={s.rent}
        href="?3"
        say={s.rentSay}
        end={<Figure lang={lang} amount={{ of: "1350", unit: "EUR" }} />}
      >
        <Meter {...meter} unit="EUR" asked="1350" counted="900.5" still="449.5" />
      </Row>
      <Row title={s.filters} href="?4" end={<State is="met">{t("ui.meter.met")}</State>}>
        <Meter
          {...meter}
          unit="item"
          unitName={s.filtersUnit}
          asked="600"
          counted="640"
          still="0"
        />
        <MeterLevel t={t} level="most" />
      </Row>
    </Rows>
  );
}

/** The whole page. */
export function PublicPage({ lang }: { lang: Lang }) {
  const s = SAMPLES[lang];
  return (
    <Frame lang={lang} title={s.place}>
      <div class="hero">
        <h1>{s.hero}</h1>
        <p>{s.lead}</p>
        <Acts>
          <Go href="?answer">{s.answer}</Go>
          <Go href="?how" weight="quiet">
            {s.how}
          </Go>
        </Acts>
      </div>
      <section>
        <header>
          <h2>{s.askNow}</h2>
          <small>{s.confirmed}</small>
          <a href="?all">{s.all}</a>
        </header>
        <Asked lang={lang} />
        <p>
          <b>{s.dont}</b> {s.dontList}
        </p>
      </section>
      <section>
        <h2>{s.allies}</h2>
        <Cards>
          <Card title="Harbour Solidarity">
            <p class="soft">{s.card}</p>
            <State is="live">{s.live}</State>
          </Card>
          <Card title="Puente Sur" thread="ally">
            <p class="soft">{s.electriciansSay}</p>
            <State is="lapsing">{s.live}</State>
          </Card>
        </Cards>
      </section>
    </Frame>
  );
}
