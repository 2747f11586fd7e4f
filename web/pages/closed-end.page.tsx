/**
 * Ending a group whose shutters are closed: what it takes, and the group's name, typed by each who
 * agrees. Only those of its named set come here; to everybody else there is no such page.
 */
import type { Reply, Visit } from "../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../house/refusal.ts";
import { dayOf } from "../../house/values/index.ts";
import { saysOf, stepUp } from "../../rooms/people/index.ts";
import {
  agreedOf,
  type Closed,
  END_WAIT_SHUT_MS,
  endsAt,
  isNameTyped,
  neededOf,
} from "../../rooms/spaces/index.ts";
import { Act } from "../../ui/act.tsx";
import { Acts, Button, Go } from "../../ui/button.tsx";
import { Form } from "../../ui/form.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { askOf } from "../visit.ts";
import { closedHere, sendClosed } from "./closed-send.ts";

const DAY_MS = 24 * 3_600_000;

/** How far the ending of one is, on the page of what is closed. */
export function EndingOf({ visit, closed, name }: { visit: Visit; closed: Closed; name: string }) {
  const { t, words, now, keys } = visit;
  const { thing, space, ends, member, set } = closed;
  const at = endsAt(thing.state);
  const href = `/closed/end/${space}`;
  const [asked] = ends;
  if (at !== null)
    return (
      <>
        <p>
          {t("spaces.end.on", {
            day: words.day(dayOf(at, thing.state.zone)),
            when: words.relative(at, now),
          })}
        </p>
        <Act action="/closed/keeping" keys={keys} fields={{ space }} about={name} weight="main">
          {t("spaces.end.keep")}
        </Act>
      </>
    );
  const ways = (says: string) => (
    <Go href={href} weight="quiet">
      {says}
      <span class="unseen"> {name}</span>
    </Go>
  );
  if (asked === undefined) return <Acts>{ways(t("spaces.end.title"))}</Acts>;
  const vars = {
    ...{ n: agreedOf(asked.state, set), needed: neededOf("end", set.length, true) },
    ends: words.relative(asked.state.until, now),
  };
  return (
    <>
      <p>
        {t("web.closed.asked-end")} {t("spaces.joint.agreed", vars)}
      </p>
      <Acts>
        {!asked.state.agreed.includes(member) && ways(t("spaces.end.agree"))}
        <Act
          action="/closed/withdrawal"
          keys={keys}
          fields={{ space, joint: asked.id }}
          about={`${t("spaces.end.title")}: ${name}`}
        >
          {t("web.closed.withdraw")}
        </Act>
      </Acts>
    </>
  );
}

/** What ending means while everything is closed; the way back stands before everything else. */
export async function closedEndPage(visit: Visit, refusal: Refusal | null = null): Promise<Reply> {
  const closed = await closedHere(visit, visit.params["id"] ?? "");
  if (closed === null) return notHere;
  const { t, keys, path, posted } = visit;
  const name = await askOf(visit).node.spaces.name(closed.view);
  const { faults, error, status } = saysOf(visit, refusal);
  const needed = neededOf("end", closed.set.length, true);
  const title = t("spaces.end.title");
  const page = (
    <>
      <h1>{title}</h1>
      <Acts>
        <Go href="/closed">{t("spaces.end.back")}</Go>
      </Acts>
      <p>{t("spaces.end.text")}</p>
      <p>{t("spaces.end.rule", { needed, days: END_WAIT_SHUT_MS / DAY_MS })}</p>
      <p>{t("web.closed.end-open")}</p>
      <p>{t("spaces.end.others")}</p>
      {closed.thing.state.ending === null && (
        <Form t={t} action={path} keys={keys} faults={faults}>
          <TextField
            t={t}
            name="name"
            label={t("spaces.end.type")}
            hint={<bdi>{name}</bdi>}
            required
            value={posted.text("name")}
            error={error("name")}
          />
          <Acts>
            <Button weight="grave">
              {t(closed.ends.length > 0 ? "spaces.end.agree" : "spaces.end.ask")}
            </Button>
          </Acts>
        </Form>
      )}
    </>
  );
  return { title, page, status, typed: t("web.typed.compared") };
}

/** Asks to end it, or agrees with who asked. */
export async function endClosed(visit: Visit): Promise<Reply> {
  const proof = stepUp(visit, "/closed");
  if (proof !== null) return proof;
  const closed = await closedHere(visit, visit.params["id"] ?? "");
  if (closed === null) return notHere;
  const name = await askOf(visit).node.spaces.name(closed.view);
  if (!isNameTyped(name, visit.posted.text("name")))
    return closedEndPage(visit, refuse("spaces.name-differs", "shape", { field: "name" }));
  const [asked] = closed.ends;
  const done = await (asked === undefined
    ? sendClosed(visit, closed, "spaces.ask-joint", { what: "end", of: [] })
    : sendClosed(visit, closed, "spaces.agree-joint", { joint: asked.id }));
  if (isRefusal(done)) return closedEndPage(visit, done);
  const begun = done.answer["agreed"] === true;
  return { goto: "/closed", notice: begun ? "web.closed.end-begun" : "web.closed.done-request" };
}
