/** What is grave asks again who one is; a login in several groups shows none of them the rest. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { HOUR } from "../../house/testing.ts";
import {
  addMembership,
  changeLogin,
  endSessions,
  nodeOf,
  PROVED_MS,
} from "../../rooms/people/index.ts";
import { entriesOf } from "../../web/app.ts";
import { A_WHILE, sendAs } from "./drawn-forms.ts";
import { town } from "./town.ts";

const ID = "0123456789abcdef".repeat(2);

/** Addresses that answer nothing before their visitor was proved; `:id` is of nothing that is. */
const GRAVE: readonly string[] = [
  ...["GET /ways-in/app", "POST /ways-in/app", "POST /ways-in/app/removal"],
  ...["POST /ways-in/recovery-codes", "POST /ways-in/spoken", "POST /ways-in/group"],
  ...["POST /ways-in/passkeys", "POST /ways-in/passkeys/:key"],
  ...["POST /s/:slug/tokens", "POST /s/:slug/members/:id/removal"],
  ...["POST /s/:slug/settings/end/confirmation"],
  ...["POST /s/:slug/copies", "POST /s/:slug/copies/:id/file", "POST /s/:slug/copies/schedule"],
  ...["GET /s/:slug/copies/newest.age", "POST /s/:slug/leaving"],
  ...["POST /s/:slug/leaving/:id/departure"],
  ...["POST /s/:slug/settings/shutters/wait", "POST /s/:slug/settings/shutters/sentence"],
  ...["POST /s/:slug/settings/shutters/sentence/removal"],
  ...["POST /s/:slug/times/decision", "POST /s/:slug/joint", "POST /s/:slug/joint/:id/agreement"],
];

/** Enough for each form to get as far as the asking. */
const TYPED: [string, string][] = [
  ["scope", "read"],
  ["days", "9"],
];

it("what is grave asks again who one is, after fifteen minutes and not before", async () => {
  const made = await town();
  const { slug, login } = made.open;
  const routes = new Set(
    entriesOf(made.node).map(({ route, inSpace }) => {
      return `${route.method} ${inSpace ? "/s/:slug" : ""}${route.path}`;
    }),
  );
  for (const grave of GRAVE) {
    assert.ok(routes.has(grave), `${grave} is there`);
    const [method, route = ""] = grave.split(" ");
    const path = route.replace(":slug", slug).replaceAll(/:\w+/g, ID);
    for (const late of [false, true]) {
      const { browser } = await made.signIn(login);
      if (late) made.clock.pass(PROVED_MS - A_WHILE);
      if (method === "GET") made.clock.pass(A_WHILE);
      const sent = { route, action: path, fields: TYPED };
      const got = method === "GET" ? await browser.get(path) : await sendAs(browser, made, sent);
      const asked = /^\/confirm\?/.test(got.location ?? "") || /window of its own/.test(got.text);
      assert.equal(asked, late, `${grave}: ${got.status} ${got.location}`);
    }
  }
});

it("a page of one group is the same whatever other groups its reader is in", async () => {
  const made = await town();
  const { open, closed } = made;
  const parts = nodeOf(made.house);
  const pages = async (slug: string) => {
    // What is held about oneself counts one's sessions: each reading has one.
    await endSessions(parts, open.login, null);
    const { browser } = await made.signIn(open.login);
    const told: [string, string][] = [];
    for (const { route } of entriesOf(made.node).filter(({ inSpace }) => inSpace)) {
      if (route.method !== "GET") continue;
      const path = `/s/${slug}${route.path.replaceAll(/:\w+/g, made.hidden)}`;
      const { status, location, text } = await browser.get(path);
      const plain = text.replaceAll(/value="[^"]{20,}"/g, "");
      told.push([path, JSON.stringify([status, location, plain])]);
    }
    return told;
  };
  // Looking hands out a head of the log, which is told from then on: what is compared comes after.
  await pages(open.slug);
  const alone = await pages(open.slug);
  assert.ok(alone.filter(([, page]) => page.startsWith("[200")).length > 20);
  await addMembership(parts, open.login, { space: closed.space, member: closed.member });
  assert.deepEqual(await pages(open.slug), alone);
  // There are more pages than one may ask for at once, six times over.
  made.clock.pass(HOUR);
  await pages(closed.slug);
  const both = await pages(closed.slug);
  await changeLogin(parts, open.login, (before) => {
    const memberships = before.memberships.filter(({ space }) => space === closed.space);
    return { ...before, memberships };
  });
  assert.deepEqual(await pages(closed.slug), both);
});
