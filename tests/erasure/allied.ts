/** What two groups write between them: who came along, and what they would agree on. */
import type { Author } from "../../house/command.ts";
import type { AgreementState } from "../../rooms/agreements/facts.ts";
import { en, type World, type Written } from "./world.ts";

/** What a group that came along wants to be called, and who acts for it. */
export async function writeAllies(world: World): Promise<Written[]> {
  const { ask } = world;
  const asked = (await ask("allies.propose", { name: en("those beside us") })).answer;
  const { ally, joint } = asked as { ally: string; joint: string };
  const { code } = (await ask("allies.invite", { ally, joint, from: en("us") })).answer;
  const holder: Author = { by: "holder", thing: ally, code: String(code) };
  await ask("allies.come", { name: en("plenvorda bridge") }, holder);
  const acts: Author = { by: "ally", ally, person: "b".repeat(32) };
  await ask("allies.enter", { handle: "sondralvi" }, acts);
  return [
    {
      ...{ what: "what an allied group was called before", canary: "plenvorda", searched: false },
      erase: (w) => w.ask("allies.rename", { name: en("the bridge") }, acts),
    },
    {
      ...{ what: "who acted for an allied group", canary: "sondralvi", searched: false },
      erase: (w) => w.ask("allies.step-out", {}, acts),
    },
    ...(await writeAgreement(world, ally)),
  ];
}

/** What two groups wrote into a draft and proposed, and a private note on it. */
async function writeAgreement({ ask, house, space }: World, ally: string): Promise<Written[]> {
  const langs = ["en", "es"];
  const begun = await ask("agreements.begin", { with: ally, langs });
  const { agreement } = begun.answer;
  const says = { kind: "aims", terms: { of: ["care"] } };
  const others = { says: { kind: "way-out", terms: { money: "stays", goods: "talk" } } };
  const clauses = [{ says, said: [{ lang: "en", text: en("vandolprio of ours") }] }, others];
  const texts = [en("wistermalk as proposed"), { lang: "es", text: "wistermalk igual" }];
  await ask("agreements.propose", { agreement, texts, differing: [], clauses });
  await ask("agreements.decline", { agreement, version: 1 });
  const state = (await (await house.space(space))?.thing(String(agreement)))?.state;
  const [first] = (state as AgreementState).drafts;
  const again = { agreement, texts: [en("anew"), { lang: "es", text: "otra vez" }], differing: [] };
  const kept = { agreement, pressed: true, said: en("quenfordal pressed us") };
  const { note } = (await ask("agreements.note", kept)).answer;
  return [
    {
      ...{ what: "the text of a version", canary: "wistermalk", searched: false },
      erase: (w) => w.ask("agreements.erase-text", { agreement, version: 1 }),
    },
    // Another proposal takes the place of that one.
    {
      ...{ what: "free words of a clause", canary: "vandolprio", searched: false },
      erase: (w) => w.ask("agreements.propose", { ...again, struck: [first?.clause] }),
    },
    {
      ...{ what: "a private note on an agreement", canary: "quenfordal", searched: false },
      erase: (w) => w.ask("agreements.take-note-back", { note }),
    },
  ];
}
