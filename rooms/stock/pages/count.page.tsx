/** Counting a place in two steps: blind, and then a second look that confirms the difference. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { billionths, figure } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Table } from "../../../ui/table.tsx";
import { handles, saysOf } from "../../people/index.ts";
import { keyOf, type LotLine, linesOf, lotOf } from "../lots.ts";
import type { Place } from "../questions.ts";
import {
  Back,
  figureIn,
  isPlace,
  itemIn,
  nameOf,
  type Opened,
  openStock,
  placeIn,
  printedOn,
  sendAt,
  unitsFor,
  untilIn,
  WhenField,
} from "./parts.tsx";

/** Lines for what lies there and is written nowhere. */
const MORE = 2;

async function withPlace(
  visit: SpaceVisit,
  draw: (stock: Opened, place: Place) => Promise<Reply> | Reply,
): Promise<Reply> {
  if (!(await isPlace(visit))) return notHere;
  const stock = await openStock(visit);
  const place = placeIn(stock, visit.params["id"] ?? "");
  return place === undefined ? notHere : draw(stock, place);
}

/** `GET /stock/places/:id/count`. */
export const countPage = (visit: SpaceVisit): Promise<Reply> =>
  withPlace(visit, (stock, place) => draw({ visit, stock, place }, null));

type Props = { visit: SpaceVisit; stock: Opened; place: Place };

async function draw({ visit, stock, place }: Props, refusal: Refusal | null): Promise<Reply> {
  const { t, keys, posted } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const own = `${stock.base}/places/${place.thing.id}`;
  const lines = linesOf(place.thing.state.lots);
  const title = t("stock.count.title");
  const page = (
    <>
      <Back href={own}>{nameOf(visit, place.name).text}</Back>
      <h1>{title}</h1>
      <p>{t("stock.count.text")}</p>
      <Form {...{ t, keys, faults, action: `${own}/count` }}>
        {lines.map((line, i) => {
          const [name, printed] = [`of-${i + 1}`, printedOn(visit, stock, line)];
          return (
            <>
              <input type="hidden" name={`key-${i + 1}`} value={keyOf(line)} />
              <AmountField
                {...{ t, name, label: nameOf(visit, itemIn(stock, line.item)?.name).text }}
                {...(printed === "" ? {} : { hint: printed })}
                {...{ required: "unsaid", value: { of: posted.text(name) }, error: error(name) }}
                units={[{ value: line.unit, label: stock.say.unit(line.unit) }]}
              />
            </>
          );
        })}
        {await More({ visit, stock, place, error })}
        <WhenField visit={visit} error={error("day")} />
        <Button>{t("stock.count.button")}</Button>
      </Form>
    </>
  );
  return { page, title, status };
}

async function More(props: Props & { error: (name: string) => string | undefined }) {
  const { visit, stock, error } = props;
  const { t, posted } = visit;
  const units = await unitsFor(visit);
  const options = stock.items.map(({ thing, name }) => ({
    ...{ value: thing.id, label: nameOf(visit, name).text },
  }));
  if (options.length === 0) return null;
  return (
    <details open={posted.text("more-1") === "" ? undefined : true}>
      <summary>{t("stock.count.more")}</summary>
      {Array.from({ length: MORE }, (_, i) => i + 1).map((at) => (
        <fieldset class="field">
          <legend>{t("stock.coming.line", { n: at })}</legend>
          <SelectField
            {...{ t, name: `item-${at}`, label: t("stock.item"), options }}
            value={posted.text(`item-${at}`)}
          />
          <AmountField
            {...{ t, name: `more-${at}`, label: t("stock.how-much"), units }}
            value={{ of: posted.text(`more-${at}`), unit: posted.text(`more-${at}-unit`) }}
            error={error(`more-${at}`)}
          />
          <DateField
            {...{ t, name: `until-${at}`, label: t("stock.coming.until") }}
            {...{ value: posted.text(`until-${at}`), error: error(`until-${at}`) }}
          />
        </fieldset>
      ))}
    </details>
  );
}

/** Most lines of a form that are read. */
const READ_MAX = 400;

