/** Who is told of a breach, in which language, by when. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { saysOf } from "../../people/index.ts";
import { type SpaceState, space as spaceKind } from "../../spaces/index.ts";
import { BY, type Line, SAID_MAX, WHOM } from "../facts.ts";
import { type Named, saidAt, type Words, wordsOf } from "../questions.ts";
import { atOf, Due, does, forKnowing, typedText, under, writes } from "./parts.tsx";

/** Languages of letters: the product's own. */
const LETTERS = ["en", "es", "ar"];

/** `GET /breaches/:id/lines`. */
export function linesPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forKnowing(visit, async (one) => {
    const { t, view } = visit;
    const said = await wordsOf(view, one.thing);
    const { lines, over } = one.thing.state;
    const body = (
      <>
        <p>{t("breaches.lines.text")}</p>
        <Rows>
          {lines.map((line) => (
            <LineRow {...{ visit, one, line, said }} />
          ))}
        </Rows>
        {over === null && writes(visit) && (await Add({ visit, one, refusal }))}
      </>
    );
    return under(visit, one, { title: t("breaches.lines.title"), refusal }, body);
  });
}

function LineRow(props: { visit: SpaceVisit; one: Named; line: Line; said: Words }) {
  const { visit, one, line, said } = props;
  const { t } = visit;
  const who = saidAt(said, line.who);
  return (
    <Row
      title={t(`breaches.whom.${line.whom}`)}
      href={`${atOf(visit, one)}/lines/${line.id}`}
      end={<Due visit={visit} state={one.thing.state} line={line} />}
      say={t("breaches.line.in", { lang: langName(visit, line.lang) })}
      level={2}
    >
      {who !== null && <p {...voiceOf(who)}>{who.text}</p>}
    </Row>
  );
}

/** A language in the reader's own. */
export function langName({ words }: Pick<SpaceVisit, "words">, lang: string): string {
  return new Intl.DisplayNames(words.locale, { type: "language" }).of(lang) ?? lang;
}

async function Add(props: { visit: SpaceVisit; one: Named; refusal: Refusal | null }) {
  const { visit, one, refusal } = props;
  const { t, keys, posted, view, lang } = visit;
  const { faults, error } = saysOf(visit, refusal, { "who.text": "who" });
  const here = await view.thing<SpaceState>(spaceKind, view.space.id);
  const langs = [...new Set([...(here?.state.langs ?? []), ...LETTERS])];
  const typed = (name: string) => posted.text(name) || undefined;
  return (
    <>
      <h2>{t("breaches.lines.add")}</h2>
      <Form t={t} action={`${atOf(visit, one)}/lines`} keys={keys} faults={faults}>
        <SelectField
          {...{ t, name: "whom", label: t("breaches.lines.whom"), required: true }}
          options={WHOM.map((value) => ({ value, label: t(`breaches.whom.${value}`) }))}
          value={typed("whom")}
          error={error("whom")}
        />
        <TextField
          {...{ t, name: "who", label: t("breaches.lines.who"), maxlength: SAID_MAX }}
          value={posted.text("who")}
          error={error("who")}
        />
        <SelectField
          {...{ t, name: "lang", label: t("breaches.lines.lang"), required: true }}
          hint={t("breaches.lines.lang-hint")}
          options={langs.map((value) => ({ value, label: langName(visit, value) }))}
          value={typed("lang") ?? lang}
          error={error("lang")}
        />
        <Choice
          {...{ t, name: "by", label: t("breaches.lines.by"), required: true }}
          cards={BY.map((value) => ({ value, label: t(`breaches.by.${value}`) }))}
          value={typed("by")}
          error={error("by")}
        />
        <Acts>
          <Button>{t("breaches.lines.add")}</Button>
        </Acts>
      </Form>
    </>
  );
}

/** `POST /breaches/:id/lines`. */
export async function addLine(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  for (const field of ["whom", "lang", "by"])
    if (posted.text(field) === "")
      return linesPage(visit, refuse(`breaches.say-${field}`, "shape", { field }));
  const who = typedText(visit, "who", SAID_MAX);
  if (isRefusal(who)) return linesPage(visit, who);
  const [whom, lang, by] = [posted.text("whom"), posted.text("lang"), posted.text("by")];
  const input = { whom, lang, by, ...(who === undefined ? {} : { who }) };
  const again = (refusal: Refusal) => linesPage(visit, refusal);
  return does(visit, "breaches.set-line", input, { to: "/lines", notice: "breaches.saved", again });
}
