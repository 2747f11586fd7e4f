/** What the pages share on which coordination writes a text of the group's in its languages. */
import type { SpaceVisit } from "../../../house/door.ts";
import type { Lang } from "../../../house/values/index.ts";
import { AreaField } from "../../../ui/area-field.tsx";
import { ownName } from "./inside.ts";

/** A box for each language, in its own name: with what was typed, else what is written. */
export function TextBoxes(props: {
  visit: SpaceVisit;
  langs: readonly Lang[];
  lengthMax: number;
  written: (lang: Lang) => string;
  error: (name: string) => string | undefined;
  rows?: (lang: Lang) => number;
}) {
  const { visit, langs, lengthMax, written, error, rows } = props;
  const { t, posted, method } = visit;
  return (
    <>
      {langs.map((one) => {
        const name = `text-${one}`;
        return (
          <AreaField
            {...{ t, name, label: ownName(one), lang: one, maxlength: lengthMax }}
            {...(rows === undefined ? {} : { rows: rows(one) })}
            value={method === "POST" ? posted.text(name) : written(one)}
            error={error(name)}
          />
        );
      })}
    </>
  );
}
