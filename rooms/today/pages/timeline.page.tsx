/** What happened here, read aloud. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { openCursor, sealCursor } from "../cursor.ts";
import { timeline } from "../timeline.ts";
import { Lines } from "./lines.tsx";

/** The page; `before` is a sealed cursor. */
export async function timelinePage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, lang, query, space } = visit;
  const cursor = query.get("before");
  const from = cursor === null ? null : openCursor(view.space, cursor);
  if (cursor !== null && from === null) return notHere;
  const { lines, before } = await timeline(view, lang, from);
  const here = `${space.base}/timeline`;
  const title = t("today.timeline.title");
  return {
    title,
    page: (
      <>
        <h1>{title}</h1>
        {lines.length === 0 && <Empty title={t("today.timeline.none")} />}
        <Lines visit={visit} lines={lines} />
        {before === null && lines.length > 0 && <p class="soft">{t("today.timeline.end")}</p>}
        <Acts>
          {from !== null && (
            <Go href={here} weight="quiet">
              {t("today.timeline.newest")}
            </Go>
          )}
          {before !== null && (
            <Go href={`${here}?before=${sealCursor(view.space, before)}`} weight="quiet">
              {t("today.timeline.earlier")}
            </Go>
          )}
        </Acts>
      </>
    ),
  };
}
