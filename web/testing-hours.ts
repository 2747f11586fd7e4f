/** For tests: the life of shifts and of hours given, over the JSON API. */
import type { Author } from "../house/command.ts";
import { SKILLS, skillAsked } from "./testing-skills.ts";
import type { Known, Step } from "./testing-steps.ts";

const day = (date: string) => ({ date, zone: "UTC", instant: `${date}T00:00:00Z` });
const WHEN = { day: day("2026-11-20"), from: "18:00", until: "21:00" };
const PLACES = [{ role: "cooking", min: 1, most: 2 }];
const ASKED = {
  ...{ work: "hours", joins: "first", ...WHEN, places: PLACES },
  what: { lang: "es", text: "Cocina" },
};
const THREE = { of: "3", unit: "hour" };

/** Each command once that a member sends, in an order in which each can be done. */
export const HOURS: readonly Step[] = [
  ["hours.ask", () => ASKED, ["occasion", "answer.occasion"]],
  ["hours.move", ({ occasion }) => ({ occasion, ...WHEN, from: "19:00" })],
  ["hours.set-limits", ({ occasion }) => ({ occasion, places: PLACES })],
  ["hours.show", ({ occasion }) => ({ occasion })],
  ["hours.quiet", ({ occasion }) => ({ occasion })],
  [
    "hours.take",
    ({ occasion }) => ({ occasion, role: "cooking", name: "bo" }),
    ["turn", "answer.turn"],
  ],
  ["hours.let-on-paper", ({ turn }) => ({ turn })],
  ["hours.take-off-paper", ({ turn }) => ({ turn })],
  ["hours.keep", ({ turn }) => ({ turn })],
  ["hours.offer-on", ({ turn }) => ({ turn })],
  ["hours.take-over", ({ turn }) => ({ turn, name: "lucero" }), ["taken", "answer.turn"]],
  ["hours.accept-under", ({ helping: turn, deal: agreement }) => ({ turn, agreement })],
  ["hours.accept-visit", ({ visiting: turn, deal: agreement }) => ({ turn, agreement })],
  ["hours.accept", ({ taken: turn }) => ({ turn })],
  ["hours.forget", ({ taken: turn }) => ({ turn })],
  ["hours.leave", ({ taken: turn }) => ({ turn })],
  ["hours.decline", ({ turn }) => ({ turn })],
  [
    ...(["hours.say", () => ({ work: "answering", of: THREE })] as const),
    ...([["effort", "answer.effort"], { arrived: "phone" }] as const),
  ],
  ["hours.dispute", ({ effort }) => ({ effort })],
  ["hours.confirm", ({ effort }) => ({ said: [{ effort }] })],
  ["hours.call-off", ({ occasion }) => ({ occasion })],
  ["hours.empty", ({ occasion }) => ({ occasion })],
  ...SKILLS,
];

type Acts = (command: string, input: object) => Promise<{ answer: Record<string, unknown> }>;
type Sends = (sent: { command: string; input: object; author: Author }) => Promise<unknown>;

/** What the allied group offers to come for under the agreement: two turns; and what is asked. */
export async function alliedTurns(
  act: Acts,
  { party: ally = "", acting: person = "", deal: agreement = "" }: Known,
  send: Sends,
): Promise<Known> {
  const author = { by: "ally", ally, person, leads: true } as const;
  const come = async (work: string, command: string) => {
    const asked = await act("hours.ask", { ...ASKED, work, show: true });
    const input = { occasion: asked.answer["occasion"], role: "cooking", agreement };
    const done = (await send({ command, input, author })) as Awaited<ReturnType<Acts>>;
    return String(done.answer["turn"]);
  };
  const helping = await come("hours", "hours.come-under");
  const visiting = await come("visit", "hours.visit");
  return { helping, visiting, ...(await skillAsked(act)) };
}