function counted(visit: SpaceVisit): LotLine[] | Refusal {
  const { posted } = visit;
  const lines: LotLine[] = [];
  for (let at = 1; at <= READ_MAX && posted.has(`key-${at}`); at++) {
    const of = figureIn(visit, `of-${at}`);
    if (isRefusal(of)) return of;
    if (of !== null) lines.push({ ...lotOf(posted.text(`key-${at}`)), of });
  }
  for (let at = 1; at <= MORE; at++) {
    const [of, until] = [figureIn(visit, `more-${at}`), untilIn(visit, `until-${at}`)];
    if (isRefusal(of)) return of;
    if (isRefusal(until)) return until;
    const [item, unit] = [posted.text(`item-${at}`), posted.text(`more-${at}-unit`)];
    if (of !== null && item !== "") lines.push({ item, unit, until, lot: null, of });
  }
  return lines.length > 0 ? lines : refuse("stock.nothing", "shape", { field: "of-1" });
}

/** `POST /stock/places/:id/count`. */
export const count = (visit: SpaceVisit): Promise<Reply> =>
  withPlace(visit, async (stock, place) => {
    const lines = counted(visit);
    if (isRefusal(lines)) return draw({ visit, stock, place }, lines);
    const shelf = place.thing.id;
    const done = await sendAt(visit, "stock.count", { shelf, lines });
    if (isRefusal(done)) return draw({ visit, stock, place }, done);
    return { goto: `${stock.base}/places/${shelf}`, notice: "stock.count.done" };
  });

/** What waits for a second look, with what differs; nothing where no count waits. */
export async function Look({ visit, stock, place }: Props) {
  const { t, keys, view, session } = visit;
  const { pending } = place.thing.state;
  if (pending === null) return null;
  const own = `${stock.base}/places/${place.thing.id}`;
  const by = (await handles(view, [pending.by])).get(pending.by);
  return (
    <Notice kind="info" t={t} title={t("stock.look.title")}>
      <p>
        {t("stock.look.by", { who: by ?? t("stock.unnamed") })}{" "}
        {t(pending.by === session?.member ? "stock.look.self" : "stock.look.text")}
      </p>
      <Differences {...{ visit, stock, lines: pending.lines }} />
      <Acts>
        <Act action={`${own}/look`} keys={keys} weight="main" fields={{ seen: `${pending.n}` }}>
          {t("stock.look.confirm")}
        </Act>
        <Act action={`${own}/look/end`} keys={keys}>
          {t("stock.look.drop")}
        </Act>
      </Acts>
    </Notice>
  );
}

function Differences(props: {
  visit: SpaceVisit;
  stock: Opened;
  lines: readonly (LotLine & { written: string })[];
}) {
  const { visit, stock, lines } = props;
  const { t } = visit;
  const rows = lines.map((line) => {
    const size = billionths(line.of) - billionths(line.written);
    const off = figure(size < 0n ? -size : size);
    const amount = (of: string) => stock.say.amount({ of, unit: line.unit });
    const way = size < 0n ? "stock.look.less" : "stock.look.over";
    return [
      <>
        <bdi>{nameOf(visit, itemIn(stock, line.item)?.name).text}</bdi>{" "}
        <span class="soft">{printedOn(visit, stock, line)}</span>
      </>,
      amount(line.written),
      amount(line.of),
      size === 0n ? t("stock.look.same") : t(way, { amount: amount(off) }),
    ];
  });
  const columns = [
    { name: t("stock.item") },
    ...["written", "counted", "difference"].map((name) => ({
      ...{ name: t(`stock.look.${name}`), number: true },
    })),
  ];
  return <Table {...{ caption: t("stock.look.title"), quietCaption: true, columns, rows }} />;
}

/** `POST /stock/places/:id/look`. */
export async function confirm({ params, posted, send, space }: SpaceVisit): Promise<Reply> {
  const [shelf, seen] = [params["id"], Number(posted.text("seen"))];
  const done = await send("stock.confirm-count", { shelf, seen });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/stock/places/${shelf}`, notice: "stock.look.done" };
}

/** `POST /stock/places/:id/look/end`. */
export async function drop({ params, send, space }: SpaceVisit): Promise<Reply> {
  const done = await send("stock.drop-count", { shelf: params["id"] });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/stock/places/${params["id"]}`, notice: "stock.look.dropped" };
}
