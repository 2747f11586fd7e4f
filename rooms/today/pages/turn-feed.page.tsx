/** The calendar of somebody without an account: made with the code of a turn, read by its own. */
import type { Reply, Visit } from "../../../house/door.ts";
import { notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { protectsNow } from "../../../house/view.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Copy } from "../../../ui/copy.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { type HeldTurn, heldTurn } from "../../hours/index.ts";
import { saysOf } from "../../people/index.ts";
import { calendarOf } from "../calendar.ts";
import { FEED_DAYS } from "../feed.ts";
import { endTurnFeed, hasTurnFeed, makeTurnFeed, turnsIn } from "../turn-feed.ts";

const CALENDAR = "/turn/calendar";

/** The turn whose code was sent along; who has none is asked for it where turns are. */
async function held(visit: Visit, does: (held: HeldTurn) => Promise<Reply>): Promise<Reply> {
  const found = await heldTurn(visit.house, visit.posted.text("code"));
  return found === null ? { goto: "/turn" } : does(found);
}

/** `POST /turn/calendar`: what an address is, and the form that makes one. */
export const turnCalendar = (v: Visit) => held(v, (one) => draw(v, one, {}));

/** `POST /turn/calendar/address`: makes one, or puts the turn into the one that was pasted. */
export function makeTurns(visit: Visit): Promise<Reply> {
  return held(visit, async (one) => {
    const code = await makeTurnFeed(visit.house, one, visit.posted.text("into"));
    const not = refuse("today.no-such-feed", "not-found", { field: "into" });
    return draw(visit, one, code === null ? { refusal: not } : { code });
  });
}

/** `POST /turn/calendar/end`: takes the turn out; an address with no turn left ends. */
export function endTurns(visit: Visit): Promise<Reply> {
  return held(visit, async (one) => {
    await endTurnFeed(visit.house, one);
    return draw(visit, one, { ended: true });
  });
}

type Drawn = { code?: string; refusal?: Refusal; ended?: boolean };

async function draw(visit: Visit, one: HeldTurn, { code, refusal, ended }: Drawn): Promise<Reply> {
  const { t, keys, house, origin } = visit;
  const { faults, error, status } = saysOf(visit, refusal ?? null);
  const space = await house.space(one.space);
  const none = space === null || (await protectsNow(space));
  const fields = { code: one.code };
  const title = t("today.feed.title");
  const page = (
    <>
      <h1>{title}</h1>
      {ended && <p role="status">{t("today.feed.ended")}</p>}
      {none && <p>{t("today.turn-feed.none")}</p>}
      {!none && <p>{t("today.turn-feed.text", { n: FEED_DAYS })}</p>}
      {code !== undefined && (
        <>
          <p role="status">
            <b>{t("today.feed.made")}</b>
          </p>
          <Copy
            {...{ t, id: "feed", label: t("today.feed.label"), rows: 2 }}
            text={{ lang: "und", text: `${origin}${CALENDAR}/${code}.ics` }}
          />
        </>
      )}
      {!none && (
        <Form t={t} action={`${CALENDAR}/address`} {...{ keys, faults }}>
          <input type="hidden" name="code" value={one.code} />
          <TextField
            {...{ t, name: "into", label: t("today.turn-feed.into"), exact: true, maxlength: 200 }}
            {...{ hint: t("today.turn-feed.into-hint"), value: "", error: error("into") }}
          />
          <Acts>
            <Button>{t("today.feed.make")}</Button>
          </Acts>
        </Form>
      )}
      <Acts>
        {(await hasTurnFeed(house, one)) && (
          <Act {...{ keys, fields }} action={`${CALENDAR}/end`}>
            {t("today.turn-feed.end")}
          </Act>
        )}
        <Act {...{ keys, fields }} action="/turn">
          {t("today.turn-feed.back")}
        </Act>
      </Acts>
    </>
  );
  const scripts = code === undefined ? [] : ["copy.js"];
  return { page, title, readers: t("today.turn-feed.readers"), status, scripts };
}

/** `GET /turn/calendar/:code`: the feed itself. */
export async function turnsFeed(visit: Visit): Promise<Reply> {
  const { params, house, t } = visit;
  const found = await turnsIn(house, (params["code"] ?? "").replace(/\.ics$/i, ""));
  if (found === null) return notHere;
  const words = {
    ...{ calendar: t("today.feed.calendar"), date: t("today.feed.date") },
    ...{ shift: t("today.feed.shift"), meeting: t("today.feed.meeting") },
  };
  const file = calendarOf(found.space, { dates: [], turns: found.turns }, words);
  return { file, type: "text/calendar; charset=utf-8" };
}
