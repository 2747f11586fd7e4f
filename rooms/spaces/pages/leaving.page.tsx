/** Leaving this server with everything: two of the group do it, and nobody who keeps a machine. */
import { CLAIMS_MAX, makeClaims } from "../../../house/claims.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { codeHash } from "../../../house/gate.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { Table } from "../../../ui/table.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf, stepUp } from "../../people/index.ts";
import { CODES_MAX, departure, type Offered } from "../departure.ts";
import { isAgreed, type JointState, notInSet } from "../joint.ts";
import { leftFile } from "../kept-copy.ts";
import { liveJoints } from "../questions.ts";
import { type Here, hereOf, JointRow, nameOf } from "./joint.page.tsx";

/** The page: how to leave, what was asked for; once the group left, its file. */
export async function leavingPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const known = await hereOf(visit);
  if (known === null) return notHere;
  const { t, view, house } = visit;
  const title = t("spaces.leaving.title");
  if (view.space.ring.state === "moved") {
    const left = await leftFile(house, view.space);
    return { title, page: <Left visit={visit} known={known} left={left} /> };
  }
  const asked = (await liveJoints(view)).filter(({ state }) => state.what === "move-away");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.leaving.text")}</p>
      <p>{t("spaces.leaving.what-stays")}</p>
      {await Promise.all(asked.map((one) => Asked({ visit, known, one })))}
      {known.mine && <OfferForm visit={visit} refusal={refusal} />}
    </>
  );
  return { title, page, status: saysOf(visit, refusal).status };
}

function Left(props: {
  visit: SpaceVisit;
  known: Here;
  left: Awaited<ReturnType<typeof leftFile>>;
}) {
  const { t, space } = props.visit;
  const address = props.left?.address ?? "";
  return (
    <>
      <h1>{t("spaces.leaving.title")}</h1>
      <p>{t("spaces.leaving.left")}</p>
      {address !== "" && (
        <p>
          {t("spaces.leaving.found-at")} <bdi>{address}</bdi>
        </p>
      )}
      {props.known.mine && props.left !== null && (
        <>
          <p>{t("spaces.leaving.import")}</p>
          <p class="proof" dir="ltr">
            alongside import space left.age --member NAME --member-passphrase-file FILE
          </p>
          <Acts>
            <Go href={`${space.base}/leaving/left.age`}>{t("spaces.copies.download")}</Go>
          </Acts>
        </>
      )}
    </>
  );
}

async function offeredOf({ view }: SpaceVisit, id: string | undefined): Promise<Offered | null> {
  const thing = await view.thing(departure, id ?? "");
  const at = thing?.state.offered;
  if (thing === undefined || at == null) return null;
  const part = await view.part<Offered>(thing, at);
  return typeof part === "string" ? null : part;
}

/** Where somebody wants to go, in full, so that whoever agrees can compare it by phone. */
async function Asked(props: { visit: SpaceVisit; known: Here; one: Thing<JointState> }) {
  const { visit, known, one } = props;
  const { t, space, now } = visit;
  const offered = await offeredOf(visit, one.state.of[0]);
  return (
    <section>
      {offered !== null && <Where t={t} offered={offered} />}
      <Rows>
        <JointRow visit={visit} known={known} one={one} />
      </Rows>
      {known.mine && isAgreed(one.state, known.set, now) && (
        <Acts>
          <Go href={`${space.base}/leaving/${one.id}`}>{t("spaces.leaving.go-on")}</Go>
        </Acts>
      )}
    </section>
  );
}

function Where({ t, offered }: { t: SpaceVisit["t"]; offered: Offered }) {
  return (
    <>
      <h2>{t("spaces.leaving.where")}</h2>
      {offered.address !== "" && (
        <p>
          <bdi>{offered.address}</bdi>
        </p>
      )}
      <p class="proof" dir="ltr">
        {offered.vkey}
      </p>
      <p class="proof" dir="ltr">
        {offered.recipient}
      </p>
    </>
  );
}

