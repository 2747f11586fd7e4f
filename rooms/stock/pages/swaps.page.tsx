/** What allied groups ask for and there is more of here than wanted: suggested, never made. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { sayCodes } from "../../offers/index.ts";
import { areOn, type Swap, swapsFor } from "../swaps.ts";
import { Back, Named, nameOf } from "./parts.tsx";

/** `GET /stock/swaps`. */
export async function swapsPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, house, space, lang, keys } = visit;
  const on = await areOn(view);
  const all = await swapsFor({ house, view, zone: space.zone, lang });
  const title = t("stock.way.swaps");
  const own = `${space.base}/stock`;
  const page = (
    <>
      <Back href={own}>{t("stock.title")}</Back>
      <h1>{title}</h1>
      <p>{t(`stock.swaps.text${space.protects ? "-protected" : ""}`)}</p>
      {all.length === 0 && <Empty title={t(on ? "stock.swaps.none" : "stock.swaps.off")} />}
      <Rows>{await Promise.all(all.map((one) => Suggested({ visit, one })))}</Rows>
      <Acts>
        <Act action={`${own}/swaps`} keys={keys} fields={{ on: on ? "no" : "yes" }}>
          {t(on ? "stock.swaps.switch-off" : "stock.swaps.switch-on")}
        </Act>
      </Acts>
    </>
  );
  return { page, title };
}

/** They asked for this; you have more than you want. It leads to an offer like any other. */
async function Suggested({ visit, one }: { visit: SpaceVisit; one: Swap }) {
  const { t, view, words } = visit;
  const say = await sayCodes(view, words, [one.spare.unit, one.still.unit]);
  return (
    <Row
      title={<Named visit={visit} name={one.title} />}
      level={2}
      href={`${one.base}/needs/${one.need}/contributions/new`}
      say={t("stock.swaps.one", {
        them: nameOf(visit, one.them).text,
        still: say.amount(one.still),
        item: nameOf(visit, one.item.name).text,
        spare: say.amount(one.spare),
      })}
    >
      <p>{t("stock.swaps.could", { amount: say.amount(one.could) })}</p>
    </Row>
  );
}

/** `POST /stock/swaps`: switches suggestions on or off. */
export async function switchThem({ posted, send, space }: SpaceVisit): Promise<Reply> {
  const on = posted.text("on") === "yes";
  const done = await send("stock.switch-swaps", { on });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/stock/swaps`, notice: `stock.swaps.${on ? "on-now" : "off-now"}` };
}
