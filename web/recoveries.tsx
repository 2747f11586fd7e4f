/** Coming back by the word of two is told on every page to whoever may stop it, with one tap. */
import { dayOf } from "../house/values/index.ts";
import { Act } from "../ui/act.tsx";
import type { PageNotice } from "../ui/page.tsx";
import { type Ask, formKeys } from "./ask.ts";

/** The lines for this session; none, at no cost, where nobody comes back. */
export async function recoveryLines(ask: Ask): Promise<PageNotice[]> {
  const { session, words, node } = ask;
  const told = session === null ? [] : await node.people.recoveries(session);
  const { t } = words;
  return told.map(({ id, own, who, until }) => {
    const day = words.day(dayOf(until, "UTC"));
    const time = new Date(until).toISOString().slice(11, 16);
    const name = who ?? t("people.members.no-name");
    return {
      ...{ kind: "warn" as const, title: t("web.recovery.title") },
      text: (
        <>
          {own
            ? t("web.recovery.own", { day, time })
            : t("web.recovery.other", { name, day, time })}
          <Act action={node.people.paths.stopRecovery} keys={formKeys(ask)} fields={{ id }}>
            {t("web.recovery.stop")}
          </Act>
        </>
      ),
    };
  });
}
