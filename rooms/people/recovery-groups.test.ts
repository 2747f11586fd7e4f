import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../tests/run/argon2-once.ts";
import type { Browser, TestNode } from "../../web/testing.ts";

const testing = await import("../../web/testing.ts");
const { DAY, HOUR } = await import("../../house/testing.ts");
const { addMembership, dropLogin, readLogin } = await import("./logins.ts");
const { member } = await import("./facts.ts");
const { nodeOf } = await import("./records.ts");

const NEW = "una cosecha larga de aceitunas";
const DIGITS = /(\d{3} \d{3})<\/bdi>/;
const TOLD = /Someone is being let back in/;
const said = (text: string) =>
  text.replaceAll(/[\u2066-\u2069]/g, "").replaceAll(/(value|content)="[^"]*"/g, "");

/** Two protected groups; jara is in both, and only she knows that it is one person. */
async function groups() {
  const node = await testing.testNode();
  const parts = nodeOf(node.house);
  const first = await node.found({ safety: "yes" });
  const bo = await node.join(first.space, ["member"], "bo");
  const jara = await node.join(first.space, ["member"], "jara");
  const other = await node.found({ safety: "yes", group: "Otra Casa", handle: "otra" });
  const ines = await node.join(other.space, ["coordination"], "ines");
  const hers = await node.join(other.space, ["treasurer"], "lluvia");
  await dropLogin(parts, hers.login);
  const there = { space: other.space, member: hers.member };
  assert.ok(await addMembership(parts, jara.login, there));
  return { ...node, parts, first, bo, jara, other, ines, there, name: "somebody-3" };
}
type Groups = Awaited<ReturnType<typeof groups>>;

const digitsOf = (text: string) => DIGITS.exec(text)?.[1] ?? assert.fail(text);
const signIn = async (made: TestNode, passphrase = NEW, name = "somebody-3") => {
  const one = made.browser();
  const got = await one.submit("/sign-in", { name, passphrase });
  return { one, isIn: got.status === 303, to: got.location };
};
const loginOf = async ({ parts, jara }: Groups) => {
  const login = await readLogin(parts, jara.login);
  return [login?.memberships.map(({ space }) => space), login?.dormant];
};
const stateIn = async ({ house, there }: Groups) => {
  const thing = await (await house.space(there.space))?.thing(there.member);
  assert.equal(thing?.kind, member.kind);
  return thing.state as { waits: boolean; gone: unknown };
};

async function begun(made: Groups) {
  const page = await made.browser().submit("/recovery", { name: made.name, passphrase: NEW });
  return digitsOf(page.text);
}

/** Two of a group say that its member is there; then a day goes by. */
async function vouched(made: Groups, of: "first" | "other", digits: string) {
  const { first, bo, jara, other, ines, there } = made;
  const logins = of === "first" ? [first.login, bo.login] : [other.login, ines.login];
  const id = of === "first" ? jara.member : there.member;
  const at = `/s/${made[of].slug}/members/${id}/recovery`;
  for (const login of logins) {
    const { browser } = await made.signIn(login);
    const got = await browser.submit(at, { digits }, at);
    assert.equal(got.status, 303, got.text);
  }
}

/** Comes back by the word of two of one group. */
async function back(made: Groups, of: "first" | "other"): Promise<Browser> {
  await vouched(made, of, await begun(made));
  made.clock.pass(DAY);
  const { one, isIn } = await signIn(made);
  assert.ok(isIn);
  return one;
}

describe("who comes back by the word of two of one group", () => {
  it("finds no trace of another, on any page", async () => {
    const made = await groups();
    const { first, bo, other, there } = made;
    const size = (await made.house.space(other.space))?.size;
    const one = await back(made, "first");
    assert.deepEqual(await loginOf(made), [[first.space], [there]]);
    const only = await made.signIn(bo.login);
    const paths = ["/spaces", "/ways-in", "/ways-in/group", "/sessions", "/alerts", "/closed"];
    for (const path of [...paths, `/s/${first.slug}/waiting`]) {
      const got = await one.get(path);
      for (const word of [other.slug, "Otra Casa", there.member, "lluvia", other.space])
        assert.ok(!`${got.text} ${got.location}`.includes(word), `${path} tells ${word}`);
    }
    for (const path of paths.slice(0, 3))
      assert.equal((await one.get(path)).status, (await only.browser.get(path)).status, path);
    for (const path of ["", "/today", "/members", "/waiting", "/membership", "/log/checkpoint"]) {
      const [hers, his] = [
        await one.get(`/s/${other.slug}${path}`),
        await only.browser.get(`/s/${other.slug}${path}`),
      ];
      assert.deepEqual([hers.status, hers.location], [his.status, his.location], path);
      assert.equal(said(hers.text).length > 0, said(his.text).length > 0, path);
    }
    const state = await stateIn(made);
    assert.deepEqual([state.waits, state.gone], [false, null], "nothing changed there");
    assert.equal((await made.house.space(other.space))?.size, size, "nor is a word of it there");
  });

  it("is signed in like who has one group, and stays while the other closes", async () => {
    const made = await groups();
    const { other } = made;
    const one = await back(made, "first");
    const { to } = await signIn(made);
    const plain = await signIn(made, testing.PASSPHRASE, "somebody-2");
    assert.deepEqual([plain.isIn, to], [true, plain.to]);
    await made.does(other.space, other.member, "spaces.close-shutters", {});
    assert.equal((await one.get("/spaces")).status, 200);
    assert.equal((await one.get("/closed")).status, (await plain.one.get("/closed")).status);
  });

  it("comes into the other anew like anybody, and takes her own place from nobody", async () => {
    const made = await groups();
    const { other, first, there } = made;
    const one = await back(made, "first");
    const way = { roles: ["member"], days: 5, uses: 1 };
    const { code } = (await made.does(other.space, other.member, "people.invite", way)).answer;
    const at = `/s/${other.slug}/invitation/${String(code)}`;
    const got = await one.submit(at, { handle: "quien sea" }, at);
    assert.match(got.location ?? "", /waiting$/, "nothing says that she is here already");
    assert.deepEqual(await loginOf(made), [[first.space, other.space], [there]]);
  });

  it("is still in a group in which nobody but her could let her in again", async () => {
    const made = await groups();
    const { jara, first, parts, there } = made;
    const alone = await made.found({ group: "Sola", handle: "sola" });
    await dropLogin(parts, alone.login);
    await addMembership(parts, jara.login, { space: alone.space, member: alone.member });
    const one = await back(made, "first");
    assert.deepEqual(await loginOf(made), [[alone.space, first.space], [there]]);
    assert.equal((await one.get(`/s/${alone.slug}/members`)).status, 200);
  });

  it("is somebody else to those of the other who lie: what was hers goes from them", async () => {
    const made = await groups();
    const { first, other, jara } = made;
    await back(made, "first");
    await back(made, "other");
    const kept = { space: first.space, member: jara.member };
    assert.deepEqual(await loginOf(made), [[other.space], [kept]]);
    assert.ok((await stateIn(made)).waits);
  });
});

