/**
 * Opus out of WebM into Ogg, as it stands: browsers record into the first, and what decodes here
 * reads the second. Only what holds sound is read (RFC 9559, RFC 7845); all else stays behind.
 */

/** The ids that are looked into, and those that are read. */
const ID = {
  ...{ segment: 0x18538067, tracks: 0x1654ae6b, entry: 0xae, cluster: 0x1f43b675 },
  ...{ number: 0xd7, codec: 0x86, private: 0x63a2, group: 0xa0, block: 0xa1, simple: 0xa3 },
} as const;
const INTO: ReadonlySet<number> = new Set([ID.segment, ID.tracks, ID.cluster, ID.group]);
/** Elements that are looked at, at most: five minutes are 15,000 blocks. */
const ELEMENTS_MAX = 100_000;
/** Levels of elements in one another. */
const DEPTH_MAX = 6;

type Element = { id: number; from: number; to: number };

/** A number of one to eight bytes, whose first says how many; `marker`: it keeps that bit. */
function vint(
  bytes: Uint8Array,
  at: number,
  marker: boolean,
): [value: number, next: number] | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || at + length > bytes.length) return null;
  let value = marker ? first : first & (0xff >> length);
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0);
  const unknown = !marker && value === 2 ** (7 * length) - 1;
  return [unknown ? Number.POSITIVE_INFINITY : value, at + length];
}

/** Elements in their order, those that hold others right before what they hold. */
function* elements(bytes: Uint8Array): Generator<Element> {
  const ends: number[] = [bytes.length];
  let at = 0;
  for (let n = 0; n < ELEMENTS_MAX && at < bytes.length; n++) {
    while (ends.length > 1 && at >= (ends.at(-1) ?? 0)) ends.pop();
    const id = vint(bytes, at, true);
    const size = id && vint(bytes, id[1], false);
    if (id === null || size === null) return;
    const [length, from] = size;
    const to = Math.min(from + length, bytes.length);
    yield { id: id[0], from, to };
    if (INTO.has(id[0]) && ends.length <= DEPTH_MAX) ends.push(to);
    at = INTO.has(id[0]) ? from : to;
  }
}

type Track = { number: number; head: Uint8Array };

/** The first track of Opus, of those that an entry describes. */
function trackIn(bytes: Uint8Array, { from, to }: Element): Track | null {
  let [number, isOpus, head] = [0, false, new Uint8Array()];
  for (const { id, ...at } of elements(bytes.subarray(from, to))) {
    const value = bytes.subarray(from + at.from, from + at.to);
    if (id === ID.number) number = value.at(-1) ?? 0;
    if (id === ID.codec) isOpus = Buffer.from(value).toString("latin1") === "A_OPUS";
    if (id === ID.private) head = Uint8Array.from(value);
  }
  return isOpus && number > 0 && number < 0x80 && head.length >= 19 ? { number, head } : null;
}

/** The coded packet of a block of a track; null where it is another's, or holds several. */
function packetIn(bytes: Uint8Array, { from, to }: Element, track: number): Uint8Array | null {
  const isPlain = ((bytes[from + 3] ?? 0) & 0x06) === 0;
  if (bytes[from] !== (0x80 | track) || !isPlain || to - from <= 4) return null;
  return bytes.subarray(from + 4, to);
}

/** The recording as Ogg; null where it is no WebM with Opus in it. */
export function oggOf(bytes: Uint8Array): Uint8Array | null {
  let track: Track | null = null;
  const packets: Uint8Array[] = [];
  for (const one of elements(bytes)) {
    if (one.id === ID.entry) track ??= trackIn(bytes, one);
    if (track === null || (one.id !== ID.block && one.id !== ID.simple)) continue;
    const packet = packetIn(bytes, one, track.number);
    if (packet !== null) packets.push(packet);
  }
  return track === null || packets.length === 0 ? null : written(track.head, packets);
}

const TAGS = Buffer.concat([Buffer.from("OpusTags"), Buffer.alloc(8)]);

function written(head: Uint8Array, packets: readonly Uint8Array[]): Uint8Array {
  const pages = [page(head, 0, 0, 2), page(TAGS, 0, 1, 0)];
  let samples = 0;
  packets.forEach((packet, i) => {
    samples += samplesIn(packet);
    pages.push(page(packet, samples, i + 2, i === packets.length - 1 ? 4 : 0));
  });
  return Buffer.concat(pages);
}

/** Samples at 48,000 a second, by a packet's first bytes (RFC 6716, 3.1). */
function samplesIn(packet: Uint8Array): number {
  const [toc = 0, count = 0] = packet;
  const config = toc >> 3;
  const long =
    config < 12 ? [480, 960, 1920, 2880] : config < 16 ? [480, 960] : [120, 240, 480, 960];
  const each = long[config < 12 ? config & 3 : config < 16 ? config & 1 : config & 3] ?? 0;
  const frames = [1, 2, 2, count & 0x3f][toc & 3] ?? 0;
  return each * frames;
}

/** A page with one packet in it (RFC 3533, 6). A longer one than a page holds is left out. */
function page(packet: Uint8Array, granule: number, sequence: number, flags: number): Buffer {
  const lacing = Math.floor(packet.length / 255) + 1;
  if (lacing > 255) return Buffer.alloc(0);
  const head = Buffer.alloc(27 + lacing, 255);
  head.write("OggS", 0, "latin1");
  head[4] = 0;
  head[5] = flags;
  head.writeBigUInt64LE(BigInt(granule), 6);
  head.writeUInt32LE(1, 14);
  head.writeUInt32LE(sequence, 18);
  head.writeUInt32LE(0, 22);
  head[26] = lacing;
  head[26 + lacing] = packet.length % 255;
  const whole = Buffer.concat([head, packet]);
  whole.writeUInt32LE(crc(whole), 22);
  return whole;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let i = 0; i < 8; i++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

/** Ogg's own sum: not the one that `zlib` makes. */
function crc(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = ((sum << 8) ^ (TABLE[(sum >>> 24) ^ byte] ?? 0)) >>> 0;
  return sum;
}
