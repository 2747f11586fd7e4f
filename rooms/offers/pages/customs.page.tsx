/**
 * Paper for the border: categories and quantities, and what is written in before printing or by
 * hand. It takes no words that the space holds, so no name and no opinion can come onto it by
 * itself, and it leads nowhere. What is typed into it is drawn once and kept nowhere.
 */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Blank, PrintSheet } from "../../../ui/print-sheet.tsx";
import { Table } from "../../../ui/table.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import type { DeliveryLine } from "../facts-delivery.ts";
import { openDelivery } from "./delivery.page.tsx";

const OF_LINE = ["description", "weight", "value"] as const;
const OF_ALL = ["sender", "receiver", "vehicle"] as const;
/** Longest words that fit a line of the paper. */
const WRITTEN_MAX = 120;

type Opened = NonNullable<Awaited<ReturnType<typeof openDelivery>>>;

/** The paper; a post draws it with what was typed. */
export async function customsPaper(visit: SpaceVisit): Promise<Reply> {
  const { t } = visit;
  const opened = await openDelivery(visit);
  if (opened === null) return notHere;
  const heading = t("offers.customs.title");
  const page = (
    <>
      <PrintSheet title={heading} say={t("offers.customs.lead")}>
        <Table
          quietCaption
          caption={heading}
          columns={[
            ...[{ name: t("offers.packing.line") }, { name: t("offers.customs.kind") }],
            { name: t("offers.field.quantity"), number: true },
            ...OF_LINE.map((name) => ({ name: t(`offers.customs.${name}`) })),
          ]}
          rows={opened.thing.state.lines.map((line) => rowOf(visit, opened, line))}
        />
        {[...OF_ALL, "signed"].map((name) => (
          <p>
            {t(`offers.customs.${name}`)} <Written {...{ visit, name, what: name }} />
          </p>
        ))}
      </PrintSheet>
      <Writing {...{ visit, opened }} />
    </>
  );
  return { page, title: heading, shape: "sheet" };
}

function rowOf(visit: SpaceVisit, { say }: Opened, line: DeliveryLine) {
  const amount = line.sent ?? line.arrived ?? line.counted;
  return [
    String(line.line),
    kindOf(visit, say, line),
    amount === null ? "" : say.amount(amount),
    ...OF_LINE.map((what) => <Written {...{ visit, what, name: `${what}-${line.line}` }} />),
  ];
}

const kindOf = ({ t }: SpaceVisit, say: Opened["say"], { category }: DeliveryLine) =>
  category === null ? t("house.category.other") : say.category(category);

/** What was typed, or a line to write on. */
function Written(props: { visit: SpaceVisit; name: string; what: string }) {
  const { visit, name, what } = props;
  const typed = visit.posted.text(name).slice(0, WRITTEN_MAX);
  if (typed !== "") return <bdi>{typed}</bdi>;
  return (
    <Blank wide={!["weight", "value"].includes(what)} label={visit.t(`offers.customs.${what}`)} />
  );
}

/** The form, on the screen alone. */
function Writing({ visit, opened }: { visit: SpaceVisit; opened: Opened }) {
  const { t, keys, path, posted, method } = visit;
  const { say, thing } = opened;
  const field = (name: string, what: string) => (
    <TextField
      {...{ t, name, label: t(`offers.customs.${what}`), maxlength: WRITTEN_MAX }}
      value={posted.text(name)}
    />
  );
  return (
    <details class="no-print" open={method === "POST" ? true : undefined}>
      <summary>{t("offers.customs.write")}</summary>
      <Form {...{ t, keys, action: path }}>
        <p class="soft">{t("offers.customs.write-how")}</p>
        {thing.state.lines.map((line) => (
          <fieldset class="field">
            <legend>
              {line.line} · {kindOf(visit, say, line)}
            </legend>
            {OF_LINE.map((what) => field(`${what}-${line.line}`, what))}
          </fieldset>
        ))}
        {OF_ALL.map((name) => field(name, name))}
        <Acts>
          <Button>{t("offers.customs.draw")}</Button>
        </Acts>
      </Form>
    </details>
  );
}