describe("bringing another group back", () => {
  it("takes two of it, a day, and who is signed in; the rest stays as it is", async () => {
    const made = await groups();
    const { first, other } = made;
    const one = await back(made, "first");
    const page = await one.submit("/ways-in/group", {});
    await vouched(made, "other", digitsOf(page.text));
    // Nobody of the first learns by typing digits that something waits in another.
    const cam = await made.join(first.space, ["member"], "cam");
    const at = `/s/${first.slug}/members/${made.jara.member}/recovery`;
    const typed = await cam.browser.submit(at, { digits: await begun(made) }, at);
    assert.match(said(typed.text), /belong to nobody/);
    const tells = async (login: string) => {
      const { browser } = await made.signIn(login);
      return TOLD.test(said((await browser.get("/spaces")).text));
    };
    assert.deepEqual([await tells(other.login), await tells(first.login)], [true, false]);
    assert.match(said((await one.get("/spaces")).text), TOLD, "and her own sessions");
    made.clock.pass(DAY - HOUR);
    const waits = await signIn(made);
    assert.equal((await waits.one.get(`/s/${other.slug}/waiting`)).status, 404);
    made.clock.pass(HOUR);
    const { one: again, isIn } = await signIn(made);
    assert.ok(isIn, "her passphrase is the same");
    assert.deepEqual(await loginOf(made), [[first.space, other.space], undefined]);
    assert.equal((await again.get(`/s/${other.slug}/waiting`)).status, 200);
    assert.equal((await again.get(`/s/${other.slug}/members`)).status, 404, "as a newcomer");
  });

  it("is stopped with one tap, and is nothing where she is a member anyway", async () => {
    const made = await groups();
    const { first, there } = made;
    const one = await back(made, "first");
    await vouched(made, "other", digitsOf((await one.submit("/ways-in/group", {})).text));
    const page = await one.get("/spaces");
    const id = /name="id" value="([0-9a-f]+)"/.exec(page.text)?.[1] ?? "";
    assert.equal((await one.submit("/spaces", { id }, "/recovery/end")).status, 303);
    made.clock.pass(DAY);
    await signIn(made);
    assert.deepEqual(await loginOf(made), [[first.space], [there]]);
    made.clock.pass(31 * DAY);
    const fresh = await groups();
    const hers = await fresh.signIn(fresh.jara.login);
    const digits = digitsOf((await hers.browser.submit("/ways-in/group", {})).text);
    await vouched(fresh, "other", digits);
    fresh.clock.pass(DAY);
    await signIn(fresh);
    assert.deepEqual(await loginOf(fresh), [[fresh.first.space, fresh.other.space], undefined]);
    assert.equal((await stateIn(fresh)).waits, false);
  });

  it("is no use where she was seen out, and who is in both groups is not told", async () => {
    const made = await groups();
    const { first, other, there, parts } = made;
    // The founder of the first coordinates the other as well, by the same login.
    const both = await made.join(other.space, ["coordination"], "ambas");
    await dropLogin(parts, both.login);
    await addMembership(parts, first.login, { space: other.space, member: both.member });
    const one = await back(made, "first");
    const digits = digitsOf((await one.submit("/ways-in/group", {})).text);
    const { browser } = await made.signIn(first.login);
    const at = `/s/${other.slug}/members/${there.member}/recovery`;
    assert.equal((await browser.submit(at, { digits }, at)).status, 303, "no month is spoken of");
    await made.does(other.space, other.member, "people.remove", {
      ...{ member: there.member, forget: false },
    });
    assert.deepEqual(await loginOf(made), [[first.space], undefined]);
    assert.equal((await browser.get(at)).status, 404);
  });
});

describe("where the group she came back by ends", () => {
  it("nobody signs in by the login, until people of the other say whose it is", async () => {
    const made = await groups();
    const { first, other, there } = made;
    await back(made, "first");
    made.clock.pass(3 * DAY);
    const done = await made.does(first.space, first.member, "spaces.ask-joint", { what: "end" });
    const { joint } = done.answer;
    await made.does(first.space, made.bo.member, "spaces.agree-joint", { joint });
    made.clock.pass(14 * DAY);
    await made.house.runDue();
    assert.equal((await signIn(made)).isIn, false, "like a name nobody has");
    assert.deepEqual(await loginOf(made), [[], [there]]);
    await back(made, "other");
    assert.deepEqual(await loginOf(made), [[other.space], undefined]);
  });
});
