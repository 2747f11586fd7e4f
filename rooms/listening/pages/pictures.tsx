/** A picture of the group's own beside a question: seen with it, put there and erased inside. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import type { Fault } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { Picture } from "../../../ui/picture.tsx";
import { PictureField } from "../../../ui/picture-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { saysOf } from "../../people/index.ts";
import { ALT_MAX, type Session } from "../facts.ts";
import type { Photo } from "../questions.ts";
import { atOf, does, typedText } from "./parts.tsx";
import { questionsPage } from "./questions.page.tsx";

/** The picture, and in words what it shows. */
export function Photograph({ visit, photo }: { visit: SpaceVisit; photo: Photo }) {
  const { space, t, lang } = visit;
  const alt = photo.alt?.text ?? t("listening.picture.one");
  return (
    <Picture {...{ base: space.base, list: photo.list, alt, lang: photo.alt?.lang ?? lang }} />
  );
}

type Drawn = {
  visit: SpaceVisit;
  one: Session;
  item: string;
  photo: Photo | null;
  refusal: Refusal | null;
};

/** Each question's form has the same fields. */
const idOf = (name: string, item: string) => `f-${name}-${item}`;

/** What is wrong with the form of a picture that was sent, leading to its very field. */
export function photoFaults(visit: SpaceVisit, refusal: Refusal | null): Fault[] {
  const { faults } = saysOf(visit, refusal, { "alt.text": "alt" });
  const item = visit.params["item"] ?? "";
  return faults.map(({ name, text }) => (name ? { id: idOf(name, item), text } : { text }));
}

/** What members do with it. */
export function PictureInside({ visit, one, item, photo, refusal }: Drawn) {
  const { t, keys, posted, params } = visit;
  const action = `${atOf(visit, one)}/questions/${item}/picture`;
  // Of many questions on a page, what was typed and what is wrong belong to one.
  const isMine = posted.has("alt") && params["item"] === item;
  const { error } = saysOf(visit, isMine ? refusal : null, { "alt.text": "alt" });
  const id = (name: string) => idOf(name, item);
  return (
    <>
      {photo !== null && <Photograph {...{ visit, photo }} />}
      {photo !== null && (
        <Act {...{ action: `${action}/removal`, keys, about: photo.alt?.text ?? "" }}>
          {t("listening.picture.drop")}
        </Act>
      )}
      <details open={isMine || undefined}>
        <summary>{t("listening.picture.add")}</summary>
        <Form {...{ t, action, keys, files: true }}>
          <PictureField
            {...{ t, name: "photo", id: id("photo"), label: t("listening.picture.field") }}
            {...{ required: true, error: error("photo") }}
            waits={isMine ? visit.waits("photo") : ""}
          />
          <TextField
            {...{ t, name: "alt", id: id("alt"), label: t("listening.picture.alt") }}
            {...{ hint: t("listening.picture.alt-hint"), required: true, maxlength: ALT_MAX }}
            value={isMine ? posted.text("alt") : ""}
            error={error("alt")}
          />
          <Ticks
            {...{ t, name: "nobody", id: id("nobody"), error: error("nobody") }}
            {...{ label: t("listening.picture.nobody-label") }}
            hint={t("listening.picture.nobody-hint")}
            ticks={[{ value: "yes", label: t("listening.picture.nobody") }]}
          />
          <Acts>
            <Button>{t("listening.picture.save")}</Button>
          </Acts>
        </Form>
      </details>
    </>
  );
}

/** `POST /listening/:id/questions/:item/picture`. */
export async function picture(visit: SpaceVisit): Promise<Reply> {
  const { posted, params } = visit;
  const again = (refusal: Refusal) => questionsPage(visit, refusal);
  const upload = await visit.picture("photo");
  if (isRefusal(upload)) return upload.because === "not-found" ? upload : again(upload);
  if (upload === null) return again(refuse("listening.no-picture", "shape", { field: "photo" }));
  const alt = typedText(visit, "alt", { lengthMax: ALT_MAX });
  if (alt === null) return again(refuse("text.empty", "shape", { field: "alt" }));
  if (isRefusal(alt)) return again(alt);
  const input = { item: params["item"], alt, nobody: posted.text("nobody") === "yes" };
  const said = { to: "/questions", notice: "listening.picture.saved", again };
  return does(visit, "picture-question", input, said, { upload });
}

/** `POST /listening/:id/questions/:item/picture/removal`. */
export function unpicture(visit: SpaceVisit): Promise<Reply> {
  const again = (refusal: Refusal) => questionsPage(visit, refusal);
  const said = { to: "/questions", notice: "listening.picture.dropped", again };
  return does(visit, "unpicture-question", { item: visit.params["item"] }, said);
}
