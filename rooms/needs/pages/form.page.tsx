/** One line written by hand: new, or an old one written anew. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { ARRIVED, type Arrived, type Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Button } from "../../../ui/button.tsx";
import type { Fault } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import type { Kids } from "../../../ui/types.ts";
import { readersIn, reads } from "../../people/index.ts";
import { type NeedState, need } from "../facts.ts";
import { peopleOf, withWords } from "../questions.ts";
import { type Lists, listsFor, MainFields, MoreFields } from "./line-fields.tsx";
import { type NamedPlace, PlaceField, placesFor } from "./places.tsx";
import { emptyLine, readLine, type TypedLine, typedLine } from "./read-line.ts";

type Draft = {
  typed: TypedLine;
  faults: Fault[];
  arrived: string;
  readBack: boolean;
  tick: boolean;
};

/** `GET /needs/new`. */
export function newPage(visit: SpaceVisit): Promise<PageReply> {
  const typed = emptyLine(visit.lang);
  return formPage(visit, {
    ...{ typed, faults: [], tick: false },
    arrived: "own-hand",
    readBack: false,
  });
}

/** `POST /needs`. */
export async function openNeed(visit: SpaceVisit): Promise<Reply> {
  const { posted, space } = visit;
  const typed = typedLine(visit);
  const arrived = (ARRIVED.find((way) => way === posted.text("arrived")) ?? "own-hand") as Arrived;
  const [readBack, tick] = [posted.has("readBack"), posted.has("publish")];
  const { line, faults } = readLine(visit, typed);
  const draft: Draft = { typed, faults, arrived, readBack, tick };
  if (line === null) return { ...(await formPage(visit, draft)), status: 422 };
  const place = await chosenPlace(visit, typed.place);
  const { chosenCircle } = await reads();
  const within = chosenCircle(visit);
  const input = { ...line, ...(place && { place }), publish: tick, ...within };
  const done = await visit.send("needs.open", input, { arrived, readBack });
  if (isRefusal(done)) return formPage(visit, { ...draft, faults: [faultOf(visit, done)] }, done);
  const published = done.answer["published"] === true;
  const notice = published
    ? "needs.done.published"
    : tick
      ? "needs.done.kept"
      : `needs.done.opened${within.circle === undefined ? "" : "-in-circle"}`;
  return { goto: `${space.base}/needs/${done.answer["id"]}`, notice };
}

/** `GET /needs/:id/revision`. */
export async function revisionPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const thing = await visit.view.thing(need, visit.params["id"] ?? "");
  if (thing === undefined) return notHere;
  const typed = await asTyped(visit, thing);
  return formPage(visit, {
    ...{ typed, faults: [], tick: false },
    arrived: "own-hand",
    readBack: false,
  });
}

/** `POST /needs/:id/revision`. */
export async function reviseNeed(visit: SpaceVisit): Promise<Reply> {
  const id = visit.params["id"] ?? "";
  const typed = typedLine(visit);
  const { line, faults } = readLine(visit, typed);
  const thing = await visit.view.thing(need, id);
  if (thing === undefined) return notHere;
  const draft: Draft = { typed, faults, arrived: "own-hand", readBack: false, tick: false };
  if (line === null) return { ...(await formPage(visit, draft)), status: 422 };
  const place = await chosenPlace(visit, typed.place, thing);
  const done = await visit.send("needs.revise", { id, ...line, ...(place && { place }) });
  if (isRefusal(done)) return formPage(visit, { ...draft, faults: [faultOf(visit, done)] }, done);
  const notice = done.answer["quiet"] === true ? "needs.done.revised" : "needs.done.corrected";
  return { goto: `${visit.space.base}/needs/${id}`, notice };
}

/** The place of the list that was chosen; one it had before stays, though it is listed no more. */
async function chosenPlace(visit: SpaceVisit, code: string, thing?: Thing<NeedState>) {
  const before = thing?.state.place;
  if (before?.code === code) return before;
  return (await placesFor(visit)).find(({ place }) => place.code === code)?.place;
}

