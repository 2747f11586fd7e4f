/** What rooms have every page of a space say first to its members, and to those of an ally. */
import type { Above } from "../house/door.ts";
import { remindAt } from "../rooms/people/index.ts";
import { Act } from "../ui/act.tsx";
import type { PageNotice } from "../ui/page.tsx";
import { type Ask, formKeys } from "./ask.ts";
import type { Standing } from "./visit.ts";

/** The notices, each with one tap where its reader may do something about it. */
export async function aboveOf(ask: Ask, standing: Standing | null): Promise<PageNotice[]> {
  if (standing?.member == null && standing?.ally == null) return [];
  const { view, here } = standing;
  const said: Above[] = [];
  for (const { door } of ask.node.doors) {
    const all = await door.above?.({ view, thing: here.thing, words: ask.words });
    for (const one of all ?? []) {
      // What only leads to the page one is on says nothing new there.
      const isHere = one.next !== undefined && ask.url.pathname === here.base + one.next.path;
      if (!(one.kind === "info" && isHere)) said.push(one);
    }
  }
  // A reminder waits until its reader's rest or quiet hours are over; a warning does not.
  const reminds = said.some(({ kind }) => kind === "info");
  const { member } = standing;
  const later =
    reminds && member !== null && (await remindAt(view.space, member, view.now)) > view.now;
  const now = later ? said.filter(({ kind }) => kind !== "info") : said;
  return now.map(({ kind, text, act, next }) => ({
    ...{ kind, text: act === undefined ? text : <Tap {...{ ask, text, act }} base={here.base} /> },
    ...(next === undefined ? {} : { next: { href: here.base + next.path, text: next.says } }),
  }));
}

function Tap(props: { ask: Ask; base: string; text: string; act: NonNullable<Above["act"]> }) {
  const { ask, base, text, act } = props;
  return (
    <>
      <p>{text}</p>
      <Act action={base + act.path} keys={formKeys(ask)} weight="main">
        {act.says}
      </Act>
    </>
  );
}
