/** A group leaves by its own pages: the file is taken in with the program, and it goes on there. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { Browser } from "../web/testing-browser.ts";
import { alongside, assertSays, folder, found, IN, json, serving } from "./test-kit.ts";

const PASSPHRASE = "lanterns over quiet river 42";
const at = "/s/river-kitchen";

async function signedIn(address: string, name = "lucero"): Promise<Browser> {
  const browser = new Browser(address, (request) => fetch(request, { redirect: "manual" }));
  const sent = await browser.submit("/sign-in", { name, passphrase: PASSPHRASE });
  assert.equal(sent.status, 303, sent.text);
  return browser;
}

test("old server's page → file → import on the new one → it goes on there", async () => {
  await using dir = await folder();
  await found(dir.at, "old");
  const offered = await json(dir.at, "init", "--receive", "--data", "new");
  const old = await serving(dir.at, "old");
  const one = await signedIn(old.address);
  const nonsense = await one.submit(`${at}/leaving`, { offered: "{" });
  assert.deepEqual([nonsense.status, /Copy the whole line/.test(nonsense.text)], [422, true]);
  const typed = { offered: JSON.stringify(offered), address: "elsewhere.example" };
  const asked = await one.submit(`${at}/leaving`, typed);
  assert.match(asked.location ?? "", /\/leaving\/[0-9a-f]{32}$/, "alone here: one yes is all");
  const last = await one.get(asked.location ?? "");
  const [code] = /[0-9A-Z]{4}(-[0-9A-Z]{4}){5}/.exec(last.text) ?? [];
  assert.ok(last.text.includes(offered.vkey) && code !== undefined);
  assert.equal((await one.submitOn(last, {})).location, `${at}/leaving`);
  const page = await one.get(`${at}/leaving`);
  assert.match(page.text, /elsewhere\.example/);
  const file = await one.get(`${at}/leaving/left.age`);
  await writeFile(join(dir.at, "left.age"), file.bytes);
  const stranger = new Browser(old.address, (request) => fetch(request, { redirect: "manual" }));
  assert.doesNotMatch((await stranger.get(at)).text, /elsewhere\.example/);
  const late = await one.submit(`${at}/settings/group`, { name: "Elsewhere" });
  assert.match(late.text, /because this group has moved/);
  assert.equal(await old.stop(), 0);

  assertSays(
    await alongside(dir.at, "import", "space", "left.age", "--data", "third"),
    1,
    /it is encrypted/,
  );
  const taken = await json(dir.at, "import", "space", "left.age", "--data", "new");
  assert.deepEqual([taken.state, taken.claims], ["live", 1]);
  const next = await serving(dir.at, "new");
  const browser = new Browser(next.address, (request) => fetch(request, { redirect: "manual" }));
  const claim = { code, name: "lucero", passphrase: PASSPHRASE };
  const came = await browser.submit("/claim", claim);
  assert.equal(came.status, 303, came.text);
  const here = await browser.submit(`/s/${taken.space}/settings/group`, { name: "Elsewhere" });
  assert.equal(here.status, 303, here.text);
  assert.match((await browser.get(`/s/${taken.space}`)).text, /Elsewhere/);
  assert.equal(await next.stop(), 0);
  await json(dir.at, "export", "log", "--data", "new", "--space", taken.space, "--out", "log");
  const { vkeys, keys } = await json(dir.at, "verify", "log");
  assert.deepEqual([vkeys.length, keys[0].certified], [2, "founding"]);
  assert.match(keys[1].certified, /\/group\+/);
});

test("a sealed copy off the page reads with import space, and with its key alone", async () => {
  await using dir = await folder();
  await found(dir.at, "here");
  const identity = await generateX25519Identity();
  const node = await serving(dir.at, "here");
  const one = await signedIn(node.address);
  const keys = `Lucero ${await identityToRecipient(identity)}`;
  const planned = await one.submit(`${at}/copies`, { keys }, `${at}/copies/schedule`);
  assert.equal(planned.location, `${at}/copies`, "alone here: copies begin");
  const { bytes } = await one.get(`${at}/copies/newest.age`);
  await one.submit(`${at}/copies`, {}, `${at}/copies`);
  const [path] =
    new RegExp(`${at}/copies/[0-9a-f]{32}`).exec((await one.get(`${at}/copies`)).text) ?? [];
  const form = await one.get(path ?? "");
  const [, code = ""] = /name="code" value="([^"]+)"/.exec(form.text) ?? [];
  const handed = await one.submitOn(form, { how: "code" }, `${path}/file`);
  assert.equal(await node.stop(), 0);
  await writeFile(join(dir.at, "newest.age"), bytes);
  await writeFile(join(dir.at, "copy.age"), handed.bytes);
  await writeFile(join(dir.at, "code"), `${code}\n`, { mode: 0o600 });
  await writeFile(join(dir.at, "key"), `${identity}\n`, { mode: 0o600 });
  const opened = ["--passphrase-file", "code"];
  const copy = await json(dir.at, "import", "space", "copy.age", ...opened, "--data", "there");
  assert.deepEqual([copy.space, copy.state], ["river-kitchen", "copy"]);
  const shut = await alongside(dir.at, "import", "space", "newest.age", "--data", "far");
  assertSays(shut, 1, /it is encrypted/);
  const by = ["--identity-file", "key", "--data", "far"];
  const kept = await json(dir.at, "import", "space", "newest.age", ...by);
  assert.deepEqual([kept.space, kept.state], ["river-kitchen", "copy"]);
  assert.equal((await json(dir.at, "verify", "newest.age", "--identity-file", "key")).ok, true);
  await json(dir.at, "export", "log", "--data", "far", ...IN, "--out", "log");
});

test("what the keeper did stands on every member's page, and in the node's own log", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const out = ["export", "space", "--data", "d", ...IN, "--passphrase-file", "pw"];
  await json(dir.at, ...out, "--out", "one.space");
  const node = await serving(dir.at, "d", "--keys-backup", join(dir.at, "second"));
  await json(dir.at, ...out, "--out", "two.space");
  await alongside(dir.at, "doctor", "--data", "d");
  const page = await (await signedIn(node.address)).get(`${at}/keeper`);
  assert.equal(await node.stop(), 0);
  for (const says of [
    ...[/Started the server/, /Began to run version/, /second copy lies/, /look over the server/],
    /Wrote a file out of this group[\s\S]*?2 times/,
  ])
    assert.match(page.text.replaceAll(/[\u2066-\u2069]/g, ""), says);
  assert.equal((await json(dir.at, "verify", "one.space", "--passphrase-file", "pw")).ok, true);
});
