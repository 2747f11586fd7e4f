/** The bytes of files: wherever an erasure begins, they and their keys are nowhere any more. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Author } from "../../house/command.ts";
import { fileKey } from "../../house/file-keys.ts";
import type { Upload } from "../../house/files.ts";
import { isRefusal } from "../../house/refusal.ts";
import { writeSpaceFile } from "../../house/space-file.ts";
import { DAY } from "../../house/testing.ts";
import { madeFile, madeSound } from "../../house/testing-files.ts";
import { plan } from "../../rooms/index.ts";
import { diskKeys } from "../../store/key-folder.ts";
import { openSqlite } from "../../store/sqlite/open.ts";
import { emptyFolder } from "../../store/sqlite/testing.ts";
import { noticeRead, pictureAsked, readAloud, withPicture } from "./pictures.ts";
import { copyOf, inFiles } from "./sites.ts";
import { AUTHOR, begin, COORDINATION, endWorld, restarted, type World } from "./world.ts";

type Member = Author & { by: "member" };
const FOUNDER = AUTHOR as Member;

async function node(t: TestContext) {
  const { folder, remove } = emptyFolder();
  const at = (name: string) => join(folder, name);
  const keys = await diskKeys(at("keys"), at("second"));
  const store = await openSqlite(at("data"));
  t.after(remove);
  t.after(() => store.close());
  return { folder, at, keys, store };
}
type Node = Awaited<ReturnType<typeof node>>;

/** What of a file lies on the disk: its sealed bytes, and its key as the folder writes it. */
async function traces({ store, keys }: Node, { space }: World, { list }: Upload) {
  const sealed: Uint8Array[] = [];
  const held: Uint8Array[] = [];
  for (const { id } of list) {
    const chunks = await Array.fromAsync(store.blobs.read(space, id, 0, 99));
    assert.ok(chunks.length > 1, "it takes more than one chunk");
    // A page of the database holds a piece of a chunk, never the whole of one.
    sealed.push(...chunks.map((chunk) => chunk.subarray(1_000, 1_200)));
    held.push(Buffer.from(Buffer.from((await fileKey(keys, space, id)) ?? []).toString("base64")));
  }
  return { sealed, held };
}

const all = (flags: readonly boolean[]) => flags.every(Boolean);
const any = (flags: readonly boolean[]) => flags.some(Boolean);

/** Fails where anything of it is left; the bytes may take the store a moment. */
async function nowhere({ at }: Node, { sealed, held }: Awaited<ReturnType<typeof traces>>) {
  for (const place of ["keys", "second"])
    assert.ok(!any(inFiles(at(place), held)), `a key is left in ${place}`);
  for (let n = 0; n < 100 && any(inFiles(at("data"), sealed)); n++) await sleep(20);
  assert.ok(!any(inFiles(at("data"), sealed)), "bytes are left");
}

/** Whether coordination is given the file. */
async function isTold({ house, view, space }: World, { list }: Upload): Promise<boolean> {
  const reading = await view(space, COORDINATION);
  const found = await reading.file(list[0]?.id ?? "");
  return found !== undefined && (await house.files.read(reading, found)) !== null;
}

/** Somebody's words, and a picture beside them. */
async function besideWords(world: World) {
  const who = { is: "person", name: "salma", reach: "x" };
  const subject = (await world.ask("consent.note-person", who)).answer["subject"];
  const quoted = { lang: "en", text: "we stay" };
  const { saying } = (await world.ask("consent.write-words", { subject, quoted })).answer;
  const alt = { lang: "en", text: "a door" };
  const keeps: [string, object] = ["consent.keep-picture", { saying, face: "none", alt }];
  const { upload, done } = await withPicture(world, FOUNDER, keeps, "beside words");
  return { saying, upload, picture: done.answer["picture"] };
}

async function joined({ ask }: World, handle: string, second?: Member): Promise<Member> {
  const made = await ask("people.invite", { roles: ["member"], days: 2, uses: 1 });
  const { invitation, code } = made.answer as { invitation: string; code: string };
  const holder: Author = { by: "holder", thing: invitation, code };
  if (second !== undefined) await ask("people.cosign-invitation", { invitation }, second);
  const { answer } = await ask("people.join", { handle }, holder);
  return { by: "member", member: String(answer["member"]) };
}

type Way = [Upload, () => Promise<unknown>];

/** Somebody's words, and themselves saying them. */
async function spokenWords(world: World) {
  const who = { is: "person", name: "salma", reach: "x" };
  const subject = (await world.ask("consent.note-person", who)).answer["subject"];
  const quoted = { lang: "en", text: "we stay" };
  const { saying } = (await world.ask("consent.write-words", { subject, quoted })).answer;
  const said = { saying, voice: "shown", known: true };
  const keeps: [string, object] = ["consent.keep-spoken", said];
  const sound = madeSound("in their own voice");
  const { upload, done } = await withPicture(world, FOUNDER, keeps, "", sound);
  return { saying, upload, spoken: done.answer["spoken"] };
}

