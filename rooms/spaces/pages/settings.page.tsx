/** The group's settings: one list of what can be looked at and changed. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { parsePlace, parseZone } from "../../../house/values/index.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { nodeOf, saysOf } from "../../people/index.ts";
import { slugOf } from "../directory.ts";
import { BLOCKS, protectsPeople } from "../facts.ts";
import { nameOf } from "../questions.ts";
import { SAFETY, SafetyChoice } from "./founding-fields.tsx";
import { forCoordination, ownName } from "./inside.ts";
import { ZoneField } from "./zone-field.tsx";

/** Languages offered for a group; a text can be in any other that was imported. */
const OFFERED = [
  ...["es", "ar", "en", "fr", "pt", "it", "de", "tr", "ku", "fa", "uk", "ru", "pl", "el", "am"],
  ...["ti", "so", "ur", "ps", "zh-Hans"],
];

/** The list. */
export function settingsPage(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async ({ state, circle }) => {
    const { t, space, view, words } = visit;
    const at = `${space.base}/settings`;
    const guarded = protectsPeople(state) ? "yes" : "no";
    const langs = words.list(state.langs.map(ownName));
    const group = [await nameOf(view), langs, t(`spaces.protected.${guarded}`)].join(" · ");
    const title = t("spaces.settings.title");
    const row = (path: string, key: string, say?: string) => (
      <Row title={t(key)} href={`${at}/${path}`} {...(say === undefined ? {} : { say })} />
    );
    const page = (
      <>
        <h1>{title}</h1>
        <h2>{t("spaces.settings.page")}</h2>
        <Rows keyed>
          {BLOCKS.map((block) =>
            row(
              `profile/${block}`,
              `spaces.block.${block}`,
              t(state.blocks[block] === null ? "spaces.block.empty" : "spaces.block.written"),
            ),
          )}
          {row("not-wanted", "spaces.not-wanted.title")}
          {row("finding", "spaces.finding.title", t(`spaces.finding.${circle}`))}
        </Rows>
        <h2>{t("spaces.settings.group")}</h2>
        <Rows keyed>
          {row("group", "spaces.group-page.title", group)}
          {row("words", "spaces.terms.title")}
          {row("conduct", "spaces.conduct.title")}
          <Row title={t("spaces.joint.title")} href={`${space.base}/joint`} />
          {row("publisher", "spaces.publisher.title")}
        </Rows>
        <h2>{t("spaces.settings.danger")}</h2>
        <Rows keyed>
          {row("shutters", "spaces.shutters.title")}
          <Row title={t("spaces.silence.title")} href={`${space.base}/silence`} />
          <Row title={t("spaces.settings.breaches")} href={`${space.base}/breaches`} />
          <Row title={t("spaces.settings.agreements")} href={`${space.base}/agreements`} />
          <Row title={t("spaces.settings.permissions")} href={`${space.base}/permissions`} />
        </Rows>
        <h2>{t("spaces.settings.held")}</h2>
        <Rows keyed>
          <Row title={t("spaces.register.title")} href={`${space.base}/register`} />
          <Row title={t("spaces.times.title")} href={`${space.base}/times`} />
          <Row title={t("spaces.copies.title")} href={`${space.base}/copies`} />
          <Row title={t("spaces.keepers.title")} href={`${space.base}/keeper`} />
          <Row title={t("spaces.leaving.title")} href={`${space.base}/leaving`} />
          {row("end", "spaces.end.title")}
        </Rows>
      </>
    );
    return { title, page, scripts: ["keys.js"] };
  });
}

/** Name, zone, languages, coarse place; and the safety question. */
export function groupPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forCoordination(visit, async ({ state }) => {
    const { t, space, keys, posted, view } = visit;
    const { faults, error, status } = saysOf(visit, refusal, { "name.text": "name" });
    const typed = (name: string, kept: string) => (posted.has(name) ? posted.text(name) : kept);
    const langs = posted.has("name") ? posted.all("lang") : state.langs;
    const at = `${space.base}/settings`;
    const title = t("spaces.group-page.title");
    const field = (name: string, kept: string, required = false) => (
      <TextField
        t={t}
        name={name}
        label={t(`spaces.group-page.${name}`)}
        {...(name === "name" ? {} : { hint: t(`spaces.group-page.${name}-hint`), exact: true })}
        value={typed(name, kept)}
        required={required}
        error={error(name)}
      />
    );
    const page = (
      <>
        <h1>{title}</h1>
        <Form t={t} action={`${at}/group`} keys={keys} faults={faults}>
          {field("name", await nameOf(view), true)}
          <ZoneField visit={visit} value={typed("zone", state.zone)} error={error("zone")} />
          {field("place", state.place?.code ?? "")}
          <Ticks
            t={t}
            name="lang"
            label={t("spaces.group-page.langs")}
            error={error("langs")}
            ticks={[...new Set([...state.langs, ...OFFERED])].map((value) => ({
              ...{ value, label: ownName(value), ticked: langs.includes(value) },
            }))}
          />
          <Acts>
            <Button>{t("people.save")}</Button>
          </Acts>
        </Form>
        <h2>{t("spaces.safety-page.title")}</h2>
        <p>
          {t(protectsPeople(state) ? "spaces.safety-page.protects" : "spaces.safety-page.open")}
        </p>
        {protectsPeople(state) && (
          <p>
            <a href={`${at}/protection`}>{t("spaces.safety-page.alias")}</a>
          </p>
        )}
        <Form t={t} action={`${at}/safety`} keys={keys}>
          <SafetyChoice visit={visit} value={state.safety} error={undefined} />
          <Acts>
            <Button weight="quiet">{t("people.save")}</Button>
          </Acts>
        </Form>
      </>
    );
    return { title, page, status };
  });
}

/** Keeps name, zone, languages and place. */
export function setGroup(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async ({ state }) => {
    const { posted, send, view, space, lang } = visit;
    const zone = parseZone(posted.text("zone"));
    if (!zone.ok) return groupPage(visit, refuse(zone.reason, "shape", { field: "zone" }));
    const place = posted.text("place") === "" ? null : parsePlace(posted.text("place"));
    if (place?.ok === false)
      return groupPage(visit, refuse(place.reason, "shape", { field: "place" }));
    const langs = posted.all("lang");
    const settled = await send(
      "spaces.settle",
      { zone: zone.value, langs, place: place?.value ?? null },
      { part: "settle" },
    );
    if (isRefusal(settled)) return groupPage(visit, settled);
    const name = posted.text("name");
    if (name !== (await nameOf(view))) {
      const text = { lang: state.langs[0] ?? lang, text: name };
      const renamed = await send("spaces.rename", { name: text }, { part: "name" });
      if (isRefusal(renamed)) return groupPage(visit, renamed);
    }
    return { goto: `${space.base}/settings`, notice: "spaces.saved.group" };
  });
}

/**
 * Answers the safety question anew. A space that becomes protected gets another address, which is
 * said on the page that comes next, with a name that gives nothing away as the step after it.
 */
export function setSafety(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async () => {
    const { posted, send, space, house } = visit;
    const safety = SAFETY.find((one) => one === posted.text("safety"));
    const done = await send("spaces.set-safety", { safety });
    if (isRefusal(done)) return groupPage(visit, done);
    const slug = await slugOf(nodeOf(house), space.id);
    const base = slug === null ? space.base : `/s/${slug}`;
    const guards = safety !== "no";
    return {
      goto: `${base}/settings${guards ? "/protection" : ""}`,
      notice: "spaces.safety-page.done",
    };
  });
}
