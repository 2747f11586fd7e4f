/** For tests: two groups and their agreement over requests and HTML, without script. */
import assert from "node:assert/strict";
import { assertDone } from "../../house/testing.ts";
import { forms, type Got, testNode } from "../../web/testing.ts";
import { alliedBy } from "../allies/testing.ts";
import type { AgreementState } from "./facts.ts";

/** The main part of a page, without the marks around what may run the other way. */
export const main = ({ text }: Got) =>
  text.slice(text.indexOf("<main")).replaceAll(/[\u2066-\u2069]/g, "");
/** The id of the agreement that an answer leads to. */
export const idIn = (got: Got) =>
  /\/agreements\/([0-9a-f]{32})/.exec(got.location ?? "")?.[1] ?? "";

/** A group, another that came along with it, and ways to act for each. */
export async function group(safety: "yes" | "no" = "no") {
  const node = await testNode();
  const ann = await node.found({ safety });
  const alba = await node.found({ group: "Puente Norte", handle: "alba" });
  const { ally, person } = await alliedBy(node, ann, alba);
  const bo = await node.join(ann.space, ["observer"], "bruma");
  const base = `/s/${ann.slug}`;
  const at = `${base}/agreements`;
  const { browser } = ann;
  /** The other party's own hand, without its pages. */
  const they = async (what: string, deal: string, input: object = {}) => {
    const author = { by: "ally", ally, person, leads: true } as const;
    const sent = { command: `agreements.${what}`, input: { agreement: deal, ...input }, author };
    assertDone(await node.send({ space: ann.space, ...sent }));
  };
  const stateOf = async (deal: string) =>
    (await (await node.house.space(ann.space))?.thing(deal))?.state as AgreementState;
  const again = async () => {
    const [browser, theirs] = [await node.signIn(ann.login), await node.signIn(alba.login)];
    Object.assign(made, { browser: browser.browser, theirs: theirs.browser });
  };
  const stranger = node.browser;
  const made = {
    ...node,
    stranger,
    ann,
    alba,
    ally,
    person,
    theirs: alba.browser,
    bo,
    base,
    at,
    space: ann.space,
    browser,
    they,
    stateOf,
    again,
  };
  return made;
}
/** See {@link group}. */
export type Made = Awaited<ReturnType<typeof group>>;

/** Begins one in Spanish and Arabic; answers its id. */
export async function begun({ browser, at, ally }: Made) {
  const got = await browser.submit(`${at}/new?with=${ally}`, { langs: ["es", "ar"] }, `${at}/new`);
  assert.equal(got.status, 303, main(got));
  return idIn(got);
}

/** What is typed into a form. */
export type Typed = Record<string, string | string[]>;

/** Sends what no form of the page is for, with what one of its forms carries. */
export function sends(
  browser: Made["theirs"],
  page: Got,
  to: string,
  typed: Record<string, string> = {},
) {
  const form = forms(page.text).find(({ method }) => method === "post");
  assert.ok(form);
  return browser.post(to, [...form.fields, ...Object.entries(typed)]);
}

/** Writes a clause by its form. */
export async function writes({ browser, at }: Made, deal: string, kind: string, typed: Typed) {
  const got = await browser.submit(
    `${at}/${deal}/clauses/new?kind=${kind}`,
    typed,
    `${at}/${deal}/clauses/new`,
  );
  assert.equal(got.status, 303, main(got));
}

/** Clauses as they are typed. */
export const SUPPORT = {
  gives: "them",
  kinds: ["goods"],
  most: "100",
  "most-unit": "box",
  per: "month",
};
/** See {@link SUPPORT}. */
export const MONEY = { gives: "them", most: "500", "most-unit": "EUR", per: "month", use: "free" };
/** See {@link SUPPORT}. */
export const AGAIN = { on: "2027-04-30" };

/** Proposes by the page; answers what its preview said. */
export async function proposes({ browser, at }: Made, deal: string) {
  const preview = await browser.get(`${at}/${deal}/proposal`);
  const got = await browser.submitOn(preview, {}, `${at}/${deal}/proposal`);
  assert.equal(got.status, 303, main(got));
  return main(preview);
}

/** Signs on both sides; the host's by its page. */
export async function signed(made: Made, deal: string, typed: Typed = {}) {
  const { browser, at, they, stateOf } = made;
  const got = await browser.submit(`${at}/${deal}/signature`, { how: "own-hand", ...typed });
  assert.equal(got.status, 303, main(got));
  const open = (await stateOf(deal)).proposed;
  const { version, hash } = open ?? { version: 0, hash: "" };
  await they("sign", deal, { version, hash, assembly: null, seen: true });
}

/** Who takes a line and how much of what, as a member types it. */
export const LINE = { name: "noor", reach: "jueves", "quantity-unit": "box" };
/** The first line that a form offers. */
export const needIn = (form: Got) => /<option value="([0-9a-f]{32})"/.exec(form.text)?.[1] ?? "";
