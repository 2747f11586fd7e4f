/** What one process changes holds in the other at the next request, on one PostgreSQL. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { type OpenedNode, openNode } from "../../cli/node.ts";
import { PUBLIC } from "../../house/circles.ts";
import { isRefusal } from "../../house/refusal.ts";
import { writeSpaceFile } from "../../house/space-file.ts";
import { verifySpaceFile } from "../../house/space-file-verdict.ts";
import {
  addMembership,
  beginSession,
  endSession,
  makeLogin,
  nodeOf,
  sessionId,
} from "../../rooms/people/index.ts";
import { END_WAIT_MS, foundSpace, slugOf } from "../../rooms/spaces/index.ts";
import { type Postgres, startPostgres } from "../../store/postgres/testing.ts";
import { emptyFolder } from "../../store/sqlite/testing.ts";
import { createApp } from "../../web/app.ts";
import { createNode } from "../../web/create-node.ts";
import { Browser, ORIGIN } from "../../web/testing.ts";
import { endToken, listTokens, makeToken } from "../../web/tokens.ts";

const settings = {
  ...{ origins: [ORIGIN], hsts: false, onion: null, version: "test" },
  ...{ demo: false, exitTo: "https://elsewhere.example/" },
};
const PASSPHRASE = "una frase bastante larga de prueba";
const es = (text: string) => ({ lang: "es", text });
type Half = OpenedNode & { fetch: (request: Request) => Response | Promise<Response> };

let server: Postgres;
let one: Half;
let other: Half;
const { folder, remove } = emptyFolder();
let sent = 0;
/** How far the clock of both is ahead (ms). */
let passed = 0;

async function half(): Promise<Half> {
  const clock = () => Date.now() + passed;
  const options = { data: folder, databaseUrl: server.url, log: () => undefined, clock };
  const node = await openNode(options);
  const faults: unknown[] = [];
  const onFault = (fault: unknown) => void faults.push(fault);
  const web = await createNode(node.house, { settings, log: () => undefined, onFault });
  const { fetch } = createApp(web);
  return {
    ...node,
    fetch: async (request) => {
      const got = await fetch(request);
      if (faults.length > 0) throw faults.pop();
      return got;
    },
  };
}

before(async () => {
  server = await startPostgres();
  [one, other] = [await half(), await half()];
});
after(async () => {
  await one.close();
  await other.close();
  await server.stop();
  remove();
});

/** A space founded by one process, with its founder's login. */
async function founded(name: string) {
  const login = await makeLogin(nodeOf(one.house), { name, passphrase: PASSPHRASE });
  assert.ok(!isRefusal(login));
  const founding = { group: `Ría ${name}`, lang: "es", handle: name, login, safety: "no" } as const;
  const made = await foundSpace(one.house, founding);
  assert.ok(!isRefusal(made));
  const does = async (command: string, input: unknown, member = made.member, by = one) => {
    const key = `stale-${String(sent++).padStart(20, "0")}`;
    const author = { by: "member", member } as const;
    return by.house.dispatch({ space: made.space, command, input, author, key });
  };
  const done = async (command: string, input: unknown) => {
    const said = await does(command, input);
    assert.ok(!isRefusal(said), JSON.stringify(said));
    return said.answer;
  };
  await done("spaces.publish", {});
  return { ...made, login, does, done };
}

/** A browser at one of the two, with the cookies of a session. */
async function signedIn(login: string, at: Half) {
  const browser = new Browser(ORIGIN, at.fetch);
  browser.cookies.set("__Host-session", await beginSession(nodeOf(one.house), login));
  return browser;
}

