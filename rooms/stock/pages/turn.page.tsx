/** Who gets first, by rules the community set and can see. */
import { isOutside } from "../../../house/circles.ts";
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { chooseText } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Words } from "../../../ui/words.tsx";
import { saysOf } from "../../people/index.ts";
import { DECIDED, RULES_MAX } from "../nearby.ts";
import { turnOf } from "../questions-nearby.ts";
import { Back, textIn } from "./parts.tsx";

const writes = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => role !== "observer") === true;

/** `GET /who-first`. */
export function turnPage(visit: SpaceVisit): Promise<PageReply> {
  return draw(visit, null);
}

async function draw(visit: SpaceVisit, refusal: Refusal | null): Promise<PageReply> {
  const { t, view, lang, space } = visit;
  const known = await turnOf(view);
  const text = chooseText(known?.texts ?? [], [lang]);
  const title = t("stock.turn.title");
  const page = (
    <>
      <Back href={writes(visit) ? `${space.base}/stock` : space.base}>
        {t(writes(visit) ? "stock.title" : "needs.nav.page")}
      </Back>
      <h1>{title}</h1>
      {text === undefined ? (
        <Empty title={t("stock.turn.none")} />
      ) : (
        <>
          <Words t={t} text={text} />
          {known !== null && <p class="soft">{t(`stock.turn.${known.thing.state.how}`)}</p>}
        </>
      )}
      {writes(visit) && <Writing {...{ visit, refusal, known }} />}
    </>
  );
  return { page, title, status: refusal === null ? 200 : 422 };
}

type Known = Awaited<ReturnType<typeof turnOf>>;

function Writing(props: { visit: SpaceVisit; refusal: Refusal | null; known: Known }) {
  const { visit, refusal, known } = props;
  const { t, keys, posted, space, lang } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const own = known?.texts.find((one) => one.lang === lang)?.text ?? "";
  const shown = known !== null && isOutside(known.thing.circle);
  const base = `${space.base}/who-first`;
  return (
    <>
      <h2>{t("stock.turn.write")}</h2>
      <p>{t("stock.turn.text")}</p>
      <Form {...{ t, keys, faults, action: base }}>
        <AreaField
          {...{ t, name: "text", label: t("stock.turn.rules"), required: true, rows: 6 }}
          {...{ maxlength: RULES_MAX, error: error("text") }}
          value={posted.has("text") ? posted.text("text") : own}
        />
        <Choice
          {...{ t, name: "how", label: t("stock.turn.how"), required: true, error: error("how") }}
          cards={DECIDED.map((value) => ({ value, label: t(`stock.turn.${value}`) }))}
          value={posted.has("how") ? posted.text("how") : known?.thing.state.how}
        />
        <Button>{t("stock.save")}</Button>
      </Form>
      {known !== null && (
        <Act action={`${base}/${shown ? "showing/end" : "showing"}`} keys={keys}>
          {t(shown ? "stock.turn.quiet" : "stock.turn.show")}
        </Act>
      )}
    </>
  );
}

/** `POST /who-first`. */
export async function write(visit: SpaceVisit): Promise<Reply> {
  const text =
    textIn(visit, "text", RULES_MAX, "many") ?? refuse("text.empty", "shape", { field: "text" });
  if (isRefusal(text)) return draw(visit, text);
  const how = visit.posted.text("how");
  if (how === "") return draw(visit, refuse("stock.say-which", "shape", { field: "how" }));
  const done = await visit.send("stock.write-turn", { how, text });
  if (isRefusal(done)) return draw(visit, done);
  return { goto: `${visit.space.base}/who-first`, notice: "stock.saved" };
}

/** `POST /who-first/showing`. */
export async function show({ send, space }: SpaceVisit): Promise<Reply> {
  const done = await send("stock.show-turn", {});
  return isRefusal(done) ? done : { goto: `${space.base}/who-first`, notice: "stock.turn.shown" };
}

/** `POST /who-first/showing/end`. */
export async function quiet({ send, space }: SpaceVisit): Promise<Reply> {
  const done = await send("stock.quiet-turn", {});
  return isRefusal(done) ? done : { goto: `${space.base}/who-first`, notice: "stock.saved" };
}
