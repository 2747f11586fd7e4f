import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { seededRandom, TestClock } from "../../house/testing.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { newMemory, openMemory } from "../../store/memory/open.ts";
import { ALERTS_MAX, answerAlert, tellSessions } from "./alerts.ts";
import { goHalfway, HALFWAY_MS, readHalfway } from "./entering.ts";
import {
  CODES,
  checkSecond,
  codesLeft,
  hasSecond,
  makeCodes,
  turnAppOff,
  turnAppOn,
} from "./factors.ts";
import { SECOND_AT_ONCE, SECOND_MS, SPOKEN_PER_NAME } from "./limits.ts";
import { changeLogin, type Login, loginOf, readLogin } from "./logins.ts";
import { changeRow, type NodeParts } from "./records.ts";
import {
  alertsOf,
  beginSession,
  IDLE_MS,
  renewSession,
  SHARED_IDLE_MS,
  SHARED_WHOLE_MS,
  sessionId,
  sessionOf,
  WHOLE_MS,
} from "./sessions.ts";
import {
  dropSpoken,
  makeSpoken,
  SPOKEN_AN_HOUR,
  SPOKEN_MS,
  SPOKEN_TRIES,
  useSpoken,
} from "./spoken.ts";
import { codeAt, newKey, STEP_MS, stepOf } from "./totp.ts";

async function withLogin(names = ["lucero"]) {
  const clock = new TestClock();
  const { records, lock } = openMemory(newMemory());
  const random = seededRandom("factors");
  const parts: NodeParts = { records, lock, clock: clock.read, random, keys: memoryKeys() };
  const value: Login = {
    ...{ v: 1, phc: "$argon2id$x", keeper: false, lang: null, digits: null, memberships: [] },
  };
  const logins: string[] = [];
  for (const name of names) {
    const login = await loginOf(parts, name);
    await changeRow<Login>(parts, `login/${login}`, () => ({ value, expires: null }));
    logins.push(login);
  }
  const [login = ""] = logins;
  return { clock, parts, login, logins };
}

async function withApp() {
  const made = await withLogin();
  const { parts, clock, login } = made;
  const key = newKey(parts.random);
  const code = (off = 0) => codeAt(key, stepOf(clock.now) + off);
  assert.equal(await turnAppOn(parts, login, key, code()), null);
  clock.pass(2 * STEP_MS);
  return { ...made, key, code };
}

const said = (answer: unknown) => (isRefusal(answer) ? answer.refused : answer);

describe("an app's codes", () => {
  it("count once one of them was typed, and that one is used up", async () => {
    const { parts, clock, login } = await withLogin();
    const key = newKey(parts.random);
    assert.equal(said(await turnAppOn(parts, login, key, "000000")), "people.code-wrong");
    assert.ok(!hasSecond(await readLogin(parts, login)));
    const code = codeAt(key, stepOf(clock.now));
    assert.equal(await turnAppOn(parts, login, key, code), null);
    assert.ok(hasSecond(await readLogin(parts, login)));
    assert.equal(said(await checkSecond(parts, login, code)), "people.code-wrong");
    const other = newKey(parts.random);
    const again = await turnAppOn(parts, login, other, codeAt(other, stepOf(clock.now)));
    assert.equal(said(again), "people.app-on-already");
  });

  it("work once each, also for two who send one at the same time", async () => {
    const { parts, login, code } = await withApp();
    const both = await Promise.all([1, 2].map(() => checkSecond(parts, login, code())));
    assert.deepEqual(both.map(said).sort(), ["app", "people.code-wrong"]);
    assert.equal(said(await checkSecond(parts, login, code(-1))), "people.code-wrong", "older");
    assert.equal(said(await checkSecond(parts, login, code(1))), "app", "a fast clock");
  });

  it("lie sealed: a copy of the rows holds neither key nor codes", async () => {
    const { parts, key, login } = await withApp();
    const codes = await makeCodes(parts, login);
    const rows = await parts.records.list("node", "", 100, null, parts.clock());
    const bytes = Buffer.concat(rows.map(({ value }) => Buffer.from(value))).toString("latin1");
    assert.ok(!bytes.includes(Buffer.from(key).toString("base64")));
    const kept = JSON.stringify(await readLogin(parts, login));
    for (const code of codes) assert.ok(!kept.includes(code) && !bytes.includes(code));
  });

  it("are tried so often and no more, apart for a browser that is known", async () => {
    const { parts, clock, login, code } = await withApp();
    for (let i = 0; i < SECOND_AT_ONCE; i++)
      assert.equal(said(await checkSecond(parts, login, "000000")), "people.code-wrong");
    const limit = (await checkSecond(parts, login, code())) as Refusal;
    assert.deepEqual([limit.refused, limit.because], ["people.too-many-tries", "limit"]);
    assert.equal(await checkSecond(parts, login, code(), "known"), "app");
    clock.pass(SECOND_MS);
    assert.equal(await checkSecond(parts, login, code()), "app", "one more, and right");
    clock.pass(STEP_MS);
    assert.equal(await checkSecond(parts, login, code()), "app", "then they begin anew");
  });
});

