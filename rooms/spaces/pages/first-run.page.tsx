/** The first page of an empty node: a group, a name, a passphrase, one question. */
import type { PageReply, Reply, Visit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { anyLogin, beginSession, nodeOf, saysOf } from "../../people/index.ts";
import { foundSpace } from "../found.ts";
import { begun, FIELD_NAMES, foundingFields, foundingOf } from "./founding-fields.tsx";

/** The form; once anyone can sign in, there is nothing here. */
export async function firstRunPage(visit: Visit): Promise<Reply> {
  return (await anyLogin(nodeOf(visit.house))) ? notHere : draw(visit, null);
}

/** Founds the group; whoever did it keeps the node and, separately, coordinates the group. */
export async function firstRun(visit: Visit): Promise<Reply> {
  const { house, posted } = visit;
  const parts = nodeOf(house);
  if (await anyLogin(parts)) return notHere;
  const founding = foundingOf(visit);
  if (isRefusal(founding)) return draw(visit, founding);
  const login = { passphrase: posted.text("passphrase"), keeper: true };
  const founded = await foundSpace(house, { ...founding, login });
  if (isRefusal(founded)) return draw(visit, founded);
  const session = await beginSession(parts, founded.login);
  return { ...begun(founded.slug), session };
}

async function draw(visit: Visit, refusal: Refusal | null): Promise<PageReply> {
  const { t, keys } = visit;
  const { faults, error, status } = saysOf(visit, refusal, FIELD_NAMES);
  const Fields = await foundingFields();
  const title = t("spaces.first-run.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.first-run.text")}</p>
      <Form t={t} action="/first-run" keys={keys} faults={faults}>
        <Fields visit={visit} error={error} />
        <Acts>
          <Button>{t("spaces.first-run.button")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status, typed: t("web.typed.founding") };
}
