/** What lies in one circle, newest first, for those in it: each thing with what it is called. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { notHere } from "../../../house/refusal.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { DayText } from "../../../ui/time.tsx";
import { isDrill } from "../../breaches/index.ts";
import { circle, oneCircle } from "../../people/index.ts";
import { pageOf } from "../paths.ts";
import { titlesOf } from "../titles.ts";
import { Title } from "./said.tsx";

/** Things of one page. */
const SHOWN = 50;

/** `GET /circles/:id/things`. */
export async function circleThingsPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, params, lang, space, query } = visit;
  const one = await oneCircle(view, params["id"] ?? "", lang);
  if (one === undefined) return notHere;
  const all = await lyingIn(visit, one.thing.circle);
  const from = Math.max(
    0,
    all.findIndex(({ id }) => id === query.get("from")),
  );
  const shown = all.slice(from, from + SHOWN);
  const titles = await titlesOf(view, shown, lang);
  const at = `${space.base}/circles/${one.thing.id}`;
  const page = (
    <>
      <p>
        <a href={at}>
          <Title title={one.name} kind="circle" t={t} />
        </a>
      </p>
      <h1>{t("today.circle.title")}</h1>
      {!one.thing.state.ended && writes(visit) && (
        <Acts>
          <Go href={`${space.base}/needs/new?circle=${one.thing.id}`}>{t("today.circle.write")}</Go>
        </Acts>
      )}
      {all.length === 0 && <Empty title={t("today.circle.none")} />}
      <Rows>
        {shown.map((thing) => {
          const href = pageOf(space.base, thing.kind, thing.id);
          return (
            <Row
              title={<Title title={titles.get(thing.id) ?? null} kind={kindOf(thing)} t={t} />}
              {...(href === null ? {} : { href })}
              end={<DayText date={thing.first.day} lang={lang} />}
              say={t(`today.thing.${kindOf(thing)}`)}
              level={2}
            />
          );
        })}
      </Rows>
      <Pager t={t} {...pages(all, from, `${at}/things`)} />
    </>
  );
  return { page, title: t("today.circle.title"), readers: t("today.circle.readers") };
}

/** The word for what kind of thing it is; a drill is never taken for a breach. */
const kindOf = (thing: Thing) => (isDrill(thing) ? "drill" : thing.kind);

const writes = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => role === "coordination" || role === "member") === true;

/** All things of the reader's that lie in this circle, newest first. */
async function lyingIn({ view }: SpaceVisit, at: Thing["circle"]): Promise<Thing[]> {
  const kinds = view.space.plan.rooms.flatMap((room) => room.kinds);
  const found: Thing[] = [];
  for (const kind of kinds)
    if (kind.inCircles && kind.kind !== circle.kind)
      found.push(...(await view.things(kind)).filter((one) => one.circle === at));
  return found.sort((a, b) => b.first.index - a.first.index);
}

/** Where the newer and the older ones are. */
function pages(all: readonly Thing[], from: number, at: string) {
  const [newer, older] = [all[Math.max(0, from - SHOWN)], all[from + SHOWN]];
  return {
    ...(older === undefined ? {} : { before: `${at}?from=${older.id}` }),
    ...(from === 0 || newer === undefined ? {} : { after: `${at}?from=${newer.id}` }),
  };
}
