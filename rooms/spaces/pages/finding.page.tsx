/** Who can find this group: the page for everyone, and links with an end. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { asciiDigits } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Copy } from "../../../ui/copy.tsx";
import { Form } from "../../../ui/form.tsx";
import { QR } from "../../../ui/qr.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { originOf, saysOf } from "../../people/index.ts";
import { protectsPeople } from "../facts.ts";
import { LINK_DAYS_MAX, type LinkState } from "../links.ts";
import { openLinks } from "../questions.ts";
import { forCoordination } from "./inside.ts";

/** The page. */
export function findingPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forCoordination(visit, async ({ state, circle }) => {
    const { t, keys, path, space, view, posted } = visit;
    const { faults, error, status } = saysOf(visit, refusal);
    const at = `${space.base}/settings/finding`;
    const links = await openLinks(view);
    const title = t("spaces.finding.title");
    const page = (
      <>
        <h1>{title}</h1>
        <p>{t(`spaces.finding.${circle}`)}</p>
        {circle !== "host" && (
          <Act action={`${at}/closing`} keys={keys}>
            {t("spaces.finding.close")}
          </Act>
        )}
        {circle !== "public" && !protectsPeople(state) && (
          <Act action={`${at}/opening`} keys={keys} weight="main">
            {t("spaces.finding.open")}
          </Act>
        )}
        {circle === "public" && <Listing visit={visit} listed={state.listed} />}
        <h2>{t("spaces.links.title")}</h2>
        <p>{t("spaces.links.text")}</p>
        <Rows>
          {links.map((one) => (
            <LinkRow visit={visit} one={one} />
          ))}
        </Rows>
        <Form t={t} action={path} keys={keys} faults={faults}>
          <TextField
            t={t}
            name="days"
            digits
            label={t("spaces.links.days", { max: LINK_DAYS_MAX })}
            value={posted.text("days") || "30"}
            error={error("days")}
          />
          <Acts>
            <Button weight="quiet">{t("spaces.links.make")}</Button>
          </Acts>
        </Form>
      </>
    );
    return { title, page, status };
  });
}

/** Whether the name stands on the server's first page: asked apart from opening the page. */
function Listing({ visit, listed }: { visit: SpaceVisit; listed: boolean }) {
  const { t, keys, space } = visit;
  const at = `${space.base}/settings/finding`;
  return (
    <>
      <h2>{t("spaces.listing.title")}</h2>
      <p>{t(listed ? "spaces.listing.on" : "spaces.listing.off")}</p>
      <Act action={`${at}/${listed ? "unlisting" : "listing"}`} keys={keys}>
        {t(listed ? "spaces.listing.stop" : "spaces.listing.start")}
      </Act>
    </>
  );
}

function LinkRow({ visit, one }: { visit: SpaceVisit; one: Thing<LinkState> }) {
  const { t, words, now, space, keys } = visit;
  const ends = words.relative(one.state.until, now);
  return (
    <Row title={t("spaces.links.ends", { ends })}>
      <Act action={`${space.base}/settings/finding/${one.id}/withdrawal`} keys={keys} about={ends}>
        {t("spaces.links.withdraw")}
      </Act>
    </Row>
  );
}

/** Makes a link; its code is on this answer and never shown again. */
export async function makeLink(visit: SpaceVisit): Promise<Reply> {
  const { posted, send } = visit;
  const days = Number(asciiDigits(posted.text("days")) || Number.NaN);
  const done = await send("spaces.make-link", { days });
  return isRefusal(done)
    ? findingPage(visit, done)
    : made(visit, String(done.answer["code"]), days);
}

function made(visit: SpaceVisit, code: string, days: number): PageReply {
  const { t, words, space, lang } = visit;
  const address = `${originOf(visit)}/l/${space.slug}/${code}`;
  const title = t("spaces.links.made");
  const text = words.plain("spaces.links.paste", { address, days });
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.links.once")}</p>
      <Copy t={t} id="link" label={t("spaces.links.copy")} text={{ lang, text }} rows={5} />
      <QR t={t} address={address} />
      <Acts>
        <Go href={`${space.base}/settings/finding`} weight="quiet">
          {t("spaces.finding.title")}
        </Go>
      </Acts>
    </>
  );
  return { title, page, scripts: ["copy.js"] };
}

async function sent(visit: SpaceVisit, what: string, input: object): Promise<Reply> {
  const done = await visit.send(`spaces.${what}`, input);
  if (isRefusal(done)) return findingPage(visit, done);
  return { goto: `${visit.space.base}/settings/finding`, notice: `spaces.saved.${what}` };
}

/** Opens the page to everyone. */
export const open = (visit: SpaceVisit): Promise<Reply> => sent(visit, "publish", {});

/** Closes the page, and what links opened. */
export const close = (visit: SpaceVisit): Promise<Reply> => sent(visit, "quiet", {});

/** Lets the name stand on the server's first page. */
export const list = (visit: SpaceVisit): Promise<Reply> => sent(visit, "list", {});

/** Takes the name off it. */
export const unlist = (visit: SpaceVisit): Promise<Reply> => sent(visit, "unlist", {});

/** Withdraws a link. */
export const withdrawLink = (visit: SpaceVisit): Promise<Reply> =>
  sent(visit, "withdraw-link", { link: visit.params["id"] });
