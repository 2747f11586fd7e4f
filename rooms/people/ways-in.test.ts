import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../tests/run/argon2-once.ts";

const { PASSPHRASE, ...testing } = await import("../../web/testing.ts");
const { floorPlan } = await import("../../house/room.ts");
const { HOUR } = await import("../../house/testing.ts");
const { room: people } = await import("./index.ts");
const { room: spaces } = await import("../spaces/index.ts");
const { changeLogin, loginOf } = await import("./logins.ts");
const { nodeOf } = await import("./records.ts");
const { IDLE_MS, SHARED_IDLE_MS } = await import("./sessions.ts");
const { PROVED_MS } = await import("./stepup.ts");
const { codeAt, STEP_MS, stepOf } = await import("./totp.ts");

type Browser = InstanceType<typeof testing.Browser>;
type Got = Awaited<ReturnType<Browser["get"]>>;

const KEY = Buffer.from("12345678901234567890");
const SESSION = "__Host-session";

/** A founder who signs in as "somebody-1", as everyone does in these tests. */
async function founded() {
  const node = await testing.testNode({ plan: floorPlan([people, spaces]) });
  const founder = await node.found();
  const name = "somebody-1";
  assert.equal(await loginOf(nodeOf(node.house), name), founder.login);
  const code = (off = 0) => codeAt(KEY, stepOf(node.clock.now) + off);
  const signIn = (browser: Browser, more: Record<string, string | null> = {}) =>
    browser.submit("/sign-in?to=/sessions", { name, passphrase: PASSPHRASE, ...more }, "/sign-in");
  return { ...node, founder, name, code, comeIn: signIn };
}

async function withApp() {
  const made = await founded();
  const app = { key: KEY.toString("base64"), last: 0, since: 0 };
  await changeLogin(nodeOf(made.house), made.founder.login, (before) => ({ ...before, app }));
  return made;
}

