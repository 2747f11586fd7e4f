/** Title and summary: what the group itself wrote to be shown, in each language it has. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { langSchema } from "../../../house/values/index.ts";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { BLOCKS, type Block, LENGTH_MAX, type Session } from "../facts.ts";
import { type Written, writtenOf } from "../questions.ts";
import { atOf, does, forSession, langName, langsHere, typedText, under, writes } from "./parts.tsx";

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
        {BLOCKS.map((block) => (
          <BlockForm {...{ visit, one, written, block, lang, refusal }} />
        ))}
      </>
    );
    return under(visit, one, { title: t("listening.texts.title"), refusal }, body);
  });
}

type Drawn = {
  visit: SpaceVisit;
  one: Session;
  written: Written;
  block: Block;
  lang: string;
  refusal: Refusal | null;
};

function BlockForm({ visit, one, written, block, lang, refusal }: Drawn) {
  const { t, keys, posted } = visit;
  const mine = posted.text("block") === block;
  const { faults, error } = saysOf(visit, mine ? refusal : null, { "text.text": "text" });
  const kept = written[block].find((text) => text.lang === lang)?.text ?? "";
  const field = {
    ...{ t, name: "text", id: `f-${block}`, lang, maxlength: LENGTH_MAX[block] },
    ...{ label: `${t(`listening.block.${block}`)} · ${langName(visit, lang)}` },
    ...{ hint: t(`listening.block.${block}-hint`), error: error("text") },
    value: mine ? posted.text("text") : kept,
  };
  return (
    <Form t={t} action={`${atOf(visit, one)}/texts`} keys={keys} faults={faults}>
      <input type="hidden" name="block" value={block} />
      <input type="hidden" name="lang" value={lang} />
      {block === "title" ? <TextField {...field} /> : <AreaField {...field} rows={8} />}
      <Acts>
        <Button weight={block === "summary" ? "main" : "quiet"}>{t("people.save")}</Button>
      </Acts>
    </Form>
  );
}

/** `POST /listening/:id/texts`: written anew in that language; empty takes it away. */
export async function write(visit: SpaceVisit): Promise<Reply> {
  const { posted, lang } = visit;
  const block: Block = posted.text("block") === "title" ? "title" : "summary";
  const again = (refusal: Refusal) => textsPage(visit, refusal);
  const lines = block === "title" ? "one" : "many";
  const text = typedText(visit, "text", { lengthMax: LENGTH_MAX[block], lines });
  if (isRefusal(text)) return again(text);
  const said = { to: "", notice: "listening.done.saved", again };
  if (text !== null) return does(visit, "write", { block, text }, said);
  return does(visit, "unwrite", { block, lang: posted.text("lang") || lang }, said);
}
