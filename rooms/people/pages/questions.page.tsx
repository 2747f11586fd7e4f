/** The questions the group asks whoever comes in by a link with questions: for coordination. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { chooseText, readText, type Text } from "../../../house/values/index.ts";
import { LANGS } from "../../../house/words/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { QUESTIONS_MAX } from "../facts.ts";
import { type Asked, asked } from "../newcomer-questions.ts";
import { QUESTION_TEXT } from "../newcomers.ts";
import { saysOf } from "../says.ts";

const coordinates = ({ session }: SpaceVisit) => session?.roles.includes("coordination") === true;

/** The list, and a form for one more, in the languages of the pages. */
export async function questionsPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  if (!coordinates(visit)) return notHere;
  const { t, keys, path, posted, view, space } = visit;
  const { faults, error, status } = saysOf(visit, refusal, { texts: `text-${visit.lang}` });
  const listed = await asked(view);
  const title = t("people.questions.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.questions.text", { max: QUESTIONS_MAX })}</p>
      <Rows>
        {listed.map((one) => (
          <QuestionRow visit={visit} one={one} />
        ))}
      </Rows>
      {listed.length < QUESTIONS_MAX && (
        <Form t={t} action={path} keys={keys} faults={faults}>
          {LANGS.map((lang) => (
            <TextField
              t={t}
              name={`text-${lang}`}
              label={t("people.questions.in", { lang: t(`people.lang.${lang}`) })}
              lang={lang}
              maxlength={QUESTION_TEXT.lengthMax}
              value={posted.text(`text-${lang}`)}
              error={error(`text-${lang}`)}
            />
          ))}
          <Acts>
            <Button>{t("people.questions.add")}</Button>
          </Acts>
        </Form>
      )}
      <Acts>
        <Go href={`${space.base}/invitations/new`} weight="quiet">
          {t("people.invite.title")}
        </Go>
      </Acts>
    </>
  );
  return { title, page, status };
}

function QuestionRow({ visit, one }: { visit: SpaceVisit; one: Asked }) {
  const { t, keys, space, lang } = visit;
  const text = chooseText(one.texts, [lang])?.text ?? "";
  return (
    <Row level={2} title={text}>
      <Act action={`${space.base}/questions/${one.id}/withdrawal`} keys={keys} about={text}>
        {t("people.questions.drop")}
      </Act>
    </Row>
  );
}

/** Writes one more question, in as many languages as were filled in. */
export async function writeQuestion(visit: SpaceVisit): Promise<Reply> {
  const { posted, send, path, lang } = visit;
  const texts: Text[] = [];
  // The language of the page comes first: it is the original.
  for (const one of [lang, ...LANGS.filter((other) => other !== lang)]) {
    const field = `text-${one}`;
    if (posted.text(field) === "") continue;
    const read = readText(one, posted.text(field), QUESTION_TEXT);
    if (!read.ok) return questionsPage(visit, refuse(read.reason, "shape", { field }));
    texts.push(read.value);
  }
  if (texts.length === 0)
    return questionsPage(visit, refuse("text.empty", "shape", { field: `text-${lang}` }));
  const done = await send("people.write-question", { texts });
  if (isRefusal(done)) return questionsPage(visit, done);
  return { goto: path, notice: "people.questions.added" };
}

/** Asks a question no more. */
export async function dropQuestion({ params, send, space }: SpaceVisit): Promise<Reply> {
  const done = await send("people.drop-question", { question: params["id"] });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/questions`, notice: "people.questions.dropped" };
}
