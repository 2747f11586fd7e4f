/** Many at once: what an address narrows to, the crowds to choose from, and one answer for all. */
import type { SpaceVisit } from "../../../house/door.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts } from "../../../ui/button.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import type { Crowd } from "../crowds.ts";
import { OFFER_STATUSES } from "../facts.ts";
import type { OfferQuery } from "../questions.ts";

const AT = /^[0-9]{1,15}$/;
const WORDS_MAX = 200;
const HOUR_MS = 3_600_000;

/** Which offers an address or a form asks for; the quiet box is another address. */
export function queryOf(read: (name: string) => string, unasked: boolean): OfferQuery {
  const [hour, until, form, text, same] = ["hour", "until", "form", "text", "same"].map(read);
  const status = read("status");
  return {
    unasked,
    status:
      OFFER_STATUSES.find((one) => one === status) ?? (status === "ended" ? status : "waiting"),
    ...(AT.test(hour ?? "") ? { hour: Number(hour) } : {}),
    ...(AT.test(hour ?? "") && AT.test(until ?? "") ? { until: Number(until) } : {}),
    ...(/^[0-9a-f]{32}$/.test(form ?? "") ? { form: form as string } : {}),
    ...(text ? { text: text.slice(0, WORDS_MAX) } : {}),
    ...(same ? { same: same.slice(0, WORDS_MAX) } : {}),
  };
}

/** The same as fields of a form or an address. */
export function fieldsOf(query: OfferQuery): Record<string, string> {
  const { status, hour, until, form, text, same } = query;
  const some = { hour, until, form, text, same };
  const said = Object.entries(some).filter(([, value]) => value !== undefined);
  return { status, ...Object.fromEntries(said.map(([name, value]) => [name, String(value)])) };
}

/** Whether it asks for a part of what stands so, by words, form or hour. */
export const isNarrow = ({ hour, form, text, same }: OfferQuery) =>
  [hour, form, text, same].some((one) => one !== undefined);

type Own = { visit: SpaceVisit; base: string; query: OfferQuery };

/** Searching by text; an hour, a form or the same words stay as they are. */
export function Narrow({ visit, base, query }: Own) {
  const { t } = visit;
  const { text, ...rest } = fieldsOf(query);
  return (
    <Filters t={t} action={base} active={isNarrow(query)} title={t("offers.inbox.search")}>
      {Object.entries(rest).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <TextField
        {...{ t, name: "text", type: "search", label: t("offers.inbox.text") }}
        value={text}
      />
    </Filters>
  );
}

/** What can be said to all of them, by where they stand; nothing to what has ended. */
const ANSWERS: Partial<Record<OfferQuery["status"], readonly string[]>> = {
  ...{ waiting: ["aside", "decline", "accept"], accepted: ["aside", "decline"] },
  ...{ aside: ["accept", "decline"], declined: ["accept", "aside"], lapsed: ["accept"] },
};

/** All that is asked for, answered together. */
export function Many(props: { visit: SpaceVisit; query: OfferQuery; many: number }) {
  const { visit, query, many } = props;
  const { t, keys, space } = visit;
  if (!isNarrow(query)) return null;
  const fields = { ...fieldsOf(query), box: query.unasked ? "quiet" : "" };
  const action = `${space.base}/contributions/answers`;
  const [which] = isNarrow(query) && query.text === undefined ? [crowdIn(query, many)] : [null];
  return (
    <>
      {which !== null && <p>{sayCrowd(visit, which)}</p>}
      {many > 0 && (
        <Acts>
          {ANSWERS[query.status]?.map((one) => (
            <Act action={action} keys={keys} fields={{ ...fields, answer: one }}>
              {t(`offers.many.${one}`, { n: many })}
            </Act>
          ))}
        </Acts>
      )}
    </>
  );
}

function crowdIn({ hour, until, form, same }: OfferQuery, many: number): Crowd | null {
  if (form !== undefined) return { form, many };
  if (same !== undefined) return { same, many };
  return hour === undefined ? null : { hour, until: until ?? hour, many };
}

/** What a crowd has in common. */
function sayCrowd({ t, words, space }: SpaceVisit, crowd: Crowd): string {
  if ("form" in crowd) return t("offers.crowd.form");
  if ("same" in crowd) return t("offers.crowd.same", { what: crowd.same });
  const [begin, end] = [crowd.hour, crowd.until + HOUR_MS].map((at) => {
    const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(space.zone);
    const clock = zoned.toPlainTime().toString({ smallestUnit: "minute" });
    return { day: words.day(dayOf(at, space.zone), "short"), clock };
  });
  if (begin === undefined || end === undefined) return "";
  const same = begin.day === end.day;
  const vars = { day: begin.day, from: begin.clock, last: end.day, until: end.clock };
  return t(same ? "offers.crowd.hours" : "offers.crowd.night", vars);
}

/** Crowds, each a link to what it is made of: one tap to see it, one more to answer all of it. */
export function Crowds({ visit, base, query, crowds }: Own & { crowds: readonly Crowd[] }) {
  const { t } = visit;
  if (crowds.length === 0 || ANSWERS[query.status] === undefined) return null;
  return (
    <Notice kind="info" t={t} title={t("offers.crowd.title")}>
      <ul>
        {crowds.map(({ many, ...crowd }) => {
          const { unasked, status } = query;
          const asked = new URLSearchParams(fieldsOf({ unasked, status, ...crowd }));
          return (
            <li>
              <a href={`${base}?${asked}`}>{sayCrowd(visit, { ...crowd, many } as Crowd)}</a>{" "}
              {t("offers.crowd.many", { n: many })}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
