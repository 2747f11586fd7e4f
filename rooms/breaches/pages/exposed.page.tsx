/** What could have been read: asked of the log, shown in figures, and written down as such. */
import { type Circle, isShared, isWithin, PARTIES } from "../../../house/circles.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { parseDay, type Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { ErrorSummary } from "../../../ui/error-summary.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Table } from "../../../ui/table.tsx";
import { DayText } from "../../../ui/time.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { allyNames } from "../../allies/index.ts";
import { circleName, members, saysOf } from "../../people/index.ts";
import { link } from "../../spaces/index.ts";
import { type Asked, type Exposed, exposed, figuresOf, openTo, suggestedFrom } from "../exposed.ts";
import { COUNTED_OF, KINDS_NOW } from "../facts.ts";
import type { Named } from "../questions.ts";
import { atOf, does, forKnowing, under, writes } from "./parts.tsx";

/** What was asked for, as the address or the form says it: `of`, `from`. */
type Query = { get: (name: string) => string };

const queryOf = ({ query, posted, method }: SpaceVisit): Query => ({
  get: (name) => (method === "POST" ? posted.text(name) : (query.get(name) ?? "")),
});

/** `GET /breaches/:id/exposed`, asking `?of=all`, `member-<id>` or `link-<id>`, `&from=<day>`. */
export function exposedPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forKnowing(visit, async (one) => {
    const { t, view, space } = visit;
    const asked = askedFrom(visit);
    const said = refusal ?? (isRefusal(asked) ? asked : null);
    const found =
      asked === null || isRefusal(asked) ? null : await exposed(view, asked, space.protects);
    const body = (
      <>
        <p>{t("breaches.exposed.text")}</p>
        {said !== null && <ErrorSummary t={t} faults={saysOf(visit, said).faults} />}
        {await Ask({ visit, one })}
        {found !== null && (
          <Shown {...{ visit, one, found }} names={await circlesOf(visit, found)} />
        )}
        <Counts visit={visit} one={one} people={await members(view)} />
      </>
    );
    return under(visit, one, { title: t("breaches.exposed.title"), refusal: said }, body);
  });
}

/** What was asked; null where nothing was yet. */
function askedFrom(visit: SpaceVisit): Asked | null | Refusal {
  const query = queryOf(visit);
  const [, of, id = query.get("member") || query.get("link")] =
    /^(all|member|link)(?:-([0-9a-f]{32}))?$/.exec(query.get("of")) ?? [];
  const kind = COUNTED_OF.find((one) => one === of);
  if (kind === undefined) return null;
  const typed = query.get("from");
  const from = typed === "" ? null : parseDay(typed, visit.space.zone);
  if (from?.ok === false) return refuse(from.reason, "shape", { field: "from" });
  return { of: kind, id: kind === "all" ? null : id, from: from?.value ?? null };
}

/** A form that asks and changes nothing: its answer has an address. */
async function Ask({ visit, one }: { visit: SpaceVisit; one: Named }) {
  const { t, view, words } = visit;
  const query = queryOf(visit);
  const people = await members(view);
  const links = (await view.things(link)).reverse();
  const named = query.get("of") === "member" ? `member-${query.get("member")}` : query.get("of");
  const options = [
    { value: "all", label: t("breaches.exposed.of-all") },
    ...people.map(({ id, handle, gone }) => {
      const name = handle ?? t("people.members.no-name");
      const label = t(gone ? "breaches.exposed.of-gone" : "breaches.exposed.of-member", { name });
      return { value: `member-${id}`, label };
    }),
    ...links.map(({ id, first }) => {
      const day = first.day.length === 7 ? words.month(first.day) : first.day;
      return { value: `link-${id}`, label: t("breaches.exposed.of-link", { day }) };
    }),
  ];
  const from = query.get("of") === "" ? suggestedFrom(one.thing.state) : query.get("from");
  return (
    <form class="form" method="get" action={`${atOf(visit, one)}/exposed`} novalidate>
      <SelectField
        {...{ t, name: "of", label: t("breaches.exposed.of"), required: true, options }}
        value={named}
      />
      <DateField
        {...{ t, name: "from", label: t("breaches.exposed.from") }}
        hint={t("breaches.exposed.from-hint")}
        value={from}
      />
      <Acts>
        <Button weight="quiet">{t("breaches.exposed.ask")}</Button>
      </Acts>
    </form>
  );
}

/** What the circles, and the allied groups, are called that something lies open to. */
async function circlesOf({ view, lang }: SpaceVisit, { rows }: Exposed): Promise<Names> {
  const circles = [...new Set(rows.map(({ circle }) => circle))];
  const all = circles
    .filter(isWithin)
    .map(async (circle) => [circle, await circleName(view, circle, lang)] as const);
  const shared = circles.filter(isShared).map((circle) => circle.slice(PARTIES.length));
  const allies = [...(await allyNames(view, shared))].map(
    ([id, name]) => [`${PARTIES}${id}`, name] as const,
  );
  return new Map([...(await Promise.all(all)), ...allies]);
}

