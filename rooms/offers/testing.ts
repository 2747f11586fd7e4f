/** For tests: a founded space with the real floor plan, and short ways to ask and to look. */
import type { Reader } from "../../house/circles.ts";
import type { Author } from "../../house/command.ts";
import { assertDone, testHouse } from "../../house/testing.ts";
import { plan } from "../index.ts";
import type { SendRows } from "./import/import.ts";

/** A space whose founder is in coordination. `safety` other than `no` protects it. */
export async function offersSpace(safety: "yes" | "no" = "no") {
  const made = testHouse(plan);
  const at = await made.house.begin("alongside.invalid");
  const member = "a".repeat(32);
  const founder: Author = { by: "founder", member };
  const founding = {
    ...{ name: { lang: "en", text: "River kitchen" }, handle: "lucero", safety },
    ...{ zone: "Europe/Athens", langs: ["en"] },
  };
  assertDone(
    await made.send({ space: at, command: "spaces.found", input: founding, author: founder }),
  );
  const insider: Reader = { by: "member", member, roles: ["coordination"] };
  const host: Author = { by: "member", member };
  const send = (command: string, input: unknown, author: Author = host) =>
    made.send({ space: at, command, input, author });
  const ask = async (command: string, input: unknown, author: Author = host) => {
    const done = await send(command, input, author);
    assertDone(done);
    return done;
  };
  const stranger = (): Author => ({
    by: "stranger",
    id: (++strangers).toString(16).padStart(32, "e"),
  });
  let strangers = 0;
  let sent = 0;
  const sendRows: SendRows = (command, input, { arrived, part }) =>
    made.send({
      ...{ space: at, command, input, author: host, key: `import-${part}-${++sent}` },
      ...(arrived === undefined ? {} : { arrived }),
    });
  const view = (reader: Reader = insider) => made.view(at, reader);
  return { ...made, at, member, host, send, ask, stranger, sendRows, view, insider };
}
