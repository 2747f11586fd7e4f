/** What the group is called in files for the public: said and taken back by coordination. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { protectsPeople } from "../facts.ts";
import { ORG_TYPES } from "../publisher.ts";
import { publisherOf } from "../questions.ts";
import { forCoordination } from "./inside.ts";

/** `GET /s/<slug>/settings/publisher`. */
export function publisherPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forCoordination(visit, async ({ state }) => {
    const { t, space, keys, posted, view, method } = visit;
    const title = t("spaces.publisher.title");
    const guarded = protectsPeople(state);
    const said = await publisherOf(view);
    const { faults, error, status } = saysOf(visit, refusal);
    const at = `${space.base}/settings/publisher`;
    const typed = (name: string, kept: string | null | undefined) =>
      method === "POST" ? posted.text(name) : (kept ?? "");
    const page = (
      <>
        <h1>{title}</h1>
        <p>{t(guarded ? "spaces.publisher.guarded" : "spaces.publisher.text")}</p>
        {!guarded && (
          <Form t={t} action={at} keys={keys} faults={faults}>
            <TextField
              {...{ t, name: "organisation", label: t("spaces.publisher.organisation") }}
              {...{ hint: t("spaces.publisher.organisation-hint"), exact: true, maxlength: 80 }}
              {...{ value: typed("organisation", said?.organisation), required: true }}
              error={error("organisation")}
            />
            <Choice
              {...{ t, name: "type", label: t("spaces.publisher.type"), required: true }}
              {...{ value: typed("type", said?.type), error: error("type") }}
              cards={ORG_TYPES.map((value) => ({
                ...{ value, label: t(`spaces.publisher.type-${value}`) },
              }))}
            />
            <TextField
              {...{ t, name: "grants", label: t("spaces.publisher.grants"), exact: true }}
              {...{ hint: t("spaces.publisher.grants-hint"), maxlength: 80 }}
              {...{ value: typed("grants", said?.grants), error: error("grants") }}
            />
            <Acts>
              <Button>{t("people.save")}</Button>
            </Acts>
          </Form>
        )}
        {said !== null && (
          <>
            <p>{t("spaces.publisher.drop-text")}</p>
            <Act {...{ action: `${at}/removal`, keys }}>{t("spaces.publisher.drop")}</Act>
          </>
        )}
      </>
    );
    return { title, page, status, typed: t("spaces.publisher.typed") };
  });
}

/** `POST /s/<slug>/settings/publisher`. */
export function setPublisher(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async () => {
    const { posted, send, space } = visit;
    const text = (name: string) => posted.text(name);
    const input = { organisation: text("organisation"), type: text("type") };
    const grants = text("grants") === "" ? null : text("grants");
    const done = await send("spaces.set-publisher", { ...input, grants });
    if (isRefusal(done)) return publisherPage(visit, done);
    return { goto: `${space.base}/settings/publisher`, notice: "spaces.publisher.done" };
  });
}

/** `POST /s/<slug>/settings/publisher/removal`. */
export function dropPublisher(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async () => {
    const { send, space } = visit;
    const done = await send("spaces.drop-publisher", {});
    if (isRefusal(done)) return done;
    return { goto: `${space.base}/settings/publisher`, notice: "spaces.publisher.dropped" };
  });
}
