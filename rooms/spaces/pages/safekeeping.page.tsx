/** Sealed copies on a schedule: who holds their keys, the newest one, and what is planned. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { asciiDigits, dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf, stepUp } from "../../people/index.ts";
import {
  EVERY_DAYS,
  isKept,
  KEEPERS_MAX,
  type KeptBy,
  type SafekeepingState,
  safekeeping,
} from "../copies.ts";
import { keptCopy, openCopy } from "../kept-copy.ts";
import { liveJoints } from "../questions.ts";
import { copiesPage } from "./copies.page.tsx";
import { type Here, JointRow } from "./joint.page.tsx";

/** The part of the page of copies that is about sealed ones made again and again. */
export async function Safekeeping(props: {
  visit: SpaceVisit;
  known: Here;
  refusal: Refusal | null;
}) {
  const { visit, known, refusal } = props;
  const { t, view, keys, space } = visit;
  const all = await view.things(safekeeping);
  const kept = all.find(({ state }) => isKept(state));
  const asked = (await liveJoints(view)).filter(
    ({ state }) => state.what === "export" && state.of.length > 0,
  );
  return (
    <>
      <h2>{t("spaces.safekeeping.title")}</h2>
      <p>{t("spaces.safekeeping.text")}</p>
      {kept !== undefined && (
        <>
          {await Holders({ visit, plan: kept })}
          {await Newest({ visit })}
        </>
      )}
      {
        await Promise.all(
          asked.map(async (one) => {
            const plan = all.find(({ id }) => id === one.state.of[0]);
            return (
              <>
                {plan && (await Holders({ visit, plan }))}
                <Rows>
                  <JointRow visit={visit} known={known} one={one} />
                </Rows>
              </>
            );
          }),
        )
      }
      {kept !== undefined && known.mine && (
        <Act action={`${space.base}/copies/end`} keys={keys}>
          {t("spaces.safekeeping.stop")}
        </Act>
      )}
      {known.mine && <PlanForm visit={visit} refusal={refusal} />}
    </>
  );
}

/** Who can open the copies: what the keys are called, and the keys. */
async function Holders({ visit, plan }: { visit: SpaceVisit; plan: Thing<SafekeepingState> }) {
  const { t, view } = visit;
  const at = plan.state.keys;
  const part = at === null ? "erased" : await view.part<{ keys: KeptBy[] }>(plan, at);
  const keys = typeof part === "string" ? [] : part.keys;
  return (
    <>
      <p>{t("spaces.safekeeping.every", { days: plan.state.every })}</p>
      <ul>
        {keys.map(({ key, label }) => (
          <li>
            <bdi>{label}</bdi> <code dir="ltr">{key}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The newest copy: when, how large, and the way to it. */
async function Newest({ visit }: { visit: SpaceVisit }) {
  const { t, view, house, words, space } = visit;
  const newest = await keptCopy(house, view.space);
  if (newest === null) return <p>{t("spaces.safekeeping.none")}</p>;
  const size = words.number(String(Math.ceil(newest.bytes / 1024)));
  return (
    <>
      <p>
        {t("spaces.safekeeping.newest", {
          ...{ size, n: newest.sealedTo },
          day: words.day(dayOf(newest.at, space.zone)),
        })}
      </p>
      <Acts>
        <Go href={`${space.base}/copies/newest.age`} weight="quiet">
          {t("spaces.copies.download")}
        </Go>
      </Acts>
    </>
  );
}

function PlanForm({ visit, refusal }: { visit: SpaceVisit; refusal: Refusal | null }) {
  const { t, keys, posted, space } = visit;
  const { faults, error } = saysOf(visit, refusal, NAMES);
  return (
    <Form t={t} action={`${space.base}/copies/schedule`} keys={keys} faults={faults}>
      <AreaField
        t={t}
        name="keys"
        label={t("spaces.safekeeping.keys")}
        hint={t("spaces.safekeeping.keys-hint", { max: KEEPERS_MAX })}
        required
        value={posted.text("keys")}
        error={error("keys")}
      />
      <TextField
        t={t}
        name="every"
        digits
        label={t("spaces.safekeeping.days", EVERY_DAYS)}
        value={posted.text("every") || String(EVERY_DAYS.unsaid)}
        error={error("every")}
      />
      <Acts>
        <Button weight="quiet">{t("spaces.joint.ask-set")}</Button>
      </Acts>
    </Form>
  );
}

/** Whatever is wrong with one of the keys stands beside the box they are typed in. */
const NAMES = Object.fromEntries(
  Array.from({ length: KEEPERS_MAX }, (_, i) => [
    [`keys.${i}.key`, "keys"],
    [`keys.${i}.label`, "keys"],
  ]).flat(),
) as Record<string, string>;

/** A line each: a key, and anything else on it is what the key is called. */
export function keysIn(text: string): KeptBy[] {
  const lines = text.split("\n").map((line) => line.trim().split(/\s+/));
  return lines.flatMap((words) => {
    const key = words.find((word) => word.startsWith("age1")) ?? "";
    const label = words.filter((word) => word !== key).join(" ");
    return key === "" && label === "" ? [] : [{ key, label }];
  });
}

/** Plans sealed copies; a second person has to agree. */
export async function planCopies(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { posted, send, space } = visit;
  const every = Number(asciiDigits(posted.text("every")) || Number.NaN);
  const done = await send("spaces.plan-copies", { every, keys: keysIn(posted.text("keys")) });
  if (isRefusal(done)) return done.because === "shape" ? copiesPage(visit, done) : done;
  const agreed = done.answer["agreed"] === true;
  const notice = agreed ? "spaces.safekeeping.begun" : "spaces.joint.asked";
  return { goto: `${space.base}/copies`, notice };
}

/** No more are made. */
export async function stopCopies({ send, space }: SpaceVisit): Promise<Reply> {
  const done = await send("spaces.stop-copies", {});
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/copies`, notice: "spaces.safekeeping.stopped" };
}

/** The newest one, as it lies here: sealed to the keys on the page. */
export async function newestCopy(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { house, view } = visit;
  const file = await openCopy(house, view.space);
  return file === null ? notHere : { file, type: "application/octet-stream", name: "copy.age" };
}
