/** States, notices, refusals, lists, one-tap acts, people's words, steps. */
import { Act } from "../act.tsx";
import { Acts, Go } from "../button.tsx";
import { Copy } from "../copy.tsx";
import { Empty } from "../empty.tsx";
import { Filters } from "../filters.tsx";
import { Notice } from "../notice.tsx";
import { Pager } from "../pager.tsx";
import { Refused } from "../refused.tsx";
import { Row, Rows } from "../rows.tsx";
import { STATE_KINDS, State } from "../state.tsx";
import { Steps } from "../steps.tsx";
import { Tabs } from "../tabs.tsx";
import { TextField } from "../text-field.tsx";
import { DayText, Time } from "../time.tsx";
import { Words } from "../words.tsx";
import { Frame, KEYS, translator } from "./frame.tsx";
import { type Lang, SAMPLES } from "./samples.ts";

const INSTANT = "2026-11-14T09:40:00Z";

/** What waits for a word, each answered with one tap. */
function Waiting({ lang }: { lang: Lang }) {
  const s = SAMPLES[lang];
  const act = { action: "?act", keys: KEYS, about: s.aboutNoor };
  return (
    <Rows>
      <Row title={s.noor} href="?noor" say={s.noorSay} end={<State is="waiting">{s.waits}</State>}>
        <Acts>
          <Act {...act} fields={{ offer: "o1" }} weight="main">
            {s.accept}
          </Act>
          <Act {...act}>{s.decline}</Act>
        </Acts>
      </Row>
      <Row title={s.blankets} say={<Time instant={INSTANT} zone="Europe/Madrid" lang={lang} />} />
      <Row title={s.filters} say={<DayText date="2026-11" lang={lang} />} />
    </Rows>
  );
}

/** What people said, how far a shipment is, what to paste. */
function Told({ lang }: { lang: Lang }) {
  const s = SAMPLES[lang];
  const t = translator(lang);
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

/** The page. */
export function ListsPage({ lang, scripts = [] }: { lang: Lang; scripts?: readonly string[] }) {
  const s = SAMPLES[lang];
  const t = translator(lang);
  const links = s.steps.map((label, at) => ({ href: `?${at}`, label, current: at === 1 }));
  return (
    <Frame
      lang={lang}
      title={s.today}
      scripts={scripts}
      notices={[{ kind: "done", text: s.saved }]}
    >
      <h1>{s.today}</h1>
      <Tabs label={s.shipments} links={links} />
      <Notice t={t} kind="warn" title={s.stale}>
        <a href="?next">{s.next}</a>
      </Notice>
      <Notice t={t} kind="stop" />
      <Refused t={t} reason={s.reason} next={<a href="?count">{s.next}</a>} />
      <Filters t={t} action="?" active>
        <TextField t={t} name="q" type="search" label={s.ask} />
      </Filters>
      <Waiting lang={lang} />
      <Pager t={t} before="?a" after="?b">
        {s.askNow}
      </Pager>
      <Empty title={s.nothing}>
        <Go href="?new">{s.next}</Go>
      </Empty>
      <Acts>
        {STATE_KINDS.map((kind) => (
          <State is={kind}>{s.live}</State>
        ))}
      </Acts>
      <Told lang={lang} />
    </Frame>
  );
}
