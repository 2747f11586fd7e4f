/** What a notice says to whom: to a person of themselves, to a community of it as one. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertDone, assertRefused } from "../../house/testing.ts";
import { noticeFor } from "./notice.ts";
import type { Terms } from "./terms.ts";
import { consentSpace, termsOf } from "./testing.ts";

const told = (is: "person" | "community", more: Partial<Terms> = {}) => ({
  ...{ terms: termsOf(more), purpose: "", group: "", address: "https://alongside.example" },
  ...{ quotes: 1, is, groups: [] },
});
/** Words that speak to one person, in each language. */
const YOU = {
  en: /\b(you|your|yours)\b/i,
  es: /\b(te|tu|tus|tú|tuyo|tuyos|lees|puedes|estás|dices)\b/i,
  ar: /(وجهك|صوتك|اسمك|قبولك|مكانك|يكلّفك|برمزك|يمكنك|إذنك|تُسأل من)/,
};

it("speaks of a community's yes, never of one face", async () => {
  for (const lang of ["en", "es", "ar"] as const) {
    for (const named of ["no-name", "name"] as const) {
      const { text } = noticeFor(lang, told("community", { named }));
      assert.doesNotMatch(text, YOU[lang], text);
    }
    assert.match(noticeFor(lang, told("person")).text, YOU[lang]);
  }
});

it("no assembly allows anybody's face or voice as it is", async () => {
  const made = await consentSpace();
  const { subject = "" } = await made.ask("note-person", {
    is: "community",
    name: "x",
    reach: "y",
  });
  const text = { lang: "en", text: "May we?" };
  const asks = (face: string) => {
    const terms = termsOf({ scope: [subject], data: ["picture"], face: face as Terms["face"] });
    return made.send("ask", { subject, ...terms, notice: text, purpose: text, lang: "en" });
  };
  assertRefused(await asks("shown"), "consent.no-community-face");
  for (const face of ["altered", "none"]) assertDone(await asks(face));
});
