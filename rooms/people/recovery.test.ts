import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../tests/run/argon2-once.ts";
import type { Browser } from "../../web/testing.ts";

const testing = await import("../../web/testing.ts");
const { HOUR, DAY } = await import("../../house/testing.ts");
const { changeLogin, makeLogin, readLogin } = await import("./logins.ts");
const { beginRecovery, RECOVERIES_OF_NAME } = await import("./recovery.ts");
const { nodeOf } = await import("./records.ts");
const { isRefusal } = await import("../../house/refusal.ts");

const OLD = "tres gatos en la azotea";
const NEW = "una cosecha larga de aceitunas";
const said = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "");
const DIGITS = /(\d{3} \d{3})<\/bdi>/;
const CODE = /<code[^>]*>([^<]+)<\/code>/;

/** A group of four: who founded it, two more, and one who will be locked out. */
async function group() {
  const node = await testing.testNode();
  const founder = await node.found();
  const [bo, cam, jara] = [
    await node.join(founder.space, ["member"], "bo"),
    await node.join(founder.space, ["member"], "cam"),
    await node.join(founder.space, ["treasurer"], "jara"),
  ];
  const base = `/s/${founder.slug}`;
  // Names of logins follow from the order in which people came.
  return { ...node, founder, bo, cam, jara, base, parts: nodeOf(node.house), name: "somebody-4" };
}
type Group = Awaited<ReturnType<typeof group>>;

async function begin({ browser }: Group, name = "somebody-4", passphrase = NEW) {
  const one = browser();
  const page = await one.submit("/recovery", { name, passphrase });
  assert.equal(page.status, 200, page.text);
  const digits = DIGITS.exec(page.text)?.[1] ?? "";
  const code = CODE.exec(page.text)?.[1] ?? "";
  assert.ok(digits !== "" && code !== "", page.text);
  return { one, page, digits, code };
}

const vouch = (made: Group, by: Browser, digits: string, of = made.jara.member) => {
  const at = `${made.base}/members/${of}/recovery`;
  return by.submit(at, { digits }, at);
};
const signIn = async ({ browser }: Group, passphrase: string) => {
  const one = browser();
  const { status } = await one.submit("/sign-in", { name: "somebody-4", passphrase });
  return { one, isIn: status === 303 };
};

/** Two have vouched: 24 hours run. */
async function vouchedFor(made: Group) {
  const begun = await begin(made);
  assert.equal((await vouch(made, made.founder.browser, begun.digits)).status, 303);
  assert.equal((await vouch(made, made.bo.browser, begun.digits)).status, 303);
  return begun;
}
const TOLD = /Someone is being let back in/;