type Names = ReadonlyMap<string, Text | null>;
type Shows = { visit: SpaceVisit; one: Named; found: Exposed; names: Names };

function Shown({ visit, one, found, names }: Shows) {
  const { t, keys, lang } = visit;
  const query = queryOf(visit);
  const title = t("breaches.exposed.answer");
  const columns = ["kind", "circle", "count", "since"].map((name) => ({
    ...{ name: t(`people.reading-list.${name}`), number: name === "count" },
  }));
  const rows = found.rows.map(({ kind, circle, count, since }) => [
    kindText(visit, kind),
    <OpenTo {...{ visit, circle, name: names.get(circle) ?? null }} />,
    t("people.reading-list.n", { n: count }),
    <DayText date={since} lang={lang} />,
  ]);
  const asked = ["of", "from", "member", "link"].map((name) => [name, query.get(name)] as const);
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p>{t("breaches.exposed.nothing")}</p>
      ) : (
        <Table caption={title} quietCaption columns={columns} rows={rows} />
      )}
      <p>{t("breaches.exposed.names", { n: found.names })}</p>
      {found.cut && <p>{t("breaches.exposed.cut")}</p>}
      {query.get("of") === "all" && <p>{t("breaches.exposed.all-text")}</p>}
      <p class="soft">{t("breaches.exposed.own-eyes")}</p>
      {writes(visit) && one.thing.state.over === null && (
        <Act
          action={`${atOf(visit, one)}/exposed`}
          keys={keys}
          fields={Object.fromEntries(asked)}
          weight="main"
        >
          {t("breaches.exposed.keep")}
        </Act>
      )}
    </section>
  );
}

function OpenTo(props: { visit: SpaceVisit; circle: Circle; name: Text | null }) {
  const { visit, circle, name } = props;
  const to = openTo(circle);
  const named = name !== null && <span {...voiceOf(name)}>{name.text}</span>;
  if (to === "circle" && named) return named;
  return (
    <>
      {visit.t(`breaches.to.${to === "public" ? "host" : to}`)}
      {named && ": "}
      {named}
    </>
  );
}

/** What a kind is called in a count. */
export function kindText({ t }: Pick<SpaceVisit, "t">, kind: string): string {
  return t(`people.kind.${KINDS_NOW.find((one) => one === kind) ?? "other"}`);
}

type Called = readonly { id: string; handle: string | null }[];

/** What was written down before, the newest first. */
function Counts({ visit, one, people }: { visit: SpaceVisit; one: Named; people: Called }) {
  const { t, lang, words } = visit;
  const all = one.thing.state.counts.toReversed();
  if (all.length === 0) return null;
  return (
    <section>
      <h2>{t("breaches.exposed.kept")}</h2>
      <Rows>
        {all.map(({ of, id, from, rows, names, day }) => (
          <Row title={countOf(visit, people, of, id)} end={<DayText date={day} lang={lang} />}>
            <p>
              {from !== null && `${t("breaches.exposed.from-day", { day: words.day(from) })} `}
              {rows
                .map(({ kind, n }) => `${kindText(visit, kind)}: ${words.number(String(n))}`)
                .join(" · ")}
            </p>
            <p>{t("breaches.exposed.names", { n: names })}</p>
          </Row>
        ))}
      </Rows>
    </section>
  );
}

/** Whose reading a count was of. */
export function countOf(
  { t }: Pick<SpaceVisit, "t">,
  people: Called,
  of: string,
  id: string | null,
): string {
  if (of === "all") return t("breaches.exposed.of-all");
  if (of === "link") return t("breaches.exposed.of-a-link");
  const name = people.find((one) => one.id === id)?.handle ?? t("people.members.no-name");
  return t("breaches.exposed.of-member", { name });
}

/** `POST /breaches/:id/exposed`: asked again now, and written down in figures. */
export function count(visit: SpaceVisit): Promise<Reply> {
  return forKnowing(visit, async () => {
    const { view, space } = visit;
    const asked = askedFrom(visit);
    if (asked === null)
      return exposedPage(visit, refuse("breaches.say-of", "shape", { field: "of" }));
    if (isRefusal(asked)) return exposedPage(visit, asked);
    const found = await exposed(view, asked, space.protects);
    if (found === null)
      return exposedPage(visit, refuse("breaches.say-of", "shape", { field: "of" }));
    const input = { ...asked, rows: figuresOf(found), names: found.names };
    const again = (refusal: Refusal) => exposedPage(visit, refusal);
    const said = { to: "/exposed", notice: "breaches.exposed.written", again };
    return does(visit, "breaches.count", input, said);
  });
}
