/** What is set for an item: how much should be there, its packs, what a kit holds, notes. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { asciiDigits } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AmountField } from "../../../ui/amount-field.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { NAME_MAX } from "../facts.ts";
import { NOTE_MAX, NOTES, PACKS_MAX } from "../goods.ts";
import { type Item, notesOn } from "../questions.ts";
import {
  Back,
  figureIn,
  isItem,
  itemIn,
  nameOf,
  type Opened,
  openStock,
  textIn,
  unitsFor,
  unitsOf,
} from "./parts.tsx";

const WHICH = ["levels", "packs", "kit", "notes", "name"] as const;
type Which = (typeof WHICH)[number];

/** `GET /stock/items/:id/setting`. */
export function settingPage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, null, null);
}

type Props = {
  visit: SpaceVisit;
  stock: Opened;
  item: Item;
  own: string;
  says: ReturnType<typeof saysOf>;
  /** What was typed where the form was refused, else what is set. */
  typed: (name: string, set: string) => string;
};

async function draw(
  visit: SpaceVisit,
  refusal: Refusal | null,
  form: Which | null,
): Promise<Reply> {
  const { t, params, posted, keys } = visit;
  if (!(await isItem(visit))) return notHere;
  const stock = await openStock(visit);
  const item = itemIn(stock, params["id"] ?? "");
  if (item === undefined) return notHere;
  const own = `${stock.base}/items/${item.thing.id}`;
  const props = (which: Which): Props => ({
    ...{ visit, stock, item, own, says: saysOf(visit, form === which ? refusal : null) },
    typed: (name, set) => (form === which ? posted.text(name) : set),
  });
  const title = t("stock.setting.title");
  const page = (
    <>
      <Back href={own}>{nameOf(visit, item.name).text}</Back>
      <h1>{title}</h1>
      <LevelsForm {...props("levels")} />
      {await PacksForm(props("packs"))}
      {await KitForm(props("kit"))}
      {await NotesForm(props("notes"))}
      <NameForm {...props("name")} />
      {item.lies.length === 0 && (
        <Acts>
          <Act action={`${own}/end`} keys={keys} weight="grave">
            {t("stock.item.retire")}
          </Act>
        </Acts>
      )}
    </>
  );
  return { page, title, status: refusal === null ? 200 : 422 };
}

function LevelsForm({ visit, stock, item, own, says, typed }: Props) {
  const { t, keys } = visit;
  const { minimum, wanted, days, unit } = item.thing.state;
  const units = [{ value: unit, label: stock.say.unit(unit) }];
  return (
    <>
      <h2>{t("stock.levels.title")}</h2>
      <p>{t("stock.levels.text")}</p>
      <Form {...{ t, keys, faults: says.faults, action: `${own}/levels` }}>
        {(
          [
            ["minimum", minimum],
            ["wanted", wanted],
          ] as const
        ).map(([name, set]) => (
          <AmountField
            {...{ t, name, label: t(`stock.levels.${name}`), units, error: says.error(name) }}
            value={{ of: typed(name, set ?? "") }}
          />
        ))}
        <TextField
          {...{ t, name: "days", label: t("stock.levels.days"), digits: true }}
          {...{ hint: t("stock.levels.days-hint"), value: typed("days", String(days)) }}
          {...{ error: says.error("days"), required: true }}
        />
        <Button>{t("stock.save")}</Button>
      </Form>
    </>
  );
}

async function PacksForm({ visit, item, own, says, typed, stock }: Props) {
  const { t, keys } = visit;
  const { packs, unit } = item.thing.state;
  const units = await unitsFor(visit);
  const rows = Math.min(PACKS_MAX, packs.length + 1);
  return (
    <>
      <h2>{t("stock.packs.title")}</h2>
      <p>{t("stock.packs.text", { unit: stock.say.unit(unit) })}</p>
      <Form {...{ t, keys, faults: says.faults, action: `${own}/packs` }}>
        {Array.from({ length: rows }, (_, i) => (
          <AmountField
            {...{ t, name: `holds-${i + 1}`, label: t("stock.packs.holds", { n: i + 1 }), units }}
            value={{
              of: typed(`holds-${i + 1}`, packs[i]?.holds ?? ""),
              unit: typed(`holds-${i + 1}-unit`, packs[i]?.unit ?? "pack"),
            }}
            error={i === 0 ? says.error("packs") : says.error(`holds-${i + 1}`)}
          />
        ))}
        <Button weight="quiet">{t("stock.save")}</Button>
      </Form>
    </>
  );
}

/** Lines of a kit that can be added at a time. */
const PARTS_MORE = 3;

async function KitForm({ visit, stock, item, own, says, typed }: Props) {
  const { t, keys } = visit;
  const { parts } = item.thing.state;
  const options = stock.items
    .filter(({ thing }) => thing.id !== item.thing.id)
    .map(({ thing, name }) => ({ value: thing.id, label: nameOf(visit, name).text }));
  const all = stock.items.flatMap((one) => unitsOf(stock, one));
  const units = [...new Map(all.map((one) => [one.value, one])).values()];
  if (options.length === 0) return null;
  return (
    <details open={parts.length > 0 || says.faults.length > 0 ? true : undefined}>
      <summary>{t("stock.kit.title")}</summary>
      <p>{t("stock.kit.text")}</p>
      <Form {...{ t, keys, faults: says.faults, action: `${own}/kit` }}>
        {Array.from({ length: parts.length + PARTS_MORE }, (_, i) => i + 1).map((at) => (
          <fieldset class="field">
            <legend>{t("stock.coming.line", { n: at })}</legend>
            <SelectField
              {...{ t, name: `part-${at}`, label: t("stock.item"), options }}
              value={typed(`part-${at}`, parts[at - 1]?.item ?? "")}
            />
            <AmountField
              {...{ t, name: `in-${at}`, label: t("stock.kit.each"), units }}
              value={{
                of: typed(`in-${at}`, parts[at - 1]?.of ?? ""),
                unit: typed(`in-${at}-unit`, parts[at - 1]?.unit ?? "item"),
              }}
              error={at === 1 ? says.error("parts") : says.error(`in-${at}`)}
            />
          </fieldset>
        ))}
        <Button weight="quiet">{t("stock.save")}</Button>
      </Form>
    </details>
  );
}

