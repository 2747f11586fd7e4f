/** What a keeper sees: sizes and health, and what a keeper can do. Never contents. */
import type { PageReply, Visit } from "../../house/door.ts";
import type { Stuck } from "../../house/outbox.ts";
import { nodeOf } from "../../rooms/people/index.ts";
import { type WhoFounds, whoFounds } from "../../rooms/spaces/index.ts";
import { Acts, Button, Go } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Form } from "../../ui/form.tsx";
import { Table } from "../../ui/table.tsx";
import { askOf } from "../visit.ts";

/** Spaces whose size is listed. */
const SPACES_MAX = 1_000;
const POWERS = ["see", "found", "stop", "copy", "keys", "end", "not"] as const;

/** The page. */
export async function keeperPage(visit: Visit): Promise<PageReply> {
  const { t, words } = visit;
  const title = t("web.keeper.title");
  const figures = await figuresOf(visit);
  const stuck = await visit.house.outbox.stuck();
  const spaces = await spacesOf(visit);
  return {
    ...{ title, readers: t("web.readers.keeper"), typed: t("web.typed.keeper") },
    page: (
      <>
        <h1>{title}</h1>
        <Table
          caption={t("web.keeper.health")}
          columns={[{ name: t("web.keeper.what") }, { name: t("web.keeper.figure"), number: true }]}
          rows={figures.map(([key, value]) => [t(`web.keeper.${key}`), value])}
        />
        <StuckSteps visit={visit} stuck={stuck} />
        <Table
          caption={t("web.keeper.spaces")}
          columns={[
            { name: t("web.keeper.id") },
            { name: t("web.keeper.kilobytes"), number: true },
          ]}
          rows={spaces.map(({ id, bytes }) => [<code>{id}</code>, kilobytes(words.number, bytes)])}
        />
        <NextGroup visit={visit} who={await whoFounds(nodeOf(visit.house))} />
        <section>
          <h2>{t("web.keeper.powers")}</h2>
          <ul>
            {POWERS.map((power) => (
              <li>{t(`web.keeper.power-${power}`)}</li>
            ))}
          </ul>
        </section>
      </>
    ),
  };
}

/** The door to another group, and who else may go through it. */
function NextGroup({ visit, who }: { visit: Visit; who: WhoFounds }) {
  const { t, keys } = visit;
  return (
    <section>
      <h2>{t("web.keeper.groups")}</h2>
      <Acts>
        <Go href="/groups/new">{t("spaces.new-group.title")}</Go>
      </Acts>
      <Form t={t} action="/groups/founders" keys={keys}>
        <Choice
          t={t}
          name="who"
          label={t("web.keeper.founders")}
          required="unsaid"
          value={who}
          cards={(["keeper", "everyone"] as const).map((value) => ({
            ...{ value, label: t(`web.keeper.founders-${value}`) },
            hint: t(`web.keeper.founders-hint-${value}`),
          }))}
        />
        <Acts>
          <Button weight="quiet">{t("people.save")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

/** Nothing where nothing is stuck. Names are of the program; what a step is about stays unsaid. */
function StuckSteps({ visit, stuck }: { visit: Visit; stuck: readonly Stuck[] }) {
  const { t, words } = visit;
  if (stuck.length === 0) return null;
  return (
    <Table
      caption={t("web.keeper.stuck")}
      columns={[{ name: t("web.keeper.step") }, { name: t("web.keeper.figure"), number: true }]}
      rows={stuck.map(({ effect, count }) => [<code>{effect}</code>, words.number(String(count))])}
    />
  );
}

async function figuresOf(visit: Visit): Promise<[string, string][]> {
  const { node } = askOf(visit);
  const { number } = visit.words;
  const { store } = node.house.parts;
  const { count, oldest } = await store.due.waiting("due");
  const late = oldest === null ? 0 : Math.max(0, visit.now - oldest);
  return [
    ["version", node.settings.version],
    ["runtime", process.versions.node],
    ["hours", number(String(Math.floor((visit.now - node.startedAt) / 3_600_000)))],
    ["memory", kilobytes(number, process.memoryUsage.rss())],
    ["node-bytes", kilobytes(number, await store.bytes("node"))],
    ["due", number(String(count))],
    ["late", number(String(Math.floor(late / 1000)))],
    ["steps", number(String((await store.due.waiting("outbox")).count))],
  ];
}

function kilobytes(number: (of: string) => string, bytes: number): string {
  return number(String(Math.ceil(bytes / 1024)));
}

async function spacesOf(visit: Visit): Promise<{ id: string; bytes: number }[]> {
  const { store } = visit.house.parts;
  const ids = await store.spaces(SPACES_MAX, null);
  return Promise.all(ids.map(async (id) => ({ id, bytes: await store.bytes(id) })));
}