describe("coming back by the word of two", () => {
  it("holds after 24 hours, with every session and factor of before gone", async () => {
    const made = await group();
    const { founder, bo, cam, jara, base, parts, clock } = made;
    await changeLogin(parts, jara.login, (before) => ({
      ...{ ...before, keeper: true, app: { key: "a2V5", last: 0, since: 0 } },
    }));
    const { code, one } = await vouchedFor(made);
    for (const browser of [founder.browser, jara.browser])
      for (const path of [base, "/sessions", `${base}/nothing-here`])
        assert.match(said((await browser.get(path)).text), TOLD, path);
    for (const browser of [bo.browser, cam.browser, one])
      assert.doesNotMatch(said((await browser.get(base)).text), TOLD);
    clock.pass(DAY - HOUR);
    assert.match(
      said((await one.submit("/recovery", { code }, "/recovery/look")).text),
      /Two have/,
    );
    assert.ok((await signIn(made, OLD)).isIn && !(await signIn(made, NEW)).isIn, "not yet");
    const live = await made.signIn(jara.login);
    assert.equal((await live.browser.get("/sessions")).status, 200);
    clock.pass(HOUR);
    assert.equal((await live.browser.get("/sessions")).status, 303, "every session is gone");
    assert.ok(!(await signIn(made, OLD)).isIn);
    const back = await signIn(made, NEW);
    assert.ok(back.isIn);
    const login = await readLogin(parts, jara.login);
    assert.deepEqual([login?.keeper, login?.app, login?.changed], [false, undefined, clock.now]);
    assert.equal((await back.one.get(`${base}/members`)).status, 404);
    assert.equal((await back.one.get(`${base}/waiting`)).status, 200);
    const again = [await made.signIn(founder.login), await made.signIn(bo.login)];
    for (const { browser } of again) {
      const at = `${base}/newcomers/${jara.member}`;
      await browser.submit(at, {}, at);
    }
    assert.equal((await back.one.get(`${base}/members`)).status, 200);
    const none = await one.submit("/recovery", { code }, "/recovery/look");
    assert.match(said(none.text), /nothing under this code/);
  });

  it("begins alike whether or not anybody signs in by the name", async () => {
    const made = await group();
    const bare = (text: string) =>
      said(text)
        .replace(DIGITS, "")
        .replace(CODE, "")
        .replaceAll(/value="[^"]*"/g, "");
    const [some, none] = [await begin(made), await begin(made, "nadie")];
    assert.equal(bare(some.page.text), bare(none.page.text));
    const look = (one: Browser, code: string) =>
      one.submit("/recovery", { code }, "/recovery/look");
    const [a, b] = [await look(some.one, some.code), await look(none.one, none.code)];
    assert.equal(bare(a.text), bare(b.text));
    const wrong = await look(some.one, "0123-4567-89AB-CDEF-GHJK-MNPQ");
    assert.equal(wrong.status, 422);
  });
});

describe("until then it", () => {
  it("is stopped by any session of hers and by coordination, and by nobody else", async () => {
    for (const who of ["jara", "founder"] as const) {
      const made = await group();
      const { cam, base, clock } = made;
      const { digits } = await vouchedFor(made);
      const stopper = made[who].browser;
      const page = await stopper.get(base);
      const id = /name="id" value="([0-9a-f]+)"/.exec(page.text)?.[1] ?? "";
      const key = (await cam.browser.get("/sessions")).text;
      const [form] = testing.forms(key).filter(({ action }) => action === "/reading");
      const fields = [...(form?.fields ?? []), ["id", id]] as [string, string][];
      assert.equal((await cam.browser.post("/recovery/end", fields)).status, 404);
      assert.equal((await stopper.submit(base, { id }, "/recovery/end")).status, 303);
      assert.doesNotMatch(said((await made.founder.browser.get(base)).text), TOLD);
      assert.equal((await vouch(made, cam.browser, digits)).status, 422, "nothing is left of it");
      clock.pass(DAY);
      assert.ok((await signIn(made, OLD)).isIn && !(await signIn(made, NEW)).isIn);
    }
  });

  it("comes to nothing where one who vouched is gone by then", async () => {
    const made = await group();
    await vouchedFor(made);
    await made.does(made.founder.space, made.bo.member, "people.leave", { forget: false });
    made.clock.pass(DAY);
    assert.ok((await signIn(made, OLD)).isIn && !(await signIn(made, NEW)).isIn);
  });
});

const refused = async (got: ReturnType<typeof vouch>, why: RegExp) => {
  const { status, text } = await got;
  assert.equal(status, 422);
  assert.match(said(text), why);
};

