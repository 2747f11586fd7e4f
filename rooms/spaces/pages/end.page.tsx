/** Ending a space, in two steps, and by two where two coordinate. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf, stepUp } from "../../people/index.ts";
import { END_ASKED_MS } from "../decider.ts";
import { nameOf } from "../questions.ts";
import { forCoordination } from "./inside.ts";

/** What ending means, and who has said so already. */
export function endPage(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, ({ state }) => {
    const { t, space, keys, now } = visit;
    const at = `${space.base}/settings/end`;
    const asked = state.endAsked.some((one) => now - one.at < END_ASKED_MS);
    const title = t("spaces.end.title");
    const page = (
      <>
        <h1>{title}</h1>
        {asked && (
          <Notice kind="warn" t={t}>
            {t("spaces.end.asked")}
            <Act action={`${at}/withdrawal`} keys={keys}>
              {t("spaces.end.keep")}
            </Act>
          </Notice>
        )}
        <p>{t("spaces.end.text")}</p>
        <p>{t("spaces.end.two")}</p>
        <Acts>
          <Go href={`${space.base}/settings`} weight="quiet">
            {t("spaces.end.back")}
          </Go>
          <Go href={`${at}/confirmation`} weight="grave">
            {t("spaces.end.go-on")}
          </Go>
        </Acts>
      </>
    );
    return { title, page };
  });
}

/** The second step: the group's name is typed. The way back stands before everything else. */
export function confirmPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forCoordination(visit, async () => {
    const { t, keys, view, path, posted, space } = visit;
    const { faults, error, status } = saysOf(visit, refusal);
    const title = t("spaces.end.title");
    const page = (
      <>
        <h1>{title}</h1>
        <Acts>
          <Go href={`${space.base}/settings`}>{t("spaces.end.back")}</Go>
        </Acts>
        <Form t={t} action={path} keys={keys} faults={faults}>
          <TextField
            t={t}
            name="name"
            label={t("spaces.end.type")}
            hint={<bdi>{await nameOf(view)}</bdi>}
            required
            value={posted.text("name")}
            error={error("name")}
          />
          <Acts>
            <Button weight="grave">{title}</Button>
          </Acts>
        </Form>
      </>
    );
    return { title, page, status };
  });
}

const folded = (name: string) =>
  name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();

/** Says to end it; where that is the last word needed, nothing is left when this answers. */
export function end(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async () => {
    const asked = stepUp(visit);
    if (asked !== null) return asked;
    const { posted, view, send, space } = visit;
    const name = await nameOf(view);
    // A name that was erased cannot be typed: then the steps themselves have to do.
    if (name !== "" && folded(posted.text("name")) !== folded(name))
      return confirmPage(visit, refuse("spaces.name-differs", "shape", { field: "name" }));
    const done = await send("spaces.end", {});
    if (isRefusal(done)) return confirmPage(visit, done);
    if (done.answer["ended"] !== true)
      return { goto: `${space.base}/settings/end`, notice: "spaces.end.waiting" };
    return { goto: "/", notice: "spaces.end.done" };
  });
}

/** Takes every word to end it back. */
export async function keep({ send, space }: SpaceVisit): Promise<Reply> {
  const done = await send("spaces.keep", {});
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/settings`, notice: "spaces.end.kept" };
}
