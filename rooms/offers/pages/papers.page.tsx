/** Paper: the packing list with two columns to count in, and the separate paper for customs. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Blank, PrintSheet } from "../../../ui/print-sheet.tsx";
import { QR } from "../../../ui/qr.tsx";
import { Table } from "../../../ui/table.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { deliveryByLabel } from "../questions.ts";
import { openDelivery } from "./delivery.page.tsx";

/** What travels with the boxes; its square code is a random address that opens for members. */
export async function packingList(visit: SpaceVisit): Promise<Reply> {
  const { t, space } = visit;
  const opened = await openDelivery(visit);
  if (opened === null) return notHere;
  const { thing, say, title, size } = opened;
  const { origin = "" } = visit as { origin?: string };
  const label = `${origin}${space.base}/labels/${thing.state.label}`;
  const rows = thing.state.lines.map((line) => {
    const named = title(line);
    return [
      visit.words.number(String(line.line)),
      <>
        <span {...voiceOf(named)}>{named.text}</span> {size(line)?.text ?? ""}
      </>,
      line.sent === null ? "" : say.amount(line.sent),
      <Blank label={t("offers.packing.packed")} />,
      <Blank label={t("offers.packing.unpacked")} />,
    ];
  });
  const heading = t("offers.packing.title");
  const page = (
    <PrintSheet title={heading} corner={<QR t={t} address={label} />}>
      <Table
        quietCaption
        caption={heading}
        columns={[
          ...[{ name: t("offers.packing.line") }, { name: t("offers.field.what") }],
          { name: t("offers.delivery.sent"), number: true },
          { name: t("offers.packing.packed"), number: true },
          { name: t("offers.packing.unpacked"), number: true },
        ]}
        rows={rows}
      />
    </PrintSheet>
  );
  return { page, title: heading, shape: "sheet" };
}

/**
 * For the border: categories and quantities, and lines to fill in by hand. It takes no words that
 * people wrote, so no name and no opinion can be on it, and it leads nowhere.
 */
export async function customsPaper(visit: SpaceVisit): Promise<Reply> {
  const { t } = visit;
  const opened = await openDelivery(visit);
  if (opened === null) return notHere;
  const { thing, say } = opened;
  const rows = thing.state.lines.map((line) => {
    const amount = line.sent ?? line.counted;
    const category =
      line.category === null ? t("house.category.other") : say.category(line.category);
    return [
      String(line.line),
      category,
      amount === null ? "" : say.amount(amount),
      <Blank wide label={t("offers.customs.description")} />,
      <Blank label={t("offers.customs.weight")} />,
      <Blank label={t("offers.customs.value")} />,
    ];
  });
  const heading = t("offers.customs.title");
  const blanks = ["sender", "receiver", "vehicle", "signed"] as const;
  const page = (
    <PrintSheet title={heading} say={t("offers.customs.lead")}>
      <Table
        quietCaption
        caption={heading}
        columns={[
          ...[{ name: t("offers.packing.line") }, { name: t("offers.customs.kind") }],
          { name: t("offers.field.quantity"), number: true },
          ...["description", "weight", "value"].map((name) => ({
            name: t(`offers.customs.${name}`),
          })),
        ]}
        rows={rows}
      />
      {blanks.map((name) => (
        <p class="signed">
          {t(`offers.customs.${name}`)} <Blank label={t(`offers.customs.${name}`)} />
        </p>
      ))}
    </PrintSheet>
  );
  return { page, title: heading, shape: "sheet" };
}

/** Where the square code of a box leads: the shipment, for members; nothing, for everyone else. */
export async function label({ view, params, space }: SpaceVisit): Promise<Reply> {
  const thing = await deliveryByLabel(view, params["label"] ?? "");
  return thing === undefined ? notHere : { goto: `${space.base}/deliveries/${thing.id}` };
}
