/** One who is to be told: the letter to begin with, and saying that it was done, or why not. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { dirOf, langSchema, type Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Words as Voiced, voiceOf } from "../../../ui/words.tsx";
import { saysOf } from "../../people/index.ts";
import { nameOf } from "../../spaces/index.ts";
import { dueOf, isLate } from "../clock.ts";
import { BECAUSE, type Line, SAID_MAX } from "../facts.ts";
import { headingIn, letterFor } from "../letter.ts";
import { contactOf, type Named, saidAt, wordsOf } from "../questions.ts";
import { langName } from "./lines.page.tsx";
import {
  At,
  atOf,
  Due,
  does,
  forKnowing,
  momentFields,
  titled,
  typedMoment,
  typedText,
  under,
  writes,
} from "./parts.tsx";

/** Longest letter, in UTF-16 units, as it is printed. */
const LETTER_MAX = 20_000;

type Doing = "telling" | "reason";
type Drawn = { visit: SpaceVisit; one: Named; line: Line };

function forLine(visit: SpaceVisit, draw: (drawn: Drawn) => Promise<Reply>): Promise<Reply> {
  return forKnowing(visit, async (one) => {
    const line = one.thing.state.lines.find(({ id }) => id === visit.params["line"]);
    return line === undefined ? notHere : draw({ visit, one, line });
  });
}

/** `GET /breaches/:id/lines/:line`. */
export function linePage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
  about: Doing = "telling",
): Promise<Reply> {
  return forLine(visit, async (drawn) => {
    const { t, view } = visit;
    const { one, line } = drawn;
    const { state } = one.thing;
    const said = await wordsOf(view, one.thing);
    const [who, why] = [saidAt(said, line.who), saidAt(said, line.end?.why ?? null)];
    const due = dueOf(state, line);
    const open = writes(visit) && state.over === null;
    const refused = (form: Doing) => (form === about ? refusal : null);
    const body = (
      <>
        <p>
          <Due visit={visit} state={state} line={line} />{" "}
          {due !== null && <At visit={visit} at={due} />}
        </p>
        {who !== null && <p {...voiceOf(who)}>{who.text}</p>}
        {line.end?.how === "told" && (
          <p>
            {t("breaches.line.told-at")} <At visit={visit} at={line.end.at} />
          </p>
        )}
        {line.end?.because != null && <p>{t(`breaches.because.${line.end.because}`)}</p>}
        {why !== null && <Voiced t={t} text={why} />}
        <Letter {...drawn} text={await letterOf(drawn)} />
        {open && line.end === null && <Tell {...drawn} refusal={refused("telling")} />}
        {open && line.end === null && <Reason {...drawn} refusal={refused("reason")} />}
        {open && line.end !== null && (
          <Act action={`${lineAt(drawn)}/reopening`} keys={visit.keys}>
            {t("breaches.line.reopen")}
          </Act>
        )}
      </>
    );
    const title = t(`breaches.whom.${line.whom}`);
    return under(visit, one, { title, refusal, scripts: ["copy.js"] }, body);
  });
}

const lineAt = ({ visit, one, line }: Drawn) => `${atOf(visit, one)}/lines/${line.id}`;

async function letterOf({ visit, one, line }: Drawn): Promise<Text> {
  const { view, space, now } = visit;
  const { state } = one.thing;
  const [said, contact] = [await wordsOf(view, one.thing), await contactOf(view, one.thing)];
  const group = await nameOf(view);
  return letterFor({ ...{ state, line, said, contact, group, now }, zone: space.zone });
}

