/** What a version changes against the one that holds, clause by clause. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { State } from "../../../ui/state.tsx";
import { type Change, comparison, type Shown } from "../compare.ts";
import { HOST } from "../parties.ts";
import { textsOf } from "../questions.ts";
import { openProposal } from "../status.ts";
import { clauseLines } from "../text.ts";
import { forAgreement, Head } from "./parts.tsx";

const LOOKS = { same: "quiet", changed: "partly", struck: "stopped", new: "live" } as const;

/** Each clause with what became of it; what stood there is shown beside what is proposed. */
export function Changes({ visit, all }: { visit: SpaceVisit; all: readonly Change[] }) {
  const { t } = visit;
  return (
    <section>
      <h2>{t("agreements.changes.title")}</h2>
      {all.map(({ what, before, after }) => (
        <section>
          <h3>{t(`agreements.kind.${(after ?? before)?.clause.kind ?? "aims"}`)}</h3>
          <p>
            <State is={LOOKS[what]}>{t(`agreements.changes.${what}`)}</State>
          </p>
          {before !== null && what !== "same" && (
            <Lines {...{ visit, heading: t("agreements.changes.before"), shown: before }} />
          )}
          {after !== null && (
            <Lines
              {...{ visit, shown: after }}
              heading={what === "changed" ? t("agreements.changes.after") : null}
            />
          )}
        </section>
      ))}
    </section>
  );
}

type Said = { visit: SpaceVisit; heading: string | null; shown: Shown };

/** The text in the reader's language as it stands in the version, where it has one. */
function Lines({ visit, heading, shown }: Said) {
  const { clause, said } = shown;
  const lines = said.get(visit.lang)?.split("\n") ?? clauseLines(visit.words, clause);
  const by = clause.side === HOST ? "agreements.by.us" : "agreements.by.them";
  return (
    <>
      {heading !== null && <p class="soft">{heading}</p>}
      <ul>
        {lines.map((line) => (
          <li>
            <bdi>{line}</bdi>
          </li>
        ))}
      </ul>
      <p class="soft">{visit.t(by)}</p>
    </>
  );
}

/** `GET /agreements/:id/changes`. */
export function changesPage(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, async ({ thing }) => {
    const { proposed, current } = thing.state;
    const next = openProposal(thing.state) ?? proposed;
    if (next === null || current === null) return notHere;
    const { t, view } = visit;
    const title = t("agreements.changes.page");
    const [before, after] = [
      { clauses: current.clauses, texts: (await textsOf(view, thing, current)) ?? [] },
      { clauses: next.clauses, texts: (await textsOf(view, thing, next)) ?? [] },
    ];
    const page = (
      <>
        <Head {...{ visit, title, id: thing.id }} />
        <p>{t("agreements.changes.text", { from: current.version, to: next.version })}</p>
        <Changes {...{ visit, all: comparison(before, after) }} />
      </>
    );
    return { title, page };
  });
}
