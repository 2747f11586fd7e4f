/** For tests: files without a picture in them, and a toy room whose things have some. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Reader } from "./circles.ts";
import { defineCommand } from "./command.ts";
import { defineKind, type EntryRef } from "./facts.ts";
import { fileKey } from "./file-keys.ts";
import type { Made, Upload } from "./files.ts";
import { isRefusal, refuse } from "./refusal.ts";
import { floorPlan } from "./room.ts";
import { assertDone, testHouse } from "./testing.ts";
import { author, insider, plan as toys, who } from "./testing-toys.ts";
import { filesPart, type PictureRef, type SoundRef } from "./values/index.ts";

/** A file of so many bytes that follow from a seed. */
export function madeFile(seed: string | number, size = 200_000): Made<PictureRef> {
  const bytes = createHash("shake256", { outputLength: size }).update(`file ${seed}`).digest();
  return {
    ...{ type: "image/jpeg", size, width: 40, height: 30, bytes },
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

/** The same, as a recording. */
export function madeSound(seed: string | number, size = 200_000): Made<SoundRef> {
  const { sha256, bytes } = madeFile(seed, size);
  return { type: "audio/mpeg", size, sha256, seconds: 50, bytes };
}

const album = defineKind<{ at: EntryRef | null }>({
  kind: "album",
  facts: [
    { type: "album.kept/1", record: z.strictObject({}), files: filesPart(2) },
    { type: "album.shown/1", record: z.strictObject({}), moves: () => "public" },
    { type: "album.quieted/1", record: z.strictObject({}), moves: () => "host" },
  ],
  initial: { at: null },
  evolve: (state, { type, index, n }) =>
    type === "album.kept/1" ? { at: { index, n, type } } : state,
});
const none = "none: a toy" as const;
const row = { kind: "act", clause: none, consent: none, onLapse: none } as const;
const id = z.string().length(32);
const says = (what: string) =>
  defineCommand({
    ...{ ...row, name: `album.${what}`, who: ["coordination"], shape: z.strictObject({ id }) },
    decide: (_world, { id: thing }) => ({
      facts: [{ kind: "album", thing, type: `album.${what}/1`, record: {} }],
    }),
  });
/** The toys, and albums: kept, shown, quieted, erased. */
export const plan = floorPlan([
  ...toys.rooms,
  {
    name: "album",
    kinds: [album],
    commands: [
      defineCommand({
        ...{ ...row, name: "album.keep", who: ["coordination"] },
        shape: z.strictObject({ id, full: z.boolean().default(false) }),
        decide: (_world, { id: thing, full }, { files = [] }) =>
          full
            ? refuse("album.full", "limit")
            : {
                facts: [
                  {
                    ...{ kind: "album", thing, type: "album.kept/1", record: {} },
                    files: { list: [...files] },
                  },
                ],
              },
      }),
      says("shown"),
      says("quieted"),
      defineCommand({
        ...{ ...row, kind: "undoing", name: "album.erase", who: ["coordination"] },
        shape: z.strictObject({ id }),
        decide: (world, { id: thing }) => {
          const at = world.thing(album, thing)?.state.at;
          if (at == null) return refuse("album.none", "not-found");
          return { facts: [], erases: [{ kind: "album", thing, at, parts: ["files"] }] };
        },
      }),
    ],
  },
]);

/** Ids of two albums. */
export const ONE = "1".repeat(32);
/** See {@link ONE}. */
export const TWO = "2".repeat(32);

/** A house with a founded space, and ways to keep files, send and read. */
export async function begun(on: Parameters<typeof testHouse>[2] = {}) {
  const made = testHouse(plan, 1, on);
  const { house } = made;
  const at = await house.begin("alongside.invalid");
  const founder = { by: "founder", member: who } as const;
  assertDone(await made.send({ space: at, command: "toys.found", input: {}, author: founder }));
  let sent = 0;
  const send = (command: string, input: unknown, upload?: Upload, key?: string) => {
    const name = key ?? `album-${String(sent++).padStart(16, "0")}`;
    const envelope = { space: at, command: `album.${command}`, input, author, key: name };
    if (upload === undefined) return house.dispatch(envelope);
    return house.files.use(at, upload, (files) => house.dispatch({ ...envelope, files }));
  };
  const keep = async (...seeds: (string | number)[]) => {
    const upload = await house.files.keep(
      at,
      who,
      seeds.map((seed) => madeFile(seed)),
    );
    assert.ok(!isRefusal(upload));
    return upload;
  };
  const space = async () => {
    const opened = await house.space(at);
    assert.ok(opened);
    return opened;
  };
  const read = async (file: string, reader: Reader = insider, from?: number, to?: number) => {
    const view = await made.view(at, reader);
    const found = await view.file(file);
    const pieces = found === undefined ? null : await house.files.read(view, found, from, to);
    return pieces === null ? null : Buffer.concat(await Array.fromAsync(pieces));
  };
  return { ...made, at, send, keep, space, read };
}

/** See {@link begun}. */
export type Begun = Awaited<ReturnType<typeof begun>>;

/** The id of an upload's first file, or another. */
export const idIn = ({ list }: Upload, at = 0) => list[at]?.id ?? "";
/** What the store holds of a file. */
export const chunksOf = ({ store, at }: Begun, file: string) =>
  Array.fromAsync(store.blobs.read(at, file, 0, 99));

/** Fails unless nothing of a file is left: no key, no bytes, no reader who is given any. */
export async function assertGone(made: Begun, file: string): Promise<void> {
  assert.equal(await fileKey(made.keys, made.at, file), null);
  assert.deepEqual(await chunksOf(made, file), []);
  assert.equal(await made.read(file), null);
}
