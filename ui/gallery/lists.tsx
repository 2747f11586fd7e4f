import { Acts, Go } from "../button.tsx";
import { Empty } from "../empty.tsx";
import { Filters } from "../filters.tsx";
import { Notice } from "../notice.tsx";
import { Pager } from "../pager.tsx";
import { Refused } from "../refused.tsx";
import { STATE_KINDS, State } from "../state.tsx";
import { Tabs } from "../tabs.tsx";
import { TextField } from "../text-field.tsx";
import { Frame, speaker } from "./frame.tsx";
import { type Lang, SAMPLES } from "./samples.ts";
import { Told } from "./told.tsx";
import { Waiting } from "./waiting.tsx";

/** The page. */
export function ListsPage({ lang, scripts = [] }: { lang: Lang; scripts?: readonly string[] }) {
  const s = SAMPLES[lang];
  const { t } = speaker(lang);
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