describe("what does not count", () => {
  it("one voucher twice, oneself, an observer, digits of nobody", async () => {
    const made = await group();
    const { founder, jara, base } = made;
    const { digits } = await begin(made);
    const wrong = digits === "000 000" ? "000001" : "000000";
    await refused(vouch(made, founder.browser, wrong), /belong to nobody/);
    await vouch(made, founder.browser, digits);
    await refused(vouch(made, founder.browser, digits), /less than a month ago/);
    assert.equal((await jara.browser.get(`${base}/members/${jara.member}/recovery`)).status, 404);
    const eye = await made.join(founder.space, ["observer"], "ojo");
    assert.equal((await eye.browser.get(`${base}/members/${jara.member}/recovery`)).status, 404);
    assert.doesNotMatch(said((await founder.browser.get(base)).text), TOLD);
  });

  it("one person by two names, and two of two groups", async () => {
    const made = await group();
    const { founder, bo, jara, parts } = made;
    const { addMembership, dropLogin } = await import("./logins.ts");
    const { digits } = await begin(made);
    await vouch(made, founder.browser, digits);
    // The same login as somebody else here.
    const twin = await made.join(founder.space, ["member"], "twin");
    await addMembership(parts, founder.login, { space: founder.space, member: twin.member });
    await refused(vouch(made, founder.browser, digits), /less than a month ago/);
    const elsewhere = await made.found({ group: "Otra Casa", handle: "otra" });
    const hers = await made.join(elsewhere.space, ["member"], "jara");
    await dropLogin(parts, hers.login);
    await addMembership(parts, jara.login, { space: elsewhere.space, member: hers.member });
    const at = `/s/${elsewhere.slug}/members/${hers.member}/recovery`;
    await refused(elsewhere.browser.submit(at, { digits }, at), /belong to nobody/);
    assert.equal((await vouch(made, bo.browser, digits)).status, 303);
  });

  it("two who are each other's only vouchers", async () => {
    const made = await group();
    const { founder, bo, cam, base } = made;
    // Both are set back, and known again by the other and by one whom the group saw out.
    const gone = await made.join(founder.space, ["member"], "gone");
    const back = async (member: string, by: string) => {
      const author = { by: "clock", thing: member } as const;
      const set = { space: founder.space, command: "people.set-back", author };
      assert.ok(!isRefusal(await made.send({ ...set, input: { by: [] } })));
      for (const one of [by, gone.member])
        await made.does(founder.space, one, "people.vouch", { member });
    };
    await back(cam.member, bo.member);
    await back(bo.member, cam.member);
    await made.does(founder.space, founder.member, "people.remove", {
      ...{ member: gone.member, forget: false },
    });
    const { digits } = await begin(made);
    assert.equal((await vouch(made, bo.browser, digits)).status, 303);
    await refused(vouch(made, cam.browser, digits), /do not count as two/);
    assert.equal((await vouch(made, founder.browser, digits)).status, 303);
    assert.match(said((await founder.browser.get(base)).text), TOLD);
  });
});

describe("what does not count either", () => {
  it("those who vouched for one that was stopped, for a month", async () => {
    const made = await group();
    const { founder, bo, jara, base, clock } = made;
    await vouchedFor(made);
    const page = await jara.browser.get(base);
    const id = /name="id" value="([0-9a-f]+)"/.exec(page.text)?.[1] ?? "";
    await jara.browser.submit(base, { id }, "/recovery/end");
    const { digits } = await begin(made);
    await refused(vouch(made, founder.browser, digits), /less than a month ago/);
    await refused(vouch(made, bo.browser, digits), /less than a month ago/);
    clock.pass(31 * DAY);
    const later = await begin(made);
    const again = await made.signIn(founder.login);
    assert.equal((await vouch(made, again.browser, later.digits)).status, 303);
  });
});

it("a stranger who begins many for a known name costs its owner nothing", async () => {
  const made = await group();
  const { founder, bo, clock, parts, base } = made;
  const mine = await begin(made);
  await vouch(made, founder.browser, mine.digits);
  for (let n = 0; n < RECOVERIES_OF_NAME + 4; n++) {
    clock.pass(61_000);
    const begun = await beginRecovery(parts, "somebody-4", "otra frase bastante larga");
    assert.ok(!isRefusal(begun), JSON.stringify(begun));
  }
  const rows = await parts.records.list("node", "recovery-of/", 100, null, clock.now);
  assert.equal(rows.length, RECOVERIES_OF_NAME + 1, "the oldest went, one vouched for stays");
  const { one, isIn } = await signIn(made, OLD);
  assert.ok(isIn, "no lock");
  assert.doesNotMatch(said((await one.get(base)).text), TOLD, "nor a word of it");
  assert.equal((await vouch(made, bo.browser, mine.digits)).status, 303);
  assert.match(said((await one.get(base)).text), TOLD);
  assert.ok(!isRefusal(await makeLogin(parts, { name: "nueva", passphrase: NEW })));
});
