import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { COMMON_SENTENCES } from "./common-sentences.ts";
import { sentenceFault, sentenceWords, slugTyped } from "./sentence.ts";

const own = {
  names: ["Río Abierto", "lucero", "أم كريم"],
  texts: ["Somos vecinas del barrio. Cocinamos los martes para quien venga a la plaza."],
};
const fault = (typed: string): Refusal | null => sentenceFault(typed, own);
const refused = (typed: string) => fault(typed)?.refused ?? "none";

describe("a sentence", () => {
  it("is ordinary and the group's alone", () => {
    for (const typed of [
      "My aunt left two green umbrellas behind the piano",
      "El lunes traigo tomates y una manguera vieja",
      "خالتي نسيت مظلتين خضراوين خلف البيانو القديم",
    ])
      assert.equal(fault(typed), null, typed);
  });

  it("is refused where it is short, well known or told by the group itself", () => {
    const table: [string, string][] = [
      ["", "spaces.sentence-short"],
      ["Five words are not enough", "spaces.sentence-short"],
      ["a b c d e f", "spaces.sentence-short"],
      ["again again again again again again again", "spaces.sentence-short"],
      ["Habia una vez en un lugar muy lejano", "spaces.sentence-common"],
      ["¡Había una vez, en casa de mi abuela Inés!", "spaces.sentence-common"],
      ["الشَّعبُ يُريدُ إسقاطَ النّظامِ الآنَ في كلّ مكان", "spaces.sentence-common"],
      ["In Rio we left two green umbrellas behind", "spaces.sentence-own"],
      ["Lucero left two green umbrellas behind the piano", "spaces.sentence-own"],
      ["Ana y Eva cocinamos los martes para quien quiera", "spaces.sentence-own"],
      ["نسيت كريم مظلتين خضراوين خلف البيانو القديم", "spaces.sentence-own"],
      ["x".repeat(301), "spaces.sentence-long"],
    ];
    for (const [typed, code] of table) assert.equal(refused(typed), code, typed);
  });

  it("is the same however it is said, typed and pointed", () => {
    const same: [string, string][] = [
      ["My aunt  left, two GREEN umbrellas.", "my aunt left two green umbrellas"],
      ["Mañana traeré tomates", "manana traere tomates"],
      ["خَالَتِي نَسِيَتْ مِظَلَّةً", "خالتي نسيت مظله"],
      ["الـــشمس إلى أعلى", "الشمس الي اعلي"],
      ["الساعة ٣", "الساعه 3"],
    ];
    for (const [typed, folded] of same) assert.equal(sentenceWords(typed).join(" "), folded);
  });

  it("is compared with well-known ones in the form they are kept in", () => {
    for (const one of COMMON_SENTENCES) assert.equal(sentenceWords(one).join(" "), one, one);
    for (const one of COMMON_SENTENCES)
      assert.ok(isRefusal(fault(`${one} y nadie lo supo nunca jamas`)), one);
  });
});

it("an address is typed whole or by its name", () => {
  const table: [string, string][] = [
    ["rio-abierto", "rio-abierto"],
    [" Rio-Abierto ", "rio-abierto"],
    ["https://alongside.example/s/rio-abierto/needs?x=1", "rio-abierto"],
    ["alongside.example/s/rio-abierto", "rio-abierto"],
    ["/s/rio-abierto", "rio-abierto"],
    ["", ""],
  ];
  for (const [typed, slug] of table) assert.equal(slugTyped(typed), slug, typed);
});
