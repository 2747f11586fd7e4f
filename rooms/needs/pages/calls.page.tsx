/** Whom to call, about what, with the words to say: for keeping lines fresh by phone. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { figuresOf } from "../figures.ts";
import { type CallLine, callList } from "../questions.ts";
import { type Say, sayFor } from "../say.ts";
import { NeedRow, Whom, weightOf } from "./parts.tsx";

/** `GET /needs/calls`. */
export async function callsPage(visit: SpaceVisit): Promise<PageReply> {
  const { view, words, t } = visit;
  const lines = await callList(view);
  const say = await sayFor(view, words, lines);
  return { page: <CallsPage {...{ visit, lines, say }} />, title: t("needs.call.title") };
}

function CallsPage(props: { visit: SpaceVisit; lines: readonly CallLine[]; say: Say }) {
  const { visit, lines, say } = props;
  const { t } = visit;
  return (
    <>
      <h1>{t("needs.call.title")}</h1>
      <p>{t("needs.call.lead")}</p>
      {lines.length === 0 && <Empty title={t("needs.call.empty")} />}
      <Rows>
        {lines.map((line) => (
          <NeedRow {...{ visit, line, say, level: 2 as const }}>
            <Call {...{ visit, line, say }} />
          </NeedRow>
        ))}
      </Rows>
    </>
  );
}

/** One call: who, the script, and what they may answer. */
function Call({ visit, line, say }: { visit: SpaceVisit; line: CallLine; say: Say }) {
  const { t, keys, space } = visit;
  const { name, reach } = line.people;
  const { state, id } = line.thing;
  const figures = figuresOf(state);
  const what = say.title(line).text;
  const much = figures === null ? "" : say.amount(figures.still);
  const path = `${space.base}/needs/${id}`;
  const waiting = state.told === "waiting";
  const readBack = state.needKind === "stay" ? ["read-back"] : ["read-back-published", "read-back"];
  const answers = [...(waiting ? readBack : ["confirmed"]), "withdrawn"];
  return (
    <>
      <p dir="auto">{name || reach ? <Whom {...line.people} /> : t("needs.call.nobody")}</p>
      <blockquote class="words">
        <div>{t(waiting ? "needs.call.read-back" : "needs.call.script", { what, much })}</div>
      </blockquote>
      <Acts>
        {answers.map((state) => (
          <Act
            action={`${path}/state`}
            keys={keys}
            fields={{ state }}
            about={what}
            weight={weightOf(state)}
          >
            {t(`needs.act.${state}`)}
          </Act>
        ))}
        <Go weight="quiet" href={`${path}/revision`}>
          {t("needs.act.edit")}
        </Go>
      </Acts>
    </>
  );
}
