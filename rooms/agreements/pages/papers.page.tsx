/** On paper, and as the file that anybody can judge without this server. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { agreementFile, signedNote } from "../note.ts";
import { textsOf } from "../questions.ts";
import { heldVersion } from "../status.ts";
import { langName } from "../text.ts";
import { Signatures } from "./agreement.page.tsx";
import { forAgreement, otherName, Paragraphs, Standing } from "./parts.tsx";

/** `GET /agreements/:id/sheet`: every language of it, the one that prevails first. */
export function sheetPage(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, async (one) => {
    const { t, view, now, words } = visit;
    const { state } = one.thing;
    const version = heldVersion(state, now) ?? state.proposed ?? state.current;
    if (version === null) return notHere;
    const texts = (await textsOf(view, one.thing, version)) ?? [];
    const first = (lang: string) => (lang === state.prevails ? 0 : 1);
    const title = t("agreements.with", { them: await otherName(visit, state.with) });
    const page = (
      <PrintSheet
        title={title}
        say={t("agreements.prevails", { lang: langName(words, state.prevails) })}
        corner={<Standing {...{ visit, status: one.status }} />}
      >
        {[...texts]
          .sort((a, b) => first(a.lang) - first(b.lang))
          .map((text) => (
            <section>
              <h2>{langName(words, text.lang)}</h2>
              <Paragraphs text={text} />
            </section>
          ))}
        <h2>{t("agreements.signed.title")}</h2>
        <Signatures {...{ visit, one, version }} />
        <p class="soft">
          SHA-256 <code dir="ltr">{version.hash}</code>
        </p>
      </PrintSheet>
    );
    return { title, page, shape: "sheet" };
  });
}

/** `GET /agreements/:id/agreement.json?version=…`. */
export function fileOf(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, async ({ thing }) => {
    const { view, query } = visit;
    const { proposed, current } = thing.state;
    const asked = Number(query.get("version") ?? current?.version ?? proposed?.version);
    const version = [proposed, current].find((one) => one?.version === asked);
    if (version == null || version.sealed === null) return notHere;
    const texts = await textsOf(view, thing, version);
    if (texts === null) return notHere;
    const { lines } = version.sealed;
    const note = signedNote({ id: thing.id, state: thing.state, version, lines });
    const file = agreementFile(note, version, texts);
    return { file, type: "application/json", name: "agreement.json" };
  });
}
