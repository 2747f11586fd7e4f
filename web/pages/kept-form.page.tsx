/**
 * A form that was sent after the session had ended, or before its sender was proved: look at it,
 * then send it or throw it away.
 */
import type { Reply, SpaceVisit } from "../../house/door.ts";
import { notHere } from "../../house/refusal.ts";
import { Act } from "../../ui/act.tsx";
import { dropKept, readKept } from "../kept-form.ts";
import { askOf } from "../visit.ts";
import { Typed } from "./typed.tsx";

/** What a form waited for, by what is said of it. */
const WAITED: Readonly<Record<string, string>> = { true: "waited", accepting: "accepted" };

/** The page. */
export async function keptFormPage(visit: SpaceVisit): Promise<Reply> {
  const { t, keys, space } = visit;
  const kept = await readKept(askOf(visit), visit.view.space, space.slug);
  if (kept === null) {
    await dropKept(askOf(visit), visit.view.space);
    return { goto: space.base };
  }
  const title = t("web.kept.title");
  return {
    title,
    page: (
      <>
        <h1>{title}</h1>
        <p>{t(`web.kept.${WAITED[`${kept.waited}`] ?? "text"}`)}</p>
        <Typed t={t} action={kept.action} keys={keys} fields={kept.fields} kept="yes" />
        <Act action={`${space.base}/kept-form/removal`} keys={keys}>
          {t("web.kept.remove")}
        </Act>
      </>
    ),
  };
}

/** Throws it away. */
export async function removeKept(visit: SpaceVisit): Promise<Reply> {
  const ask = askOf(visit);
  const kept = await readKept(ask, visit.view.space, visit.space.slug);
  if (kept === null) return notHere;
  await dropKept(ask, visit.view.space);
  return { goto: visit.space.base, notice: "web.kept.removed" };
}
