/** A local group's public page, as strangers meet it. */
import { Acts, Go } from "../button.tsx";
import { Card, Cards } from "../cards.tsx";
import { State } from "../state.tsx";
import { Asked } from "./asked.tsx";
import { Frame } from "./frame.tsx";
import { type Lang, SAMPLES } from "./samples.ts";

/** The whole page. */
export function PublicPage({ lang, scripts = [] }: { lang: Lang; scripts?: readonly string[] }) {
  const s = SAMPLES[lang];
  return (
    <Frame lang={lang} title={s.place} scripts={scripts}>
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
