/** For tests: a founded space with the real floor plan, and short ways to ask and to look. */
import type { Reader } from "../../house/circles.ts";
import type { Author } from "../../house/command.ts";
import { assertDone, testHouse } from "../../house/testing.ts";
import { plan } from "../index.ts";
import { need } from "./facts.ts";
import type { SendRows } from "./import/import.ts";

/** A space whose founder is in coordination. `safety` other than `no` protects it. */
export async function needsSpace(safety: "yes" | "no" = "no") {
  const made = testHouse(plan);
  const at = await made.house.begin("alongside.invalid");
  const member = "a".repeat(32);
  const founder: Author = { by: "founder", member };
  const input = {
    ...{ name: { lang: "en", text: "River kitchen" }, handle: "lucero", safety },
    ...{ zone: "Europe/Athens", langs: ["en"] },
  };
  assertDone(await made.send({ space: at, command: "spaces.found", input, author: founder }));
  const author: Author = { by: "member", member };
  const insider: Reader = { by: "member", member, roles: ["coordination"] };
  const ask = async (command: string, given: unknown, more: object = {}) => {
    const done = await made.send({ space: at, command, input: given, author, ...more });
    assertDone(done);
    return done;
  };
  const sendRows: SendRows = (command, given, { arrived, part }) =>
    made.send({
      ...{ space: at, command, input: given, author, key: `import-${part}-${sent++}` },
      ...(arrived === undefined ? {} : { arrived }),
    });
  let sent = 0;
  const view = (reader: Reader = insider) => made.view(at, reader);
  const needs = async (reader: Reader = insider) => (await view(reader)).things(need);
  return { ...made, at, member, author, insider, ask, sendRows, view, needs };
}
