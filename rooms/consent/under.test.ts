/** Permissions that stand on others: no further, no longer, and ended in the same moment. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PUBLIC } from "../../house/circles.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertDone, assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { ally } from "../allies/index.ts";
import { commands } from "./commands.ts";
import { type ConsentState, consent } from "./facts.ts";
import { picture } from "./facts-picture.ts";
import { spoken } from "./facts-spoken.ts";
import { saying, subject } from "./facts-subject.ts";
import { endingWith, mayUse, onePermission, permissions } from "./questions.ts";
import { consentRecord } from "./receipt-json.ts";
import { standing } from "./standing.ts";
import type { Terms } from "./terms.ts";
import {
  ANN,
  ASKED,
  askedFor,
  BY_VOICE,
  consentSpace,
  day,
  gave,
  heardYes,
  MEMBER,
  noted,
  says,
  termsOf,
  WORDS,
} from "./testing.ts";

const KINDS = [subject, consent, saying, picture, spoken, ally];
/** A community, words of its own, and what it was asked. */
const [TOWN, SAID, SECOND] = ["4", "6", "5"].map((n) => n.repeat(32)) as [string, string, string];
const NOW = Date.UTC(2026, 10, 20);
const town = (is = "community"): Given[] => [
  { thing: TOWN, type: "subject.noted/1", record: { is } },
  { thing: SAID, type: "saying.written/1", record: { subject: TOWN } },
];
const text = { lang: "en", text: "may we?" };

/** A permission as it is asked on top of others. */
const over = (thing: string, under: string[], more: Partial<Terms> = {}): Given => ({
  ...{ thing, type: "consent.asked/4" },
  record: {
    ...{
      ...(askedFor() as { record: object }).record,
      ...termsOf({ scope: [SAID], under, ...more }),
    },
    subject: TOWN,
  } as never,
});
const yes = (thing: string): Given => gave("self", "voice", thing);

const WIDE: Partial<Terms> = { channels: ["group-page", "press"], data: ["words"], place: 1 };

describe("what one can stand on", () => {
  const asks = (
    more: Partial<Terms>,
    given: Given[] = [askedFor(WIDE), gave()],
    is = "community",
  ) =>
    decide(
      commands.ask,
      KINDS,
      [...noted(), ...town(is), ...given],
      {
        subject: TOWN,
        ...termsOf({ scope: [SAID], under: [ASKED], ...more }),
        lang: "en",
        notice: text,
        purpose: text,
      },
      { now: NOW },
    );

  it("is somebody else's that holds; each is about what is theirs", () => {
    const done = asks({});
    assert.ok(!isRefusal(done), JSON.stringify(done));
    assert.deepEqual(
      done.facts.map(({ type }) => type),
      ["consent.asked/4", "subject.asked/1"],
    );
    assert.deepEqual(done.facts[0]?.record["under"], [ASKED]);
    assertRefused(asks({ scope: [SAID, WORDS] }), "consent.not-theirs");
    assertRefused(asks({ under: [MEMBER] }), "consent.no-such-permission");
  });

  it("is one whose days last as long, and whose terms go as far", () => {
    for (const [more, field] of [
      [{ data: ["words", "place"] }, "data"],
      [{ channels: ["group-page", "social"] }, "channels"],
      [{ also: ["translate"] }, "also"],
      [{ named: "first-name" }, "named"],
      [{ data: ["words"], place: 2 }, "place"],
      [{ activity: "share-data", channels: [], anyone: false, roles: ["member"] }, "activity"],
    ] as [Partial<Terms>, string][]) {
      const answer = asks(more);
      assertRefused(answer, "consent.under-wider");
      assert.equal(isRefusal(answer) && answer.field, field);
    }
    assertRefused(asks({ ends: day("2027-01-01") }), "consent.under-ends");
    assert.ok(!isRefusal(asks({ ends: day("2026-12-20"), place: 1, channels: ["press"] })));
  });

  it("holds now, and does not say how often", () => {
    assertRefused(asks({}, [askedFor(WIDE)]), "consent.under-over");
    assertRefused(asks({}, [askedFor(WIDE), gave(), says("withdrawn")]), "consent.under-over");
    const away: Given = { thing: ANN, type: "subject.absent/1", record: { what: "missing" } };
    assertRefused(asks({}, [askedFor(WIDE), gave(), away]), "consent.under-over");
    assertRefused(asks({}, [askedFor({ ...WIDE, uses: 3 }), gave()]), "consent.under-counted");
  });

  it("has so many beneath it at most, each counted as often as something stands on it", () => {
    const ids = Array.from({ length: 20 }, (_, i) => String(i).padStart(32, "b"));
    const tower = ids.flatMap((id, i) => [over(id, [ids[i - 1] ?? ASKED]), yes(id)]);
    const base = [askedFor(), gave(), ...tower];
    assert.ok(!isRefusal(asks({ under: [ids[18] ?? ""] }, base)));
    assertRefused(asks({ under: [ids[19] ?? ""] }, base), "consent.under-many");
    assertRefused(asks({ under: [ids[9] ?? "", ids[10] ?? ""] }, base), "consent.under-many");
    assert.ok(!isRefusal(asks({ under: [ids[8] ?? "", ids[7] ?? ""] }, base)));
  });

  it("lets an assembly allow a face that the person allows, and no child's", () => {
    const seen = "9".repeat(32);
    const photo: Given = {
      ...{ thing: seen, type: "picture.kept/1" },
      record: { subject: TOWN, saying: SAID, face: "shown" },
    };
    const face: Partial<Terms> = { data: ["picture"], scope: [seen], face: "shown" };
    const allowed = (more: Partial<Terms>) => [photo, askedFor({ ...more, scope: [ANN] }), gave()];
    const given = allowed(face);
    assert.ok(!isRefusal(asks(face, given)));
    assertRefused(asks(face, given, "child"), "consent.no-child-face");
    assertRefused(asks(face, allowed({ ...face, face: "altered" })), "consent.under-wider");
    assertRefused(asks({ ...face, under: [] }, given), "consent.no-community-face");
  });
});

