/** Permissions that stand on others: chosen where one is asked for, and listed where one ends. */
import type { SpaceVisit } from "../../../house/door.ts";
import { Ticks } from "../../../ui/ticks.tsx";
import { type Permission, permissions } from "../questions.ts";
import type { Status } from "../status.ts";
import { UNDER_MAX } from "../terms.ts";
import { Called, calledText, Standing } from "./parts.tsx";

/** Most that can be chosen from: the newest that hold. */
const CHOICES_MAX = 30;

/** What one can stand on: what holds now, and not so often only. */
export async function standable({ view }: SpaceVisit): Promise<Permission[]> {
  const all = await permissions(view);
  const hold = all.filter(({ status, thing }) => {
    return (status === "given" || status === "renewed") && thing.state.uses === null;
  });
  return hold.slice(0, CHOICES_MAX);
}

type Choosing = {
  visit: SpaceVisit;
  all: readonly Permission[];
  error: (field: string) => string | undefined;
};

const untilText = ({ t, words }: SpaceVisit, { thing: { state } }: Permission) =>
  t("consent.until", {
    what: t(`consent.activity.${state.activity}`),
    day: words.day(state.ends, "short"),
  });

/** Which it stands on, none ticked before. */
export function StandsOn({ visit, all, error }: Choosing) {
  const { t, posted } = visit;
  if (all.length === 0) return null;
  return (
    <Ticks
      {...{ t, name: "under", label: t("consent.field.under"), error: error("under") }}
      hint={t("consent.field.under-hint", { n: UNDER_MAX })}
      ticks={all.map((one) => ({
        ...{ value: one.thing.id, ticked: posted.all("under").includes(one.thing.id) },
        label: t("consent.under.tick", {
          ...{ who: calledText(visit, one.person), what: untilText(visit, one) },
        }),
      }))}
    />
  );
}

const ALLOWS: readonly Status[] = ["given", "renewed", "not-yet"];

/** What would end with a permission, or what did: each with the way to what stops with it. */
export function Ending(props: { visit: SpaceVisit; after: boolean; all: readonly Permission[] }) {
  const { visit, after, all } = props;
  const { t, space } = visit;
  const ending = all.filter(({ status }) =>
    after ? status === "fallen" : ALLOWS.includes(status),
  );
  if (ending.length === 0) return null;
  return (
    <>
      <h2>{t(`consent.under.ends-${after ? "after" : "before"}`)}</h2>
      <ul>
        {ending.map((one) => (
          <li>
            <a href={`${space.base}/permissions/${one.thing.id}/${after ? "stopped" : "end"}`}>
              <Called {...{ visit, person: one.person }} />
            </a>{" "}
            · {untilText(visit, one)} <Standing {...{ visit, status: one.status }} />
          </li>
        ))}
      </ul>
    </>
  );
}
