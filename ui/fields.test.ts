import assert from "node:assert/strict";
import { test } from "node:test";
import { attributes, draw, echo } from "./test-kit.ts";

const { TextField } = await import("./text-field.tsx");
const { AreaField } = await import("./area-field.tsx");
const { AmountField } = await import("./amount-field.tsx");
const { SelectField } = await import("./select-field.tsx");
const { DateField } = await import("./date-field.tsx");
const { Choice } = await import("./choice.tsx");
const { Ticks } = await import("./ticks.tsx");
const { Form } = await import("./form.tsx");
const { Act } = await import("./act.tsx");

const base = { t: echo, name: "reach", label: "Reach" };
const KEYS = { key: "k1", token: "t1" };

test("a field ties label, hint and error to its input by ids that exist", () => {
  const html = draw(TextField, { ...base, hint: "hint", error: "wrong", required: true });
  const input = attributes(html, "input");
  assert.equal(attributes(html, "label")["for"], input["id"]);
  assert.equal(input["aria-describedby"], "f-reach-hint f-reach-error");
  for (const id of (input["aria-describedby"] ?? "").split(" ")) {
    assert.ok(html.includes(`id="${id}"`), id);
  }
  assert.equal(input["aria-invalid"], "true");
  assert.ok(html.includes(">ui.field.needed<"), "said in words");
});

test("a field that is well says so by saying nothing", () => {
  const html = draw(TextField, base);
  const input = attributes(html, "input");
  assert.equal(input["aria-invalid"], undefined);
  assert.equal(input["aria-describedby"], undefined);
  assert.ok(!html.includes("required"));
  assert.ok(html.includes(">ui.field.optional<"));
});

test("what people typed is escaped and finds its own direction", () => {
  const value = `"><script>alert(1)</script>&`;
  const text = draw(TextField, { ...base, value });
  const area = draw(AreaField, { ...base, value });
  const hint = draw(TextField, { ...base, hint: value, error: value, label: value });
  for (const html of [text, area, hint]) assert.ok(!html.includes("<script"), html);
  assert.equal(attributes(text, "input")["dir"], "auto");
  assert.equal(attributes(area, "textarea")["dir"], "auto");
});

test("a textarea keeps a first line break that was typed", () => {
  // HTML drops one line break right after the tag, so the value must not lose its own.
  const html = draw(AreaField, { ...base, value: "\nb" });
  assert.match(html, />\n\nb<\/textarea>/);
});

test("an amount is text for any digits, and a single unit is sent along", () => {
  const one = draw(AmountField, { ...base, units: [{ value: "EUR", label: "€" }] });
  assert.equal(attributes(one, "input")["inputmode"], "decimal");
  assert.equal(attributes(one, "input")["type"], undefined);
  assert.equal(attributes(one, "input", "hidden")["name"], "reach-unit");
  const units = ["kg", "item"].map((value) => ({ value, label: value }));
  const two = draw(AmountField, { ...base, units, value: { of: "٤٠", unit: "item" } });
  assert.equal(attributes(two, "input")["value"], "٤٠");
  assert.equal(attributes(two, "select")["aria-label"], "ui.field.unit-of(Reach)");
  assert.equal(attributes(two, "option", "selected")["value"], "item");
});

test("a list with nothing chosen starts empty; a chosen one is kept", () => {
  const options = ["a", "b"].map((value) => ({ value, label: value }));
  assert.match(draw(SelectField, { ...base, options }), /<option value="">ui.field.choose/);
  for (const value of ["", "gone"])
    assert.match(
      draw(SelectField, { ...base, options, value }),
      /<option value="">ui.field.choose/,
    );
  const every = draw(SelectField, { ...base, options: [{ value: "", label: "all" }], value: "" });
  assert.ok(!every.includes("ui.field.choose"), "nothing is one of the list here");
  const chosen = draw(SelectField, { ...base, options, value: "b" });
  assert.equal(attributes(chosen, "option", "selected")["value"], "b");
  assert.ok(!chosen.includes(`value=""`));
});

test("a day tells its shape to browsers without a calendar", () => {
  const html = draw(DateField, { ...base, month: true });
  assert.equal(attributes(html, "input")["type"], "month");
  assert.ok(html.includes("ui.field.month-hint"));
  assert.equal(attributes(html, "input")["aria-describedby"], "f-reach-hint");
});

test("nothing is chosen or ticked unless it was said", () => {
  const cards = ["yes", "no"].map((value) => ({ value, label: value, hint: "h" }));
  const choice = draw(Choice, { ...base, cards });
  assert.ok(!choice.includes("checked"));
  assert.match(draw(Choice, { ...base, cards, value: "no" }), /value="no" checked/);
  const ticks = draw(Ticks, { ...base, ticks: [{ value: "a", label: "A" }] });
  assert.ok(!ticks.includes("checked"));
});

test("every radio has its own label, and its hint is read with it", () => {
  const cards = ["yes", "no"].map((value) => ({ value, label: value, hint: "h" }));
  const html = draw(Choice, { ...base, cards, error: "choose" });
  const radio = attributes(html, "input", `value="no"`);
  assert.ok(html.includes(`for="${radio["id"]}"`));
  assert.ok(html.includes(`id="${radio["aria-describedby"]}"`));
  assert.equal(attributes(html, "fieldset")["aria-describedby"], "f-reach-error");
});

test("every posting form carries its key and token, and faults lead to their fields", () => {
  const field = draw(TextField, { ...base, error: "wrong" });
  const faults = [{ name: "reach", text: "wrong" }, { text: "general" }];
  const html = draw(Form, { t: echo, action: "/offers", keys: KEYS, faults });
  assert.equal(attributes(html, "form")["method"], "post");
  assert.equal(attributes(html, "input", "form-key")["value"], "k1");
  assert.equal(attributes(html, "input", "form-token")["value"], "t1");
  assert.equal(attributes(html, "a")["href"], `#${attributes(field, "input")["id"]}`);
  assert.match(html, /<li>general<\/li>/);
});

test("one tap is a whole form; what it is about is said to those who do not see the row", () => {
  const act = {
    action: "/acceptances",
    keys: KEYS,
    fields: { offer: `o"1` },
    about: "40 from Noor",
  };
  const html = draw(Act, act, "Accept");
  assert.equal(attributes(html, "input", "offer")["value"], "o&quot;1");
  assert.match(html, /Accept<span class="unseen"> 40 from Noor<\/span>/);
  assert.equal(attributes(html, "input", "form-key")["value"], "k1");
});
