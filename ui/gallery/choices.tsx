import { Choice } from "../choice.tsx";
import { Ticks } from "../ticks.tsx";
import type { Translate } from "../types.ts";
import type { Sample } from "./samples.ts";

/** Cards and boxes. */
export function Choices({ t, s }: { t: Translate; s: Sample }) {
  const cards = [
    { value: "yes", label: s.yes, hint: s.yesHint },
    { value: "unsure", label: s.unsure, hint: s.unsureHint },
    { value: "no", label: s.no },
  ];
  const ticks = [
    { value: "a", label: s.blankets, ticked: true },
    { value: "b", label: "+34 600 000 000", warning: s.reachError },
    { value: "c", label: s.rent, hint: s.rentSay },
  ];
  return (
    <>
      <Choice t={t} name="harm" label={s.harm} required cards={cards} />
      <Choice t={t} name="harm2" label={s.harm} cards={cards} value="no" error={s.reachError} />
      <Ticks t={t} name="lines" label={s.kinds} ticks={ticks} counted />
    </>
  );
}
