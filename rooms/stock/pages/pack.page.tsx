/** Making kits and packs of what lies in a place, and taking them apart: exact, in one step. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { asciiDigits } from "../../../house/values/index.ts";
import { Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import type { Item } from "../questions.ts";
import { drawItem } from "./item.page.tsx";
import { type Opened, PlaceField, sendAt, WhenField } from "./parts.tsx";

/** What can be made of it and taken apart, each a word and a unit. */
function waysOf({ t }: SpaceVisit, { say }: Opened, { thing: { state } }: Item) {
  const units = [
    ...(state.parts.length > 0 ? [state.unit] : []),
    ...state.packs.map(({ unit }) => unit),
  ];
  return units.flatMap((unit) =>
    (["pack", "unpack"] as const).map((how) => ({
      value: `${how} ${unit}`,
      label:
        unit === state.unit
          ? t(`stock.pack.${how}-kit`)
          : t(`stock.pack.${how}`, { unit: say.unit(unit) }),
    })),
  );
}

/** The form, for the item's own page; nothing where it has neither packs nor parts. */
export function Packing(props: {
  visit: SpaceVisit;
  stock: Opened;
  item: Item;
  refusal: Refusal | null;
}) {
  const { visit, stock, item, refusal } = props;
  const { t, keys, posted } = visit;
  const cards = waysOf(visit, stock, item);
  if (cards.length === 0) return null;
  const { faults, error } = saysOf(visit, refusal, { unit: "how" });
  return (
    <details open={refusal === null ? undefined : true}>
      <summary>{t("stock.pack.title")}</summary>
      <p>{t("stock.pack.text")}</p>
      <Form {...{ t, keys, faults, action: `${stock.base}/items/${item.thing.id}/packing` }}>
        <Choice
          {...{ t, name: "how", label: t("stock.pack.how"), cards, required: true }}
          {...{ value: posted.text("how"), error: error("how") }}
        />
        <TextField
          {...{ t, name: "times", label: t("stock.pack.times"), digits: true, required: true }}
          {...{ value: posted.text("times"), error: error("times") }}
        />
        <PlaceField
          {...{ visit, places: stock.places, label: t("stock.give.from"), error: error("shelf") }}
        />
        <WhenField visit={visit} error={error("day")} />
        <Button>{t("stock.pack.button")}</Button>
      </Form>
    </details>
  );
}

/** `POST /stock/items/:id/packing`. */
export async function pack(visit: SpaceVisit): Promise<Reply> {
  const { posted, params, space } = visit;
  const [how = "", unit = ""] = posted.text("how").split(" ");
  if (how !== "pack" && how !== "unpack")
    return drawItem(visit, refuse("stock.say-which", "shape", { field: "how" }));
  const times = Number(asciiDigits(posted.text("times")));
  if (!Number.isSafeInteger(times) || times < 1)
    return drawItem(visit, refuse("stock.some", "shape", { field: "times" }));
  const input = { shelf: posted.text("shelf"), item: params["id"], unit, times };
  const done = await sendAt(visit, `stock.${how}`, input);
  if (isRefusal(done)) return drawItem(visit, done);
  return { goto: `${space.base}/stock/items/${params["id"]}`, notice: "stock.pack.done" };
}
