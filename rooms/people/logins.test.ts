import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { HOUR, seededRandom, TestClock } from "../../house/testing.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { newMemory, openMemory } from "../../store/memory/open.ts";
import { DEVICE_LOGINS_MAX, DEVICE_MS, deviceOf, knownFor } from "./devices.ts";
import {
  checkPassphrase,
  HASH_WAITING_MAX,
  HASHING_MAX,
  hashPassphrase,
  TooMany,
} from "./hasher.ts";
import {
  countAsked,
  countTry,
  TRIES_KNOWN,
  TRIES_PER_NAME,
  TRIES_WINDOW_MS,
  TRY_PER_NAME_MS,
} from "./limits.ts";
import * as logins from "./logins.ts";
import { canonicalPassphrase, offerPassphrase, passphraseFault } from "./passphrase.ts";
import { changeRow, type NodeParts, readRow } from "./records.ts";
import {
  beginSession,
  endSession,
  endSessions,
  IDLE_MS,
  listSessions,
  SESSIONS_MAX,
  sessionOf,
  WHOLE_MS,
} from "./sessions.ts";
import { foldedWord, WORD_LISTS } from "./word-lists.ts";

const GOOD = "una cosecha larga de aceitunas";

function node() {
  const clock = new TestClock();
  const { records, lock } = openMemory(newMemory());
  const random = seededRandom("logins");
  const parts: NodeParts = { records, lock, clock: clock.read, random, keys: memoryKeys() };
  return { clock, parts };
}
async function withLogin() {
  const made = node();
  const login = await logins.makeLogin(made.parts, { name: "Lucero", passphrase: GOOD });
  assert.ok(!isRefusal(login));
  return { ...made, login };
}
const code = (answer: unknown) => (isRefusal(answer) ? answer.refused : "no refusal");

describe("passphrases", () => {
  const fault = (typed: string, names: string[] = []) => passphraseFault(typed, names)?.refused;

  it("are offered from lists of 1,024 different words, each as likely", () => {
    for (const list of Object.values(WORD_LISTS)) {
      assert.equal(new Set(list).size, 1_024);
      for (const word of list) assert.equal(canonicalPassphrase(word), word);
      assert.equal(new Set(list.map(foldedWord)).size, 1_024);
    }
    const offered = offerPassphrase(seededRandom(7), "en");
    assert.equal(new Set(offered.split(" ")).size, 5);
    assert.equal(fault(offered), undefined);
    assert.notEqual(offerPassphrase(seededRandom(8), "en"), offered);
    assert.match(offerPassphrase(seededRandom(8), "ar"), /^[\u0621-\u064a ]+$/);
    assert.match(offerPassphrase(seededRandom(8), "fr"), /^[a-z ]+$/);
  });

  it("count in words however paper and phones write them", () => {
    const [a = "", b = "", c = "", d = "", e = ""] = WORD_LISTS.en;
    const typed = `${a.toUpperCase()}-${b}  ${c}. ${d}_${e} `;
    assert.equal(canonicalPassphrase(typed), [a, b, c, d, e].join(" "));
    assert.equal(fault(typed), undefined);
    const arabic = "مدرسة جزيرة سوار بحيرة وردة";
    assert.equal(canonicalPassphrase("مدرسه، جزيره سوار بحيره وَردة"), arabic);
    assert.equal(canonicalPassphrase(`${a} ${b} ${c} ${d} مدرسه`), `${a} ${b} ${c} ${d} مدرسه`);
    assert.equal(fault(`${a} ${a} ${a} ${a} ${a}`) !== undefined, true);
  });

  it("of one's own have 15 signs and are not what everybody tries", () => {
    assert.equal(fault("corta y clara"), "people.passphrase-short");
    assert.equal(fault("x".repeat(257)), "people.passphrase-long");
    assert.equal(fault(WORD_LISTS.en.slice(0, 40).join(" ").slice(0, 250)), undefined);
    const common = [
      ...["passwordpassword", "Password123456789", "qwertyuiopasdfgh", "aaaaaaaaaaaaaaaaaaaa"],
      ...["123456789012345", "abcabcabcabcabcabc", "contraseña contraseña", "zyxwvutsrqponmlk"],
      ...["correct horse battery staple", "alongside2026alongside"],
    ];
    for (const typed of common) assert.equal(fault(typed), "people.passphrase-common", typed);
    assert.equal(fault("lucerolucerolucero1", ["Lucero"]), "people.passphrase-common");
    for (const typed of [GOOD, "حصاد الزيتون في آخر الخريف", "tres gatos en la azotea"])
      assert.equal(fault(typed), undefined, typed);
  });

  it("never make the check throw", () => {
    const options = { seed: 20261102, numRuns: 500 };
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (typed) => {
        passphraseFault(typed, [typed.slice(0, 9)]);
        const canonical = canonicalPassphrase(typed);
        assert.equal(canonicalPassphrase(canonical), canonical);
      }),
      options,
    );
  });
});

