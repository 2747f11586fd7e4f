import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { runs, seeds } from "../tests/run/seeds.ts";
import { readMultipart, type Sent } from "./multipart.ts";

const name = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => `n${text}`);
const bytes = fc.uint8Array({ maxLength: 300 });
/** What would end a part too early, were it not at the beginning of a line. */
const nasty = fc.constantFrom("\r\n", "--", "\r\n--", "a\r\n\r\nb", '"; filename="x"', "é", "");
const field = fc.oneof(
  fc.tuple(name, fc.oneof(nasty, fc.string({ unit: "grapheme" }))),
  fc.tuple(name, fc.tuple(name, bytes)),
);

type Fields = readonly (readonly [string, string | readonly [string, Uint8Array]])[];

async function sent(fields: Fields): Promise<{ body: Uint8Array<ArrayBuffer>; type: string }> {
  const form = new FormData();
  for (const [one, value] of fields)
    if (typeof value === "string") form.append(one, value);
    else form.append(one, new File([Uint8Array.from(value[1])], value[0]));
  const request = new Request("https://x.example/", { method: "POST", body: form });
  const type = request.headers.get("content-type") ?? "";
  return { body: new Uint8Array(await request.arrayBuffer()), type };
}

/** What the platform's own reader makes of it. */
async function platform(body: Uint8Array<ArrayBuffer>, type: string): Promise<Sent[] | null> {
  const found = await new Response(body, { headers: { "content-type": type } })
    .formData()
    .catch(() => null);
  if (found === null) return null;
  return Promise.all(
    [...found].map(async ([one, value]) => {
      if (typeof value === "string") return { name: one, value };
      const all = Buffer.from(await value.arrayBuffer());
      return { name: one, value: { name: value.name, bytes: all } };
    }),
  );
}

it("a form is read as the platform reads it", async () => {
  for (const seed of seeds())
    await fc.assert(
      fc.asyncProperty(fc.array(field, { maxLength: 8 }), async (fields) => {
        const { body, type } = await sent(fields);
        assert.deepEqual(readMultipart(body, type, 100), await platform(body, type));
      }),
      { seed, numRuns: runs(60) },
    );
});

it("a form cut short, or changed anywhere, is read or refused, and never breaks", async () => {
  const { body, type } = await sent([
    ["title", "mantas"],
    ["picture", ["a.jpg", Uint8Array.of(255, 216, 13, 10, 45, 45, 0)]],
  ]);
  for (let at = 0; at < body.length; at++) {
    const cut = readMultipart(body.subarray(0, at), type, 100);
    assert.ok(cut === null || cut.length < 2 || at > body.length - 5, `cut at ${at}`);
    const changed = Uint8Array.from(body);
    changed[at] = 255 - (changed[at] ?? 0);
    readMultipart(changed, type, 100);
  }
});

it("a file is a view of the body, and no copy of it", async () => {
  const { body, type } = await sent([["picture", ["a.jpg", new Uint8Array(70_000).fill(7)]]]);
  const [part] = readMultipart(body, type, 100) ?? [];
  assert.ok(part !== undefined && typeof part.value !== "string");
  assert.equal(part.value.bytes.buffer, body.buffer);
  assert.equal(part.value.bytes.length, 70_000);
});

it("what is no such form is none, and too many parts are seen as too many", async () => {
  const plain = Buffer.from('--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--b--');
  const type = "multipart/form-data; boundary=b";
  assert.equal(readMultipart(plain, type, 9)?.length, 1);
  for (const wrong of ["multipart/form-data", "multipart/form-data; boundary=", `${type}"x`, ""])
    assert.equal(readMultipart(plain, wrong, 9), null, wrong);
  for (const wrong of [
    ...["", "--", "--c--", "junk", "--b", "--b\r\n", "--bx\r\n\r\n--b--", "--b\r\n\r\n--b--"],
    '--b\r\ncontent-disposition: attachment; name="a"\r\n\r\n1\r\n--b--',
    "--b\r\ncontent-disposition: form-data\r\n\r\n1\r\n--b--",
    `--b\r\nx: ${"y".repeat(5_000)}\r\n\r\n1\r\n--b--`,
  ])
    assert.equal(readMultipart(Buffer.from(wrong), type, 9), null, wrong.slice(0, 60));
  const many = '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(9);
  assert.equal(readMultipart(Buffer.from(`${many}--b--`), type, 8)?.length, 9);
});