describe("a yes on top of another", () => {
  const hears = (given: Given[]) =>
    decide(
      commands.hear,
      KINDS,
      [...noted(), ...town("person"), askedFor(), gave(), ...given],
      { consent: SECOND, as: "self", retold: true, interpreted: false },
      { now: NOW, arrived: "voice" },
    );
  const renews = (ends: Terms["ends"], given: Given[] = []) =>
    decide(
      commands.renew,
      KINDS,
      [
        ...[...noted(), ...town("person"), askedFor(), gave()],
        ...[over(SECOND, [ASKED], { ends: day("2026-12-10") }), yes(SECOND), ...given],
      ],
      {
        ...{ consent: SECOND, notice: text, lang: "en", ends, review: ends },
        ...{ retold: true, interpreted: false },
      },
      { now: NOW, arrived: "voice" },
    );

  it("is heard while that one holds, and lasts no longer by being renewed", () => {
    assert.ok(!isRefusal(hears([over(SECOND, [ASKED])])));
    assertRefused(hears([over(SECOND, [ASKED]), says("withdrawn")]), "consent.under-over");
    assert.ok(!isRefusal(renews(day("2026-12-31"))));
    assertRefused(renews(day("2027-01-02")), "consent.under-ends");
    assertRefused(renews(day("2026-12-31"), [says("withdrawn")]), "consent.under-over");
  });

  it("is not made longer with its code: that shows nothing of what it stands on", () => {
    const asked = over(SECOND, [ASKED], { ends: day("2026-12-10") });
    const hash = codeHash("c");
    const given = [{ ...asked, record: { ...(asked as { record: object }).record, hash } }];
    const ends = day("2026-12-20");
    const answer = decide(
      commands.renew,
      KINDS,
      [...noted(), ...town("person"), askedFor(), gave(), ...(given as Given[]), yes(SECOND)],
      {
        ...{ consent: SECOND, notice: text, lang: "en", ends, review: ends },
        ...{ retold: true, interpreted: false },
      },
      { now: NOW, author: { by: "holder", thing: SECOND, code: "c" } },
    );
    assertRefused(answer, "consent.renew-under");
  });
});

describe("the index", () => {
  type Change = (state: ConsentState) => void;
  const show = { consent: SECOND, until: Date.UTC(2027, 0, 1), named: false };

  /** Words shown under one that stands on Ann's; `change` is what became of that one. */
  function indexed(given: Given[] = [], change: Change = () => {}) {
    const index = standing.begin();
    const things = fold(KINDS, [
      ...[...noted(), ...town(), askedFor({ channels: ["group-page", "press"] }), gave()],
      ...[over(SECOND, [ASKED]), yes(SECOND)],
      { thing: SAID, type: "saying.shown/1", record: show } as Given,
      ...given,
    ]);
    for (const thing of things.values()) {
      if (thing.id === ASKED) change(thing.state as ConsentState);
      index.take(thing as never);
    }
    return { index, things };
  }
  const may = ({ index }: ReturnType<typeof indexed>, now = NOW) => index.mayShow(SAID, now);

  it("closes what is shown under it when that ends, however it ends", () => {
    assert.ok(may(indexed()));
    assert.ok(!may(indexed(), Date.UTC(2027, 0, 1)), "its own end");
    assert.ok(!may(indexed([says("withdrawn")])));
    assert.ok(!may(indexed([says("revoked", { because: "danger" })])));
    assert.ok(!may(indexed([says("invalidated", { because: "pressure" })])));
    const away: Given = { thing: ANN, type: "subject.absent/1", record: { what: "dead" } };
    assert.ok(!may(indexed([away])));
    const sooner = indexed([], (state) => Object.assign(state, { ends: day("2026-11-19") }));
    assert.ok(!may(sooner), "its days");
    const later = indexed([], (state) => Object.assign(state, { from: day("2026-11-25") }));
    assert.ok(!may(later), "not begun");
  });

  it("finds neither, with what is not durable yet in the place of what is", () => {
    const { index, things } = indexed();
    const use = { consent: "publish", of: SAID, channel: "group-page" };
    assert.notEqual(index.find(use, NOW, []), null);
    const base = structuredClone(things.get(ASKED));
    assert.ok(base !== undefined);
    Object.assign(base.state as ConsentState, { stood: "withdrawn" });
    assert.equal(index.find(use, NOW, [base as never]), null);
    const person = structuredClone(things.get(ANN));
    assert.ok(person !== undefined);
    Object.assign(person.state as object, { stopped: { index: 90 }, absent: "missing" });
    assert.equal(index.find(use, NOW, [person as never]), null);
  });

  it("holds up nothing by a circle, or by what is not there", () => {
    const { index, things } = indexed();
    const base = structuredClone(things.get(ASKED));
    assert.ok(base !== undefined);
    Object.assign(base.state as ConsentState, { under: [SECOND] });
    index.take(base as never);
    assert.ok(!index.mayShow(SAID, NOW));
    Object.assign(base.state as ConsentState, { under: [MEMBER] });
    index.take(base as never);
    assert.ok(!index.mayShow(SAID, NOW));
    Object.assign(base.state as ConsentState, { under: [] });
    index.take(base as never);
    assert.ok(index.mayShow(SAID, NOW));
  });
});

