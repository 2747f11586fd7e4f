import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { it } from "node:test";

const { testNode } = await import("../../web/testing.ts");
const { DAY } = await import("../../house/testing.ts");

const said = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "");
const text = (words: string) => ({ lang: "es", text: words });

/** A group with two in coordination and one who is not. */
async function group(more: object = {}) {
  const node = await testNode();
  const ann = await node.found(more);
  const bo = await node.join(ann.space, ["coordination"], "amapola");
  const cy = await node.join(ann.space, ["member"], "trigo");
  return { ...node, ann, bo, cy, space: ann.space, at: `/s/${ann.slug}` };
}
type Group = Awaited<ReturnType<typeof group>>;
type Someone = Group["bo"];

/** Opens a page as somebody, for its own words. */
const read = async ({ browser }: Someone, path: string) => said((await browser.get(path)).text);

/** Types times, looks at what would go, and asks for it; answers the page between. */
async function ask({ at, ann }: Group, typed: Record<string, string>): Promise<string> {
  const seen = await ann.browser.submit(`${at}/times`, typed, `${at}/times`);
  const preview = await ann.browser.get(seen.location ?? "");
  const sent = await ann.browser.submitOn(preview, {}, `${at}/times/decision`);
  assert.equal(sent.location, `${at}/times`, sent.text.slice(0, 200));
  return said(preview.text);
}

async function agree({ at }: Group, { browser }: Someone) {
  const page = await browser.get(`${at}/joint`);
  const action = /action="([^"]+\/agreement)"/.exec(page.text)?.[1] ?? "";
  assert.match((await browser.submitOn(page, {}, action)).location ?? "", /\/joint$/);
}

const open = ({ does, space }: Group, who: Someone, title: string, more = {}) =>
  does(space, who.member, "needs.open", {
    ...{ title: text(title), quantity: { of: "6", unit: "item" }, ...more },
  });

it("is asked for with what would go, agreed to, and waits a week in sight of all", async () => {
  const made = await group();
  const { at, ann, bo, cy, browser, does, space } = made;
  for (const [title, ends] of [
    ["Mantas", true],
    ["Tiendas", false],
  ] as const) {
    const { answer } = await open(made, ann, title);
    if (ends) await does(space, ann.member, "needs.withdraw", { ids: [answer["id"]] });
  }
  assert.equal((await browser().get(`${at}/times`)).status, 303);
  const plain = await read(cy, `${at}/times`);
  assert.match(plain, /Words of what we asked for[\s\S]*?not by time[\s\S]*?2[\s\S]*?nothing/);
  assert.doesNotMatch(plain, /See what would be erased/, "who does not decide has no form");
  const preview = await ask(made, { needs: "5", givers: "4", offered: "6" });
  assert.match(preview, /not by time → 5 days/);
  assert.match(
    preview,
    /data-name="Erased on [^"]*"><span>1<[\s\S]*?data-name="Erased later"><span>1</,
  );
  assert.match(preview, /cannot be brought back/);
  assert.match(await read(cy, `${at}/times`), /whom to call: not by time → 5 days/);
  assert.doesNotMatch(await read(cy, `${at}/today`), /Shorter times were agreed/);
  await agree(made, bo);
  for (const [who, mine] of [
    [ann, true],
    [cy, false],
  ] as const) {
    const page = await read(who, `${at}/today`);
    assert.match(page, /Shorter times were agreed: from/);
    assert.equal(page.includes(`action="${at}/times/keeping"`), mine);
  }
  assert.match(await read(cy, `${at}/times`), /holding from[\s\S]*not by time → 5 days/);
  await saysWhatHolds(made);
});

