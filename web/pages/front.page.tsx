/** The node's first page: groups that are open to everyone, by name, from their cards alone. */
import type { Card } from "../../house/cards.ts";
import type { Reply, Visit } from "../../house/door.ts";
import { formatDay } from "../../house/values/index.ts";
import type { NeedsCard } from "../../rooms/needs/index.ts";
import type { SpaceCard } from "../../rooms/spaces/index.ts";
import { Empty } from "../../ui/empty.tsx";
import { Pager } from "../../ui/pager.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import { voiceOf } from "../../ui/words.tsx";
import { askOf } from "../visit.ts";

/** Groups on one page. */
export const GROUPS_A_PAGE = 30;

type Group = { slug: string; day: string; about: SpaceCard; needs: NeedsCard | undefined };
type Listed = { groups: Group[]; before?: string; after?: string };

/** Whoever is signed in goes to their own groups; an empty node to its beginning. */
export async function frontPage(visit: Visit): Promise<Reply> {
  const { node, session } = askOf(visit);
  if (session !== null) return { goto: "/spaces" };
  if (!(await node.people.anyLogin())) return { goto: node.people.paths.firstRun };
  const listed = await list(visit);
  const title = visit.t("web.front.title");
  return { title, page: <Front {...{ visit, title, listed }} signIn={node.people.paths.signIn} /> };
}

/**
 * One page of them, in the order of the alphabet and no other. A page begins after a group's
 * address, so that it stands where it was when groups come and go before it.
 */
async function list(visit: Visit): Promise<Listed> {
  const { node } = askOf(visit);
  const { house, query, words } = visit;
  const order = new Intl.Collator(words.locale, { numeric: true });
  const cards = (await house.cards.all()).flatMap((card) => {
    const about = card.says["spaces"] as SpaceCard | undefined;
    return about === undefined ? [] : [{ card, about }];
  });
  cards.sort(
    (a, b) =>
      order.compare(a.about.name.text, b.about.name.text) || (a.card.space < b.card.space ? -1 : 1),
  );
  const last = query.get("after");
  const space = last === null ? null : await node.spaces.find(last);
  const from = cards.findIndex(({ card }) => card.space === space) + 1;
  const groups: Group[] = [];
  for (const { card, about } of cards.slice(from, from + GROUPS_A_PAGE)) {
    const slug = await node.spaces.slugOf(card.space);
    if (slug !== null) groups.push({ slug, about, day: card.day, needs: needsOf(card) });
  }
  const before =
    from > 0 ? await pageAfter(visit, cards[from - GROUPS_A_PAGE - 1]?.card) : undefined;
  const more = from + GROUPS_A_PAGE < cards.length ? groups.at(-1) : undefined;
  return {
    groups,
    ...(before === undefined ? {} : { before }),
    ...(more === undefined ? {} : { after: `/?after=${more.slug}` }),
  };
}

async function pageAfter(visit: Visit, card: Card | undefined): Promise<string> {
  const slug = card === undefined ? null : await askOf(visit).node.spaces.slugOf(card.space);
  return slug === null ? "/" : `/?after=${slug}`;
}

const needsOf = ({ says }: Card) => says["needs"] as NeedsCard | undefined;

function Front(props: { visit: Visit; title: string; listed: Listed; signIn: string }) {
  const { visit, title, listed, signIn } = props;
  const { t } = visit;
  const { groups, before, after } = listed;
  return (
    <>
      <h1>{title}</h1>
      {groups.length === 0 ? (
        <Empty title={t("web.front.none")}>
          <p>{t("web.front.by-address")}</p>
        </Empty>
      ) : (
        <>
          <p>{t("web.front.lead")}</p>
          <Rows>
            {groups.map((group) => (
              <GroupRow {...{ visit, group }} />
            ))}
          </Rows>
          <Pager {...{ t }} {...(before && { before })} {...(after && { after })} />
          <p class="soft">{t("web.front.by-address")}</p>
        </>
      )}
      <p>
        <a class="button quiet" href={signIn}>
          {t("web.foot.sign-in")}
        </a>
      </p>
    </>
  );
}

function GroupRow({ visit, group }: { visit: Visit; group: Group }) {
  const { t, words } = visit;
  const { slug, about, needs, day: since } = group;
  const kinds = (needs?.kinds ?? []).map((kind) => t(`house.kind.${kind}`));
  return (
    <Row
      level={2}
      href={`/s/${slug}`}
      title={<bdi {...voiceOf(about.name)}>{about.name.text}</bdi>}
      say={t("web.front.since", { day: formatDay({ date: since }, words.locale) })}
    >
      <div>{t("web.front.lines", { n: needs?.open ?? 0 })}</div>
      {kinds.length > 0 && <div>{t("web.front.kinds", { kinds: words.list(kinds) })}</div>}
    </Row>
  );
}