describe("hashing", () => {
  it("writes a PHC string of argon2id and knows it again", async () => {
    const phc = await hashPassphrase(GOOD, seededRandom(1));
    assert.match(phc, /^\$argon2id\$v=19\$m=65536,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    assert.ok(await checkPassphrase(GOOD, phc));
    assert.ok(!(await checkPassphrase(`${GOOD}.`, phc)));
    assert.ok(!(await checkPassphrase(GOOD, null)));
    await assert.rejects(checkPassphrase(GOOD, "plain"));
  });

  it("works on who is known before a crowd that waits", async () => {
    const phc = await hashPassphrase(GOOD, seededRandom(3));
    const done: string[] = [];
    const ask = async (who: string, known: boolean) => {
      await checkPassphrase(GOOD, phc, known);
      done.push(who);
    };
    const crowd = Array.from({ length: HASHING_MAX + HASH_WAITING_MAX }, () => ask("crowd", false));
    await Promise.all([...crowd, ask("owner", true)]);
    assert.ok(done.indexOf("owner") <= 2 * HASHING_MAX, `after ${done.indexOf("owner")}`);
  });

  it("lets only so many wait", async () => {
    const all = HASHING_MAX + HASH_WAITING_MAX;
    const random = seededRandom(2);
    const full = Array.from({ length: all }, () => hashPassphrase("x", random));
    await assert.rejects(hashPassphrase("x", random), TooMany);
    await Promise.all(full);
    assert.match(await hashPassphrase("x", random), /^\$argon2id/);
  });
});

describe("logins", () => {
  it("made on the machine itself may be short, but never what everybody tries", async () => {
    const { parts } = await withLogin();
    const made = (passphrase: string, onMachine: boolean) =>
      logins.makeLogin(parts, { name: "marea", passphrase, onMachine });
    assert.equal(code(await made("gavilan 41", false)), "people.passphrase-short");
    assert.equal(code(await made("gavilan", true)), "people.passphrase-short");
    for (const common of ["aaaaaaaa", "password1234", "marea2026", "correct horse battery staple"])
      assert.equal(code(await made(common, true)), "people.passphrase-common", common);
    assert.equal(typeof (await made("gavilan 41", true)), "string");
  });

  it("keep neither name nor passphrase", async () => {
    const { parts, login } = await withLogin();
    const rows = await parts.records.list("node", "", 100, null, parts.clock());
    const text = rows.map(({ key, value }) => key + Buffer.from(value).toString()).join("\n");
    assert.ok(text.includes(login));
    assert.ok(!/lucero|aceitunas/i.test(text));
  });

  it("are one for all ways of writing a name, and taken once", async () => {
    const { parts, login } = await withLogin();
    assert.equal(await logins.recognise(parts, "  LUCERO ", GOOD), login);
    const again = await logins.makeLogin(parts, { name: "lucero", passphrase: GOOD });
    assert.equal(code(again), "people.name-taken");
  });

  it("answer alike to a name nobody has and to a wrong passphrase", async () => {
    const { parts } = await withLogin();
    const wrong = await logins.recognise(parts, "lucero", "una cosecha corta");
    const nobody = await logins.recognise(parts, "nadie", GOOD);
    assert.deepEqual(wrong, nobody);
    assert.equal(code(wrong), "people.not-recognised");
  });

  it("are read by who has this node's key folder alone", async () => {
    const { parts, login } = await withLogin();
    const value = { login: "a", lang: "es" };
    await changeRow(parts, "login/x", () => ({ value, expires: null }));
    assert.deepEqual(await readRow(parts, "login/x"), value);
    const row = await parts.records.get("node", "login/x", parts.clock());
    assert.ok(row && !Buffer.from(row.value).toString("latin1").includes("login"));
    const other = { ...parts, keys: memoryKeys() };
    await assert.rejects(readRow(other, "login/x"), /does not open/);
    assert.notEqual(await logins.loginOf(other, "Lucero"), login, "a name cannot be tried either");
    const moved = { key: "login/y", value: row.value, expires: null };
    await parts.records.put("node", moved, "any", parts.clock());
    await assert.rejects(readRow(parts, "login/y"), /does not open/, "nor be put elsewhere");
  });

  it("change their passphrase for whoever knows the present one", async () => {
    const { parts, login } = await withLogin();
    const next = "otra frase bastante larga";
    const wrong = await logins.changePassphrase(parts, login, "no era esta frase", next);
    assert.equal(code(wrong), "people.not-recognised");
    assert.equal(await logins.changePassphrase(parts, login, GOOD, next), null);
    assert.equal(code(await logins.recognise(parts, "lucero", GOOD)), "people.not-recognised");
    assert.equal(await logins.recognise(parts, "lucero", next), login);
  });

  it("are taken out of a space that ended", async () => {
    const { parts, login } = await withLogin();
    const [one, two] = ["1".repeat(32), "2".repeat(32)];
    for (const space of [one, two])
      await logins.addMembership(parts, login, { space, member: "a".repeat(32) });
    assert.deepEqual(await logins.dropFromLogins(parts, one, null), [login]);
    const left = await logins.readLogin(parts, login);
    assert.deepEqual(left?.memberships, [{ space: two, member: "a".repeat(32) }]);
    assert.deepEqual(await logins.dropFromLogins(parts, two, "b".repeat(32)), []);
  });
});

/** Uses up what strangers may try of a name, without the work of a hash each time. */
async function crowd(parts: NodeParts, name: string, times = TRIES_PER_NAME): Promise<void> {
  const login = await logins.loginOf(parts, name);
  for (let i = 0; i < times; i++) await countTry(parts, { login, device: null });
}

describe("tries", () => {
  it("of a name slow down alike, known or not, and go on one by one", async () => {
    const { parts, clock, login } = await withLogin();
    for (const name of ["lucero", "nadie"]) {
      await crowd(parts, name, TRIES_PER_NAME - 1);
      assert.equal(code(await logins.recognise(parts, name, "x")), "people.not-recognised");
      const limit = (await logins.recognise(parts, name, GOOD)) as Refusal;
      assert.deepEqual([limit.refused, limit.vars], ["people.too-many-tries", { minutes: 1 }]);
    }
    clock.pass(TRY_PER_NAME_MS);
    assert.equal(await logins.recognise(parts, "lucero", GOOD), login);
    assert.equal(await logins.recognise(parts, "lucero", GOOD), login, "a right one costs nothing");
    await crowd(parts, "lucero", 1);
    assert.equal(code(await logins.recognise(parts, "lucero", GOOD)), "people.too-many-tries");
  });

  it("in an hour are no more than what fills up again, whoever succeeds meanwhile", async () => {
    const { parts, clock, login } = await withLogin();
    let allowed = 0;
    for (let second = 0; second < 3_600; second += 10) {
      const from = { login, device: null };
      if ((await countTry(parts, from)) === null) allowed++;
      if (second % 600 === 0) await logins.recognise(parts, "lucero", GOOD);
      clock.pass(10_000);
    }
    assert.ok(allowed <= TRIES_PER_NAME + 60, `${allowed} tries`);
  });

  it("of a crowd keep nobody out whose browser signed in here before", async () => {
    const { parts, login } = await withLogin();
    const cookie = await knownFor(parts, null, login);
    await crowd(parts, "lucero");
    assert.equal(code(await logins.recognise(parts, "lucero", GOOD)), "people.too-many-tries");
    assert.equal(await logins.recognise(parts, "lucero", GOOD, cookie), login);
    for (let i = 0; i < TRIES_KNOWN; i++)
      await countTry(parts, { login, device: await deviceOf(parts, cookie, login, null) });
    const own = await logins.recognise(parts, "lucero", GOOD, cookie);
    assert.deepEqual((own as Refusal).vars, { minutes: 15 }, "its own tries have an end too");
  });

  it("of its own a browser has for the names it signed in by, till a new passphrase", async () => {
    const { parts, clock, login } = await withLogin();
    const [other, kept] = ["b".repeat(64), await logins.readLogin(parts, login)];
    const both = await knownFor(parts, await knownFor(parts, null, login), other);
    assert.ok(await deviceOf(parts, both, login, kept));
    assert.ok(await deviceOf(parts, both, other, null));
    assert.equal(await deviceOf(parts, both, "c".repeat(64), null), null);
    assert.equal(await deviceOf({ ...parts, keys: memoryKeys() }, both, login, kept), null);
    for (const odd of [
      "",
      "x",
      "....",
      (await knownFor(parts, null, login)).slice(1),
      "A".repeat(3_000),
    ])
      assert.equal(await deviceOf(parts, odd, login, kept), null);
    let many: string | null = null;
    for (let i = 0; i < 9; i++) many = await knownFor(parts, many, `${i}`.repeat(64));
    assert.equal(many?.split(".").length, DEVICE_LOGINS_MAX);
    assert.equal(await deviceOf(parts, both, login, { changed: clock.now + 1 }), null);
    clock.pass(DEVICE_MS);
    assert.equal(await deviceOf(parts, both, login, kept), null);
  });

  it("of a session's passphrase are its own, and do come to an end", async () => {
    const { parts, clock, login } = await withLogin();
    await crowd(parts, "lucero");
    assert.equal(await logins.confirmPassphrase(parts, login, GOOD), null);
    for (let i = 0; i < TRIES_KNOWN; i++) {
      const wrong = i === 0 ? await logins.confirmPassphrase(parts, login, "no") : null;
      if (i === 0) assert.equal(code(wrong), "people.not-recognised");
      else await countAsked(parts, login);
    }
    assert.equal(code(await logins.confirmPassphrase(parts, login, GOOD)), "people.too-many-tries");
    clock.pass(TRIES_WINDOW_MS);
    assert.equal(await logins.confirmPassphrase(parts, login, GOOD), null);
  });
});

describe("sessions", () => {
  it("are known by their token, of which only the hash is kept", async () => {
    const { parts, login } = await withLogin();
    const token = await beginSession(parts, login);
    assert.equal(Buffer.from(token, "base64url").length, 32);
    assert.equal((await sessionOf(parts, token))?.login, login);
    const rows = await parts.records.list("node", "session", 100, null, parts.clock());
    const text = rows.map(({ key, value }) => key + Buffer.from(value).toString()).join("\n");
    assert.ok(!text.includes(token));
    assert.equal(await sessionOf(parts, `${token}x`), null);
  });

  it("end when unused, and after twelve hours however much they are used", async () => {
    const { parts, clock, login } = await withLogin();
    const idle = await beginSession(parts, login);
    clock.pass(IDLE_MS - 1);
    assert.ok(await sessionOf(parts, idle));
    clock.pass(IDLE_MS);
    assert.equal(await sessionOf(parts, idle), null);
    const busy = await beginSession(parts, login);
    const began = clock.now;
    while (clock.now < began + WHOLE_MS - IDLE_MS) {
      clock.pass(IDLE_MS / 2);
      assert.ok(await sessionOf(parts, busy), `after ${(clock.now - began) / HOUR} hours`);
    }
    clock.pass(IDLE_MS / 2);
    await sessionOf(parts, busy);
    clock.pass(IDLE_MS / 2);
    assert.equal(await sessionOf(parts, busy), null);
  });

  it("are listed and ended, one or all others", async () => {
    const { parts, clock, login } = await withLogin();
    const tokens: string[] = [];
    for (let i = 0; i < 3; i++) {
      tokens.push(await beginSession(parts, login));
      clock.pass(1_000);
    }
    const [youngest] = await listSessions(parts, login);
    const here = await sessionOf(parts, tokens[2] as string);
    assert.equal(youngest?.id, here?.id);
    const oldest = await sessionOf(parts, tokens[0] as string);
    await endSession(parts, String(oldest?.id));
    assert.equal(await sessionOf(parts, tokens[0] as string), null);
    assert.equal(await endSessions(parts, login, String(here?.id)), 1);
    assert.equal(await sessionOf(parts, tokens[1] as string), null);
    assert.equal((await listSessions(parts, login)).length, 1);
  });
});

describe("sessions, ended or many", () => {
  it("do not come back by being used at the moment they are ended", async () => {
    const { parts, clock, login } = await withLogin();
    const token = await beginSession(parts, login);
    const id = String((await sessionOf(parts, token))?.id);
    clock.pass(IDLE_MS / 2);
    const { records } = parts;
    const get: typeof records.get = async (owner, key, now) => {
      const row = await records.get(owner, key, now);
      if (key.startsWith("session/")) await endSession(parts, id);
      return row;
    };
    await sessionOf({ ...parts, records: { ...records, get } }, token);
    assert.equal(await sessionOf(parts, token), null);
    assert.deepEqual(await records.list("node", "session", 9, null, clock.now), []);
  });

  it("begin under a new token and end the one before", async () => {
    const { parts, login } = await withLogin();
    const first = await beginSession(parts, login);
    const before = await sessionOf(parts, first);
    const second = await beginSession(parts, login, { before: before?.id ?? null });
    assert.equal(await sessionOf(parts, first), null);
    assert.ok(await sessionOf(parts, second));
  });

  it("are so many at most: the oldest goes", async () => {
    const { parts, clock, login } = await withLogin();
    const first = await beginSession(parts, login);
    for (let i = 0; i < SESSIONS_MAX; i++) {
      clock.pass(1_000);
      await beginSession(parts, login);
    }
    assert.equal(await sessionOf(parts, first), null);
    assert.equal((await listSessions(parts, login)).length, SESSIONS_MAX);
  });
});
