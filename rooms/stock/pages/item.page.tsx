/** One item: how much there is and whether that is enough, and where it lies. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { billionths } from "../../../house/values/index.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Words } from "../../../ui/words.tsx";
import { saysOf } from "../../people/index.ts";
import { NAME_MAX } from "../facts.ts";
import { NOTES } from "../goods.ts";
import { type Item, notesOn } from "../questions.ts";
import { Packing } from "./pack.page.tsx";
import {
  allOf,
  Back,
  Enough,
  Good,
  isItem,
  itemIn,
  Named,
  nameOf,
  type Opened,
  openStock,
  placeIn,
  printedOn,
  textIn,
  unitsFor,
} from "./parts.tsx";
import { lineHref } from "./place.page.tsx";

/** `GET /stock/items/:id`. */
export function itemPage(visit: SpaceVisit): Promise<Reply> {
  return drawItem(visit, null);
}

/** The page, with what was refused of packing. */
export async function drawItem(visit: SpaceVisit, refusal: Refusal | null): Promise<Reply> {
  const { t, params, view } = visit;
  if (!(await isItem(visit))) return notHere;
  const stock = await openStock(visit);
  const item = itemIn(stock, params["id"] ?? "");
  if (item === undefined) return notHere;
  const own = `${stock.base}/items/${item.thing.id}`;
  const notes = await notesOn(view, item.thing);
  const page = (
    <>
      <Back href={stock.base}>{t("stock.title")}</Back>
      <h1>
        <Named visit={visit} name={item.name} />
      </h1>
      <p>
        <bdi>{allOf(stock, item)}</bdi> <Enough visit={visit} levels={item.levels} />
      </p>
      <Counted {...{ visit, stock, item }} />
      <Acts>
        {item.lies.length > 0 && <Go href={`${own}/giving`}>{t("stock.way.giving")}</Go>}
        <Go href={`${own}/setting`} weight="quiet">
          {t("stock.setting.title")}
        </Go>
      </Acts>
      <Where {...{ visit, stock, item }} />
      <MadeOf {...{ visit, stock, item }} />
      <Packing {...{ visit, stock, item, refusal }} />
      {NOTES.flatMap((about) => {
        const text = notes.get(about);
        if (text === undefined) return [];
        return (
          <section>
            <h2>{t(`stock.note.${about}`)}</h2>
            <Words t={t} text={text} />
          </section>
        );
      })}
    </>
  );
  const status = refusal === null ? 200 : 422;
  return { page, title: nameOf(visit, item.name).text, status };
}

type Props = { visit: SpaceVisit; stock: Opened; item: Item };

/** What of it counts, and what does not: over, soon over; and what is missing. */
function Counted({ visit, stock, item }: Props) {
  const { t } = visit;
  const { levels, thing } = item;
  const { unit, minimum, wanted } = thing.state;
  const amount = (of: string) => stock.say.amount({ of, unit });
  const says = [
    ...(levels.counts === levels.there
      ? []
      : [t("stock.counts", { amount: amount(levels.counts) })]),
    ...(billionths(levels.over) > 0n
      ? [t("stock.of-it-over", { amount: amount(levels.over) })]
      : []),
    ...(billionths(levels.soon) > 0n
      ? [t("stock.of-it-soon", { amount: amount(levels.soon), days: thing.state.days })]
      : []),
    ...(minimum === null ? [] : [t("stock.least", { amount: amount(minimum) })]),
    ...(wanted === null ? [] : [t("stock.wanted", { amount: amount(wanted) })]),
    ...(levels.missing === "0" ? [] : [t("stock.missing", { amount: amount(levels.missing) })]),
  ];
  return says.length === 0 ? null : (
    <ul>
      {says.map((one) => (
        <li>{one}</li>
      ))}
    </ul>
  );
}

function Where({ visit, stock, item }: Props) {
  const { t } = visit;
  return (
    <section>
      <h2>{t("stock.where")}</h2>
      {item.lies.length === 0 && <Empty title={t("stock.nowhere")} />}
      <Rows>
        {item.lies.map((line) => (
          <Row
            title={<Named visit={visit} name={placeIn(stock, line.at)?.name} />}
            href={lineHref(`${stock.base}/places/${line.at}`, line)}
            end={<bdi>{stock.say.amount(line)}</bdi>}
            say={printedOn(visit, stock, line)}
          >
            <Good {...{ visit, stock, item, line }} />
          </Row>
        ))}
      </Rows>
    </section>
  );
}

/** Its packs, and of a kit its parts. */
function MadeOf({ visit, stock, item }: Props) {
  const { t } = visit;
  const { packs, parts, unit } = item.thing.state;
  if (packs.length === 0 && parts.length === 0) return null;
  return (
    <section>
      <h2>{t("stock.made-of")}</h2>
      <ul>
        {packs.map((pack) => (
          <li>
            {t("stock.pack-holds", {
              ...{ pack: stock.say.amount({ of: "1", unit: pack.unit }) },
              amount: stock.say.amount({ of: pack.holds, unit }),
            })}
          </li>
        ))}
        {parts.map((part) => (
          <li>
            <bdi>{nameOf(visit, itemIn(stock, part.item)?.name).text}</bdi>:{" "}
            {stock.say.amount({ of: part.of, unit: part.unit })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `GET /stock/items/new`. */
export function newItemPage(visit: SpaceVisit): Promise<PageReply> {
  return newForm(visit, null);
}

async function newForm(visit: SpaceVisit, refusal: Refusal | null): Promise<PageReply> {
  const { t, keys, posted, space } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const base = `${space.base}/stock`;
  const title = t("stock.item.new");
  const page = (
    <>
      <Back href={base}>{t("stock.title")}</Back>
      <h1>{title}</h1>
      <Form {...{ t, keys, faults, action: `${base}/items/new` }}>
        <TextField
          {...{ t, name: "name", label: t("stock.item.name"), required: true }}
          {...{ maxlength: NAME_MAX, value: posted.text("name"), error: error("name") }}
        />
        <SelectField
          {...{ t, name: "unit", label: t("stock.item.unit"), hint: t("stock.item.unit-hint") }}
          {...{ options: await unitsFor(visit), value: posted.text("unit") || "item" }}
          {...{ error: error("unit"), required: true }}
        />
        <Button>{t("stock.item.new")}</Button>
      </Form>
    </>
  );
  return { page, title, status };
}

/** `POST /stock/items/new`. */
export async function nameItem(visit: SpaceVisit): Promise<Reply> {
  const name = textIn(visit, "name") ?? refuse("text.empty", "shape", { field: "name" });
  if (isRefusal(name)) return newForm(visit, name);
  const done = await visit.send("stock.name-item", { name, unit: visit.posted.text("unit") });
  if (isRefusal(done)) return newForm(visit, done);
  return {
    goto: `${visit.space.base}/stock/items/${done.answer["item"]}`,
    notice: "stock.item.named",
  };
}