it("a session, a role, a token and a link that ended here have ended there", async () => {
  const { space, slug, login, member, does, done } = await founded("lucero");
  const there = await signedIn(login, other);
  assert.equal((await there.get(`/s/${slug}/today`)).status, 200);
  const opened = await other.house.space(space);
  assert.ok(opened);
  const until = other.house.now + 1e9;
  const of = { login, member, scopes: ["*"], until };
  const token = await makeToken(opened, of, other.house.now, other.random);
  const read = async () => {
    const headers = { authorization: `Bearer ${token}` };
    return (await other.fetch(new Request(`${ORIGIN}/api/s/${slug}/things/need`, { headers })))
      .status;
  };
  assert.equal(await read(), 200);
  const mine = await one.house.space(space);
  assert.ok(mine);
  const [kept] = await listTokens(mine, one.house.now);
  assert.ok(await endToken(mine, kept?.id ?? "", () => true, one.house.now));
  assert.equal(await read(), 401);

  await done("spaces.set-safety", { safety: "yes" });
  assert.equal((await there.get(`/s/${slug}/today`)).status, 404, "its name leads nowhere");
  const { link, code } = await done("spaces.make-link", { days: 3 });
  const hidden = String(await slugOf(nodeOf(one.house), space));
  const guest = new Browser(ORIGIN, other.fetch);
  await guest.get(`/l/${hidden}/${code}`);
  assert.equal((await guest.get(`/s/${hidden}`)).status, 200);
  assert.equal((await new Browser(ORIGIN, other.fetch).get(`/s/${hidden}`)).status, 404);
  await done("spaces.withdraw-link", { link });
  assert.equal((await guest.get(`/s/${hidden}`)).status, 404);

  const invited = await done("people.invite", { roles: ["coordination"], days: 1, uses: 1 });
  const holder = {
    by: "holder",
    thing: String(invited["invitation"]),
    code: String(invited["code"]),
  };
  const joined = await other.house.dispatch({
    ...{ space, command: "people.join", input: { handle: "marea" }, key: "stale-join-0000000000" },
    author: holder as never,
  });
  assert.ok(!isRefusal(joined), JSON.stringify(joined));
  const second = String(joined.answer["member"]);
  const otherLogin = await makeLogin(nodeOf(other.house), {
    name: "marea",
    passphrase: PASSPHRASE,
  });
  assert.ok(!isRefusal(otherLogin));
  await addMembership(nodeOf(other.house), otherLogin, { space, member: second });
  const marea = await signedIn(otherLogin, other);
  assert.equal((await marea.get(`/s/${hidden}/members`)).status, 200);
  const need = { title: es("agua") };
  assert.ok(!isRefusal(await does("needs.open", need, second, other)));
  await done("people.set-roles", { member: second, roles: ["observer"] });
  assert.ok(isRefusal(await does("needs.open", need, second, other)), "the role is gone");
  await done("people.remove", { member: second, forget: true });
  assert.equal((await marea.get(`/s/${hidden}/members`)).status, 404);
  assert.equal((await there.get("/sessions")).status, 200);
  await endSession(nodeOf(one.house), sessionId(there.cookies.get("__Host-session") ?? ""));
  assert.equal((await there.get("/sessions")).status, 303);
});

it("what was erased here is erased there, epoch and all, and an ended space is gone", async () => {
  const { space, slug, done, does, member } = await founded("sal");
  const title = es("alforjas");
  const { id } = await done("needs.open", { title, publish: true });
  const reader = { by: "member", member, roles: ["coordination"] } as const;
  const guest = new Browser(ORIGIN, other.fetch);
  assert.match((await guest.get(`/s/${slug}/needs/${id}`)).text, /alforjas/);
  await done("needs.revise", { id, title: es("mantas") });
  assert.doesNotMatch((await guest.get(`/s/${slug}/needs/${id}`)).text, /alforjas/);
  assert.ok((await one.house.endDirtyEpochs(space)) > 0);
  assert.match((await guest.get(`/s/${slug}/needs/${id}`)).text, /mantas/);
  assert.doesNotMatch(
    (await guest.get(`/s/${slug}/search?q=alforjas`)).text,
    new RegExp(String(id)),
  );
  assert.ok(await other.house.view(space, reader));
  await done("spaces.ask-joint", { what: "end" });
  passed += END_WAIT_MS;
  assert.equal(await other.house.view(space, PUBLIC), null, "over there too, with no job run");
  await one.house.runDue();
  assert.equal(await other.house.view(space, PUBLIC), null);
  assert.equal((await guest.get(`/s/${slug}`)).status, 404);
  assert.ok(isRefusal(await does("needs.open", { title }, member, other)));
});

it("reading there while it is written here breaks nothing, and both hold one log", async () => {
  const { space, slug, does, member } = await founded("viento");
  let going = true;
  const read = async (at: Half) => {
    const guest = new Browser(ORIGIN, at.fetch);
    for (; going; ) assert.equal((await guest.get(`/s/${slug}`)).status, 200);
  };
  const write = async (at: Half) => {
    for (let n = 0; n < 25; n++) {
      const input = { title: es(`manta ${n}`), publish: true };
      const said = await does("needs.open", input, member, at);
      assert.ok(!isRefusal(said), JSON.stringify(said));
    }
  };
  const readers = [one, one, other, other].map(read);
  await Promise.all([write(one), write(other), write(one)]).finally(() => {
    going = false;
  });
  await Promise.all(readers);
  const [mine, theirs] = [await one.house.space(space), await other.house.space(space)];
  assert.ok(mine && theirs);
  assert.deepEqual(mine.tree.root(), theirs.tree.root());
  const verdict = await verifySpaceFile(writeSpaceFile(theirs, { keys: other.keys, now: 0 }));
  assert.ok(verdict.ok, JSON.stringify(verdict));
});
