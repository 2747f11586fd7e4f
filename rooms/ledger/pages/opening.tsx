/** What an account held before the first row of its file, where the book does not have it yet. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, refuse } from "../../../house/refusal.ts";
import { type Amount, billionths, negate, parseDay, startOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import type { ExtractState } from "../extract-facts.ts";
import { heldOn } from "../extract-questions.ts";
import { openExtract } from "./match.page.tsx";
import type { OpenBook } from "./naming.ts";

type File = { visit: SpaceVisit; open: OpenBook; file: Thing<ExtractState> };

/**
 * What the file's accounts opened with, of those where just this much lies between what the book
 * has and what the file closed with: it is not in the book.
 */
function missing({ open, file }: Omit<File, "visit">): Amount[] {
  const { accounts } = file.state;
  return accounts.flatMap(({ currency: unit, opening, closing }) => {
    const alone = accounts.filter((one) => one.currency === unit).length === 1;
    if (!alone || opening === null || closing === null || billionths(opening) === 0n) return [];
    const apart = billionths(closing) - billionths(heldOn(open.thing, "money", unit));
    return apart === billionths(opening) ? [{ of: opening, unit }] : [];
  });
}

/** Says what is missing, and offers to whoever writes here to write it. */
export function Openings({ visit, open, file }: File) {
  const { t, keys } = visit;
  return (
    <>
      {missing({ open, file }).map((of) => (
        <section>
          <h2>{t("ledger.opening.title", { amount: open.say(of) })}</h2>
          <p>{t("ledger.opening.text")}</p>
          {open.writes && (
            <Act
              {...{ keys, action: `${open.base}/bank/${file.id}/opening` }}
              fields={{ unit: of.unit }}
              about={open.say(of)}
            >
              {t("ledger.opening.write")}
            </Act>
          )}
        </section>
      ))}
    </>
  );
}

/** `POST /books/:id/bank/:extract/opening`: writes it as of the first month of the file. */
export async function writeOpening(visit: SpaceVisit): Promise<Reply> {
  const found = await openExtract(visit);
  if (isRefusal(found)) return found;
  const { open, file } = found;
  const unit = visit.posted.text("unit");
  const of = missing({ open, file }).find((one) => one.unit === unit);
  if (of === undefined) return refuse("ledger.opening-is-there", "state", { next: "go-back" });
  const [first] = file.state.months.toSorted();
  const day = parseDay(`${first}-01`, visit.space.zone);
  const happened = day.ok ? Math.min(startOf(day.value), visit.now) : visit.now;
  const lines = [
    { account: "elsewhere", of: negate(of) },
    { account: "money", of },
  ];
  const narration = { lang: visit.lang, text: visit.t("ledger.opening.line") };
  const input = { book: open.thing.id, lines, narration };
  const done = await visit.send("ledger.post", input, { happened });
  if (isRefusal(done)) return done;
  return { goto: `${open.base}/bank/${file.id}`, notice: "ledger.opening.done" };
}
