/** A member's own turns: what comes, what is over and has no hours yet. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { saysOf } from "../../people/index.ts";
import { type MyTurn, turnsFor } from "../questions.ts";
import { calledOf, whenOf } from "../say.ts";
import {
  atOf,
  Called,
  lasts,
  OwnActs,
  PaperAct,
  SayHours,
  SHIFTS,
  Standing,
  typedHours,
} from "./parts.tsx";

/** `GET /shifts/mine`. */
export async function minePage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, view, session, space } = visit;
  const all = await turnsFor(view, session?.member ?? "", true);
  const ahead = all.filter(({ stands }) => !["over", "left", "declined"].includes(stands));
  const past = all.filter(({ stands, thing }) => stands === "over" && thing.state.effort === null);
  const title = t("hours.mine.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("hours.mine.text")}</p>
      {ahead.length === 0 && (
        <Empty title={t("hours.mine.none")}>
          <p>{t("hours.mine.none-text")}</p>
        </Empty>
      )}
      <Acts>
        <Go href={`${space.base}${SHIFTS}`} weight="quiet">
          {t("hours.title")}
        </Go>
        <Go href={`${space.base}/dates`} weight="quiet">
          {t("hours.mine.calendar")}
        </Go>
      </Acts>
      <Rows>
        {ahead.map((one) => (
          <Mine {...{ visit, one, refusal }} />
        ))}
      </Rows>
      {past.length > 0 && (
        <>
          <h2>{t("hours.mine.past")}</h2>
          <Rows>
            {past.map((one) => (
              <Mine {...{ visit, one, refusal }} />
            ))}
          </Rows>
        </>
      )}
    </>
  );
  const readers = t("hours.mine.readers");
  return { page, title, readers, status: saysOf(visit, refusal).status };
}

function Mine(props: { visit: SpaceVisit; one: MyTurn; refusal: Refusal | null }) {
  const { visit, one, refusal } = props;
  const { t, keys, space, params } = visit;
  const { thing, stands, said } = one;
  const at = `${space.base}${SHIFTS}/mine/${thing.id}`;
  const about = calledOf(visit, said);
  const { faults, error } = saysOf(visit, params["id"] === thing.id ? refusal : null);
  return (
    <Row
      level={2}
      title={<Called {...{ visit, said }} />}
      href={atOf(visit, said)}
      end={<Standing {...{ t, stands }} />}
      say={
        <>
          <bdi>{whenOf(visit.words, said)}</bdi>
          {` · ${t(`hours.role.${thing.state.role}`)}`}
        </>
      }
    >
      {stands === "queue" && <p>{t("hours.queue-text")}</p>}
      {thing.state.offered && <p>{t("hours.offered-text")}</p>}
      <Acts>
        <OwnActs
          {...{ t, keys, stands, about, hands: true, offered: thing.state.offered }}
          to={(what) => `${at}/${what}`}
        />
        <PaperAct {...{ t, keys, about, thing, stands }} to={(what) => `${at}/${what}`} />
      </Acts>
      {stands === "over" && (
        <Form t={t} action={`${at}/hours`} {...{ keys, faults }}>
          <SayHours {...{ t, id: `of-${thing.id}`, value: lasts(said), error: error("of") }} />
        </Form>
      )}
    </Row>
  );
}

/** Sends a command about a turn of one's own, with the code that shows it. */
async function does(
  visit: SpaceVisit,
  command: string,
  more: (code: string | null) => object,
  notice: string,
): Promise<Reply> {
  const { view, session, params, space } = visit;
  const all = await turnsFor(view, session?.member ?? "", true);
  const one = all.find(({ thing }) => thing.id === params["id"]);
  if (one === undefined) return notHere;
  const done = await visit.send(command, { turn: one.thing.id, ...more(one.code) });
  if (isRefusal(done)) return minePage(visit, done);
  return { goto: `${space.base}${SHIFTS}/mine`, notice };
}

const shown = (code: string | null) => (code === null ? {} : { code });

/** `POST /shifts/mine/:id/leaving`. */
export const leave = (v: SpaceVisit) => does(v, "hours.leave", shown, "hours.done.left");
/** `POST /shifts/mine/:id/search`: looks for somebody to take it over. */
export const offerOn = (v: SpaceVisit) => does(v, "hours.offer-on", shown, "hours.done.offered-on");
/** `POST /shifts/mine/:id/search/end`. */
export const keep = (v: SpaceVisit) => does(v, "hours.keep", shown, "hours.done.kept");
/** `POST /shifts/mine/:id/paper`: the first word of one's own name may stand on the rota. */
export const letOnPaper = (v: SpaceVisit) =>
  does(v, "hours.let-on-paper", shown, "hours.done.on-paper");
/** `POST /shifts/mine/:id/paper/end`. */
export const takeOffPaper = (v: SpaceVisit) =>
  does(v, "hours.take-off-paper", shown, "hours.done.off-paper");

/** `POST /shifts/mine/:id/hours`. */
export async function say(visit: SpaceVisit): Promise<Reply> {
  const of = typedHours(visit.posted.text("of"), "of");
  if (of !== null && isRefusal(of)) return minePage(visit, of);
  // Which work it was, the turn says.
  return does(visit, "hours.say", () => ({ work: "hours", of }), "hours.done.said");
}