/** A need as its form shows it. */
async function asTyped(visit: SpaceVisit, thing: Thing<NeedState>): Promise<TypedLine> {
  const { view, lang, space } = visit;
  const [line] = await withWords(view, [thing]);
  const people = await peopleOf(view, thing);
  const { asked, needKind, category, urgency, by, nearby, place } = thing.state;
  const words = line?.words;
  return {
    ...emptyLine(words?.title.lang ?? lang),
    ...{ title: words?.title.text ?? "", size: words?.size?.text ?? "" },
    ...{ details: words?.details?.[0]?.text ?? "", needKind, category: category ?? "", urgency },
    ...{ of: asked?.of ?? "", unit: asked?.unit ?? "item", nearby },
    place: place?.code ?? "",
    by: by === null ? "" : by.date.slice(0, space.protects ? 7 : 10),
    ...{ name: people.name ?? "", reach: people.reach ?? "" },
  };
}

/** A refusal as a fault of the form, at its field where it names one. */
export function faultOf({ t }: SpaceVisit, { refused, field, vars }: Refusal): Fault {
  const text = t(`refusal.${refused}`, vars);
  const names: Record<string, string> = { quantity: "of", "title.text": "title" };
  return field === undefined ? { text } : { name: names[field] ?? field, text };
}

async function formPage(visit: SpaceVisit, draft: Draft, refusal?: Refusal): Promise<PageReply> {
  const { t, params } = visit;
  const isNew = params["id"] === undefined;
  const [lists, places] = [await listsFor(visit), await placesFor(visit)];
  const title = t(isNew ? "needs.form.new" : "needs.form.anew");
  const error = draft.faults.find(({ name }) => name === "circle")?.text;
  const choice = isNew && (await (await reads()).readsField(visit, { error }));
  const page = <FormPage {...{ visit, draft, lists, places, title, readers: choice }} />;
  const thing = isNew ? undefined : await visit.view.thing(need, params["id"] ?? "");
  const chosen = choice ? { typed: t("people.reads.typed") } : {};
  const readers = thing === undefined ? chosen : readersIn(visit, thing);
  const status = refusal === undefined ? {} : { status: 422 };
  return { page, title, ...status, ...readers, keeps: ["needs"] };
}

function FormPage(props: {
  visit: SpaceVisit;
  draft: Draft;
  lists: Lists;
  places: readonly NamedPlace[];
  title: string;
  /** The choice of who will read it, where there is one. */
  readers: Kids;
}) {
  const { visit, draft, lists, places, title, readers } = props;
  const { t, keys, space, params } = visit;
  const { typed, faults } = draft;
  const id = params["id"];
  const action = id === undefined ? `${space.base}/needs` : `${space.base}/needs/${id}/revision`;
  const share = t(space.protects ? "needs.form.publish-link" : "needs.form.publish");
  return (
    <>
      <h1>{title}</h1>
      <Form {...{ t, action, keys, faults }}>
        <input type="hidden" name="lang" value={typed.lang} />
        <MainFields {...{ visit, lists, typed, faults }} />
        <MoreFields {...{ visit, lists, typed, faults }}>
          <PlaceField {...{ visit, places, value: typed.place }} />
        </MoreFields>
        {id === undefined && (
          <>
            <Arrival {...{ visit, draft }} />
            {readers}
            <Ticks
              {...{ t, name: "publish", label: t("needs.form.who") }}
              ticks={[{ value: "yes", label: share, ticked: draft.tick }]}
            />
          </>
        )}
        <Button>{t("needs.form.save")}</Button>
      </Form>
    </>
  );
}

/** How it came, for what is typed for someone else. */
function Arrival({ visit: { t }, draft }: { visit: SpaceVisit; draft: Draft }) {
  const ways = ["own-hand", "phone", "voice", "paper", "assembly"];
  return (
    <details open={draft.arrived === "own-hand" ? undefined : true}>
      <summary>{t("needs.form.arrival")}</summary>
      <div class="form">
        <SelectField
          {...{ t, name: "arrived", label: t("needs.form.arrived"), value: draft.arrived }}
          options={ways.map((value) => ({ value, label: t(`needs.arrived.${value}`) }))}
        />
        <Ticks
          {...{ t, name: "readBack", label: t("needs.form.read-back") }}
          ticks={[{ value: "yes", label: t("needs.form.read-back-yes"), ticked: draft.readBack }]}
        />
      </div>
    </details>
  );
}
