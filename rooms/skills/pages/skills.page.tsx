/** What people could give, narrowed by what is looked for. It names nobody. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { State } from "../../../ui/state.tsx";
import { DAYS, isSensitive, LANGS, PARTS, SKILLS, WAYS } from "../codes.ts";
import { type Filter, type OneSkill, openSkills, waitsOn } from "../questions.ts";
import { asks, langOptions, SKILLS_AT, sayOf, Words, workOf } from "./parts.tsx";

/** Skills on one page. */
const SHOWN = 100;
const FIELDS = { work: SKILLS, in: LANGS, day: DAYS, part: PARTS, way: WAYS } as const;

/** What the address narrows the list to; what is no code is left out. */
function filterIn({ query }: SpaceVisit): Filter {
  const fields = Object.entries(FIELDS).flatMap(([name, codes]) => {
    const typed = query.get(name) ?? "";
    return (codes as readonly string[]).includes(typed) ? [[name, typed] as const] : [];
  });
  return Object.fromEntries(fields);
}

/** `GET /skills`. */
export async function skillsPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space, session } = visit;
  const filter = filterIn(visit);
  const active = Object.keys(filter).length > 0;
  const all = await openSkills(view, session?.roles ?? [], filter);
  const waits = await waitsOn(view, session?.member ?? "");
  const base = `${space.base}${SKILLS_AT}`;
  const title = t("skills.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}/shifts`}>{t("skills.to-shifts")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("skills.lead")}</p>
      <Acts>
        <Go href={`${base}/new`}>{t("skills.say.title")}</Go>
        <Go href={`${base}/mine`} weight="quiet">
          {waits > 0 ? t("skills.mine.waits", { n: waits }) : t("skills.mine.title")}
        </Go>
        <Go href={`${space.base}/introductions`} weight="quiet">
          {t("skills.introductions.title")}
        </Go>
      </Acts>
      {!asks(visit) && <p class="soft">{t("skills.who-asks")}</p>}
      {asks(visit) && <Narrow {...{ visit, filter, active, base }} />}
      {asks(visit) && all.length === 0 && (
        <Empty title={t(active ? "skills.none-such" : "skills.none")}>
          <p>{t("skills.none-text")}</p>
        </Empty>
      )}
      <Rows>
        {all.slice(0, SHOWN).map((one) => (
          <OneRow {...{ visit, one, base }} />
        ))}
      </Rows>
      {all.length > SHOWN && <p class="soft">{t("skills.more", { n: all.length - SHOWN })}</p>}
    </>
  );
  return { page, title };
}

function Narrow(props: { visit: SpaceVisit; filter: Filter; active: boolean; base: string }) {
  const { visit, filter, active, base } = props;
  const { t } = visit;
  const field = (name: keyof Filter, options: readonly { value: string; label: string }[]) => (
    <SelectField
      {...{ t, name, id: `by-${name}`, label: t(`skills.by.${name}`), value: filter[name] ?? "" }}
      options={[{ value: "", label: t("skills.by.any") }, ...options]}
    />
  );
  const coded = (name: "work" | "day" | "part" | "way", codes: readonly string[]) =>
    field(
      name,
      codes.map((value) => ({ value, label: t(`skills.${name}.${value}`) })),
    );
  return (
    <Filters {...{ t, action: base, active, title: t("skills.by.title") }}>
      {coded("work", SKILLS)}
      {field("in", langOptions(visit))}
      {coded("day", DAYS)}
      {coded("part", PARTS)}
      {coded("way", WAYS)}
    </Filters>
  );
}

function OneRow({ visit, one, base }: { visit: SpaceVisit; one: OneSkill; base: string }) {
  const { t } = visit;
  const { ally, work } = one.thing.state;
  return (
    <Row
      level={2}
      title={workOf(visit, one)}
      href={`${base}/${one.thing.id}`}
      say={sayOf(visit, one)}
      end={isSensitive(work) ? <State is="sealed">{t("skills.sensitive")}</State> : undefined}
    >
      <Words text={one.text} />
      {ally !== null && <p class="soft">{t("skills.of-a-group")}</p>}
    </Row>
  );
}