describe("recovery codes", () => {
  it("are ten of 120 bits, work once each, and go when others are made", async () => {
    const { parts, login } = await withApp();
    const [one = "", two = "", ...rest] = await makeCodes(parts, login);
    assert.equal(rest.length + 2, CODES);
    assert.match(one, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/);
    const typed = one.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
    assert.equal(await checkSecond(parts, login, typed), "recovery");
    assert.equal(said(await checkSecond(parts, login, one)), "people.code-wrong");
    assert.equal(codesLeft((await readLogin(parts, login)) as Login), CODES - 1);
    await makeCodes(parts, login);
    assert.equal(said(await checkSecond(parts, login, two)), "people.code-wrong");
  });

  it("are read in Eastern Arabic digits, and go with the app", async () => {
    const { parts, login } = await withApp();
    const [one = ""] = await makeCodes(parts, login);
    const arabic = one.replaceAll(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)] ?? "");
    assert.equal(await checkSecond(parts, login, arabic), "recovery");
    await turnAppOff(parts, login);
    const left = await readLogin(parts, login);
    assert.deepEqual([left?.app, left?.codes], [undefined, undefined]);
  });
});

describe("a sign-in half done", () => {
  it("opens for its browser, its passphrase and ten minutes alone", async () => {
    const { parts, clock, login } = await withLogin();
    const halfway = { login, to: "/x", shared: true };
    const sealed = await goHalfway(parts, halfway, "visitor/a");
    assert.deepEqual(await readHalfway(parts, sealed, "visitor/a"), halfway);
    assert.equal(await readHalfway(parts, sealed, "visitor/b"), null);
    for (const odd of [null, "", "x", "A".repeat(400), sealed?.slice(1) ?? ""])
      assert.equal(await readHalfway(parts, odd, "visitor/a"), null);
    const elsewhere = { ...parts, keys: memoryKeys() };
    assert.equal(await readHalfway(elsewhere, sealed, "visitor/a"), null);
    await changeLogin(parts, login, (before) => ({ ...before, phc: "$argon2id$y" }));
    assert.equal(await readHalfway(parts, sealed, "visitor/a"), null, "another passphrase");
    const fresh = await goHalfway(parts, halfway, "visitor/a");
    clock.pass(HALFWAY_MS);
    assert.equal(await readHalfway(parts, fresh, "visitor/a"), null, "late");
  });
});

describe("a spoken code", () => {
  it("works once, within ten minutes, with its name alone", async () => {
    const { parts, clock, login } = await withLogin(["lucero", "marea"]);
    const code = (await makeSpoken(parts, login)) as string;
    assert.match(code, /^\d{6}$/);
    assert.equal(said(await useSpoken(parts, "marea", code)), "people.spoken-wrong");
    const arabic = code.replaceAll(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)] ?? "");
    assert.equal(await useSpoken(parts, " LUCERO ", arabic), login);
    assert.equal(said(await useSpoken(parts, "lucero", code)), "people.spoken-wrong", "used");
    const late = (await makeSpoken(parts, login)) as string;
    clock.pass(SPOKEN_MS);
    assert.equal(said(await useSpoken(parts, "lucero", late)), "people.spoken-wrong", "late");
    const dropped = (await makeSpoken(parts, login)) as string;
    await dropSpoken(parts, login);
    assert.equal(said(await useSpoken(parts, "lucero", dropped)), "people.spoken-wrong");
  });

  it("is gone after five wrong tries, whoever made them", async () => {
    const { parts, login } = await withLogin();
    const code = (await makeSpoken(parts, login)) as string;
    const wrong = code === "000000" ? "000001" : "000000";
    for (let i = 0; i < SPOKEN_TRIES; i++)
      assert.equal(said(await useSpoken(parts, "lucero", wrong)), "people.spoken-wrong");
    assert.equal(said(await useSpoken(parts, "lucero", code)), "people.spoken-wrong");
  });

  it("tells no name: known, unknown, known with a code are alike, and counted alike", async () => {
    const { parts, login } = await withLogin(["lucero", "marea"]);
    const code = (await makeSpoken(parts, login)) as string;
    const wrong = code === "000000" ? "000001" : "000000";
    const writes: number[] = [];
    let written = 0;
    const put: NodeParts["records"]["put"] = (...all) => {
      written++;
      return parts.records.put(...all);
    };
    const counted = { ...parts, records: { ...parts.records, put } };
    for (const name of ["lucero", "marea", "nadie"]) {
      written = 0;
      const answers: unknown[] = [];
      for (let i = 0; i < SPOKEN_PER_NAME + 1; i++)
        answers.push(await useSpoken(counted, name, wrong));
      assert.equal(said(answers.at(-2)), "people.spoken-wrong");
      assert.equal(said(answers.at(-1)), "people.too-many-tries");
      writes.push(written);
    }
    assert.equal(new Set(writes).size, 1, `${writes}`);
  });

  it("is made so often an hour, and kept by a keyed hash", async () => {
    const { parts, login } = await withLogin();
    for (let i = 0; i < SPOKEN_AN_HOUR; i++)
      assert.equal(typeof (await makeSpoken(parts, login)), "string");
    assert.equal(said(await makeSpoken(parts, login)), "people.spoken-often");
  });
});

