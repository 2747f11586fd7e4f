/** The lines of an expense with their receipts, why not, and what came back. */

import type { Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Picture } from "../../../ui/picture.tsx";
import { PictureField } from "../../../ui/picture-field.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { mayRemove } from "../decider.ts";
import { isMine } from "../questions.ts";
import { totals } from "../sums.ts";
import { atOf, dayText, keepsMoney, say, sayAll, writes } from "./parts.tsx";
import { type Shown, saysIn } from "./shown.ts";

/** What somebody said, in its own direction. */
export const Said = ({ text }: { text: Text }) => <bdi {...voiceOf(text)}>{text.text}</bdi>;

/** Why it was sent back, refused, or lines of it were left out. */
export function Reasons({ visit, one, said }: Shown) {
  const { t } = visit;
  const { sentBack, refused, status } = one.state;
  return (
    <>
      {sentBack !== null && status === "submitted" && (
        <Notice kind="warn" t={t} title={t(`expenses.missing.${sentBack.missing}`)}>
          <p>
            {said.sentBack !== null && <Said text={said.sentBack} />} {t("expenses.sent-back-next")}
          </p>
        </Notice>
      )}
      {refused !== null && (
        <Notice kind="stop" t={t} title={t(`expenses.why.${refused.why}`)}>
          {said.refused !== null && (
            <p>
              <Said text={said.refused.reason} />
            </p>
          )}
          {said.refused?.next != null && (
            <p>
              <b>{t("expenses.next-step")}</b> <Said text={said.refused.next} />
            </p>
          )}
        </Notice>
      )}
      {said.struck.map((reason) => (
        <Notice kind="info" t={t} title={t("expenses.left-out")}>
          <p>
            <Said text={reason} />
          </p>
        </Notice>
      ))}
    </>
  );
}

/** Each line with its heading, day and receipts. */
export function LinesOf(props: Shown & { paper?: boolean }) {
  const { visit, one, said, heading } = props;
  const { t } = visit;
  const { lines, struck } = one.state;
  const whats = typeof said.words === "string" ? [] : (said.words.whats ?? []);
  return (
    <section>
      <h2>{t("expenses.lines")}</h2>
      <Rows>
        {lines.map(({ account, of, day, undocumented }, i) => {
          const n = i + 1;
          const what = whats.find(({ line }) => line === n)?.what;
          return (
            <Row
              title={heading(account)}
              end={<bdi class="figure">{say(visit)(of)}</bdi>}
              say={
                <>
                  {what !== undefined && <Said text={what} />} {dayText(visit, day)}
                  {struck.includes(n) && <b> · {t("expenses.line-left-out")}</b>}
                </>
              }
            >
              {undocumented !== null && (
                <p>
                  <b>{t("expenses.no-paper")}</b> {t(`expenses.undocumented.${undocumented}`)}
                </p>
              )}
              <Receipts {...props} line={n} />
            </Row>
          );
        })}
      </Rows>
    </section>
  );
}

function Receipts({ visit, one, said, line, paper }: Shown & { line: number; paper?: boolean }) {
  const { t, space, keys, lang, session } = visit;
  const { lines, as } = one.state;
  const all = said.receipts.filter((each) => each.line === line);
  const may = mayRemove(one, { who: session?.member ?? "", roles: session?.roles ?? [] });
  const bare = all.length === 0 && lines[line - 1]?.undocumented === null && as === "cost";
  if (bare) return <p class="soft">{t("expenses.no-receipt-yet")}</p>;
  return (
    <>
      {all.map(({ id, list }, i) =>
        list === null ? (
          <p class="soft">{t("expenses.receipt-erased")}</p>
        ) : (
          <div>
            <Picture
              {...{
                base: space.base,
                list,
                lang,
                alt: t("expenses.receipt-n", { n: i + 1, line }),
              }}
            />
            {paper !== true && may && (
              <Act {...{ keys, action: `${atOf(visit, one)}/receipts/${id}/removal` }}>
                {t("expenses.remove-receipt")}
              </Act>
            )}
          </div>
        ),
      )}
    </>
  );
}

/** One more picture of a receipt, of whichever line. */
export function ReceiptForm(shown: Shown) {
  const { visit, one, heading } = shown;
  const { t, keys, posted, session } = visit;
  const { status, lines, as } = one.state;
  const over = status === "refused" || status === "withdrawn" || as === "advance";
  const may = isMine(one, session?.member ?? null) || keepsMoney(visit);
  if (over || !may || !writes(visit)) return null;
  const { faults, error } = saysIn(shown, "receipts");
  const bare = lines.findIndex((_, i) => !one.state.receipts.some(({ line }) => line === i + 1));
  const options = lines.map(({ account, of }, i) => {
    return { value: String(i + 1), label: `${i + 1} · ${heading(account)} · ${say(visit)(of)}` };
  });
  return (
    <details open={faults.length > 0 || (bare >= 0 && status === "submitted") ? true : undefined}>
      <summary>{t("expenses.add-receipt")}</summary>
      <Form {...{ t, keys, faults, files: true, action: `${atOf(visit, one)}/receipts` }}>
        <PictureField
          {...{ t, name: "photo", label: t("expenses.field.photo"), error: error("photo") }}
          {...{ hint: t("expenses.field.photo-hint"), waits: visit.waits("photo") }}
        />
        {lines.length > 1 ? (
          <SelectField
            {...{ t, name: "line", label: t("expenses.field.line"), options, error: error("line") }}
            value={posted.text("line") || String(Math.max(0, bare) + 1)}
          />
        ) : (
          <input type="hidden" name="line" value="1" />
        )}
        <Acts>
          <Button weight="quiet">{t("expenses.save-receipt")}</Button>
        </Acts>
      </Form>
    </details>
  );
}

/** What came back of it, and where it stands in the book. */
export function Brought({ visit, one }: Shown) {
  const { t, space } = visit;
  const { paid, back, book, as, drawn } = one.state;
  if (paid === null) return null;
  const returned = totals(back.map(({ of }) => of));
  const spent = totals(drawn.flatMap(({ of }) => of));
  return (
    <section>
      <h2>{t("expenses.paid.title")}</h2>
      <p>
        {t("expenses.paid.text", { day: dayText(visit, paid.day) })}{" "}
        <a href={`${space.base}/books/${book}/lines/${paid.entry}`}>{t("expenses.paid.line")}</a>
      </p>
      <p class="soft">{t("expenses.paid.correct")}</p>
      {as === "advance" && spent.length > 0 && (
        <p>{t("expenses.advance.spent", { amount: sayAll(visit, spent) })}</p>
      )}
      {returned.length > 0 && (
        <p>{t("expenses.paid.came-back", { amount: sayAll(visit, returned) })}</p>
      )}
    </section>
  );
}
