/** Somebody signed in brings one more of their groups back: two of it say who they are. */
import type { Reply, Visit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { nodeOf } from "../records.ts";
import { beginOwn } from "../recovery.ts";
import { saysOf } from "../says.ts";
import { stepUp } from "../stepup.ts";
import { Digits } from "./recovery.page.tsx";

const AT = "/ways-in/group";

/** The page. It is the same for everybody: whether anything is to come back is not said here. */
export async function groupPage(visit: Visit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, keys } = visit;
  const { faults, status } = saysOf(visit, refusal);
  const title = t("people.another.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.another.text")}</p>
      <p>{t("people.another.then")}</p>
      <Form t={t} action={AT} keys={keys} faults={faults}>
        <Acts>
          <Button>{t("people.another.begin")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}

/** Begins; this answer is the only place that shows the digits. */
export async function beginGroup(visit: Visit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { t, session, house } = visit;
  if (session === null) return notHere;
  const begun = await beginOwn(nodeOf(house), session.login);
  if (isRefusal(begun)) return groupPage(visit, begun);
  const title = t("people.recovery.begun");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.recovery.two")}</p>
      <Digits digits={begun.digits} />
      <p>{t("people.another.then")}</p>
    </>
  );
  return { title, page };
}
