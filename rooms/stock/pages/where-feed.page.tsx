/** The address by which a reader of feeds asks "where is it?", and what it answers. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { LANGS } from "../../../house/words/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts } from "../../../ui/button.tsx";
import { Copy } from "../../../ui/copy.tsx";
import { ADDRESS_DAYS, endAddress, hasAddress, makeAddress, readAs } from "../../people/index.ts";
import { WHERE, whereFile } from "../feed.ts";
import { wordsIn } from "../where.ts";
import { wherePage } from "./where.page.tsx";

/** A member's own address: made, made anew, ended; `code` where it was made just now. */
export async function WhereFeed({ visit, code }: { visit: SpaceVisit; code: string | null }) {
  const { t, keys, space, view, session, now } = visit;
  const mine = await hasAddress(view.space, WHERE, session?.member ?? "", now);
  const own = `${space.base}/stock/where/feed`;
  return (
    <section>
      <h2>{t("stock.feed.title")}</h2>
      <p>{t(`stock.feed.text${space.protects ? "-protected" : ""}`, { n: ADDRESS_DAYS })}</p>
      {code !== null && (
        <>
          <p role="status">
            <b>{t("stock.feed.made")}</b>
          </p>
          <Copy
            {...{ t, id: "feed", label: t("stock.feed.label"), rows: 3 }}
            text={{ lang: "und", text: addressOf(visit, code) }}
          />
        </>
      )}
      <Acts>
        <Act action={own} keys={keys}>
          {t(mine ? "stock.feed.again" : "stock.feed.make")}
        </Act>
        {mine && (
          <Act action={`${own}/end`} keys={keys}>
            {t("stock.feed.end")}
          </Act>
        )}
      </Acts>
    </section>
  );
}

function addressOf(visit: SpaceVisit, code: string): string {
  // A visit made by web carries where links begin; elsewhere the path alone is said.
  const origin = "origin" in visit && typeof visit.origin === "string" ? visit.origin : "";
  return `${origin}${visit.space.base}/stock/where/feed/${code}.${visit.lang}.json`;
}

/** Makes the member's address; the answer is the page itself, since it is shown nowhere else. */
export async function makeMine(visit: SpaceVisit): Promise<Reply> {
  const { view, session, now, house } = visit;
  if (session?.member == null) return notHere;
  const at = { now, random: house.parts.random };
  return wherePage(visit, await makeAddress(view.space, WHERE, session.member, at));
}

/** Ends the member's address. */
export async function endMine(visit: SpaceVisit): Promise<Reply> {
  const { view, session, now, space } = visit;
  if (session?.member == null) return notHere;
  await endAddress(view.space, WHERE, session.member, now);
  return { goto: `${space.base}/stock/where`, notice: "stock.feed.ended" };
}

/** The feed of whoever holds the code, as that member reads now; nothing once they are gone. */
export async function whereFeed(visit: SpaceVisit): Promise<Reply> {
  const { params, space } = visit;
  const [, code = "", lang] =
    /^([^.]+)(?:\.([a-z]{2}))?(?:\.json)?$/.exec(params["code"] ?? "") ?? [];
  const theirs = await readAs(visit, WHERE, code);
  if (theirs === null) return notHere;
  const words = wordsIn(LANGS.find((one) => one === lang) ?? LANGS[0]);
  const file = await whereFile(theirs.view, words, space);
  return { file, type: "application/feed+json; charset=utf-8" };
}
