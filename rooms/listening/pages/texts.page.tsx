/** Title and summary: what the group itself wrote to be shown, in each language it has. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { langSchema } from "../../../house/values/index.ts";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { BLOCKS, type Block, LENGTH_MAX } from "../facts.ts";
import { type Written, writtenOf } from "../questions.ts";
import { atOf, forSession, langName, langsHere, typedText, under, writes } from "./parts.tsx";

const notYours = refuse("house.not-your-role", "who", { next: "ask" });

/** `GET /listening/:id/texts?lang=`: one language at a time, the reader's own first. */
export function textsPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forSession(visit, async (one) => {
    if (!writes(visit)) return notYours;
    const { t, view, query, posted } = visit;
    const asked = posted.text("lang") || query.get("lang") || visit.lang;
    const lang = langSchema.safeParse(asked).success ? asked : visit.lang;
    const written = await writtenOf(view, one);
    const langs = await langsHere(visit, [...one.state.langs, lang]);
    const { faults, error } = saysOf(visit, refusal);
    const body = (
      <>
        <p>{t("listening.texts.text")}</p>
        <Acts>
          {langs.map((each) => (
            <a
              href={`${atOf(visit, one)}/texts?lang=${each}`}
              aria-current={each === lang ? "true" : undefined}
            >
              {langName(visit, each)}
            </a>
          ))}
        </Acts>
        <Form t={t} action={`${atOf(visit, one)}/texts`} keys={visit.keys} faults={faults}>
          <input type="hidden" name="lang" value={lang} />
          {BLOCKS.map((block) => (
            <BlockField {...{ visit, written, block, lang }} error={error(block)} />
          ))}
          <Acts>
            <Button>{t("people.save")}</Button>
          </Acts>
        </Form>
      </>
    );
    return under(visit, one, { title: t("listening.texts.title"), refusal }, body);
  });
}

type Drawn = {
  visit: SpaceVisit;
  written: Written;
  block: Block;
  lang: string;
  error: string | undefined;
};

/** What stands there in that language; an empty one is undefined. */
const keptIn = (written: Written, block: Block, lang: string) =>
  written[block].find((text) => text.lang === lang)?.text;

function BlockField({ visit, written, block, lang, error }: Drawn) {
  const { t, posted } = visit;
  const field = {
    ...{ t, name: block, lang, maxlength: LENGTH_MAX[block], error },
    ...{ label: `${t(`listening.block.${block}`)} · ${langName(visit, lang)}` },
    hint: t(`listening.block.${block}-hint`),
    value: posted.has(block) ? posted.text(block) : (keptIn(written, block, lang) ?? ""),
  };
  return block === "title" ? <TextField {...field} /> : <AreaField {...field} rows={8} />;
}

/** `POST /listening/:id/texts`: both in one; written anew in that language, empty takes it away. */
export function write(visit: SpaceVisit): Promise<Reply> {
  return forSession(visit, async (one) => {
    const { posted, view, send } = visit;
    const lang = posted.text("lang") || visit.lang;
    const typed = BLOCKS.map((block) => {
      const lines = block === "title" ? ("one" as const) : ("many" as const);
      return { block, text: typedText(visit, block, { lengthMax: LENGTH_MAX[block], lines }) };
    });
    const wrong = typed.flatMap(({ text }) => (isRefusal(text) ? [text] : []))[0];
    if (wrong !== undefined) return textsPage(visit, wrong);
    const written = await writtenOf(view, one);
    for (const { block, text } of typed) {
      if (isRefusal(text) || keptIn(written, block, lang) === text?.text) continue;
      const of = { listening: one.id, block };
      const done =
        text === null
          ? await send("listening.unwrite", { ...of, lang })
          : await send("listening.write", { ...of, text });
      if (isRefusal(done)) return textsPage(visit, { ...done, field: block });
    }
    return { goto: atOf(visit, one), notice: "listening.done.saved" };
  });
}
