/** A need out of something heard: the form of a need, filled in; the group edits it. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { chooseText } from "../../../house/values/index.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import type { Fault } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { lineForm } from "../../needs/index.ts";
import { reads } from "../../people/index.ts";
import type { Session } from "../facts.ts";
import { itemOf } from "./heard.page.tsx";
import { forSession, InWords, under, writes } from "./parts.tsx";

const notYours = refuse("house.not-your-role", "who", { next: "ask" });
/** What of something heard becomes a title; the rest is more about it. */
const TITLE_TO = 120;

/** `GET /listening/:id/heard/:item/need`. */
export function growPage(visit: SpaceVisit): Promise<Reply> {
  return forSession(visit, async (one) => {
    const { emptyLine } = await lineForm();
    const found = await itemOf(visit, one);
    if (found === undefined) return notHere;
    const text = chooseText([...found.texts], [visit.lang]);
    const lang = text?.lang ?? visit.lang;
    const filled = { ...emptyLine(lang), ...split(text?.text ?? "") };
    return draw(visit, one, { typed: filled, faults: [] });
  });
}

/** The first line, or the first words of it, and what is left. */
function split(text: string): { title: string; details: string } {
  const [first = ""] = text.split("\n");
  if (first.length <= TITLE_TO) return { title: first, details: text.slice(first.length).trim() };
  const end = first.lastIndexOf(" ", TITLE_TO);
  return { title: first.slice(0, end > 0 ? end : TITLE_TO), details: text };
}

type TypedLine = ReturnType<Awaited<ReturnType<typeof lineForm>>["emptyLine"]>;
type Draft = { typed: TypedLine; faults: Fault[] };

async function draw(visit: SpaceVisit, one: Session, { typed, faults }: Draft): Promise<Reply> {
  if (!writes(visit)) return notYours;
  const { t, keys, path, space, posted } = visit;
  const found = await itemOf(visit, one);
  if (found === undefined) return notHere;
  const { MainFields, MoreFields, PlaceField, listsFor, placesFor } = await lineForm();
  const [lists, places] = [await listsFor(visit), await placesFor(visit)];
  const error = faults.find(({ name }) => name === "circle")?.text;
  const circles = await (await reads()).readsField(visit, { error });
  const publish = {
    value: "yes",
    label: t(`listening.grow.${space.protects ? "link" : "public"}`),
  };
  const body = (
    <>
      <p>{t("listening.grow.text")}</p>
      <InWords visit={visit} texts={found.texts} />
      <Form {...{ t, action: path, keys, faults }}>
        <input type="hidden" name="lang" value={typed.lang} />
        <MainFields {...{ visit, lists, typed, faults }} />
        <MoreFields {...{ visit, lists, typed, faults }}>
          <PlaceField {...{ visit, places, value: typed.place }} />
        </MoreFields>
        {circles}
        <Ticks
          {...{ t, name: "publish", label: t("listening.grow.who") }}
          ticks={[{ ...publish, ticked: posted.has("publish") }]}
        />
        <Acts>
          <Button>{t("listening.grow.save")}</Button>
        </Acts>
      </Form>
    </>
  );
  const reply = under(visit, one, { title: t("listening.grow") }, body);
  return faults.length === 0 ? reply : { ...reply, status: 422 };
}

/** `POST /listening/:id/heard/:item/need`. */
export function grow(visit: SpaceVisit): Promise<Reply> {
  return forSession(visit, async (one) => {
    const { posted, params, space } = visit;
    const { faultOf, placesFor, readLine, typedLine } = await lineForm();
    const typed = typedLine(visit);
    const { line, faults } = readLine(visit, typed);
    if (line === null) return draw(visit, one, { typed, faults });
    const place = (await placesFor(visit)).find((each) => each.place.code === typed.place)?.place;
    const { chosenCircle } = await reads();
    const done = await visit.send("listening.grow", {
      ...{ ...line, ...(place && { place }), publish: posted.has("publish") },
      ...{ ...chosenCircle(visit), listening: one.id, item: params["item"] },
    });
    const again = (refusal: Refusal) =>
      draw(visit, one, { typed, faults: [faultOf(visit, refusal)] });
    if (isRefusal(done)) return done.because === "not-found" ? done : again(done);
    return { goto: `${space.base}/needs/${done.answer["id"]}`, notice: "listening.done.grew" };
  });
}
