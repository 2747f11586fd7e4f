/** Writing the profile, a block at a time, in every language; and what not to send. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { CATEGORIES, dirOf, type Lang, type Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { BLOCK_TEXT, BLOCKS, type Block, LINE_TEXT } from "../facts.ts";
import { type Profile, profileFor } from "../questions.ts";
import { forCoordination, langsOf, postedTexts } from "./inside.ts";
import { TextBoxes } from "./text-boxes.tsx";

const blockOf = ({ params }: SpaceVisit) => BLOCKS.find((block) => block === params["block"]);
const textsOf = (profile: Profile | null, block: Block) =>
  profile?.blocks.find((one) => one.block === block)?.texts ?? [];

/** One block, a box for each language. */
export function blockPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forCoordination(visit, async ({ state }) => {
    const { t, keys, path, view, lang } = visit;
    const block = blockOf(visit);
    if (block === undefined) return notHere;
    const texts = textsOf(await profileFor(view, lang), block);
    const { faults, error, status } = saysOf(visit, refusal);
    const title = t(`spaces.block.${block}`);
    const written = (one: Lang) => texts.find((text) => text.lang === one)?.text ?? "";
    const page = (
      <>
        <h1>{title}</h1>
        <p>{t(`spaces.block-hint.${block}`)}</p>
        <Form t={t} action={path} keys={keys} faults={faults}>
          <TextBoxes
            {...{ visit, written, error, langs: langsOf(state, texts) }}
            lengthMax={BLOCK_TEXT.lengthMax}
          />
          <Acts>
            <Button>{t("people.save")}</Button>
          </Acts>
        </Form>
      </>
    );
    return { title, page, status };
  });
}

/** Keeps the block; empty boxes are languages it is not in. */
export function setBlock(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async ({ state }) => {
    const { view, lang, send, space } = visit;
    const block = blockOf(visit);
    if (block === undefined) return notHere;
    const before = textsOf(await profileFor(view, lang), block);
    const texts = postedTexts(visit, langsOf(state, before), BLOCK_TEXT);
    if (isRefusal(texts)) return blockPage(visit, texts);
    const done = await send("spaces.describe", { block, texts });
    if (isRefusal(done)) return blockPage(visit, done);
    return { goto: `${space.base}/settings`, notice: `spaces.saved.${block}` };
  });
}

/** The please-do-not-send list: add a line, take one off. */
export async function notWantedPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, keys, path, posted, view, lang } = visit;
  const profile = await profileFor(view, lang);
  if (profile === null) return notHere;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("spaces.not-wanted.title");
  const field = `text-${lang}`;
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.not-wanted.text")}</p>
      {profile.notWanted.length === 0 && <Empty title={t("spaces.not-wanted.none")} />}
      <Rows>
        {profile.notWanted.map(({ id, chosen, category }) => (
          <Row
            level={2}
            title={<Said text={chosen} />}
            say={category && categoryName(visit, category)}
          >
            <Act action={`${path}/${id}/removal`} keys={keys} about={chosen.text}>
              {t("spaces.not-wanted.remove")}
            </Act>
          </Row>
        ))}
      </Rows>
      <Form t={t} action={path} keys={keys} faults={faults}>
        <TextField
          t={t}
          name={field}
          label={t("spaces.not-wanted.line")}
          maxlength={LINE_TEXT.lengthMax}
          required
          value={posted.text(field)}
          error={error(field)}
        />
        <SelectField
          t={t}
          name="category"
          label={t("spaces.not-wanted.category")}
          value={posted.text("category") || undefined}
          options={CATEGORIES.map((value) => ({ value, label: t(`house.category.${value}`) }))}
        />
        <Acts>
          <Button>{t("spaces.not-wanted.add")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}

function Said({ text }: { text: Text }) {
  return (
    <span lang={text.lang} dir={dirOf(text.lang)}>
      {text.text}
    </span>
  );
}

const categoryName = ({ t }: SpaceVisit, category: string) =>
  CATEGORIES.some((one) => one === category) ? t(`house.category.${category}`) : null;

/** Adds a line, in the language of the page it was typed on. */
export async function addNotWanted(visit: SpaceVisit): Promise<Reply> {
  const { posted, send, path, lang } = visit;
  const texts = postedTexts(visit, [lang], LINE_TEXT);
  if (isRefusal(texts)) return notWantedPage(visit, texts);
  const category = CATEGORIES.find((one) => one === posted.text("category")) ?? null;
  const done = await send("spaces.do-not-send", { lines: [{ texts, category }] });
  if (!isRefusal(done)) return { goto: path, notice: "spaces.saved.not-wanted" };
  return notWantedPage(visit, { ...done, field: `text-${lang}` });
}

/** Takes a line off. */
export async function removeNotWanted({ params, send, space }: SpaceVisit): Promise<Reply> {
  const done = await send("spaces.may-send", { line: params["line"] });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/settings/not-wanted`, notice: "spaces.saved.may-send" };
}
