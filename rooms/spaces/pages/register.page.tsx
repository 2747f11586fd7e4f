/** The register: what is held here, who can open it, used how, until when. */
import type { Circle } from "../../../house/circles.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Go } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { DayText } from "../../../ui/time.tsx";
import { type Held, heldIn, noteSeen, registerChanged, registerCheck } from "../register.ts";

/** Kinds that have words of their own here; others are said in one way. */
export const SAID = [
  ...["space", "term", "link", "joint", "copy", "safekeeping", "departure", "register-check"],
  ...[
    "shutters",
    "silence",
    "breach",
    "subject",
    "consent",
    "saying",
    "picture",
    "recording",
    "spoken",
    "times",
    "circle",
    "duty",
    "member",
    "invitation",
    "question",
    "need",
    "note",
    "offer",
    "delivery",
    "book",
  ],
  ...["statement", "import", "manifest", "listening", "growth", "norm"],
  ...["occasion", "turn", "effort"],
  ...["skill", "request", "introduction", "report"],
  ...["ally", "ally-person", "alliance"],
  ...["agreement", "drawing", "agreement-note"],
  ...["extract", "sorting", "columns", "book-link"],
  ...["expense", "spending-rules", "budget", "pledge"],
  ...["shelf", "goods", "lot", "stowed", "nearby", "precedence", "leg", "swaps"],
];
/** What lies beside the entries. */
const BESIDE = ["logins", "sessions", "drafts", "time", "answers", "keepers"];
/** Checks listed, the newest first. */
const CHECKS = 12;

/** The page. */
export async function registerPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space, keys, session, lang } = visit;
  const member = session?.member;
  if (member == null) return notHere;
  const held = await heldIn(view, space.protects);
  const changed = await registerChanged(view, member);
  const checks = (await view.things(registerCheck)).reverse().slice(0, CHECKS);
  const title = t("spaces.register.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.register.text")}</p>
      {changed && (
        <Notice kind="info" t={t} title={t("spaces.register.changed")}>
          <Act action={`${space.base}/register/reading`} keys={keys} weight="main">
            {t("spaces.register.read")}
          </Act>
        </Notice>
      )}
      <Rows>
        {held.map((one) => (
          <HeldRow visit={visit} one={one} />
        ))}
      </Rows>
      <h2>{t("spaces.register.beside")}</h2>
      <ul>
        {BESIDE.map((what) => (
          <li>{t(`spaces.register.beside-${what}`)}</li>
        ))}
      </ul>
      <p>
        <a href={`${space.base}/times`}>{t("spaces.times.title")}</a>
      </p>
      <Acts>
        <Go href={`${space.base}/membership/held`}>{t("people.held.title")}</Go>
        <Go href={`${space.base}/copies`} weight="quiet">
          {t("spaces.copies.title")}
        </Go>
        <Go href={`${space.base}/keeper`} weight="quiet">
          {t("spaces.keepers.title")}
        </Go>
        <Go href={`${space.base}/silence`} weight="quiet">
          {t("spaces.silence.title")}
        </Go>
      </Acts>
      <h2>{t("spaces.register.checks")}</h2>
      {checks.length === 0 && <p>{t("spaces.register.unchecked")}</p>}
      <Rows>
        {checks.map(({ first, state }) => (
          <Row
            title={t(`spaces.register.said-${state.changed ? "changed" : "same"}`)}
            say={<DayText date={first.day} lang={lang} />}
          />
        ))}
      </Rows>
      {session?.roles.includes("coordination") && <Check visit={visit} />}
    </>
  );
  return { title, page };
}

function Check({ visit }: { visit: SpaceVisit }) {
  const { t, space, keys } = visit;
  return (
    <Acts>
      {(["same", "changed"] as const).map((said) => (
        <Act action={`${space.base}/register`} keys={keys} fields={{ said }}>
          {t(`spaces.register.say-${said}`)}
        </Act>
      ))}
    </Acts>
  );
}

function HeldRow({ visit, one }: { visit: SpaceVisit; one: Held }) {
  const { t, words } = visit;
  const kind = SAID.includes(one.kind) ? one.kind : "other";
  const circles = one.circles.map((circle) => t(`spaces.register.open-${openOf(circle)}`));
  const parts = one.erasable.map((part) => t(`spaces.register.part-${part}`));
  return (
    <Row
      level={2}
      title={t(`spaces.register.kind.${kind}`)}
      end={words.number(String(one.count))}
      say={t("spaces.register.who", { who: words.list([...new Set(circles)]) })}
    >
      <p>
        {t(`spaces.register.until.${one.until}`)}{" "}
        {one.times.map(({ what, days }) => (
          <>
            <b>{t(`house.time.goes.${what}`, { time: t("house.time.days", { n: days }) })}</b>{" "}
          </>
        ))}
        {parts.length === 0
          ? t("spaces.register.erase-none")
          : t("spaces.register.erase", { parts: words.list(parts) })}
      </p>
    </Row>
  );
}

/** A circle as the register says it: which circle of members it is stands on its own page. */
function openOf(circle: Circle): string {
  if (circle.startsWith("circle:")) return "circle";
  return circle.startsWith("parties:") ? "parties" : circle;
}

/** Coordination says that it was checked. */
export async function check({ posted, send, space }: SpaceVisit): Promise<Reply> {
  const done = await send("spaces.check-register", { changed: posted.text("said") === "changed" });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/register`, notice: "spaces.register.noted" };
}

/** A member says that they have read it. */
export async function read({ view, session, house, space }: SpaceVisit): Promise<Reply> {
  if (session?.member == null) return notHere;
  await noteSeen(view, session.member, house.parts.random);
  return { goto: `${space.base}/register`, notice: "spaces.register.noted" };
}
