/** "What I gave arrived and became this": for whoever holds its code, and for those who open it. */
import type { FileReply, Reply, SpaceVisit, Visit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { type Amount, isCurrency, isTerm } from "../../../house/values/index.ts";
import type { View } from "../../../house/view.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Go } from "../../../ui/button.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { DayText } from "../../../ui/time.tsx";
import type { Kids } from "../../../ui/types.ts";
import { type Held, heldBy } from "../../offers/index.ts";
import { termTexts } from "../../spaces/index.ts";
import { giverFile, type Trace, type Traced, traceOf } from "../giver.ts";
import { isLocal, naming } from "./naming.ts";

const FILE = "giver-proof.json";

type Told = { visit: Visit; trace: Trace; say: (amount: Amount) => string; base: string | null };

async function saying(visit: Visit, view: View, { steps, asked }: Trace) {
  const amounts = [...steps.map(({ amount }) => amount), asked?.asked ?? null];
  const units = amounts.flatMap((one) => (one === null || isCurrency(one.unit) ? [] : [one.unit]));
  const names = await termTexts(view, units.filter(isTerm));
  return naming(visit, names).say;
}

/** What stands there, step by step. */
function Steps({ visit, trace, say, base }: Told) {
  const { t, lang } = visit;
  const { asked, steps } = trace;
  const title = ({ is, line }: Traced): Kids => {
    const said = t(`ledger.giver.${is}`);
    if (line === null || base === null) return said;
    return <a href={`${base}/books/${line.book}/lines/${line.n}`}>{said}</a>;
  };
  return (
    <>
      <Rows>
        {steps.map((step) => (
          <Row
            level={2}
            title={title(step)}
            end={step.amount && say(step.amount)}
            say={
              step.day === null ? t("ledger.giver.sealed") : <DayText date={step.day} lang={lang} />
            }
          />
        ))}
      </Rows>
      {asked !== null && (
        <p>{t("ledger.giver.became", { counted: say(asked.counted), asked: say(asked.asked) })}</p>
      )}
      <h2>{t("ledger.giver.take")}</h2>
      <p>
        {t("ledger.giver.file")} <code dir="ltr">alongside verify {FILE}</code>
      </p>
      <p class="soft">{t("ledger.giver.cannot")}</p>
    </>
  );
}

/** A head tells how much was written: where not everyone is shown one, the group hands it out. */
const byItself = ({ protects, shown }: Held) => protects || !shown;

/** `POST /receipt/proof`. */
export async function holderProof(visit: Visit, fault: Refusal | null = null): Promise<Reply> {
  const held = await heldBy(visit);
  const trace = held === null ? null : await traceOf(held.view, held.thing.id);
  if (held === null || trace === null) return notHere;
  const { t, keys } = visit;
  const say = await saying(visit, held.view, trace);
  const title = t("ledger.giver.title");
  const fields = { code: held.code };
  const page = (
    <>
      <h1>{title}</h1>
      {fault !== null && <p role="alert">{t(`refusal.${fault.refused}`)}</p>}
      <Steps {...{ visit, trace, say, base: null }} />
      {byItself(held) ? (
        <p>{t("ledger.giver.protected")}</p>
      ) : (
        <Act {...{ action: "/receipt/proof/file", keys, fields, weight: "main" }}>
          {t("ledger.giver.download")}
        </Act>
      )}
      <Act {...{ action: "/receipt", keys, fields }}>{t("ledger.giver.back")}</Act>
    </>
  );
  const status = fault === null ? 200 : 422;
  return { page, title, status, readers: t("ledger.giver.readers") };
}

/** `POST /receipt/proof/file`. */
export async function holderFile(visit: Visit): Promise<Reply> {
  const held: Held | null = await heldBy(visit);
  const trace = held === null ? null : await traceOf(held.view, held.thing.id);
  if (held === null || trace === null) return notHere;
  if (byItself(held))
    return holderProof(visit, refuse("ledger.proof-from-group", "state", { next: "ask" }));
  const { keys } = visit.house.parts;
  const file = await giverFile(held.view, trace, { keys, fresh: false });
  return isRefusal(file) ? holderProof(visit, file) : reply(file);
}

const reply = (file: string): FileReply => {
  return { file, type: "application/json", name: FILE };
};

/** `GET /contributions/:id/proof`. */
export async function proofPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space, params } = visit;
  const trace = await traceOf(view, params["id"] ?? "");
  if (trace === null) return notHere;
  const say = await saying(visit, view, trace);
  const title = t("ledger.giver.title");
  const ally = visit.session?.ally != null;
  const back = ally ? "offers.ours.title" : "offers.nav.contributions";
  const page = (
    <>
      <p>
        <a href={`${space.base}${ally ? "/ally" : ""}/contributions`}>{t(back)}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("ledger.giver.for-giver")}</p>
      <Steps {...{ visit, trace, say, base: space.base }} />
      <Acts>
        <Go href={`${space.base}/contributions/${trace.offer.id}/${FILE}`}>
          {t("ledger.giver.download")}
        </Go>
      </Acts>
    </>
  );
  return { page, title };
}

/** `GET /contributions/:id/giver-proof.json`. */
export async function proofFile(visit: SpaceVisit): Promise<Reply> {
  const trace = await traceOf(visit.view, visit.params["id"] ?? "");
  if (trace === null) return notHere;
  const { keys } = visit.house.parts;
  // How much is written, and when, is the group's own business: others get the last beat's head.
  const file = await giverFile(visit.view, trace, { keys, fresh: isLocal(visit) });
  return isRefusal(file) ? file : reply(file);
}
