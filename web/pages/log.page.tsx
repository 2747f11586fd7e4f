/** The log for people: what it proves, its head, how to check it; the files are linked. */
import type { PageReply, SpaceVisit } from "../../house/door.ts";
import { publicHead } from "../../house/head.ts";
import { dayOf } from "../../house/values/index.ts";
import { tilePath, tileWidth } from "../../log/tile-path.ts";
import { Acts, Go } from "../../ui/button.tsx";

/** The page of `GET /s/<slug>/log`: sizes and days of the last beat's head, no later. */
export async function logPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, words, view, house, now, origin } = visit;
  const { size } = await publicHead(view.space, house.parts.keys, now);
  const title = t("web.log.title");
  const base = `${visit.space.base}/log`;
  // A program comes as nobody: what is not public is shut to it unless it brings a token.
  const closed = visit.space.thing.circle !== "public";
  const files = {
    checkpoint: "checkpoint",
    key: "key",
    tile: tilePath(0, 0, Math.min(size, tileWidth)),
  };
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("web.log.proves")}</p>
      <p>
        {t("web.log.head", { size: words.number(String(size)) })} {t("web.log.day", dayIn(visit))}
      </p>
      <section>
        <h2>{t("web.log.how")}</h2>
        <p>{t("web.log.verify")}</p>
        <p class="proof" dir="ltr">
          alongside verify {origin}
          {base}
          {closed && " --token-file FILE"}
        </p>
        {closed && <p>{t("web.log.closed")}</p>}
        <p>{t("web.log.standard")}</p>
        <p>{t("web.log.keep")}</p>
      </section>
      {visit.session?.member != null && (
        <section>
          <h2>{t("web.tokens.title")}</h2>
          <p>{t("web.tokens.why")}</p>
          <Acts>
            <Go href={`${visit.space.base}/tokens`} weight="quiet">
              {t("web.tokens.go")}
            </Go>
          </Acts>
        </section>
      )}
      <section>
        <h2>{t("web.log.files")}</h2>
        <Acts>
          {Object.entries(files).map(([name, path]) => (
            <a href={`${base}/${path}`}>{t(`web.log.file-${name}`)}</a>
          ))}
        </Acts>
      </section>
    </>
  );
  return { page, title };
}

/** When the head was signed: a day, in a protected space a month. */
function dayIn({ view, words, space, now }: SpaceVisit): { day: string } {
  const day = dayOf(view.space.ring.publicHead?.at ?? now, space.zone);
  return { day: space.protects ? words.month(day.date.slice(0, 7)) : words.day(day) };
}
