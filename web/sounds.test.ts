import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { isRefusal } from "../house/refusal.ts";
import { SECONDS_MAX } from "../house/values/index.ts";
import { runs, seeds } from "../tests/run/seeds.ts";
import { bareSeconds, soundKind } from "./mp3.ts";
import { soundAnew } from "./sounds.ts";
import { RECORDED, RECORDED_BY, tone } from "./testing-sounds.ts";

async function made(bytes: Uint8Array) {
  const all = await soundAnew(bytes);
  assert.ok(!isRefusal(all), JSON.stringify(all));
  const [one] = all;
  assert.ok(one !== undefined && all.length === 1);
  return { ...one, bytes: Buffer.from(one.bytes) };
}

async function refused(bytes: Uint8Array) {
  const all = await soundAnew(bytes);
  assert.ok(isRefusal(all), "it was taken");
  return all.refused;
}

it("where a recording was made, when, with what and by whom does not come along", async () => {
  for (const [kind, taken] of Object.entries(RECORDED)) {
    assert.ok(taken.includes(RECORDED_BY), `${kind} says who made it`);
    const one = await made(taken);
    assert.ok(!one.bytes.includes("CANARY"), kind);
    // A little is added where a decoder begins and an encoder ends.
    const seconds = bareSeconds(one.bytes) ?? 0;
    assert.ok(seconds > 0.58 && seconds < 0.9, `${kind}: ${seconds}`);
    assert.deepEqual([one.type, one.seconds, one.size], ["audio/mpeg", 1, one.bytes.length]);
    // What was said is in it: of silence all frames are alike.
    const frames = one.bytes.toString("hex").match(/.{192}/g) ?? [];
    assert.ok(new Set(frames).size > frames.length / 2, kind);
  }
});

it("what is no recording is refused, whatever it says that it is", async () => {
  const html = "<!doctype html><script>alert(1)</script>".padEnd(400, " ");
  for (const bytes of [
    ...[
      "",
      html,
      "GIF89a",
      "%PDF-1.7",
      "#!AMR\n",
      "fLaC",
      "RIFF0000WEBPVP8 ",
      "#EXTM3U\nfile:///x\n",
    ],
    ...["ffconcat version 1.0\nfile /etc/hostname\n", "\x1a\x45\xdf\xa3"],
  ])
    assert.equal(await refused(Buffer.from(bytes.padEnd(400, "."), "latin1")), "web.sound-kind");
  const headed = (head: string) => Buffer.concat([Buffer.from(head, "latin1"), Buffer.from(html)]);
  for (const head of ["\0\0\0\x20ftypM4A ", "OggS\0\x02", "ID3\x04\0\0\0\0\x02\0"])
    assert.equal(await refused(headed(head)), "web.sound-broken");
  // A playlist under the first bytes of a recording leads nowhere: there is nothing around it.
  const list = Buffer.from("ID3\x04\0\0\0\0\0\0#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n");
  assert.equal(await refused(list), "web.sound-broken");
  assert.equal(await refused(RECORDED.m4a.subarray(0, 900)), "web.sound-broken");
});

it("what is two things at once comes out as the sound alone, or not at all", async () => {
  const page = Buffer.from("<script>CANARYSCRIPT</script>".padEnd(256, " "));
  const tag = Buffer.from("ID3\x04\0\0\0\0\x02\0", "latin1");
  const { bytes: frames } = await made(tone(2));
  const one = await made(Buffer.concat([tag, page, frames]));
  assert.ok(!one.bytes.includes("CANARY"));
  assert.ok(bareSeconds(one.bytes));
  const packed = Buffer.concat([frames, Buffer.from("PK\x03\x04CANARYZIP")]);
  assert.equal(await refused(packed), "web.sound-broken");
});

it("what is too long, or says it is huge, takes a bounded while and no more memory", async () => {
  const before = process.memoryUsage().rss;
  assert.equal(await refused(tone(SECONDS_MAX + 30)), "web.sound-long");
  const late = await soundAnew(RECORDED.m4a, 1);
  assert.ok(isRefusal(late) && late.refused === "web.sound-broken", "its time is over");
  // Of a table of samples it says that four milliards stand in it.
  const many = Buffer.from(RECORDED.m4a);
  many.writeUInt32BE(0xffffffff, many.indexOf("stsz") + 12);
  const fat = await soundAnew(many);
  assert.ok(isRefusal(fat) || fat[0]?.seconds === 1, JSON.stringify(fat));
  const long = Buffer.from(tone(1));
  long.writeUInt32LE(0xfffffff0, 40);
  const said = await soundAnew(long);
  assert.ok(isRefusal(said) || said[0]?.seconds === 1);
  assert.ok(process.memoryUsage().rss - before < 320 * 1_048_576);
});

it("an MP3 with anything beside its sound is not bare", async () => {
  const { bytes } = await made(tone(0.5));
  assert.ok(bareSeconds(bytes));
  const tag = Buffer.from("TAG".padEnd(96, " "));
  for (const more of [
    ...[Buffer.concat([tag, bytes]), Buffer.concat([bytes, tag]), bytes.subarray(0, -1)],
    ...[Buffer.concat([bytes.subarray(0, 96), tag, bytes.subarray(96)]), Buffer.alloc(0)],
  ])
    assert.equal(bareSeconds(more), null);
  assert.equal(soundKind(bytes), "mp3");
});

it("a recording changed anywhere is made anew or refused, and never breaks the node", async () => {
  for (const seed of seeds())
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(RECORDED.m4a, RECORDED.ogg, RECORDED.webm),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 24 }),
        fc.boolean(),
        async (from, changes, isCut) => {
          const bytes = Buffer.from(isCut ? from.subarray(0, (from.length * 3) / 4) : from);
          for (const [at, to] of changes) bytes[at % bytes.length] = to;
          const all = await soundAnew(bytes);
          if (isRefusal(all)) assert.match(all.refused, /^web\.sound-(kind|broken|long)$/);
          else assert.ok(bareSeconds(all[0]?.bytes ?? new Uint8Array()));
        },
      ),
      { seed, numRuns: runs(3) },
    );
});