const said = ({ text }: Got) => text.replaceAll(/[\u2066-\u2069]/g, "");
/** A page as bytes tell it, without what is random. */
const told = ({ status, location, text }: Got) =>
  JSON.stringify([status, location, text.replaceAll(/value="[^"]{20,}"/g, "")]);

describe("the second step", () => {
  it("comes after the passphrase, and there is no session before it", async () => {
    const { browser, comeIn, code } = await withApp();
    const one = browser();
    const half = await comeIn(one);
    assert.deepEqual([half.status, half.location], [303, "/sign-in/code"]);
    assert.ok(!one.cookies.has(SESSION) && !one.cookies.has("__Host-device"));
    assert.equal((await one.get("/sessions")).status, 303);
    const wrong = await one.submit("/sign-in/code", { passcode: "000 000" });
    assert.equal(wrong.status, 422);
    assert.ok(!wrong.text.includes("000 000") && !one.cookies.has(SESSION));
    const done = await one.submit("/sign-in/code", { passcode: code() });
    assert.deepEqual([done.status, done.location], [303, "/sessions"]);
    assert.equal((await one.get("/sessions")).status, 200);
    assert.ok(!one.cookies.has("__Host-halfway"));
  });

  it("takes a code once, and Eastern Arabic digits", async () => {
    const { browser, comeIn, code, clock } = await withApp();
    const arabic = code().replaceAll(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)] ?? "");
    const [one, two] = [browser(), browser()];
    await comeIn(one);
    await comeIn(two);
    const first = await one.submit("/sign-in/code", { passcode: arabic });
    assert.equal(first.status, 303);
    assert.equal((await two.submit("/sign-in/code", { passcode: arabic })).status, 422);
    clock.pass(STEP_MS);
    assert.equal((await two.submit("/sign-in/code", { passcode: code() })).status, 303);
  });

  it("is asked of nobody who has not the passphrase, and tells no name", async () => {
    const { browser, name, comeIn } = await withApp();
    const answers: string[] = [];
    for (const typed of [name, "nobody-9999"]) {
      const got = await comeIn(browser(), { name: typed, passphrase: "no es esta frase" });
      answers.push(told(got).replaceAll(typed, "*"));
    }
    assert.equal(answers[0], answers[1]);
    assert.match(answers[0] ?? "", /^\[422/);
    assert.equal((await browser().get("/sign-in/code")).location, "/sign-in");
  });

  it("goes on in the browser it began in alone, for ten minutes", async () => {
    const { browser, comeIn, code, clock } = await withApp();
    const [one, thief] = [browser(), browser()];
    await comeIn(one);
    await thief.get("/sign-in");
    thief.cookies.set("__Host-halfway", one.cookies.get("__Host-halfway") ?? "");
    assert.equal((await thief.get("/sign-in/code")).location, "/sign-in");
    const page = await one.get("/sign-in/code");
    clock.pass(10 * 60_000);
    const late = await one.submitOn(page, { passcode: code() });
    assert.deepEqual([late.location, one.cookies.has(SESSION)], ["/sign-in", false]);
  });

  it("stops whoever tries codes, and tells the owner's other sessions", async () => {
    const { browser, comeIn, code, founder } = await withApp();
    const one = browser();
    await comeIn(one);
    let last = await one.submit("/sign-in/code", { passcode: "000000" });
    for (let i = 0; i < 10; i++) last = await one.submit("/sign-in/code", { passcode: "000000" });
    assert.match(said(last), /tried very often/);
    assert.equal((await one.submit("/sign-in/code", { passcode: code() })).status, 422);
    const owner = await founder.browser.open("/spaces");
    assert.match(said(owner), /Something was done with your sign-in/);
    assert.match(said(await founder.browser.get("/alerts")), /has your passphrase and tried many/);
  });

  it("is not passed by at other doors: an invitation wants one signed in first", async () => {
    const { browser, founder, name, does } = await withApp();
    const input = { roles: ["member"], days: 1, uses: 1 };
    const made = await does(founder.space, founder.member, "people.invite", input);
    const way = `/s/${founder.slug}/invitation/${made.answer["code"]}`;
    const one = browser();
    const sent = await one.submit(way, { handle: name, passphrase: PASSPHRASE });
    assert.equal(sent.status, 422);
    assert.ok(!one.cookies.has(SESSION));
  });
});

describe("setting up an app", () => {
  const keyOn = (page: Got) => {
    const letters = /<code dir="ltr">([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1] ?? "";
    const bits = [...letters.replaceAll(" ", "")]
      .map((one) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(one).toString(2).padStart(5, "0"))
      .join("");
    return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  };

  it("draws a square code and a key, counts from one code on, offers recovery codes", async () => {
    const { founder, clock, browser, comeIn } = await founded();
    const { browser: mine } = founder;
    const page = await mine.get("/ways-in/app");
    assert.match(page.text, /<svg class="qr"/);
    const key = keyOn(page);
    assert.equal(key.length, 20);
    const wrong = await mine.submitOn(page, { passcode: "000000" });
    assert.equal(wrong.status, 422);
    assert.deepEqual(keyOn(wrong), key, "the app need not be set up again");
    assert.equal((await comeIn(browser())).location, "/sessions", "nothing has changed yet");
    const on = await mine.submitOn(wrong, { passcode: codeAt(key, stepOf(clock.now)) });
    assert.equal(on.location, "/ways-in/recovery-codes");
    assert.equal((await comeIn(browser())).location, "/sign-in/code");
    const codes = await mine.submit("/ways-in/recovery-codes", {});
    const shown =
      codes.text.match(/>(?:[0-9A-Z]{4}-){3}<br\/>(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}</g) ?? [];
    assert.equal(shown.length, 10);
    assert.equal(codes.headers.get("cache-control"), "no-store");
    assert.ok(!(await mine.get("/ways-in/recovery-codes")).text.includes(shown[0] ?? "-"), "once");
    const two = browser();
    await comeIn(two);
    const typed = { passcode: shown[0]?.slice(1, -1).replace("<br/>", "") ?? "" };
    await two.submit("/sign-in/code?with=recovery", typed, "/sign-in/code");
    const back = said(await two.open("/sessions"));
    assert.match(back, /Codes left: 9/);
    assert.doesNotMatch(back, /Something was done/);
    assert.match(said(await mine.get("/alerts")), /A recovery code was used/);
  });

  it("and turning it off ask again who one is after fifteen minutes, both steps", async () => {
    const { founder, code, clock } = await withApp();
    const { browser: mine } = founder;
    const page = await mine.get("/ways-in/app");
    clock.pass(PROVED_MS);
    const asked = await mine.submitOn(page, {}, "/ways-in/app/removal");
    assert.equal(asked.location, "/confirm?to=%2Fways-in%2Fapp");
    const half = await mine.submit(asked.location, { passphrase: PASSPHRASE });
    assert.equal(half.status, 422, "the passphrase alone is not enough");
    const old = mine.cookies.get(SESSION);
    const right = { passphrase: PASSPHRASE, passcode: code() };
    const done = await mine.submit(asked.location, right);
    assert.equal(done.location, "/ways-in/app");
    assert.notEqual(mine.cookies.get(SESSION), old);
    const off = await mine.submit("/ways-in/app", {}, "/ways-in/app/removal");
    assert.equal(off.location, "/ways-in");
  });
});

describe("asked again who one is", () => {
  it("nothing typed is lost, and it opens for that login alone", async () => {
    const { founder, clock, join, signIn } = await founded();
    const { browser: mine, slug, space } = founder;
    const mar = await join(space, ["member"], "mar");
    const at = `/s/${slug}/members/${mar.member}/removal`;
    const page = await mine.get(at);
    clock.pass(PROVED_MS);
    const asked = await mine.submitOn(page, { goes: "name" });
    assert.equal(asked.location, `/confirm?to=${encodeURIComponent(`/s/${slug}/kept-form`)}`);
    // Somebody else takes the phone and signs in: they hear nothing of it.
    const other = await signIn(mar.login);
    other.browser.cookies.set("__Host-kept", mine.cookies.get("__Host-kept") ?? "");
    assert.equal((await other.browser.get(`/s/${slug}/kept-form`)).location, `/s/${slug}`);
  });

  it("goes back to the form, which is sent from there", async () => {
    const { founder, clock, join } = await founded();
    const { browser: mine, slug, space } = founder;
    const mar = await join(space, ["member"], "mar");
    const at = `/s/${slug}/members/${mar.member}/removal`;
    const page = await mine.get(at);
    clock.pass(PROVED_MS);
    const asked = await mine.submitOn(page, { goes: "name" });
    const back = await mine.submit(asked.location ?? "", { passphrase: PASSPHRASE });
    const kept = await mine.get(back.location ?? "");
    assert.match(said(kept), /Now it is known that it is you/);
    assert.equal((await mine.submitOn(kept, {}, at)).location, `/s/${slug}/members`);
    assert.ok(!(await mine.open(`/s/${slug}/members`)).text.includes(">mar<"));
    assert.equal(mine.cookies.has("__Host-kept"), false);
  });

  it("does not lead elsewhere, nor ask whoever has just been asked", async () => {
    const { founder, clock } = await founded();
    const { browser: mine } = founder;
    assert.equal((await mine.get("/confirm?to=/sessions")).location, "/sessions");
    clock.pass(PROVED_MS);
    const page = await mine.get("/confirm?to=//evil.example");
    assert.match(page.text, /name="to" value="\/"/);
  });
});

describe("a shared phone", () => {
  it("keeps no cookie beyond the window, says so on every page, and ends soon", async () => {
    const { browser, comeIn, clock, founder } = await founded();
    const one = browser();
    const sent = await comeIn(one, { shared: "yes" });
    const cookies = sent.headers.getSetCookie();
    assert.ok(
      cookies.every((line) => !/max-age=[1-9]/i.test(line)),
      `${cookies}`,
    );
    assert.ok(!one.cookies.has("__Host-device"));
    for (const path of ["/sessions", "/ways-in", `/s/${founder.slug}`, "/nowhere"]) {
      const page = await one.get(path);
      assert.match(said(page), /This phone is shared[\s\S]*5 minutes after the last page/, path);
      assert.ok(
        testing.forms(page.text).some(({ action }) => action === "/sign-out"),
        path,
      );
    }
    clock.pass(SHARED_IDLE_MS);
    assert.equal((await one.get("/sessions")).status, 303);
  });

  it("forgets everything in one tap, and fills nothing in", async () => {
    const { browser, comeIn } = await founded();
    const one = browser();
    await comeIn(one, { shared: "yes" });
    const out = await one.submitOn(await one.get("/sessions"), {}, "/sign-out");
    assert.equal(out.headers.get("clear-site-data"), '"cache", "cookies", "storage"');
    assert.deepEqual([...one.cookies], []);
    const page = await one.open(out.location ?? "");
    const field = (name: string) => new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(page.text);
    for (const name of ["name", "passphrase"])
      assert.match(field(name)?.[0] ?? "", /autocomplete="off"/, name);
    assert.match(field("shared")?.[0] ?? "", /checked/);
  });

  it("keeps no form beyond the session, and shows it on the answer", async () => {
    const { browser, comeIn, clock, founder } = await founded();
    const one = browser();
    await comeIn(one, { shared: "yes" });
    const at = `/s/${founder.slug}/membership`;
    const page = await one.get(at);
    clock.pass(SHARED_IDLE_MS);
    const sent = await one.submitOn(page, { handle: "palabra larga" });
    assert.equal(sent.status, 403);
    assert.match(sent.text, /palabra larga/);
    assert.match(sent.text, /href="\/sign-in"[^>]*target="_blank"/);
    assert.ok(!one.cookies.has("__Host-kept"));
    // In a window of its own they sign in; the page still open is sent then.
    await comeIn(one, { shared: "yes" });
    assert.equal((await one.submitOn(sent, {}, at)).status, 303);
  });

  it("is left quickly like any other", async () => {
    const { browser, comeIn } = await founded();
    const one = browser();
    await comeIn(one, { shared: "yes" });
    const session = one.cookies.get(SESSION) ?? "";
    await one.get("/exit");
    assert.deepEqual([...one.cookies], []);
    one.cookies.set(SESSION, session);
    assert.equal((await one.get("/sessions")).status, 303);
  });
});

describe("a code read aloud", () => {
  const make = async (mine: Browser) => {
    const page = await mine.submit("/ways-in/spoken", {});
    const [, a = "", b = ""] = /<bdi dir="ltr">(\d{3}) (\d{3})<\/bdi>/.exec(page.text) ?? [];
    assert.equal((a + b).length, 6, page.text);
    return a + b;
  };

  it("signs in on another phone, shared unless said otherwise, and not as proved", async () => {
    const { founder, browser, name } = await founded();
    const code = await make(founder.browser);
    const one = browser();
    const page = await one.get("/sign-in/spoken");
    const typed = { name, passcode: `${code.slice(0, 3)} ${code.slice(3)}` };
    assert.equal((await one.submitOn(page, typed)).status, 303);
    assert.match(said(await one.get("/sessions")), /This phone is shared/);
    assert.ok(!one.cookies.has("__Host-device"));
    assert.match((await one.get("/ways-in/app")).location ?? "", /^\/confirm\?/);
    assert.match(said(await founder.browser.open("/spaces")), /Something was done/);
    assert.match(said(await founder.browser.get("/alerts")), /with a code that was read aloud/);
    const again = await browser().submit("/sign-in/spoken", typed);
    assert.equal(again.status, 422, "once");
    assert.ok(!again.text.includes(code));
  });

  it("is made after one is asked, and says the same of a name nobody has", async () => {
    const { founder, browser, name, clock } = await founded();
    const code = await make(founder.browser);
    const answers: string[] = [];
    for (const typed of [name, "nobody-9999"]) {
      const got = await browser().submit("/sign-in/spoken", {
        name: typed,
        passcode: code === "111111" ? "222222" : "111111",
      });
      answers.push(told(got).replaceAll(typed, "*"));
    }
    assert.equal(answers[0], answers[1]);
    clock.pass(PROVED_MS);
    const asked = await founder.browser.submit("/ways-in/spoken", {});
    assert.equal(asked.location, "/confirm?to=%2Fways-in%2Fspoken");
  });

  it("is shown in the reader's own digits", async () => {
    const { founder, house } = await founded();
    await changeLogin(nodeOf(house), founder.login, (before) => ({
      ...before,
      ...{ lang: "ar", digits: "arab" },
    }));
    const page = await founder.browser.submit("/ways-in/spoken", {});
    assert.match(page.text, /<bdi dir="ltr">[٠-٩]{3} [٠-٩]{3}<\/bdi>/);
  });
});

describe("an alert", () => {
  it("is a line on the others' next page until each has answered; no names in it", async () => {
    const { founder, browser, comeIn, name } = await founded();
    const one = browser();
    await comeIn(one);
    assert.ok(!said(await one.open("/sessions")).includes("Something was done"));
    const page = await founder.browser.open("/spaces");
    assert.match(page.text, /href="\/alerts"/);
    const list = await founder.browser.get("/alerts");
    assert.match(said(list), /Someone signed in with your name and passphrase/);
    assert.ok(!list.text.includes(name));
    const mine = testing.forms(list.text).find(({ fields }) => fields.flat().includes("mine"));
    const [, alert = ""] = mine?.fields.find(([field]) => field === "alert") ?? [];
    await founder.browser.submitOn(list, { alert, answer: "mine" }, "/alerts");
    assert.ok(!(await founder.browser.open("/spaces")).text.includes('href="/alerts"'));
    assert.equal((await one.get("/sessions")).status, 200);
  });

  it("answered with no, ends everything else and leads to another passphrase", async () => {
    const { founder, browser, comeIn } = await founded();
    const one = browser();
    await comeIn(one);
    // Whoever came in asks for a new token at once: that does not shake it off.
    await one.submit("/confirm", { passphrase: PASSPHRASE });
    const list = await founder.browser.get("/alerts");
    const [, alert = ""] =
      testing.forms(list.text)[0]?.fields.find(([field]) => field === "alert") ?? [];
    const sent = await founder.browser.submitOn(list, { alert, answer: "not-mine" }, "/alerts");
    assert.equal(sent.location, "/passphrase");
    assert.equal((await one.get("/sessions")).status, 303);
    assert.equal((await founder.browser.get("/passphrase")).status, 200);
  });
});

describe("every page of signing in", () => {
  it("is there in every language, and says how long one has", async () => {
    const { founder, browser, comeIn, clock } = await withApp();
    const half = browser();
    await comeIn(half);
    for (const lang of ["en", "es", "ar"]) {
      const headers = { "accept-language": lang };
      const inside = ["", "/app", "/recovery-codes", "/passkeys", "/spoken"];
      for (const path of ["/alerts", ...inside.map((one) => `/ways-in${one}`)])
        assert.equal((await founder.browser.get(path, headers)).status, 200, path);
      for (const path of ["/sign-in", "/sign-in/spoken"])
        assert.equal((await browser().get(path, headers)).status, 200, path);
      const code = await half.get("/sign-in/code", headers);
      assert.match(said(code), /: 10\./, "the limit stands on the page");
    }
    assert.match(said(await browser().get("/sign-in")), /30 minutes.*12 hours/);
    clock.pass(PROVED_MS);
    assert.equal((await founder.browser.get("/confirm?to=/sessions")).status, 200);
    assert.ok(IDLE_MS > PROVED_MS && HOUR > IDLE_MS);
  });
});
