/** Paper that travels with the boxes: the packing list, and where its square code leads. */
import type { Reply, SpaceVisit, Visit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Blank, PrintSheet } from "../../../ui/print-sheet.tsx";
import { QR } from "../../../ui/qr.tsx";
import { Table } from "../../../ui/table.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { nodeOf, readLogin } from "../../people/index.ts";
import { slugOf } from "../../spaces/index.ts";
import { deliveryByLabel } from "../questions.ts";
import { openDelivery } from "./delivery.page.tsx";
import { saidToCome } from "./tick-line.tsx";

/** Groups of one login that a square code is looked for in. */
const SPACES_MAX = 200;

/** What travels with the boxes; its square code is a random address that opens for members. */
export async function packingList(visit: SpaceVisit): Promise<Reply> {
  const { t, origin } = visit;
  const opened = await openDelivery(visit);
  if (opened === null) return notHere;
  const { thing, say, title, size } = opened;
  const label = `${origin}/labels/${thing.state.label}`;
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
 * The list to tick on paper where goods arrive: what came of each line, what of it is damaged, and
 * when. It is typed in later, with the time that stands on it; its square code leads there.
 */
export async function tickList(visit: SpaceVisit): Promise<Reply> {
  const { t, origin, space } = visit;
  const opened = await openDelivery(visit);
  if (opened === null) return notHere;
  const { thing, say, title, size } = opened;
  const rows = thing.state.lines.map((line) => {
    const [named, all] = [title(line), saidToCome(line)];
    return [
      visit.words.number(String(line.line)),
      <>
        <span {...voiceOf(named)}>{named.text}</span> {size(line)?.text ?? ""}
      </>,
      all === null ? "" : say.amount(all),
      "☐",
      "☐",
      <Blank label={t("offers.count.only")} />,
      <Blank label={t("offers.count.damaged-many")} />,
    ];
  });
  const heading = t("offers.tick.title");
  const page = (
    <PrintSheet
      title={heading}
      say={t("offers.tick.text")}
      corner={<QR t={t} address={`${origin}/labels/${thing.state.label}`} />}
    >
      <p>
        {t(`offers.tick.when${space.protects ? "-month" : ""}`)}{" "}
        <Blank wide label={t("offers.when.day")} />
      </p>
      <Table
        quietCaption
        caption={heading}
        columns={[
          ...[{ name: t("offers.packing.line") }, { name: t("offers.field.what") }],
          { name: t("offers.delivery.sent"), number: true },
          ...[{ name: t("offers.count.all") }, { name: t("offers.count.none") }],
          { name: t("offers.count.only"), number: true },
          { name: t("offers.count.damaged-many"), number: true },
        ]}
        rows={rows}
      />
    </PrintSheet>
  );
  return { page, title: heading, shape: "sheet" };
}

/**
 * Where the square code of a box leads, for members of its group: the list to tick, and once that
 * is counted the shipment; nothing, for everyone else. It lies on the node itself, so that a box at
 * a border names no group.
 */
export async function label({ house, params, session }: Visit): Promise<Reply> {
  if (session === null) return notHere;
  const login = await readLogin(nodeOf(house), session.login);
  for (const { space, member } of login?.memberships.slice(0, SPACES_MAX) ?? []) {
    const { kind, roles } = house.parts.plan.membership;
    const mine = await (await house.space(space))?.thing(member);
    if (mine?.kind !== kind.kind || mine.parked) continue;
    const reader = { by: "member", member, roles: roles(mine as never) } as const;
    const view = reader.roles.length === 0 ? null : await house.view(space, reader);
    const thing = view && (await deliveryByLabel(view, params["label"] ?? ""));
    const slug = thing ? await slugOf(nodeOf(house), space) : null;
    if (!thing || slug === null) continue;
    const own = `/s/${slug}/deliveries/${thing.id}`;
    return { goto: thing.state.status === "counted" ? own : `${own}/count` };
  }
  return notHere;
}
