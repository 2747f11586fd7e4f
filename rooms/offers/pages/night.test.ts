/** A thousand false takes among twenty true ones, in one night. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertDone } from "../../../house/testing.ts";
import { forms, type Got, testNode } from "../../../web/testing.ts";
import { offer } from "../index.ts";

const FALSE = 1_000;
const TRUE = 20;
/** Hours of the night, a true take now and then between many false ones. */
const HOURS = 7;

type Said = { name: string; reach: string; form: string | null };

const hex = (of: number) => of.toString(16).padStart(32, "0");
const item = (of: number) => ({ of: String(of), unit: "item" });

/** A group that slept while this came in. */
async function night(falseTake: (at: number) => Said) {
  const node = await testNode();
  const { slug, space, member, login } = await node.found();
  const opened = await node.does(space, member, "needs.open", {
    ...{ title: { lang: "es", text: "Mantas" }, quantity: item(60), publish: true },
  });
  const need = String(opened.answer["id"]);
  let sent = 0;
  const take = async (said: Said, of: number) => {
    const author = { by: "stranger", id: hex(++sent) } as const;
    const input = { need, quantity: item(of), terms: null, ...said };
    assertDone(await node.send({ space, command: "offers.take", input, author }));
  };
  const every = FALSE / TRUE;
  for (let at = 0; at < FALSE; at++) {
    if (at % every === 0) {
      const one = at / every;
      await take({ name: `true-${one}`, reach: `bakery ${one}`, form: hex(900_000 + one) }, 2);
    }
    await take(falseTake(at), 9);
    if ((at + 1) % Math.ceil(FALSE / HOURS) === 0) node.clock.pass(3_600_000);
  }
  const base = `/s/${slug}`;
  const names = async (status: string) => {
    const view = await node.view(space, { by: "member", member, roles: ["coordination"] });
    const some = (await view.things(offer)).filter(({ state }) => state.status === status);
    const said = await view.parts<Said>(
      some.map((thing) => ({ thing, at: thing.state.people as never })),
      "people",
    );
    return said.map((one) => (typeof one === "string" ? one : one.name));
  };
  const { browser } = await node.signIn(login);
  const wakes = () => browser.get(`${base}/contributions`);
  /** One tap: the crowd whose link holds this. */
  const tap = async (inbox: Got, holds: string) => {
    const links = [...inbox.text.matchAll(/href="([^"]+\/contributions\?[^"]+)"/g)];
    const href = links.map(([, one = ""]) => one.replaceAll("&amp;", "&"));
    const crowd = href.find((one) => one.includes(holds));
    assert.ok(crowd, `a link that holds ${holds} among ${href}`);
    return browser.get(crowd);
  };
  /** One tap more: the answer for all of it. */
  const answerAll = (page: Got, answer: string) => {
    const bulk = forms(page.text).find(
      ({ fields }) =>
        fields.some(([name, value]) => name === "answer" && value === answer) &&
        !fields.some(([name]) => name === "id"),
    );
    assert.ok(bulk, `a button that says ${answer} to all`);
    return browser.post(bulk.action, bulk.fields);
  };
  return { base, browser, wakes, tap, answerAll, names };
}

type Night = Awaited<ReturnType<typeof night>>;

const isTrue = (name: string) => name.startsWith("true-");

/** All true ones stand above the first false one. */
function trueComeFirst({ text }: Got): void {
  const first = text.search(/>n[0-9]+</);
  for (let one = 0; one < TRUE; one++) {
    const at = text.indexOf(`>true-${one}<`);
    assert.ok(at > 0 && at < first, `true-${one} above the first false one`);
  }
}

/** Every true one waits, and nothing else. */
async function onlyTrueWait({ names, wakes }: Night): Promise<void> {
  const waiting = await names("waiting");
  assert.equal(waiting.length, TRUE);
  assert.ok(waiting.every(isTrue));
  assert.equal((await names("aside")).length, FALSE);
  const inbox = await wakes();
  for (let one = 0; one < TRUE; one++) assert.ok(inbox.text.includes(`>true-${one}<`));
}

