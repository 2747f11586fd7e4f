/** What comes after protecting a group: its new address, and a name that gives nothing away. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Copy } from "../../../ui/copy.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { originOf, saysOf } from "../../people/index.ts";
import { protectsPeople } from "../facts.ts";
import { nameOf } from "../questions.ts";
import { forCoordination } from "./inside.ts";

/** `GET /settings/protection`; a group that is not protected has nothing here. */
export function protectionPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forCoordination(visit, async ({ state }) => {
    if (!protectsPeople(state)) return notHere;
    const { t, space, keys, posted, view, path, lang } = visit;
    const { faults, error, status } = saysOf(visit, refusal, { "name.text": "name" });
    const title = t("spaces.safety-page.moved");
    const address = { lang, text: originOf(visit) + space.base };
    const page = (
      <>
        <h1>{title}</h1>
        <Copy
          {...{ t, id: "address", label: t("spaces.safety-page.address"), text: address }}
          rows={2}
        />
        <p>{t("spaces.safety-page.moved-text")}</p>
        <h2>{t("spaces.safety-page.alias")}</h2>
        <p>{t("spaces.safety-page.alias-text")}</p>
        <Form {...{ t, action: path, keys, faults }}>
          <TextField
            {...{ t, name: "name", label: t("spaces.group-page.name"), error: error("name") }}
            value={posted.has("name") ? posted.text("name") : await nameOf(view)}
            maxlength={80}
            required
          />
          <Acts>
            <Button>{t("people.save")}</Button>
            <Go weight="quiet" href={`${space.base}/settings`}>
              {t("spaces.safety-page.alias-keep")}
            </Go>
          </Acts>
        </Form>
      </>
    );
    return { title, page, status, scripts: ["copy.js"] };
  });
}

/** `POST /settings/protection`: the other name; the one before is erased. */
export function setAlias(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async ({ state }) => {
    const { posted, send, view, space, lang } = visit;
    const text = posted.text("name");
    if (text !== (await nameOf(view))) {
      const done = await send("spaces.rename", { name: { lang: state.langs[0] ?? lang, text } });
      if (isRefusal(done)) return protectionPage(visit, done);
    }
    return { goto: `${space.base}/settings`, notice: "spaces.saved.group" };
  });
}
