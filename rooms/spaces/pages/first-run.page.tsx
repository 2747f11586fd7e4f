/** The first page of an empty node: a group, a name, a passphrase, one question. */
import type { PageReply, Reply, Visit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import {
  anyLogin,
  beginSession,
  handleSchema,
  loginFields,
  nodeOf,
  originOf,
  saysOf,
} from "../../people/index.ts";
import type { Safety } from "../facts.ts";
import { foundSpace } from "../found.ts";

/** The answers to the safety question, the one that protects most first. */
export const SAFETY: readonly Safety[] = ["yes", "unsure", "no"];

/** The form; once anyone can sign in, there is nothing here. */
export async function firstRunPage(visit: Visit): Promise<Reply> {
  return (await anyLogin(nodeOf(visit.house))) ? notHere : draw(visit, null);
}

/** Founds the group; whoever did it keeps the node and, separately, coordinates the group. */
export async function firstRun(visit: Visit): Promise<Reply> {
  const { house, posted, lang } = visit;
  const parts = nodeOf(house);
  if (await anyLogin(parts)) return notHere;
  const fault = faultOf(visit);
  if (fault !== null) return draw(visit, fault);
  const origin = originOf(visit);
  const founded = await foundSpace(house, {
    ...{ group: posted.text("group"), lang, handle: posted.text("handle") },
    safety: SAFETY.find((one) => one === posted.text("safety")) ?? "unsure",
    login: { passphrase: posted.text("passphrase"), keeper: true },
    origin: origin === "" ? undefined : new URL(origin).hostname,
  });
  if (isRefusal(founded)) return draw(visit, founded);
  const session = await beginSession(parts, founded.login);
  const going = { goto: `/s/${founded.slug}`, notice: "spaces.first-run.done", session };
  return going;
}

function faultOf({ posted }: Visit): Refusal | null {
  if (posted.text("group") === "") return refuse("spaces.no-name", "shape", { field: "group" });
  const fault = handleSchema.safeParse(posted.text("handle")).error?.issues[0]?.message;
  if (fault !== undefined) return refuse(fault, "shape", { field: "handle" });
  const answered = SAFETY.some((one) => one === posted.text("safety"));
  return answered ? null : refuse("spaces.no-answer", "shape", { field: "safety" });
}

async function draw(visit: Visit, refusal: Refusal | null): Promise<PageReply> {
  const { t, keys, posted } = visit;
  const { faults, error, status } = saysOf(visit, refusal, {
    name: "handle",
    "name.text": "group",
  });
  const { LoginFields } = await loginFields();
  const title = t("spaces.first-run.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.first-run.text")}</p>
      <Form t={t} action="/first-run" keys={keys} faults={faults}>
        <TextField
          t={t}
          name="group"
          label={t("spaces.group")}
          hint={t("spaces.group-hint")}
          autocomplete="organization"
          maxlength={80}
          required
          value={posted.text("group")}
          error={error("group")}
        />
        <LoginFields visit={visit} as="handle" error={error} />
        <SafetyChoice visit={visit} value={posted.text("safety")} error={error("safety")} />
        <Acts>
          <Button>{t("spaces.first-run.button")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}

/** The one question; nothing is chosen beforehand. */
export function SafetyChoice(props: { visit: Visit; value: string; error: string | undefined }) {
  const { visit, value, error } = props;
  const { t } = visit;
  return (
    <Choice
      t={t}
      name="safety"
      label={t("spaces.safety")}
      hint={t("spaces.safety-hint")}
      required
      value={value === "" ? undefined : value}
      error={error}
      cards={SAFETY.map((one) => ({
        ...{ value: one, label: t(`spaces.safety.${one}`), hint: t(`spaces.safety-hint.${one}`) },
      }))}
    />
  );
}
