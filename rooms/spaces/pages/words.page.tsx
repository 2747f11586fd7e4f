/** The group's own words: categories, items, units, accounts, places. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { chooseText } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { type ListedTerm, terms } from "../questions.ts";
import { TERM_TEXT, TERM_USES } from "../terms.ts";
import { postedTexts } from "./inside.ts";

/** The list, and a form for one more. */
export async function wordsPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, keys, path, posted, view, lang } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("spaces.terms.title");
  const field = `text-${lang}`;
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.terms.text")}</p>
      <Rows>
        {(await terms(view)).map((one) => (
          <TermRow visit={visit} one={one} />
        ))}
      </Rows>
      <Form t={t} action={path} keys={keys} faults={faults}>
        <TextField
          t={t}
          name={field}
          label={t("spaces.terms.word")}
          maxlength={TERM_TEXT.lengthMax}
          required
          value={posted.text(field)}
          error={error(field)}
        />
        <SelectField
          t={t}
          name="use"
          label={t("spaces.terms.use")}
          value={posted.text("use") || "item"}
          options={TERM_USES.map((value) => ({ value, label: t(`spaces.term-use.${value}`) }))}
        />
        <Acts>
          <Button>{t("spaces.terms.add")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}

function TermRow({ visit, one }: { visit: SpaceVisit; one: ListedTerm }) {
  const { t, keys, space, lang } = visit;
  const word = chooseText(one.texts, [lang])?.text ?? "";
  return (
    <Row level={2} title={word} say={t(`spaces.term-use.${one.state.use}`)}>
      <Act action={`${space.base}/settings/words/${one.id}/removal`} keys={keys} about={word}>
        {t("spaces.terms.retire")}
      </Act>
    </Row>
  );
}

/** Adds a word, in the language of the page it was typed on. */
export async function addWord(visit: SpaceVisit): Promise<Reply> {
  const { posted, send, path, lang } = visit;
  const texts = postedTexts(visit, [lang], TERM_TEXT);
  if (isRefusal(texts)) return wordsPage(visit, texts);
  const use = TERM_USES.find((one) => one === posted.text("use")) ?? "item";
  const level = use === "place" ? 4 : null;
  const measures = use === "unit" ? "count" : null;
  const done = await send("spaces.name-term", { use, measures, level, within: null, texts });
  if (!isRefusal(done)) return { goto: path, notice: "spaces.saved.word" };
  return wordsPage(visit, { ...done, field: `text-${lang}` });
}

/** Offers a word no more. */
export async function retireWord({ params, send, space }: SpaceVisit): Promise<Reply> {
  const done = await send("spaces.retire-term", { term: params["id"] });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/settings/words`, notice: "spaces.saved.retired" };
}
