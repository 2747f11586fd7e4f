/** All needs a reader may open: search, filters, order, totals; members set the order here. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal } from "../../../house/refusal.ts";
import {
  asciiDigits,
  CATEGORIES,
  idSchema,
  KINDS,
  URGENCIES,
} from "../../../house/values/index.ts";
import { THINGS_MAX } from "../../../house/view.ts";
import { Acts, Button, Go, Links } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { Form } from "../../../ui/form.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { need } from "../facts.ts";
import { STATUSES } from "../figures.ts";
import {
  findNeeds,
  type NeedLine,
  type NeedQuery,
  type Totals,
  totalsOf,
  withWords,
} from "../questions.ts";
import { type Say, sayFor } from "../say.ts";
import { type Lists, listsFor } from "./line-fields.tsx";
import { isMember, NeedRow, TotalsTable } from "./parts.tsx";

const PAGE_LINES = 50;
const SORTS = ["rank", "urgency", "newest"] as const;

/** Reads the address into a query; what it does not know is left out. */
export function queryOf(params: URLSearchParams): NeedQuery {
  const said = (name: string) => params.get(name) ?? "";
  const one = <T extends string>(known: readonly T[], name: string) =>
    known.find((code) => code === said(name));
  const category = idSchema.safeParse(said("category")).data ?? one(CATEGORIES, "category");
  const [kind, urgency, sort] = [one(KINDS, "kind"), one(URGENCIES, "urgency"), one(SORTS, "sort")];
  const status = one([...STATUSES, "all"] as const, "status");
  const text = said("q").slice(0, 200);
  return {
    ...(text && { text }),
    ...(kind && { kind }),
    ...(category && { category }),
    ...(urgency && { urgency }),
    ...(status && { status }),
    ...(sort && { sort }),
    ...(said("stale") === "yes" && { stale: true }),
  };
}

/** `GET /needs`. */
export async function listPage(visit: SpaceVisit): Promise<PageReply> {
  const { view, words, query, t } = visit;
  const asked = queryOf(query);
  const things = await findNeeds(view, asked);
  const from = Math.max(0, Number(asciiDigits(query.get("from") ?? "")) || 0);
  const lines = await withWords(view, things.slice(from, from + PAGE_LINES));
  const say = await sayFor(
    view,
    words,
    things.map((thing) => ({ thing })),
  );
  const lists = await listsFor(visit);
  const next = things.length > from + PAGE_LINES ? from + PAGE_LINES : null;
  const totals = totalsOf(things);
  const cut = isMember(visit) && (await view.isCut(need as never));
  const page = <ListPage {...{ visit, lines, say, lists, asked, totals, next, cut }} />;
  return { page, title: t("needs.page.title") };
}

/** `POST /needs/order`: numbers typed beside the lines. */
export async function setOrder(visit: SpaceVisit): Promise<Reply> {
  const { posted, space } = visit;
  const placed = posted.all("id").flatMap((id) => {
    const place = Number(asciiDigits(posted.text(`place-${id}`)));
    return place > 0 ? [{ id, place }] : [];
  });
  const order = placed.sort((a, b) => a.place - b.place).map(({ id }) => id);
  const done = await visit.send("needs.rank", { order });
  return isRefusal(done) ? done : { goto: `${space.base}/needs`, notice: "needs.done.ordered" };
}

type Props = {
  visit: SpaceVisit;
  lines: readonly NeedLine[];
  say: Say;
  lists: Lists;
  asked: NeedQuery;
  totals: Totals;
  next: number | null;
  /** Whether older lines are left out. */
  cut: boolean;
};

