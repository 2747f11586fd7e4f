/** Codes of introductions, shown once, and the two fields of whoever says yes. */
import type { PageReply, SpaceVisit, Visit } from "../../../house/door.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { lineSchema } from "../../../house/values/index.ts";
import { Notice } from "../../../ui/notice.tsx";
import { QR } from "../../../ui/qr.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { NAME_MAX, REACH_MAX } from "../../hours/index.ts";
import { MET_DAYS, type SidePeople } from "../sides.ts";

/** Where a code opens its side; the address names no group. */
export const SIDE_AT = "/introduction";

type Errors = (field: string) => string | undefined;

/** A name to be called by and a way to be reached: for the other alone, once both said yes. */
export function PeopleFields({ visit, error }: { visit: Visit; error: Errors }) {
  const { t, posted } = visit;
  const field = (name: "name" | "reach", maxlength: number) => ({
    ...{ t, name, label: t(`skills.field.${name}`), maxlength, required: true },
    ...{ value: posted.text(name), error: error(name) },
  });
  return (
    <>
      <TextField {...field("name", NAME_MAX)} hint={t("skills.field.name-hint")} />
      <TextField
        {...field("reach", REACH_MAX)}
        hint={t("skills.field.reach-hint", { n: MET_DAYS })}
      />
    </>
  );
}

/** What was typed into them. */
export function typedPeople({ posted }: Visit): SidePeople | Refusal {
  const [name, reach] = [posted.text("name"), posted.text("reach")];
  for (const [field, typed, most] of [
    ...[["name", name, NAME_MAX] as const, ["reach", reach, REACH_MAX] as const],
  ]) {
    const read = lineSchema(most).safeParse(typed);
    if (typed === "") return refuse(`hours.${field}-missing`, "shape", { field });
    if (!read.success)
      return refuse(read.error.issues[0]?.message ?? "text.shape", "shape", { field });
  }
  return { name, reach };
}

/** One code, in large letters. */
export const Code = ({ code }: { code: string }) => (
  <p>
    <bdi class="figure large">
      <code dir="ltr">{code}</code>
    </bdi>
  </p>
);

/** A sheet with one code or two, each with what it is for: shown once, to be written down. */
export function codesSheet(
  visit: SpaceVisit,
  says: { title: string; text: string; codes: readonly { label: string; code: string }[] },
): PageReply {
  const { t, origin, session, space } = visit;
  const back = session?.ally == null ? "/introductions" : "/ally/introductions";
  const page = (
    <>
      <h1>{says.title}</h1>
      <p>{says.text}</p>
      {says.codes.map(({ label, code }) => (
        <Notice kind="warn" t={t} title={label}>
          <Code code={code} />
        </Notice>
      ))}
      <p>
        {t("skills.code.where")} <a href={SIDE_AT}>{`${origin}${SIDE_AT}`}</a>
      </p>
      <QR t={t} address={`${origin}${SIDE_AT}`} />
      <p class="no-print">
        <a href={`${space.base}${back}`}>{t("skills.introductions.title")}</a>
      </p>
    </>
  );
  const readers = t("skills.code.readers-now");
  return { page, title: says.title, readers, shape: "sheet", scripts: ["exit.js"] };
}
