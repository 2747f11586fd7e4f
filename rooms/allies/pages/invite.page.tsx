/** Inviting a group: asked for by one of those who decide, agreed to by another, then the code. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Copy } from "../../../ui/copy.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { saysOf, stepUp } from "../../people/index.ts";
import { jointFor, oneAlly } from "../questions.ts";
import { allyPage, WhatItComesTo } from "./ally.page.tsx";
import { GroupField, nameText, typedName } from "./parts.tsx";

/** `GET /allies/new`: whom to invite, and what comes of it. */
export async function proposePage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, keys, space } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("allies.invite");
  const page = (
    <>
      <p>
        <a href={`${space.base}/allies`}>{t("allies.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("allies.propose.two")}</p>
      <WhatItComesTo t={t} />
      <Form t={t} action={`${space.base}/allies/new`} {...{ keys, faults }}>
        <GroupField
          {...{ visit, label: t("allies.propose.name"), hint: t("allies.propose.name-hint") }}
          error={error("name")}
        />
        <Acts>
          <Button>{t("allies.propose.ask")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}

/** `POST /allies/new`. */
export async function propose(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const name = typedName(visit);
  if (isRefusal(name)) return proposePage(visit, name);
  const done = await visit.send("allies.propose", { name });
  if (isRefusal(done)) return proposePage(visit, done);
  const goto = `${visit.space.base}/allies/${done.answer["ally"]}`;
  return { goto, notice: `allies.propose.${done.answer["agreed"] === true ? "agreed" : "asked"}` };
}

/** `POST /allies/:id/code`: the code stands on this very answer and never again. */
export async function makeCode(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { view, params, send, words, now } = visit;
  const one = await oneAlly(view, params["id"] ?? "");
  if (one === undefined) return notHere;
  const from = typedName(visit);
  if (isRefusal(from)) return allyPage(visit, from, "code");
  const joint = (await jointFor(view, one.thing.id))?.id ?? "0".repeat(32);
  const done = await send("allies.invite", { ally: one.thing.id, joint, from });
  if (isRefusal(done)) return allyPage(visit, done, "code");
  const { t, space } = visit;
  const invited = await oneAlly(view, one.thing.id);
  const until = words.relative(invited?.thing.state.until ?? now, now);
  const title = t("allies.code.title");
  const page = (
    <>
      <h1>{title}</h1>
      <Notice kind="warn" t={t} title={t("allies.code.once")} />
      <Copy
        {...{ t, id: "code", label: t("allies.code.label", { name: nameText(t, one) }), rows: 2 }}
        text={{ lang: "en", text: String(done.answer["code"]) }}
      />
      <p>{t("allies.code.hand-over")}</p>
      <p>{t("allies.code.what-then", { until })}</p>
      <Acts>
        <Go href={`${space.base}/allies/${one.thing.id}`} weight="quiet">
          {t("allies.code.done")}
        </Go>
      </Acts>
    </>
  );
  return { title, page, readers: t("allies.code.readers") };
}