function OfferForm({ visit, refusal }: { visit: SpaceVisit; refusal: Refusal | null }) {
  const { t, keys, posted, path } = visit;
  const names = { vkey: "offered", recipient: "offered" };
  const { faults, error } = saysOf(visit, refusal, names);
  return (
    <Form t={t} action={path} keys={keys} faults={faults}>
      <AreaField
        t={t}
        name="offered"
        label={t("spaces.leaving.offered")}
        hint={t("spaces.leaving.offered-hint")}
        required
        value={posted.text("offered")}
        error={error("offered")}
      />
      <TextField
        t={t}
        name="address"
        label={t("spaces.leaving.address")}
        hint={t("spaces.leaving.address-hint")}
        maxlength={200}
        exact
        value={posted.text("address")}
        error={error("address")}
      />
      <Acts>
        <Button weight="quiet">{t("spaces.joint.ask-set")}</Button>
      </Acts>
    </Form>
  );
}

/** What `init --receive --json` printed, or nothing where the text is not that. */
function readOffer(text: string): { vkey: string; recipient: string } | null {
  try {
    const { vkey, recipient } = (JSON.parse(text) ?? {}) as Record<string, unknown>;
    return typeof vkey === "string" && typeof recipient === "string" ? { vkey, recipient } : null;
  } catch (fault) {
    if (fault instanceof SyntaxError) return null;
    throw fault;
  }
}

/** Asks for a second yes to going there. */
export async function askLeaving(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { posted, send, space } = visit;
  const offer = readOffer(posted.text("offered"));
  if (offer === null)
    return leavingPage(visit, refuse("spaces.no-offer", "shape", { field: "offered" }));
  const done = await send("spaces.plan-departure", { ...offer, address: posted.text("address") });
  if (isRefusal(done)) return done.because === "shape" ? leavingPage(visit, done) : done;
  const agreed = done.answer["agreed"] === true;
  if (agreed) return { goto: `${space.base}/leaving/${done.answer["joint"]}` };
  return { goto: `${space.base}/leaving`, notice: "spaces.joint.asked" };
}

/** The last step: a code for each member to come in with over there, shown this once. */
export async function departurePage(visit: SpaceVisit): Promise<Reply> {
  const { t, keys, view, house, space, params, now } = visit;
  const known = await hereOf(visit);
  const one = (await liveJoints(view)).find(({ id }) => id === params["id"]);
  const offered = await offeredOf(visit, one?.state.of[0]);
  if (known === null || one?.state.what !== "move-away" || offered === null) return notHere;
  if (!known.mine) return notInSet;
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const ids = known.here.map(({ id }) => id).slice(0, Math.min(CODES_MAX, CLAIMS_MAX));
  const codes = makeClaims(ids, house.parts.random);
  const ready = isAgreed(one.state, known.set, now);
  const title = t("spaces.leaving.title");
  const page = (
    <>
      <h1>{title}</h1>
      <Where t={t} offered={offered} />
      <p>{t("spaces.leaving.what-stays")}</p>
      {ready ? (
        <Form t={t} action={`${space.base}/leaving/${one.id}/departure`} keys={keys}>
          <p>{t("spaces.leaving.codes-text")}</p>
          <Table
            caption={t("spaces.leaving.codes")}
            columns={[{ name: t("people.handle") }, { name: t("spaces.leaving.code") }]}
            rows={codes.map(({ member, code }) => [
              <bdi>{nameOf(visit, known.here, member)}</bdi>,
              <code dir="ltr">{code}</code>,
            ])}
          />
          {codes.map(({ member, code }) => (
            <input type="hidden" name="code" value={`${member} ${code}`} />
          ))}
          <Acts>
            <Button weight="grave">{t("spaces.leaving.leave")}</Button>
          </Acts>
        </Form>
      ) : (
        <p>{t("refusal.spaces.not-agreed")}</p>
      )}
    </>
  );
  return { title, page };
}

/** Leaves. When this answers the file is written, and this server writes nothing more here. */
export async function leave(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { posted, send, view, params, space, session } = visit;
  const claims = posted.all("code").flatMap((said) => {
    const [member = "", code = ""] = said.split(" ");
    return code === "" ? [] : [{ member, hash: codeHash(code) }];
  });
  const input = { joint: params["id"], size: view.space.size, claims };
  const author = { by: "founder", member: session?.member ?? "" } as const;
  const done = await send("spaces.move-away", input, { part: "leave", author });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/leaving`, notice: "spaces.leaving.done" };
}

/** The file, for whoever decides here; it opens on the machine it was made for alone. */
export async function leavingFile(visit: SpaceVisit): Promise<Reply> {
  const known = await hereOf(visit);
  const left = await leftFile(visit.house, visit.view.space);
  if (known === null || left === null) return notHere;
  if (!known.mine) return notInSet;
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  return { file: left.bytes, type: "application/octet-stream", name: "left.age" };
}
