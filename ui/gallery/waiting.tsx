/** What waits for a word. */
import { Act } from "../act.tsx";
import { Acts } from "../button.tsx";
import { Row, Rows } from "../rows.tsx";
import { State } from "../state.tsx";
import { DayText, Time } from "../time.tsx";
import { KEYS } from "./frame.tsx";
import { type Lang, SAMPLES } from "./samples.ts";

const INSTANT = "2026-11-14T09:40:00Z";

/** What waits for a word, each answered with one tap. */
export function Waiting({ lang }: { lang: Lang }) {
  const s = SAMPLES[lang];
  const act = { action: "?act", keys: KEYS, about: s.aboutNoor };
  return (
    <Rows>
      <Row
        level={2}
        title={s.noor}
        href="?noor"
        say={s.noorSay}
        end={<State is="waiting">{s.waits}</State>}
      >
        <Acts>
          <Act {...act} fields={{ offer: "o1" }} weight="main">
            {s.accept}
          </Act>
          <Act {...act}>{s.decline}</Act>
        </Acts>
      </Row>
      <Row
        level={2}
        title={s.blankets}
        say={<Time instant={INSTANT} zone="Europe/Madrid" lang={lang} />}
      />
      <Row level={2} title={s.filters} say={<DayText date="2026-11" lang={lang} />} />
    </Rows>
  );
}