/** Somebody's words, and somebody else's yes on top of theirs; both hold. */
async function stacked() {
  const made = await consentSpace();
  const base = await made.somebody();
  await made.ask("hear-yes", heardYes(base.consent), made.host, BY_VOICE);
  const top = await made.somebody({ under: [base.consent] });
  await made.ask("hear-yes", heardYes(top.consent), made.host, BY_VOICE);
  return { made, base, top };
}

describe("in a space", () => {
  it("is over for every use from the moment that one is, and pages say so", async () => {
    const { made, base, top } = await stacked();
    assertDone(await made.send("show-words", { saying: top.saying }));
    const use = { of: top.saying, activity: "publish", channel: "group-page" } as const;
    const look = async () => {
      const view = await made.view();
      const open = await made.view(PUBLIC);
      return {
        may: mayUse(view, use),
        read: (await open.thing(saying, top.saying)) !== undefined,
        status: (await onePermission(view, top.consent))?.status,
        listed: (await permissions(view)).map(({ status }) => status),
        ending: (await endingWith(view, base.consent)).map(({ thing }) => thing.id),
      };
    };
    assert.deepEqual(await look(), {
      ...{ may: true, read: true, status: "given" },
      ...{ listed: ["given", "given"], ending: [top.consent] },
    });
    await made.ask("withdraw", { consent: base.consent }, base.holder);
    assert.deepEqual(await look(), {
      ...{ may: false, read: false, status: "fallen" },
      ...{ listed: ["fallen", "withdrawn"], ending: [top.consent] },
    });
    assertRefused(await made.send("show-words", { saying: top.saying }), "house.no-permission");
    assertDone(await made.send("withdraw", { consent: top.consent }, top.holder));
    const after = await onePermission(await made.view(), top.consent);
    assert.equal(after?.status, "withdrawn", "taken back by its own");
  });

  it("stays over where the same is allowed anew: it stood on the one before", async () => {
    const { made, base, top } = await stacked();
    await made.ask("withdraw", { consent: base.consent }, base.holder);
    const asked = { subject: base.subject, ...termsOf({ scope: [base.saying] }), lang: "en" };
    const again = await made.ask("ask", { ...asked, notice: text, purpose: text });
    await made.ask("hear-yes", heardYes(String(again["consent"])), made.host, BY_VOICE);
    assert.equal((await onePermission(await made.view(), top.consent))?.status, "fallen");
  });

  it("says in its record what it is derived from, and the same however that ended", async () => {
    const ended = async (how: "withdraw" | "revoke" | "not") => {
      const { made, base, top } = await stacked();
      if (how === "withdraw") await made.ask(how, { consent: base.consent }, base.holder);
      if (how === "revoke") await made.ask(how, { consent: base.consent, because: "danger" });
      made.clock.now += DAY;
      const one = await onePermission(await made.view(), top.consent);
      assert.ok(one !== undefined);
      const record = consentRecord(one, {
        ...{ notice: null, salt: null, purpose: null, group: "", origin: "https://a.invalid" },
        ...{ space: made.at, receipt: true, now: made.clock.now },
      }) as Record<string, unknown>;
      assert.equal((record["dct:requires"] as string[]).length, 1);
      return JSON.stringify(record);
    };
    const [back, group, holds] = [
      await ended("withdraw"),
      await ended("revoke"),
      await ended("not"),
    ];
    assert.equal(back, group);
    assert.ok(back.includes("dpv:ConsentRevoked") && !holds.includes("dpv:ConsentRevoked"));
  });
});