/** Ways in which what was read aloud, or said by those whose words it is, is erased. */
async function unheard(world: World): Promise<Way[]> {
  const taken = await readAloud(world, FOUNDER, "taken away");
  const anew = await readAloud(world, FOUNDER, "written anew");
  const notice = await noticeRead(world, FOUNDER);
  const [one, two] = [await spokenWords(world), await spokenWords(world)];
  const { listening, item } = taken;
  const text = { lang: "en", text: "and from where?" };
  const words = { listening: anew.listening, item: anew.item, text };
  return [
    [taken.upload, () => world.ask("listening.unvoice-question", { listening, item, lang: "en" })],
    [anew.upload, () => world.ask("listening.ask", words)],
    [one.upload, () => world.ask("consent.wipe-spoken", { spoken: one.spoken })],
    [two.upload, () => world.ask("consent.wipe-words", { saying: two.saying })],
    [
      notice.upload,
      () => world.ask("consent.wipe-recording", { recording: notice.done.answer["recording"] }),
    ],
  ];
}

/** Somebody leaves with their words: what they read aloud goes with them. */
async function leaves(on: Node, world: World, who: Member): Promise<() => Promise<void>> {
  const { upload } = await readAloud(world, who, "their voice");
  const found = await traces(on, world, upload);
  return async () => {
    assert.ok(await isTold(world, upload));
    await world.ask("people.remove", { member: who.member, forget: true, words: true });
    assert.ok(!(await isTold(world, upload)), "their voice");
    await nowhere(on, found);
  };
}

it("erased by command, by its words, by time, by name: no byte, no key, no reader", async (t) => {
  const on = await node(t);
  const world = await begin(on);
  const wanted = [{ what: "listening", days: 30 }];
  await world.ask("spaces.plan-times", { wanted });
  const stays = await joined(world, "sierra");
  const gone = await joined(world, "bruma", stays);
  const one = await besideWords(world);
  const two = await besideWords(world);
  const theirs = await pictureAsked(world, gone, "theirs");
  const asked = await pictureAsked(world, FOUNDER, "by time");
  const again = await pictureAsked(world, FOUNDER, "written anew");
  const leaving = await leaves(on, world, gone);
  const left = await besideWords(world);
  const kept = await traces(on, world, left.upload);
  const ways: Way[] = [
    [one.upload, () => world.ask("consent.wipe-picture", { picture: one.picture })],
    [two.upload, () => world.ask("consent.wipe-words", { saying: two.saying })],
    [
      ...([again.upload] as const),
      () => {
        const alt = { lang: "en", text: "another" };
        const input = { listening: again.listening, item: again.item, alt, nobody: true };
        return withPicture(world, FOUNDER, ["listening.picture-question", input], "another");
      },
    ],
    ...(await unheard(world)),
    [theirs.upload, leaving],
    [
      ...([asked.upload] as const),
      async () => {
        world.clock.pass(31 * DAY);
        assert.ok(!(await isTold(world, asked.upload)), "past its time, job or no job");
        for (const { tend } of plan.rooms) await tend?.(world.house, world.space);
      },
    ],
  ];
  const yesterday = on.at("yesterday");
  const before = await Promise.all(ways.map(([upload]) => traces(on, world, upload)));
  for (const { sealed, held } of before) {
    assert.ok(all(inFiles(on.at("data"), sealed)), "the bytes were found");
    for (const place of ["keys", "second"]) assert.ok(all(inFiles(on.at(place), held)), place);
  }
  copyOf(on.at("data"), yesterday);
  for (const [n, [upload, erase]] of ways.entries()) {
    assert.ok(await isTold(world, upload), `way ${n}`);
    await erase();
    assert.ok(!(await isTold(world, upload)), `way ${n}`);
    const found = before[n];
    assert.ok(found);
    await nowhere(on, found);
  }
  assert.ok(await isTold(world, left.upload), "nobody else's went with it");
  assert.ok(all(inFiles(on.at("keys"), kept.held)));
  const space = await world.house.space(world.space);
  assert.ok(space);
  const file = await Array.fromAsync(writeSpaceFile(space, { ...on, now: world.house.now }));
  for (const [upload] of ways)
    for (const { id } of upload.list) assert.ok(!file.some((line) => line.includes(id)));
  // Yesterday's database has the bytes still, and under today's keys nobody is given them.
  const store = await openSqlite(yesterday);
  const old = restarted(world, { store, keys: on.keys });
  for (const [upload] of ways) assert.ok(!(await isTold(old, upload)));
  await store.close();
});

it("what was chosen and never sent is gone after seven days, and with the group", async (t) => {
  const on = await node(t);
  const world = await begin(on);
  const { house, space, clock } = world;
  const upload = await house.files.keep(space, FOUNDER.member, [madeFile("never sent")]);
  assert.ok(!isRefusal(upload));
  const found = await traces(on, world, upload);
  clock.pass(7 * DAY);
  assert.equal(await house.files.find(space, FOUNDER.member, upload.list[0]?.id ?? ""), null);
  await house.endDirtyEpochs(space);
  await nowhere(on, found);
  const other = await house.files.keep(space, FOUNDER.member, [madeFile("waits")]);
  assert.ok(!isRefusal(other));
  const waits = await traces(on, world, other);
  const part = await traces(on, world, (await besideWords(world)).upload);
  await endWorld(world);
  await nowhere(on, waits);
  await nowhere(on, part);
});
