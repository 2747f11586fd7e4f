/** What later rooms say beside a contribution or a shipment, for whoever may read it. */
import type { SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import type { Beside } from "../../../house/room.ts";
import { chooseText } from "../../../house/values/index.ts";
import { voiceOf } from "../../../ui/words.tsx";

/** All of it, in the order of the rooms. */
export async function besideOf({ view }: SpaceVisit, thing: Thing): Promise<Beside[]> {
  const said = view.space.plan.rooms.map(({ beside }) => beside?.(view, thing));
  return (await Promise.all(said)).flatMap((one) => one ?? []);
}

/** A line for each: what it is, and where it leads. */
export function BesideLines({ visit, all }: { visit: SpaceVisit; all: readonly Beside[] }) {
  const { t, space, lang } = visit;
  return (
    <>
      {all.map(({ key, path, texts }) => {
        const called = chooseText([...texts], [lang]) ?? { lang, text: t("needs.beside-it") };
        return (
          <p class="soft">
            {t(key)}{" "}
            <a href={space.base + path}>
              <span {...voiceOf(called)}>{called.text}</span>
            </a>
          </p>
        );
      })}
    </>
  );
}
