/** What was heard: requests, what already works, risks. One field and one choice at a time. */
import { isWithin } from "../../../house/circles.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import type { Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { saysOf } from "../../people/index.ts";
import { HEARD_MAX, type Session, SORTS, type Sort } from "../facts.ts";
import { type HeardItem, heardOf } from "../questions.ts";
import {
  atOf,
  does,
  forSession,
  InLine,
  LangField,
  langsHere,
  Said,
  typedText,
  under,
  writes,
} from "./parts.tsx";

const notYours = refuse("house.not-your-role", "who", { next: "ask" });

/** Who reads it: never anybody outside. */
const typedBy = ({ t }: SpaceVisit, { circle }: Session) =>
  t(isWithin(circle) ? "people.circle.readers" : "listening.heard.readers");

/** `GET /listening/:id/heard`. */
export function heardPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forSession(visit, async (one) => {
    if (!writes(visit)) return notYours;
    const { t, view } = visit;
    const heard = await heardOf(view, one);
    const body = (
      <>
        <p>{t("listening.heard.text")}</p>
        {await heardForm(visit, one, { to: "", refusal })}
        {heard.length > 0 && <h2>{t("listening.heard.so-far")}</h2>}
        <Rows>
          {heard.map((each) => (
            <Row
              title={<InLine visit={visit} texts={each.texts} />}
              say={t(`listening.sort-one.${each.what}`)}
            >
              <p>
                <a href={`${atOf(visit, one)}/heard/${each.item.id}`}>{t("listening.reword")}</a>
              </p>
            </Row>
          ))}
        </Rows>
      </>
    );
    const said = { title: t("listening.heard.title"), refusal, typed: typedBy(visit, one) };
    return under(visit, one, said, body);
  });
}

type Kept = { to: string; refusal: Refusal | null; what?: Sort; text?: Text | undefined };

async function heardForm(visit: SpaceVisit, one: Session, { to, refusal, what, text }: Kept) {
  const { t, keys, posted } = visit;
  const { faults, error } = saysOf(visit, refusal, { "text.text": "text" });
  const langs = await langsHere(visit, one.state.langs);
  return (
    <Form t={t} action={`${atOf(visit, one)}/heard${to}`} keys={keys} faults={faults}>
      <AreaField
        {...{ t, name: "text", label: t("listening.heard.field"), maxlength: HEARD_MAX, rows: 3 }}
        {...{ hint: t("listening.heard.hint"), required: true, error: error("text") }}
        value={posted.has("text") ? posted.text("text") : (text?.text ?? "")}
      />
      <Choice
        {...{ t, name: "what", label: t("listening.heard.what"), error: error("what") }}
        cards={SORTS.map((value) => ({ value, label: t(`listening.sort-one.${value}`) }))}
        value={posted.text("what") || (what ?? "request")}
      />
      <LangField {...{ visit, langs, id: "f-lang", error: error("lang") }} />
      <Acts>
        <Button>{t(to === "" ? "listening.add" : "people.save")}</Button>
      </Acts>
    </Form>
  );
}

/** `POST /listening/:id/heard`. */
export function hear(visit: SpaceVisit): Promise<Reply> {
  return said(visit, {}, (refusal) => heardPage(visit, refusal));
}

function said(
  visit: SpaceVisit,
  more: { item?: string },
  again: (refusal: Refusal) => Promise<Reply>,
): Promise<Reply> {
  const what = SORTS.find((one) => one === visit.posted.text("what")) ?? "request";
  const text = typedText(visit, "text", { lengthMax: HEARD_MAX, lines: "many" });
  if (text === null) return again(refuse("text.empty", "shape", { field: "text" }));
  if (isRefusal(text)) return again(text);
  const to = { to: "/heard", notice: "listening.done.saved", again };
  return does(visit, "hear", { ...more, what, text }, to);
}

/** `GET /listening/:id/heard/:item`: words it anew, or in another language; or takes it away. */
export function itemPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forSession(visit, async (one) => {
    if (!writes(visit)) return notYours;
    const { t, keys, lang } = visit;
    const found = await itemOf(visit, one);
    if (found === undefined) return notHere;
    const { item, what, texts } = found;
    const mine = texts.find((text) => text.lang === lang);
    const body = (
      <>
        {texts.map((text) => (
          <p>
            <Said text={text} />
          </p>
        ))}
        <p>{t("listening.heard.anew")}</p>
        {await heardForm(visit, one, { to: `/${item.id}`, refusal, what, text: mine })}
        <Act action={`${atOf(visit, one)}/heard/${item.id}/removal`} keys={keys} weight="grave">
          {t("listening.drop")}
        </Act>
      </>
    );
    const title = t("listening.reword");
    return under(visit, one, { title, refusal, typed: typedBy(visit, one) }, body);
  });
}

/** The item that the address names, where its words are there to be read. */
export async function itemOf(visit: SpaceVisit, one: Session): Promise<HeardItem | undefined> {
  const all = await heardOf(visit.view, one);
  return all.find(({ item }) => item.id === visit.params["item"]);
}

/** `POST /listening/:id/heard/:item`. */
export function reword(visit: SpaceVisit): Promise<Reply> {
  const item = visit.params["item"] ?? "";
  return said(visit, { item }, (refusal) => itemPage(visit, refusal));
}

/** `POST /listening/:id/heard/:item/removal`. */
export function drop(visit: SpaceVisit): Promise<Reply> {
  const again = (refusal: Refusal) => itemPage(visit, refusal);
  const to = { to: "/heard", notice: "listening.done.dropped", again };
  return does(visit, "drop-heard", { item: visit.params["item"] }, to);
}