/** Forms, the register and whoever gives are told what holds, and nothing before it does. */
async function saysWhatHolds(made: Group): Promise<void> {
  const { at, ann, browser, does, space, clock } = made;
  const { answer } = await open(made, ann, "Agua", { publish: true });
  await does(space, ann.member, "spaces.publish", {});
  const stranger = browser();
  const page = async (path: string) => said((await stranger.get(`${at}/${path}`)).text);
  const giving = `needs/${answer["id"]}/contributions/new`;
  const early = await read(ann, `${at}/needs/new`);
  assert.doesNotMatch(early, /after it is no longer asked for/, "nothing is promised early");
  assert.match(await page(giving), /it is erased 30 days after this is closed/);
  clock.pass(7 * DAY);
  const again = { ...ann, ...(await made.signIn(ann.login)) };
  assert.doesNotMatch(await read(again, `${at}/today`), /Shorter times were agreed/);
  assert.match(await read(again, `${at}/times`), /whom to call[\s\S]*?5 days/);
  const form = await read(again, `${at}/needs/new`);
  assert.match(form, /Who reads what you write here:[\s\S]*are erased 5 days after it is no/);
  const register = await read(again, `${at}/register`);
  assert.match(register, /whom to call, are erased 5 days after it is no longer asked for/);
  assert.match(await page(giving), /it is erased 4 days after this is closed/);
  assert.match(
    await page("contributions/new"),
    /only the local group[\s\S]*is erased 6 days after/,
  );
}

const shared = group();

it("is stopped with one tap by any one of those who decide", async () => {
  const made = await shared;
  const { at, ann, bo } = made;
  await ask(made, { notes: "3", lines: "90" });
  await agree(made, bo);
  await bo.browser.submit(`${at}/today`, {}, `${at}/times/keeping`);
  assert.doesNotMatch(await read(ann, `${at}/today`), /Shorter times were agreed/);
  assert.doesNotMatch(await read(ann, `${at}/times`), /holding from/);
});

it("counts what its reader may open, and nothing of a circle they are not in", async () => {
  const made = await shared;
  const { at, ann, cy, does, space } = made;
  const { answer } = await does(space, cy.member, "people.make-circle", { name: [text("Dos")] });
  await open(made, cy, "Secreto", { circle: answer["circle"] });
  await open(made, ann, "Mantas");
  const counted = async (who: Someone) => {
    const [, row = ""] = (await read(who, `${at}/times`)).split("Words of what we asked for");
    return /data-name="Here now"><span>(\d)<\/span>/.exec(row)?.[1];
  };
  assert.deepEqual([await counted(ann), await counted(cy)], ["1", "2"]);
});

it("suggests short times to who protects its people, and turns nothing on by itself", async () => {
  const { found } = await shared;
  const other = await found({ safety: "yes", group: "Otra", handle: "cierzo" });
  const at = `/s/${other.slug}`;
  const page = await read(other, `${at}/times`);
  assert.match(page, /they are not on by themselves[\s\S]*Suggested: 14 days/);
  assert.match(page, /name="needs"/);
  assert.doesNotMatch(page, /name="needs"[^>]*value="\d/);
  const filled = await read(other, `${at}/times?fill=short`);
  assert.match(filled, /<input[^>]*name="needs"[^>]*value="14"/);
  assert.match(filled, /Nothing of it holds until two have decided it/);
  assert.doesNotMatch(await read(other, `${at}/register`), /14 days after/);
});

it("answers what cannot be with the reason beside the field", async () => {
  const { at, ann } = await shared;
  const sends = (typed: Record<string, string>) =>
    ann.browser.submit(`${at}/times`, typed, `${at}/times`);
  for (const [typed, why] of [
    [{ needs: "soon" }, /A whole number of days, from 1 to 3,?653/],
    [{ needs: "0" }, /A whole number of days/],
    [{ needs: "1.5" }, /A whole number of days/],
    [{ givers: "31" }, /goes after 30 days in any case/],
    [{}, /decided already/],
  ] as [Record<string, string>, RegExp][]) {
    const got = await sends(typed);
    assert.deepEqual([got.status, why.test(said(got.text))], [422, true], JSON.stringify(typed));
  }
  assert.match((await sends({ needs: "٣٠" })).location ?? "", /needs=30$/);
  for (const query of ["", "?needs=-1", "?needs=x&notes=4", "?nothing=1"])
    assert.match((await ann.browser.get(`${at}/times/preview${query}`)).text, /name="givers"/);
  for (const plan of ["0".repeat(32), "x"])
    assert.equal((await ann.browser.get(`${at}/times/preview?plan=${plan}`)).status, 404);
});
