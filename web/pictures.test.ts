import assert from "node:assert/strict";
import { it } from "node:test";
import sharp, { type Sharp } from "sharp";
import { isRefusal } from "../house/refusal.ts";
import { isBareJpeg, pictureKind } from "./jpeg.ts";
import { drawAnew, SMALL_MAX } from "./pictures.ts";

// The test draws what the product never does: before its first picture that is not switched off.
const plain = (width: number, height: number, background = "#3a6") =>
  sharp({ create: { width, height, channels: 3, background } });

/** As a phone would: where, when, with what, by whom, and turned on its side. */
function asByPhone(picture: Sharp): Sharp {
  return picture
    .withExif({
      IFD0: { Make: "CANARYMAKE", Artist: "CANARYNAME", ImageDescription: "CANARYSAYS" },
      IFD2: { DateTimeOriginal: "2026:11:02 09:00:00" },
      IFD3: {
        ...{ GPSLatitudeRef: "N", GPSLatitude: "36/1 12/1 3230/100" },
        ...{ GPSLongitudeRef: "E", GPSLongitude: "37/1 9/1 1234/100" },
      },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">CANARYXMP</x:xmpmeta>')
    .withIccProfile("p3")
    .withMetadata({ orientation: 6 });
}

async function drawn(bytes: Uint8Array) {
  const made = await drawAnew(bytes);
  assert.ok(!isRefusal(made), JSON.stringify(made));
  return made;
}

it("where a picture was taken, when, with what and by whom does not come along", async () => {
  const picture = asByPhone(plain(900, 600));
  for (const [kind, taken] of [
    ["jpeg", await picture.clone().jpeg().toBuffer()],
    ["webp", await picture.clone().webp().toBuffer()],
    ["png", await picture.clone().png().toBuffer()],
  ] as const) {
    assert.equal(pictureKind(taken), kind);
    const before = await sharp(taken).metadata();
    const exif = before.exif ?? Buffer.alloc(0);
    assert.ok(exif.includes("CANARYNAME"), `${kind} says who took it`);
    const north = [36, 0, 0, 0, 1, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0];
    assert.ok(exif.includes(Buffer.from(north)), `${kind} says where`);
    const [shown, small] = await drawn(taken);
    assert.ok(shown && small);
    for (const one of [shown, small]) {
      const after = await sharp(one.bytes).metadata();
      for (const what of ["exif", "icc", "iptc", "xmp", "orientation", "comments"] as const)
        assert.equal(after[what], undefined, `${kind}: ${what}`);
      assert.ok(!Buffer.from(one.bytes).includes("CANARY"), kind);
      assert.ok(isBareJpeg(one.bytes));
      assert.deepEqual([after.width, after.height], [one.width, one.height]);
      assert.equal(one.size, one.bytes.length);
    }
    // Turned upright, as the phone said.
    assert.deepEqual([shown.width, shown.height], [600, 900]);
    assert.deepEqual([small.width, small.height], [320, SMALL_MAX]);
  }
});

it("a picture is made small, and one that is small already is kept once", async () => {
  const [shown, small] = await drawn(await plain(2_400, 1_200).jpeg().toBuffer());
  assert.deepEqual([shown?.width, shown?.height], [1_600, 800]);
  assert.deepEqual([small?.width, small?.height], [480, 240]);
  assert.ok(shown && small && small.size < shown.size);
  const only = await drawn(await plain(300, 480).png().toBuffer());
  assert.deepEqual(
    only.map(({ width, height }) => [width, height]),
    [[300, 480]],
  );
});

it("what cannot be drawn anew is refused, whatever it says that it is", async () => {
  const jpeg = await plain(64, 64).jpeg().toBuffer();
  const says = async (bytes: Uint8Array) => {
    const made = await drawAnew(bytes);
    assert.ok(isRefusal(made), "it was taken");
    return made.refused;
  };
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  for (const bytes of [svg, "", "GIF89a".padEnd(40, "."), "%PDF-1.7".padEnd(40, "."), "RIFF"])
    assert.equal(await says(Buffer.from(bytes)), "web.picture-kind");
  const head = (...all: number[]) => Buffer.concat([Buffer.from(all), Buffer.alloc(400)]);
  assert.equal(await says(head(0xff, 0xd8, 0xff, 0xe0)), "web.picture-broken");
  assert.equal(await says(head(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)), "web.picture-broken");
  assert.equal(await says(jpeg.subarray(0, 200)), "web.picture-broken");
  // All other readers of the library are switched off by now, for anybody in the process.
  await assert.rejects(sharp(Buffer.from(svg)).metadata());
  // Kinds that the library could read are not read under the first bytes of another.
  const gif = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from("GIF89a".repeat(40))]);
  assert.equal(await says(gif), "web.picture-broken");
});

it("a small file that would be a huge picture is never unpacked", async () => {
  const crc = (type: string, data: Buffer) => {
    const { crc32 } = process.getBuiltinModule("node:zlib");
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(60_000, 0);
  head.writeUInt32BE(60_000, 4);
  head.set([8, 2], 8);
  const { deflateSync } = process.getBuiltinModule("node:zlib");
  const bomb = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    ...[crc("IHDR", head), crc("IDAT", deflateSync(Buffer.alloc(1_000_000)))],
    crc("IEND", Buffer.alloc(0)),
  ]);
  assert.ok(bomb.length < 20_000);
  const before = process.memoryUsage().rss;
  const made = await drawAnew(bomb);
  assert.ok(isRefusal(made) && made.refused === "web.picture-large", JSON.stringify(made));
  assert.ok(process.memoryUsage().rss - before < 64 * 1_048_576);
});

it("a JPEG with anything beside its picture is not bare", async () => {
  const bare = (await drawn(await plain(64, 64).jpeg().toBuffer()))[0]?.bytes ?? new Uint8Array();
  assert.ok(isBareJpeg(bare));
  const segment = (marker: number, text: string) =>
    Buffer.concat([Buffer.from([0xff, marker, 0, text.length + 2]), Buffer.from(text, "latin1")]);
  const rest = bare.subarray(2);
  for (const [marker, text] of [
    ...[[0xe1, "Exif\0\0"] as const, [0xfe, "a comment"] as const, [0xe2, "ICC_PROFILE"] as const],
    ...[[0xed, "Photoshop 3.0"] as const, [0xe0, "JFXX and a small picture"] as const],
  ])
    assert.ok(!isBareJpeg(Buffer.concat([bare.subarray(0, 2), segment(marker, text), rest])));
  assert.ok(!isBareJpeg(Buffer.concat([bare, Buffer.from("behind its end")])));
  assert.ok(!isBareJpeg(bare.subarray(0, -1)));
  assert.ok(!isBareJpeg(Buffer.from("no picture")));
});
