/** Deciding about notices that a member reads aloud. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { endOf, soundOf } from "../../house/values/index.ts";
import { inConsent, over } from "./decider.ts";
import { recording, recordingGoes, recordingsGo } from "./facts-recording.ts";
import { isOver } from "./status.ts";

type Answer = Decided | Refusal;

const noRecording = refuse("consent.no-such-recording", "not-found", { next: "go-back" });

/** Keeps a notice read aloud; the one before it, of whichever notice, is erased. */
export function keepRecording(
  world: World,
  { consent }: { consent: string },
  context: Context,
): Answer {
  return inConsent(world, { consent }, context, ({ state }) => {
    if (isOver(state, context.now)) return over;
    const { notice, lang, noticeAt, ends } = state;
    if (noticeAt === null) return refuse("consent.no-notice", "state", { next: "go-back" });
    const sound = soundOf(context.files ?? []);
    if (sound === null) return refuse("consent.no-sound", "shape", { field: "sound" });
    const before = recordingsGo(world, consent);
    const id = context.id();
    const record = { consent, notice, lang, until: endOf(ends) };
    const kept: NewFact = { kind: "recording", thing: id, type: "recording.kept/1", record };
    return {
      facts: [...before.facts, { ...kept, files: { list: [sound] } }],
      erases: before.erases,
      answer: { recording: id },
    };
  });
}

/** Erases one. */
export function wipeRecording(world: World, { recording: id }: { recording: string }): Answer {
  const found = world.thing(recording, id);
  return found === undefined ? noRecording : recordingGoes(found);
}
