/** The warning before something of a circle closes for good, and the way to hand it over first. */
import type { SpaceVisit } from "../../../house/door.ts";
import { Notice } from "../../../ui/notice.tsx";
import type { Closing, ClosingCircle } from "../closing.ts";
import type { NamedCircle } from "../questions-circles.ts";
import { CircleName } from "./circles.page.tsx";
import { KINDS } from "./kinds.ts";

/** What of one circle nobody could read any more. */
export function ClosingList({ visit, closes }: { visit: SpaceVisit; closes: readonly Closing[] }) {
  const { t, words } = visit;
  return (
    <ul>
      {closes.map(({ kind, count }) => (
        <li>
          {t(`people.kind.${KINDS.includes(kind) ? kind : "other"}`)}: {words.number(String(count))}
        </li>
      ))}
    </ul>
  );
}

/** Circles of which only one other member reads what was there before the others came. */
export function OnlyTheirs(props: { visit: SpaceVisit; circles: readonly NamedCircle[] }) {
  const { visit, circles } = props;
  const { t, space } = visit;
  if (circles.length === 0) return null;
  return (
    <Notice kind="warn" t={t} title={t("people.closing.title")}>
      <p>{t("people.closing.put-out")}</p>
      {circles.map((one) => (
        <p>
          <a href={`${space.base}/circles/${one.thing.id}`}>
            <CircleName visit={visit} one={one} />
          </a>
        </p>
      ))}
    </Notice>
  );
}

/** The same of several circles, each with the way to its page; nothing where nothing closes. */
export function ClosingCircles(props: {
  visit: SpaceVisit;
  circles: readonly ClosingCircle[];
  text: string;
}) {
  const { visit, circles, text } = props;
  const { t, space } = visit;
  if (circles.length === 0) return null;
  return (
    <Notice kind="warn" t={t} title={t("people.closing.title")}>
      <p>{text}</p>
      {circles.map((one) => (
        <>
          <p>
            <a href={`${space.base}/circles/${one.thing.id}#let-in`}>
              <CircleName visit={visit} one={one} />
            </a>
          </p>
          <ClosingList visit={visit} closes={one.closes} />
        </>
      ))}
    </Notice>
  );
}
