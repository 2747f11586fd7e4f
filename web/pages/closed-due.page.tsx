/**
 * What goes on while a group's shutters are closed: a breach is still to be told about. Said to
 * those of the named set who know of it, in figures and days; to everybody else there is no such
 * page, and nothing on any other.
 */
import type { Reply, Visit } from "../../house/door.ts";
import { notHere } from "../../house/refusal.ts";
import { dirOf } from "../../house/values/index.ts";
import { bareLetter, untold } from "../../rooms/breaches/index.ts";
import { stepUp } from "../../rooms/people/index.ts";
import type { Closed } from "../../rooms/spaces/index.ts";
import { PrintSheet } from "../../ui/print-sheet.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import { State } from "../../ui/state.tsx";
import { Time } from "../../ui/time.tsx";
import { voiceOf } from "../../ui/words.tsx";
import { askOf } from "../visit.ts";
import { closedHere } from "./closed-send.ts";

/** Who is still to be told, and by when; nothing where the reader knows of no breach. */
export async function dueMeanwhile(visit: Visit, { view, space, thing }: Closed) {
  const { t, words, now } = visit;
  const all = await untold(view);
  if (all.length === 0) return null;
  const langs = new Intl.DisplayNames(words.locale, { type: "language" });
  const { zone } = thing.state;
  return (
    <>
      <h3>{t("web.closed.due")}</h3>
      <p>{t("web.closed.due-text")}</p>
      <Rows>
        {all.map(({ breach, line, drill, whom, lang, due }) => {
          const title = t(`breaches.whom.${whom}`);
          const late = due !== null && due < now;
          const when = due === null ? "" : words.relative(due, now);
          const how = due === null ? "waiting" : late ? "late" : "due";
          return (
            <Row
              title={drill ? t("breaches.drill.of", { title }) : title}
              href={`/closed/letter/${space}/${breach}/${line}`}
              end={
                <State is={late ? "stopped" : "waiting"}>
                  {t(`breaches.line.${how}`, { when })}
                </State>
              }
              say={t("breaches.line.in", { lang: langs.of(lang) ?? lang })}
            >
              {due !== null && (
                <p>
                  <Time instant={new Date(due).toISOString()} {...{ zone, lang: words.locale }} />
                </p>
              )}
            </Row>
          );
        })}
      </Rows>
    </>
  );
}

/** `GET /closed/letter/:id/:breach/:line`: the letter on paper, to fill in with a pen. */
export async function closedLetter(visit: Visit): Promise<Reply> {
  const { t, params } = visit;
  const closed = await closedHere(visit, params["id"] ?? "");
  if (closed === null) return notHere;
  const { view, thing } = closed;
  const group = await askOf(visit).node.spaces.name(view);
  const at = { breach: params["breach"] ?? "", line: params["line"] ?? "" };
  const bare = await bareLetter(view, at, { group, zone: thing.state.zone });
  if (bare === null) return notHere;
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { drill, heading, letter } = bare;
  const page = (
    <PrintSheet
      title={<span {...voiceOf(heading)}>{heading.text}</span>}
      say={t("web.closed.due-letter")}
    >
      {letter.text.split(/\n{2,}/).map((text) => (
        <p lang={letter.lang} dir={dirOf(letter.lang)}>
          {text.split("\n").map((line, i) => (
            <>
              {i > 0 && <br />}
              {line}
            </>
          ))}
        </p>
      ))}
    </PrintSheet>
  );
  const title = t("breaches.letter.title");
  return {
    ...{ title: drill ? t("breaches.drill.of", { title }) : title, page, shape: "sheet" },
    readers: t("breaches.readers"),
  };
}
