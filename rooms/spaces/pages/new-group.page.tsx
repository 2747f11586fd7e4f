/** Beginning another group on a node that has people already. */
import type { PageReply, Reply, Visit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { FORM_KEY } from "../../../ui/hidden-key.tsx";
import { nodeOf, saysOf } from "../../people/index.ts";
import { foundOnce, mayFound, setWhoFounds } from "../founding.ts";
import { noteAct } from "../keeper-acts.ts";
import { begun, FIELD_NAMES, foundingFields, foundingOf } from "./founding-fields.tsx";

/** The form, for whoever may begin a group here; to everyone else an address of nothing. */
export async function newGroupPage(visit: Visit): Promise<Reply> {
  const may = await mayFound(nodeOf(visit.house), visit.session);
  return may ? draw(visit, null) : notHere;
}

/** Founds the group; whoever did it coordinates it. */
export async function newGroup(visit: Visit): Promise<Reply> {
  const { house, session, posted } = visit;
  if (session === null || !(await mayFound(nodeOf(house), session))) return notHere;
  const founding = foundingOf(visit);
  if (isRefusal(founding)) return draw(visit, founding);
  const slug = await foundOnce(house, session, posted.text(FORM_KEY), founding);
  if (isRefusal(slug)) return draw(visit, slug);
  return begun(slug);
}

/** The keeper says who may begin groups here. */
export async function setFounders({ house, posted }: Visit): Promise<Reply> {
  const who = posted.text("who") === "everyone" ? "everyone" : "keeper";
  await setWhoFounds(nodeOf(house), who);
  await noteAct(nodeOf(house), "founders");
  return { goto: "/keeper", notice: `spaces.founders.said-${who}` };
}

async function draw(visit: Visit, refusal: Refusal | null): Promise<PageReply> {
  const { t, keys } = visit;
  const { faults, error, status } = saysOf(visit, refusal, FIELD_NAMES);
  const Fields = await foundingFields();
  const title = t("spaces.new-group.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.new-group.text")}</p>
      <Form t={t} action="/groups/new" keys={keys} faults={faults}>
        <Fields visit={visit} error={error} />
        <Acts>
          <Button>{title}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status, typed: t("web.typed.founding") };
}
