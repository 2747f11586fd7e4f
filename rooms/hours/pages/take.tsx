/** Taking a place, answering those who asked for one, and taking over what somebody offers. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Notice } from "../../../ui/notice.tsx";
import { QR } from "../../../ui/qr.tsx";
import { handles } from "../../people/index.ts";
import { turn } from "../facts-turn.ts";
import { keepTurn } from "../mine.ts";
import type { Said } from "../questions.ts";
import { atOf, forOccasion, isMember } from "./parts.tsx";
import { shiftPage } from "./shift.page.tsx";

/** `POST /shifts/:id/places`. */
export function take(visit: SpaceVisit): Promise<Reply> {
  return forOccasion(visit, async (said) => {
    const { posted, session } = visit;
    if (session?.ally != null) return comeFor(visit, said);
    const own = posted.text("own") === "yes" && isMember(visit);
    const name = own ? await handleOf(visit) : posted.text("name");
    const reach = posted.text("reach");
    const input = {
      ...{ occasion: said.thing.id, role: posted.text("role"), name },
      ...(reach === "" ? {} : { reach }),
    };
    const told = isMember(visit) && !own ? ({ arrived: "phone" } as const) : {};
    const done = await visit.send("hours.take", input, told);
    if (isRefusal(done)) return shiftPage(visit, done);
    const kept = { turn: String(done.answer["turn"]), code: String(done.answer["code"]) };
    if (!own) return codeReply(visit, kept.code, done.answer["placed"] === true);
    await keepTurn(visit, said.thing.state.day, kept);
    return { goto: atOf(visit, said), notice: "hours.done.taken" };
  });
}

async function handleOf({ view, session }: SpaceVisit): Promise<string> {
  const member = session?.member ?? "";
  return (await handles(view, [member])).get(member) ?? "";
}

async function comeFor(visit: SpaceVisit, { thing }: Said): Promise<Reply> {
  const { posted } = visit;
  const agreement = posted.text("agreement");
  const input = { occasion: thing.id, role: posted.text("role") };
  const isVisit = thing.state.work === "visit";
  const done =
    agreement === ""
      ? await visit.send("hours.come", input)
      : await visit.send(isVisit ? "hours.visit" : "hours.come-under", { ...input, agreement });
  if (isRefusal(done)) return shiftPage(visit, done);
  return { goto: `${visit.space.base}/ally/shifts`, notice: "hours.done.offered" };
}

/** `POST /shifts/:id/answers`: the group's yes or no to one who asked for a place. */
export function answer(visit: SpaceVisit): Promise<Reply> {
  return forOccasion(visit, async (said) => {
    const { posted, view } = visit;
    const found = await view.thing(turn, posted.text("turn"));
    if (found === undefined || found.state.occasion !== said.thing.id)
      return refuse("hours.no-such-turn", "not-found", { next: "go-back" });
    const { agreement, work } = found.state;
    const one = { turn: found.id };
    const yes = posted.text("answer") === "accept";
    const under = work === "visit" ? "hours.accept-visit" : "hours.accept-under";
    const [command, input] = !yes
      ? (["hours.decline", one] as const)
      : agreement === null
        ? (["hours.accept", one] as const)
        : ([under, { ...one, agreement }] as const);
    const done = await visit.send(command, input);
    const atTurn = (refusal: Refusal) => shiftPage(visit, { ...refusal, field: "turn" });
    if (isRefusal(done)) return atTurn(done);
    return { goto: atOf(visit, said), notice: yes ? "hours.done.accepted" : "hours.done.declined" };
  });
}

/** `POST /shifts/:id/relief`: a member takes over what somebody offers. */
export function takeOver(visit: SpaceVisit): Promise<Reply> {
  return forOccasion(visit, async (said) => {
    const input = { turn: visit.posted.text("turn"), name: await handleOf(visit) };
    const done = await visit.send("hours.take-over", input);
    if (isRefusal(done)) return shiftPage(visit, { ...done, field: "turn" });
    const { turn: id, code } = done.answer as { turn: string; code: string };
    await keepTurn(visit, said.thing.state.day, { turn: id, code });
    return { goto: atOf(visit, said), notice: "hours.done.taken" };
  });
}

/** The code: shown once, to be written down. The square code names nothing of the group. */
function codeReply(visit: SpaceVisit, code: string, placed: boolean): Reply {
  const { t, space, origin } = visit;
  const title = t("hours.code.made");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t(placed ? "hours.code.taken" : "hours.code.waits")}</p>
      <Notice kind="warn" t={t} title={t("hours.code.once")}>
        <p>
          <bdi class="figure large">
            <code dir="ltr">{code}</code>
          </bdi>
        </p>
        <p>{t("hours.code.what-for")}</p>
      </Notice>
      <p>
        {t("hours.code.where")} <a href="/turn">{`${origin}/turn`}</a>
      </p>
      <QR t={t} address={`${origin}/turn`} />
      <p class="no-print">
        <a href={`${space.base}/shifts`}>{t("hours.title")}</a>
      </p>
    </>
  );
  const readers = t("hours.code.readers-now");
  return { page, title, readers, shape: "sheet", scripts: ["exit.js"] };
}
