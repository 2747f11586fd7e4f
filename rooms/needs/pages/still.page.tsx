/** "Still needed?" for twenty lines at once: a tick a line, or one reply as it came by phone. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal } from "../../../house/refusal.ts";
import { dayOf, idSchema, readAmount } from "../../../house/values/index.ts";
import { Button } from "../../../ui/button.tsx";
import { Copy } from "../../../ui/copy.tsx";
import { Empty } from "../../../ui/empty.tsx";
import type { Fault } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { need } from "../facts.ts";
import { figuresOf, isConfirmedOn, isStale } from "../figures.ts";
import { type NeedLine, STILL_LINES, stillNeeded, withWords } from "../questions.ts";
import { type Say, sayFor } from "../say.ts";
import type { StillAnswer } from "../shapes.ts";
import { readStillNeeded } from "../still-needed.ts";
import { faultOf } from "./form.page.tsx";
import { dayIn, Said } from "./parts.tsx";

/** `GET /needs/still`. */
export async function stillPage(visit: SpaceVisit): Promise<PageReply> {
  return draw(visit, await stillNeeded(visit.view, visit.space.zone), []);
}

/** `POST /needs/still`: ticks, and what the reply says of lines that were not ticked. */
export async function answerStill(visit: SpaceVisit): Promise<Reply> {
  const { posted, view, t, space } = visit;
  const ids = posted.all("id").filter((id) => idSchema.safeParse(id).success);
  const listed = await Promise.all(ids.slice(0, STILL_LINES).map((id) => view.thing(need, id)));
  const lines = await withWords(
    view,
    listed.flatMap((thing) => thing ?? []),
  );
  const faults: Fault[] = [];
  const reply = readStillNeeded(posted.text("reply"), lines.length);
  if (reply.unclear.length > 0) {
    const what = reply.unclear.join(" ");
    faults.push({ name: "reply", text: t("refusal.needs.reply-unclear", { what }) });
  }
  const answers = lines.flatMap((line, at) => {
    const said = reply.answers.find(({ number }) => number === at + 1)?.needed;
    return answerOf(visit, line, said, faults) ?? [];
  });
  if (answers.length === 0 && faults.length === 0)
    faults.push({ text: t("refusal.needs.nothing-ticked") });
  if (faults.length > 0) return { ...(await draw(visit, lines, faults)), status: 422 };
  const done = await visit.send("needs.confirm-many", { answers });
  if (isRefusal(done))
    return { ...(await draw(visit, lines, [faultOf(visit, done)])), status: 422 };
  const vars = { n: answers.length };
  return { goto: `${space.base}/needs/still`, notice: "needs.done.answered", vars };
}

/** What the page says of one line; the tick stands over the reply. Silence is no answer. */
function answerOf(
  { posted, t }: SpaceVisit,
  { thing: { id, state } }: NeedLine,
  said: boolean | undefined,
  faults: Fault[],
): StillAnswer | undefined {
  const ticked = posted.text(`answer-${id}`);
  const typed = posted.text(`still-${id}`);
  if (ticked === "no" || (ticked === "yes" && typed === "")) return { id, answer: ticked };
  // A figure is an answer: how much is still asked for.
  if (typed === "") return said === undefined ? undefined : { id, answer: said ? "yes" : "no" };
  const figure = readAmount(typed);
  const reason = !figure.ok
    ? figure.reason
    : figure.value.length > 1
      ? "needs.two-readings"
      : undefined;
  if (reason !== undefined) faults.push({ name: `still-${id}`, text: t(`refusal.${reason}`) });
  const still = { of: figure.ok ? figure.value[0] : "0", unit: state.asked?.unit ?? "item" };
  return { id, answer: "less", still };
}

async function draw(
  visit: SpaceVisit,
  lines: readonly NeedLine[],
  faults: readonly Fault[],
): Promise<PageReply> {
  const say = await sayFor(visit.view, visit.words, lines);
  const title = visit.t("needs.still.title");
  const page = <StillPage {...{ visit, lines, say, faults, title }} />;
  return { page, title, scripts: ["copy.js"] };
}