async function NotesForm({ visit, item, own, says, typed }: Props) {
  const { t, keys, view } = visit;
  const notes = await notesOn(view, item.thing);
  return (
    <details open={notes.size > 0 || says.faults.length > 0 ? true : undefined}>
      <summary>{t("stock.notes.title")}</summary>
      <Form {...{ t, keys, faults: says.faults, action: `${own}/notes` }}>
        {NOTES.map((about) => (
          <AreaField
            {...{ t, name: about, label: t(`stock.note.${about}`), rows: 2, maxlength: NOTE_MAX }}
            {...{ value: typed(about, notes.get(about)?.text ?? ""), error: says.error(about) }}
          />
        ))}
        <Button weight="quiet">{t("stock.save")}</Button>
      </Form>
    </details>
  );
}

function NameForm({ visit, item, own, says, typed }: Props) {
  const { t, keys } = visit;
  return (
    <details open={says.faults.length > 0 ? true : undefined}>
      <summary>{t("stock.item.rename")}</summary>
      <Form {...{ t, keys, faults: says.faults, action: `${own}/name` }}>
        <TextField
          {...{ t, name: "name", label: t("stock.item.name"), required: true, maxlength: NAME_MAX }}
          {...{ value: typed("name", item.name?.text ?? ""), error: says.error("name") }}
        />
        <Button weight="quiet">{t("stock.save")}</Button>
      </Form>
    </details>
  );
}

const ownOf = ({ space, params }: SpaceVisit) => `${space.base}/stock/items/${params["id"]}`;

async function set(
  visit: SpaceVisit,
  form: Which,
  command: string,
  input: object | Refusal,
): Promise<Reply> {
  if (isRefusal(input)) return draw(visit, input, form);
  const done = await visit.send(command, { item: visit.params["id"], ...input });
  if (isRefusal(done)) {
    const [field = ""] = done.field?.split(".") ?? [];
    return draw(visit, { ...done, field }, form);
  }
  return { goto: ownOf(visit), notice: "stock.saved" };
}

/** `POST /stock/items/:id/levels`. */
export function setLevels(visit: SpaceVisit): Promise<Reply> {
  const [minimum, wanted] = [figureIn(visit, "minimum"), figureIn(visit, "wanted")];
  const days = Number(asciiDigits(visit.posted.text("days")) || "0");
  const input = isRefusal(minimum)
    ? minimum
    : isRefusal(wanted)
      ? wanted
      : { minimum, wanted, days };
  return set(visit, "levels", "stock.set-levels", input);
}

/** `POST /stock/items/:id/packs`. */
export function setPacks(visit: SpaceVisit): Promise<Reply> {
  const packs: { unit: string; holds: string }[] = [];
  for (let at = 1; at <= PACKS_MAX; at++) {
    const holds = figureIn(visit, `holds-${at}`);
    if (isRefusal(holds)) return set(visit, "packs", "", holds);
    if (holds !== null) packs.push({ unit: visit.posted.text(`holds-${at}-unit`), holds });
  }
  return set(visit, "packs", "stock.set-packs", { packs });
}

/** Lines of a kit that are read. */
const PARTS_READ = 30;

/** `POST /stock/items/:id/kit`. */
export function setKit(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  const parts: { item: string; unit: string; of: string }[] = [];
  for (let at = 1; at <= PARTS_READ; at++) {
    const of = figureIn(visit, `in-${at}`);
    if (isRefusal(of)) return set(visit, "kit", "", of);
    const item = posted.text(`part-${at}`);
    if (of !== null && item !== "") parts.push({ item, unit: posted.text(`in-${at}-unit`), of });
  }
  return set(visit, "kit", "stock.set-kit", { parts });
}

/** `POST /stock/items/:id/notes`. */
export async function setNotes(visit: SpaceVisit): Promise<Reply> {
  const thing = itemIn(await openStock(visit), visit.params["id"] ?? "")?.thing;
  if (thing === undefined) return notHere;
  const before = await notesOn(visit.view, thing);
  for (const about of NOTES) {
    const text = textIn(visit, about, NOTE_MAX, "many");
    if (isRefusal(text)) return draw(visit, text, "notes");
    if (text?.text === before.get(about)?.text) continue;
    const own = { item: thing.id, about };
    const [command, input] =
      text === null ? ["stock.unnote-item", own] : ["stock.note-item", { ...own, text }];
    const done = await visit.send(command, input, { part: about });
    if (isRefusal(done)) return draw(visit, done, "notes");
  }
  return { goto: ownOf(visit), notice: "stock.saved" };
}

/** `POST /stock/items/:id/name`. */
export function rename(visit: SpaceVisit): Promise<Reply> {
  const name = textIn(visit, "name");
  return set(visit, "name", "stock.rename-item", isRefusal(name) ? name : { name });
}

/** `POST /stock/items/:id/end`. */
export async function retire(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("stock.retire-item", { item: visit.params["id"] });
  if (isRefusal(done)) return done;
  return { goto: `${visit.space.base}/stock`, notice: "stock.saved" };
}
