/** Paper: the stock list by place, and labels whose square codes lead members on, nobody else. */
import type { Reply, SpaceVisit, Visit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Blank, PrintSheet } from "../../../ui/print-sheet.tsx";
import { QR } from "../../../ui/qr.tsx";
import { Table } from "../../../ui/table.tsx";
import { nodeOf, readLogin } from "../../people/index.ts";
import { slugOf } from "../../spaces/index.ts";
import { shelf } from "../facts.ts";
import { goods } from "../goods.ts";
import { linesOf } from "../lots.ts";
import {
  Back,
  itemIn,
  Named,
  nameOf,
  type Opened,
  openStock,
  placeIn,
  printedOn,
} from "./parts.tsx";

/** Groups of one login that a square code is looked for in. */
const SPACES_MAX = 200;

/** `GET /stock/sheet`: what lies where, with a column to count in; of one place, its labels. */
export async function sheetPage(visit: SpaceVisit): Promise<Reply> {
  const { t, query } = visit;
  const stock = await openStock(visit);
  if (query.has("place")) return labels(visit, stock, query.get("place") ?? "");
  const title = t("stock.way.sheet");
  const columns = [
    { name: t("stock.item") },
    { name: t("stock.printed") },
    { name: t("stock.how-much"), number: true },
    { name: t("stock.look.counted"), number: true },
  ];
  const page = (
    <PrintSheet title={title}>
      {stock.places.length === 0 && <Empty title={t("stock.no-places")} />}
      {stock.places.map(({ thing, name }) => (
        <Table
          caption={nameOf(visit, name).text}
          columns={columns}
          rows={linesOf(thing.state.lots).map((line) => [
            <Named visit={visit} name={itemIn(stock, line.item)?.name} />,
            printedOn(visit, stock, line),
            stock.say.amount(line),
            <Blank label={t("stock.look.counted")} />,
          ])}
        />
      ))}
      <Back href={stock.base}>{t("stock.title")}</Back>
    </PrintSheet>
  );
  return { page, title, shape: "sheet" };
}

/** One for the place, and one for each item in it. */
function labels(visit: SpaceVisit, stock: Opened, id: string): Reply {
  const { t, origin } = visit;
  const place = placeIn(stock, id);
  if (place === undefined) return notHere;
  const address = (id: string) => `${origin}/boxes/${id}`;
  const title = nameOf(visit, place.name).text;
  const page = (
    <PrintSheet title={title} corner={<QR t={t} address={address(place.thing.id)} />}>
      {linesOf(place.thing.state.lots).map((line) => (
        <section class="sheet">
          <h2>
            <Named visit={visit} name={itemIn(stock, line.item)?.name} />
          </h2>
          <p>
            <bdi>{stock.say.amount(line)}</bdi> {printedOn(visit, stock, line)}
          </p>
          <QR t={t} address={address(line.item)} />
        </section>
      ))}
      <Back href={`${stock.base}/places/${place.thing.id}`}>{title}</Back>
    </PrintSheet>
  );
  return { page, title, shape: "sheet" };
}

/**
 * Where the square code of a place or a box leads: to it, for members of its group; nowhere, for
 * everyone else. It lies on the node itself and is a random id, so that a box names no group.
 */
export async function boxPage({ house, params, session }: Visit): Promise<Reply> {
  const id = params["box"] ?? "";
  if (session === null) return notHere;
  const login = await readLogin(nodeOf(house), session.login);
  for (const { space, member } of login?.memberships.slice(0, SPACES_MAX) ?? []) {
    const { kind, roles } = house.parts.plan.membership;
    const mine = await (await house.space(space))?.thing(member);
    if (mine?.kind !== kind.kind || mine.parked) continue;
    const reader = { by: "member", member, roles: roles(mine as never) } as const;
    const view = reader.roles.length === 0 ? null : await house.view(space, reader);
    const where =
      (await view?.thing(shelf, id)) === undefined
        ? (await view?.thing(goods, id)) === undefined
          ? null
          : "items"
        : "places";
    const slug = where === null ? null : await slugOf(nodeOf(house), space);
    if (slug !== null) return { goto: `/s/${slug}/stock/${where}/${id}` };
  }
  return notHere;
}
