/**
 * A page that looks like nothing: a field for where and one for what. Whatever is typed, it answers
 * the same page after the same work.
 */
import type { PageReply, Reply, Visit } from "../../../house/door.ts";
import type { Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { FORM_KEY } from "../../../ui/hidden-key.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { SENTENCE_MAX, trySentence } from "../sentence.ts";

/** The form. */
export async function wordPage(visit: Visit): Promise<Reply> {
  return draw(visit, null);
}

/** Tries what was typed, and says nothing of it. */
export async function leaveWord(visit: Visit): Promise<Reply> {
  const { posted, house } = visit;
  const key = posted.text(FORM_KEY);
  const [address, sentence] = [posted.text("where"), posted.text("text")];
  const full = await trySentence(house, { address, sentence, key }, (fault) => {
    if (fault instanceof Error) house.parts.onFault?.(fault);
  });
  return full === null ? { goto: "/word/noted" } : draw(visit, full);
}

/** Always the same. */
export async function notedPage({ t }: Visit): Promise<Reply> {
  const title = t("spaces.word.noted");
  return { title, page: <h1>{title}</h1> };
}

function draw(visit: Visit, refusal: Refusal | null): PageReply {
  const { t, keys } = visit;
  const { faults, status } = saysOf(visit, refusal);
  const title = t("spaces.word.title");
  const page = (
    <>
      <h1>{title}</h1>
      <Form t={t} action="/word" keys={keys} faults={faults}>
        <TextField t={t} name="where" label={t("spaces.word.where")} exact />
        <TextField t={t} name="text" label={t("spaces.word.text")} maxlength={SENTENCE_MAX} />
        <Acts>
          <Button>{t("spaces.word.send")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}