type Props = {
  visit: SpaceVisit;
  lines: readonly NeedLine[];
  say: Say;
  faults: readonly Fault[];
  title: string;
};

function StillPage({ visit, lines, say, faults, title }: Props) {
  const { t, keys, space, posted, lang, words } = visit;
  if (lines.length === 0)
    return (
      <>
        <h1>{title}</h1>
        <Empty title={t("needs.page.empty")} />
      </>
    );
  const numbered = lines.map((line, at) => `${words.number(String(at + 1))}. ${asked(line, say)}`);
  const text = [words.plain("needs.still.ask"), ...numbered, words.plain("needs.still.how")];
  return (
    <>
      <h1>{title}</h1>
      <p>{t("needs.still.lead")}</p>
      <Form {...{ t, action: `${space.base}/needs/still`, keys, faults }}>
        {lines.map((line, at) => (
          <Line {...{ visit, line, say, at, faults }} />
        ))}
        <TextField
          {...{
            t,
            name: "reply",
            label: t("needs.still.reply"),
            hint: t("needs.still.reply-hint"),
          }}
          value={posted.text("reply")}
          error={faults.find(({ name }) => name === "reply")?.text}
        />
        <Button>{t("needs.still.save")}</Button>
      </Form>
      <Copy
        {...{ t, id: "ask", label: t("needs.still.text"), text: { lang, text: text.join("\n") } }}
      />
    </>
  );
}

/** A line with how much of it is still asked. */
function asked(line: NeedLine, say: Say): string {
  const figures = figuresOf(line.thing.state);
  const title = say.title(line).text;
  return figures === null ? title : `${title}: ${say.amount(figures.still)}`;
}

/** When somebody last said that it holds, and how: opening a line is not confirming it. */
function Confirmed({ visit, line }: { visit: SpaceVisit; line: NeedLine }) {
  const { t, now, space } = visit;
  const { state } = line.thing;
  const { how } = state.inside;
  if (isConfirmedOn(state, now, space.zone))
    return <State is="live">{t(`needs.still.${how}-today`)}</State>;
  const when = dayIn(visit, dayOf(state.inside.confirmedAt, space.zone).date);
  return <p class="soft">{t(`needs.still.${how}`, { when })}</p>;
}

function Line(props: {
  visit: SpaceVisit;
  line: NeedLine;
  say: Say;
  at: number;
  faults: readonly Fault[];
}) {
  const { visit, line, say, at, faults } = props;
  const { t, posted, words, now } = visit;
  const { id } = line.thing;
  const figures = figuresOf(line.thing.state);
  const error = faults.find(({ name }) => name === `still-${id}`)?.text;
  const name = `answer-${id}`;
  return (
    <fieldset class={error === undefined ? "field" : "field wrong"}>
      <input type="hidden" name="id" value={id} />
      <legend>
        {words.number(String(at + 1))}. <Said text={say.title(line)} />
        {figures && " · "}
        {figures && <bdi class="figure">{say.amount(figures.still)}</bdi>}{" "}
        {isStale(line.thing.state, now) && <State is="lapsing">{t("needs.stale")}</State>}
      </legend>
      <Confirmed {...{ visit, line }} />
      {error !== undefined && (
        <div class="error" id={`f-still-${id}-error`}>
          {error}
        </div>
      )}
      <div class="answers">
        {["yes", "no"].map((answer) => (
          <label class="choice" for={`f-${answer}-${id}`}>
            <input
              {...{ type: "radio", id: `f-${answer}-${id}`, name, value: answer }}
              checked={posted.text(name) === answer ? true : undefined}
            />
            <span>{t(`needs.still.${answer}`)}</span>
          </label>
        ))}
        {figures && (
          <label class="choice" for={`f-still-${id}`}>
            <span>{t("needs.still.only")}</span>
            <input
              {...{ id: `f-still-${id}`, name: `still-${id}`, inputmode: "decimal" }}
              {...{ autocomplete: "off", value: posted.text(`still-${id}`) }}
              aria-invalid={error === undefined ? undefined : "true"}
              aria-describedby={error === undefined ? undefined : `f-still-${id}-error`}
            />
          </label>
        )}
      </div>
    </fieldset>
  );
}
