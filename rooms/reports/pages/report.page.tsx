/** One report as it was shared: for the host, and for the group it is shared with. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { nameOf } from "../../spaces/index.ts";
import type { ReportState } from "../facts.ts";
import { oneReport, sharedReports } from "../questions.ts";
import { periodOf, ReportBody } from "./parts.tsx";
import { sheetOf } from "./reports.page.tsx";

const isAlly = ({ session }: SpaceVisit) => session?.ally != null;
const listOf = (visit: SpaceVisit) => `${visit.space.base}${isAlly(visit) ? "/ally" : ""}/reports`;

async function forReport(
  visit: SpaceVisit,
  draw: (thing: Thing<ReportState>) => Promise<Reply>,
): Promise<Reply> {
  const thing = await oneReport(visit.view, visit.params["id"] ?? "", visit.space.protects);
  return thing === undefined ? notHere : draw(thing);
}

/** `GET /reports/:id`. */
export function reportPage(visit: SpaceVisit): Promise<Reply> {
  return forReport(visit, async (thing) => {
    const { t, space, keys, session } = visit;
    const { state } = thing;
    const period = periodOf(visit, state);
    const title = `${t("reports.one")}: ${period}`;
    const may = session?.roles.some((role) => role === "coordination" || role === "treasurer");
    const page = (
      <>
        <p>
          <a href={listOf(visit)}>{t(isAlly(visit) ? "reports.theirs.title" : "reports.title")}</a>
        </p>
        <h1>{title}</h1>
        <p>{await nameOf(visit.view)}</p>
        <p>{t("reports.is")}</p>
        {state.takenBack && <p>{t("reports.taken-back")}</p>}
        {await ReportBody({ visit, content: state })}
        <Acts>
          <Go href={`${space.base}/reports/${thing.id}/sheet`} weight="quiet">
            {t("reports.paper")}
          </Go>
          {may === true && !state.takenBack && (
            <Act
              {...{ keys, about: period, weight: "grave" }}
              action={`${space.base}/reports/${thing.id}/end`}
            >
              {t("reports.act.take-back")}
            </Act>
          )}
        </Acts>
      </>
    );
    return { page, title, readers: t("reports.readers") };
  });
}

/** `GET /reports/:id/sheet`. */
export function reportSheet(visit: SpaceVisit): Promise<Reply> {
  return forReport(visit, async ({ state }) =>
    sheetOf(visit, state, await ReportBody({ visit, content: state })),
  );
}

/** `POST /reports/:id/end`. */
export function takeBack(visit: SpaceVisit): Promise<Reply> {
  return forReport(visit, async ({ state }): Promise<Reply | Refusal> => {
    const done = await visit.send("reports.take-back", { whole: state.whole });
    if (isRefusal(done)) return done;
    return { goto: `${visit.space.base}/reports`, notice: "reports.done.taken-back" };
  });
}

/** `GET /ally/reports`: what the host shared with the visitor's group. */
export async function theirsPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, space } = visit;
  const found = await Promise.all(
    (await sharedReports(view)).map(({ thing }) => oneReport(view, thing.id, space.protects)),
  );
  const all = found.filter((thing) => thing !== undefined);
  const title = t("reports.theirs.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("reports.theirs.text")}</p>
      {all.length === 0 && <Empty title={t("reports.theirs.none")} />}
      <Rows>
        {all.map((thing) => (
          <Row
            level={2}
            title={periodOf(visit, thing.state)}
            href={`${space.base}/reports/${thing.id}`}
          />
        ))}
      </Rows>
    </>
  );
  return { page, title, readers: t("allies.home.readers") };
}
