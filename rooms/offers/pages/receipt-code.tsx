/** The receipt: shown once after taking, to be written down, printed or photographed. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { Notice } from "../../../ui/notice.tsx";
import { QR } from "../../../ui/qr.tsx";

/** The page. The square code leads to the node's own receipt page and names nothing. */
export function receiptReply(visit: SpaceVisit, code: string): PageReply {
  const { t, space, origin } = visit;
  const title = t("offers.receipt.made");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("offers.receipt.waits")}</p>
      <Notice kind="warn" t={t} title={t("offers.receipt.once")}>
        <div class="field">
          <p>
            <bdi class="figure large">
              <code dir="ltr">{code}</code>
            </bdi>
          </p>
          <p>{t("offers.receipt.what-for")}</p>
        </div>
      </Notice>
      <p>
        {t("offers.receipt.where")} <a href="/receipt">{`${origin}/receipt`}</a>
      </p>
      <QR t={t} address={`${origin}/receipt`} />
      <p class="no-print">
        <a href={space.base}>{t("offers.receipt.back")}</a>
      </p>
    </>
  );
  // On paper neither the bar nor the foot: it names no group.
  const readers = t("offers.receipt.readers-now");
  return { page, title, readers, shape: "sheet", scripts: ["exit.js"] };
}
