/** Questions to hold a session with: in words, in all languages spoken, and a picture. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { CATEGORIES } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { ErrorSummary } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { drawings } from "../../needs/index.ts";
import { saysOf } from "../../people/index.ts";
import { QUESTION_MAX, type Session } from "../facts.ts";
import { type Written, writtenOf } from "../questions.ts";
import {
  atOf,
  does,
  forSession,
  LangField,
  langName,
  langsHere,
  Said,
  typedText,
  under,
  writes,
} from "./parts.tsx";
import { PictureInside, photoFaults } from "./pictures.tsx";
import { isSound, SoundInside, soundFaults } from "./sounds.tsx";

const notYours = refuse("house.not-your-role", "who", { next: "ask" });

/** `GET /listening/:id/questions`. */
export function questionsPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forSession(visit, async (one) => {
    if (!writes(visit)) return notYours;
    const { t, view } = visit;
    const { questions } = await writtenOf(view, one);
    const { Picture } = await drawings();
    const faults = isPhoto(visit)
      ? photoFaults(visit, refusal)
      : isSound(visit)
        ? soundFaults(visit, refusal)
        : [];
    const body = (
      <>
        {faults.length > 0 && <ErrorSummary t={t} faults={faults} />}
        <p>{t("listening.questions.text")}</p>
        {await add(visit, one, questions, refusal)}
        <Rows>
          {questions.map(({ question, texts, photo, voiced }) => (
            <Row
              level={2}
              title={texts.map((text, at) => (
                <>
                  {at > 0 && <br />}
                  <Said text={text} /> <small class="soft">{langName(visit, text.lang)}</small>
                </>
              ))}
            >
              {question.picture !== null && photo === null && <Picture code={question.picture} />}
              <PictureInside {...{ visit, one, refusal, photo }} item={question.id} />
              <SoundInside {...{ visit, one, refusal, texts, voiced }} item={question.id} />
              <Act
                {...{ action: `${atOf(visit, one)}/questions/${question.id}/removal` }}
                {...{ keys: visit.keys, about: texts[0]?.text ?? "" }}
              >
                {t("listening.drop")}
              </Act>
            </Row>
          ))}
        </Rows>
        <Acts>
          <Go href={`${atOf(visit, one)}/sheet`} weight="quiet">
            {t("listening.sheet.title")}
          </Go>
        </Acts>
      </>
    );
    return under(visit, one, { title: t("listening.questions.title"), refusal }, body);
  });
}

/** Whether it is the form of a picture that was sent: there is one beside each question. */
const isPhoto = ({ posted }: SpaceVisit) => posted.has("alt");

type Asked = Written["questions"];

/** One form: a new question, or one that is there in another language or anew. */
async function add(visit: SpaceVisit, one: Session, all: Asked, refusal: Refusal | null) {
  const { t, keys, posted } = visit;
  const mine = isPhoto(visit) || isSound(visit) ? null : refusal;
  const { faults, error } = saysOf(visit, mine, { "text.text": "text" });
  const langs = await langsHere(visit, one.state.langs);
  const none = { value: "", label: t("listening.questions.another") };
  return (
    <Form t={t} action={`${atOf(visit, one)}/questions`} keys={keys} faults={faults}>
      <TextField
        {...{ t, name: "text", label: t("listening.questions.field"), required: true }}
        {...{ maxlength: QUESTION_MAX, value: posted.text("text"), error: error("text") }}
      />
      <LangField {...{ visit, langs, id: "f-lang", error: error("lang") }} />
      {all.length > 0 && (
        <SelectField
          {...{ t, name: "item", label: t("listening.questions.of"), value: posted.text("item") }}
          options={[
            none,
            ...all.map(({ question, texts }) => {
              return { value: question.id, label: texts[0]?.text ?? t("needs.words-gone") };
            }),
          ]}
        />
      )}
      <SelectField
        {...{ t, name: "picture", label: t("listening.questions.picture") }}
        value={posted.text("picture")}
        options={[
          { value: "", label: t("listening.questions.no-picture") },
          ...CATEGORIES.map((value) => ({ value, label: t(`house.category.${value}`) })),
        ]}
      />
      <Acts>
        <Button>{t("listening.add")}</Button>
      </Acts>
    </Form>
  );
}

/** `POST /listening/:id/questions`. */
export async function ask(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  const again = (refusal: Refusal) => questionsPage(visit, refusal);
  const text = typedText(visit, "text", { lengthMax: QUESTION_MAX });
  if (text === null) return again(refuse("text.empty", "shape", { field: "text" }));
  if (isRefusal(text)) return again(text);
  const [item, code] = [posted.text("item"), posted.text("picture")];
  const picture = CATEGORIES.find((one) => one === code);
  return forSession(visit, async ({ state }) => {
    // Words in another language leave the picture as it was, unless another was chosen.
    const kept = state.questions.find(({ id }) => id === item)?.picture ?? undefined;
    const shown = picture ?? kept;
    const input = { text, ...(item === "" ? {} : { item }), ...(shown && { picture: shown }) };
    return does(visit, "ask", input, { to: "/questions", notice: "listening.done.saved", again });
  });
}

/** `POST /listening/:id/questions/:item/removal`. */
export function drop(visit: SpaceVisit): Promise<Reply> {
  const again = (refusal: Refusal) => questionsPage(visit, refusal);
  const said = { to: "/questions", notice: "listening.done.dropped", again };
  return does(visit, "drop-question", { item: visit.params["item"] }, said);
}