/** The letter in a box one can write in. What is changed there is kept nowhere. */
function Letter(props: Drawn & { text: Text }) {
  const { visit, line, text } = props;
  const { t, keys } = visit;
  const same = line.lang.split("-", 1)[0] === text.lang;
  const other = { lang: langName(visit, line.lang) };
  return (
    <section>
      <h2>{t("breaches.letter.title")}</h2>
      <p>{t("breaches.letter.text")}</p>
      {!same && <p>{t("breaches.letter.other-lang", other)}</p>}
      <Form t={t} action={`${lineAt(props)}/sheet`} keys={keys}>
        <AreaField
          {...{ t, name: "text", id: "letter", rows: 14, maxlength: LETTER_MAX }}
          label={t("breaches.letter.in", { lang: langName(visit, text.lang) })}
          required="unsaid"
          lang={text.lang}
          value={text.text}
        />
        <input type="hidden" name="lang" value={text.lang} />
        <div>
          <button type="button" class="button quiet" hidden data-copy="letter">
            {t("ui.copy.button")}
          </button>
          <span role="status" data-copied={t("ui.copy.done")} />
        </div>
        <Acts>
          <Button weight="quiet">{t("breaches.letter.print")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

type Said = Drawn & { refusal: Refusal | null };

function Tell(props: Said) {
  const { visit, one, line, refusal } = props;
  const { t, keys, posted, space, now } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const at = momentFields(now, space.zone);
  const typed = (name: string, kept: string) => (posted.has(name) ? posted.text(name) : kept);
  const late = isLate(one.thing.state, line, now);
  return (
    <section>
      <h2>{t("breaches.line.tell")}</h2>
      <Form t={t} action={`${lineAt(props)}/telling`} keys={keys} faults={faults}>
        <DateField
          {...{ t, name: "at", label: t("breaches.line.when"), required: true, error: error("at") }}
          value={typed("at", at.date)}
        />
        <TextField
          {...{ t, name: "at-hour", label: t("breaches.hour"), required: true, exact: true }}
          hint={t("breaches.hour-hint", { zone: space.zone })}
          value={typed("at-hour", at.hour)}
        />
        <AreaField
          {...{ t, name: "why", label: t(`breaches.line.why${late ? "-late" : ""}`), rows: 3 }}
          {...{ maxlength: SAID_MAX, required: late }}
          value={posted.has("at") ? posted.text("why") : ""}
          error={error("why")}
        />
        <Acts>
          <Button>{t("breaches.line.tell")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

function Reason(props: Said) {
  const { visit, refusal } = props;
  const { t, keys, posted } = visit;
  const { faults, error } = saysOf(visit, refusal);
  return (
    <section>
      <h2>{t("breaches.line.no-need")}</h2>
      <Form t={t} action={`${lineAt(props)}/reason`} keys={keys} faults={faults}>
        <Choice
          {...{ t, name: "because", label: t("breaches.line.because"), required: true }}
          cards={BECAUSE.map((value) => ({ value, label: t(`breaches.because.${value}`) }))}
          value={posted.text("because") || undefined}
          error={error("because")}
        />
        <AreaField
          {...{ t, name: "more", label: t("breaches.line.why"), rows: 3, maxlength: SAID_MAX }}
          value={posted.text("more")}
          error={error("more")}
        />
        <Acts>
          <Button weight="quiet">{t("breaches.line.no-need")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

const back = (visit: SpaceVisit, about: Doing) => ({
  ...{ to: "/lines", notice: "breaches.saved" },
  again: (refusal: Refusal) => linePage(visit, refusal, about),
});

/** `POST /breaches/:id/lines/:line/telling`. */
export async function told(visit: SpaceVisit): Promise<Reply> {
  const at = typedMoment(visit, "at");
  const why = typedText(visit, "why", SAID_MAX);
  if (at === null) return linePage(visit, refuse("breaches.told-when", "shape", { field: "at" }));
  if (isRefusal(why)) return linePage(visit, why);
  const line = visit.params["line"];
  const input = { line, how: "told", at, ...(why === undefined ? {} : { why }) };
  return does(visit, "breaches.end-line", input, back(visit, "telling"));
}

/** `POST /breaches/:id/lines/:line/reason`. */
export async function notNeeded(visit: SpaceVisit): Promise<Reply> {
  const because = BECAUSE.find((one) => one === visit.posted.text("because"));
  const why = typedText(visit, "more", SAID_MAX);
  if (isRefusal(why)) return linePage(visit, why, "reason");
  if (because === undefined)
    return linePage(visit, refuse("breaches.say-because", "shape", { field: "because" }), "reason");
  const line = visit.params["line"];
  const input = { line, how: "not-needed", because, ...(why === undefined ? {} : { why }) };
  return does(visit, "breaches.end-line", input, back(visit, "reason"));
}

/** `POST /breaches/:id/lines/:line/reopening`. */
export function reopenLine(visit: SpaceVisit): Promise<Reply> {
  const said = back(visit, "telling");
  return does(visit, "breaches.reopen-line", { line: visit.params["line"] }, said);
}

/** `POST /breaches/:id/lines/:line/sheet`: the letter as it was changed, on paper; kept nowhere. */
export function sheet(visit: SpaceVisit): Promise<Reply> {
  return forLine(visit, async ({ one, line }) => {
    const { t, posted } = visit;
    const { drill } = one.thing.state;
    const lang = langSchema.safeParse(posted.text("lang")).data ?? line.lang;
    const paragraphs = posted
      .text("text")
      .slice(0, LETTER_MAX)
      .split(/\n{2,}/);
    const heading = headingIn(lang, drill);
    const page = (
      <PrintSheet title={<span {...voiceOf(heading)}>{heading.text}</span>}>
        {paragraphs.map((text) => (
          <p lang={lang} dir={dirOf(lang)}>
            {text.split("\n").map((line, at) => (
              <>
                {at > 0 && <br />}
                {line}
              </>
            ))}
          </p>
        ))}
      </PrintSheet>
    );
    const called = titled(visit, drill, t("breaches.letter.title"));
    return { title: called, page, shape: "sheet", readers: t("breaches.readers") };
  });
}