describe("a thousand false takes in a night, twenty true ones among them", () => {
  it("from one browser: set aside in two taps, and brought back in two", async () => {
    const made = await night((at) => ({ name: `n${at}`, reach: `r${at}`, form: hex(1_000_000) }));
    const { wakes, tap, answerAll, browser, base, names } = made;
    const inbox = await wakes();
    trueComeFirst(inbox);
    const done = await answerAll(await tap(inbox, `form=${hex(1_000_000)}`), "aside");
    assert.equal(done.status, 303, done.text.slice(0, 400));
    await onlyTrueWait(made);
    const reached = new Set<string>();
    let path = `${base}/contributions?status=aside`;
    for (let pages = 0; path !== "" && pages <= FALSE / 50; pages++) {
      const { text } = await browser.get(path);
      for (const [, name = ""] of text.matchAll(/>(n[0-9]+)</g)) reached.add(name);
      path = (/href="([^"]+from=[0-9a-f]+)"[^>]*>The next/.exec(text)?.[1] ?? "").replaceAll(
        "&amp;",
        "&",
      );
    }
    assert.equal(reached.size, FALSE, "each is reached by turning pages");
    const aside = await browser.get(`${base}/contributions?status=aside`);
    await answerAll(await tap(aside, `form=${hex(1_000_000)}`), "accept");
    assert.equal((await names("accepted")).length, FALSE);
  });

  it("from a new browser each time, with the same way to reach them", async () => {
    const reach = "spam @ x";
    const made = await night((at) => ({ name: `n${at}`, reach, form: hex(2_000_000 + at) }));
    const inbox = await made.wakes();
    trueComeFirst(inbox);
    const page = await made.tap(
      inbox,
      `same=${new URLSearchParams({ s: reach }).toString().slice(2)}`,
    );
    assert.match(page.text, /Set all 1,000 aside/);
    await made.answerAll(page, "aside");
    await onlyTrueWait(made);
  });

  it("with nothing in common but the hours: all wait aside, none is lost", async () => {
    const made = await night((at) => ({ name: `n${at}`, reach: `r${at}`, form: hex(3e6 + at) }));
    const page = await made.tap(await made.wakes(), "until=");
    assert.match(page.text, /Set all 1,020 aside/);
    await made.answerAll(page, "aside");
    const aside = await made.names("aside");
    assert.deepEqual([aside.length, aside.filter(isTrue).length], [FALSE + TRUE, TRUE]);
    const found = await made.browser.get(`${made.base}/contributions?status=aside&text=bakery`);
    await made.answerAll(found, "accept");
    const accepted = await made.names("accepted");
    assert.deepEqual([accepted.length, accepted.every(isTrue)], [TRUE, true]);
  });
});

it("many are accepted, declined, set aside at once, never without saying which", async () => {
  const made = await night((at) => ({
    name: `n${at}`,
    reach: "r",
    form: hex(4_000_000 + (at % 4)),
  }));
  const { browser, base, names, answerAll } = made;
  const find = (text: string) => browser.get(`${base}/contributions?text=${text}`);
  assert.equal((await answerAll(await find("true"), "accept")).status, 303);
  assert.equal((await names("accepted")).length, TRUE);
  const one = await made.tap(await made.wakes(), `form=${hex(4_000_000)}`);
  assert.equal((await answerAll(one, "decline")).status, 303);
  assert.equal((await names("declined")).length, FALSE / 4);
  const drawn = forms((await made.wakes()).text);
  const [first] = drawn.filter(({ action }) => action.endsWith("answers"));
  const bare = (first?.fields ?? []).filter(([name]) => name.startsWith("form-"));
  for (const answer of ["aside", "decline", "accept"]) {
    const got = await browser.post(`${base}/contributions/answers`, [...bare, ["answer", answer]]);
    assert.equal(got.status, 422, answer);
  }
  assert.equal((await names("waiting")).length, (FALSE / 4) * 3);
});
