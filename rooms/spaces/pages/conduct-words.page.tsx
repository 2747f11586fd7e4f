/** Writing the code of conduct: for coordination. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { asciiDigits, type Lang } from "../../../house/values/index.ts";
import { createWords, LANGS, wordsFromFiles } from "../../../house/words/index.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { asksOf, CONDUCT, CONDUCT_DAYS_MAX, CONDUCT_TEXT } from "../conduct.ts";
import { conductTexts } from "../conduct-questions.ts";
import { forCoordination, langsOf, postedTexts } from "./inside.ts";
import { TextBoxes } from "./text-boxes.tsx";

const ROOT = new URL("../../../", import.meta.url);
/** Days that are offered to those who are here already. */
const DAYS = "14";

/** A box for each language; where no code stands, a draft to take over and change. */
export function conductWordsPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  return forCoordination(visit, async ({ state }) => {
    const { t, keys, posted, view, lang, method, space } = visit;
    const at = `${space.base}/settings${CONDUCT}`;
    const now = asksOf(state).at(-1);
    const texts = now === undefined ? [] : await conductTexts(view, now);
    const { faults, error, status } = saysOf(visit, refusal, { texts: `text-${lang}` });
    const spoken = now === undefined ? [...state.langs, lang] : [];
    const written = (one: Lang) =>
      texts.find((text) => text.lang === one)?.text ?? (spoken.includes(one) ? draftIn(one) : "");
    const title = t("spaces.conduct.write");
    const page = (
      <>
        <h1>{title}</h1>
        <p>{t("spaces.conduct.write-text")}</p>
        {now === undefined && <p>{t("spaces.conduct.draft-text")}</p>}
        <Form t={t} action={at} keys={keys} faults={faults}>
          <TextBoxes
            {...{ visit, written, error, langs: langsOf(state, texts) }}
            lengthMax={CONDUCT_TEXT.lengthMax}
            rows={(one) => (one === lang || spoken.includes(one) ? 12 : 4)}
          />
          <TextField
            {...{ t, name: "days", label: t("spaces.conduct.days"), digits: true }}
            hint={t("spaces.conduct.days-hint", { max: CONDUCT_DAYS_MAX })}
            value={method === "POST" ? posted.text("days") : DAYS}
            error={error("days")}
          />
          <Acts>
            <Button>{t(now === undefined ? "spaces.conduct.begin" : "spaces.conduct.anew")}</Button>
          </Acts>
        </Form>
        {now !== undefined && <Standing visit={visit} at={at} />}
      </>
    );
    return { title, page, status };
  });
}

/** The draft in a language; empty where we have none in it. */
function draftIn(lang: Lang): string {
  const ours = LANGS.find((one) => one === lang.split("-", 1)[0]);
  if (ours === undefined) return "";
  return createWords({ lang: ours, load: wordsFromFiles(ROOT) }).plain("spaces.conduct.draft");
}

function Standing({ visit, at }: { visit: SpaceVisit; at: string }) {
  const { t, keys, space } = visit;
  return (
    <>
      <Acts>
        <Go href={`${space.base}${CONDUCT}/accepted`} weight="quiet">
          {t("spaces.conduct.who")}
        </Go>
        <Go href={`${space.base}${CONDUCT}`} weight="quiet">
          {t("spaces.conduct.title")}
        </Go>
      </Acts>
      <h2>{t("spaces.conduct.drop")}</h2>
      <p>{t("spaces.conduct.drop-text")}</p>
      <Form t={t} action={`${at}/end`} keys={keys} faults={[]}>
        <Acts>
          <Button weight="grave">{t("spaces.conduct.drop")}</Button>
        </Acts>
      </Form>
    </>
  );
}

/** Writes it, or a new version of it: then everyone is asked again. */
export function writeConduct(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async ({ state }) => {
    const { posted, send, space, view, lang } = visit;
    const now = asksOf(state).at(-1);
    const before = now === undefined ? [] : await conductTexts(view, now);
    const texts = postedTexts(visit, langsOf(state, before), CONDUCT_TEXT);
    if (isRefusal(texts)) return conductWordsPage(visit, texts);
    if (texts.length === 0)
      return conductWordsPage(visit, refuse("text.empty", "shape", { field: `text-${lang}` }));
    const typed = asciiDigits(posted.text("days"));
    const days = /^\d{1,3}$/.test(typed) ? Number(typed) : -1;
    const done = await send("spaces.write-conduct", { texts, days });
    if (isRefusal(done)) return conductWordsPage(visit, done);
    return { goto: `${space.base}${CONDUCT}`, notice: "spaces.conduct.written" };
  });
}

/** Asks it of nobody any more. */
export function dropConduct(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async () => {
    const { send, space } = visit;
    const done = await send("spaces.drop-conduct", {});
    if (isRefusal(done)) return conductWordsPage(visit, done);
    return { goto: `${space.base}/settings${CONDUCT}`, notice: "spaces.conduct.dropped" };
  });
}