describe("sessions", () => {
  it("remember when their owner was proved, and go on under a new token", async () => {
    const { parts, clock, login } = await withLogin();
    const began = clock.now;
    const token = await beginSession(parts, login, { shared: true });
    clock.pass(SHARED_IDLE_MS - 1);
    const renewed = (await renewSession(parts, sessionId(token), { proved: true })) ?? "";
    assert.equal(await sessionOf(parts, token), null);
    const session = await sessionOf(parts, renewed);
    assert.deepEqual([session?.proved, session?.shared], [clock.now, true]);
    assert.equal(await renewSession(parts, sessionId(token)), null, "it is over");
    clock.pass(SHARED_IDLE_MS - 1);
    assert.ok(await sessionOf(parts, renewed));
    while (clock.now < began + SHARED_WHOLE_MS - 1) {
      assert.ok(await sessionOf(parts, renewed));
      clock.pass(Math.min(200_000, began + SHARED_WHOLE_MS - 1 - clock.now));
    }
    assert.ok(await sessionOf(parts, renewed));
    clock.pass(1);
    assert.equal(await sessionOf(parts, renewed), null, "an hour in all, renewed or not");
  });

  it("on a shared phone end soon, others as before", async () => {
    const { parts, clock, login } = await withLogin();
    const shared = await beginSession(parts, login, { shared: true });
    const own = await beginSession(parts, login, { unproved: true });
    assert.equal((await sessionOf(parts, own))?.proved, 0);
    clock.pass(SHARED_IDLE_MS);
    assert.equal(await sessionOf(parts, shared), null);
    clock.pass(IDLE_MS - SHARED_IDLE_MS - 1);
    assert.ok(await sessionOf(parts, own));
    assert.ok(WHOLE_MS > SHARED_WHOLE_MS);
  });

  it("hear what is done with their login elsewhere, each until it answers", async () => {
    const { parts, clock, login } = await withLogin();
    const tokens = [await beginSession(parts, login), await beginSession(parts, login)];
    const [one = "", two = ""] = tokens.map(sessionId);
    assert.equal(await tellSessions(parts, login, "app-on", one), 1);
    assert.deepEqual(await alertsOf(parts, one), []);
    const [alert] = await alertsOf(parts, two);
    assert.equal(alert?.kind, "app-on");
    assert.equal((alert?.at ?? 1) % (15 * 60_000), 0, "by the quarter of an hour");
    await tellSessions(parts, login, "app-on");
    assert.equal((await alertsOf(parts, two)).length, 1, "the same again is one");
    await answerAlert(parts, two, (await alertsOf(parts, two))[0]?.id ?? "");
    assert.deepEqual(await alertsOf(parts, two), []);
    assert.equal((await alertsOf(parts, one)).length, 1);
    for (let i = 0; i < ALERTS_MAX + 3; i++) {
      clock.pass(15 * 60_000);
      await tellSessions(parts, login, "signed-in");
      for (const token of tokens) await sessionOf(parts, token);
    }
    assert.equal((await alertsOf(parts, one)).length, ALERTS_MAX);
    const renewed = sessionId((await renewSession(parts, one)) ?? "");
    assert.equal((await alertsOf(parts, renewed)).length, ALERTS_MAX, "they are not shaken off");
  });
});