function FilterFields({ visit, lists, asked }: Pick<Props, "visit" | "lists" | "asked">) {
  const { t } = visit;
  const any = { value: "", label: t("needs.filter.any") };
  const coded = (codes: readonly string[], words: string) =>
    codes.map((value) => ({ value, label: t(`needs.${words}.${value}`) }));
  const select = (name: string, options: typeof lists.kinds, value: string | undefined) => (
    <SelectField
      {...{ t, name, label: t(`needs.filter.${name}`), options: [any, ...options] }}
      value={value ?? ""}
    />
  );
  return (
    <>
      <TextField
        {...{ t, name: "q", label: t("needs.filter.q"), type: "search", value: asked.text }}
      />
      {select("kind", lists.kinds, asked.kind)}
      {select("category", lists.categories, asked.category)}
      {select("urgency", lists.urgencies, asked.urgency)}
      {select("status", coded([...STATUSES, "all"], "status"), asked.status)}
      {select("sort", coded(SORTS, "sort"), asked.sort)}
      {select("stale", [{ value: "yes", label: t("needs.stale") }], asked.stale ? "yes" : "")}
    </>
  );
}

function ListPage({ visit, lines, say, lists, asked, totals, next, cut }: Props) {
  const { t, space, query, keys } = visit;
  const base = `${space.base}/needs`;
  const active = [...query.keys()].some((name) => name !== "from" && query.get(name) !== "");
  const more = new URLSearchParams(query);
  more.set("from", String(next));
  const figures = !space.protects || isMember(visit);
  return (
    <>
      <h1>{t("needs.page.title")}</h1>
      {isMember(visit) && <Tools visit={visit} />}
      <Filters {...{ t, action: base, active }}>
        <FilterFields {...{ visit, lists, asked }} />
      </Filters>
      <p>{t("needs.list.many", { n: totals.many })}</p>
      {cut && <p class="soft">{t("needs.list.cut", { n: THINGS_MAX })}</p>}
      {lines.length === 0 && (
        <Empty title={t(active ? "needs.list.none-found" : "needs.page.empty")}>
          {isMember(visit) && !active && <Go href={`${base}/message`}>{t("needs.nav.paste")}</Go>}
          {active && <a href={base}>{t("needs.page.all")}</a>}
        </Empty>
      )}
      <Rows>
        {lines.map((line) => (
          <NeedRow {...{ visit, line, say, level: 2 as const }} />
        ))}
      </Rows>
      {next !== null && <a href={`${base}?${more}`}>{t("ui.pager.later")}</a>}
      {figures && <TotalsTable {...{ visit, totals, say, name: t("needs.totals.title") }} />}
      {isMember(visit) && lines.length > 1 && (
        <details>
          <summary>{t("needs.order.title")}</summary>
          <Form {...{ t, action: `${base}/order`, keys }}>
            {lines.map((line, at) => (
              <Place {...{ visit, line, say, at }} />
            ))}
            <Button weight="quiet">{t("needs.order.save")}</Button>
          </Form>
        </details>
      )}
    </>
  );
}

function Place(props: { visit: SpaceVisit; line: NeedLine; say: Say; at: number }) {
  const { visit, line, say, at } = props;
  const { id, state } = line.thing;
  return (
    <>
      <input type="hidden" name="id" value={id} />
      <TextField
        {...{ t: visit.t, name: `place-${id}`, id: `f-place-${at}`, label: say.title(line).text }}
        {...{ digits: true, value: state.rank === 0 ? "" : String(state.rank), maxlength: 5 }}
      />
    </>
  );
}

/** What members can do from the list. */
function Tools({ visit: { t, space } }: { visit: SpaceVisit }) {
  const base = `${space.base}/needs`;
  const more = ["table", "calls", "sheet", "import"].map((path) => `needs/${path}`);
  const last = (path: string) => path.slice(path.lastIndexOf("/") + 1);
  return (
    <>
      <Acts>
        <Go href={`${base}/message`}>{t("needs.nav.paste")}</Go>
        <Go weight="quiet" href={`${base}/new`}>
          {t("needs.nav.new")}
        </Go>
        <Go weight="quiet" href={`${base}/still`}>
          {t("needs.nav.still")}
        </Go>
      </Acts>
      <Links>
        {["share", ...more].map((path) => (
          <a href={`${space.base}/${path}`}>{t(`needs.nav.${last(path)}`)}</a>
        ))}
        <span class="acts">
          <a href={`${base}/needs.csv`}>{t("needs.nav.csv")}</a>
          <a href={`${base}/needs-hxl.csv`}>{t("needs.nav.hxl")}</a>
        </span>
      </Links>
    </>
  );
}
