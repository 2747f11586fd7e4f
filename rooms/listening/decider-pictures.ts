/** Deciding about pictures beside questions: of things, places, drawings; of nobody. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { picturesOf, type Text } from "../../house/values/index.ts";
import { inSession } from "./decider.ts";
import { photosGone } from "./facts.ts";

type Answer = Decided | Refusal;
type OfItem = { listening: string; item: string };

const noItem = refuse("listening.no-such-item", "not-found", { next: "go-back" });
const nothing: Decided = { facts: [] };

/** Puts a picture beside a question; the one that stood there is erased. */
export function picture(
  world: World,
  { listening: id, item, alt }: OfItem & { alt: Text },
  { files = [] }: Context,
): Answer {
  return inSession(world, { listening: id }, ({ state }) => {
    const found = state.questions.find((one) => one.id === item);
    if (found === undefined) return noItem;
    const list = picturesOf(files);
    if (list.length === 0) return refuse("listening.no-picture", "shape", { field: "photo" });
    const record = { item };
    return {
      facts: [
        {
          ...{ kind: "listening", thing: id, type: "listening.pictured/1", record },
          ...{ words: { alt }, files: { list } },
        },
      ],
      erases: goneOf(id, found.photo),
    };
  });
}

/** Takes it away: it is erased. */
export function unpicture(world: World, { listening: id, item }: OfItem): Answer {
  return inSession(world, { listening: id }, ({ state }) => {
    const photo = state.questions.find((one) => one.id === item)?.photo;
    if (photo === undefined) return nothing;
    const fact = { kind: "listening", thing: id, type: "listening.unpictured/1", record: { item } };
    return { facts: [fact], erases: goneOf(id, photo) };
  });
}

const goneOf = (thing: string, photo: Parameters<typeof photosGone>[1][number]["photo"]): Erase[] =>
  photosGone(thing, [{ photo }]);
